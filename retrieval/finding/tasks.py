"""Who does what in a plan: the clauses that give an office, or units of a kind, something to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from documents.facts.parts import Part
from documents.facts.subjects import Subject, UnitKind, find_subjects
from documents.plan import Kind
from documents.syllables import fold
from retrieval.finding.dates import find_dates
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.words import DOING, find_words
from retrieval.search.corpus import Corpus, Holding, Texts, coverage, padded
from retrieval.search.passages import Passage, whole
from retrieval.search.ranking import best_passages
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Topic
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question
from retrieval.understanding.spelling import open_offices

_ENOUGH = 0.42
_LOCAL = frozenset({UnitKind.COMMUNE, UnitKind.VILLAGE, UnitKind.DISTRICT})
"""Kinds of unit that plans give tasks as one, which are not offices of a name."""
_DOES = re.compile(
    r":|\b(?:căn cứ|chủ trì|phối hợp|(?:có|chịu) trách nhiệm|tổ chức|triển khai|xây dựng|ban hành|chỉ đạo|thực hiện)\b"
)
_OFFICES = re.compile(
    r"\b(?:cac|tung|moi|nhung) ((?:phong|so|ban|hoi|doan|nganh)(?:(?:, |,| va | )(?:phong|so|ban|hoi|doan|nganh))*)"
    r"(?= *(?:$|[,.?]|(?:o|tai|ben|cua|trong|phai|lam|duoc|thi|huyen|tinh|cap|theo)\b))"
)
"""Offices of a kind, none by its name."""
_TOLD = re.compile(r":(?:\s+\S+){4}")
"""What is to be done, in the line that says who does it."""
_THROUGH = re.compile(r"\b(?<!ket )(?:qua|thong qua) (?:phong|co quan|ban|don vi|bo phan|so|dau|ai)\b")
_LEVEL = re.compile(r"(?<=\w\w)(?: (?:viet nam|cap xa|cap huyen|xa|huyen|tinh))+$")
"""At the end of a name, what a question leaves out: "Ủy ban MTTQ xã"."""
_OPENING = 160
_ACTING = 0.75
_TELLING = 5.0
"""The weight that words of a question must have together to be a matter of their own."""


def find_offices(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Who does something, or to whom and through whom something goes."""
    terms = corpus.terms(question.sought)
    if question.about(Topic.REPORT) and not question.about(Topic.TASK, Topic.DOSSIER):
        finding = find_dates(question, holding, corpus)
        if finding.items and any(fact.recipient for item in finding.items for fact in item.facts):
            scored = best_passages(terms, holding, roles=DOING, limit=1)
            held = coverage(terms, holding.texts_of(finding.items[0].passage))
            through = _THROUGH.search(question.folded) and any(f.through for item in finding.items for f in item.facts)
            if through or (scored and scored[0][0] <= held + 0.15):
                strength = max(0.5, finding.strength)
                return Finding(
                    holding, Found.SAID, Shape.OFFICE, finding.items, strength, sure=strength if through else 0
                )
    return find_words(question, holding, corpus, Shape.OFFICE)


def find_tasks(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What an office is to do: the clauses under its name, and those that name it in doing."""
    terms = corpus.terms(question.sought, "doing") or corpus.terms(question.sought)
    scored: list[tuple[float, Passage]] = []
    for passage in holding.passages:
        if passage.role not in DOING or (passage.is_heading and not _TOLD.search(passage.text)):
            continue
        mentioned = 0.75 * coverage(terms, holding.texts_of(passage))
        scored.append((max(coverage(terms, _actor(passage)), mentioned), passage))
    if own := _duties(question, [passage for _, passage in scored], holding):
        return Finding(holding, Found.SAID, Shape.TASKS, tuple(Item(p, label=p.actor) for p in own), 1.0)
    best = max((score for score, _ in scored), default=0.0)
    if best < _ENOUGH:
        return find_words(question, holding, corpus, Shape.TASKS)
    chosen = [passage for score, passage in scored if score >= 0.7 * best]
    offices = {(passage.actor, passage.provision.parent) for passage in chosen if passage.actor}
    chosen = [p for _, p in scored if p in chosen or (p.actor, p.provision.parent) in offices]
    duties = [passage for passage in chosen if passage.role is not Part.CONTENT] or chosen
    items = tuple(Item(passage, label=passage.actor) for passage in duties[:8])
    return Finding(holding, Found.SAID, Shape.TASKS, items, best)


def _duties(question: Question, passages: Sequence[Passage], holding: Holding) -> list[Passage]:
    """The clauses that give those a question names something to do, whatever it may be.

    It names communes or hamlets, offices of a kind ("các phòng", "từng hội, đoàn"), or whom a clause says to act.
    """
    asked = [subject for subject in asked_subjects(question) if subject.kind in _LOCAL]
    folded = " ".join(fold(question.masked).split())
    kinds = {word for match in _OFFICES.finditer(folded) for word in match[1].replace(",", " ").split()}
    given = []
    for passage in passages:
        unheaded = passage.provision.kind is Kind.PARAGRAPH and not passage.actor
        if passage.role not in {Part.TASK, Part.CLOSING} or unheaded:
            continue
        actors = [actor for actor in _actors(passage) if len(actor) < _OPENING]
        local = any(_is_local(actor, asked, holding) for actor in actors)
        of_kind = any(_is_of(fold(actor), kinds) for actor in actors)
        if local or of_kind or any(_is_said(actor, folded) for actor in actors):
            given.append(passage)
    return given if any(passage.role is Part.TASK for passage in given) else []


def is_all_asked(question: Question, ruled: Finding, corpus: Corpus) -> bool:
    """Whether the tasks found are those of whom a question names, and it names no matter that none of them is on."""
    holding = ruled.holding
    if {item.passage.id for item in ruled.items} - {p.id for p in _duties(question, holding.passages, holding)}:
        return False
    held = " ".join(f"{holding.texts_of(i.passage).own} {holding.texts_of(i.passage).heading}" for i in ruled.items)
    terms = corpus.terms(question.matter, "asking", "doing", "framing")
    return sum(term.weight for term in terms if not any(f" {p} " in held for p in term.phrases)) < _TELLING


def _actors(passage: Passage) -> list[str]:
    """Who a clause tells to act: what it has before its colon or its verb, and the heading over its items."""
    own = _DOES.split(whole(passage.plan, passage.position).text, maxsplit=1)[0]
    headed = passage.provision.kind in {Kind.ITEM, Kind.PARAGRAPH} and passage.actor
    return [own, passage.actor] if headed else [own]


def _is_local(actor: str, asked: Sequence[Subject], holding: Holding) -> bool:
    """Whether an actor is the units asked about, or their committees; a council "huyện, xã" is neither."""
    named = [subject for subject in find_subjects(actor) if not subject.whole]
    council = fold(actor).startswith("hoi dong")
    return bool(asked) and not council and fits(asked, named, holding.plan.level) >= _ACTING


def _is_of(actor: str, kinds: Collection[str]) -> bool:
    """Whether an actor is an office of these kinds: "hoi" of "hội nông dân" and not of "hội đồng"."""
    words = [*actor.split(), ""]
    return words[0] in kinds and words[1] != "dong"


def _is_said(actor: str, folded: str) -> bool:
    """Whether a question names an actor, or one of several that act together, by all of its words."""
    names = [padded(_LEVEL.sub("", name)) for name in re.split(r"[,;]| va ", fold(open_offices(actor)).strip())]
    return any(len(name.split()) >= 2 and name in padded(folded) for name in names)


def _actor(passage: Passage) -> Texts:
    """The words that say who acts: the nearest heading, or the opening of the sentence."""
    return Texts.of(f"{passage.actor} {' '.join(passage.text.split()[:14])}", "")
