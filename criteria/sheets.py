"""How sheets look: fonts, headings, pages, and writing a workbook whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from criteria.errors import WorkbookError

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Arial"
TALL = 62
"""The height of a row of headings that take several lines, in points."""


def first_sheet(book: Any, title: str) -> Worksheet:  # noqa: ANN401  (openpyxl is untyped)
    """The sheet a new workbook comes with, under a name of its own."""
    sheet: Worksheet = book.active
    sheet.title = title
    return sheet


def dress_head(sheet: Worksheet, columns: int, height: int = 24) -> None:
    """Colour the row of headings, and keep it and the first columns in sight."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for place in range(1, columns + 1):
        cell = sheet.cell(1, place)
        cell.font = Font(name=FONT, bold=True, color="FFFFFF", size=10)
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[1].height = height
    sheet.freeze_panes = "C2" if columns > 2 else "A2"


def set_up_print(sheet: Worksheet, *, landscape: bool) -> None:
    """Fit the page to the width of A4, headings on every page."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "Trang &P/&N"


def save_book(book: Any, path: Path) -> Path:  # noqa: ANN401
    """Write a workbook beside its place and rename it; WorkbookError where it cannot be written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        book.save(beside)
        os.replace(beside, path)  # noqa: PTH105
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise WorkbookError(f"Không ghi được tệp {path}: kiểm tra thư mục và quyền ghi.") from error
    return path
