"""Tables of a PDF page, found by the lines ruled around their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float
from dataclasses import dataclass
from typing import NamedTuple

from documents.readers.blocks import Node

_NEAR = 3.0
_SHORTEST = 6.0
_MOST_LINES = 8000


class Line(NamedTuple):
    """A ruled line in points: `at` is its x where it is upright, its y where it lies; it runs from `start` to `end`."""

    at: float
    start: float
    end: float


class Area(NamedTuple):
    """A part of the page in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Table:
    """The edges of columns from left to right and of rows from top to bottom, and the lines that are ruled there."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    upright: tuple[Line, ...]
    lying: tuple[Line, ...]

    @property
    def area(self) -> Area:
        """The whole table."""
        return Area(self.columns[0], self.rows[-1], self.columns[-1], self.rows[0])

    def cells(self) -> list[list[Area | None]]:
        """The cells row by row; one merged to the side comes once and None after, one merged downwards in each row."""
        return [self._row(number) for number in range(len(self.rows) - 1)]

    def _row(self, row: int) -> list[Area | None]:
        cells: list[Area | None] = []
        column = 0
        while column < len(self.columns) - 1:
            last = column + 1
            while last < len(self.columns) - 1 and not self._upright(last, row):
                last += 1
            first_row, last_row = row, row + 1
            while first_row > 0 and not self._lying(first_row, column):
                first_row -= 1
            while last_row < len(self.rows) - 1 and not self._lying(last_row, column):
                last_row += 1
            cells.append(Area(self.columns[column], self.rows[last_row], self.columns[last], self.rows[first_row]))
            cells += [None] * (last - column - 1)
            column = last
        return cells

    def _upright(self, column: int, row: int) -> bool:
        return _ruled(self.upright, self.columns[column], (self.rows[row] + self.rows[row + 1]) / 2)

    def _lying(self, row: int, column: int) -> bool:
        return _ruled(self.lying, self.rows[row], (self.columns[column] + self.columns[column + 1]) / 2)


def find_tables(page: Node) -> list[Table]:
    """The ruled tables of two rows and two columns or more, from the top of the page to its foot."""
    upright: list[Line] = []
    lying: list[Line] = []
    for (x0, y0), (x1, y1) in _strokes(page):
        if len(upright) + len(lying) > _MOST_LINES:
            return []  # a drawing
        if abs(x1 - x0) < 1 and abs(y1 - y0) >= _SHORTEST:
            upright.append(Line(x0, min(y0, y1), max(y0, y1)))
        elif abs(y1 - y0) < 1 and abs(x1 - x0) >= _SHORTEST:
            lying.append(Line(y0, min(x0, x1), max(x0, x1)))
    tables = []
    for some_upright, some_lying in _together(upright, lying):
        columns = _edges(line.at for line in some_upright)
        rows = _edges(line.at for line in some_lying)[::-1]
        if len(columns) > 2 and len(rows) > 2:
            tables.append(Table(columns, rows, tuple(some_upright), tuple(some_lying)))
    return sorted(tables, key=lambda table: -table.area.top)


def _strokes(page: Node) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of the paths drawn on a page, in its coordinates."""
    from pypdfium2 import raw

    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        matrix = item.get_matrix()
        start = point = (0.0, 0.0)
        for number in range(min(raw.FPDFPath_CountSegments(item), _MOST_LINES)):
            segment = raw.FPDFPath_GetPathSegment(item, number)
            x, y = c_float(), c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            there = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = there
            elif kind == raw.FPDF_SEGMENT_LINETO:
                yield point, there
            point = there
            if raw.FPDFPathSegment_GetClose(segment):
                yield point, start


def _together(upright: list[Line], lying: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """The lines in groups that touch."""
    free_upright, free_lying = list(upright), list(lying)
    while free_upright:
        group: tuple[list[Line], list[Line]] = ([free_upright.pop()], [])
        grown = True
        while grown:
            crossing = [line for line in free_lying if any(_cross(other, line) for other in group[0])]
            free_lying = [line for line in free_lying if line not in crossing]
            group[1].extend(crossing)
            standing = [line for line in free_upright if any(_cross(line, other) for other in group[1])]
            free_upright = [line for line in free_upright if line not in standing]
            group[0].extend(standing)
            grown = bool(crossing or standing)
        yield group


def _cross(upright: Line, lying: Line) -> bool:
    beside = lying.start - _NEAR <= upright.at <= lying.end + _NEAR
    return beside and upright.start - _NEAR <= lying.at <= upright.end + _NEAR


def _edges(places: Iterator[float]) -> tuple[float, ...]:
    """The places in order, those of one thick line as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return tuple(edges)


def _ruled(lines: Sequence[Line], at: float, middle: float) -> bool:
    return any(abs(line.at - at) <= _NEAR and line.start <= middle <= line.end for line in lines)
