"""Who a sentence is about: units, households and persons, with their zone and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from documents.facts.quantities import Quantity, find_quantities
from documents.facts.units import (
    ASIDE,
    COORDINATION,
    HEADS,
    HOUSEHOLDS,
    LOCALITIES,
    LONE_ZONE,
    MASKED,
    MINORITY,
    NO_HARDSHIP,
    NO_ZONE,
    QUALIFIERS,
    RELATIVE,
    ROMAN,
    RURAL,
    SHARED,
    TOWNS,
    WHOLE,
    ZONE,
    ZONES,
    Trait,
    UnitKind,
)
from documents.reading import Span

__all__ = ["Condition", "Subject", "Trait", "UnitKind", "find_subjects"]

_WORD = re.compile(r"\s+([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One trait that a unit must have, as worded; `limit` is the figure it names, if any."""

    trait: Trait
    words: str
    limit: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Units of one kind as a text names them.

    `zone` is "I", "II" or "III", "khong" for "không thuộc khu vực nào", None where nothing is said; `whole` is true
    of a locality taken as one ("toàn tỉnh", "trên địa bàn huyện"); `name` the one it
    is ("thị trấn Sơn Lư"); `span` the words, conditions included.
    """

    kind: UnitKind
    span: Span
    zone: str | None = None
    conditions: tuple[Condition, ...] = ()
    whole: bool = False
    name: str | None = None

    @property
    def traits(self) -> frozenset[Trait]:
        """The traits of its conditions."""
        return frozenset(condition.trait for condition in self.conditions)

    @property
    def sort(self) -> frozenset[Trait]:
        """The traits that tell it from others of its kind, that it is a town aside."""
        return self.traits - {Trait.TOWN}

    @property
    def limits(self) -> tuple[Quantity, ...]:
        """The figures that its conditions name."""
        return tuple(condition.limit for condition in self.conditions if condition.limit)


def find_subjects(text: str) -> tuple[Subject, ...]:
    """The units, households and persons a text names, in order; one for each zone where several are listed.

    What only names a measure ("tỷ lệ hộ nghèo", "hộ chính sách, người có công là hộ nghèo") is no subject. A relative
    clause after a list ("các huyện, xã có tỷ lệ hộ nghèo từ 40% trở lên") holds for every member of it.
    """
    taken = [Span(*match.span()) for match in MASKED.finditer(text)]
    found: list[Subject] = []
    for kind, phrase in HEADS:
        for match in phrase.finditer(text):
            if not any(match.start() < span.end and span.start < match.end() for span in taken):
                subject = _qualified(kind, match, text)
                taken.append(subject.span)
                found.append(subject)
    found.extend(
        Subject(UnitKind.COMMUNE, Span(*match.span()), zone=match["zones"])
        for match in LONE_ZONE.finditer(text)
        if not any(match.start() < span.end and span.start < match.end() for span in taken)
    )
    found.sort(key=lambda subject: subject.span)
    return tuple(one for subject in _coordinated(found, text) for one in _by_zone(subject))


def _qualified(kind: UnitKind, match: re.Match[str], text: str) -> Subject:
    """The subject of a head with all that is said of it right after."""
    end = match.end()
    zone: str | None = None
    conditions: list[Condition] = []
    name, end = _proper(text, end) if kind in LOCALITIES else (None, end)
    whole = WHOLE.search(text, max(0, match.start() - 20), match.start()) is not None
    while True:
        if aside := ASIDE.match(text, end):
            end = aside.end()
        elif zone is None and kind in {UnitKind.COMMUNE, UnitKind.VILLAGE} and (found := ZONE.match(text, end)):
            zone, end = found["zones"], found.end()
        elif zone is None and kind is UnitKind.COMMUNE and (found := NO_ZONE.match(text, end)):
            zone, end = "khong", found.end()
        elif conditions and (denied := NO_HARDSHIP.match(text, end)):
            conditions.append(Condition(Trait.NOT_HARDSHIP, " ".join(denied[0].split())))
            end = denied.end()
        elif condition := _condition(text, end):
            conditions.append(condition[0])
            end = condition[1]
        else:
            break
    if kind is UnitKind.DISTRICT and any(condition.trait is Trait.POOR for condition in conditions):
        kind = UnitKind.POOR_DISTRICT
        conditions = [condition for condition in conditions if condition.trait is not Trait.POOR]
    if kind is UnitKind.COMMUNE and TOWNS.search(match[0]) and not RURAL.search(match[0]):
        conditions.append(Condition(Trait.TOWN, " ".join(match[0].split())))
    if kind in HOUSEHOLDS and MINORITY.search(match[0]):
        conditions.append(Condition(Trait.MINORITY, " ".join(match[0].split())))
    return Subject(kind, Span(match.start(), end), zone, tuple(conditions), whole, name)


def _proper(text: str, end: int) -> tuple[str | None, int]:
    """The proper name that follows a kind of locality, and where it ends."""
    words: list[str] = []
    while (match := _WORD.match(text, end)) and match[1].istitle() and len(match[1]) > 1:
        words.append(match[1])
        end = match.end()
    return (" ".join(words) or None), end


def _condition(text: str, start: int) -> tuple[Condition, int] | None:
    """The condition that begins at a place, and where it ends."""
    for trait, phrase in QUALIFIERS:
        match = phrase.match(text, start)
        if not match:
            continue
        end, limit = match.end(), None
        if trait is Trait.POVERTY_RATE:
            limit = next(iter(find_quantities(text[: end + 40][end:])), None)
            if limit is None or limit.span.start > 2:
                return None
            limit = _moved(limit, end)
            end = limit.span.end
        return Condition(trait, " ".join(text[start:end].split()).strip("() "), limit), end
    return None


def _moved(quantity: Quantity, by: int) -> Quantity:
    span, number = quantity.span, quantity.number
    return replace(quantity, span=Span(span.start + by, span.end + by), number=Span(number.start + by, number.end + by))


def _coordinated(found: Sequence[Subject], text: str) -> Iterator[Subject]:
    """The subjects, a relative clause at the end of a list given to the members before it."""
    shared: list[Subject] = []
    after: Subject | None = None
    for subject in reversed(found):
        joined = after is not None and COORDINATION.match(text, subject.span.end, after.span.start) is not None
        if joined and after is not None and not subject.conditions and subject.zone is None:
            relative = tuple(one for one in after.conditions if one.trait in SHARED.get(subject.kind, RELATIVE))
            subject = replace(subject, conditions=relative)  # noqa: PLW2901
        shared.append(subject)
        after = subject
    return reversed(shared)


def _by_zone(subject: Subject) -> Iterator[Subject]:
    if subject.zone is None or subject.zone == "khong":
        yield subject
        return
    for zone in re.findall(ZONES, subject.zone, re.IGNORECASE):
        yield replace(subject, zone=ROMAN.get(zone.upper(), zone.upper()))
