"""Word documents of before 2007: made a .docx (msdoc2docx), then read as one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from documents.extract import Extract, Format
from documents.readers import docx
from documents.readers.errors import DAMAGED, PASSWORD, UnreadableError


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The text, lists and tables of the document."""
    from doc2docx import convert

    with tempfile.TemporaryDirectory(prefix="planbot-") as folder:
        source, target = Path(folder, "in.doc"), Path(folder, "out.docx")
        source.write_bytes(data)
        try:
            convert(str(source), str(target))
        except MemoryError:
            raise
        except Exception as error:  # whatever a damaged file makes of its parser
            locked = any(word in f"{type(error).__name__} {error}".lower() for word in ("password", "encrypt"))
            raise UnreadableError((PASSWORD if locked else DAMAGED).format(name=name)) from error
        found = docx.read(target.read_bytes(), name, report)
    return replace(found, format=Format.DOC)
