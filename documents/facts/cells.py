"""The cells of a table: what lies between bars, tabs or columns of spaces, and the row of heads over them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.plan import Plan
from documents.reading import Span

YEAR = re.compile(r"\b(20\d\d)\b")
BARE = re.compile(r"\s*(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*%?\s*")
"""A cell that is a year, and one that is a figure."""
_RULE = re.compile(r"[\s|:-]*")
_BAR = re.compile(r"[|\t]")
_SPACED = re.compile(r"\S+(?: \S+)*")
_MOST_SET_IN = 40
"""Spaces that the first line of a row may be set in by."""


def head_of(plan: Plan, position: int) -> int | None:
    """The position of the row of headings over a row of a table: the first of its table; None for that row itself."""
    rows = range(plan.tables.get(position, position), position)
    first = next((at for at in rows if not _RULE.fullmatch(plan.provisions[at].text)), None)
    if first is None:
        return None
    place = plan.provisions[first].place
    texts = [text for _, text in cells_of(plan.reading.text[place.start : place.end])]
    figures = [text for text in texts if BARE.fullmatch(text) and not YEAR.fullmatch(text)]
    return None if figures else first


def cells_of(text: str) -> Iterator[tuple[Span, str]]:
    """The cells of a row with their places: what lies between its bars or tabs, or its columns of spaces."""
    if not _BAR.search(text):
        yield from _spaced_cells(text)
        return
    start = text.find("|") + 1 if text.lstrip().startswith("|") else 0
    end = text.rstrip().rfind("|") if text.rstrip().endswith("|") else len(text)
    for stop in [*(match.start() for match in _BAR.finditer(text, start, end)), end]:
        cell = text[start:stop]
        left = start + len(cell) - len(cell.lstrip())
        yield Span(left, left + len(cell.strip())), cell.strip()
        start = stop + 1


def _spaced_cells(text: str) -> Iterator[tuple[Span, str]]:
    """The cells of a row that spaces part; what stands on its further lines goes on with the cell it stands under.

    The place is that of what the first line has. How far that line was set in is not known: its columns are held
    against those below wherever they fit best.
    """
    first, *more = text.split("\n")
    cells = [(match.start(), [match[0]]) for match in _SPACED.finditer(first)]
    under = [[(match.start(), match[0]) for match in _SPACED.finditer(line)] for line in more]
    starts = [start for start, _ in cells]
    below = [start for line in under for start, _ in line]
    set_in = min(
        range(_MOST_SET_IN), key=lambda by: sum(min(abs(start - by - top) for top in starts) for start in below)
    )
    for line in under:
        for start, words in line:
            nearest = min(range(len(starts)), key=lambda column: abs(start - set_in - starts[column]))
            cells[nearest][1].append(words)
    for start, parts in cells:
        yield Span(start, start + len(parts[0])), " ".join(parts)
