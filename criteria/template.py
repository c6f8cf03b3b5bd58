"""A workbook to fill: one row a unit, columns by year, drop-downs and notes for what the rules of a plan ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from criteria.cells import safe
from criteria.errors import WorkbookError
from criteria.explanation import say
from criteria.inputs import asked_keys, column_name, has_zones
from criteria.measures import ANSWERS, RATES, Key
from criteria.model import Kind, Rulebook
from criteria.sheets import TALL, dress_head, first_sheet, save_book, set_up_print
from criteria.table import MARK
from criteria.terms import Measure, UnitKind
from criteria.units import KIND_NAMES
from prompts.texts import load

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EMPTY_ROWS = 300
"""Rows of the template that have drop-downs."""


def write_template(path: Path, rulebook: Rulebook, kind: UnitKind) -> Path:
    """Write a workbook to fill, one row a unit: columns by year, drop-downs and notes for what the rules ask.

    WorkbookError when the plan asks nothing of this kind of unit that figures or answers could tell.
    """
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter

    keys = asked_keys(rulebook, kind)
    if not keys:
        raise WorkbookError(say("no_rules", plan=rulebook.name, kind=KIND_NAMES[kind]))
    book = Workbook()
    book.properties.title = f"{rulebook.name} – {KIND_NAMES[kind]}"
    book.properties.creator = MARK
    book.properties.keywords = f"{MARK}:{rulebook.plan}:{kind.value}"
    sheet = first_sheet(book, "Số liệu")
    heads = [f"Tên đơn vị ({KIND_NAMES[kind]})"]
    if has_zones(rulebook, kind):
        heads.append("Khu vực")
    first = len(heads)
    heads += [column_name(key) for key in keys]
    sheet.append([safe(head) for head in heads])
    for place in range(1, len(heads) + 1):
        cell = sheet.cell(1, place)
        key = keys[place - 1 - first] if place > first else None
        if key:
            cell.comment = Comment(_hint(key), MARK, width=320, height=110)
        sheet.column_dimensions[get_column_letter(place)].width = 30 if place == 1 else 15
        _choices(sheet, get_column_letter(place), heads[place - 1], key)
    dress_head(sheet, len(heads), TALL)
    set_up_print(sheet, landscape=True)
    guide = book.create_sheet("Hướng dẫn")
    guide.column_dimensions["A"].width = 110
    for line in load("workbook")["guide"].format(plan=rulebook.name, issuer=rulebook.issuer).strip().splitlines():
        guide.append([line])
    for rule in rulebook.criteria:
        if rule.judges and kind in rule.subject.units and rule.kind in {Kind.ELIGIBILITY, Kind.TARGET}:
            guide.append([safe(f"{rule.title} (mục {rule.source.path})")])
    _wrap(guide)
    return save_book(book, path)


def _hint(key: Key) -> str:
    texts = load("workbook")
    if key.measure in RATES:
        return texts["hint_rate"].format(year=key.year)
    if key.measure is Measure.OWN_TARGET:
        return texts["hint_own_target"]
    if key.measure in ANSWERS:
        return texts["hint_answer"]
    return texts["hint_number"].format(when=f" cuối năm {key.year}" if key.year else "")


def _choices(sheet: Worksheet, letter: str, head: str, key: Key | None) -> None:
    """A drop-down for zones and answers."""
    from openpyxl.worksheet.datavalidation import DataValidation

    options = ""
    if head == "Khu vực":
        options = "III,II,I,không"
    elif key and key.measure in ANSWERS:
        options = "có,không,không vay" if key.measure is Measure.LOANS_ON_TIME else "có,không"
    if options:
        rule = DataValidation(type="list", formula1=f'"{options}"', allow_blank=True, showErrorMessage=True)
        rule.error = "Chọn một trong danh sách."
        sheet.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{EMPTY_ROWS + 1}")


def _wrap(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment

    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
