"""A text as a tree of provisions, each with its exact place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.lines import Layout, Line, furniture, split_lines
from documents.marks import Mark, Rank
from documents.outline import find_outline, holds
from documents.plan import Kind, Provision
from documents.reading import Reading, Span
from documents.syllables import is_syllable
from documents.zones import Zone, find_front, find_zones, opens_basis

_KINDS = {
    Zone.HEADER: Kind.HEADER,
    Zone.TITLE: Kind.TITLE,
    Zone.BASIS: Kind.BASIS,
    Zone.PREAMBLE: Kind.PREAMBLE,
    Zone.RECIPIENTS: Kind.RECIPIENTS,
    Zone.SIGNATURE: Kind.SIGNATURE,
}
_WHOLE = {Zone.HEADER, Zone.TITLE, Zone.RECIPIENTS, Zone.SIGNATURE}
_BULLETS = {"-": "gạch {}", "+": "+ thứ {}"}
_CLOSES = re.compile(r"tren day la|trong qua trinh|yeu cau |de nghi |ke hoach nay|nhan duoc|can cu ke hoach nay")
_HEADING = 160
_WORD = re.compile(r"[^\W\d_]+")
_SOUND = 0.8  # share of words that are syllables in a text that was read well


@dataclass
class _Block:
    """A paragraph: the lines it is printed on, its zone, and its mark if it has one."""

    lines: list[Line]
    zone: Zone
    mark: Mark | None

    @property
    def place(self) -> Span:
        return Span(self.lines[0].place.start, self.lines[-1].place.end)


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
    turns = [reading.in_reading(hole).start for hole in furniture(reading.source)] if reading.changes else []
    lines = split_lines(reading.text, turns)
    if not lines:
        return ()
    layout = Layout.of(lines)
    front = find_front(lines)
    marks = [None] * front + find_outline(lines[front:], layout)
    blocks = _blocks(lines, layout, marks, find_zones(lines, layout, marks))
    if _is_damaged(reading):
        _find_lost_dashes(blocks)
    return _Builder(plan_id, reading).build(blocks)


def _is_damaged(reading: Reading) -> bool:
    """Whether a machine read the text badly: it was restored, or too many of its words are none."""
    if any(token.text.strip() for token in reading.changes):
        return True
    words = [word for word in _WORD.findall(reading.text) if len(word) > 1]
    return sum(map(is_syllable, words)) < _SOUND * len(words)


def _find_lost_dashes(blocks: Sequence[_Block]) -> None:
    """Give a paragraph in the middle of a run of dashes, after a finished sentence, the dash that the scan lost."""
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        dashes = before.mark and after.mark and before.mark.style == after.mark.style == "-"
        if dashes and not block.mark and before.lines[-1].stops and block.lines[0].text[0].isupper():
            block.mark = Mark("-", Rank.BULLET, (), "-", 0, 1.0)


def _blocks(lines: Sequence[Line], layout: Layout, marks: Sequence[Mark | None], zones: Sequence[Zone]) -> list[_Block]:
    blocks: list[_Block] = []
    for line, mark, zone in zip(lines, marks, zones, strict=True):
        kept = mark if zone is Zone.BODY else None
        last = blocks[-1] if blocks else None
        if last and last.zone is zone and not kept and _joins(last, line, layout):
            last.lines.append(line)
        else:
            blocks.append(_Block([line], zone, kept))
    return blocks


def _joins(block: _Block, line: Line, layout: Layout) -> bool:
    """Whether a line without a mark goes on with the paragraph before it."""
    last = block.lines[-1]
    if last.dressed[1] or line.dressed[0]:
        return False
    if block.zone in _WHOLE:
        return True
    if line.cells > 1 or last.cells > 1:
        return False
    if block.zone is Zone.BASIS:
        return not opens_basis(line) and not (last.stops and layout.parts(line, last) > 0)
    if block.mark and block.mark.rank <= Rank.SUBDIVISION and line.capitals and last.capitals:
        return True
    if block.mark and block.mark.rank <= Rank.SUBDIVISION and len(block.lines) == 1:
        return block.mark.width >= len(last.text) and len(line.text) < 200  # Chương I, its title on the next line
    return layout.parts(line, last) <= 0


class _Builder:
    """Puts paragraphs under the marks that are open."""

    def __init__(self, plan_id: str, reading: Reading) -> None:
        self.plan_id = plan_id
        self.reading = reading
        self.provisions: list[Provision] = []
        self.paths: Counter[str] = Counter()
        self.root = _Node(None, _ROOT, "", "")
        self.open: list[_Node] = []

    def build(self, blocks: Sequence[_Block]) -> tuple[Provision, ...]:
        closing = _closing(blocks)
        counts: Counter[Zone] = Counter()
        for number, block in enumerate(blocks):
            if block.zone is not Zone.BODY:
                counts[block.zone] += 1
                self._add(block, _KINDS[block.zone], _zone_path(block.zone, counts[block.zone]), self.root)
            elif number in closing:
                nth = number - closing.start
                self._add(block, Kind.CLOSING, "đoạn kết" + (f", đoạn {nth + 1}" if nth else ""), self.root)
            elif block.mark:
                self._open(block, block.mark)
            else:
                self._paragraph(block)
        return tuple(self.provisions)

    def _open(self, block: _Block, mark: Mark) -> None:
        same = next((level for level, node in enumerate(self.open) if node.mark.style == mark.style), None)
        self.open = self.open[:same] if same is not None else [node for node in self.open if holds(node.mark, mark)]
        parent = self.open[-1] if self.open else self.root
        path = _path(parent, mark, self.open)
        kind = Kind.SECTION if _is_heading(block, mark) else Kind.ITEM
        position = self._add(block, kind, path, parent, mark.label)
        words = " ".join(self.reading.text[block.place.start + mark.width : block.place.end].split())
        title = f"{mark.label}. {words}" if mark.rank not in {Rank.BULLET, Rank.LETTER} else f"{mark.label}) {words}"
        if mark.rank is Rank.BULLET:
            title = words
        heading = " › ".join(filter(None, (parent.heading, _short(title))))
        self.open.append(_Node(position, mark, self.provisions[position].path, heading))

    def _paragraph(self, block: _Block) -> None:
        row = block.lines[0].cells > 1
        if not row:
            self.open = [node for node in self.open if node.mark.rank is not Rank.BULLET]
        parent = self.open[-1] if self.open else self.root
        name = "dòng" if row else "đoạn"
        parent.counts[name] += 1
        path = f"{parent.path}, {name} {parent.counts[name]}" if parent.path else f"{name} {parent.counts[name]}"
        self._add(block, Kind.ROW if row else Kind.PARAGRAPH, path, parent)

    def _add(self, block: _Block, kind: Kind, path: str, parent: _Node, label: str = "") -> int:
        self.paths[path] += 1
        if self.paths[path] > 1:
            path = f"{path} (lần {self.paths[path]})"
        place = block.place
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
                heading=parent.heading,
            )
        )
        return len(self.provisions) - 1


def _zone_path(zone: Zone, number: int) -> str:
    if zone is Zone.BASIS:
        return f"{zone.value} {number}"
    return zone.value if number == 1 else f"{zone.value}, đoạn {number}"


def _path(parent: _Node, mark: Mark, opened: Sequence[_Node]) -> str:
    if mark.rank is Rank.BULLET:
        parent.counts[mark.style] += 1
        name = _BULLETS.get(mark.style, mark.style + " thứ {}").format(parent.counts[mark.style])
        return f"{parent.path}, {name}" if parent.path else name
    if mark.rank is Rank.ARTICLE:
        outer = next((node.path for node in opened if node.mark.rank is Rank.APPENDIX), "")
        return f"{outer}, {mark.label}" if outer else mark.label
    if mark.rank < Rank.ARTICLE:
        return f"{parent.path}, {mark.label}" if parent.path else mark.label
    if len(mark.number) > 1 and mark.rank is Rank.NUMBER:
        parent = next((node for node in reversed(opened) if node.mark.rank < Rank.NUMBER), _Node(None, _ROOT, "", ""))
    joint = ", " if parent.mark.rank in {*range(Rank.ARTICLE), Rank.BULLET} else "."
    return f"{parent.path}{joint}{mark.label}" if parent.path else mark.label


def _is_heading(block: _Block, mark: Mark) -> bool:
    if mark.rank is Rank.BULLET:
        return False
    if mark.rank <= Rank.MAIN:
        return True
    return not block.lines[-1].text.endswith((".", ";", ",", "/")) and block.place.end - block.place.start < 200


def _short(title: str) -> str:
    if len(title) <= _HEADING:
        return title
    return title[:_HEADING].rsplit(" ", 1)[0] + "…"


def _closing(blocks: Sequence[_Block]) -> range:
    """The paragraphs at the end of the body that belong to the whole document."""
    end = next((i for i, block in enumerate(blocks) if block.zone in {Zone.RECIPIENTS, Zone.SIGNATURE}), len(blocks))
    start = end
    while (
        start > 0
        and blocks[start - 1].zone is Zone.BODY
        and not blocks[start - 1].mark
        and blocks[start - 1].lines[0].cells == 1
    ):
        start -= 1
    if start == 0 or start == end or not blocks[start - 1].mark:
        return range(end, end)
    if _is_heading(blocks[start - 1], blocks[start - 1].mark):  # type: ignore[arg-type]
        start += 1
    opens = next((i for i in range(start, end) if _CLOSES.match(blocks[i].lines[0].folded)), None)
    if opens is None:
        opens = end - 1 if start < end and blocks[end - 1].lines[-1].text.rstrip(' "”*').endswith("/.") else end
    return range(opens, end)
