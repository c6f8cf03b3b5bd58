"""What becomes of papers and reports that come late."""

from __future__ import annotations

import re

from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.sending import due_by
from retrieval.search.corpus import Corpus, Holding
from retrieval.search.passages import Passage
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.question import Question

_HANDED_IN = r"(?:gửi|nộp|báo cáo|hồ sơ|giấy tờ)"
_LATE = r"(?:trễ|muộn|chậm)(?! (?:nhất|không(?! (?:được|nhận|xét))|chưa)\b)"
_ASKED = re.compile(
    rf"\b{_HANDED_IN}\b(?:(?! nhất)[^?.,]){{0,40}}?\b(?:{_LATE}|quá hạn|sau (?:thời )?hạn)\b"
    rf"|\b{_HANDED_IN}\b(?:(?! nhất)[^?.,]){{0,60}}?\b(?:còn|vẫn)(?: có)?(?: được)? (?:xét|kịp|nhận|tính|khen)\b"
    rf"|\b{_HANDED_IN}\b(?:(?! nhất)[^?]){{0,60}}?\bngày \d(?:(?! nhất)[^?]){{0,20}}?"
    r"\b(?:được|kịp) (?:xét|nhận|tiếp nhận)\b"
    rf"|\b{_LATE}(?: (?:mất|có|tới|hết|hơn))? (?:\d+|một|hai|ba|bốn|năm|vài|mấy|ít) (?:hôm|ngày|bữa|tuần)\b",
    re.IGNORECASE,
)
_STILL = re.compile(r"\b(?:còn|vẫn)(?: có)?(?: được)? (?:xét|kịp|nhận|tính|khen)\b", re.IGNORECASE)
_BECOMES = re.compile(r"\b(?:xử lý|thì sao|có sao|bị gì|làm sao|thì thế nào|bị (?:phạt|trừ))\b", re.IGNORECASE)
_SAID = re.compile(
    rf"\b{_HANDED_IN}\b[^.;]*?\b(?:{_LATE}|(?:quá|sau) (?:thời )?hạn"
    r"|sau (?:ngày|thời (?:gian|điểm)) (?:này|đó|trên|nêu trên))\b"
    r"|\b[Qq]uá (?:thời )?hạn[^.;]{0,40}?\bkhông (?:tiếp )?(?:nhận|xét|xem xét|được)\b"
    rf"|\b{_LATE} (?:quá |hơn )?(?:\d|một lần|hai lần|hạn)|\bmỗi (?:lần|ngày|kỳ) (?:gửi |nộp )?{_LATE}\b",
    re.IGNORECASE,
)
_DEBT = re.compile(r"\bnợ quá hạn\b|\btrả (?:nợ )?chậm\b", re.IGNORECASE)
"""What is late in paying, not in handing in."""
_LENT = re.compile(r"\b(?:nợ|vay|lãi|ngân hàng)\b", re.IGNORECASE)
_KINDS = {Topic.DOSSIER: re.compile(r"\b(?:ho so|giay to)\b"), Topic.REPORT: re.compile(r"\bbao cao\b")}


def asks_lateness(question: Question) -> bool:
    """Whether it is asked what comes of handing something in late, not by when to."""
    dated = question.days and not _STILL.search(question.text)
    timed = question.wants(Ask.DATE) and not _BECOMES.search(question.text)
    return names_lateness(question) and not dated and not timed and not question.wants(Ask.OFFICE)


def names_lateness(question: Question) -> bool:
    """Whether a question speaks of something handed in late."""
    return bool(_ASKED.search(question.text)) and not _LENT.search(question.text)


def find_lateness(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """The sentences that say it, of the kind of paper asked about where they tell kinds apart.

    Where a day is named, that by which the papers were due comes first.
    """
    said = [p for p in holding.passages if _SAID.search(_DEBT.sub(" ", p.text)) and not p.is_heading]
    kinds = [pattern for topic, pattern in _KINDS.items() if question.about(topic)]
    of_kind = [p for p in said if any(kind.search(_told(p)) for kind in kinds)]
    dated = question.days or any(time.day for time in question.times)
    due = due_by(question, holding) if dated and said else []
    items = tuple(map(Item, dict.fromkeys([*due, *(of_kind or said)])))
    return Finding(holding, Found.SAID if items else Found.NOTHING, Shape.MEANING, items, 1.0 if items else 0.0)


def _told(passage: Passage) -> str:
    return f"{passage.folded} {fold(' '.join(passage.sections[:1]))}"
