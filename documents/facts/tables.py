"""Figures in the cells of a table, read with the heading of their column and the words and unit of their row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.facts.anchors import RATES
from documents.facts.fact import Direction, Fact, Mode, Role
from documents.facts.measures import Measure, find_measures
from documents.facts.passage import Passage
from documents.facts.quantities import Comparator, parse_number
from documents.facts.subjects import Subject, find_subjects
from documents.facts.times import Time, When
from documents.phrases import Phrase
from documents.plan import Kind, Plan
from documents.reading import Span

_YEAR = re.compile(r"\b(20\d\d)\b")
_BARE = re.compile(r"\s*(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*%?\s*")
_UNIT = Phrase(r"\((?P<unit>%|[^\W\d_]{1,8}(?: đồng)?)\)")
_UNITS = Phrase(r"\b(?:đơn vị(?: tính)?|ĐVT)\Z")
_FALL = Phrase(r"\b(?:mức |tỷ lệ |tỉ lệ |số hộ )?giảm\b(?! nghèo)")
_START = Phrase(r"\bđầu (?:năm|kỳ)\b|\bhiện (?:trạng|nay)\b|\bnăm trước\b|\bSTT\b|\bTT\b")
_RULE = re.compile(r"[\s|:-]*")
_BAR = re.compile(r"[|\t]")
_SPACED = re.compile(r"\S+(?: \S+)*")
_MOST_SET_IN = 40
"""Spaces that the first line of a row may be set in by."""


@dataclass(frozen=True)
class _Column:
    """What the cells of a column are figures of."""

    measure: Measure
    direction: Direction | None
    unit: str
    year: int | None


def find_cells(passage: Passage) -> Iterator[Fact]:
    """The figures that a row of a table sets, where its columns say of what, in which unit or of which year.

    Columns that number the rows, or tell where a year began, set none. A cell has the unit of its row or column.
    """
    head = head_of(passage.plan, passage.position)
    if head is None:
        return
    cells, heads = list(cells_of(passage.text)), [text for _, text in cells_of(passage.others[head].text)]
    if len(cells) != len(heads):
        return
    yield from _facts(passage, cells, heads)


def _facts(passage: Passage, cells: Sequence[tuple[Span, str]], heads: Sequence[str]) -> Iterator[Fact]:
    subjects = next((found for _, text in cells if (found := find_subjects(text))), ()) or passage.whole
    year = next((int(match[1]) for _, text in cells if (match := _YEAR.fullmatch(text.strip("* nămNĂ")))), None)
    unit = next((text for (_, text), name in zip(cells, heads, strict=True) if _UNITS.search(name)), "")
    for (span, text), name in zip(cells, heads, strict=True):
        column = _column(name, unit, passage)
        if column and (number := _BARE.fullmatch(text)) and not _YEAR.fullmatch(text):
            yield _fact(passage, span, number[1], column, subjects, column.year or year)


def _fact(
    passage: Passage, span: Span, number: str, column: _Column, subjects: Sequence[Subject], year: int | None
) -> Fact:
    falls = column.direction is Direction.REDUCE
    dated = Time(Span(0, 0), When.AT if falls or column.measure is Measure.OTHER else When.BY, year=year)
    return Fact(
        plan=passage.plan.id,
        provision=passage.position,
        role=passage.role if passage.role in {Role.TARGET, Role.CRITERION} else Role.OTHER,
        place=passage.in_reading(span),
        sentence=passage.in_reading(Span(0, len(passage.text))),
        subjects=tuple(subjects),
        measure=column.measure,
        direction=column.direction,
        comparator=Comparator.EQUAL,
        values=(parse_number(number),),
        unit=column.unit,
        mode=(Mode.TOTAL if falls else Mode.AT_DATE) if column.measure in RATES else None,
        time=dated if year else None,
    )


def _column(heading: str, unit: str, passage: Passage) -> _Column | None:
    """What a heading says its column is; what it leaves out is the row's, or the heading's over the table."""
    if _START.search(heading) or _UNITS.search(heading):
        return None
    above = passage.ancestors[0].text if passage.ancestors else ""
    falls = _FALL.search(heading) is not None
    own = _UNIT.search(heading)
    year = _YEAR.search(heading)
    named = find_measures(heading) or (find_measures(above) if falls else ())
    measure = next((mention.measure for mention in named if mention.measure in RATES), Measure.OTHER)
    if measure is Measure.OTHER:
        known = own["unit"] if own else unit
        return _Column(measure, None, known, int(year[1]) if year else None) if known else None
    counted = measure is Measure.POOR_HOUSEHOLDS or bool(own and own["unit"] == "hộ")
    return _Column(
        measure,
        Direction.REDUCE if falls else Direction.REMAIN,
        "hộ" if counted else "%",
        int(year[1]) if year else None,
    )


def head_of(plan: Plan, position: int) -> int | None:
    """The position of the row of headings over a row of a table: the first of its table; None for that row itself."""
    provisions = plan.provisions
    if provisions[position].kind is not Kind.ROW:
        return None
    first = None
    for at in range(position - 1, -1, -1):
        if provisions[at].kind is not Kind.ROW or provisions[at].parent != provisions[position].parent:
            break
        if not _RULE.fullmatch(provisions[at].text):
            first = at
    if first is None:
        return None
    place = provisions[first].place
    texts = [text for _, text in cells_of(plan.reading.text[place.start : place.end])]
    figures = [text for text in texts if _BARE.fullmatch(text) and not _YEAR.fullmatch(text)]
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
