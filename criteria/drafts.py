"""Facts of a plan as tests and subjects of criteria: what cannot be read into a test is left to people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria.model import (
    AtDate,
    Comparator,
    Count,
    EachYear,
    Elapsed,
    Leaf,
    MeanChange,
    Measure,
    OwnTarget,
    Rate,
    Run,
    Sense,
    Subject,
    TotalChange,
    UnitKind,
    Years,
    Zone,
)
from documents.facts import measures, quantities, subjects
from documents.facts.fact import Direction, Fact, Mode
from documents.facts.quantities import Quantity
from documents.facts.times import Time, When
from documents.plan import Plan

_BOUNDS = {
    quantities.Comparator.AT_LEAST: Comparator.AT_LEAST,
    quantities.Comparator.MORE: Comparator.MORE,
    quantities.Comparator.AT_MOST: Comparator.AT_MOST,
    quantities.Comparator.LESS: Comparator.LESS,
}
_RATES: dict[measures.Measure, Rate] = {
    measures.Measure.POVERTY_RATE: Measure.POVERTY_RATE,
    measures.Measure.NEAR_POOR_RATE: Measure.NEAR_POOR_RATE,
    measures.Measure.POOR_AND_NEAR_POOR_RATE: Measure.POOR_PLUS_NEAR_POOR_RATE,
}
_UNITS: dict[subjects.UnitKind, tuple[UnitKind, ...]] = {
    subjects.UnitKind.DISTRICT: (UnitKind.DISTRICT, UnitKind.POOR_DISTRICT),
    subjects.UnitKind.POOR_DISTRICT: (UnitKind.POOR_DISTRICT,),
    subjects.UnitKind.COMMUNE: (UnitKind.COMMUNE,),
    subjects.UnitKind.VILLAGE: (UnitKind.VILLAGE,),
    subjects.UnitKind.OFFICE: (UnitKind.OFFICE,),
    subjects.UnitKind.POOR_HOUSEHOLD: (UnitKind.POOR_HOUSEHOLD,),
    subjects.UnitKind.NEAR_POOR_HOUSEHOLD: (UnitKind.NEAR_POOR_HOUSEHOLD,),
    subjects.UnitKind.ESCAPED_HOUSEHOLD: (UnitKind.ESCAPED_HOUSEHOLD,),
    subjects.UnitKind.HOUSEHOLD: (
        UnitKind.POOR_HOUSEHOLD,
        UnitKind.NEAR_POOR_HOUSEHOLD,
        UnitKind.ESCAPED_HOUSEHOLD,
    ),
    subjects.UnitKind.POVERTY_OFFICER: (UnitKind.OFFICER,),
    subjects.UnitKind.OFFICER: (UnitKind.OFFICER,),
    subjects.UnitKind.BUSINESS: (UnitKind.ENTERPRISE,),
}
_MONTHS = Decimal(12)


def test_of(fact: Fact, plan: Plan) -> Leaf | None:
    """The test a fact sets, None where its words do not settle one.

    A percentage taken off a rate is points, off where it stood at the start ("so với đầu kỳ") a share of it. "giảm
    3%/năm" asks for at least 3, "còn 10%" and "còn khoảng 11%" for at most that, a range for at least its lower end.
    """
    if fact.measure is measures.Measure.YEARS_SINCE_ESCAPE:
        return _elapsed(fact)
    if fact.measure is measures.Measure.YEARS_OF_WORK:
        years = _full_years(fact)
        within = _stated_years(fact.time)
        return Run(comparator=_bound(fact), threshold=years, within=within) if years is not None else None
    if fact.measure is measures.Measure.POLICY_POOR_HOUSEHOLDS and fact.direction is Direction.NONE_LEFT:
        year = _year(fact, plan)
        return Count(measure=Measure.POLICY_POOR_HOUSEHOLDS, year=year, threshold=Decimal(0)) if year else None
    none_poor = fact.measure is measures.Measure.POOR_HOUSEHOLDS and fact.direction is Direction.NONE_LEFT
    rate = Measure.POVERTY_RATE if none_poor and not fact.of else _rate(fact)
    if rate is None:
        return None
    return _fall(fact, rate, plan) if fact.direction is Direction.REDUCE else _level(fact, rate, plan)


def _elapsed(fact: Fact) -> Leaf | None:
    years = _full_years(fact)
    if years is None:
        return None
    return Elapsed(comparator=_bound(fact), threshold=years, reset_by="tái nghèo")


def _full_years(fact: Fact) -> Decimal | None:
    """A length of time in years, None for months that make no decimal of a year."""
    if fact.unit == "năm":
        return fact.values[0]
    years = fact.values[0] / _MONTHS
    return years if years * _MONTHS == fact.values[0] else None


def _rate(fact: Fact) -> Rate | None:
    """The rate that is the unit's own, or that of the communes it helps."""
    if not fact.of:
        return _RATES.get(fact.measure)
    helped = all(
        one.kind is subjects.UnitKind.COMMUNE and subjects.Trait.ASSIGNED in one.traits and not one.zone
        for one in fact.of
    )
    poverty = fact.measure is measures.Measure.POVERTY_RATE
    return Measure.ASSIGNED_COMMUNE_POVERTY_RATE if helped and poverty else None


def _fall(fact: Fact, rate: Rate, plan: Plan) -> Leaf | None:
    years, length = _run(fact, plan)
    if years is None and length is None:
        return None
    relative = fact.base is not None and fact.base.words.startswith("so với") and fact.unit == "%"
    sense = Sense.RELATIVE if relative else Sense.POINTS
    bound = Comparator.MORE if fact.comparator is quantities.Comparator.MORE else Comparator.AT_LEAST
    if fact.comparator in {quantities.Comparator.LESS, quantities.Comparator.AT_MOST}:
        return None
    threshold = OwnTarget.OWN if fact.own_target else fact.values[0]
    if fact.mode is Mode.AVERAGE:
        return MeanChange(measure=rate, comparator=bound, threshold=threshold, sense=sense, years=years, length=length)
    if fact.mode is Mode.EACH_YEAR or (years and years[0] == years[1] and not relative):
        return EachYear(measure=rate, comparator=bound, threshold=threshold, sense=sense, years=years, length=length)
    if fact.own_target or not (relative or _stated_years(fact.time)):
        return None
    return TotalChange(measure=rate, comparator=bound, threshold=threshold, sense=sense, years=years, length=length)


def _level(fact: Fact, rate: Rate, plan: Plan) -> Leaf | None:
    year = _year(fact, plan)
    if fact.direction is Direction.NONE_LEFT:
        return AtDate(measure=rate, year=year, comparator=Comparator.AT_MOST, threshold=Decimal(0)) if year else None
    if fact.direction is not Direction.REMAIN or fact.own_target or len(fact.values) != 1:
        return None
    if fact.time and year is None:
        return None
    if fact.comparator in {quantities.Comparator.AT_LEAST, quantities.Comparator.MORE}:
        return None
    bound = Comparator.LESS if fact.comparator is quantities.Comparator.LESS else Comparator.AT_MOST
    return AtDate(measure=rate, year=year, comparator=bound, threshold=fact.values[0])


def _bound(fact: Fact) -> Comparator:
    return _BOUNDS.get(fact.comparator or quantities.Comparator.AT_LEAST, Comparator.AT_LEAST)


def _stated_years(time: Time | None) -> Years | None:
    return (time.year, time.until) if time and time.year and time.until else None


def _run(fact: Fact, plan: Plan) -> tuple[Years | None, int | None]:
    """The years a fall runs over, and how many in a row where that is fewer; nothing where it is open which years."""
    years = _stated_years(fact.time) or plan.period
    if fact.base and fact.base.year and fact.time and fact.time.year and not fact.time.until:
        opening = "đầu năm" in fact.base.words
        years = (fact.base.year + (0 if opening else 1), fact.time.year)
    elif fact.time and fact.time.year and not fact.time.until:
        first = fact.time.year if fact.time.when is When.AT else plan.period[0] if plan.period else None
        years = (first, fact.time.year) if first and first <= fact.time.year else years
    if fact.years is None:
        return years, None
    if years is None:
        return None, fact.years
    whole = years[1] - years[0] + 1
    if fact.years >= whole:
        return years, None
    return (years, fact.years) if fact.consecutive else (None, None)


def _year(fact: Fact, plan: Plan) -> int | None:
    """The year at whose end a level must be reached; None where the day named is not an end of year."""
    if fact.mode is Mode.AFTER_YEARS and fact.years:
        return plan.period[0] + fact.years - 1 if plan.period else None
    time = fact.time
    if not time or time.year is None:
        return None
    if time.month and (time.day, time.month) != (31, 12):
        return None
    return time.until or time.year


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a criterion is for, with the words of the text and a remark where a reading of them is used."""

    subject: Subject
    remark: str | None = None


def addressees(
    named: Sequence[subjects.Subject], labels: Sequence[str], plan: Plan, facts: Sequence[Fact]
) -> list[Addressee]:
    """The subjects of criteria that the units named make: those under one condition and zone are one.

    Units nobody can be checked as (a province, one commune by its name, households of a minority) keep only their
    label.
    """
    groups: dict[tuple[tuple[Zone, ...], AtDate | None, bool], list[tuple[subjects.Subject, str]]] = {}
    for one, label in zip(named, labels, strict=True):
        zones, when, known = _narrowed(one, plan, facts)
        groups.setdefault((zones, when, known), []).append((one, label))
    found = []
    for (zones, when, known), members in groups.items():
        units = tuple(dict.fromkeys(unit for one, _ in members for unit in _units(one))) if known else ()
        label = listed(label for _, label in members)
        remark = _HARDSHIP if zones and any(_hardship(one) for one, _ in members) else None
        found.append(Addressee(Subject(units=units, zones=zones if units else (), when=when, label=label), remark))
    return found


def listed(labels: Iterable[str]) -> str:
    """Labels as one list: "Hộ nghèo, hộ cận nghèo"."""
    first, *rest = dict.fromkeys(labels)
    return ", ".join([first, *(label if label.isupper() else label[:1].lower() + label[1:] for label in rest)])


_NOT_POOR = frozenset({subjects.Trait.NOT_POOR, subjects.Trait.REMAINING})
"""Districts but the poor ones: "các huyện còn lại" stands beside "huyện nghèo"."""
_HARDSHIP = "Xã đặc biệt khó khăn được hiểu là xã khu vực III."


def _hardship(one: subjects.Subject) -> bool:
    return subjects.Trait.HARDSHIP in one.traits and one.zone is None


def _units(one: subjects.Subject) -> tuple[UnitKind, ...]:
    if one.kind is subjects.UnitKind.DISTRICT and _NOT_POOR.intersection(one.traits):
        return (UnitKind.DISTRICT,)
    return _UNITS.get(one.kind, ())


def _narrowed(one: subjects.Subject, plan: Plan, facts: Iterable[Fact]) -> tuple[tuple[Zone, ...], AtDate | None, bool]:
    """Zones and condition of a unit, and whether they say all that the text says of it."""
    zones = (Zone(one.zone),) if one.zone else ()
    when: AtDate | None = None
    known = one.name is None or one.whole
    for condition in one.conditions:
        match condition.trait:
            case subjects.Trait.HARDSHIP if one.kind is subjects.UnitKind.COMMUNE:
                zones = zones or (Zone.III,)
            case subjects.Trait.POVERTY_RATE if condition.limit:
                when = _at_start(condition.limit, plan)
            case subjects.Trait.ABOVE_AVERAGE:
                when = _above_average(facts)
                known = known and when is not None
            case subjects.Trait.NOT_POOR | subjects.Trait.REMAINING if one.kind is subjects.UnitKind.DISTRICT:
                pass
            case subjects.Trait.POOR if zones:
                pass
            case subjects.Trait.TOWN:
                pass
            case _:
                known = False
    return zones, when, known


def _at_start(limit: Quantity, plan: Plan) -> AtDate:
    """A condition on the rate the period starts from."""
    bound = _BOUNDS.get(limit.comparator, Comparator.AT_LEAST)
    year = plan.period[0] - 1 if plan.period else None
    return AtDate(measure=Measure.POVERTY_RATE, year=year, comparator=bound, threshold=limit.value)


def _above_average(facts: Iterable[Fact]) -> AtDate | None:
    """A rate above that of the whole locality, which the plan gives as the base of its target."""
    for fact in facts:
        whole = any(subject.whole for subject in fact.subjects)
        if whole and fact.base and fact.base.value is not None and fact.base.year:
            return AtDate(
                measure=Measure.POVERTY_RATE,
                year=fact.base.year,
                comparator=Comparator.MORE,
                threshold=fact.base.value,
            )
    return None
