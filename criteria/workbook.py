"""Excel in and out: a template to fill, and a workbook of verdicts, reasons and a summary with a chart."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from criteria.batch import as_json
from criteria.cells import safe, safe_rows
from criteria.check import CheckResult, Overall, Result
from criteria.errors import WorkbookError
from criteria.explanation import reasons, say
from criteria.inputs import asked_keys, column_name, has_zones
from criteria.measures import ANSWERS, RATES, Key
from criteria.model import Kind, Measure, Rulebook, UnitKind
from criteria.outcome import Verdict
from criteria.table import MARK, Line, Sheet, check_rows
from criteria.units import KIND_NAMES
from prompts.texts import load

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EMPTY_ROWS = 300
FONT = "Arial"
LINE = 13
"""The height of a line of text, in points."""

_GREEN, _RED, _AMBER, _GREY, _BLUE = "C6E7CE", "F6C7C3", "FBE7B2", "E4E4E4", "CFE0F3"
_COLOURS = {
    "dat_cac_tieu_chi_so": _GREEN,
    "dat": _GREEN,
    "khong_dat": _RED,
    "chua_ket_luan": _AMBER,
    "thieu_du_lieu": _AMBER,
    "so_lieu_khong_hop_le": _AMBER,
    "can_nguoi_xet": _BLUE,
    "khong_kiem_tra_duoc": _GREY,
    "van_ban_khac": _GREY,
}


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
    sheet = _active(book, "Số liệu")
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
    _dress_head(sheet, len(heads))
    _print_setup(sheet, landscape=True)
    guide = book.create_sheet("Hướng dẫn")
    guide.column_dimensions["A"].width = 110
    for line in load("workbook")["guide"].format(plan=rulebook.name, issuer=rulebook.issuer).strip().splitlines():
        guide.append([line])
    for rule in rulebook.criteria:
        if rule.judges and kind in rule.subject.units and rule.kind in {Kind.ELIGIBILITY, Kind.TARGET}:
            guide.append([safe(f"{rule.title} (mục {rule.source.path})")])
    _wrap(guide)
    return _save(book, path)


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


def check_table(
    source: Path,
    target: Path,
    rulebooks: Iterable[Rulebook],
    kind: UnitKind | None = None,
    locality: str | None = None,
) -> Sheet:
    """Check a filled table and write its verdicts.

    Takes .xlsx, .csv, .json and .jsonl; gives .xlsx, .csv or .json, by the ending of `target`.
    """
    books = tuple(rulebooks)
    sheet = check_rows(source, books, kind, locality)
    ending = target.suffix.lower()
    if ending == ".xlsx":
        write_workbook(target, sheet)
    elif ending == ".csv":
        _write_csv(target, sheet)
    elif ending == ".json":
        _write_json(target, sheet, books)
    else:
        raise WorkbookError(f"Không ghi được tệp {target.name}; hãy đặt đuôi .xlsx, .csv hoặc .json.")
    return sheet


VERDICT_HEAD = ("Dòng", "Đơn vị", "Kết quả", "Đạt", "Không đạt", "Thiếu / sai số liệu", "Cần để đạt", "Kế hoạch")
REASON_HEAD = ("Dòng", "Đơn vị", "Tiêu chí", "Kết quả", "Lý do, phép tính", "Cần để đạt", "Câu trong văn bản", "Mục")


def verdict_row(line: Line) -> list[object]:
    """A unit on one row: how it ended, and the rules met, unmet and open."""
    result = line.result
    problems = " ".join(f"{problem.address}: {problem.text}" for problem in line.problems)
    if result is None or result.rulebook is None:
        return [line.number, line.name, say("short_chua_ket_luan"), "", "", problems, "", ""]
    needs = [one.need.text for one in result.results if one.decides and one.need]
    lacking = _titles(result, Verdict.MISSING, Verdict.INVALID)
    return [
        line.number,
        line.name,
        say(f"short_{result.overall}"),
        _titles(result, Verdict.MET),
        _titles(result, Verdict.UNMET),
        f"{lacking}{'. ' if lacking and problems else ''}{problems}",
        " ".join(dict.fromkeys(needs)),
        result.rulebook.name,
    ]


def _titles(result: CheckResult, *verdicts: Verdict) -> str:
    return "; ".join(one.criterion.title for one in result.results if one.decides and one.verdict in verdicts)


def reason_rows(line: Line) -> Iterable[list[object]]:
    """The rules of a unit, one a row, with the arithmetic in full and the clause."""
    result = line.result
    if result is None or result.rulebook is None:
        return
    for one in result.results:
        if one.verdict is Verdict.NOT_APPLICABLE or one.criterion.kind is Kind.QUALITATIVE:
            continue
        need = one.need.text if one.need else ""
        why = [text for text in reasons(result, one, long=True) if text != need]
        yield [line.number, line.name, _titled(one), say(one.verdict), "\n".join(why), need, *_clause(one)]


def _titled(one: Result) -> str:
    return ("Mục tiêu: " if one.criterion.kind is Kind.TARGET else "") + one.criterion.title.removeprefix("Mục tiêu: ")


def _clause(one: Result) -> tuple[str, str]:
    return one.criterion.source.quote.removeprefix("- ").removeprefix("+ "), one.criterion.source.path


def write_workbook(path: Path, sheet: Sheet) -> Path:
    """Write the workbook of a checked table: summary with a chart, verdicts, reasons, and cells to correct."""
    from openpyxl import Workbook

    book = Workbook()
    _summary(book, sheet)
    _fill(
        book, "Kết quả", VERDICT_HEAD, [verdict_row(line) for line in sheet.lines], (6, 20, 14, 28, 28, 30, 34, 16), 3
    )
    rows = [row for line in sheet.lines for row in reason_rows(line)]
    _fill(book, "Lý do", REASON_HEAD, rows, (6, 18, 26, 12, 42, 30, 36, 14), 4)
    if sheet.all_problems:
        problems = [[problem.address, problem.text] for problem in sheet.all_problems]
        _fill(book, "Ô cần sửa", ("Ô", "Cần làm gì"), problems, (12, 110), None)
    return _save(book, path)


def _active(book: Any, title: str) -> Worksheet:  # noqa: ANN401  (openpyxl is untyped)
    sheet: Worksheet = book.active
    sheet.title = title
    return sheet


def _summary(book: Any, sheet: Sheet) -> None:  # noqa: ANN401
    from openpyxl.chart import BarChart, Reference
    from openpyxl.styles import Alignment, Font, PatternFill

    page = _active(book, "Tổng hợp")
    page.append(["Kết quả đối chiếu số liệu với tiêu chí"])
    page["A1"].font = Font(name=FONT, bold=True, size=14)
    plans = sorted({line.result.rulebook.name for line in sheet.lines if line.result and line.result.rulebook})
    page.append(["Kế hoạch", safe("; ".join(plans))])
    page.append(["Số đơn vị", len(sheet.lines)])
    page.append(["Ô cần sửa", len(sheet.all_problems)])
    page.append([])
    page.append(["Kết quả", "Số đơn vị"])
    counts = sheet.counts
    start = page.max_row
    for overall in Overall:
        page.append([say(f"short_{overall}"), counts[overall]])
        page.cell(page.max_row, 1).font = Font(name=FONT)
        page.cell(page.max_row, 1).fill = PatternFill("solid", fgColor=_COLOURS[overall])
    for cell in page[start]:
        cell.font = Font(name=FONT, bold=True)
    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = "Số đơn vị theo kết quả"
    chart.add_data(Reference(page, min_col=2, min_row=start + 1, max_row=start + len(Overall)))
    chart.set_categories(Reference(page, min_col=1, min_row=start + 1, max_row=start + len(Overall)))
    chart.y_axis.majorGridlines = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.height, chart.width = 8, 18
    page.add_chart(chart, f"A{start + len(Overall) + 2}")
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 60
    page.append([])
    for row in page.iter_rows(min_col=2, max_col=2):
        row[0].alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
    note = page.cell(start + len(Overall) + 20, 1, load("workbook")["summary_note"])
    note.font = Font(name=FONT, italic=True)
    _print_setup(page, landscape=False)


def _fill(
    book: Any,  # noqa: ANN401
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    widths: Sequence[int],
    verdict_column: int | None,
) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.append(list(head))
    sheet["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A2"].font = Font(name=FONT, size=10)
    wrapped = sheet["A2"]._style  # one style for all: setting it anew for each cell takes most of the time
    for number, row in enumerate(safe_rows(rows), 2):
        for place, value in enumerate(row, 1):
            if value in ("", None):
                continue
            cell = sheet.cell(number, place, value)
            cell._style = wrapped
            if isinstance(value, str):
                cell.data_type = "s"
        sheet.row_dimensions[number].height = LINE * max(map(_lines, row, widths))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    _dress_head(sheet, len(head))
    if verdict_column and rows:
        letter = get_column_letter(verdict_column)
        area = f"{letter}2:{letter}{len(rows) + 1}"
        for name, colour in _COLOURS.items():
            words = load("checks").get(f"short_{name}") or say(name)
            fill = PatternFill("solid", bgColor=colour, fgColor=colour)
            sheet.conditional_formatting.add(area, FormulaRule(formula=[f'{letter}2="{words}"'], fill=fill))
            if f"short_{name}" in load("checks") and name in load("checks"):
                rule = FormulaRule(formula=[f'{letter}2="{say(name)}"'], fill=fill)
                sheet.conditional_formatting.add(area, rule)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    _print_setup(sheet, landscape=True)


def _lines(value: object, width: int) -> int:
    """How many lines a text takes in a column: spreadsheets do not measure wrapped rows they did not write."""
    across = max(1, width * 23 // 20 - 2)
    return sum(1 + len(part) // across for part in str(value or "").split("\n"))


def _dress_head(sheet: Worksheet, columns: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place in range(1, columns + 1):
        cell = sheet.cell(1, place)
        cell.font = Font(name=FONT, bold=True, color="FFFFFF", size=10)
        cell.fill = PatternFill("solid", fgColor="1F4E79")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[1].height = 62 if columns > len(REASON_HEAD) or "(" in str(sheet.cell(1, 1).value) else 24
    sheet.freeze_panes = "C2" if columns > 2 else "A2"


def _print_setup(sheet: Worksheet, *, landscape: bool) -> None:
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = "Trang &P/&N"


def _wrap(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment

    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _save(book: Any, path: Path) -> Path:  # noqa: ANN401
    beside = path.with_name(f".{path.name}.part")
    try:
        book.save(beside)
        os.replace(beside, path)  # noqa: PTH105
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise WorkbookError(f"Không ghi được tệp {path}: kiểm tra thư mục và quyền ghi.") from error
    return path


def _write_csv(path: Path, sheet: Sheet) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out).writerows(safe_rows([VERDICT_HEAD, *(verdict_row(line) for line in sheet.lines)]))
    _write_text(path, "\ufeff" + out.getvalue())


def _write_json(path: Path, sheet: Sheet, rulebooks: Sequence[Rulebook]) -> None:
    items = []
    for line in sheet.lines:
        problems = [{"cell": problem.address, "text": problem.text} for problem in line.problems]
        found = as_json(line.result, rulebooks) if line.result else {"overall": Overall.UNDECIDED.value, "results": []}
        items.append({"row": line.number, "name": line.name, **found, "problems": problems})
    _write_text(path, json.dumps(items, ensure_ascii=False, indent=1) + "\n")


def _write_text(path: Path, text: str) -> None:
    from criteria.store import write_atomically

    try:
        write_atomically(path, text)
    except OSError as error:
        raise WorkbookError(f"Không ghi được tệp {path}: kiểm tra thư mục và quyền ghi.") from error
