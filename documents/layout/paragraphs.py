"""The paragraphs of a text: which printed lines go together, where in the document they stand, and their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout.headings import find_headings
from documents.layout.lines import Layout, Line, find_broken_rows, furniture, split_lines
from documents.layout.marks import SHORT, Mark, Rank
from documents.layout.outline import find_outline
from documents.layout.zones import Zone, find_attachments, find_front, find_zones, opens_basis
from documents.reading import Reading, Span

_WHOLE = {Zone.HEADER, Zone.TITLE, Zone.ADDRESSEES, Zone.RECIPIENTS, Zone.SIGNATURE}
_TITLE = 200  # characters, the longest title of a part

_FIGURE_LAST = re.compile(r"\|\s*[\d.,%]+\s*\|?\s*$")
_CELL = 60
"""Letters that one line of a cell may have; after a row that ends in a figure, a longer one is a sentence."""


@dataclass
class Paragraph:
    """The lines a paragraph is printed on, its zone, and its mark if it has one."""

    lines: list[Line]
    zone: Zone
    mark: Mark | None

    @property
    def place(self) -> Span:
        """Its place in the reading."""
        return Span(self.lines[0].place.start, self.lines[-1].place.end)

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return self.lines[0].row and self.zone is Zone.BODY

    @property
    def is_heading(self) -> bool:
        """Whether it is marked and names what follows rather than saying it."""
        if self.mark is None or self.mark.rank is Rank.BULLET:
            return False
        if self.mark.rank < Rank.ARTICLE or self.mark.style == SHORT:
            return True
        place = self.place
        return place.end - place.start < _TITLE and not self.lines[-1].text.endswith((".", ";", ",", "/"))


def find_paragraphs(reading: Reading) -> list[Paragraph]:
    """The paragraphs of a text in order; where the reading mends the source, a dash that it lost counts."""
    holes = furniture(reading.source) if reading.changes else []
    # a figure that still stands there is the cell of a table and numbers no page
    holes = [hole for hole in holes if not reading.of(hole).strip().isdigit()]
    turns = [reading.in_reading(hole).start for hole in holes]
    lines = split_lines(reading.text, turns)
    if not lines:
        return []
    layout = Layout.of(lines)
    front = find_front(lines)
    body = lines[front:]
    attached = find_attachments(body)
    outline = find_outline(body, layout, attached)
    if unmarked := find_headings(body, layout, outline):
        outline = find_outline(body, layout, unmarked | attached)
    marks = [None] * front + outline
    paragraphs: list[Paragraph] = []
    broken = find_broken_rows(lines)
    for line, mark, zone in zip(lines, marks, find_zones(lines, layout, marks), strict=True):
        kept = mark if zone is Zone.BODY else None
        last = paragraphs[-1] if paragraphs else None
        if last and last.zone is zone and (line.number in broken or _joins(last, line, kept, layout)):
            last.lines.append(line)
        else:
            paragraphs.append(Paragraph([line], zone, kept))
    if any(token.text.strip() for token in reading.changes):
        _find_lost_dashes(paragraphs)
    return paragraphs


def _joins(paragraph: Paragraph, line: Line, mark: Mark | None, layout: Layout) -> bool:
    """Whether a line goes on with the paragraph before it."""
    last = paragraph.lines[-1]
    if last.dressed[1] or line.dressed[0]:
        return False
    if paragraph.row:
        return _fills_row(paragraph.lines[0], last, line, mark)
    if mark or (line.row and paragraph.zone is Zone.BODY):
        return False
    if paragraph.zone in _WHOLE:
        return True
    if paragraph.zone is Zone.BASIS:
        return not opens_basis(line) and not (last.stops and layout.parts(line, last) > 0)
    if paragraph.mark and paragraph.mark.rank <= Rank.SUBDIVISION and len(line.text) < _TITLE:
        untitled = len(paragraph.lines) == 1 and paragraph.mark.width >= len(last.text)
        if untitled or (line.capitals and last.capitals) or line.text.startswith(("(Ban hành", "(Kèm", "(kèm", "(ban")):
            return True
    return layout.parts(line, last) <= 0


def _fills_row(first: Line, last: Line, line: Line, mark: Mark | None) -> bool:
    """Whether a line goes on with a row of a table whose cells hold more than one line."""
    if line.spaced:  # it leaves out two columns at least
        return line.gaps + 2 <= first.gaps and not re.match(r"\d", line.text)
    whole = first.text.startswith("|") and last.text.endswith("|") and line.text[0].isupper()
    if first.spaced or (whole and last.text.count("|") == first.text.count("|") > 2):
        return False
    if line.row:
        return not last.row and not re.match(r"[|\d]", line.text)
    if _FIGURE_LAST.search(last.text) and line.text[0].isupper() and len(line.text) > _CELL:
        return False
    return not line.blanks and not line.capitals and (mark is None or mark.rank is Rank.BULLET)


def _find_lost_dashes(paragraphs: Sequence[Paragraph]) -> None:
    """Mark a paragraph in the middle of a run of dashes, after a finished sentence."""
    for before, paragraph, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        dashes = before.mark and after.mark and before.mark.style == after.mark.style == "-"
        if dashes and not paragraph.mark and before.lines[-1].stops and paragraph.lines[0].text[0].isupper():
            paragraph.mark = Mark("-", Rank.BULLET, (), "-", 0, 1.0)
