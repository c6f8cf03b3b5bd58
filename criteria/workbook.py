"""A table checked, written as a workbook of verdicts, reasons and a summary with a chart, or as CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from criteria.batch import as_json
from criteria.cells import safe, safe_rows
from criteria.check import CheckResult, Overall, Result
from criteria.errors import WorkbookError
from criteria.explanation import reasons, say
from criteria.model import Kind, Rulebook, UnitKind
from criteria.outcome import Verdict
from criteria.sheets import FONT, dress_head, first_sheet, save_book, set_up_print
from criteria.table import Line, Sheet, check_rows
from criteria.template import write_template
from prompts.texts import load

__all__ = ["check_table", "write_template", "write_workbook"]

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
    title = one.criterion.title
    aim = one.criterion.kind is Kind.TARGET and not title.startswith("Mục tiêu")
    return f"Mục tiêu: {title}" if aim else title


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
    return save_book(book, path)


def _summary(book: Any, sheet: Sheet) -> None:  # noqa: ANN401
    from openpyxl.chart import BarChart, Reference
    from openpyxl.styles import Alignment, Font, PatternFill

    page = first_sheet(book, "Tổng hợp")
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
    set_up_print(page, landscape=False)


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
    dress_head(sheet, len(head))
    if verdict_column and rows:
        letter = get_column_letter(verdict_column)
        area = f"{letter}2:{letter}{len(rows) + 1}"
        for words, colour in _colours():
            fill = PatternFill("solid", bgColor=colour, fgColor=colour)
            sheet.conditional_formatting.add(area, FormulaRule(formula=[f'{letter}2="{words}"'], fill=fill))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    set_up_print(sheet, landscape=True)


def _colours() -> Iterator[tuple[str, str]]:
    """The words of every result and verdict with their colour, each once."""
    texts = load("checks")
    for name, colour in _COLOURS.items():
        yield from ((texts[key], colour) for key in (f"short_{name}", name) if key in texts)


def _lines(value: object, width: int) -> int:
    """How many lines a text takes in a column: spreadsheets do not measure wrapped rows they did not write."""
    across = max(1, width * 23 // 20 - 2)
    return sum(1 + len(part) // across for part in str(value or "").split("\n"))


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
