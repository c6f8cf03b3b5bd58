"""What to keep in mind of a plan: its most telling statements on a topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefings.duties import dossier_steps, duties
from briefings.model import Point
from briefings.rules import FALLS, brief, name_of, of_units, row_of, small
from briefings.topic import Aspect, Topic
from criteria.model import Criterion, Kind, Rulebook, UnitKind, leaves
from documents.plan import Plan
from retrieval.answer import Statement


def gist(plan: Plan, book: Rulebook | None, topic: Topic, aspects: Sequence[Aspect]) -> Iterator[Point]:
    """The most telling statements of one plan on a topic, the most telling first."""
    name = name_of(plan)
    if Aspect.CRITERIA in aspects or Aspect.CHANGES in aspects:
        units = topic.units or ((UnitKind.COMMUNE,) if Aspect.CHANGES in aspects else ())
        rules = of_units(book, units, [Kind.ELIGIBILITY, Kind.DELEGATION])
        rules = [rule for rule in rules if not rule.handover or rule.handover.covers == "criteria"]
        apart = _apart(plan, book, topic.units)
        for rule in sorted(rules, key=lambda rule: row_of(rule)[0]):
            yield _placed(name, brief(plan, rule))
            if apart:
                yield apart
            apart = None
    if Aspect.TARGETS in aspects:
        for rule in of_units(book, topic.units, [Kind.TARGET])[:2]:
            yield _placed(name, brief(plan, rule))
    if Aspect.DUTIES in aspects or Aspect.DOSSIER in aspects:
        for duty in sorted(duties(plan), key=lambda duty: (duty.key is None, not duty.to)):
            yield _placed(name, Statement(duty.what, duty.citations[:1]))
        for step in dossier_steps(plan)[:2]:
            yield _placed(name, Statement(step.what, step.citations[:1]))
    if Aspect.AWARDS in aspects:
        for rule in of_units(book, (), [Kind.QUOTA]):
            yield _placed(name, brief(plan, rule))


def _placed(name: str, said: Statement) -> Point:
    text = small(said.text)
    return Point(Statement(f"{name}: {text.replace(': ', ' ', 1)}", said.citations))


def _apart(plan: Plan, book: Rulebook | None, units: Sequence[UnitKind]) -> Point | None:
    """That a target met is no criterion met, where a plan sets a yearly fall both to aim at and to be praised for."""
    falls = {kind: [r for r in of_units(book, units, [kind]) if _falls(r)] for kind in (Kind.TARGET, Kind.ELIGIBILITY)}
    if not units or not falls[Kind.TARGET] or not falls[Kind.ELIGIBILITY]:
        return None
    target, asked = (brief(plan, falls[kind][0]) for kind in (Kind.TARGET, Kind.ELIGIBILITY))
    text = f"{_placed(name_of(plan), target).short}; đạt mục tiêu chưa phải đạt tiêu chuẩn khen thưởng"
    return Point(Statement(text, (*target.citations, *asked.citations)))


def _falls(rule: Criterion) -> bool:
    return any(leaf.form in FALLS for leaf in leaves(rule.test))
