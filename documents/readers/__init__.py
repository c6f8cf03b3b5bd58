"""One reader a format: a file in, an `Extract` out.

A file is what its content says, whatever its name. These readers trust nothing that they read, but what a parser
may do to its process is held by `documents.sandbox`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from documents.extract import Extract, Format
from documents.intake import original_bytes, shown_name
from documents.readers.errors import LONG, NO_TEXT, UnreadableError
from documents.readers.formats import detect

_MODULES = {Format.MARKDOWN: "text"}
_LONGEST = 8_000_000


def extract(path: Path, progress: Callable[[Path, int, int], None] | None = None) -> Extract:
    """What is in a file. Raises `DocumentError` with a sentence that says what keeps it from being read.

    `progress(path, done, total)` counts pages.
    """
    data = original_bytes(path)
    name = shown_name(path)
    form = detect(data, name)
    module = import_module(f"documents.readers.{_MODULES.get(form, form.value)}")

    def report(done: int, total: int) -> None:
        if progress:
            progress(path, done, total)

    found: Extract = module.read(data, name, report)
    if not any(letter.isalnum() for letter in found.source):
        raise UnreadableError(NO_TEXT.format(name=name))
    if len(found.source) > _LONGEST:
        raise UnreadableError(LONG.format(name=name, most=_LONGEST // 1_000_000))
    return found
