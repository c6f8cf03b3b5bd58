"""One reader a format: a file in, an `Extract` out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from documents.extract import Extract, Format


def extract(path: Path, progress: Callable[[Path, int, int], None] | None = None) -> Extract:
    """What is in a file; its format is told from its content."""
    found = Extract(path.read_bytes().decode("utf-8-sig"), Format.TEXT)
    if progress:
        progress(path, 1, 1)
    return found
