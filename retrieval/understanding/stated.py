"""Figures that a question tells of its asker: "năm 2023 giảm 4,1%, hộ cận nghèo còn 5,4%", "thoát nghèo 2 năm rưỡi"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from documents.facts.fact import Direction
from documents.facts.measures import Measure
from documents.facts.quantities import Quantity, parse_number
from documents.syllables import fold
from retrieval.understanding.question import Question

MONTHS = {"năm": 12, "tháng": 1}
"""How many months a unit of time has."""
_MEASURES = (
    (
        Measure.POOR_AND_NEAR_POOR_RATE,
        re.compile(
            r"\bngheo(?:\s+(?:va|cong|lan|voi)|\s*[+,])?\s+(?:ho )?can ngheo\b"
            r"|\b(?:cong|gop|tong|ca hai|tinh chung)\b"
        ),
    ),
    (Measure.RELAPSE_RATE, re.compile(r"\b(?:tai|phat sinh) ngheo\b")),
    (Measure.NEAR_POOR_RATE, re.compile(r"\bcan ngheo\b")),
    (Measure.POVERTY_RATE, re.compile(r"\b(?<!can )(?<!tai )(?<!thoat )(?<!giam )(?<!huyen )(?<!xa )ngheo\b")),
)
_OF = re.compile(r"[^%]*%\s*(?:ho )?(?:can )?ngheo\b(?: (?:va|cong|lan) (?:ho )?can ngheo\b)?")
"""A rate that is named after its figure: "còn 10,2% hộ nghèo"."""
_NAMED = re.compile(r"\bngheo(?: (?:con|la|o muc|giam|dat|duoc|xuong|co))*\s*$")
"""A rate that is named right before its figure."""
_SPELLS = (
    (Measure.YEARS_SINCE_ESCAPE, re.compile(r"\b(?:thoat|ra khoi|het|khong con)(?: \w+){0,3} ngheo\b|\bcong nhan\b")),
    (Measure.YEARS_OF_WORK, re.compile(r"\b(?:lam|phu trach|theo|cong tac|tham nien|chuyen trach)\b")),
)
"""What has lasted, where it is told."""
_WAY = re.compile(r"\b(?:giam|con|xuong)\b(?! ngheo)")
_AVERAGE = re.compile(r"\b(?:binh quan|trung binh|chia deu|tinh ra)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HALF = re.compile(r"\s*ruoi\b")
_OVER, _NEARLY = re.compile(r"\bhon\s*$"), re.compile(r"\b(?:gan|chua (?:day|toi|den|tron|du))\s*$")
_OFF = re.compile(r"\bnghi(?: \w+){0,2}\s*$")
"""A time off is no time served."""
_CLAUSE = re.compile(r"[;.?!]|,(?!\d)")
_UNTIL = 2
_BARE = re.compile(
    r"(?:\b(?P<year>20\d\d)\s+)?\b(?P<way>giảm|giam|còn|con)(?: (?:được|duoc|chỉ|chi))?"
    r" (?P<number>\d{1,2}[.,]\d+)(?![\d/%]|\s*(?:%|[^\W\d_]))",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?<![\d.,/])\d{1,2}[.,]\d{1,2}(?![\d/]|[.,]\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ROW = re.compile(rf"(?<![\d/]){_NUMBER.pattern}(?:\s*[-–;]\s*{_NUMBER.pattern}){{2,}}(?![\d/%])")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure of the asker's own.

    `values` are what it may be: one, or the two ends of what "hơn một năm" leaves open. `measure` and `way` (a fall,
    or what is left) are None where they are not told, `words` how the answer names it.
    """

    values: tuple[Decimal, ...]
    unit: str
    measure: Measure | None
    way: Direction | None
    average: bool
    words: str


def find_stated(question: Question) -> tuple[Stated, ...]:
    """The figures that a question tells, in order; what one of a row leaves out is as in the one before it."""
    found: list[Stated] = []
    at = 0
    for quantity in question.figures:
        own = _stated(question, quantity, fold(question.text[at : quantity.span.start]))
        if quantity.unit not in MONTHS:
            at = quantity.span.end  # a time between says of the figure after it over how long: "bình quân 3 năm 2,4%"
        if own is None:
            continue
        if own.unit == "điểm" and any(one.unit == "%" for one in found):
            own = replace(own, unit="%")  # points of percent, told short after the first
        before = found[-1] if found and found[-1].unit == own.unit == "%" else None
        if before and own.measure is None and own.way in {None, before.way}:
            own = replace(own, measure=before.measure, way=before.way)
        found.append(own)
    found += _bare(question, found)
    found += _row(question)
    if not any(own.unit in MONTHS for own in found) and (lasted := _lasted(question)):
        found.append(lasted)
    return tuple(found)


def _bare(question: Question, found: Sequence[Stated]) -> Iterator[Stated]:
    """Figures told without their unit beside others with it: "2019 giảm 6,9, 2020 giảm 7,1%"."""
    if not any(one.unit == "%" for one in found):
        return
    for match in _BARE.finditer(question.text):
        if not any(q.span.start <= match.start("number") < q.span.end for q in question.figures):
            way = Direction.REDUCE if fold(match["way"]) == "giam" else Direction.REMAIN
            year = f" năm {match['year']}" if match["year"] else ""
            words = f"{match['number']}%{year}"
            yield Stated((parse_number(match["number"]),), "%", None, way, average=False, words=words)


def untold(question: Question, found: Sequence[Stated]) -> bool:
    """Whether a question has decimals that none of the figures found is: what they are of is not known."""
    told = {value for one in found for value in one.values}
    return any(parse_number(number) not in told for number in _DECIMAL.findall(question.text))


def _row(question: Question) -> Iterator[Stated]:
    """Falls told one after the other without their unit: "giảm lần lượt 1,2 - 0,9 - 0,6"."""
    for row in _ROW.finditer(question.text):
        known = any(row.start() <= quantity.span.start < row.end() for quantity in question.figures)
        if not known and "giam" in fold(question.text[: row.start()]):
            for number in _NUMBER.findall(row[0]):
                yield Stated((parse_number(number),), "%", None, Direction.REDUCE, average=False, words=f"{number}%")


def _stated(question: Question, quantity: Quantity, before: str) -> Stated | None:
    """One figure, with what the words since the one before it say of it."""
    timed = quantity.unit in MONTHS
    if timed and _OFF.search(before):
        return None
    itself = " ".join(question.text[quantity.span.start : quantity.span.end].split()).replace(" %", "%")
    near = next((part for part in reversed(_CLAUSE.split(before)) if part.strip()), "")
    measures = _SPELLS if timed else _MEASURES
    after = question.text[quantity.span.end :]
    named = None if _NAMED.search(near) else _OF.match(fold(f"{itself}{after}"))
    told = (one for words in (named[0] if named else "", near) for one, pattern in measures if pattern.search(words))
    ways = _WAY.findall(f"{before} {fold(itself)}")
    yearly = quantity.unit == "%" and quantity.per == "năm"
    way = Direction.REDUCE if yearly or ways[-1:] == ["giam"] else Direction.REMAIN if ways else None
    years = _YEAR.findall(near)
    half = _HALF.match(fold(after)) if timed else None
    words = itself + after[: half.end()] if half else itself
    if len(years) == 1 and quantity.unit == "%" and years[0] not in words:
        words = f"{words} năm {years[0]}"
    average = bool(_AVERAGE.search(f"{before} {fold(itself)}"))
    values = tuple(_values(quantity, before, half=bool(half)))
    return Stated(values, quantity.unit, next(told, None), way, average, words)


def _values(quantity: Quantity, before: str, *, half: bool) -> Iterator[Decimal]:
    """What a figure may be: "2 năm rưỡi" is 2,5, "hơn một năm" up to two."""
    value = quantity.value
    if half:
        yield value + Decimal("0.5")
    elif quantity.unit in MONTHS and _OVER.search(before):
        yield from (value, value + 1)
    elif quantity.unit in MONTHS and _NEARLY.search(before):
        yield from (value - 1, value)
    else:
        yield value


def _lasted(question: Question) -> Stated | None:
    """How many months lie between the two days that a question names: "công nhận tháng 3/2023, họp tháng 10/2024"."""
    dated = [(time.year * 12 + time.month, time) for time in question.times if time.year and time.month]
    if len(dated) != _UNTIL:
        return None
    (first, since), (last, until) = sorted(dated, key=lambda one: one[0])
    months = last - first - bool(since.day and until.day and until.day < since.day)
    began, ended = (" ".join(question.text[time.span.start : time.span.end].split()) for time in (since, until))
    words = f"từ {began} đến {ended}"
    return Stated((Decimal(months),), "tháng", None, None, average=False, words=words) if months > 0 else None
