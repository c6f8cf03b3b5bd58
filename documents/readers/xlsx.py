"""Excel workbooks (openpyxl) as appendix tables: a heading a sheet, a line a row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from documents.extract import Extract, Format
from documents.readers.blocks import Block, Node, PageBreak, Paragraph, Row, compose
from documents.readers.encodings import Run
from documents.readers.errors import CELLS, DAMAGED, UnreadableError

_MOST_CELLS = 400_000


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The values that the sheets show, empty rows and columns left out."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        blocks: list[Block] = []
        for number, sheet in enumerate(sheets, start=1):
            sheet.reset_dimensions()  # what a workbook says of its size need not be so
            blocks += [PageBreak(), *_sheet(sheet, name)] if blocks else _sheet(sheet, name)
            report(number, len(sheets))
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError, InvalidFileException) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error
    return compose(blocks, Format.XLSX)


def _sheet(sheet: Node, name: str) -> Iterator[Block]:
    rows: list[dict[int, str]] = []
    count = 0
    for row in sheet.iter_rows(values_only=True):
        cells = {column: _written(value) for column, value in enumerate(row) if value not in (None, "")}
        count += len(cells)
        if count > _MOST_CELLS:
            raise UnreadableError(CELLS.format(name=name))
        if cells:
            rows.append(cells)
    columns = sorted({column for row in rows for column in row})
    if not columns:
        return
    yield Paragraph((Run(sheet.title),))
    for cells in rows:
        if len(cells) == 1 and len(columns) > 1 and min(cells) == columns[0]:  # a title over the table
            yield Paragraph((Run(next(iter(cells.values()))),))
        else:
            yield Row(tuple((Run(cells.get(column, "")),) for column in columns))


def _written(value: Node) -> str:
    """A value as a Vietnamese hand writes it: 7,5 and 26/9/2017."""
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, datetime):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float):
        short = format(Decimal(repr(value)).normalize(), "f") if abs(value) < 1e15 else repr(value)
        return short.replace(".", ",")
    return str(value)
