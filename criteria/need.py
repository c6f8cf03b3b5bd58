"""What would meet a rule, as data, and the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from criteria.exact import vietnamese
from criteria.figures import Figure
from criteria.measures import Key
from criteria.observations import Answer, Observations
from criteria.terms import Comparator, Measure
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


def say(name: str, **words: object) -> str:
    """A wording of what it takes, filled in."""
    return load("checks")[name].format(**words)


def show(value: Fraction) -> str:
    """A number as it is written in a sentence."""
    return vietnamese(value)


def beyond(comparator: Comparator) -> Fraction:
    """How far past its threshold a strict comparison has to go."""
    return STEP if comparator in {Comparator.MORE, Comparator.LESS} else Fraction(0)


def most_of(whole: int, limit: Fraction, *, inclusive: bool) -> int:
    """The largest number of households whose share of `whole` keeps under a rate."""
    exact = limit * whole / 100
    most = exact.numerator // exact.denominator
    return most - 1 if not inclusive and most == exact else most


def show_rate(figure: Figure) -> str:
    """A rate as it was written, or in digits where it was counted."""
    return show(figure.value) if figure.counts else figure.text
