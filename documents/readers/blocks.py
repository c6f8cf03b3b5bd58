"""The blocks a document is made of, and the source text that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from documents.extract import Extract, Format
from documents.readers.encodings import Run, to_unicode
from documents.reading import Span

Node = Any
"""A node of a parser that has no types."""

_LETTERHEAD = 3
_SPACES = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\ufeff\ufffe\uffff]|\u00ad(?!\n)")
_BREAKS = re.compile(r"[\v\f\r\u2028\u2029\x85]+|\r\n")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `label` is the number or bullet that its list gives it."""

    runs: tuple[Run, ...]
    label: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a table, cell by cell."""

    cells: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class PageBreak:
    """A new page begins."""


Block = Paragraph | Row | PageBreak


Cell = list[Paragraph]
"""What stands in one cell of a table, paragraph by paragraph."""


def lay_out(rows: list[list[Cell]]) -> Iterator[Block]:
    """A table as rows; one that only places text on the page (letterhead, signatures, a frame) as paragraphs."""
    columns = max((len(row) for row in rows), default=0)
    high = any(
        len(cell) > 1 or any("\n" in run.text for each in cell for run in each.runs) for row in rows for cell in row
    )
    if len(rows) <= 1 or columns <= 1 or (len(rows) <= _LETTERHEAD and columns == 2 and high):
        yield from (paragraph for row in rows for cell in row for paragraph in cell)
        return
    for row in rows:
        yield Row(tuple(_joined(cell) for cell in row))


def _joined(cell: Cell) -> tuple[Run, ...]:
    runs: list[Run] = []
    for paragraph in cell:
        if runs:
            runs.append(Run(" ", runs[-1].font))
        if paragraph.label:
            runs.append(Run(paragraph.label + " "))
        runs += paragraph.runs
    return tuple(runs)


def compose(blocks: Iterable[Block], form: Format) -> Extract:
    """The text of a document: a blank line between paragraphs, a table row a line ("| a | b |"), all in Unicode."""
    listed = list(blocks)
    texts, encoding = to_unicode(list(_runs(listed)))
    rest = iter(texts)
    parts: list[str] = []
    pages, rows = [0], []
    length = 0
    after_row = False
    for block in listed:
        if isinstance(block, PageBreak):
            pages.append(length)
            continue
        if isinstance(block, Row):
            line = _row([clean(next(rest)) for _ in block.cells])
        else:
            line = " ".join(filter(None, [block.label, clean(next(rest))]))
        if not line.strip(" |"):
            continue
        gap = "" if not parts else "\n" if after_row and isinstance(block, Row) else "\n\n"
        start = length + len(gap)
        if isinstance(block, Row):
            rows.append(Span(start, start + len(line)))
        if pages[-1] == length:
            pages[-1] = start
        parts += [gap, line]
        length = start + len(line)
        after_row = isinstance(block, Row)
    return Extract("".join(parts), form, tuple(pages) if len(pages) > 1 else (), tuple(rows), (), encoding)


def clean(text: str) -> str:
    """The text with one space for many, no control characters, and line breaks as they are in Unix."""
    text = _CONTROL.sub("", _BREAKS.sub("\n", text))
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.strip().split("\n"))


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "¦") for cell in cells) + " |"


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[Run, ...]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, Row):
            yield from block.cells
