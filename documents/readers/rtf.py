"""Rich Text Format (striprtf), its tables as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from documents.extract import Extract, Format
from documents.readers.blocks import Block, Paragraph, compose, lay_out
from documents.readers.encodings import Run
from documents.readers.errors import DAMAGED, UnreadableError


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The text; letters of old fonts are told by the words that they make."""
    from striprtf.striprtf import rtf_to_text

    text = data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    if text.count("{") > text.count("}") + 2:
        raise UnreadableError(DAMAGED.format(name=name))
    try:
        plain: str = rtf_to_text(text, errors="ignore")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, LookupError, RecursionError) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error
    found = compose(_blocks(plain), Format.RTF)
    report(1, 1)
    return found


def _blocks(plain: str) -> Iterator[Block]:
    """Striprtf writes a table row a line, "|" after each cell."""
    for is_row, lines in groupby(plain.split("\n"), lambda line: line.rstrip().endswith("|")):
        if is_row:
            yield from lay_out(
                [[[Paragraph((Run(cell),))] for cell in line.rstrip()[:-1].split("|")] for line in lines]
            )
        else:
            yield from (Paragraph((Run(line),)) for line in lines)
