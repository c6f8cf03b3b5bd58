"""Which marks of a text are real: the outline that its order and neighbours make most likely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.layout.lines import Layout, Line
from documents.layout.marks import Mark, Rank, read_marks

_WIDTH = 8  # outlines followed at once
_PLAIN = 3.2  # what it costs to take a mark for plain words
_OPENS = 1.0  # the most that speaks against a dash, "a)" or "2.1." before a capital letter
# What follows the dash inside a name of an office or a motto, and so may stand behind it on a new line.
_HYPHENATED = re.compile(r"(?:Thương binh|TB|Khen thưởng|Thông tin|Truyền h|Tự do|Hạnh phúc|Thể thao|Du lịch|Gia đình)")


@dataclass(frozen=True, slots=True)
class _Path:
    """One outline so far: the marks that are open, what it has cost, and how it came here."""

    open: tuple[Mark, ...]
    cost: float
    mark: Mark | None = None
    before: _Path | None = None


def find_outline(lines: Sequence[Line], layout: Layout, sure: Mapping[int, Mark]) -> list[Mark | None]:
    """The mark of each line, None for a line that has none; `sure` are marks known beforehand, by line.

    A beam search: every way to read each line is tried against the marks that are open, and the cheapest whole is
    kept. So a damaged numeral is read by what must follow, and a figure at the start of a line is no mark.
    """
    found: list[Mark | None] = [None] * len(lines)
    beam = [_Path((), 0.0)]
    marked: list[int] = []
    for position, line in enumerate(lines):
        known = sure.get(position)
        marks = [known] if known else [] if line.row else list(read_marks(line))
        if not marks:
            continue
        marked.append(position)
        goes_on = 0.0
        if position:
            width = min(mark.width for mark in marks)
            goes_on = max(0.0, -layout.parts(line, lines[position - 1], width))
            if _opens(marks[0], line) and line.text[width].isupper() and not _HYPHENATED.match(line.text, width):
                goes_on = min(goes_on, _OPENS)
        plain = max(0.1, _PLAIN - goes_on)
        following: dict[tuple[Mark, ...], _Path] = {}
        for path in beam:
            if not known:
                _keep(following, _Path(path.open, path.cost + plain, None, path))
            for mark in marks:
                opened, cost = _step(path.open, mark)
                _keep(following, _Path(opened, path.cost + cost + mark.doubt + goes_on, mark, path))
        beam = sorted(following.values(), key=lambda path: path.cost)[:_WIDTH]
    best: _Path | None = beam[0]
    for position in reversed(marked):
        if best:
            found[position] = best.mark
            best = best.before
    return found


def _opens(mark: Mark, line: Line) -> bool:
    """Whether what stands at the head of a line is seldom anything but a mark."""
    if mark.rank is Rank.LETTER:
        return line.text[: mark.width].rstrip().endswith(")")
    return mark.rank is Rank.BULLET or len(mark.number) > 1


def _keep(following: dict[tuple[Mark, ...], _Path], path: _Path) -> None:
    key = path.open
    if key not in following or path.cost < following[key].cost:
        following[key] = path


def _step(opened: tuple[Mark, ...], mark: Mark) -> tuple[tuple[Mark, ...], float]:
    """The marks that are open after one more, and how unlikely it is to come here."""
    for level, other in enumerate(opened):
        if other.style == mark.style:
            return (*opened[:level], mark), _order(other.number, mark.number)
    under = tuple(other for other in opened if holds(other, mark))
    if len(mark.number) > 1 and mark.rank is Rank.NUMBER:
        above = next((other for other in under if other.number == mark.number[:-1]), None)
        cost = 0.0 if above else 0.7
        return (*under, mark), cost + _order((*mark.number[:-1], 0), mark.number)
    return (*under, mark), _order((0,), mark.number) if mark.number else 0.0


def holds(above: Mark, mark: Mark) -> bool:
    """Whether a mark of a series that is not open may stand under an open one."""
    if above.rank is mark.rank is Rank.NUMBER:
        return len(above.number) < len(mark.number)
    return above.rank < mark.rank or (above.rank is mark.rank and mark.rank in {Rank.MAIN, Rank.LETTER, Rank.BULLET})


def _order(last: tuple[int, ...], following: tuple[int, ...]) -> float:
    """How unlikely one number is after another of its series."""
    if not following:
        return 0.0
    if last[:-1] != following[:-1] and len(last) == len(following):
        fresh = following[-1] == 1 and following[-2] - last[-2] == 1
        return 0.0 if fresh else 1.0 + 0.4 * abs(following[-1] - 1)
    step = following[0] - last[0] if len(last) != len(following) else following[-1] - last[-1]
    if step == 1 or (step == 0 and len(last) != len(following)):
        return 0.0
    if step > 1:
        return min(0.8 + 0.4 * (step - 2), 3.0)
    return 1.5 if step == 0 else 3.0
