"""Figures, numbers of years and quotas: which facts of a plan a question asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.fact import Direction, Fact, Link, Role
from documents.measures import Measure
from documents.subjects import Subject, UnitKind
from documents.syllables import fold
from retrieval import passages
from retrieval.asks import Ask, Topic
from retrieval.corpus import Corpus, Holding, Term, coverage
from retrieval.evidence import Finding, Found, Item, Shape
from retrieval.matching import AWARDED, fits
from retrieval.question import Question

_TIME_UNITS = {"năm", "tháng", "ngày"}
_REDUCES = ("giam", "ha ", "bot")
_REMAINS = (
    "con duoi",
    "con bao nhieu",
    "duoi bao nhieu",
    "xuong con",
    "chi con",
    "con lai",
    "con may",
    "phai duoi",
    "duoi may",
)
_ENOUGH = 3.0
_MARGIN = 1.3


@dataclass(frozen=True)
class Wanted:
    """What a figure asked for must be."""

    subjects: tuple[Subject, ...]
    roles: frozenset[Role]
    unit: str | None
    direction: Direction | None
    measures: frozenset[Measure]
    terms: tuple[Term, ...]

    @classmethod
    def by(cls, question: Question, corpus: Corpus) -> Wanted:
        """What a question wants."""
        return cls(
            asked_subjects(question),
            _roles(question),
            question.unit,
            _direction(question.folded),
            question.measures - {Measure.YEARS_OF_WORK},
            corpus.terms(question.words),
        )


def find_figures(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """The facts of a plan that a question about a figure asks for, by sentence."""
    wanted = Wanted.by(question, corpus)
    scored = [(score, fact) for fact in holding.facts if (score := _score(fact, wanted, holding)) >= _ENOUGH]
    if not scored:
        return Finding(holding, Found.SILENT, Shape.FIGURE, _nearest(wanted, holding))
    best = max(score for score, _ in scored)
    chosen = [fact for score, fact in scored if score >= best - _MARGIN]
    return Finding(holding, Found.SAID, Shape.FIGURE, by_sentence(chosen, holding), min(1.0, best / 8))


def asked_subjects(question: Question) -> tuple[Subject, ...]:
    """The units a question is about: not those it asks for ("cơ quan nào"), nor persons and groups in general."""
    text = question.masked
    kept = [
        subject
        for subject in question.subjects
        if not fold(text[subject.span.end : subject.span.end + 5]).strip().startswith(("nao", "gi", "may"))
    ]
    special = [subject for subject in kept if subject.kind not in AWARDED]
    return tuple(special or kept)


def by_sentence(facts: Iterable[Fact], holding: Holding) -> tuple[Item, ...]:
    """Facts put together with the sentences they stand in, in the order of the plan."""
    items: dict[str, Item] = {}
    for fact in sorted(facts, key=lambda fact: fact.place.start):
        passage = holding.passage_at(fact.place.start)
        before = items.get(passage.id)
        items[passage.id] = Item(passage, (*(before.facts if before else ()), fact))
    return tuple(items.values())


def role_of(fact: Fact, holding: Holding) -> Role:
    """The role of a fact; what stands among the criteria is no target, whatever the words of its lead-in."""
    if fact.role is Role.TARGET and holding.passage_at(fact.place.start).role is passages.Role.CRITERION:
        return Role.CRITERION
    return fact.role


def _roles(question: Question) -> frozenset[Role]:
    if question.about(Topic.AWARD) and question.unit not in {"%", None} and question.unit not in _TIME_UNITS:
        return frozenset({Role.QUOTA})
    if question.about(Topic.CRITERION):
        return frozenset({Role.CRITERION})
    if question.about(Topic.TARGET):
        return frozenset({Role.TARGET})
    return frozenset({Role.CRITERION, Role.TARGET, Role.QUOTA, Role.OTHER})


def _direction(folded: str) -> Direction | None:
    remains = any(word in folded for word in _REMAINS)
    reduces = any(word in folded for word in _REDUCES)
    if remains and not ("giam bao nhieu" in folded or "giam may" in folded):
        return Direction.REMAIN
    return Direction.REDUCE if reduces and ("giam ngheo" not in folded or folded.count("giam") > 1) else None


def _score(fact: Fact, wanted: Wanted, holding: Holding) -> float:
    """How well a fact is what is wanted; below zero where it cannot be."""
    if not (fact.values or fact.own_target or fact.direction is Direction.NONE_LEFT):
        return -1.0
    fit = _subject_fit(fact, wanted, holding)
    unit = _unit_fit(fact, wanted)
    if not fit or unit < 0:
        return -1.0
    passage = holding.passage_at(fact.place.start)
    own, heading = holding.texts[holding.passages.index(passage)]
    role = role_of(fact, holding)
    score = 3 * fit + unit + (1.5 if role in wanted.roles else -3.0)
    score += _direction_fit(fact, wanted) + _measure_fit(fact, wanted)
    return score + 2.5 * coverage(wanted.terms, own, heading)


def _subject_fit(fact: Fact, wanted: Wanted, holding: Holding) -> float:
    if not wanted.subjects:
        if fact.link in {Link.EXCEPTION, Link.PART} and fact.subjects and not any(s.whole for s in fact.subjects):
            return 0.4
        return 1.0 if not fact.subjects or any(subject.whole for subject in fact.subjects) else 0.6
    if fact.role is Role.QUOTA and any(s.kind in AWARDED or s.kind is UnitKind.HOUSEHOLD for s in wanted.subjects):
        return 1.0
    return max(
        fits(wanted.subjects, fact.subjects, holding.plan.level),
        0.6 * fits(wanted.subjects, fact.of, holding.plan.level) if fact.of else 0.0,
    )


def _unit_fit(fact: Fact, wanted: Wanted) -> float:
    if wanted.unit is None or not fact.values:
        return 0.0 if wanted.unit in {None, "%"} else -1.0
    if wanted.unit in _TIME_UNITS:
        return 1.0 if fact.unit in {"năm", "tháng"} else -1.0
    if wanted.unit in fact.unit or (wanted.unit == "hộ" and "hộ" in fact.unit):
        return 1.0
    return -1.0


def _direction_fit(fact: Fact, wanted: Wanted) -> float:
    if wanted.direction is None or fact.direction is None:
        return 0.0
    same = {Direction.REMAIN: {Direction.REMAIN, Direction.REACH}, Direction.REDUCE: {Direction.REDUCE}}
    return 1.5 if fact.direction in same[wanted.direction] else -1.5


def _measure_fit(fact: Fact, wanted: Wanted) -> float:
    if not wanted.measures:
        return 0.0
    if fact.measure in wanted.measures:
        return 1.0
    rates = {Measure.POVERTY_RATE, Measure.POOR_AND_NEAR_POOR_RATE, Measure.MULTIDIMENSIONAL_RATE}
    if fact.measure in rates and wanted.measures & rates:
        return 0.7
    return -1.5


def _nearest(wanted: Wanted, holding: Holding) -> tuple[Item, ...]:
    """What the plan does say that comes closest: the figures for the same kind of unit, else its clauses."""
    kinds = {subject.kind for subject in wanted.subjects}
    zones = [
        fact
        for fact in holding.facts
        if fact.values and any(s.kind in kinds and s.zone for s in fact.subjects) and wanted.subjects[0].zone
    ]
    if zones:
        return by_sentence(zones, holding)
    best = best_passages(wanted.terms, holding, subjects=wanted.subjects, limit=1)
    return tuple(Item(passage) for _, passage in best)


def best_passages(
    terms: Sequence[Term],
    holding: Holding,
    *,
    subjects: Sequence[Subject] = (),
    roles: frozenset[passages.Role] = frozenset(),
    limit: int = 5,
) -> list[tuple[float, passages.Passage]]:
    """The sentences of a plan that hold most of what is looked for, best first, with what they hold (0 to 1)."""
    scored = []
    for passage, (own, heading) in zip(holding.passages, holding.texts, strict=True):
        if passage.role in {passages.Role.RECIPIENTS, passages.Role.SIGNATURE, passages.Role.BASIS, passages.Role.NAME}:
            continue
        if passage.first and passage.last and passage.provision.kind is passages.Kind.SECTION:
            continue
        score = coverage(terms, own, heading)
        if subjects:
            score *= 0.3 + 0.7 * fits(subjects, passage.subjects, holding.plan.level)
        if roles:
            score *= 1.0 if passage.role in roles else 0.7
        scored.append((score, passage))
    scored.sort(key=lambda pair: -pair[0])
    return scored[:limit]


def is_figure(question: Question) -> bool:
    """Whether a question asks for a figure or a number of years."""
    return question.wants(Ask.FIGURE, Ask.DURATION)
