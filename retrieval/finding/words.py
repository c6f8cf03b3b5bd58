"""The sentences of a plan that hold most of the words of a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.facts.parts import Part
from documents.plan import Kind
from retrieval.finding.answertype import awaited, awaits_list, is_of_types
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.certainty import SentenceSignals, certainty, enough
from retrieval.search.corpus import Corpus, Holding, coverage, written
from retrieval.search.passages import Passage
from retrieval.search.ranking import best_passages
from retrieval.search.reranking import rerank
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question

DOING = frozenset({Part.TASK, Part.MEASURE, Part.CLOSING, Part.AWARD, Part.DOSSIER, Part.CONTENT})
"""The parts of a plan that say who does what."""
_MONEY = re.compile(r"\d[\d.,]* (?:trieu |nghin |ty )?dong\b|\bquy dinh\b.*\b(?:nghi dinh|nghi quyet|quyet dinh)\b")
_CLOSE = 0.7
_BESIDE, _DOING, _OF_KIND = 2.5, 5.5, 4.0
"""How far a sentence of the type waited for, one that says the deed asked for, or one for an office of the kind asked
for, may lie behind a likelier one.
"""
_DEED = re.compile(
    r"\b(?:ai|(?:(?P<kind>phòng|sở|ban|hội|công chức)|cơ quan|đơn vị|bên|bộ phận|cấp|ngành|tổ chức|người|nơi) nào)"
    r"(?: (?:là|người|sẽ|phải|được|giao|chịu|trách|nhiệm|đứng|ra|lo|đi|có|việc|chủ|trì|làm|thực|hiện))*"
    r" (?P<deed>\w+(?: (?!ạ\b|vậy\b|thế\b)\w+)?)"
)
"""What those asked for do, in a word or two, and what they are: "ai là người thẩm định", "ban nào nhận"."""
_HINT = 0.5
_LEAST = 3
"""Fewer words than this are no sentence, but what is left of a stamp or a print: "in long"."""
_LOOKED_AT = 8
_SHOWN = 3


def find_words(
    question: Question, holding: Holding, corpus: Corpus, shape: Shape, roles: frozenset[Part] = frozenset()
) -> Finding:
    """The sentences that most likely answer a question, those in the parts named by `roles` where there are any."""
    scored = _ranked(question, holding, corpus)
    scored = [pair for pair in scored if pair[1].role in roles] or scored
    if not scored:
        return Finding(holding, Found.NOTHING, shape)
    top = scored[0][1]
    if _wants_money(question) and not _MONEY.search(top.folded):
        return Finding(holding, Found.SILENT, shape, (Item(top),), 0.3, lacks="mức tiền")
    sure = certainty("sentence", _signals(question, top, holding, corpus))
    if sure < enough("sentence"):
        found = Found.SILENT if sure >= _HINT * enough("sentence") else Found.NOTHING
        return Finding(holding, found, shape, (Item(top),), sure)
    return Finding(holding, Found.SAID, shape, _closest(question, scored, holding), sure)


def find_likeliest(question: Question, holding: Holding, corpus: Corpus, shape: Shape) -> Finding:
    """The sentence that most likely answers a question, wherever it stands, and those close behind it.

    One of the type that is waited for (an amount, a day) goes before those that are not.
    """
    scored = _ranked(question, holding, corpus)
    if not scored:
        return Finding(holding, Found.NOTHING, shape)
    scored = _from_typed(question, scored, holding, shape)
    sure = certainty("sentence", _signals(question, scored[0][1], holding, corpus))
    return Finding(holding, Found.SAID, shape, _closest(question, scored, holding), sure)


def _from_typed(
    question: Question, scored: list[tuple[float, Passage]], holding: Holding, shape: Shape
) -> list[tuple[float, Passage]]:
    """The sentences from the first on that is of the types waited for, where one close behind the likeliest is."""
    kinds = [kind for kind in awaited(question) if kind.strict or awaits_list(question)]
    near = [passage for score, passage in scored[:_SHOWN] if score >= scored[0][0] - _BESIDE]
    found = (Finding(holding, Found.SAID, shape, (_item(passage, holding),)) for passage in near)
    return scored[next((at for at, one in enumerate(found) if is_of_types(kinds, question, one)), 0) :]


def signals_of(question: Question, meant: Sequence[str], corpus: Corpus) -> tuple[Passage, SentenceSignals] | None:
    """The best sentence for a question in the plans meant, or in all, and what speaks for it."""
    found = []
    for plan_id in meant or corpus.holdings:
        holding = corpus.holdings[plan_id]
        if scored := _ranked(question, holding, corpus):
            found.append((scored[0][0], plan_id, scored[0][1]))
    if not found:
        return None
    _, plan_id, passage = max(found, key=lambda one: one[0])
    return passage, _signals(question, passage, corpus.holdings[plan_id], corpus)


def _ranked(question: Question, holding: Holding, corpus: Corpus) -> list[tuple[float, Passage]]:
    """The sentences nearest to a question, the likeliest first; by their words alone where the index cannot be had.

    No figure is told from a letterhead.
    """
    if ranked := rerank(question, holding, corpus):
        counted = question.wants(Ask.FIGURE)
        told = [one for one in ranked if one.passage.is_heading or len(one.passage.text.split()) >= _LEAST]
        said = [r for r in told if not (counted and r.passage.provision.kind is Kind.HEADER)]
        return _by_deed(question, [(one.score, one.passage) for one in said])
    return best_passages(corpus.terms(question.sought), holding, subjects=asked_subjects(question), limit=_LOOKED_AT)


def _by_deed(question: Question, scored: list[tuple[float, Passage]]) -> list[tuple[float, Passage]]:
    """The sentences, those among the likeliest first that say the very deed asked, or who is of the kind asked for."""
    deed = _DEED.search(written(question.text)) if question.wants(Ask.OFFICE) else None
    if deed is None or not scored:
        return scored
    near = [pair for pair in scored[:_LOOKED_AT] if pair[0] >= scored[0][0] - _DOING]
    doing = [pair for pair in near if f" {deed['deed']} " in written(pair[1].text)]
    if not doing and (kind := deed["kind"]):
        near = [pair for pair in near if pair[0] >= scored[0][0] - _OF_KIND]
        doing = [pair for pair in near if written(pair[1].opener or pair[1].actor).startswith(f" {kind} ")]
    return [*((scored[0][0], passage) for _, passage in doing), *(pair for pair in scored if pair not in doing)]


def _closest(question: Question, scored: Sequence[tuple[float, Passage]], holding: Holding) -> tuple[Item, ...]:
    """The first sentence and those close behind it that are of the units asked about as much, as they stand."""
    asked = asked_subjects(question)
    fit = [fits(asked, passage.subjects, holding.plan.level) for _, passage in scored[:_SHOWN]]
    close = [score >= scored[0][0] - _CLOSE for score, _ in scored[:_SHOWN]]
    chosen = [scored[at][1] for at in range(len(fit)) if close[at] and fit[at] >= fit[0]]
    chosen.sort(key=lambda passage: passage.place.start)
    return tuple(_item(passage, holding) for passage in chosen)


def _item(passage: Passage, holding: Holding) -> Item:
    return Item(passage, holding.facts_in(passage), label=passage.actor)


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
