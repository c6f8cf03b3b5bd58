"""A briefing as slides: one idea each, large enough for the back row, the clauses in the speaker's notes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from typing import Any

from briefings.charts import picture
from briefings.deck import BODY, CONTENT, LEFT, TITLE, TITLE_ONLY, TOP, WIDTH, open_deck
from briefings.model import Briefing, Chart, Exercise, Grid, Point, Points
from briefings.words import NOTES, SOURCES, byline, key, letter, note, source_line, task, widths
from documents.plan import Citation
from retrieval.answer import Statement

WORDS = 40
"""Words on a slide beside a table, at the most; a clause that cannot be shortened stands alone on its slide."""

LETTER = 0.52
"""The mean width of a letter, in heights of the type."""

LINE = 1.22
"""The height of a line, in heights of the type."""

POINT = 0.3528
"""Millimetres in a point."""

BIG, NORMAL, TABLE = 28, 24, 20
"""Sizes of type in points: a few words, a long clause, a table."""


def write_pptx(briefing: Briefing) -> bytes:
    """The briefing as a PPTX file."""
    return _Deck(briefing).write()


class _Deck:
    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.deck: Any = open_deck()
        self.exercises = 0

    def write(self) -> bytes:
        briefing = self.briefing
        first = self._slide(TITLE, briefing.title, ())
        first.placeholders[1].text = byline(briefing)
        for section in briefing.sections:
            for piece in section.pieces:
                match piece:
                    case Points(points, title):
                        self._points(f"{section.heading}: {title}" if title else section.heading, points)
                    case Grid():
                        self._grid(piece)
                    case Chart():
                        self._picture(piece)
                    case Exercise():
                        self._exercise(piece)
        self._points(NOTES, [Point(statement) for statement in briefing.notes])
        self._points(SOURCES, [Point(Statement(source_line(source))) for source in briefing.sources])
        properties = self.deck.core_properties
        properties.title, properties.author, properties.comments = briefing.title[:255], "planbot", ""
        properties.created = properties.modified = datetime.combine(briefing.made, time())
        properties.last_modified_by = "planbot"
        out = BytesIO()
        self.deck.save(out)
        return out.getvalue()

    def _slide(self, layout: int, title: str, cited: Iterable[Citation], said: str = "") -> Any:  # noqa: ANN401
        from pptx.util import Pt

        kind = self.deck.slide_layouts[layout]
        slide = self.deck.slides.add_slide(kind)
        slide.shapes.title.text = title
        if layout != TITLE:
            size = 30 if len(title) <= 60 else 24
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
            self._footer(slide, kind)
        clauses = "\n\n".join(note(citation) for citation in dict.fromkeys(cited))
        notes = "\n\n".join(part for part in (said, f"Điều khoản:\n{clauses}" if clauses else "") if part)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return slide

    def _footer(self, slide: Any, layout: Any) -> None:  # noqa: ANN401 - python-pptx gives no types
        """The layout's footer and slide number, which python-pptx leaves out."""
        from pptx.enum.shapes import PP_PLACEHOLDER

        for shape in layout.placeholders:
            if shape.placeholder_format.type in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
                copy = deepcopy(shape._element)
                slide.shapes._spTree.append(copy)
                if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                    added = slide.shapes[-1]
                    title = self.briefing.title
                    added.text_frame.text = title if len(title) <= 90 else f"{title[:88].rsplit(' ', 1)[0]} …"

    def _points(self, heading: str, points: Sequence[Point]) -> None:
        from pptx.util import Pt

        for number, group in enumerate(_grouped(points)):
            title = heading if number == 0 else f"{heading} (tiếp)"
            whole = "\n".join(p.statement.text for p in group if p.brief)
            slide = self._slide(CONTENT, title, (c for p in group for c in p.statement.citations), whole)
            frame = slide.placeholders[1].text_frame
            words = sum(len(p.short.split()) for p in group)
            for place, point in enumerate(group):
                paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
                paragraph.text = point.short
                paragraph.font.size, paragraph.space_after = Pt(BIG if words <= WORDS else NORMAL), Pt(12)

    def _grid(self, grid: Grid) -> None:
        from pptx.util import Mm, Pt

        size = TABLE if len(grid.header) <= 4 else TABLE - 2
        shares = [WIDTH * share for share in widths(grid, 0.12)]
        for number, rows in enumerate(_balanced(list(_pages(grid, shares, size)))):
            title = grid.caption if number == 0 else f"{grid.caption} (tiếp)"
            cited = (c for row in rows for cell in grid.rows[row] for c in cell.citations)
            whole = "\n".join(grid.rows[row][0].text for row in rows) if grid.brief else ""
            slide = self._slide(TITLE_ONLY, title, cited, whole)
            shape = slide.shapes.add_table(len(rows) + 1, len(grid.header), Mm(LEFT), Mm(TOP), Mm(WIDTH), Mm(20))
            for column, share in zip(shape.table.columns, shares, strict=True):
                column.width = Mm(share)
            for line, texts in enumerate((grid.header, *(_texts(grid, row) for row in rows))):
                for column, text in enumerate(texts):
                    cell = shape.table.cell(line, column)
                    cell.text = text
                    for paragraph in cell.text_frame.paragraphs:
                        paragraph.font.size = Pt(size)
                        paragraph.font.bold = line == 0 or (column == 0 and not grid.brief)

    def _picture(self, chart: Chart) -> None:
        from pptx.util import Mm

        slide = self._slide(TITLE_ONLY, chart.title, chart.citations, chart.alt)
        image = BytesIO(picture(chart, WIDTH / 25.4, BODY / 25.4, 20))
        shape = slide.shapes.add_picture(image, Mm(LEFT), Mm(TOP), Mm(WIDTH), Mm(BODY))
        shape._element.nvPicPr.cNvPr.set("descr", chart.alt)

    def _exercise(self, exercise: Exercise) -> None:
        from pptx.util import Pt

        self.exercises += 1
        said = "\n".join((key(exercise, self.exercises), exercise.why.text, *exercise.solution))
        slide = self._slide(CONTENT, task(exercise, self.exercises).rstrip("."), exercise.why.citations, said)
        frame = slide.placeholders[1].text_frame
        lines = [f"{letter(place)}. {choice}" for place, choice in enumerate(exercise.choices)]
        for place, line in enumerate((exercise.question, *lines)):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.text = line
            paragraph.font.size, paragraph.space_after = Pt(NORMAL), Pt(14 if place == 0 else 6)
            _plain_paragraph(paragraph)


def _plain_paragraph(paragraph: Any) -> None:  # noqa: ANN401 - python-pptx gives no types
    """Take the bullet from a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.insert_element_before(
        properties.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buNone", {}), "a:tabLst"
    )


def _grouped(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Points in slides of few words; a long one alone."""
    group: list[Point] = []
    words = 0
    for point in points:
        count = len(point.short.split())
        if group and words + count > WORDS:
            yield group
            group, words = [], 0
        group.append(point)
        words += count
    if group:
        yield group


def _texts(grid: Grid, row: int) -> tuple[str, ...]:
    texts = tuple(cell.text for cell in grid.rows[row])
    return (grid.brief[row], *texts[1:]) if grid.brief else texts


def _pages(grid: Grid, shares: Sequence[float], size: int) -> Iterator[list[int]]:
    """The rows of a table in slides that their heights fit on."""
    room = BODY - _height(grid.header, shares, size)
    rows: list[int] = []
    used = 0.0
    for row in range(len(grid.rows)):
        height = _height(_texts(grid, row), shares, size)
        if rows and used + height > room:
            yield rows
            rows, used = [], 0.0
        rows.append(row)
        used += height
    if rows:
        yield rows


def _balanced(pages: Sequence[list[int]]) -> list[list[int]]:
    """The same rows with none left alone on the last slide where the one before can spare it."""
    if len(pages) > 1 and len(pages[-1]) == 1 and len(pages[-2]) > 2:
        return [*pages[:-2], pages[-2][:-1], [pages[-2][-1], *pages[-1]]]
    return list(pages)


def _height(texts: Sequence[str], shares: Sequence[float], size: int) -> float:
    """The height of a row in millimetres, for text of a size in columns of some widths."""
    lines = 1
    for text, share in zip(texts, shares, strict=True):
        room = (share - 6) / (size * POINT * LETTER)
        lines = max(lines, math.ceil(len(text) / max(room * 0.92, 1)))
    return lines * size * POINT * LINE + 3
