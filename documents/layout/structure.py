"""A text as a tree of provisions, each with its exact place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.layout.lines import shorten
from documents.layout.marks import SHORT, Mark, Rank
from documents.layout.outline import holds
from documents.layout.paragraphs import Paragraph, find_paragraphs
from documents.layout.zones import Zone
from documents.plan import Kind, Provision
from documents.reading import Reading

_KINDS = {
    Zone.HEADER: Kind.HEADER,
    Zone.TITLE: Kind.TITLE,
    Zone.ADDRESSEES: Kind.RECIPIENTS,
    Zone.BASIS: Kind.BASIS,
    Zone.PREAMBLE: Kind.PREAMBLE,
    Zone.RECIPIENTS: Kind.RECIPIENTS,
    Zone.SIGNATURE: Kind.SIGNATURE,
}
_BULLETS = {"-": "gạch {}", "+": "+ thứ {}"}
_CLOSES = re.compile(
    r"tren day la|trong qua trinh|(?:yeu cau|de nghi) (?![^:.;]{3,80}:)|nhan duoc"
    r"|(?:can cu )?(?:ke hoach|luat|nghi quyet|huong dan) nay"
)
_HEADING = 160  # characters of an upper provision that a heading shows
_ROOT = Mark("", Rank.APPENDIX, (), "", 0)


@dataclass
class _Node:
    """An open provision: its position, mark, path and headings, and what has been counted under it."""

    position: int | None
    mark: Mark
    path: str
    heading: str
    counts: Counter[str] = field(default_factory=Counter)


def parse_provisions(plan_id: str, reading: Reading) -> tuple[Provision, ...]:
    """The provisions of a text in the order of the source, apart from each other.

    Together they hold all its words but page furniture. Each knows the provision it stands under and the headings
    above it. Time grows with the length of the text.
    """
    return _Builder(plan_id, reading).build(find_paragraphs(reading))


class _Builder:
    """Puts paragraphs under the marks that are open."""

    def __init__(self, plan_id: str, reading: Reading) -> None:
        self.plan_id = plan_id
        self.reading = reading
        self.provisions: list[Provision] = []
        self.paths: Counter[str] = Counter()
        self.root = _Node(None, _ROOT, "", "")
        self.open: list[_Node] = []
        self.columns = ""

    def build(self, paragraphs: Sequence[Paragraph]) -> tuple[Provision, ...]:
        closing = _closing(paragraphs)
        counts: Counter[Zone] = Counter()
        for number, paragraph in enumerate(paragraphs):
            if paragraph.zone is not Zone.BODY:
                counts[paragraph.zone] += 1
                path = _zone_path(paragraph.zone, counts[paragraph.zone])
                self._add(paragraph, _KINDS[paragraph.zone], path, self.root)
            elif number in closing:
                nth = closing[number]
                self.open = [node for node in self.open if node.mark.rank is Rank.APPENDIX]
                parent = self.open[-1] if self.open else self.root
                path = "đoạn kết" + (f", đoạn {nth + 1}" if nth else "")
                self._add(paragraph, Kind.CLOSING, f"{parent.path}, {path}" if parent.path else path, parent)
            elif paragraph.mark:
                self._open(paragraph, paragraph.mark)
            elif paragraph.row:
                self._row(paragraph, first=number == 0 or not paragraphs[number - 1].row)
            else:
                self.open = [node for node in self.open if node.mark.rank is not Rank.BULLET]
                self._count(paragraph, Kind.PARAGRAPH, "đoạn")
        return tuple(self.provisions)

    def _open(self, paragraph: Paragraph, mark: Mark) -> None:
        same = next((level for level, node in enumerate(self.open) if node.mark.style == mark.style), None)
        self.open = self.open[:same] if same is not None else [node for node in self.open if holds(node.mark, mark)]
        parent = self.open[-1] if self.open else self.root
        path = _path(parent, mark, self.open)
        kind = Kind.SECTION if paragraph.is_heading else Kind.ITEM
        position = self._add(paragraph, kind, path, parent, mark.label)
        place = paragraph.place
        words = " ".join(self.reading.text[place.start + mark.width : place.end].split())
        heading = " › ".join(filter(None, (parent.heading, shorten(_titled(mark, words), _HEADING))))
        self.open.append(_Node(position, mark, self.provisions[position].path, heading))

    def _row(self, paragraph: Paragraph, *, first: bool) -> None:
        """A row stands under the headings and the head of its table."""
        position = self._count(paragraph, Kind.ROW, "dòng", self.columns if not first else "")
        if first:
            self.columns = shorten(self.provisions[position].text, _HEADING)

    def _count(self, paragraph: Paragraph, kind: Kind, name: str, columns: str = "") -> int:
        parent = self.open[-1] if self.open else self.root
        parent.counts[name] += 1
        path = f"{parent.path}, {name} {parent.counts[name]}" if parent.path else f"{name} {parent.counts[name]}"
        return self._add(paragraph, kind, path, parent, columns=columns)

    def _add(
        self, paragraph: Paragraph, kind: Kind, path: str, parent: _Node, label: str = "", columns: str = ""
    ) -> int:
        self.paths[path] += 1
        if self.paths[path] > 1:
            path = f"{path} (lần {self.paths[path]})"
        place = paragraph.place
        self.provisions.append(
            Provision(
                plan=self.plan_id,
                path=path,
                kind=kind,
                label=label,
                text=" ".join(self.reading.text[place.start : place.end].split()),
                span=self.reading.in_source(place),
                place=place,
                parent=parent.position,
                heading=" › ".join(filter(None, (parent.heading, columns))),
            )
        )
        return len(self.provisions) - 1


def _zone_path(zone: Zone, number: int) -> str:
    if zone is Zone.BASIS:
        return f"{zone.value} {number}"
    return zone.value if number == 1 else f"{zone.value}, đoạn {number}"


def _path(parent: _Node, mark: Mark, opened: Sequence[_Node]) -> str:
    """How a person cites what a mark opens."""
    if mark.rank is Rank.BULLET:
        parent.counts[mark.style] += 1
        name = _BULLETS.get(mark.style, mark.style + " thứ {}").format(parent.counts[mark.style])
        return f"{parent.path}, {name}" if parent.path else name
    if mark.rank is Rank.ARTICLE:  # articles are numbered through a whole document
        outer = next((node.path for node in opened if node.mark.rank is Rank.APPENDIX), "")
        return f"{outer}, {mark.label}" if outer else mark.label
    if mark.rank < Rank.ARTICLE:
        return f"{parent.path}, {mark.label}" if parent.path else mark.label
    if len(mark.number) > 1 and mark.rank is Rank.NUMBER:  # "1.2" says its "1." itself
        parent = next((node for node in reversed(opened) if node.mark.rank < Rank.NUMBER), _Node(None, _ROOT, "", ""))
    apart = (
        parent.mark.rank < Rank.ARTICLE or parent.mark.rank is Rank.BULLET or SHORT in {parent.mark.style, mark.style}
    )
    joint = ", " if apart else "."
    return f"{parent.path}{joint}{mark.label}" if parent.path else mark.label


def _titled(mark: Mark, words: str) -> str:
    if mark.rank is Rank.BULLET or not mark.width:
        return words
    return f"{mark.label}{')' if mark.rank is Rank.LETTER else '.'} {words}".rstrip()


def _closing(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """The paragraphs at the end of each document's body that belong to the whole of it, with their number there."""
    back = [paragraph.zone is not Zone.BODY for paragraph in paragraphs]
    ends = [number for number in range(1, len(back)) if back[number] and not back[number - 1]]
    if back and not back[-1]:
        ends.append(len(back))
    return {number: nth for end in ends for nth, number in enumerate(_closing_before(paragraphs, end))}


def _closing_before(paragraphs: Sequence[Paragraph], end: int) -> range:
    start = end
    while start and not (
        paragraphs[start - 1].zone is not Zone.BODY or paragraphs[start - 1].mark or paragraphs[start - 1].row
    ):
        start -= 1
    if not 0 < start < end or not paragraphs[start - 1].mark:
        return range(end, end)
    start += paragraphs[start - 1].is_heading  # what stands first under a heading is the heading's
    opens = (number for number in range(start, end) if _CLOSES.match(paragraphs[number].lines[0].folded))
    ends = start < end and paragraphs[end - 1].lines[-1].text.rstrip(' "”*').endswith("/.")
    return range(next(opens, end - 1 if ends else end), end)
