"""Figures in the cells of a table, read with the heading of their column and the words and unit of their row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.facts.anchors import RATES
from documents.facts.cells import BARE, YEAR, cells_of, head_of
from documents.facts.fact import Direction, Fact, Mode, Role
from documents.facts.figures import AWARD, YEARLY
from documents.facts.measures import Measure, find_measures
from documents.facts.passage import Passage
from documents.facts.quantities import Comparator, Quantity, find_quantities, parse_number
from documents.facts.subjects import Subject, find_subjects
from documents.facts.times import Time, When
from documents.phrases import Phrase
from documents.reading import Span

_UNIT = Phrase(r"\((?P<unit>%|[^\W\d_]{1,8}(?: đồng)?)\)")
_COUNTED = Phrase(r"(?<=số\s)(?:hộ|nhà|căn|người|lao động|mô hình|thôn|xã)\b")
_UNITS = Phrase(r"\b(?:đơn vị(?: tính)?|ĐVT)\Z")
_FALL = Phrase(r"\b(?:mức |tỷ lệ |tỉ lệ |số hộ )?giảm\b(?! nghèo)")
_AIM = Phrase(r"\b(?:chỉ tiêu|mục tiêu|phấn đấu|kế hoạch)\b")
_START = Phrase(r"\bđầu (?:năm|kỳ)\b|\bhiện (?:trạng|nay)\b|\bnăm trước\b|\bSTT\b|\bTT\b")

_WHOM = re.compile(r"(?:số (?:lượng )?)?(tập thể|cá nhân|hộ gia đình|gia đình|hộ|doanh nghiệp|thôn|xã)", re.IGNORECASE)
_AVERAGE = Phrase(r"\b(?:bình quân|trung bình)\b")
_EACH_YEAR = Phrase(r"\b(?:từng|mỗi) năm\b")
_OCCASION = re.compile(r"\b(?:hằng năm|hàng năm|sơ kết|tổng kết|đột xuất|chuyên đề)\b", re.IGNORECASE)
_AT_MOST = Phrase(r"\b(?:tối đa|không quá|nhiều nhất)\b")
_ASIDE = re.compile(r"\([^()]*\)")
"""An aside narrows an occasion down: "hằng năm (trừ năm 2023)"."""


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
    yield from _quotas(passage, cells, heads) if passage.role is Role.QUOTA else _facts(passage, cells, heads)


def _quotas(passage: Passage, cells: Sequence[tuple[Span, str]], heads: Sequence[str]) -> Iterator[Fact]:
    """How many awards a row gives whom on which occasion; one of the two its columns name, the other the row."""
    named = next((text for _, text in cells if not BARE.fullmatch(text)), "")
    above = " ".join(one.text for one in passage.ancestors[:2])
    most = _AT_MOST.search(f"{above} {' '.join(heads)} {named}")
    award = AWARD.search(above)
    for (span, text), head in zip(cells, heads, strict=True):
        whom, number = _WHOM.fullmatch(head), BARE.fullmatch(text)
        turned = bool(_OCCASION.search(head)) and not _OCCASION.search(named)
        if not number or not (whom or turned):
            continue
        unit, occasion = (whom[1], named) if whom else (named, head)
        outer = _ASIDE.sub(" ", occasion)
        yearly = bool(YEARLY.search(outer))
        years = set(YEAR.findall(outer if yearly else occasion))
        yield Fact(
            plan=passage.plan.id,
            provision=passage.position,
            role=Role.QUOTA,
            place=passage.in_reading(span),
            sentence=passage.in_reading(Span(0, len(passage.text))),
            measure=Measure.AWARDS,
            comparator=Comparator.AT_MOST if most else Comparator.EQUAL,
            values=(parse_number(number[1]),),
            unit=unit.lower(),
            award=" ".join(award[0].split()) if award else None,
            cycle="hằng năm" if yearly else None,
            time=Time(Span(0, 0), When.AT, year=int(min(years))) if len(years) == 1 else None,
        )


def _facts(passage: Passage, cells: Sequence[tuple[Span, str]], heads: Sequence[str]) -> Iterator[Fact]:
    subjects = next((found for _, text in cells if (found := find_subjects(text))), ()) or passage.whole
    year = next((int(match[1]) for _, text in cells if (match := YEAR.fullmatch(text.strip("* nămNĂ")))), None)
    units = (text for (_, text), name in zip(cells, heads, strict=True) if _UNITS.search(name))
    unit = next((text for text in units if not find_subjects(text)), "")  # "Đơn vị" may be whose row it is
    period = passage.plan.period
    rate = next((m.measure for name in heads for m in find_measures(name) if m.measure in RATES), None)
    for (span, text), name in zip(cells, heads, strict=True):
        column = _column(name, unit, passage)
        if column and column.year and period and column.year < period[0]:
            continue  # where a plan sets out from
        if column and column.measure is Measure.OTHER and rate and column.unit == "%" and _AIM.search(name):
            column = replace(column, measure=rate, direction=Direction.REMAIN)
        if column is None or YEAR.fullmatch(text):
            continue
        fact = _fact(passage, span, column, subjects, column.year or year)
        if number := BARE.fullmatch(text):
            yield replace(fact, values=(parse_number(number[1]),))
        elif len(limits := [one for one in find_quantities(text) if one.unit == fact.unit]) == 1:
            yield _limited(fact, limits[0], text)


def _fact(passage: Passage, span: Span, column: _Column, subjects: Sequence[Subject], year: int | None) -> Fact:
    """What a cell says, but for how much."""
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
        unit=column.unit,
        mode=(Mode.TOTAL if falls else Mode.AT_DATE) if column.measure in RATES else None,
        time=dated if year else None,
    )


def _limited(fact: Fact, limit: Quantity, text: str) -> Fact:
    """A cell that says how a figure is meant: "dưới 28%", "bình quân từ 4,5%/năm trở lên"."""
    each = Mode.AVERAGE if _AVERAGE.search(text) else Mode.EACH_YEAR
    yearly = limit.per == "năm" or _EACH_YEAR.search(text)
    falls = fact.direction is Direction.REDUCE and yearly
    return replace(
        fact,
        values=limit.values,
        comparator=limit.comparator,
        per="năm" if yearly else limit.per,
        mode=each if falls else fact.mode,
        consecutive=limit.running,
    )


def _column(heading: str, unit: str, passage: Passage) -> _Column | None:
    """What a heading says its column is; what it leaves out is the row's, or the heading's over the table."""
    if _START.search(heading) or _UNITS.search(heading):
        return None
    above = passage.ancestors[0].text if passage.ancestors else ""
    falls = _FALL.search(heading) is not None
    own = _UNIT.search(heading)
    year = YEAR.search(heading)
    named = find_measures(heading) or (find_measures(above) if falls else ())
    measure = next((mention.measure for mention in named if mention.measure in RATES), Measure.OTHER)
    if measure is Measure.OTHER:
        noun = _COUNTED.search(heading)
        known = own["unit"] if own else unit or (noun[0].lower() if noun else "")
        return _Column(measure, None, known, int(year[1]) if year else None) if known else None
    counted = measure is Measure.POOR_HOUSEHOLDS or bool(own and own["unit"] == "hộ")
    return _Column(
        measure,
        Direction.REDUCE if falls else Direction.REMAIN,
        "hộ" if counted else "%",
        int(year[1]) if year else None,
    )
