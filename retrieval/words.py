"""The sentences of a plan that hold most of the words of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.addressed import asked_subjects
from retrieval.asks import Ask, Topic
from retrieval.certainty import SentenceSignals, certainty, enough
from retrieval.corpus import Corpus, Holding, coverage
from retrieval.evidence import Finding, Found, Item, Shape
from retrieval.passages import Passage, Role
from retrieval.question import Question
from retrieval.ranking import best_passages
from retrieval.support import supports

DOING = frozenset({Role.TASK, Role.MEASURE, Role.CLOSING, Role.AWARD, Role.DOSSIER, Role.CONTENT})
"""The parts of a plan that say who does what."""
_MONEY = re.compile(r"\d[\d.,]* (?:trieu |nghin |ty )?dong\b|\bquy dinh\b.*\b(?:nghi dinh|nghi quyet|quyet dinh)\b")
_CLOSE = 0.3
_HINT = 0.5
_LOOKED_AT = 8
_SURELY = 0.6
_OFF_TOPIC = 0.1


def find_words(
    question: Question, holding: Holding, corpus: Corpus, shape: Shape, roles: frozenset[Role] = frozenset()
) -> Finding:
    """The sentences that say most of what a question is about, those in the parts named by `roles` first."""
    scored = _ranked(question, holding, corpus, roles)
    if not scored:
        return Finding(holding, Found.NOTHING, shape)
    best, top = scored[0]
    if _wants_money(question) and not _MONEY.search(top.folded):
        return Finding(holding, Found.SILENT, shape, (Item(top),), 0.3, lacks="mức tiền")
    sure = certainty("sentence", _signals(question, top, holding, corpus))
    if sure < enough("sentence"):
        found = Found.SILENT if sure >= _HINT * enough("sentence") else Found.NOTHING
        return Finding(holding, found, shape, (Item(top),), sure)
    chosen = [passage for score, passage in scored if score >= best - _CLOSE][:3]
    chosen.sort(key=lambda passage: passage.place.start)
    items = tuple(Item(passage, holding.facts_in(passage), label=passage.actor) for passage in chosen)
    return Finding(holding, Found.SAID, shape, items, sure)


def find_supported(question: Question, holding: Holding, corpus: Corpus, shape: Shape) -> Finding | None:
    """The sentence that speaks of the very thing asked, wherever it stands; None where none surely does."""
    found = []
    for score, passage in _ranked(question, holding, corpus, frozenset())[:_LOOKED_AT]:
        sure = certainty("sentence", _signals(question, passage, holding, corpus))
        item = Item(passage, holding.facts_in(passage), label=passage.actor)
        finding = Finding(holding, Found.SAID, shape, (item,), sure)
        found.append((supports(question, finding, corpus), score, finding))
    best = max(found, key=lambda one: one[:2], default=None)
    return best[2] if best and best[0] >= _SURELY else None


def signals_of(question: Question, meant: Sequence[str], corpus: Corpus) -> tuple[Passage, SentenceSignals] | None:
    """The best sentence for a question in the plans meant, or in all, and what speaks for it."""
    found = []
    for plan_id in meant or corpus.holdings:
        holding = corpus.holdings[plan_id]
        if scored := _ranked(question, holding, corpus, frozenset()):
            found.append((scored[0][0], plan_id, scored[0][1]))
    if not found:
        return None
    _, plan_id, passage = max(found, key=lambda one: one[0])
    return passage, _signals(question, passage, corpus.holdings[plan_id], corpus)


def _ranked(
    question: Question, holding: Holding, corpus: Corpus, roles: frozenset[Role]
) -> list[tuple[float, Passage]]:
    terms = corpus.terms(question.sought)
    near = corpus.near(question.text, holding)
    scored = best_passages(terms, holding, subjects=asked_subjects(question), roles=roles, near=near, limit=8)
    if question.about(Topic.CRITERION):
        scored = [(score if p.role is Role.CRITERION else score - _OFF_TOPIC, p) for score, p in scored]
        scored.sort(key=lambda pair: -pair[0])
    return scored


def _signals(question: Question, passage: Passage, holding: Holding, corpus: Corpus) -> SentenceSignals:
    terms = corpus.terms(question.sought)
    return SentenceSignals(
        coverage=coverage(terms, holding.texts_of(passage)),
        near=corpus.near(question.text, holding).get(passage.id, 0.0),
    )


def _wants_money(question: Question) -> bool:
    """Whether an amount of money is asked for."""
    paid = re.search(r"\b(?:tien|bao nhieu dong|trieu)\b", question.folded)
    return bool(paid) and question.unit == "đồng" and question.wants(Ask.FIGURE, Ask.CONFIRM)
