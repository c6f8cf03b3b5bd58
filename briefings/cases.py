"""Made-up units held against a rule: figures at its edges, the verdict and the arithmetic from the criteria engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from briefings.model import Exercise, Form, Level
from briefings.rules import name_of, point, small
from criteria.check import check_rules
from criteria.errors import CriteriaError
from criteria.exact import vietnamese
from criteria.explanation import reasons
from criteria.measures import MEASURE_NAMES
from criteria.model import (
    Affirmed,
    All,
    AtDate,
    Change,
    Comparator,
    Count,
    Criterion,
    Elapsed,
    Kind,
    Rulebook,
    Run,
    Test,
    leaves,
)
from criteria.observations import read_observations
from criteria.outcome import Verdict
from criteria.units import KIND_NAMES, ZONE_NAMES, parse_unit
from documents.plan import Plan

CHOICES = ("Đạt", "Không đạt", "Chưa đủ số liệu để kết luận")
KEYS = {
    Verdict.MET: 0,
    Verdict.TARGET_MET: 0,
    Verdict.UNMET: 1,
    Verdict.TARGET_UNMET: 1,
    Verdict.MISSING: 2,
}
VARIANTS = ("edge", "one_short", "gap")
"""Kinds of figures: just at the threshold, one figure on the wrong side of it, one figure not known."""

HALF = Decimal("0.5")
Given = dict[str, object]


def judge(
    book: Rulebook, rule: str, unit: Mapping[str, object], given: Mapping[str, object]
) -> tuple[int, tuple[str, ...]]:
    """The right choice and the lines of arithmetic for a unit held against one rule. Raises CriteriaError for none."""
    result = check_rules(parse_unit(unit), read_observations(given), book)
    one = next((one for one in result.results if one.criterion.id == rule), None)
    if one is None or one.verdict not in KEYS:
        raise CriteriaError(f"Tiêu chí {rule} không kết luận được với số liệu này.")
    return KEYS[one.verdict], tuple(reasons(result, one, long=False))


def cases(plan: Plan, book: Rulebook, rule: Criterion) -> Iterator[Exercise]:
    """Cases for one rule, one for each kind of figures that it can be given."""
    if not rule.subject.units or rule.subject.when is not None or rule.kind is Kind.TARGET:
        return
    kind = rule.subject.units[0]
    zone = rule.subject.zones[0] if rule.subject.zones else None
    unit: dict[str, object] = {"kind": kind.value, "locality": name_of(plan), "plan": plan.id}
    if zone:
        unit["zone"] = zone.value
    for variant in VARIANTS:
        given = figures(rule.test, variant, book.period)
        if not given:
            continue
        try:
            right, solution = judge(book, rule.id, unit, given)
        except CriteriaError:
            continue
        said = point(plan, rule)
        whom = f"{KIND_NAMES[kind]}{f' {ZONE_NAMES[zone]}' if zone else ''}"
        question = (
            f"Một {whom} ở {name_of(plan)} có {told(given)}. Đơn vị này có đạt tiêu chuẩn "
            f"“{small(said.short)}” ({plan.name}) không?"
        )
        if len(question) > LONGEST:
            where = f"mục {rule.source.path} của {plan.name}"
            question = f"Một {whom} ở {name_of(plan)} có {told(given)}. Theo {where}, đơn vị này có đạt không?"
        yield Exercise(
            form=Form.CASE,
            level=Level.HARD if any(isinstance(leaf, Change) for leaf in leaves(rule.test)) else Level.MEDIUM,
            question=question,
            choices=CHOICES,
            right=right,
            why=said.statement,
            brief=said.brief,
            plan=plan.id,
            rule=rule.id,
            unit=unit,
            given=given,
            solution=solution,
        )


LONGEST = 300
"""Characters of a poll's question, at the most."""


def figures(test: Test | None, variant: str, period: tuple[int, int] | None) -> Given:
    """Figures for a test in the form that the engine takes; {} where it asks for none or cannot have the variant."""
    if test is None:
        return {}
    if isinstance(test, All):
        parts = [
            figures(part, "edge" if variant == "one_short" and i else variant, period)
            for i, part in enumerate(test.tests)
        ]
        return _merged(parts) if all(parts) else {}
    return _of_leaf(test, variant, period)


def _merged(parts: list[Given]) -> Given:
    whole: Given = {}
    for part in parts:
        for key, value in part.items():
            known = whole.get(key)
            whole[key] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    return whole


def _of_leaf(test: Test, variant: str, period: tuple[int, int] | None) -> Given:
    match test:
        case Change(threshold=Decimal() as threshold) if (
            test.years and test.measure.value in RATED and test.sense.value == "points"
        ):
            return {test.measure.value: _path(threshold, test.comparator, test.years, variant)}
        case AtDate():
            year = test.year or (period[1] if period else None)
            if year is None or variant == "gap":
                return {}
            return {
                test.measure.value: {str(year): _beside(test.threshold, test.comparator, short=variant == "one_short")}
            }
        case Count():
            if variant == "gap":
                return {}
            left = test.threshold if variant == "edge" else test.threshold + 1
            return {test.measure.value: {str(test.year or (period[1] if period else 2020)): str(left)}}
        case Elapsed() | Run():
            if variant == "gap":
                return {}
            return {test.measure.value: str(test.threshold - (1 if variant == "one_short" else 0))}
        case Affirmed():
            return {} if variant == "gap" else {test.measure.value: variant == "edge"}
    return {}


RATED = {"poverty_rate", "near_poor_rate", "poor_plus_near_poor_rate", "assigned_commune_poverty_rate"}


def _path(fall: Decimal, comparator: Comparator, years: tuple[int, int], variant: str) -> dict[str, str]:
    """Yearly rates from the year before the first: falls at the threshold, one short and made up for, one unknown."""
    count = years[1] - years[0] + 1
    step = fall if comparator is Comparator.AT_LEAST else fall + HALF
    falls = [step] * count
    if variant == "one_short" and count > 2:
        falls[0], falls[count // 2] = step + 1, step - HALF
    rate = step * count + 12
    rates = {years[0] - 1: rate}
    for year, down in zip(range(years[0], years[1] + 1), falls, strict=True):
        rate -= down
        rates[year] = rate
    if variant == "gap":
        del rates[years[0] + count // 2]
    return {str(year): _plain(value) for year, value in rates.items()}


def _beside(threshold: Decimal, comparator: Comparator, *, short: bool) -> str:
    """A rate at the edge of a threshold that meets it, or (short) the nearest that does not."""
    strict = comparator in {Comparator.LESS, Comparator.MORE}
    down = comparator in {Comparator.LESS, Comparator.AT_MOST}
    if strict:
        return _plain(threshold if short else threshold - HALF if down else threshold + HALF)
    return _plain((threshold + HALF if down else threshold - HALF) if short else threshold)


def _plain(value: Decimal) -> str:
    return vietnamese(Fraction(value))


def told(given: Mapping[str, object]) -> str:
    """The figures of a case as a sentence says them."""
    said = []
    for name, value in given.items():
        measure = next(m for m in MEASURE_NAMES if m.value == name)
        percent = "%" if name in RATED else " hộ"
        if isinstance(value, Mapping):
            years = ", ".join(f"{year}: {figure}{percent}" for year, figure in value.items())
            said.append(f"{MEASURE_NAMES[measure]} cuối năm {years}")
        elif isinstance(value, bool):
            said.append(f"{MEASURE_NAMES[measure]}: {'có' if value else 'không'}")
        else:
            said.append(f"{MEASURE_NAMES[measure]}: {value}")
    return "; ".join(said)
