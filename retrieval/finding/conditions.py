"""The criteria a plan sets for a kind of unit: all of them in order, or those on the matter asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from documents.facts.measures import Measure
from documents.facts.parts import Part
from documents.facts.subjects import Subject, Trait, UnitKind, find_subjects
from documents.facts.units import HOUSEHOLDS, OFFICERS, UNIT_NAMES
from documents.plan import Plan
from documents.syllables import fold
from retrieval.finding.answertype import awaited, is_of_types
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.figures import RATES, by_sentence
from retrieval.finding.sections import FOR, grouped
from retrieval.finding.words import find_words
from retrieval.search.corpus import Corpus, Holding, Term, Texts, coverage, names_any, padded
from retrieval.search.passages import Passage, whole
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question
from retrieval.understanding.scope import inner_places

_NOT_REQUIRED = "Trong các tiêu chuẩn nêu ra không có yêu cầu này"
_REQUIRED = re.compile(
    r"\b(?:co phai|phai|bat buoc|co can|can phai|yeu cau)\b.*\b(?:khong|ko|chua)\b|\bmoi (?:duoc|dat)\b.*\bkhong\b"
)
_FITTING = 0.4
_ANY_KIND = 0.55
"""How well criteria fit a household of no named kind that are for one kind of household."""
_BEFORE = frozenset({"", "cac ", "voi ", "doi voi "})
"""What may stand before those whom a clause is for."""
_CLAUSES = frozenset({"y", "tiêu chí", "tiêu chuẩn", "điều kiện"})
"""What is counted where the clauses themselves are asked for: "mấy ý"."""
_ON_MATTER, _FEW = 0.5, 0.6
"""How much of a matter the criteria on it hold, and how large a share of all they are: what most hold tells nothing."""
_EVERY = re.compile(
    r"\b(?:day du|tat ca|toan bo|ke het|liet ke het|danh sach)\b.{0,25}\b(?:tieu chuan|tieu chi|dieu kien)\b"
)
_SHARED = re.compile(
    r"\b(?:tieu chuan|tieu chi|dieu kien|yeu cau|quy dinh) chung\b|\b(?:moi|tat ca)(?: cac)? doi tuong\b"
)
_FAMILY = frozenset({UnitKind.DISTRICT, UnitKind.POOR_DISTRICT})
"""Kinds that one heading is over and that its clauses tell apart."""
_OFFICE = re.compile(r"\b(?:uy ban|hoi dong|so|phong|ban|doan|hoi|mat tran)\b")
_NAMED = 1.2
_SEVERAL = 4
_NEARLY = 0.75
_TELLING = 5.0
"""The weight that words of a question must have together to be a matter of their own."""


def find_conditions(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """The criteria for the units a question asks about; silence where it names a matter that none of them is on."""
    subjects = asked_subjects(question)
    clauses = _other_than(question.besides, _clauses(question, subjects, holding), holding)
    if not clauses:
        return find_words(replace(question, chosen=()), holding, corpus, Shape.LIST, frozenset({Part.CRITERION}))
    whole_list = question.wants(Ask.SUMMARY) or question.unit in _CLAUSES or _EVERY.search(question.folded)
    if not whole_list and (measured := _measured(question, clauses, holding)):
        return Finding(holding, Found.SAID, Shape.LIST, measured, 1.0)
    matter = () if whole_list else _matter(question, clauses, holding, corpus)
    held = [(coverage(matter, Texts.of(clause.text, "")), clause) for clause in clauses]
    on_matter = [clause for score, clause in held if matter and score >= _ON_MATTER]
    if matter and not on_matter and sum(term.weight for term in matter) >= _TELLING:
        elsewhere = find_words(replace(question, chosen=()), holding, corpus, Shape.TEXT)
        if elsewhere.said and all(_stands_apart(item.passage, matter, holding) for item in elsewhere.items):
            return elsewhere
        if _REQUIRED.search(question.folded) and not question.about(Topic.DOSSIER, Topic.REPORT):
            required = Finding(holding, Found.SAID, Shape.LIST, tuple(Item(c) for c in clauses), 0.9)
            return not_required(required, elsewhere.items)
        found = Found.SAID if question.wants(Ask.CONDITIONS) else Found.SILENT
        return Finding(holding, found, Shape.LIST, tuple(Item(clause) for clause in clauses), 0.5)
    chosen = on_matter if on_matter and len(on_matter) <= _FEW * len(clauses) else clauses
    kinds = awaited(question) if question.wants(Ask.FIGURE) and not whole_list else ()
    typed = [clause for clause in clauses if is_of_types(kinds, question, _alone(clause, holding))]
    chosen = typed if kinds and typed and not set(typed) & set(chosen) else chosen
    items = tuple(Item(clause, holding.facts_in(clause)) for clause in chosen)
    return Finding(holding, Found.SAID, Shape.LIST, grouped(items), 1.0)


def not_required(required: Finding, elsewhere: Sequence[Item]) -> Finding:
    """All criteria for those asked about, that none of them is what is asked, and for which households that is set.

    `elsewhere` are the sentences that come closest to it.
    """
    if required.words:
        return required
    known = {item.passage.id for item in required.items}
    others = [item for item in elsewhere if item.passage.role is Part.CRITERION and item.passage.id not in known]
    named = [[subject.kind for subject in item.passage.subjects] for item in others]
    if not named or not all(kinds and HOUSEHOLDS.issuperset(kinds) for kinds in named):
        return replace(required, words=_NOT_REQUIRED)
    names = ", ".join(dict.fromkeys(UNIT_NAMES[kind] for kinds in named for kind in kinds))
    items = grouped((*required.items, *others))
    return replace(required, words=f"{_NOT_REQUIRED}; yêu cầu đó đặt ra đối với {names}", items=items)


def _alone(clause: Passage, holding: Holding) -> Finding:
    return Finding(holding, Found.SAID, Shape.TEXT, (Item(clause, holding.facts_in(clause)),))


def _other_than(besides: AbstractSet[Measure], clauses: Sequence[Passage], holding: Holding) -> Sequence[Passage]:
    """The criteria on other measures than those that are known, where there are any."""
    known = besides | (RATES if besides & RATES else frozenset())
    other = [clause for clause in clauses if not any(fact.measure in known for fact in holding.facts_in(clause))]
    return other or clauses


def find_on_matter(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """The criteria on a matter that the question names beside a figure; nothing where it names none."""
    if sum(term.weight for term in _matter(question, (), holding, corpus)) < _TELLING:
        return Finding(holding, Found.NOTHING, Shape.LIST)
    return find_conditions(question, holding, corpus)


def criteria_for(question: Question, holding: Holding) -> list[Passage]:
    """The criteria for the units a question asks about, whole and in order; none where it names no unit."""
    subjects = asked_subjects(question)
    return _clauses(question, subjects, holding) if subjects else []


def _stands_apart(passage: Passage, matter: Sequence[Term], holding: Holding) -> bool:
    """Whether a sentence is on a matter and no criterion for somebody else."""
    return passage.role is not Part.CRITERION and coverage(matter, holding.texts_of(passage)) >= _ON_MATTER


def _clauses(question: Question, subjects: Sequence[Subject], holding: Holding) -> list[Passage]:
    """The provisions among the criteria that are for the units asked about, whole, lead-ins included.

    Of one whose sentences are each for somebody else, those for the units asked about.
    """
    inner = inner_places(question.places, holding.plan)
    found: dict[int, list[tuple[Passage, float]]] = {}
    for passage in holding.passages:
        if passage.role is Part.CRITERION and not passage.is_heading:
            fit = max(_fit(subjects, passage, holding.plan), _NAMED * _named(question, passage))
            if names_any(inner, passage.text) and fits(subjects, passage.subjects, holding.plan.level):
                fit = max(fit, 1.0)  # the very place that is asked about
            found.setdefault(passage.position, []).append(
                (passage, 0.0 if _is_rest(passage, subjects, holding) else fit)
            )
    best = max((fit for sentences in found.values() for _, fit in sentences), default=0.0)
    if best < _FITTING:
        return []
    criteria = (p for p in holding.passages if p.role is Part.CRITERION and not p.is_heading)
    shared = {p.position for p in criteria if _is_for_all(p, subjects)}
    any_kind = all(subject.kind is UnitKind.HOUSEHOLD and not subject.traits for subject in subjects)
    least = min(best - 0.05, _ANY_KIND) if any_kind else best - 0.05
    clauses = []
    for position, sentences in sorted(found.items()):
        own = _own_sentences(sentences, least)
        if position in shared or len(own) == len(sentences):
            clauses.append(whole(holding.plan, position))
        else:
            clauses += own
    return clauses


def _is_rest(passage: Passage, subjects: Sequence[Subject], holding: Holding) -> bool:
    """Whether a clause is for the rest of the units, and one beside it for the zone asked about."""
    zones = {subject.zone for subject in subjects if subject.zone}
    if not zones or not any(Trait.REMAINING in subject.traits for subject in passage.opening):
        return False
    beside = [p for p in holding.passages if p.provision.parent == passage.provision.parent and p is not passage]
    return any(subject.zone in zones for one in beside for subject in one.opening)


def _own_sentences(sentences: Sequence[tuple[Passage, float]], least: float) -> list[Passage]:
    """The sentences of a provision that fit, each with those after it; all if one does and none opens with others."""
    if max(fit for _, fit in sentences) < least:
        return []
    if not any(fit < least and passage.opening for passage, fit in sentences):
        return [passage for passage, _ in sentences]
    own: list[Passage] = []
    fitting = False
    for passage, fit in sentences:
        fitting = fit >= least if passage.opening else fitting
        own += [passage] if fitting else []
    return own


def _named(question: Question, passage: Passage) -> float:
    """The share of the words of the heading right over a criterion, an office's own, that a question has; or 0."""
    heading = passage.sections[0] if passage.sections else ""
    offices = {subject.kind for subject in find_subjects(heading)} <= {UnitKind.OFFICE, UnitKind.COMMUNE}
    words = padded(FOR.sub("", heading)).split()
    if not _OFFICE.search(fold(heading)) or len(words) < _SEVERAL:
        return 0.0
    if f" {' '.join(words)} " in padded(question.text):
        return 1.0
    asked = set(padded(question.masked).split())
    share = sum(word in asked for word in words) / len(words)
    return share if offices and share >= _NEARLY else 0.0


def _is_for_all(passage: Passage, subjects: Sequence[Subject]) -> bool:
    """Whether the headings over a criterion say that it is for all units, or for all of those asked about."""
    for at, heading in enumerate(passage.sections):
        if _SHARED.search(fold(heading)):
            if named := find_subjects(heading):
                return fits(subjects, named, passage.plan.level) >= _FITTING
            outer = next((named for above in passage.sections[at + 1 :] if (named := find_subjects(above))), ())
            return not outer or fits(subjects, outer, passage.plan.level) >= _FITTING
    return False


def _fit(subjects: Sequence[Subject], passage: Passage, plan: Plan) -> float:
    """How well a clause is for some units: by its headings, and not for others of the kind by its own words."""
    fit = fits(subjects, passage.subjects, plan.level)
    asked = {subject.zone for subject in subjects if subject.zone}
    own = {subject.zone for subject in passage.own_subjects if subject.zone}
    if asked and own:
        return fit if asked & own else 0.0
    opening = passage.opening
    if any(subject.kind in HOUSEHOLDS for subject in subjects):
        return _household_fit(subjects, passage, [subject for subject in opening if subject.kind in HOUSEHOLDS], fit)
    kin = [one for one in opening if any(one.kind in _FAMILY and asked.kind in _FAMILY for asked in subjects)]
    if kin and not fits(subjects, kin, plan.level):
        return 0.0
    officers = [one for one in opening if one.kind in OFFICERS]
    other = officers and not any(one.kind is asked.kind for one in officers for asked in subjects)
    return fit / 2 if other and all(asked.kind in OFFICERS for asked in subjects) else fit


def _household_fit(subjects: Sequence[Subject], passage: Passage, opening: Sequence[Subject], fit: float) -> float:
    """How well a clause is for some households: the kind that opens it under "Đối với hộ gia đình" is whom it is for.

    One that only mentions households, under a heading for somebody else, is for none.
    """
    headed = next((found for heading in passage.sections if (found := find_subjects(heading))), ())
    if not headed:
        return fit if opening and passage.first else 0.0
    kinds = {subject.kind for subject in headed}
    if UnitKind.HOUSEHOLD in kinds and opening and _names_kind(passage, opening):
        return fits(subjects, opening)
    others = [subject for subject in passage.opening if subject.kind not in HOUSEHOLDS]
    for_others = len(kinds) > 1 and not opening and others and _names_kind(passage, others)
    return 0.0 if for_others else fit


def _names_kind(passage: Passage, opening: Sequence[Subject]) -> bool:
    """Whether the households that open a clause are told apart by it, not only helped: "Hộ nghèo: …"."""
    first = opening[0]
    return first.kind is not UnitKind.HOUSEHOLD and fold(passage.text[: first.span.start]) in _BEFORE


def _measured(question: Question, clauses: Sequence[Passage], holding: Holding) -> tuple[Item, ...]:
    """The criteria that put a figure on what the question measures, or any figure where it counts them."""
    wanted = question.measures - {Measure.YEARS_OF_WORK, Measure.YEARS_SINCE_ESCAPE}
    if not wanted and not question.wants(Ask.FIGURE):
        return ()
    facts = [fact for clause in clauses for fact in holding.facts_in(clause) if fact.measure is not Measure.OTHER]
    if wanted:
        none_left = {Measure.POOR_HOUSEHOLDS} if wanted & RATES else set()
        exact = [f for f in facts if f.measure in wanted or (f.direction and f.measure in none_left)]
        return by_sentence(exact or facts, holding)
    return by_sentence(facts, holding)


def _matter(question: Question, clauses: Sequence[Passage], holding: Holding, corpus: Corpus) -> tuple[Term, ...]:
    """What a question is about besides the units, whose plan it is and that it asks for criteria.

    What the heading right over all the clauses says is whom they are for: "Hộ hội viên".
    """
    named = [padded(holding.plan.issuer)]
    heads = {clause.sections[0] if clause.sections else "" for clause in clauses}
    named += [padded(head) for head in heads if len(heads) == 1]
    terms = corpus.terms(question.matter, "asking", "doing")
    return tuple(term for term in terms if not any(f" {p} " in name for name in named for p in term.phrases))
