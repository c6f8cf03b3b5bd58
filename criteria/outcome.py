"""How a test turned out, with every step kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from criteria.figures import Figure
from criteria.measures import Fault, Key
from criteria.model import Comparator, Measure, Reading
from criteria.observations import Observations

StepKind = Literal[
    "fall", "given_fall", "mean", "mean_given", "relative", "total", "level", "sum", "count", "years", "answer"
]


class Verdict(StrEnum):
    """How a rule turned out."""

    MET = "dat"
    UNMET = "khong_dat"
    MISSING = "thieu_du_lieu"
    INVALID = "so_lieu_khong_hop_le"
    NOT_APPLICABLE = "khong_ap_dung"
    ELSEWHERE = "van_ban_khac"
    PEOPLE = "can_nguoi_xet"
    TARGET_MET = "muc_tieu_dat"
    TARGET_UNMET = "muc_tieu_khong_dat"


@dataclass(frozen=True, slots=True)
class Step:
    """One computation: what went in, what came out, what it was held against.

    `kind` says how `operands` make `value`: fall (first − second), given_fall, mean ((first − second) / number),
    relative, total, level, sum (first + second), count, years, answer.
    """

    kind: StepKind
    measure: Measure
    operands: tuple[Figure, ...] = ()
    value: Fraction | None = None
    comparator: Comparator | None = None
    threshold: Fraction | None = None
    met: bool | None = None
    years: tuple[int, int] | None = None

    @property
    def half(self) -> Fraction:
        """By how much the value may be off because the figures were rounded."""
        half = sum((figure.half for figure in self.operands), Fraction(0))
        span = self.years[1] - self.years[0] if self.years and self.kind == "mean" else 1
        return half / span if span else half

    @property
    def borderline(self) -> bool:
        """Whether rounding of the figures could turn it; whole percents are taken as meant."""
        if self.value is None or self.threshold is None or self.kind in {"count", "years", "answer", "relative"}:
            return False
        if any(figure.half >= Fraction(1, 2) for figure in self.operands):
            return False
        return self.half > 0 and abs(self.value - self.threshold) <= self.half


@dataclass(frozen=True)
class Outcome:
    """How a test turned out: verdict, the values it was decided on, the steps, what is missing or wrong.

    `alt` are verdicts under other readings; `gap` two years between which the known rates leave no room;
    `reason` what only people can settle.
    """

    verdict: Verdict
    values: tuple[Fraction | None, ...] = ()
    steps: tuple[Step, ...] = ()
    missing: tuple[Key, ...] = ()
    faults: tuple[Fault, ...] = ()
    reading: Reading | None = None
    alt: Mapping[str, Verdict] = field(default_factory=dict)
    alt_steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    gap: tuple[int, int] | None = None
    reason: str | None = None


def all_of(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict of several tests that must all hold; what is wrong is told before what is not met."""
    order = (Verdict.INVALID, Verdict.UNMET, Verdict.MISSING, Verdict.PEOPLE, Verdict.MET)
    return next((verdict for verdict in order if verdict in verdicts), Verdict.NOT_APPLICABLE)


def any_of(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict of several tests of which one is enough."""
    order = (Verdict.INVALID, Verdict.MET, Verdict.MISSING, Verdict.PEOPLE, Verdict.UNMET)
    return next((verdict for verdict in order if verdict in verdicts), Verdict.NOT_APPLICABLE)


def wrong_figures(keys: Sequence[Key], observations: Observations) -> Outcome | None:
    """An outcome that says what is wrong with figures a test needs, or None."""
    faults = observations.faults_of(keys)
    return Outcome(Verdict.INVALID, faults=faults) if faults else None


def verdict_of(met: bool | None) -> Verdict:
    """Met, unmet or not known as a verdict."""
    return Verdict.MISSING if met is None else (Verdict.MET if met else Verdict.UNMET)
