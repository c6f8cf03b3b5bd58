"""Figures held against each other: parts under wholes, sums, and falls beside the rates they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from criteria.figures import Figure
from criteria.measures import MEASURE_NAMES, Fault, Key
from criteria.terms import Measure


def find_contradictions(figures: Mapping[Key, Figure]) -> Iterator[Fault]:
    """Sums and parts that contradict each other, by year; a reduction that is not the difference of its rates."""
    for year in sorted({key.year for key in figures if key.year}):
        yield from _check_parts(year, figures)
        yield from _check_fall(year, figures)


def _check_parts(year: int, figures: Mapping[Key, Figure]) -> Iterator[Fault]:
    poor_key, near_key = Key(Measure.POVERTY_RATE, year), Key(Measure.NEAR_POOR_RATE, year)
    both_key = Key(Measure.POOR_PLUS_NEAR_POOR_RATE, year)
    poor, near, both = (figures.get(key) for key in (poor_key, near_key, both_key))
    for part, key in ((poor, poor_key), (near, near_key)):
        if part and both and part.value > both.value:
            name = MEASURE_NAMES[key.measure]
            yield Fault((key, both_key), f"Năm {year}: {name} {part.text} lớn hơn tổng nghèo và cận nghèo {both.text}.")
            return
    if poor is None or near is None:
        return
    total = Figure.of(poor.value + near.value)
    said = f"Năm {year}: nghèo {poor.text} cộng cận nghèo {near.text} là {total.text}"
    if total.value > 100:
        yield Fault((poor_key, near_key), f"{said}, quá 100.")
    elif both and abs(total.value - both.value) > _slack(poor, near, both):
        yield Fault((poor_key, near_key, both_key), f"{said}, khác tổng đã ghi {both.text}.")


def _check_fall(year: int, figures: Mapping[Key, Figure]) -> Iterator[Fault]:
    before_key, after_key = Key(Measure.POVERTY_RATE, year - 1), Key(Measure.POVERTY_RATE, year)
    fall_key = Key(Measure.YEARLY_REDUCTION, year)
    before, after, fall = (figures.get(key) for key in (before_key, after_key, fall_key))
    if before is None or after is None or fall is None:
        return
    counted = Figure.of(before.value - after.value)
    if abs(counted.value - fall.value) > _slack(before, after, fall):
        gap = f"{before.text} − {after.text} = {counted.text}"
        text = f"Năm {year}: mức giảm đã ghi {fall.text} khác hiệu hai tỷ lệ {gap}."
        yield Fault((fall_key, after_key, before_key), text)


def _slack(*figures: Figure) -> Fraction:
    """By how much figures may differ because each was rounded; whole percents are taken as meant."""
    return sum((min(figure.half, Fraction(1, 20)) for figure in figures), Fraction(0))
