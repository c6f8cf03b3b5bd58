"""A fact in words: whose, which measure, how much, per what, by when."""

from __future__ import annotations

from decimal import Decimal

from documents.facts.fact import Direction, Fact, Mode, Role
from documents.facts.quantities import Comparator
from documents.facts.subjects import Subject
from documents.facts.times import Time, When
from documents.facts.units import UNIT_NAMES
from documents.plan import Plan

_BOUNDS = {
    Comparator.AT_LEAST: "từ {} trở lên",
    Comparator.MORE: "trên {}",
    Comparator.LESS: "dưới {}",
    Comparator.AT_MOST: "tối đa {}",
    Comparator.ABOUT: "khoảng {}",
    Comparator.FROM: "từ {}",
}
_THOUSAND = 1000
_COUNT = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def count(number: int) -> str:
    """A count in words up to ten, as a sentence has it."""
    return _COUNT[number] if number < len(_COUNT) else str(number)


def result(value: Decimal) -> str:
    """What a working comes to, to one decimal, after the sign that says whether it is exact: "= 6", "≈ 16,7"."""
    rounded = round(value, 1)
    return f"{'=' if value == rounded else '≈'} {decimal(rounded.normalize())}"


def unit_name(subject: Subject) -> str:
    """A kind of unit with its zone, its name and its conditions: "xã khu vực III"."""
    if subject.whole:
        return "toàn địa bàn"
    name = f"{UNIT_NAMES[subject.kind]}{f' {subject.name}' if subject.name else ''}"
    words = list(dict.fromkeys(c.words for c in subject.conditions if c.words not in name))
    short = [word for word in words if " " not in word]
    zone = "không thuộc khu vực nào" if subject.zone == "khong" else f"khu vực {subject.zone}" if subject.zone else ""
    return " ".join(part for part in (name, *short, zone, ", ".join(w for w in words if w not in short)) if part)


def amount(fact: Fact) -> str:
    """How much a fact says, without whose and of what: "dưới 10% sau 5 năm", "từ 7%/năm trở lên"."""
    if fact.own_target:
        return "đạt mục tiêu của chính đơn vị"
    if not fact.values:
        return _dated("không còn", fact) if fact.direction is Direction.NONE_LEFT else ""
    unit = fact.unit if fact.unit == "%" else f" {fact.unit}"
    per = f"/{fact.per}" if fact.per else ""
    value = f"{' - '.join(decimal(number) for number in fact.values)}{unit}{per}"
    said = _BOUNDS.get(fact.comparator, "{}").format(value) if fact.comparator else value
    if fact.mode is Mode.AVERAGE:
        said = f"bình quân {said}"
    changes = fact.direction in {Direction.REDUCE, Direction.INCREASE}
    if fact.direction and (changes or fact.measure.value.startswith("tỷ lệ")):
        said = f"{fact.direction.value} {said}"
    if fact.base and fact.base.words and not (fact.direction is Direction.REDUCE and fact.base.value is not None):
        compared = fact.base.words.lower().startswith("so với")
        said = f"{said} {fact.base.words}" if compared else f"{fact.base.words} {said}"
    if fact.mode is Mode.AFTER_YEARS and fact.years:
        return f"{said} sau {fact.years} năm"
    if fact.mode is Mode.EACH_YEAR and not fact.per and not fact.years:
        said = f"mỗi năm {said}"
    if fact.years and fact.unit != "năm":
        return f"{said} trong {fact.years} năm{' liên tục' if fact.consecutive else ''}"
    return _dated(said, fact)


def due(fact: Fact, plan: Plan) -> str:
    """When something is due, in the plan's own words where it says it itself: "hằng năm, trước ngày 15/11"."""
    parts = [fact.cycle or "", _words(fact.time, fact, plan) if fact.time else ""]
    return ", ".join(part for part in parts if part)


def _words(time: Time, fact: Fact, plan: Plan) -> str:
    """A time as it is printed in the clause of a fact; made up of its parts where it stands elsewhere."""
    start = plan.provisions[fact.provision].place.start
    said = " ".join(plan.reading.text[start + time.span.start : start + time.span.end].split())
    parts = [part for part in (time.day, time.month, time.year) if part]
    return said if parts and all(str(part) in said for part in parts) else _time(time)


def decimal(value: Decimal) -> str:
    """A number the Vietnamese way, with a point after the thousands."""
    if value >= _THOUSAND and value == value.to_integral():
        return f"{int(value):,}".replace(",", ".")
    return format(value, "f").replace(".", ",")


def _dated(said: str, fact: Fact) -> str:
    if not fact.time or not fact.time.year or fact.role not in {Role.TARGET, Role.CRITERION, Role.QUOTA}:
        return said
    if fact.base and fact.base.year == fact.time.year:
        return said
    return f"{said} {_time(fact.time)}"


def _time(time: Time) -> str:
    """A time in words; the number of years of a period with its last."""
    if time.until:
        return f"giai đoạn {time.year}-{time.until}"
    day = f"{time.day}/{time.month}" if time.day and time.month else ""
    if day:
        stem = f"ngày {day}{f'/{time.year}' if time.year else ''}"
    elif time.day:
        stem = f"ngày {time.day}"
    elif time.month:
        stem = f"tháng {time.month}{f' năm {time.year}' if time.year else ''}"
    elif time.quarter:
        stem = f"quý {'I' * time.quarter if time.quarter < 4 else 'IV'}{f' năm {time.year}' if time.year else ''}"
    else:
        stem = f"năm {time.year}"
    if time.end:
        return f"{'đến ' if time.when is When.BY else ''}hết {stem}"
    word = {When.BEFORE: "trước ", When.LATEST: "chậm nhất ", When.BY: "đến ", When.AFTER: "sau "}.get(time.when, "")
    return f"{word}{stem}"


def sentence(text: str) -> str:
    """A text as a sentence: a capital first, a stop at its end."""
    text = capital(text.strip(" ;,"))
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"
