"""Figures in the cells of a table, read with the heading of their column and the year or unit of their row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.facts.anchors import RATES
from documents.facts.fact import Direction, Fact, Mode, Role
from documents.facts.measures import Measure, find_measures
from documents.facts.passage import Passage
from documents.facts.quantities import Comparator, find_quantities, parse_number
from documents.facts.subjects import Subject, find_subjects
from documents.facts.times import Time, When
from documents.phrases import Phrase
from documents.plan import Kind
from documents.reading import Span

_YEAR = re.compile(r"\b(20\d\d)\b")
_BARE = re.compile(r"\s*(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*")
_UNIT = Phrase(
    r"\((?P<unit>%|hộ|người|xã|thôn|triệu đồng|đồng)\)|\b(?P<rate>tỷ lệ|tỉ lệ)\b|\b(?P<count>số hộ|số người)\b"
)
_FALL = Phrase(r"\b(?:mức |tỷ lệ |tỉ lệ |số hộ )?giảm\b(?! nghèo)")
_START = Phrase(r"\bđầu (?:năm|kỳ)\b|\bhiện (?:trạng|nay)\b|\bnăm trước\b")
_RULE = re.compile(r"[\s|:-]*")
_ROLES = frozenset({Role.TARGET, Role.CRITERION})


@dataclass(frozen=True)
class _Column:
    """What the cells of a column are figures of."""

    measure: Measure
    direction: Direction
    unit: str
    year: int | None


def find_cells(passage: Passage) -> Iterator[Fact]:
    """The rates and numbers of poor households that a row of a table sets, where its column says what they are.

    Columns that tell where a year began are no targets. A cell without a unit takes that of its column.
    """
    head = _head(passage)
    if head is None or passage.role not in _ROLES:
        return
    cells, columns = list(_cells(passage.text)), [_column(text, passage) for _, text in _cells(head.text)]
    if len(cells) != len(columns):
        return
    subjects = next((found for _, text in cells if (found := find_subjects(text))), ()) or passage.whole
    year = next((int(match[1]) for _, text in cells if (match := _YEAR.fullmatch(text.strip("* nămNĂ")))), None)
    for (span, text), column in zip(cells, columns, strict=True):
        if column and (number := _BARE.fullmatch(text.replace("%", ""))):
            yield _fact(passage, span, number[1], column, subjects, column.year or year)


def _fact(
    passage: Passage, span: Span, number: str, column: _Column, subjects: Sequence[Subject], year: int | None
) -> Fact:
    rate = column.measure in RATES
    falls = column.direction is Direction.REDUCE
    row = passage.in_reading(Span(0, len(passage.text)))
    return Fact(
        plan=passage.plan.id,
        provision=passage.position,
        role=passage.role,
        place=passage.in_reading(span),
        sentence=row,
        subjects=tuple(subjects),
        measure=column.measure,
        direction=column.direction,
        comparator=Comparator.EQUAL,
        values=(parse_number(number),),
        unit=column.unit,
        mode=(Mode.TOTAL if falls else Mode.AT_DATE) if rate else None,
        time=Time(Span(0, 0), When.AT if falls else When.BY, year=year, end=not falls) if year else None,
    )


def _head(passage: Passage) -> Passage | None:
    """The row of headings over a row: the first of its table."""
    if passage.provision.kind is not Kind.ROW:
        return None
    first = None
    for other in reversed(passage.others[: passage.position]):
        if other.provision.kind is not Kind.ROW or other.provision.parent != passage.provision.parent:
            break
        if not _RULE.fullmatch(other.text):
            first = other
    figures = first is not None and any(quantity.unit in {"%", "hộ"} for quantity in find_quantities(first.text))
    return None if figures else first


def _cells(text: str) -> Iterator[tuple[Span, str]]:
    """The cells of a row with their places, those outside its bars left out."""
    start = text.find("|") + 1 if text.lstrip().startswith("|") else 0
    for match in re.finditer(r"[^|]*(?:\||$)", text[start:]):
        cell = match[0].rstrip("|")
        if match[0].endswith("|") or cell.strip():
            left = start + match.start() + len(cell) - len(cell.lstrip())
            yield Span(left, left + len(cell.strip())), cell.strip()


def _column(heading: str, passage: Passage) -> _Column | None:
    """What a heading says its column is; what it leaves out is the heading's over the table."""
    if _START.search(heading):
        return None
    above = passage.ancestors[0].text if passage.ancestors else ""
    falls = _FALL.search(heading) is not None
    named = find_measures(heading) or (find_measures(above) if falls or _UNIT.search(heading) else ())
    measure = next((mention.measure for mention in named if mention.measure in RATES), None)
    if measure is None:
        return None
    unit = _UNIT.search(heading) or _UNIT.search(above)
    counted = measure is Measure.POOR_HOUSEHOLDS or bool(unit and (unit["count"] or unit["unit"] == "hộ"))
    year = _YEAR.search(heading)
    return _Column(
        measure,
        Direction.REDUCE if falls else Direction.REMAIN,
        "hộ" if counted else "%",
        int(year[1]) if year else None,
    )
