"""A briefing as slides: one idea each, large enough for the back row, the clauses in the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from briefings.charts import picture
from briefings.model import Briefing, Chart, Exercise, Grid, Points
from briefings.words import AUDIENCES, letter, memory, note, source_line
from documents.plan import Citation
from retrieval.answer import Statement

WORDS = 40
"""Words on a slide beside a table, at the most."""

ROWS = 5
"""Rows of a table on one slide."""

LONGEST = 24
"""Words of one point on a slide; what is longer is cut at a clause, and stands whole in the notes."""

TITLE_AND_CONTENT, TITLE_ONLY, TITLE = 1, 5, 0
"""The layouts of python-pptx's default template, by their places."""


def write_pptx(briefing: Briefing) -> bytes:
    """The briefing as a PPTX file."""
    return _Deck(briefing).write()


class _Deck:
    def __init__(self, briefing: Briefing) -> None:
        from pptx import Presentation
        from pptx.util import Mm

        self.briefing = briefing
        self.deck: Any = Presentation()
        self.deck.slide_width, self.deck.slide_height = Mm(338.7), Mm(190.5)
        self.left, self.width = Mm(15), Mm(308)

    def write(self) -> bytes:
        briefing = self.briefing
        first = self._slide(TITLE, briefing.title, ())
        made = f"Dành cho {AUDIENCES[briefing.audience]} · {briefing.made:%d/%m/%Y}"
        first.placeholders[1].text = made
        number = 0
        for section in briefing.sections:
            for piece in section.pieces:
                match piece:
                    case Points(statements):
                        self._points(section.heading, statements)
                    case Grid():
                        self._grid(piece)
                    case Chart():
                        self._picture(piece)
                    case Exercise():
                        number += 1
                        self._exercise(piece, number)
        self._points("Lưu ý khi sử dụng", briefing.notes)
        self._points("Các kế hoạch đã dùng", [Statement(source_line(source)) for source in briefing.sources])
        properties = self.deck.core_properties
        properties.title, properties.author, properties.comments = briefing.title, "planbot", memory(briefing)
        properties.created = properties.modified = datetime.combine(briefing.made, time())
        properties.last_modified_by = "planbot"
        out = BytesIO()
        self.deck.save(out)
        return out.getvalue()

    def _slide(self, layout: int, title: str, cited: Iterable[Citation]) -> Any:  # noqa: ANN401 - no types in pptx
        from pptx.util import Mm, Pt

        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        slide.shapes.title.text = title
        run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = Pt(40 if layout == TITLE else 30), True
        if layout != TITLE:
            shape = slide.shapes.title
            shape.left, shape.top, shape.width, shape.height = self.left, Mm(8), self.width, Mm(24)
        clauses = "\n\n".join(note(citation) for citation in dict.fromkeys(cited))
        if clauses:
            slide.notes_slide.notes_text_frame.text = f"Điều khoản:\n{clauses}"
        return slide

    def _points(self, heading: str, statements: Sequence[Statement]) -> None:
        for title, group in _grouped(heading, statements):
            slide = self._slide(TITLE_AND_CONTENT, title, (c for s in group for c in s.citations))
            self._fill(slide, [short(s.text) for s in group])

    def _fill(self, slide: Any, lines: Sequence[str]) -> None:  # noqa: ANN401 - no types in pptx
        from pptx.util import Mm, Pt

        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = self.left, Mm(38), self.width, Mm(140)
        for place, line in enumerate(lines):
            paragraph = body.text_frame.paragraphs[0] if place == 0 else body.text_frame.add_paragraph()
            paragraph.text = line
            paragraph.font.size, paragraph.space_after = Pt(26), Pt(12)

    def _grid(self, grid: Grid) -> None:
        from pptx.util import Mm, Pt

        for start in range(0, len(grid.rows), ROWS):
            rows = grid.rows[start : start + ROWS]
            title = grid.caption if start == 0 else f"{grid.caption} (tiếp)"
            slide = self._slide(TITLE_ONLY, title, (c for row in rows for cell in row for c in cell.citations))
            shape = slide.shapes.add_table(len(rows) + 1, len(grid.header), self.left, Mm(36), self.width, Mm(20))
            for column, text in enumerate(grid.header):
                shape.table.cell(0, column).text = text
            for line, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    shape.table.cell(line, column).text = cell.text
            size = 18 if len(grid.header) <= 3 else 14
            for table_row in shape.table.rows:
                for cell in table_row.cells:
                    for paragraph in cell.text_frame.paragraphs:
                        paragraph.font.size = Pt(size)

    def _picture(self, chart: Chart) -> None:
        from pptx.util import Mm

        slide = self._slide(TITLE_ONLY, chart.title, (line.citation for line in chart.series))
        shape = slide.shapes.add_picture(BytesIO(picture(chart, 9, 14)), self.left, Mm(36))
        scale = min(self.width / shape.width, Mm(145) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left = int((self.deck.slide_width - shape.width) / 2)
        shape._element.nvPicPr.cNvPr.set("descr", chart.alt)

    def _exercise(self, exercise: Exercise, number: int) -> None:
        from pptx.util import Mm, Pt

        slide = self._slide(TITLE_AND_CONTENT, f"Câu {number}", ())
        lines = [f"{letter(place)}. {choice}" for place, choice in enumerate(exercise.choices)]
        self._fill(slide, [exercise.question, *lines])
        body = slide.placeholders[1]
        body.top, body.height = Mm(34), Mm(150)
        for paragraph in body.text_frame.paragraphs:
            paragraph.font.size = Pt(24)
        key = f"Đáp án: {letter(exercise.right)}. {exercise.why.text}"
        clauses = "\n".join(note(citation) for citation in exercise.why.citations)
        slide.notes_slide.notes_text_frame.text = f"{key}\n\nĐiều khoản:\n{clauses}"


def _grouped(heading: str, statements: Sequence[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """Statements in slides of few words; one that ends in a colon names the slides after it."""
    name, group, words = heading, list[Statement](), 0
    for statement in statements:
        if statement.text.endswith(":") and not statement.citations:
            if group:
                yield name, group
            name, group, words = f"{heading}: {statement.text.partition(' (')[0].rstrip(':')}", [], 0
            continue
        count = len(short(statement.text).split())
        if group and words + count > WORDS:
            yield name, group
            group, words = [], 0
        group.append(statement)
        words += count
    if group:
        yield name, group


def short(text: str) -> str:
    """A point short enough for a slide: whole clauses of it, with an ellipsis for the rest."""
    if len(text.split()) <= LONGEST:
        return text
    clauses = text.replace(", ", ",\0").replace("; ", ";\0").split("\0")
    kept = clauses[0]
    for clause in clauses[1:]:
        if len(f"{kept} {clause}".split()) > LONGEST:
            break
        kept = f"{kept} {clause}"
    if len(kept.split()) > LONGEST:
        kept = " ".join(kept.split()[:LONGEST])
    return f"{kept.rstrip(',; ')} …"
