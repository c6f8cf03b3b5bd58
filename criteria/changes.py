"""A rate's yearly fall over a run of years, read each year, on average, or in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from criteria.figures import Figure
from criteria.measures import Fault, Key
from criteria.model import (
    Change,
    Comparator,
    EachYear,
    MeanChange,
    Measure,
    OwnTarget,
    Reading,
    Sense,
    TotalChange,
)
from criteria.observations import Observations
from criteria.outcome import Outcome, Step, Verdict, any_of, verdict_of, wrong_figures
from criteria.series import HUNDRED, Series, cannot_fall, keys_of, meets, read_series
from criteria.standards import common_standards

ChangeTest = EachYear | MeanChange | TotalChange


def evaluate_change(test: ChangeTest, observations: Observations) -> Outcome:
    """Hold a change against what is known, with the verdicts under the readings the text does not use."""
    run = _run_of(test, observations)
    if run is None:
        return Outcome(Verdict.MISSING, missing=(Key(test.measure),), reading=_reading_of(test))
    first, last = run
    wrong = wrong_figures([*keys_of(test.measure, first, last), Key(Measure.OWN_TARGET)], observations)
    series = read_series(observations, test.measure, first, last)
    if wrong:
        falls = tuple(series.falls[year].value if year in series.falls else None for year in series.years)
        return replace(wrong, values=falls, reading=_reading_of(test))
    strange = _out_of_range(series)
    if strange:
        return Outcome(Verdict.INVALID, faults=(strange,), reading=_reading_of(test))
    used = sorted(series.rates)
    if len(used) > 1 and not common_standards(used, observations.standards):
        return Outcome(Verdict.INVALID, faults=(_across(test.measure, used),), reading=_reading_of(test))
    length = test.length or last - first + 1
    if length < last - first + 1 and not isinstance(test, TotalChange):
        return _somewhere(test, observations, range(first, last - length + 2), length)
    outcome = _decide(test, series, observations)
    alt, alt_steps = _other_readings(test, series, observations, outcome.verdict)
    return replace(outcome, alt=alt, alt_steps=alt_steps)


def _run_of(test: Change, observations: Observations) -> tuple[int, int] | None:
    """The first and last year a change is looked at over; None where no year is known to start from."""
    if test.years:
        return test.years
    known = observations.years(test.measure, Measure.YEARLY_REDUCTION)
    if not known or test.length is None:
        return None
    return known[-1] - test.length + 1, known[-1]


def _reading_of(test: Change) -> Reading | None:
    if isinstance(test, EachYear):
        return Reading.EACH_YEAR
    return Reading.AVERAGE if isinstance(test, MeanChange) else None


def _out_of_range(series: Series) -> Fault | None:
    for year, rate in series.rates.items():
        if not 0 <= rate.value <= HUNDRED:
            text = f"Năm {year}: các mức giảm đã ghi đưa tỷ lệ tới {rate.text}, ngoài khoảng từ 0 đến 100."
            return Fault((Key(Measure.YEARLY_REDUCTION, year),), text)
    return None


def _across(measure: Measure, years: Sequence[int]) -> Fault:
    text = (
        f"Tỷ lệ các năm {years[0]}-{years[-1]} theo các chuẩn nghèo khác nhau nên không trừ cho nhau được; "
        "hãy dùng số liệu cùng một chuẩn (ghi chuẩn ở poverty_standard) hoặc mức giảm từng năm đã tính cùng chuẩn."
    )
    return Fault(tuple(Key(measure, year) for year in years), text)


def _somewhere(test: EachYear | MeanChange, observations: Observations, starts: range, length: int) -> Outcome:
    """A run of `length` years anywhere in the period: the best of its windows."""
    windows = [
        evaluate_change(test.model_copy(update={"years": (start, start + length - 1), "length": None}), observations)
        for start in starts
    ]
    verdict = any_of([window.verdict for window in windows])
    best = next(window for window in reversed(windows) if window.verdict is verdict)
    readings = {name for window in windows for name in window.alt}
    alt = {name: any_of([window.alt.get(name, Verdict.MISSING) for window in windows]) for name in readings}
    return replace(best, alt=alt)


def _thresholds(test: Change, series: Series, observations: Observations) -> list[Fraction] | None:
    """What is asked of each year; None where the unit's own target is not known."""
    if test.threshold is not OwnTarget.OWN:
        return [Fraction(test.threshold)] * len(series.years)
    asked = [
        observations.figure(Measure.OWN_TARGET, year) or observations.figure(Measure.OWN_TARGET)
        for year in series.years
    ]
    return [figure.value for figure in asked if figure] if all(asked) else None


def _decide(test: ChangeTest, series: Series, observations: Observations) -> Outcome:
    thresholds = _thresholds(test, series, observations)
    if isinstance(test, EachYear):
        outcome = _each_year(test, series, thresholds)
    elif isinstance(test, MeanChange):
        outcome = _mean(test, series, thresholds)
    else:
        outcome = _total(test, series, thresholds)
    if thresholds is None:
        return replace(outcome, verdict=Verdict.MISSING, missing=(*outcome.missing, Key(Measure.OWN_TARGET)))
    return outcome


def _each_year(test: EachYear, series: Series, thresholds: list[Fraction] | None) -> Outcome:
    steps: list[Step] = []
    for place, year in enumerate(series.years):
        fall = series.falls.get(year)
        if fall is None:
            continue
        value = fall.relative if test.sense is Sense.RELATIVE else fall.value
        asked = thresholds[place] if thresholds else None
        kind: Literal["fall", "given_fall", "relative"] = "fall" if fall.before else "given_fall"
        steps.append(
            Step(
                kind="relative" if test.sense is Sense.RELATIVE else kind,
                measure=test.measure,
                operands=(fall.before, fall.after) if fall.before and fall.after else (Figure.of(fall.value),),
                value=value,
                comparator=test.comparator,
                threshold=asked,
                met=meets(value, test.comparator, asked) if value is not None and asked is not None else None,
                years=(year - 1, year),
            )
        )
    by_year = {step.years[1]: step for step in steps if step.years}
    values = tuple(by_year[year].value if year in by_year else None for year in series.years)
    missing = tuple(Key(test.measure, year) for year in series.missing())
    gap = None
    if any(step.met is False for step in steps):
        verdict = Verdict.UNMET
    elif len(steps) == len(series.years) and all(step.met for step in steps):
        verdict, missing = Verdict.MET, ()
    else:
        verdict = Verdict.MISSING
        if thresholds and test.sense is Sense.POINTS:
            gap = cannot_fall(series, test.comparator, thresholds)
            verdict = Verdict.UNMET if gap else Verdict.MISSING
    return Outcome(verdict, values, tuple(steps), missing, reading=Reading.EACH_YEAR, gap=gap)


def _mean(test: MeanChange, series: Series, thresholds: list[Fraction] | None) -> Outcome:
    count = len(series.years)
    asked = sum(thresholds, Fraction(0)) / count if thresholds else None
    start, end = series.rates.get(series.base), series.rates.get(series.last)
    value: Fraction | None = None
    if test.sense is Sense.RELATIVE:
        parts = [fall.relative for fall in series.falls.values() if fall.relative is not None]
        value = sum(parts, Fraction(0)) / count if len(parts) == count else None
    elif series.total is not None:
        value = series.total / count
    if value is None:
        ends = (series.base, series.last) if test.sense is Sense.POINTS else tuple(range(series.base, series.last + 1))
        missing = tuple(Key(test.measure, year) for year in ends if year not in series.rates)
        impossible = test.sense is Sense.POINTS and asked is not None and _mean_cannot(test, series, asked * count)
        verdict = Verdict.UNMET if impossible else Verdict.MISSING
        gap = (series.base, series.last) if impossible else None
        return Outcome(verdict, (None,), (), missing, reading=Reading.AVERAGE, gap=gap)
    met = meets(value, test.comparator, asked) if asked is not None else None
    operands = (start, end) if start and end else tuple(Figure.of(series.falls[year].value) for year in series.years)
    step = Step(
        kind="relative" if test.sense is Sense.RELATIVE else ("mean" if start and end else "mean_given"),
        measure=test.measure,
        operands=operands,
        value=value,
        comparator=test.comparator,
        threshold=asked,
        met=met,
        years=(series.base, series.last),
    )
    return Outcome(verdict_of(met), (value,), (step,), reading=Reading.AVERAGE)


def _mean_cannot(test: Change, series: Series, asked: Fraction) -> bool:
    """Whether the one end that is known leaves no room for the whole fall."""
    if test.comparator not in {Comparator.AT_LEAST, Comparator.MORE}:
        return False
    start, end = series.rates.get(series.base), series.rates.get(series.last)
    return not meets((start.value if start else HUNDRED) - (end.value if end else 0), test.comparator, asked)


def _total(test: TotalChange, series: Series, thresholds: list[Fraction] | None) -> Outcome:
    asked = thresholds[0] if thresholds else None
    start, end = series.rates.get(series.base), series.rates.get(series.last)
    relative = test.sense is Sense.RELATIVE
    if relative and start and end and start.value == 0:
        text = f"Tỷ lệ năm {series.base} bằng 0 nên không tính được mức giảm so với đầu kỳ."
        return Outcome(Verdict.INVALID, faults=(Fault((Key(test.measure, series.base),), text),))
    value = series.total
    if relative:
        value = HUNDRED * (start.value - end.value) / start.value if start and end else None
    if value is None:
        missing = tuple(Key(test.measure, year) for year in (series.base, series.last) if year not in series.rates)
        impossible = not relative and asked is not None and _mean_cannot(test, series, asked)
        return Outcome(Verdict.UNMET if impossible else Verdict.MISSING, (None,), (), missing)
    met = meets(value, test.comparator, asked) if asked is not None else None
    operands = (start, end) if start and end else ()
    kind: Literal["relative", "total"] = "relative" if relative else "total"
    step = Step(kind, test.measure, operands, value, test.comparator, asked, met, (series.base, series.last))
    return Outcome(verdict_of(met), (value,), (step,))


def _other_readings(
    test: Change, series: Series, observations: Observations, own: Verdict
) -> tuple[dict[str, Verdict], dict[str, tuple[Step, ...]]]:
    """The verdicts under the readings the text does not use; a relative one only where it changes the verdict."""
    data = {name: getattr(test, name) for name in Change.model_fields}
    others: dict[str, EachYear | MeanChange] = {}
    if isinstance(test, EachYear):
        others[Reading.AVERAGE] = MeanChange(**data)
    elif isinstance(test, MeanChange):
        others[Reading.EACH_YEAR] = EachYear(**data)
    alt: dict[str, Verdict] = {}
    steps: dict[str, tuple[Step, ...]] = {}
    for name, other in others.items():
        found = _decide(other, series, observations)
        alt[name], steps[name] = found.verdict, found.steps
    if test.sense is Sense.POINTS and isinstance(test, EachYear | MeanChange):
        relative = test.model_copy(update={"sense": Sense.RELATIVE})
        found = _decide(relative, series, observations)
        decided = {Verdict.MET, Verdict.UNMET}
        if found.verdict in decided and own in decided and found.verdict is not own:
            alt["relative"], steps["relative"] = found.verdict, found.steps
    return alt, steps
