"""The sentences of a plan that hold most of the words of a question."""

from __future__ import annotations

import re

from retrieval.asks import Ask, Topic
from retrieval.corpus import Corpus, Holding
from retrieval.evidence import Finding, Found, Item, Shape
from retrieval.figures import asked_subjects, best_passages
from retrieval.passages import Role
from retrieval.question import Question

DOING = frozenset({Role.TASK, Role.MEASURE, Role.CLOSING, Role.AWARD, Role.DOSSIER, Role.CONTENT})
"""The parts of a plan that say who does what."""
_MONEY = re.compile(r"\d[\d.,]* (?:trieu |nghin |ty )?dong\b|\bquy dinh\b.*\b(?:nghi dinh|nghi quyet|quyet dinh)\b")
_ENOUGH = 0.42
_CLOSE = 0.85
_HINT = 0.2


def find_words(
    question: Question, holding: Holding, corpus: Corpus, shape: Shape, roles: frozenset[Role] = frozenset()
) -> Finding:
    """The sentences that say most of what a question is about, those in the parts named by `roles` first."""
    terms = corpus.terms(question.sought)
    scored = best_passages(
        terms,
        holding,
        subjects=asked_subjects(question),
        roles=roles,
        near=corpus.similarity.near(question.text),
        limit=8,
    )
    if question.about(Topic.CRITERION):
        scored = [(score * (1.0 if p.role is Role.CRITERION else 0.9), p) for score, p in scored]
        scored.sort(key=lambda pair: -pair[0])
    if scored and _wants_money(question) and not any(_MONEY.search(p.folded) for _, p in scored[:1]):
        return Finding(holding, Found.SILENT, shape, (Item(scored[0][1]),), scored[0][0], lacks="mức tiền")
    if not scored or scored[0][0] < _ENOUGH:
        items = tuple(Item(passage) for _, passage in scored[:1])
        strength = scored[0][0] if scored else 0.0
        return Finding(holding, Found.SILENT if strength >= _HINT else Found.NOTHING, shape, items, strength)
    best = scored[0][0]
    chosen = [passage for score, passage in scored if score >= _CLOSE * best][:3]
    chosen.sort(key=lambda passage: passage.place.start)
    items = tuple(Item(passage, holding.facts_in(passage), label=passage.actor) for passage in chosen)
    return Finding(holding, Found.SAID, shape, items, best)


def _wants_money(question: Question) -> bool:
    """Whether an amount of money is asked for."""
    paid = re.search(r"\b(?:tien|bao nhieu dong|trieu)\b", question.folded)
    return bool(paid) and question.unit == "đồng" and question.wants(Ask.FIGURE, Ask.CONFIRM)
