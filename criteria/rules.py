"""Quotas and deadlines out of a plan's facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from criteria.model import Due, Limit
from documents.facts.fact import Fact, Role
from documents.facts.quantities import Comparator
from documents.facts.times import When
from documents.plan import Plan
from documents.reading import Span

_OPEN = {Comparator.AT_LEAST, Comparator.MORE}


def quotas(facts: Iterable[Fact], plan: Plan) -> Iterator[tuple[Span, str | None, tuple[Limit, ...]]]:
    """The quotas of a plan, sentence by sentence: where, which award, how many of whom."""
    sentences: dict[Span, list[Fact]] = {}
    for fact in facts:
        if fact.role is Role.QUOTA and fact.values:
            sentences.setdefault(fact.sentence, []).append(fact)
    for sentence, members in sentences.items():
        yield sentence, members[0].award, tuple(_limits(members, plan))


def _limits(members: list[Fact], plan: Plan) -> Iterator[Limit]:
    """The limits of a sentence; alternatives ("01 tập thể hoặc 01 cá nhân") are one."""
    limits: list[Limit] = []
    for before, fact in zip([None, *members], members, strict=False):
        limit = _limit(fact)
        between = plan.reading.text[before.place.start : fact.place.end] if before else ""
        if limits and re.search(r"\bhoặc\s+\d", between) and limits[-1].at_least == limit.at_least is not None:
            limit = limit.model_copy(update={"of": f"{limits.pop().of} hoặc {limit.of}"})
        limits.append(limit)
    yield from limits


def _limit(fact: Fact) -> Limit:
    number = int(fact.values[0])
    yearly = fact.per == "năm" or fact.cycle is not None
    return Limit(
        of=fact.unit,
        at_most=None if fact.comparator in _OPEN else number,
        at_least=number if fact.comparator in _OPEN else None,
        per="nam" if yearly else "giai_doan",
    )


def deadlines(facts: Iterable[Fact], plan: Plan) -> Iterator[tuple[Fact, Due]]:
    """What is due by a day, in a year or every year; a report "định kỳ" without more sets no time."""
    seen: set[tuple[str, int | None]] = set()
    for fact in facts:
        if fact.role not in {Role.REPORT, Role.DEADLINE, Role.EVENT}:
            continue
        if fact.event:
            known = (fact.event, fact.time.year if fact.time else None)
            if known in seen:
                continue
            seen.add(known)
        time = fact.time
        yearly = bool(fact.cycle and "năm" in fact.cycle) and not (time and time.year)
        if not yearly and not time:
            continue
        day = f"{time.day}/{time.month}" if time and time.day and time.month and time.when is When.BEFORE else None
        words = " ".join(plan.reading.text[fact.place.start : fact.place.end].split()).replace("*", "")
        every = yearly or (time is not None and time.year is None)
        yield fact, Due(what=words, before=day, year=time.year if time else None, every_year=every)
