"""Headings without marks: lines in capitals, and short lines over a list, in a document that numbers nothing."""

from __future__ import annotations

from collections.abc import Sequence

from documents.layout.lines import Line, shorten
from documents.layout.marks import Mark, Rank
from documents.layout.zones import frames

CAPITALS, SHORT = "capitals", "short"
"""The styles of their marks."""
_LONGEST, _LABEL = 120, 60
_LEAST = 3
"""How many lines in capitals make it likely that they are the headings of a document."""


def find_headings(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Mark | None]:
    """The marks of the lines, with one for each heading where nothing but lists has a mark."""
    found = list(marks)
    if any(mark and mark.rank is not Rank.BULLET for mark in marks):
        return found
    capitals = [number for number in range(len(lines) - 1) if _is_capital(lines, number)]
    if len(capitals) < _LEAST:
        return found
    for nth, number in enumerate(capitals, 1):
        found[number] = Mark(CAPITALS, Rank.PART, (nth,), _label(lines[number]), 0)
    for number in range(capitals[0] + 1, len(lines) - 1):
        if not found[number] and _is_short(lines, found, number):
            found[number] = Mark(SHORT, Rank.MAIN, (), _label(lines[number]), 0)
    return found


def _is_capital(lines: Sequence[Line], number: int) -> bool:
    line, after = lines[number], lines[number + 1]
    alone = not after.capitals and (not number or not lines[number - 1].capitals)
    return line.capitals and alone and not line.row and len(line.text) <= _LONGEST and not frames(line)


def _is_short(lines: Sequence[Line], marks: Sequence[Mark | None], number: int) -> bool:
    """Whether a line names what the list under it is about: "Hộ nghèo, hộ cận nghèo"."""
    line, before, after = lines[number], lines[number - 1], marks[number + 1]
    opens = after is not None and after.rank is Rank.BULLET
    ends = before.stops or marks[number - 1] is not None
    return opens and ends and line.text[0].isupper() and not line.stops and not line.row and len(line.text) <= _LONGEST


def _label(line: Line) -> str:
    return f"“{shorten(line.text, _LABEL)}”"
