"""Plain text and Markdown: the source is the file itself, unless it was typed for fonts of before Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import normalize

from documents.extract import Extract, Format
from documents.readers.encodings import Run, decode, to_unicode
from documents.readers.errors import UNKNOWN, UnreadableError
from documents.reading import Span

_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"[\s|:\-]+")
_BINARY = 0.02


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The text, letter for letter as it stands where it is Unicode."""
    try:
        text, encoding = decode(data)
    except ValueError as error:
        raise UnreadableError(UNKNOWN.format(name=name)) from error
    if sum(letter < " " and letter not in "\t\n\r\f\v" for letter in text) > _BINARY * len(text):
        raise UnreadableError(UNKNOWN.format(name=name))
    if encoding is None:
        lines = text.split("\n")
        converted, encoding = to_unicode([[Run(line)] for line in lines])
        if encoding:
            text = "\n".join(
                new if new != normalize("NFC", old) else old for old, new in zip(lines, converted, strict=True)
            )
    report(1, 1)
    rows = tuple(Span(*row.span()) for row in _ROW.finditer(text) if not _RULE.fullmatch(row[0]))
    return Extract(text, Format.MARKDOWN if rows else Format.TEXT, rows=rows, encoding=encoding)
