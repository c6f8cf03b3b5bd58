"""A briefing as a Word document in the layout of Vietnamese offices (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from briefings.charts import picture
from briefings.endnotes import NAMESPACE, Marks, add_endnotes
from briefings.model import Briefing, Chart, Exercise, Grid, Points, Section
from briefings.words import AUDIENCES, letter, memory, note, source_line
from documents.plan import Citation
from retrieval.answer import Statement

FONT = "Times New Roman"
WIDE = 4
"""A table of more columns than this is set across the page."""


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

    def write(self) -> bytes:
        self._styles()
        self._page(self.document.sections[0])
        self._properties()
        self._title()
        self._contents()
        for section in self.briefing.sections:
            self._section(section)
        if self.briefing.notes:
            self.document.add_heading("Lưu ý khi sử dụng", 1)
            self._points(self.briefing.notes)
        self._answers()
        self.document.add_heading("Các kế hoạch đã dùng", 1)
        for source in self.briefing.sources:
            self.document.add_paragraph(source_line(source), style="List Bullet")
        self.document.add_heading("Điều khoản trích dẫn", 1)
        add_endnotes(self.document, [note(citation) for citation in self.numbers])
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    # The page

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        styles = self.document.styles
        for name, points, bold in (
            ("Normal", 13, False),
            ("Title", 16, True),
            ("Subtitle", 13, False),
            ("Heading 1", 14, True),
            ("Heading 2", 13, True),
            ("List Bullet", 13, False),
            ("List Number", 13, False),
            ("Caption", 12, False),
        ):
            font = styles[name].font
            font.name, font.size, font.bold, font.italic = FONT, Pt(points), bold, name == "Caption"
            font.color.rgb = RGBColor(0, 0, 0)
            properties = styles[name].element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(script), None)
            for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(script), FONT)
        for name in ("Title", "Subtitle", "Caption"):
            styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        border = styles["Title"].element.pPr.find(qn("w:pBdr"))
        if border is not None:
            styles["Title"].element.pPr.remove(border)
        text = styles["Normal"].paragraph_format
        text.space_after, text.line_spacing = Pt(6), 1.15
        styles["Heading 1"].paragraph_format.space_before = Pt(14)
        styles["Caption"].paragraph_format.keep_with_next = True
        note = styles.add_style("EndnoteText", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = styles["Normal"], Pt(11)
        mark = styles.add_style("EndnoteReference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True

    def _page(self, section: Any) -> None:  # noqa: ANN401 - python-docx gives no types
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml
        from docx.shared import Mm

        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph._p.append(
            parse_xml(f'<w:fldSimple xmlns:w="{NAMESPACE}" w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
        )
        numbers = parse_xml(f'<w:endnotePr xmlns:w="{NAMESPACE}"><w:numFmt w:val="decimal"/></w:endnotePr>')
        section._sectPr.insert(0, numbers)
        headers = section._sectPr.xpath("w:headerReference|w:footerReference")
        for header in reversed(headers):
            section._sectPr.insert(0, header)

    def _properties(self) -> None:
        made = datetime.combine(self.briefing.made, time())
        properties = self.document.core_properties
        properties.title, properties.author, properties.language = self.briefing.title, "planbot", "vi-VN"
        properties.created = properties.modified = made
        properties.last_modified_by, properties.comments = "planbot", memory(self.briefing)

    def _title(self) -> None:
        self.document.add_paragraph(self.briefing.title, style="Title")
        made = f"{self.briefing.made:%d/%m/%Y}"
        self.document.add_paragraph(
            f"Dành cho {AUDIENCES[self.briefing.audience]} · Soạn ngày {made}", style="Subtitle"
        )

    def _contents(self) -> None:
        """A table of contents: Word and LibreOffice fill in the pages, and the headings are there without them."""
        from docx.oxml import parse_xml

        self.document.add_paragraph("MỤC LỤC", style="Subtitle").runs[0].bold = True
        headings = [section.heading for section in self.briefing.sections]
        xml = f'xmlns:w="{NAMESPACE}"'
        begin = (
            f'<w:r {xml}><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>',
            f'<w:r {xml}><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r>',
            f'<w:r {xml}><w:fldChar w:fldCharType="separate"/></w:r>',
        )
        first = self.document.add_paragraph()
        for piece in begin:
            first._p.append(parse_xml(piece))
        first.add_run(headings[0])
        last = first
        for heading in headings[1:]:
            last = self.document.add_paragraph(heading)
        last._p.append(parse_xml(f'<w:r {xml}><w:fldChar w:fldCharType="end"/></w:r>'))

    # What it says

    def _section(self, section: Section) -> None:
        self.document.add_heading(section.heading, 1)
        number = 0
        for piece in section.pieces:
            match piece:
                case Points(statements):
                    self._points(statements)
                case Grid():
                    self._grid(piece)
                case Chart():
                    self._picture(piece)
                case Exercise():
                    number += 1
                    self._exercise(piece, number)

    def _points(self, statements: Sequence[Statement]) -> None:
        for statement in statements:
            heading = statement.text.endswith(":") and not statement.citations
            paragraph = self.document.add_paragraph(style="Heading 2" if heading else "List Bullet")
            self._say(paragraph, statement)

    def _say(self, paragraph: Any, statement: Statement) -> None:  # noqa: ANN401 - python-docx gives no types
        paragraph.add_run(statement.text)
        for citation in dict.fromkeys(statement.citations):
            self.marks.add(paragraph, self.numbers[citation])

    def _grid(self, grid: Grid) -> None:
        from docx.oxml import OxmlElement
        from docx.shared import Pt

        self.document.add_paragraph(grid.caption, style="Caption")
        table = self.document.add_table(rows=1, cols=len(grid.header), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, grid.header, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for row in grid.rows:
            for column, (cell, statement) in enumerate(zip(table.add_row().cells, row, strict=True)):
                self._say(cell.paragraphs[0], statement)
                if column == 0:
                    cell.paragraphs[0].runs[0].bold = True
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.space_after = Pt(2)
                    paragraph.paragraph_format.line_spacing = 1.0
                    for run in paragraph.runs:
                        run.font.size = Pt(11 if len(grid.header) > WIDE else 12)
        self.document.add_paragraph()

    def _picture(self, chart: Chart) -> None:
        from docx.shared import Mm

        self.document.add_paragraph(chart.title, style="Caption")
        shape = self.document.add_picture(BytesIO(picture(chart)), width=Mm(160))
        shape._inline.docPr.set("descr", chart.alt)
        shape._inline.docPr.set("title", chart.title)
        paragraph = self.document.add_paragraph()
        for line in chart.series:
            self.marks.add(paragraph, self.numbers[line.citation])

    def _exercise(self, exercise: Exercise, number: int) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(f"Câu {number}. ").bold = True
        paragraph.add_run(exercise.question)
        for place, choice in enumerate(exercise.choices):
            line = self.document.add_paragraph(f"{letter(place)}. {choice}")
            line.paragraph_format.left_indent = self._indent()
            line.paragraph_format.keep_with_next = place < len(exercise.choices) - 1

    def _answers(self) -> None:
        asked = [p for section in self.briefing.sections for p in section.pieces if isinstance(p, Exercise)]
        if not asked:
            return
        self.document.add_page_break()
        self.document.add_heading("Đáp án", 1)
        for number, exercise in enumerate(asked, 1):
            paragraph = self.document.add_paragraph()
            paragraph.add_run(f"Câu {number}: {letter(exercise.right)}. ").bold = True
            self._say(paragraph, exercise.why)

    def _indent(self) -> Any:  # noqa: ANN401 - python-docx gives no types
        from docx.shared import Mm

        return Mm(8)
