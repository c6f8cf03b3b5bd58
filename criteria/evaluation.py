"""A test tree held against what is known of a unit: three-valued, exact, with every step kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

from criteria.changes import evaluate_change
from criteria.measures import Key
from criteria.model import (
    Affirmed,
    All,
    AnyOf,
    AtDate,
    Comparator,
    Count,
    EachYear,
    Elapsed,
    MeanChange,
    Measure,
    Run,
    Test,
    TotalChange,
)
from criteria.observations import Observations
from criteria.outcome import Outcome, Step, Verdict, all_of, any_of, verdict_of, wrong_figures
from criteria.series import meets, rate_of


def evaluate(test: Test, observations: Observations) -> Outcome:
    """Hold a test against what is known. Figures that are wrong are told before anything is decided on others."""
    if isinstance(test, All):
        return _joined(test, observations, all_of)
    if isinstance(test, AnyOf):
        return _joined(test, observations, any_of)
    if isinstance(test, EachYear | MeanChange | TotalChange):
        return evaluate_change(test, observations)
    if isinstance(test, AtDate):
        return _level(test, observations)
    if isinstance(test, Count):
        return _count(test, observations)
    if isinstance(test, Elapsed | Run):
        return _years(test, observations)
    if isinstance(test, Affirmed):
        return _answer(test, observations)
    return Outcome(Verdict.PEOPLE, reason=test.open)


def _joined(test: All | AnyOf, observations: Observations, join: Callable[[Sequence[Verdict]], Verdict]) -> Outcome:
    parts = [evaluate(part, observations) for part in test.tests]
    verdict = join([part.verdict for part in parts])
    return Outcome(
        verdict,
        values=tuple(value for part in parts for value in part.values),
        steps=tuple(step for part in parts for step in part.steps),
        missing=tuple(dict.fromkeys(key for part in parts for key in part.missing)),
        faults=tuple(dict.fromkeys(fault for part in parts for fault in part.faults)),
        reading=next((part.reading for part in parts if part.reading), None),
        reason=next((part.reason for part in parts if part.reason), None),
    )


def _level(test: AtDate, observations: Observations) -> Outcome:
    known = observations.years(test.measure, Measure.POVERTY_RATE)
    year = test.year or (known[-1] if known else None)
    if year is None:
        return Outcome(Verdict.MISSING, (None,), missing=(Key(test.measure),))
    keys = [Key(test.measure, year)]
    parts = [Key(Measure.POVERTY_RATE, year), Key(Measure.NEAR_POOR_RATE, year)]
    together = test.measure is Measure.POOR_PLUS_NEAR_POOR_RATE
    wrong = wrong_figures([*keys, *parts] if together else keys, observations)
    if wrong:
        return wrong
    asked = Fraction(test.threshold)
    rate = rate_of(observations, test.measure, year)
    if rate is None:
        return _level_from_part(test, year, observations)
    poor, near = (observations.figure(key.measure, year) for key in parts)
    summed = together and poor is not None and near is not None and poor.value + near.value == rate.value
    met = meets(rate.value, test.comparator, asked)
    operands = (poor, near) if summed and poor and near else (rate,)
    kind: Literal["sum", "level"] = "sum" if summed else "level"
    step = Step(kind, test.measure, operands, rate.value, test.comparator, asked, met, (year, year))
    return Outcome(verdict_of(met), (rate.value,), (step,))


def _level_from_part(test: AtDate, year: int, observations: Observations) -> Outcome:
    """A rate that is not known, but at least as high as a part of it that is."""
    part = observations.figure(Measure.POVERTY_RATE, year)
    missing = (Key(test.measure, year),)
    if test.measure is not Measure.POOR_PLUS_NEAR_POOR_RATE or part is None:
        return Outcome(Verdict.MISSING, (None,), missing=missing)
    missing = (Key(Measure.NEAR_POOR_RATE, year),)
    asked = Fraction(test.threshold)
    if test.comparator in {Comparator.LESS, Comparator.AT_MOST} and not meets(part.value, test.comparator, asked):
        step = Step("level", Measure.POVERTY_RATE, (part,), part.value, test.comparator, asked, False, (year, year))
        return Outcome(Verdict.UNMET, (None,), (step,), missing)
    return Outcome(Verdict.MISSING, (None,), missing=missing)


def _count(test: Count, observations: Observations) -> Outcome:
    known = observations.years(test.measure)
    year = test.year or (known[-1] if known else None)
    key = Key(test.measure, year)
    return wrong_figures([key], observations) or _held(test, key, observations, "count")


def _years(test: Elapsed | Run, observations: Observations) -> Outcome:
    key = Key(test.measure)
    return wrong_figures([key], observations) or _held(test, key, observations, "years")


def _held(
    test: Count | Elapsed | Run, key: Key, observations: Observations, kind: Literal["count", "years"]
) -> Outcome:
    figure = observations.figure(*key)
    if figure is None:
        return Outcome(Verdict.MISSING, (None,), missing=(key,))
    asked = Fraction(test.threshold)
    met = meets(figure.value, test.comparator, asked)
    years = (key.year, key.year) if key.year else None
    step = Step(kind, test.measure, (figure,), figure.value, test.comparator, asked, met, years)
    return Outcome(verdict_of(met), (figure.value,), (step,))


def _answer(test: Affirmed, observations: Observations) -> Outcome:
    key = Key(test.measure)
    wrong = wrong_figures([key], observations)
    if wrong:
        return wrong
    answer = observations.answers.get(test.measure)
    if answer is None:
        return Outcome(Verdict.MISSING, missing=(key,))
    if test.skip and answer == test.skip:
        return Outcome(Verdict.NOT_APPLICABLE)
    met = answer is True
    return Outcome(verdict_of(met), steps=(Step("answer", test.measure, met=met),))
