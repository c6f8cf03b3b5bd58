"""What people ask next: questions near the one just answered, that the library is known to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from documents.facts.fact import Role
from documents.facts.parts import Part
from documents.facts.subjects import Subject, UnitKind
from documents.plan import Relation
from prompts.texts import load
from retrieval.answer import Option
from retrieval.finding.evidence import Finding
from retrieval.finding.figures import role_of
from retrieval.search.corpus import Corpus, Holding
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.naming import place_of
from retrieval.understanding.phrasing import capital, unit_name
from retrieval.understanding.question import Question

_TRIED = 2
MOST = 3
"""How many are shown."""
_LEVEL = re.compile(r"\b(?:tỉnh|huyện|thành phố|xã|tinh|huyen)\s*$", re.IGNORECASE)


def suggest(question: Question, finding: Finding, corpus: Corpus) -> Iterator[Sequence[Option]]:
    """Questions that may be asked next, the nearest first, each with others that would do instead of it.

    Which of them are answered is for the caller to see.
    """
    holding = finding.holding
    yield list(_counterpart(question, finding))
    yield list(islice(_elsewhere(question, holding, corpus), _TRIED))
    yield from ([option] for option in _duties(question, holding))
    if not question.wants(Ask.DOCUMENT) and any(r.relation is Relation.BASIS for r in holding.plan.references):
        yield [_option("suggest_basis", holding)]


def _counterpart(question: Question, finding: Finding) -> Iterator[Option]:
    """The target beside a criterion, the criteria beside a target, of the same unit."""
    holding = finding.holding
    roles = {role_of(fact, holding) for item in finding.items for fact in item.facts}
    criterial = Role.CRITERION in roles or any(item.passage.role is Part.CRITERION for item in finding.items)
    if finding.said and criterial and Role.TARGET not in roles:
        yield _option("suggest_target", holding)
    if finding.said and Role.TARGET in roles and not criterial:
        unit = next((s for s in asked_subjects(question) if not s.whole), None) or _first_unit(holding)
        if unit:
            yield _option("suggest_criteria", holding, unit=unit_name(unit))


def _first_unit(holding: Holding) -> Subject | None:
    """The kind of unit most people ask about of those that a plan sets criteria for: communes, else the first."""
    criteria = [p for p in holding.passages if p.role is Part.CRITERION and not p.is_heading]
    units = [s for p in criteria for s in p.subjects if not (s.whole or s.conditions or s.zone)]
    return next((unit for unit in units if unit.kind is UnitKind.COMMUNE), next(iter(units), None))


def _elsewhere(question: Question, holding: Holding, corpus: Corpus) -> Iterator[Option]:
    """The same question of the other plans, one of the same level first; offices are those of a level."""
    if question.wants(Ask.MEANING, Ask.LOCALITY, Ask.PERSON, Ask.CONFIRM):
        return
    others = [other for other in corpus.holdings.values() if other is not holding]
    others.sort(key=lambda other: other.plan.level is not holding.plan.level)
    for other in others:
        if question.wants(Ask.OFFICE, Ask.TASKS) and other.plan.level is not holding.plan.level:
            return
        place = place_of(other.plan)
        yield Option(load("answers")["suggest_elsewhere"].format(place=place), _at(question, place))


def _at(question: Question, place: str) -> str:
    """A question about another place: its name where the one before stood, else at the end."""
    text, masked = question.text, question.masked
    named = [at for at, (said, left) in enumerate(zip(text, masked, strict=False)) if said != left]
    if len(text) != len(masked) or not named:
        return f"{' '.join(text.split()).rstrip(' ?.')} ở {place}?"
    before, after = _LEVEL.sub("", text[: named[0]]), text[named[-1] + 1 :]
    return " ".join(f"{before} {place}{after}".split())


def _duties(question: Question, holding: Holding) -> Iterator[Option]:
    """When reports are due, or to whom they go; when the movement is reviewed."""
    reports = [fact for fact in holding.facts if fact.role is Role.REPORT]
    if not question.about(Topic.REPORT):
        if any(fact.time for fact in reports):
            yield _option("suggest_deadline", holding)
        elif any(fact.recipient for fact in reports):
            yield _option("suggest_recipient", holding)
    if not question.about(Topic.REVIEW) and any(f.role is Role.EVENT and f.time for f in holding.facts):
        yield _option("suggest_review", holding)


def _option(name: str, holding: Holding, **words: str) -> Option:
    asked = capital(load("answers")[name].format(place=place_of(holding.plan), **words))
    return Option(asked, asked)
