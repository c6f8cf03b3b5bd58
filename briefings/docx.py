"""A briefing as a Word document in the layout of Vietnamese offices (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from briefings.charts import picture
from briefings.endnotes import NAMESPACE, Marks, add_endnotes
from briefings.model import Audience, Briefing, Chart, Exercise, Grid, Points, Section
from briefings.page import WIDTH, bookmark, field, set_page, set_properties, set_styles
from briefings.words import (
    ANSWERS,
    CLAUSES,
    NOTES,
    SOURCES,
    byline,
    key,
    letter,
    note,
    roman,
    source_line,
    task,
    widths,
)
from documents.plan import Citation
from retrieval.answer import Statement

WIDE = 4
"""A table of this many columns or more is set in smaller letters."""


GUIDE = "Con số nhỏ ở cuối câu dẫn đến nguyên văn điều khoản, in ở cuối tài liệu."

SHORT = 1200
"""A table of fewer characters than this is not split between pages."""


def write_docx(briefing: Briefing) -> bytes:
    """The briefing as a DOCX file."""
    return _Writer(briefing).write()


class _Writer:
    def __init__(self, briefing: Briefing) -> None:
        import docx

        self.briefing = briefing
        self.document: Any = docx.Document()
        self.numbers: dict[Citation, int] = {c: n for n, c in enumerate(briefing.citations, 1)}
        self.marks = Marks()
        self.handout = briefing.request.audience is Audience.HOUSEHOLDS
        self.headings = 0
        self.captions = {"Bảng": 0, "Hình": 0}
        self.exercises = 0

    def write(self) -> bytes:
        set_styles(self.document, larger=2 if self.handout else 0)
        set_page(self.document.sections[0])
        set_properties(self.document, self.briefing)
        self.document.add_paragraph(self.briefing.title, style="Title")
        self.document.add_paragraph(byline(self.briefing), style="Subtitle")
        guide = self.document.add_paragraph(GUIDE)
        guide.alignment, guide.runs[0].italic = self.document.styles["Subtitle"].paragraph_format.alignment, True
        if not self.handout:
            self._contents()
        for section in self.briefing.sections:
            self._section(section)
        if self.briefing.notes:
            self._heading(NOTES)
            self._bullets(self.briefing.notes)
        self._heading(SOURCES)
        self._bullets([Statement(source_line(source)) for source in self.briefing.sources])
        self._answers()
        add_endnotes(self.document, CLAUSES, [note(citation) for citation in self.numbers])
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _titles(self) -> list[str]:
        """The headings of the first level, in their order."""
        found = [section.heading for section in self.briefing.sections]
        found += [NOTES] if self.briefing.notes else []
        return [*found, SOURCES, *([ANSWERS] if self.briefing.exercises else [])]

    def _contents(self) -> None:
        """A table of contents whose page numbers are fields: every program that lays the pages out fills them in."""
        self.document.add_paragraph("MỤC LỤC", style="Subtitle").runs[0].bold = True
        for number, title in enumerate(self._titles()):
            paragraph = self.document.add_paragraph(f"{roman(number + 1)}. {title}\t", style="toc 1")
            field(paragraph, f"PAGEREF _Toc{number + 1} \\h", "")

    def _heading(self, title: str) -> Any:  # noqa: ANN401 - python-docx gives no types
        text = title if self.handout else f"{roman(self.headings + 1)}. {title}"
        self.headings += 1
        paragraph = self.document.add_heading(text, 1)
        bookmark(paragraph, f"_Toc{self.headings}", self.headings)
        return paragraph

    def _section(self, section: Section) -> None:
        heading = self._heading(section.heading)
        if self.handout and section is not self.briefing.sections[0]:
            heading.paragraph_format.page_break_before = True
        parts = 0
        for piece in section.pieces:
            match piece:
                case Points(points, title):
                    if title:
                        parts += 1
                        self.document.add_heading(title if self.handout else f"{parts}. {title}", 2)
                    said = [Statement(p.short, p.statement.citations) if self.handout else p.statement for p in points]
                    self._bullets(said)
                case Grid():
                    self._grid(piece)
                case Chart():
                    self._picture(piece)
                case Exercise():
                    self._exercise(piece)

    def _bullets(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            self._say(self.document.add_paragraph(style="List Bullet"), statement)

    def _say(self, paragraph: Any, statement: Statement) -> None:  # noqa: ANN401 - python-docx gives no types
        paragraph.add_run(statement.text)
        self._mark(paragraph, statement.citations)

    def _mark(self, paragraph: Any, citations: Iterable[Citation]) -> None:  # noqa: ANN401 - no types in docx
        self.marks.add(paragraph, [self.numbers[citation] for citation in dict.fromkeys(citations)])

    def _caption(self, kind: str, text: str) -> Any:  # noqa: ANN401 - python-docx gives no types
        self.captions[kind] += 1
        paragraph = self.document.add_paragraph(f"{kind} ", style="Caption")
        field(paragraph, f"SEQ {kind} \\* ARABIC", str(self.captions[kind]))
        paragraph.add_run(f". {text}")
        return paragraph

    def _grid(self, grid: Grid) -> None:
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.oxml import OxmlElement
        from docx.shared import Mm

        self._caption("Bảng", grid.caption)
        table = self.document.add_table(rows=1, cols=len(grid.header), style="Table Grid")
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for cell, text in zip(table.rows[0].cells, grid.header, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
            _shade(cell)
        for row in grid.rows:
            for column, (cell, statement) in enumerate(zip(table.add_row().cells, row, strict=True)):
                self._say(cell.paragraphs[0], statement)
                if column == 0 and not statement.citations:
                    cell.paragraphs[0].runs[0].bold = True
        shares = [Mm(WIDTH * share) for share in widths(grid)]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        last = len(grid.rows)
        whole = sum(len(cell.text) for row in grid.rows for cell in row) < SHORT
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, share in zip(row.cells, shares, strict=True):
                cell.width = share
                _set_cell(cell, 11 if len(grid.header) >= WIDE else 12, keep=number == 0 or (whole and number < last))
        self.document.add_paragraph().paragraph_format.space_after = 0

    def _picture(self, chart: Chart) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        height = 1.2 + 0.5 * len(chart.series) if chart.kind == "timeline" else 2.7
        paragraph = self.document.add_paragraph()
        paragraph.alignment, paragraph.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        shape = paragraph.add_run().add_picture(BytesIO(picture(chart, height=height)), width=Mm(158))
        shape._inline.docPr.set("descr", chart.alt)
        shape._inline.docPr.set("title", chart.title)
        caption = self._caption("Hình", f"{chart.title}. Nguồn: chú thích ")
        caption.paragraph_format.keep_with_next = False
        self._mark(caption, chart.citations)

    def _exercise(self, exercise: Exercise) -> None:
        from docx.shared import Mm

        self.exercises += 1
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(f"{task(exercise, self.exercises)} ").bold = True
        paragraph.add_run(exercise.question)
        last = len(exercise.choices) - 1
        for place, choice in enumerate(exercise.choices):
            line = self.document.add_paragraph(f"{letter(place)}. {choice}")
            line.paragraph_format.left_indent = Mm(8)
            line.paragraph_format.keep_with_next = place < last
            line.paragraph_format.space_after = 0 if place < last else None

    def _answers(self) -> None:
        from docx.shared import Mm

        if not self.briefing.exercises:
            return
        self._heading(ANSWERS).paragraph_format.page_break_before = True
        for number, exercise in enumerate(self.briefing.exercises, 1):
            paragraph = self.document.add_paragraph()
            paragraph.add_run(f"{key(exercise, number)} ").bold = True
            self._say(paragraph, exercise.why)
            paragraph.paragraph_format.keep_with_next = bool(exercise.solution)
            for place, line in enumerate(exercise.solution, 1):
                solved = self.document.add_paragraph(line, style="List Bullet")
                solved.paragraph_format.left_indent = Mm(14)
                solved.paragraph_format.space_after = 0
                solved.paragraph_format.keep_with_next = place < len(exercise.solution)


def _shade(cell: Any) -> None:  # noqa: ANN401 - python-docx gives no types
    from docx.oxml import parse_xml

    fill = f'<w:shd xmlns:w="{NAMESPACE}" w:val="clear" w:color="auto" w:fill="E7EDF5"/>'
    cell._tc.get_or_add_tcPr().append(parse_xml(fill))


def _set_cell(cell: Any, size: int, *, keep: bool) -> None:  # noqa: ANN401 - python-docx gives no types
    from docx.shared import Pt

    for paragraph in cell.paragraphs:
        style: Sequence[tuple[str, object]] = (
            ("space_after", Pt(2)),
            ("line_spacing", 1.0),
            ("keep_with_next", keep),
        )
        for name, value in style:
            setattr(paragraph.paragraph_format, name, value)
        for run in paragraph.runs:
            run.font.size = Pt(size)
