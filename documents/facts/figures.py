"""Figures set for somebody: rates, counts and lengths of time, with what they are to do and by when."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from documents.facts.aims import direction_of, interval_of, measure_of
from documents.facts.anchors import LENGTHS, PERCENT, RATES, clause_of, find_anchors
from documents.facts.fact import Direction, Fact, Link, Mode, Role
from documents.facts.figure import Figure
from documents.facts.measures import Measure
from documents.facts.passage import Passage
from documents.facts.quantities import Comparator
from documents.facts.subjects import Subject, UnitKind
from documents.facts.terms import LAST_YEAR, duration_of, mode_of, time_of
from documents.phrases import Phrase
from documents.reading import Span

YEARLY = Phrase(r"\b(?:hằng|hàng|mỗi) năm\b")
AWARD = Phrase(r"\b(?:giấy khen|bằng khen|cờ thi đua|huân chương|bằng ghi công)\b")
_TARGETS = Phrase(r"\b(?:phấn đấu|mục tiêu|chỉ tiêu)\b")
_FAMILY = {UnitKind.POOR_DISTRICT: UnitKind.DISTRICT, UnitKind.OTHER_HOUSEHOLD: UnitKind.HOUSEHOLD}


def find_figures(passage: Passage, sentence: Span) -> tuple[Fact, ...]:
    """The figures that a sentence sets, each with its clause; one clause with two limits gives two linked facts."""
    anchors = sorted(find_anchors(passage, sentence), key=lambda anchor: anchor.span)
    found: list[Fact] = []
    after = sentence.start
    for at, anchor in enumerate(anchors):
        following = anchors[at + 1].span.start if at + 1 < len(anchors) else sentence.end
        clause = clause_of(passage, sentence, anchor, after, following)
        found.append(_fact(Figure(passage, sentence, anchor, clause, found)))
        after = clause.end
    return tuple(_completed(found))


def _fact(figure: Figure) -> Fact:
    """The fact that a figure states."""
    quantity = figure.quantity
    measure = measure_of(figure)
    direction = direction_of(figure, measure)
    subjects, of = _subjects(figure)
    time, base = time_of(figure)
    if base and measure in RATES and not base.year and LAST_YEAR.search(base.words):
        base = None  # said of every year, not where a change starts
    duration = duration_of(figure)
    fact = Fact(
        plan=figure.passage.plan.id,
        provision=figure.passage.position,
        role=_role(figure, measure),
        place=figure.passage.in_reading(figure.clause),
        sentence=figure.passage.in_reading(figure.sentence),
        subjects=subjects,
        of=of,
        measure=measure,
        direction=direction,
        comparator=quantity.comparator if quantity else Comparator.AT_LEAST if figure.anchor.own else None,
        values=quantity.values if quantity else (),
        unit=quantity.unit if quantity else "",
        per=interval_of(figure, direction),
        years=int(duration.value) if duration else None,
        consecutive=bool((duration and duration.running) or (quantity and quantity.running)),
        time=time,
        base=base,
        own_target=figure.anchor.own,
        link=figure.link,
    )
    return _award(figure, replace(fact, mode=mode_of(figure, fact, duration)))


def _subjects(figure: Figure) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
    """Whom it is set for, and whose measure is meant where that is somebody else."""
    role = figure.role
    if role is Role.QUOTA:
        return (), ()
    if role not in {Role.CRITERION, Role.TARGET}:
        return figure.passage.actors(figure.clause.start, figure.anchor.span.start) or _inherited(figure), ()
    named = figure.named()
    if role is Role.TARGET:
        return named or _inherited(figure), ()
    heads = figure.passage.opening[0] or figure.passage.addressees
    if not heads:
        return named or _inherited(figure), ()
    families = {_family(subject) for subject in heads}
    same = tuple(s for s in named if _family(s) in families and not s.whole)
    if same:
        return same, ()
    if figure.before and not named and (figure.link or _narrows(figure.before, families)):
        return figure.before.subjects, figure.before.of
    return heads, tuple(s for s in named if not s.whole)


def _narrows(fact: Fact, families: Set[UnitKind]) -> bool:
    """Whether a fact is of a sort of those that its heading is for, which its sentence then goes on about."""
    return any(s.zone or s.traits for s in fact.subjects) and all(_family(s) in families for s in fact.subjects)


def _inherited(figure: Figure) -> tuple[Subject, ...]:
    if figure.before and figure.joined():
        return figure.before.subjects
    lead = figure.passage.lead
    if lead and lead.subjects:
        return lead.subjects
    if heads := figure.passage.opening[0] or figure.passage.addressees:
        return heads
    if figure.role is Role.TARGET or (figure.quantity and figure.quantity.unit in PERCENT):
        return figure.passage.whole
    return figure.passage.actors(figure.sentence.start, figure.clause.start)


def _role(figure: Figure, measure: Measure) -> Role:
    role = figure.role
    if figure.quantity and figure.quantity.unit in {"ngày", "ngày làm việc", "giờ"}:
        return Role.DEADLINE
    if role is Role.QUOTA and measure is not Measure.AWARDS:
        return Role.CRITERION if measure in RATES | LENGTHS else Role.OTHER
    if role in {Role.DEADLINE, Role.OTHER}:
        aims = _TARGETS.search(figure.passage.text, figure.sentence.start, figure.anchor.span.start)
        return Role.TARGET if aims and measure in RATES else Role.OTHER
    return role


def _award(figure: Figure, fact: Fact) -> Fact:
    """An award's quota with what is given, how often or when."""
    if fact.role is not Role.QUOTA:
        return fact
    text = figure.passage.text
    award = AWARD.search(text, figure.sentence.start, figure.sentence.end) or AWARD.search(text)
    headings = [above.text for above in figure.passage.ancestors[:1]]
    yearly = fact.per == "năm" or any(YEARLY.search(words) for words in [figure.passage.text, *headings])
    colon = text.find(":", figure.sentence.start, figure.clause.start)
    opening = [time for time in figure.passage.times if figure.sentence.start <= time.span.start < colon]
    above = opening if len(opening) == 1 else []
    above += [time for heading in figure.passage.ancestors[:1] for time in heading.times]
    return replace(
        fact,
        award=" ".join(award[0].split()) if award else None,
        cycle="hằng năm" if yearly else None,
        time=fact.time or (above[0] if above and not yearly else None),
    )


def _family(subject: Subject) -> UnitKind:
    return _FAMILY.get(subject.kind, subject.kind)


def _completed(facts: list[Fact]) -> list[Fact]:
    """The facts, with what the end of a sentence says for its beginning too: "sau 5 năm", "của huyện"."""
    for at in range(len(facts) - 1, 0, -1):
        part, whole = facts[at], facts[at - 1]
        dated = part.link is Link.PART and part.mode in {Mode.AFTER_YEARS, Mode.AT_DATE}
        if dated and not whole.mode and whole.direction is Direction.REMAIN:
            facts[at - 1] = replace(whole, mode=part.mode, years=part.years, time=part.time)
        named = all(subject.span == Span(0, 0) for subject in whole.subjects)
        if whole.role is Role.TARGET and not part.link and named and any(s.whole for s in part.subjects):
            facts[at - 1] = replace(facts[at - 1], subjects=part.subjects)
    return facts
