"""What it takes where a rate has to fall: the rates or points still needed, or why no fall is enough any more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from criteria.figures import Figure, share
from criteria.measures import MEASURE_NAMES, Key
from criteria.need import Need, beyond, most_of, say, show, show_rate
from criteria.observations import Observations
from criteria.outcome import Outcome
from criteria.predicates import Change, EachYear, MeanChange, TotalChange
from criteria.series import HUNDRED, Series, meets, read_series
from criteria.terms import Comparator, Measure, OwnTarget, Sense


def need_of_change(
    test: EachYear | MeanChange | TotalChange, outcome: Outcome, observations: Observations
) -> Need | None:
    """What an unmet or open yearly fall takes."""
    period = _period(test, observations)
    if period is None:
        return Need(say("need_series", what=MEASURE_NAMES[test.measure]))
    series = read_series(observations, test.measure, *period)
    asked = _asked(test, series, observations)
    if asked is None:
        return Need(say("need_own_target"))
    shorter = test.length is not None and test.length < len(series.years)
    rising = test.comparator in {Comparator.AT_MOST, Comparator.LESS}
    if test.sense is Sense.RELATIVE and isinstance(test, TotalChange):
        return _relative_total(test, series, asked[0])
    if test.sense is Sense.RELATIVE or shorter or rising:
        return Need(say("need_years", years=_years_text(outcome.missing))) if outcome.missing else None
    if isinstance(test, EachYear):
        return _each_year(test, outcome, series, asked)
    total = asked[0] if isinstance(test, TotalChange) else sum(asked, Fraction(0))
    return _fall_over(test, series, total)


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


def _years_text(missing: Sequence[Key]) -> str:
    return ", ".join(str(key.year) for key in missing if key.year)


def _each_year(test: EachYear, outcome: Outcome, series: Series, asked: list[Fraction]) -> Need:
    broken = [step.years[1] for step in outcome.steps if step.met is False and step.years]
    whole = sum(asked, Fraction(0))
    low = _too_low(test, series, asked)
    if broken:
        later = _earliest(test, series, broken[-1], asked)
        before = series.rates.get(series.last - 1)
        text = " ".join(part for part in (say("need_broken", years=", ".join(map(str, broken))), low, later) if part)
        if broken == [series.last] and before and not outcome.missing:
            wanted = before.value - asked[-1] - beyond(test.comparator)
            if wanted >= 0:
                key = Key(test.measure, series.last)
                said = say("need_last_year", year=series.last, rate=show(wanted))
                return Need(f"{said} {text}", {key: Figure.of(wanted)})
        return Need(text, possible=False)
    if outcome.gap:
        start, end = outcome.gap
        return Need(low or say("need_gap", start=start, end=end), possible=False)
    if not series.rates:
        figures = {
            Key(Measure.YEARLY_REDUCTION, year): Figure.of(asked[place] + beyond(test.comparator))
            for place, year in enumerate(series.years)
            if year not in series.falls
        }
        if test.measure is Measure.POVERTY_RATE and series.falls:
            return Need(say("need_reductions", years=", ".join(str(key.year) for key in figures)), figures)
        return Need(say("need_all_rates", first=series.base, last=series.last, total=show(whole)))
    figures = {Key(test.measure, year): Figure.of(rate) for year, rate in _path(test, series, asked).items()}
    shown = list(figures)
    if len(figures) > 2:
        shown = [shown[0], shown[-1]]
    rates = "; ".join(_asked_rate(key, figures[key], series) for key in shown)
    if len(figures) > len(shown):
        rates += say("need_every_year")
    return Need(say("need_rates", rates=rates), figures)


def _asked_rate(key: Key, figure: Figure, series: Series) -> str:
    early = (key.year or 0) < min(series.rates)
    return say("need_rate_at_least" if early else "need_rate_at_most", year=key.year, rate=show_rate(figure))


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
            extra = min(beyond(test.comparator), room / 2)
            path[year] = high - _sum(series, asked, before, year) - extra * (year - before)
        elif after is not None:
            low = series.rates[after].value
            room = (HUNDRED - low - _sum(series, asked, series.base, after)) / (after - series.base)
            extra = min(beyond(test.comparator), room / 2)
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
    times = f"{show(asked[0])} × {len(asked)} = {show(whole)}" if len(set(asked)) == 1 else show(whole)
    return say(
        "need_too_low", year=series.base, rate=show_rate(start), times=times, whole=show(whole), count=len(asked)
    )


def _earliest(test: EachYear, series: Series, broken: int, asked: list[Fraction]) -> str:
    """When a run broken in a year could be whole again, and whether it still can within the period."""
    count, whole = len(asked), sum(asked, Fraction(0))
    after = series.rates.get(broken)
    if after is not None and not meets(after.value, test.comparator, whole):
        return say("need_never_again", year=broken, rate=show_rate(after), whole=show(whole))
    return say("need_earliest", first=broken + 1, last=broken + count, end=series.last)


def _fall_over(test: MeanChange | TotalChange, series: Series, total: Fraction) -> Need:
    """The rate at one end that makes the whole fall."""
    start, end = series.rates.get(series.base), series.rates.get(series.last)
    extra = beyond(test.comparator)
    if start:
        wanted = start.value - total - extra
        if wanted < 0:
            return Need(
                say("need_start_low", year=series.base, rate=show_rate(start), total=show(total)), possible=False
            )
        if end is not None and end.counts:
            kept = most_of(end.counts[1], wanted, inclusive=True)
            said = say(
                "need_end_households", year=series.last, most=kept, whole=end.counts[1], less=end.counts[0] - kept
            )
            return Need(said, {Key(test.measure, series.last): share(kept, end.counts[1])})
        gap = say("need_short_by", gap=show(end.value - wanted)) if end else ""
        said = say("need_end", year=series.last, rate=show(wanted), gap=gap)
        return Need(said, {Key(test.measure, series.last): Figure.of(wanted)})
    if end:
        wanted = end.value + total + extra
        if wanted > HUNDRED:
            return Need(say("need_end_high", year=series.last, rate=show_rate(end)), possible=False)
        said = say("need_start", year=series.base, rate=show(wanted))
        return Need(said, {Key(test.measure, series.base): Figure.of(wanted)})
    if series.rates:
        return _both_ends(test, series, total + extra)
    absent = [year for year in series.years if year not in series.falls]
    known = sum((fall.value for fall in series.falls.values()), Fraction(0))
    if not series.falls:
        return Need(say("need_ends", first=series.base, last=series.last, total=show(total)))
    left = total + extra - known
    if absent:
        each = Figure.of(left / len(absent))
        figures = {Key(Measure.YEARLY_REDUCTION, year): each for year in absent}
        return Need(say("need_more_points", points=show(left), years=", ".join(map(str, absent))), figures)
    last = Key(Measure.YEARLY_REDUCTION, series.last)
    wanted = series.falls[series.last].value + left
    return Need(say("need_more_points", points=show(left), years=series.last), {last: Figure.of(wanted)})


def _both_ends(test: MeanChange | TotalChange, series: Series, fall: Fraction) -> Need:
    """Rates at both ends that make the whole fall around the rates known between them."""
    end = series.rates[max(series.rates)].value
    start = max(series.rates[min(series.rates)].value, end + fall)
    if start > HUNDRED:
        start, end = HUNDRED, HUNDRED - fall
    figures = {Key(test.measure, series.base): Figure.of(start), Key(test.measure, series.last): Figure.of(end)}
    said = say("need_ends", first=series.base, last=series.last, total=show(fall))
    return Need(said, figures, possible=end >= 0)


def _relative_total(test: TotalChange, series: Series, asked: Fraction) -> Need:
    start = series.rates.get(series.base)
    if start is None:
        return Need(say("need_ends", first=series.base, last=series.last, total=f"{show(asked)}%"))
    wanted = start.value * (1 - asked / HUNDRED) - (beyond(test.comparator) if asked < HUNDRED else 0)
    if wanted < 0:
        return Need(
            say("need_start_low", year=series.base, rate=show_rate(start), total=f"{show(asked)}%"), possible=False
        )
    end = series.rates.get(series.last)
    gap = say("need_short_by", gap=show(end.value - wanted)) if end else ""
    said = say("need_end", year=series.last, rate=show(wanted), gap=gap)
    return Need(said, {Key(test.measure, series.last): Figure.of(wanted)})
