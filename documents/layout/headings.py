"""Headings without marks: lines in capitals, and short lines over a list."""

from __future__ import annotations

from collections.abc import Sequence

from documents.layout.lines import Layout, Line, shorten
from documents.layout.marks import CAPITALS, SHORT, Mark, Rank
from documents.layout.zones import frames

_LONGEST, _LABEL = 120, 60
_LEAST = 3
"""How many lines in capitals make it likely that they are the headings of a document."""
_ABOVE = frozenset({Rank.PART, Rank.CHAPTER, Rank.DIVISION, Rank.SUBDIVISION, Rank.ARTICLE, Rank.MAIN})
"""Marks of the parts of a document: where there are any, a line in capitals is no part of its own."""


def find_headings(lines: Sequence[Line], layout: Layout, marks: Sequence[Mark | None]) -> dict[int, Mark]:
    """The headings without marks, by line: of whole parts, and of lists where they stand apart or nothing else does.

    `marks` are those of the lines as they are read without such headings.
    """
    capitals = [number for number in range(len(lines) - 1) if not marks[number] and _is_capital(lines, number)]
    parted = any(mark and (mark.rank in _ABOVE or lines[at].capitals) for at, mark in enumerate(marks))
    if parted or len(capitals) < _LEAST:
        capitals = []
    found = {
        number: Mark(CAPITALS, Rank.PART, (nth,), _label(lines[number]), 0) for nth, number in enumerate(capitals, 1)
    }
    plain = bool(capitals) and all(mark is None or mark.rank is Rank.BULLET for mark in marks)
    known = [found.get(number, mark) for number, mark in enumerate(marks)]
    short = [number for number in range(len(lines) - 1) if not known[number] and _is_short(lines, known, number)]
    short = [n for n in short if (plain and n > capitals[0]) or (layout.blanks_part and lines[n].blanks)]
    above = any(after and after.rank is Rank.NUMBER for after in (marks[number + 1] for number in short))
    rank = Rank.MAIN if plain or above else Rank.LETTER
    return found | {number: Mark(SHORT, rank, (), _label(lines[number]), 0) for number in short}


def _is_capital(lines: Sequence[Line], number: int) -> bool:
    line, after = lines[number], lines[number + 1]
    alone = not after.capitals and (not number or not lines[number - 1].capitals)
    return line.capitals and alone and not line.row and len(line.text) <= _LONGEST and not frames(line)


def _is_short(lines: Sequence[Line], marks: Sequence[Mark | None], number: int) -> bool:
    """Whether a line names what the list under it is about: "Hộ nghèo, hộ cận nghèo"."""
    line, before, after = lines[number], lines[number - 1], marks[number + 1]
    opens = after is not None and (after.rank is Rank.BULLET or after.number == (1,))
    ends = not number or before.stops or marks[number - 1] is not None
    short = line.text[0].isupper() and not line.stops and not line.row and len(line.text) <= _LONGEST
    return opens and ends and short and not frames(line)


def _label(line: Line) -> str:
    return f"“{shorten(line.text, _LABEL)}”"
