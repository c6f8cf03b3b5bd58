"""A briefing as a workbook: a sheet for each table, the points, the exercises, and every clause."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

from briefings.model import Briefing, Chart, Exercise, Grid, Points
from briefings.words import NOTES, letter, source_line
from retrieval.answer import Statement

WIDTH = 130
"""The width of a sheet, in characters."""

NARROW, LINE = 9, 16.5
"""The width of a column at the least, in characters; the height of a line, in points."""


def write_xlsx(briefing: Briefing) -> bytes:
    """The briefing as an XLSX file."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    numbers = {citation: number for number, citation in enumerate(briefing.citations, 1)}

    def marked(statement: Statement) -> str:
        marks = "".join(f" [{numbers[citation]}]" for citation in dict.fromkeys(statement.citations))
        return f"{statement.text}{marks}"

    points: list[list[str]] = []
    for section in briefing.sections:
        for piece in section.pieces:
            if isinstance(piece, Grid):
                _sheet(book, piece.caption, [list(piece.header), *([marked(c) for c in row] for row in piece.rows)])
            elif isinstance(piece, Points):
                name = f"{section.heading}: {piece.heading}" if piece.heading else section.heading
                points += [[name, marked(point.statement)] for point in piece.points]
            elif isinstance(piece, Chart):
                points.append([piece.title, marked(Statement(piece.alt, piece.citations))])
    points += [[NOTES, marked(statement)] for statement in briefing.notes]
    _sheet(book, "Nội dung", [["Mục", "Nội dung"], *points])
    if briefing.exercises:
        head = ["Câu hỏi", "Lựa chọn", "Đáp án", "Vì sao", "Lời giải"]
        _sheet(book, "Bài tập", [head, *(_question(exercise, marked(exercise.why)) for exercise in briefing.exercises)])
    clauses = [[str(n), c.number or c.issuer, c.path, c.quote] for c, n in numbers.items()]
    _sheet(book, "Điều khoản", [["Số", "Văn bản", "Mục", "Trích nguyên văn"], *clauses])
    _sheet(book, "Nguồn", [["Kế hoạch"], *([source_line(source)] for source in briefing.sources)])
    properties = book.properties
    properties.title, properties.creator = briefing.title[:255], "planbot"
    properties.created = properties.modified = datetime.combine(briefing.made, time())
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _question(exercise: Exercise, why: str) -> list[str]:
    choices = "\n".join(f"{letter(place)}. {choice}" for place, choice in enumerate(exercise.choices))
    return [exercise.question, choices, letter(exercise.right), why, "\n".join(exercise.solution)]


def _sheet(book: Any, name: str, rows: list[list[str]]) -> None:  # noqa: ANN401 - openpyxl gives no types
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    taken = {sheet.title for sheet in book}
    title = next(t for t in (name[:31], *(f"{name[:28]} {i}" for i in range(2, 99))) if t not in taken)
    sheet = book.create_sheet(title)
    wide = _widths(rows)
    edge = Side("thin", "BFBFBF")
    for line, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(line, column)
            cell.value, cell.data_type = text, "s"  # a text that begins with "=" stays a text
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Times New Roman", size=12, bold=line == 1)
            cell.border = Border(edge, edge, edge, edge)
            if line == 1:
                cell.fill = PatternFill("solid", fgColor="DCE6F1")
        sheet.row_dimensions[line].height = LINE * max(
            _lines(text, width) for text, width in zip(row, wide, strict=True)
        )
    for column, width in enumerate(wide, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _widths(rows: list[list[str]]) -> list[int]:
    """The width of each column in characters, by what its cells hold."""
    weights = [sum(map(len, column)) ** 0.6 + 1 for column in zip(*rows, strict=True)]
    if len(weights) == 1:
        return [WIDTH]
    longest = [max(len(word) for text in column for word in [*text.split(), ""]) for column in zip(*rows, strict=True)]
    return [
        max(NARROW, word + 3, round(WIDTH * weight / sum(weights)))
        for weight, word in zip(weights, longest, strict=True)
    ]


def _lines(text: str, width: int) -> int:
    """The lines that a text takes in a column."""
    return sum(max(1, -(-len(line) * 11 // (width * 10))) for line in text.split("\n"))
