"""Foreign files are read in a process of their own."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from documents.extract import Extract
from documents.intake import Progress, read_file
from documents.plan import Plan


class Sandbox:
    """Reads files."""

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def read(self, path: Path, progress: Progress | None = None) -> tuple[Extract, Plan]:
        """What is in a file."""
        return read_file(path, progress)
