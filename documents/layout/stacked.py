"""Tables whose cells stand each on a line of its own, as text copied out of Word or a PDF has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from documents.reading import Reading, Span, Token

_LINE = re.compile(r"^[^\S\n]*(?P<said>\S.*?)[^\S\n]*$", re.MULTILINE)
_BOUND = r"(?:bình quân|trung bình|mỗi năm|khoảng|trên|dưới|từ|ít nhất|tối thiểu|tối đa|không quá|giảm|còn|đạt|[≥≤<>])"
_FIGURE = re.compile(
    rf"(?=.*\d)(?:{_BOUND} ?)*\d[\d.,/]*(?: ?- ?\d[\d.,/]*)?"
    r"(?: ?(?:%|[^\W\d_]+)(?:/[^\W\d_]+)?)?(?: trở (?:lên|xuống))?"
    r"|[-xX–]|[Kk]hông \w+(?: \w+){0,2}"
)
"""A cell that says how much, or that nothing is set."""
_YEAR = re.compile(r"(?:[Nn]ăm )?(?:19|20)\d\d")
_NO_CELL = re.compile(
    r"[.;:,]$|^(?:Bảng|Biểu|Phụ lục|Đơn vị tính|ĐVT)\b|^(?:[-+*•–]|\d+[.)]|\(?[a-zđ]\)|[IVX]+\.)\s|\||\S {2,}\S"
)
_LONGEST = 80
_WIDEST = 8
_LEAST_ROWS, _LEAST_ROWS_OF_TWO = 2, 3


class _Cell(NamedTuple):
    """A line that may be a cell: its place, whether it is a figure, a year, and whether an empty line stands above."""

    place: Span
    figure: bool
    year: bool
    apart: bool


class Stacked(NamedTuple):
    """A table: its rows of cells, the first of them the heads of the columns."""

    rows: tuple[tuple[Span, ...], ...]

    @property
    def place(self) -> Span:
        """From its first cell to its last."""
        return Span(self.rows[0][0].start, self.rows[-1][-1].end)


def find_stacked(text: str) -> list[Stacked]:
    """The tables of a text whose cells are lines, in order.

    Heads of words and under them rows that are alike: as many cells, words and figures in the same columns.
    """
    return [table for run in _runs(text) for table in _tables(run)]


def with_rows(reading: Reading, tables: Sequence[Stacked]) -> Reading:
    """A reading in which the cells of a row stand in one line between bars, as in other tables."""
    bars = [bar for table in tables for row in table.rows for bar in _bars(row)]
    free = [bar for bar in bars if not reading.within(bar.span)]
    return Reading(reading.source, tuple(sorted((*reading.changes, *free), key=lambda token: token.span)))


def _bars(row: Sequence[Span]) -> Iterator[Token]:
    """The bars before, between and after the cells of a row."""
    yield Token(Span(row[0].start, row[0].start), "| ")
    yield from (Token(Span(left.end, right.start), " | ") for left, right in pairwise(row))
    yield Token(Span(row[-1].end, row[-1].end), " |")


def _runs(text: str) -> Iterator[list[_Cell]]:
    """Lines that may be cells, as far as nothing else stands between them."""
    run: list[_Cell] = []
    end = 0
    for match in _LINE.finditer(text):
        said, place = match["said"], Span(*match.span("said"))
        if len(said) > _LONGEST or _NO_CELL.search(said):
            yield run
            run = []
        else:
            figure, year = bool(_FIGURE.fullmatch(said)), bool(_YEAR.fullmatch(said))
            run.append(_Cell(place, figure, year, text.count("\n", end, place.start) > 1))
        end = place.end
    yield run


def _tables(run: Sequence[_Cell]) -> Iterator[Stacked]:
    """The tables in a run of cells; one begins with the run, after an empty line, or right after another one."""
    at, may_begin = 0, True
    while at < len(run):
        found = max((_table(run, at, wide) for wide in range(2, _WIDEST + 1)), key=len) if may_begin else []
        if found:
            yield Stacked(tuple(tuple(cell.place for cell in row) for row in found))
        at += len(found) * len(found[0]) if found else 1
        may_begin = bool(found) or (at < len(run) and run[at].apart)


def _table(run: Sequence[_Cell], at: int, wide: int) -> list[Sequence[_Cell]]:
    """The heads and rows of a table of so many columns that begins at a cell; nothing where there is none."""
    heads, first, second = (run[at + wide * n : at + wide * (n + 1)] for n in range(3))
    if len(second) < wide or heads[0].figure or any(cell.figure and not cell.year for cell in heads):
        return []
    shape = [cell.figure for cell in first]
    narrower = any(shape == shape[:part] * (wide // part) for part in range(1, wide) if wide % part == 0)
    if all(shape) or not shape[-1] or narrower or [cell.figure for cell in second] != shape:
        return []
    below = (run[start : start + wide] for start in range(at + wide, len(run) - wide + 1, wide))
    rows = list(takewhile(lambda row: _is_alike(row, shape), below))
    least = _LEAST_ROWS if sum(shape) > 1 else _LEAST_ROWS_OF_TWO
    return [heads, *rows] if len(rows) >= least else []


def _is_alike(row: Sequence[_Cell], shape: Sequence[bool]) -> bool:
    """Whether a row has figures wherever the first has, and opens as it does; words may be figures elsewhere."""
    return row[0].figure is shape[0] and all(cell.figure for cell, figure in zip(row, shape, strict=True) if figure)
