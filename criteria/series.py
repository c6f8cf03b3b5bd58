"""A rate over the years: its yearly falls, what can be inferred of them, and what is known not to fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from criteria.figures import Figure, share
from criteria.measures import Key
from criteria.model import Comparator, Measure
from criteria.observations import Observations

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Fall:
    """How much a rate fell within a year, in points; `before` and `after` None where it was given directly."""

    year: int
    value: Fraction
    before: Figure | None = None
    after: Figure | None = None

    @property
    def relative(self) -> Fraction | None:
        """The fall in percent of the rate before."""
        if self.before is None or self.before.value == 0:
            return None
        return HUNDRED * self.value / self.before.value

    @property
    def half(self) -> Fraction:
        """By how much the fall may be off because its rates were rounded."""
        return (self.before.half + self.after.half) if self.before and self.after else Fraction(0)


@dataclass(frozen=True)
class Series:
    """The rates of a run of years, the year before it first, with what yearly reductions add to them."""

    first: int
    last: int
    rates: dict[int, Figure]
    falls: dict[int, Fall]

    @property
    def base(self) -> int:
        """The year before the run."""
        return self.first - 1

    @property
    def years(self) -> range:
        """The years of the run."""
        return range(self.first, self.last + 1)

    @property
    def total(self) -> Fraction | None:
        """The fall over the whole run, from its ends, or from every yearly fall."""
        start, end = self.rates.get(self.base), self.rates.get(self.last)
        if start and end:
            return start.value - end.value
        known = [self.falls[year].value for year in self.years if year in self.falls]
        return sum(known, Fraction(0)) if len(known) == len(self.years) else None

    def missing(self) -> tuple[int, ...]:
        """The years whose rates would have to be known for every fall to be."""
        wanted = {y for year in self.years if year not in self.falls for y in (year - 1, year)}
        return tuple(sorted(year for year in wanted if year not in self.rates))


def keys_of(measure: Measure, first: int, last: int) -> tuple[Key, ...]:
    """Everything a run of years of a rate is decided on."""
    rates = [Key(measure, year) for year in range(first - 1, last + 1)]
    if measure is Measure.POVERTY_RATE:
        rates += [Key(Measure.YEARLY_REDUCTION, year) for year in range(first, last + 1)]
    if measure is Measure.POOR_PLUS_NEAR_POOR_RATE:
        parts = (Measure.POVERTY_RATE, Measure.NEAR_POOR_RATE)
        rates += [Key(part, year) for part in parts for year in range(first - 1, last + 1)]
    return tuple(rates)


def rate_of(observations: Observations, measure: Measure, year: int) -> Figure | None:
    """A rate; poor and near-poor together is the sum of both where it was not given itself.

    Where it was given as well, the larger counts, so that rounding never helps a unit under a limit.
    """
    given = observations.figure(measure, year)
    if measure is not Measure.POOR_PLUS_NEAR_POOR_RATE:
        return given
    poor = observations.figure(Measure.POVERTY_RATE, year)
    near = observations.figure(Measure.NEAR_POOR_RATE, year)
    if poor is None or near is None:
        return given
    summed = Figure.of(poor.value + near.value, half=poor.half + near.half)
    if poor.counts and near.counts and poor.counts[1] == near.counts[1]:
        summed = share(poor.counts[0] + near.counts[0], poor.counts[1])
    return given if given and given.value >= summed.value else summed


def read_series(observations: Observations, measure: Measure, first: int, last: int) -> Series:
    """The series of a rate over the years `first` to `last`; given reductions fill the gaps between rates."""
    rates: dict[int, Figure] = {}
    for year in range(first - 1, last + 1):
        rate = rate_of(observations, measure, year)
        if rate:
            rates[year] = rate
    direct: dict[int, Figure] = {}
    if measure is Measure.POVERTY_RATE:
        for year in range(first, last + 1):
            fall = observations.figure(Measure.YEARLY_REDUCTION, year)
            if fall:
                direct[year] = fall
    filled = _fill(rates, direct, first, last)
    falls: dict[int, Fall] = {}
    for year in range(first, last + 1):
        before, after = filled.get(year - 1), filled.get(year)
        if before and after and not (year in direct and (year - 1 not in rates or year not in rates)):
            falls[year] = Fall(year, before.value - after.value, before, after)
        elif year in direct:
            falls[year] = Fall(year, direct[year].value)
    return Series(first, last, filled, falls)


def _fill(rates: dict[int, Figure], direct: dict[int, Figure], first: int, last: int) -> dict[int, Figure]:
    filled = dict(rates)
    for year in range(first, last + 1):
        if year in direct and year - 1 in filled and year not in filled:
            before = filled[year - 1]
            filled[year] = Figure.of(before.value - direct[year].value, half=before.half + direct[year].half)
    for year in range(last, first - 1, -1):
        if year in direct and year in filled and year - 1 not in filled:
            after = filled[year]
            filled[year - 1] = Figure.of(after.value + direct[year].value, half=after.half + direct[year].half)
    return filled


def meets(value: Fraction, comparator: Comparator, threshold: Fraction) -> bool:
    """Whether a value holds against a threshold."""
    if comparator is Comparator.AT_LEAST:
        return value >= threshold
    if comparator is Comparator.MORE:
        return value > threshold
    if comparator is Comparator.AT_MOST:
        return value <= threshold
    return value < threshold


def cannot_fall(series: Series, comparator: Comparator, thresholds: Sequence[Fraction]) -> tuple[int, int] | None:
    """Two years between which the known rates leave no room for the falls asked for, or None.

    A rate lies between 0 and 100, so a unit that starts low, or whose known rates lie too close together, fails
    whatever the unknown years were. `thresholds` are those of the years of the run, in order.
    """
    if comparator not in {Comparator.AT_LEAST, Comparator.MORE}:
        return None
    known = sorted(series.rates)
    marks: list[tuple[int, Fraction]] = [(year, series.rates[year].value) for year in known]
    if not marks or marks[0][0] > series.base:
        marks.insert(0, (series.base, HUNDRED))
    if marks[-1][0] < series.last:
        marks.append((series.last, Fraction(0)))
    for (start, high), (end, low) in pairwise(marks):
        asked = sum(thresholds[start - series.base : end - series.base], Fraction(0))
        if not meets(high - low, comparator, asked):
            return start, end
    return None
