"""What it takes: the smallest change that meets an unmet or open rule, or why none does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from criteria.evaluation import evaluate
from criteria.exact import vietnamese
from criteria.figures import Figure, share
from criteria.measures import MEASURE_NAMES, Key
from criteria.model import (
    Affirmed,
    All,
    AnyOf,
    AtDate,
    Change,
    Comparator,
    Count,
    EachYear,
    Elapsed,
    Judged,
    MeanChange,
    Measure,
    OwnTarget,
    Run,
    Sense,
    Test,
    TotalChange,
)
from criteria.observations import Answer, Observations
from criteria.outcome import Outcome, Verdict
from criteria.series import HUNDRED, Series, meets, rate_of, read_series
from prompts.texts import load

STEP = Fraction(1, 100)
"""The smallest step by which published rates differ."""


@dataclass(frozen=True)
class Need:
    """What would meet a rule: figures and answers to have, and the sentence that says so.

    `possible` is False where nothing can any more; the sentence then says why.
    """

    text: str
    figures: Mapping[Key, Figure] = field(default_factory=dict)
    answers: Mapping[Measure, Answer] = field(default_factory=dict)
    possible: bool = True

    def apply(self, observations: Observations) -> Observations:
        """What would be known if it were so. A new sum of poor and near-poor leaves the near-poor part unknown."""
        figures = {**observations.figures, **self.figures}
        for key in self.figures:
            if key.measure is Measure.POOR_PLUS_NEAR_POOR_RATE:
                figures.pop(Key(Measure.NEAR_POOR_RATE, key.year), None)
            if key.measure is Measure.POVERTY_RATE and key.year:
                for year in (key.year, key.year + 1):
                    figures.pop(Key(Measure.YEARLY_REDUCTION, year), None)
        return replace(observations, figures=figures, answers={**observations.answers, **self.answers})


def find_need(test: Test, observations: Observations, outcome: Outcome | None = None) -> Need | None:
    """What a test that is unmet or open takes; None where it is met, for people, or its figures are wrong.

    `outcome` is that of the test where it is known already.
    """
    outcome = outcome or evaluate(test, observations)
    if outcome.verdict not in {Verdict.UNMET, Verdict.MISSING} or isinstance(test, Judged):
        return None
    if isinstance(test, All | AnyOf):
        return _joined(test, observations)
    if isinstance(test, EachYear | MeanChange | TotalChange):
        return _change(test, outcome, observations)
    if isinstance(test, AtDate):
        return _level(test, observations)
    if isinstance(test, Affirmed):
        said = _say("need_yes", what=MEASURE_NAMES[test.measure])
        return Need(said, answers={test.measure: True})
    return _number(test, observations)


def _say(name: str, **words: object) -> str:
    return load("checks")[name].format(**words)


def _show(value: Fraction) -> str:
    return vietnamese(value)


def _joined(test: All | AnyOf, observations: Observations) -> Need | None:
    needs = [need for part in test.tests if (need := find_need(part, observations))]
    if not needs:
        return None
    if isinstance(test, AnyOf):
        return next((need for need in needs if need.possible), needs[0])
    figures = {key: figure for need in needs for key, figure in need.figures.items()}
    answers = {measure: answer for need in needs for measure, answer in need.answers.items()}
    return Need(" ".join(need.text for need in needs), figures, answers, all(need.possible for need in needs))


def _period(test: Change, observations: Observations) -> tuple[int, int] | None:
    if test.years:
        return test.years
    known = observations.years(test.measure, Measure.YEARLY_REDUCTION)
    return (known[-1] - (test.length or 1) + 1, known[-1]) if known else None


def _asked(test: Change, series: Series, observations: Observations) -> list[Fraction] | None:
    if test.threshold is not OwnTarget.OWN:
        return [Fraction(test.threshold)] * len(series.years)
    own = [
        observations.figure(Measure.OWN_TARGET, year) or observations.figure(Measure.OWN_TARGET)
        for year in series.years
    ]
    return [figure.value for figure in own if figure] if all(own) else None


def _change(test: EachYear | MeanChange | TotalChange, outcome: Outcome, observations: Observations) -> Need | None:
    period = _period(test, observations)
    if period is None:
        return Need(_say("need_series", what=MEASURE_NAMES[test.measure]))
    series = read_series(observations, test.measure, *period)
    asked = _asked(test, series, observations)
    if asked is None:
        return Need(_say("need_own_target"))
    shorter = test.length is not None and test.length < len(series.years)
    rising = test.comparator in {Comparator.AT_MOST, Comparator.LESS}
    if test.sense is Sense.RELATIVE and isinstance(test, TotalChange):
        return _relative_total(test, series, asked[0])
    if test.sense is Sense.RELATIVE or shorter or rising:
        return Need(_say("need_years", years=_years_text(outcome.missing))) if outcome.missing else None
    if isinstance(test, EachYear):
        return _each_year(test, outcome, series, asked)
    total = asked[0] if isinstance(test, TotalChange) else sum(asked, Fraction(0))
    return _fall_over(test, series, total)


def _years_text(missing: Sequence[Key]) -> str:
    return ", ".join(str(key.year) for key in missing if key.year)


def _each_year(test: EachYear, outcome: Outcome, series: Series, asked: list[Fraction]) -> Need:
    broken = [step.years[1] for step in outcome.steps if step.met is False and step.years]
    whole = sum(asked, Fraction(0))
    low = _too_low(test, series, asked)
    if broken:
        later = _earliest(test, series, broken[-1], asked)
        before = series.rates.get(series.last - 1)
        text = " ".join(part for part in (_say("need_broken", years=", ".join(map(str, broken))), low, later) if part)
        if broken == [series.last] and before and not outcome.missing:
            wanted = before.value - asked[-1] - _beyond(test.comparator)
            if wanted >= 0:
                key = Key(test.measure, series.last)
                said = _say("need_last_year", year=series.last, rate=_show(wanted))
                return Need(f"{said} {text}", {key: Figure.of(wanted)})
        return Need(text, possible=False)
    if outcome.gap:
        start, end = outcome.gap
        return Need(low or _say("need_gap", start=start, end=end), possible=False)
    if not series.rates:
        figures = {
            Key(Measure.YEARLY_REDUCTION, year): Figure.of(asked[place] + _beyond(test.comparator))
            for place, year in enumerate(series.years)
            if year not in series.falls
        }
        if test.measure is Measure.POVERTY_RATE and series.falls:
            return Need(_say("need_reductions", years=", ".join(str(key.year) for key in figures)), figures)
        return Need(_say("need_all_rates", first=series.base, last=series.last, total=_show(whole)))
    figures = {Key(test.measure, year): Figure.of(rate) for year, rate in _path(test, series, asked).items()}
    shown = list(figures)
    if len(figures) > 2:
        shown = [shown[0], shown[-1]]
    rates = "; ".join(_asked_rate(key, figures[key], series) for key in shown)
    if len(figures) > len(shown):
        rates += _say("need_every_year")
    return Need(_say("need_rates", rates=rates), figures)


def _asked_rate(key: Key, figure: Figure, series: Series) -> str:
    early = (key.year or 0) < min(series.rates)
    return _say("need_rate_at_least" if early else "need_rate_at_most", year=key.year, rate=figure.text)


def _beyond(comparator: Comparator) -> Fraction:
    return STEP if comparator in {Comparator.MORE, Comparator.LESS} else Fraction(0)


def _path(test: EachYear, series: Series, asked: list[Fraction]) -> dict[int, Fraction]:
    """The rates for the unknown years that ask the least of the unit: each year the slowest fall that is enough."""
    known = sorted(series.rates)
    path: dict[int, Fraction] = {}
    for year in range(series.base, series.last + 1):
        if year in series.rates:
            continue
        before = max((y for y in known if y < year), default=None)
        after = min((y for y in known if y > year), default=None)
        if before is not None:
            high, end = series.rates[before].value, after or series.last
            low = series.rates[after].value if after else Fraction(0)
            room = (high - low - _sum(series, asked, before, end)) / (end - before)
            extra = min(_beyond(test.comparator), room / 2)
            path[year] = high - _sum(series, asked, before, year) - extra * (year - before)
        elif after is not None:
            low = series.rates[after].value
            room = (HUNDRED - low - _sum(series, asked, series.base, after)) / (after - series.base)
            extra = min(_beyond(test.comparator), room / 2)
            path[year] = low + _sum(series, asked, year, after) + extra * (after - year)
    return path


def _sum(series: Series, asked: list[Fraction], start: int, end: int) -> Fraction:
    return sum(asked[start - series.base : end - series.base], Fraction(0))


def _too_low(test: EachYear, series: Series, asked: list[Fraction]) -> str:
    """The word that a unit starting under the whole fall can never make it, or nothing."""
    whole = sum(asked, Fraction(0))
    start = series.rates.get(series.base)
    if start is None or meets(start.value, test.comparator, whole):
        return ""
    times = f"{_show(asked[0])} × {len(asked)} = {_show(whole)}" if len(set(asked)) == 1 else _show(whole)
    return _say("need_too_low", year=series.base, rate=start.text, times=times, whole=_show(whole), count=len(asked))


def _earliest(test: EachYear, series: Series, broken: int, asked: list[Fraction]) -> str:
    """When a run broken in a year could be whole again, and whether it still can within the period."""
    count, whole = len(asked), sum(asked, Fraction(0))
    after = series.rates.get(broken)
    if after is not None and not meets(after.value, test.comparator, whole):
        return _say("need_never_again", year=broken, rate=after.text, whole=_show(whole))
    return _say("need_earliest", first=broken + 1, last=broken + count, end=series.last)


def _fall_over(test: MeanChange | TotalChange, series: Series, total: Fraction) -> Need:
    """The rate at one end that makes the whole fall."""
    start, end = series.rates.get(series.base), series.rates.get(series.last)
    extra = _beyond(test.comparator)
    if start:
        wanted = start.value - total - extra
        if wanted < 0:
            return Need(_say("need_start_low", year=series.base, rate=start.text, total=_show(total)), possible=False)
        if start.counts is None and end is not None and end.counts:
            kept = _most(end.counts[1], wanted, inclusive=True)
            said = _say(
                "need_end_households", year=series.last, most=kept, whole=end.counts[1], less=end.counts[0] - kept
            )
            return Need(said, {Key(test.measure, series.last): share(kept, end.counts[1])})
        gap = _say("need_short_by", gap=_show(end.value - wanted)) if end else ""
        said = _say("need_end", year=series.last, rate=_show(wanted), gap=gap)
        return Need(said, {Key(test.measure, series.last): Figure.of(wanted)})
    if end:
        wanted = end.value + total + extra
        if wanted > HUNDRED:
            return Need(_say("need_end_high", year=series.last, rate=end.text), possible=False)
        said = _say("need_start", year=series.base, rate=_show(wanted))
        return Need(said, {Key(test.measure, series.base): Figure.of(wanted)})
    if series.rates:
        return _both_ends(test, series, total + extra)
    absent = [year for year in series.years if year not in series.falls]
    known = sum((fall.value for fall in series.falls.values()), Fraction(0))
    if not series.falls:
        return Need(_say("need_ends", first=series.base, last=series.last, total=_show(total)))
    left = total + extra - known
    if absent:
        each = Figure.of(left / len(absent))
        figures = {Key(Measure.YEARLY_REDUCTION, year): each for year in absent}
        return Need(_say("need_more_points", points=_show(left), years=", ".join(map(str, absent))), figures)
    last = Key(Measure.YEARLY_REDUCTION, series.last)
    wanted = series.falls[series.last].value + left
    return Need(_say("need_more_points", points=_show(left), years=series.last), {last: Figure.of(wanted)})


def _both_ends(test: MeanChange | TotalChange, series: Series, fall: Fraction) -> Need:
    """Rates at both ends that make the whole fall around the rates known between them."""
    end = series.rates[max(series.rates)].value
    start = max(series.rates[min(series.rates)].value, end + fall)
    if start > HUNDRED:
        start, end = HUNDRED, HUNDRED - fall
    figures = {Key(test.measure, series.base): Figure.of(start), Key(test.measure, series.last): Figure.of(end)}
    said = _say("need_ends", first=series.base, last=series.last, total=_show(fall))
    return Need(said, figures, possible=end >= 0)


def _relative_total(test: TotalChange, series: Series, asked: Fraction) -> Need:
    start = series.rates.get(series.base)
    if start is None:
        return Need(_say("need_ends", first=series.base, last=series.last, total=f"{_show(asked)}%"))
    wanted = start.value * (1 - asked / HUNDRED) - (_beyond(test.comparator) if asked < HUNDRED else 0)
    if wanted < 0:
        return Need(_say("need_start_low", year=series.base, rate=start.text, total=f"{_show(asked)}%"), possible=False)
    end = series.rates.get(series.last)
    gap = _say("need_short_by", gap=_show(end.value - wanted)) if end else ""
    said = _say("need_end", year=series.last, rate=_show(wanted), gap=gap)
    return Need(said, {Key(test.measure, series.last): Figure.of(wanted)})


def _most(whole: int, limit: Fraction, *, inclusive: bool) -> int:
    """The largest number of households whose share of `whole` keeps under a rate."""
    exact = limit * whole / 100
    most = exact.numerator // exact.denominator
    return most - 1 if not inclusive and most == exact else most


def _level(test: AtDate, observations: Observations) -> Need:
    known = observations.years(test.measure, Measure.POVERTY_RATE)
    year = test.year or (known[-1] if known else None)
    if year is None:
        return Need(_say("need_series", what=MEASURE_NAMES[test.measure]))
    limit, key = Fraction(test.threshold), Key(test.measure, year)
    figure = rate_of(observations, test.measure, year)
    upper = test.comparator in {Comparator.LESS, Comparator.AT_MOST}
    if upper and figure and figure.counts:
        part, whole = figure.counts
        most = _most(whole, limit, inclusive=test.comparator is Comparator.AT_MOST)
        said = _say("need_households", what=key.label, most=most, whole=whole, less=part - most)
        return Need(said, {key: share(most, whole)}, possible=most >= 0)
    wanted = limit - _beyond(test.comparator) if upper else limit + _beyond(test.comparator)
    words = {
        Comparator.LESS: "need_below",
        Comparator.AT_MOST: "need_at_most",
        Comparator.MORE: "need_above",
        Comparator.AT_LEAST: "need_at_least",
    }
    now = _say("need_now", rate=figure.text) if figure else ""
    said = _say(words[test.comparator], what=key.label, limit=_show(limit), now=now)
    return Need(said, {key: Figure.of(wanted)}, possible=0 <= wanted <= HUNDRED)


def _number(test: Count | Elapsed | Run, observations: Observations) -> Need:
    known = observations.years(test.measure) if isinstance(test, Count) else ()
    year = (test.year or (known[-1] if known else None)) if isinstance(test, Count) else None
    key, limit = Key(test.measure, year), Fraction(test.threshold)
    figure = observations.figure(*key)
    if isinstance(test, Count):
        name = "need_none_left" if limit == 0 else "need_at_most"
        now = _say("need_now", rate=figure.text) if figure else ""
        return Need(_say(name, what=key.label, limit=_show(limit), now=now, year=year or ""), {key: Figure.of(limit)})
    short = limit - figure.value if figure else None
    if short is None:
        said = _say("need_number", what=key.label, limit=_show(limit))
    elif isinstance(test, Elapsed):
        reset = _say("need_no_reset", event=test.reset_by) if test.reset_by else ""
        said = _say("need_more_years", short=_show(short), limit=_show(limit), reset=reset)
    else:
        said = _say("need_more", what=key.label, short=_show(short), limit=_show(limit))
    return Need(said, {key: Figure.of(limit + _beyond(test.comparator))})
