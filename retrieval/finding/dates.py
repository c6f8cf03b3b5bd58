"""When something is due or held, and to whom reports go."""

from __future__ import annotations

import re

from documents.facts.fact import Fact, Role
from documents.facts.parts import Part
from documents.syllables import fold
from retrieval.finding.answertype import is_held_yearly, is_level
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.corpus import Corpus, Holding, coverage
from retrieval.search.passages import Passage
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic, occasions
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question

_TIMED = re.compile(r"\bngay \d|\bthang \d|\bquy (?:i|v|\d)|\bnam 20\d\d|\d/\d")
_SILENT = frozenset({Part.BASIS, Part.NAME, Part.RECIPIENTS, Part.SIGNATURE})
_ENOUGH = 0.45
_TOGETHER = 0.04
_ANYBODY = 0.35
"""Where nobody is named, the days of all who report are told."""
_MOST = 6
_SURE = 0.6
_WHO = re.compile(r"\b(?:so|phong|ban|hoi|doan|co quan|don vi|co so|cap|truong|cong ty)\b")
_PERIOD = re.compile(r"\b(?:6 thang|sau thang|9 thang|quy|nam|tuan|thang)\b")
_NEAR = 0.1
_REVIEWS = frozenset({"sơ kết", "tổng kết"})
_OF_OTHERS = 0.4
"""How much less a criterion counts that is for other units than those asked about."""
_OTHER_REVIEW = 0.4
"""How much less a sentence counts that is on the other of the two reviews than the one asked about."""


def find_dates(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """The sentences that say when; where the matter has none, the sentence on the matter, and that it says no date."""
    terms = corpus.terms(question.sought)
    subjects = asked_subjects(question)
    near = corpus.near(question.text, holding)
    reviews = occasions(question.folded) & _REVIEWS
    scored: list[tuple[float, Passage]] = []
    for passage in holding.passages:
        if passage.role in _SILENT or is_level(passage, question) or _is_opposed(passage, question):
            continue
        facts = holding.facts_in(passage)
        conditional = bool(_CONDITIONAL.search(passage.folded))
        if not (facts and _timed(facts)) and not _TIMED.search(passage.folded) and not conditional:
            continue
        score = coverage(terms, holding.texts_of(passage)) + _NEAR * near.get(passage.id, 0.0)
        score += _matter(question, facts)
        fit = fits(subjects, passage.subjects, holding.plan.level) if subjects else 0.0
        score += 0.15 * fit
        apart = question.wants(Ask.DIFFERENCE) and not question.about(Topic.TARGET)
        told = {Part.CRITERION, Part.TARGET} if apart else {Part.CRITERION}
        score -= _OF_OTHERS if passage.role in told and subjects and not fit else 0.0
        score += 0.1 if _says_when(question, passage, facts) else 0.0
        reviewed = occasions(passage.folded) & _REVIEWS
        score -= _OTHER_REVIEW if reviewed and reviews and reviews.isdisjoint(reviewed) else 0.0
        scored.append((score, passage))
    scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _ENOUGH:
        return Finding(
            holding, Found.SILENT, Shape.DATE, _nearest(question, holding, corpus), 0.3, lacks="ngày tháng cho việc này"
        )
    best = scored[0][0]
    anybody = question.about(Topic.REPORT) and not subjects and not _WHO.search(fold(question.masked))
    together = _ANYBODY if anybody else _TOGETHER
    close = [p for score, p in scored[:_MOST] if score >= best - together]
    if anybody:
        close = [p for p in close if p is scored[0][1] or _is_due(p, scored[0][1], question, holding)]
    chosen = sorted(close[:3], key=lambda p: p.place.start)
    stated = [passage for passage in chosen if _says_when(question, passage, holding.facts_in(passage))]
    items = tuple(Item(passage, holding.facts_in(passage), label=passage.actor) for passage in stated or chosen)
    if stated:
        return Finding(holding, Found.SAID, Shape.DATE, items, min(1.0, best))
    if best >= _SURE and any(_CONDITIONAL.search(passage.folded) for passage in chosen):
        return Finding(holding, Found.SAID, Shape.DATE, items, min(1.0, best))
    return Finding(holding, Found.SILENT, Shape.DATE, items, min(1.0, best), lacks="ngày tháng cụ thể")


def _is_opposed(passage: Passage, question: Question) -> bool:
    """Whether a sentence is of the criteria and only the target is asked about, or the other way round."""
    asked = question.topics & {Topic.TARGET, Topic.CRITERION}
    opposed = {Topic.TARGET: Part.CRITERION, Topic.CRITERION: Part.TARGET}
    return len(asked) == 1 and passage.role is opposed[min(asked)]


def _is_due(passage: Passage, best: Passage, question: Question, holding: Holding) -> bool:
    """Whether a sentence has a day for the same report as the best one."""
    asked = set(_PERIOD.findall(question.folded)) & set(_PERIOD.findall(best.folded))
    reports = [fact for fact in holding.facts_in(passage) if fact.role is Role.REPORT and fact.time and fact.time.month]
    return bool(reports) and all(re.search(rf"\b{period}\b", passage.folded) for period in asked)


def _timed(facts: tuple[Fact, ...]) -> bool:
    return any(fact.time or fact.role is Role.REPORT for fact in facts)


def _matter(question: Question, facts: tuple[Fact, ...]) -> float:
    """How well what the facts are for goes with what the question is about."""
    score = 0.0
    if question.about(Topic.REPORT) and not question.about(Topic.DOSSIER):
        reports = [fact for fact in facts if fact.role is Role.REPORT]
        score += 0.4 if reports else -0.3
        score += 0.2 if any(fact.time and fact.time.month for fact in reports) else 0.0
        score += 0.15 if any(fact.through for fact in reports) else 0.0
        score += 0.15 if any(fact.cycle for fact in reports) else 0.0
        score -= 0.2 if not any(fact.cycle or fact.time for fact in reports) else 0.0
        score -= 0.15 if any("thẩm quyền" in (fact.recipient or "") for fact in reports) else 0.0
    if question.measures and any(fact.measure in question.measures and fact.time for fact in facts):
        score += 0.5
    if question.about(Topic.REVIEW) and not question.about(Topic.DOSSIER, Topic.REPORT):
        events = {fold(fact.event) for fact in facts if fact.event and (fact.time or fact.cycle)}
        score += 0.5 if any(event in question.folded for event in events) else -0.3
    return score


def _says_when(question: Question, passage: Passage, facts: tuple[Fact, ...]) -> bool:
    """Whether a sentence says when, as finely as it was asked."""
    if not question.wants(Ask.DATE) and question.wants(Ask.OFFICE):
        return True
    reports = [fact for fact in facts if fact.role is Role.REPORT]
    if question.about(Topic.REPORT) and reports:
        return any(fact.time and fact.time.month for fact in reports) or bool(re.search(r"\bngay \d", passage.folded))
    timed = any(time.year or time.month for time in passage.times) or bool(_TIMED.search(passage.folded))
    return timed or is_held_yearly(question, passage)


_CONDITIONAL = re.compile(r"\b(?:sau )?khi (?:co|nhan duoc|duoc|hoan thanh|ket thuc)\b")


def _nearest(question: Question, holding: Holding, corpus: Corpus) -> tuple[Item, ...]:
    from retrieval.search.ranking import best_passages

    best = best_passages(corpus.terms(question.sought), holding, subjects=asked_subjects(question), limit=1)
    return tuple(Item(passage) for _, passage in best)
