"""Whether what a plan says is about the units a question asks about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.facts.quantities import Quantity
from documents.facts.subjects import Subject, Trait, UnitKind
from documents.plan import Level

_KIN: dict[tuple[UnitKind, UnitKind], float] = {
    (UnitKind.POOR_DISTRICT, UnitKind.DISTRICT): 0.5,
    (UnitKind.DISTRICT, UnitKind.POOR_DISTRICT): 0.7,
    (UnitKind.HOUSEHOLD, UnitKind.POOR_HOUSEHOLD): 0.8,
    (UnitKind.HOUSEHOLD, UnitKind.NEAR_POOR_HOUSEHOLD): 0.8,
    (UnitKind.HOUSEHOLD, UnitKind.ESCAPED_HOUSEHOLD): 0.8,
    (UnitKind.HOUSEHOLD, UnitKind.OTHER_HOUSEHOLD): 0.7,
    (UnitKind.POOR_HOUSEHOLD, UnitKind.HOUSEHOLD): 0.5,
    (UnitKind.NEAR_POOR_HOUSEHOLD, UnitKind.HOUSEHOLD): 0.5,
    (UnitKind.ESCAPED_HOUSEHOLD, UnitKind.HOUSEHOLD): 0.5,
    (UnitKind.OFFICER, UnitKind.POVERTY_OFFICER): 0.9,
    (UnitKind.POVERTY_OFFICER, UnitKind.OFFICER): 0.9,
    (UnitKind.PERSON, UnitKind.OFFICER): 0.4,
    (UnitKind.PERSON, UnitKind.POVERTY_OFFICER): 0.4,
}
_LEVEL = {
    Level.PROVINCE: UnitKind.PROVINCE,
    Level.DISTRICT: UnitKind.DISTRICT,
    Level.COMMUNE: UnitKind.COMMUNE,
    Level.DEPARTMENT: UnitKind.OFFICE,
}
_OF_ALL, _OF_A_SORT = 0.95, 0.3
AWARDED = frozenset({UnitKind.COLLECTIVE, UnitKind.PERSON})
"""Whom awards are counted by; in other sentences they stand for everybody."""


def fits(asked: Sequence[Subject], said: Iterable[Subject], level: Level | None = None) -> float:
    """How well the units a statement is about are those asked about, 0 to 1; 1 where nothing is asked for."""
    if not asked:
        return 1.0
    statement = tuple(said)
    return max((_fit(one, other, level) for one in asked for other in statement), default=0.0)


def may_meet(asked: Iterable[Quantity], said: Iterable[Quantity]) -> bool:
    """Whether a unit may be within the limits of both; those that name none take in all."""
    pairs = [(one, other) for one in asked for other in said]
    return not pairs or any(one.meets(other) for one, other in pairs)


def _fit(asked: Subject, said: Subject, level: Level | None) -> float:
    if said.whole:
        return 1.0 if level and _LEVEL.get(level) is asked.kind and not asked.zone else 0.0
    fit = 1.0 if asked.kind is said.kind else _KIN.get((asked.kind, said.kind), 0.0)
    if not fit:
        return 0.0
    if said.kind is UnitKind.POOR_DISTRICT and asked.traits & {Trait.NOT_POOR, Trait.REMAINING}:
        return 0.0
    if asked.kind is UnitKind.POOR_DISTRICT and said.kind is UnitKind.DISTRICT:
        if Trait.NOT_POOR in said.traits or said.name:
            return 0.0
        fit = 0.7 if Trait.POVERTY_RATE in said.traits else fit
    return fit * _zone_fit(asked, said) * _condition_fit(asked, said)


def _zone_fit(asked: Subject, said: Subject) -> float:
    if asked.zone == said.zone:
        return 1.0
    if asked.zone and said.zone:
        return 0.0
    return 0.6 if asked.zone else 0.75


def _condition_fit(asked: Subject, said: Subject) -> float:
    """Conditions both name hold them together; one that only the plan names narrows it down.

    Those of no sort are the rest, or all, but none of a sort.
    """
    if Trait.TOWN in asked.traits - said.traits and (said.zone or not asked.sort):
        return _OF_A_SORT if said.zone or said.sort else _OF_ALL
    if asked.sort == {Trait.REMAINING}:
        return 1.0 if Trait.REMAINING in said.traits else _OF_A_SORT if said.traits else _OF_ALL
    if asked.sort == {Trait.NOT_POOR} and Trait.REMAINING in said.traits:
        return 1.0
    traits = asked.traits ^ said.traits
    if {Trait.HARDSHIP, Trait.NOT_HARDSHIP} <= traits:
        return 0.0
    if asked.limits and Trait.REMAINING in said.traits:
        return _OF_ALL
    if asked.traits & said.traits:
        return 1.0 if may_meet(asked.limits, said.limits) else 0.0
    if Trait.NOT_POOR in said.traits and not asked.traits:
        return 0.95
    if said.traits - {Trait.POOR} and not asked.traits:
        return 0.8
    return 0.75 if asked.traits else 1.0
