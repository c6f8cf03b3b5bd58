"""Every day, year and cycle that a plan sets, by what it is for."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.facts.fact import Fact, Role
from documents.facts.times import When
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.figures import by_sentence, role_of
from retrieval.search.corpus import Corpus, Holding
from retrieval.understanding.asks import Topic
from retrieval.understanding.naming import place_of
from retrieval.understanding.phrasing import due
from retrieval.understanding.question import Question

_EVERY = re.compile(
    r"\b(?:tat ca|cac|nhung|toan bo|liet ke|danh sach|tong hop)\b.{0,12}"
    r"\b(?:moc(?: thoi gian)?|thoi han|thoi diem|han(?: chot| cuoi)?|ngay thang)\b"
    r"|\blich (?:trinh|thuc hien|bao cao)\b|\bmoc thoi gian (?:nao|gi)\b"
)
_GROUPS: tuple[tuple[str, frozenset[Role]], ...] = (
    ("Báo cáo", frozenset({Role.REPORT})),
    ("Sơ kết, tổng kết", frozenset({Role.EVENT})),
    ("Thời hạn khác", frozenset({Role.DEADLINE})),
    ("Mốc của mục tiêu, tiêu chuẩn", frozenset({Role.TARGET, Role.CRITERION, Role.QUOTA})),
)
_DUE = {When.BY, When.BEFORE, When.LATEST}


def asks_every_day(question: Question) -> bool:
    """Whether a question asks for all the days and years of a plan, or of its reviews, not those of other matters."""
    return bool(_EVERY.search(question.folded)) and not question.about(Topic.REPORT, Topic.DOSSIER)


def find_timeline(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """Every sentence that sets a day, a year or a cycle, in groups; those of reviews where only they are asked for."""
    items: dict[str, Item] = {}
    told: list[str] = []
    reviews = question.about(Topic.REVIEW)
    for group, roles in _GROUPS:
        if reviews and roles != {Role.EVENT}:
            continue
        facts = [fact for fact in holding.facts if role_of(fact, holding) in roles and _timed(fact)]
        for item in by_sentence(facts, holding):
            items.setdefault(item.passage.id, replace(item, group=group))
        if facts and not roles & {Role.TARGET, Role.CRITERION}:
            told.append(", ".join(dict.fromkeys(_told(fact, holding) for fact in facts)))
    if not items:
        return Finding(holding, Found.SILENT, Shape.SUMMARY, lacks="mốc thời gian nào")
    words = f"Các mốc trong kế hoạch của {place_of(holding.plan)}: {'; '.join(told)}" if told else ""
    return Finding(holding, Found.SAID, Shape.SUMMARY, tuple(items.values()), 1.0, words=words)


def _told(fact: Fact, holding: Holding) -> str:
    """What is due and when, in a few words."""
    what = fact.event or ("báo cáo" if fact.role is Role.REPORT else "thời hạn")
    return f"{what} {due(fact, holding.plan)}{f' (gửi {fact.recipient})' if fact.recipient else ''}"


def _timed(fact: Fact) -> bool:
    """Whether a fact sets a time of its own."""
    if fact.role in {Role.REPORT, Role.EVENT, Role.DEADLINE}:
        return bool(fact.time or fact.cycle)
    return bool(fact.time and (fact.time.month or fact.time.when in _DUE or fact.time.end))
