"""Exercises for a class, made from the rules of the plans; every key is computed, none is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random

from briefings.model import Exercise
from briefings.rules import leaves, of_units, worded
from criteria.exact import vietnamese
from criteria.model import AtDate, Change, Comparator, Criterion, Kind, Rulebook, Test, UnitKind
from documents.plan import Plan

ASKED = 4
"""Choices of a question."""

SIGNS = {
    Comparator.AT_LEAST: "từ {} trở lên",
    Comparator.MORE: "trên {}",
    Comparator.LESS: "dưới {}",
    Comparator.AT_MOST: "không quá {}",
}


def exercises(
    plans: Sequence[Plan], books: Mapping[str, Rulebook], units: Sequence[UnitKind], most: int = 10
) -> list[Exercise]:
    """Questions on the figures of the plans; the wrong choices are figures of other places and kinds of unit."""
    found = [
        (plan, rule, threshold)
        for plan in plans
        for rule in of_units(books.get(plan.id), units, [Kind.ELIGIBILITY, Kind.TARGET])
        for threshold in thresholds(rule.test)
    ]
    every = sorted({threshold for _, _, threshold in found})
    return list(_questions(found, every))[:most]


def _questions(found: Sequence[tuple[Plan, Criterion, str]], every: Sequence[str]) -> Iterator[Exercise]:
    seen = set()
    for plan, rule, threshold in found:
        if rule.id in seen or len(thresholds(rule.test)) > 1:
            continue
        seen.add(rule.id)
        others = [other for other in every if other != threshold]
        if len(others) < 2:
            continue
        random = Random(f"{plan.id} {rule.id}")
        choices = [threshold, *random.sample(others, min(ASKED - 1, len(others)))]
        random.shuffle(choices)
        what = "mục tiêu" if rule.kind is Kind.TARGET else "tiêu chuẩn khen thưởng"
        label = f"{rule.subject.label[:1].lower()}{rule.subject.label[1:]}"
        yield Exercise(
            question=f"Theo {plan.name} ({plan.place or plan.issuer}), {what} đối với {label} là mức nào?",
            choices=tuple(choices),
            right=choices.index(threshold),
            why=worded(plan, rule),
            hard=rule.kind is Kind.TARGET,
        )


def thresholds(test: Test | None) -> list[str]:
    """The thresholds of a test in words: "từ 7%/năm trở lên", "dưới 20%"."""
    said = []
    for leaf in leaves(test):
        if isinstance(leaf, Change) and not isinstance(leaf.threshold, str):
            said.append(SIGNS[leaf.comparator].format(f"{vietnamese(Fraction(leaf.threshold))}%/năm"))
        elif isinstance(leaf, AtDate):
            said.append(SIGNS[leaf.comparator].format(f"{vietnamese(Fraction(leaf.threshold))}%"))
    return said
