"""Yes or no: a figure that a question asserts, or the asker's own, held against what the plan says."""

from __future__ import annotations

import re

from documents.facts.fact import Direction, Fact, Role
from documents.facts.quantities import Comparator, Quantity
from documents.syllables import fold
from retrieval.finding.evidence import Finding
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Topic
from retrieval.understanding.matching import fits
from retrieval.understanding.naming import lowered, place_of
from retrieval.understanding.question import Question

_CLAIM = re.compile(r"\b(?:chi can|phai|can|la|quy dinh|muc|dung khong|phai khong|co phai)\b")
_WAY = re.compile(r"\b(?:giam|con|xuong)\b(?! ngheo)")
_ADVERSE = re.compile(r"\bha (?:mot |hai )?bac\b|\btru \d|\bkhong (?:duoc )?xet\b|\bbi (?:loai|tru)\b")
_VOTED = re.compile(r"\b(?:dong y|nhat tri|tan thanh|bo phieu|bieu quyet|gio tay|dong tinh)\b")
_BEFORE = 30
"""Within how many characters before a figure it is told which way it goes."""
_COMPARE = {
    Comparator.AT_LEAST: lambda own, limit: own >= limit,
    Comparator.MORE: lambda own, limit: own > limit,
    Comparator.LESS: lambda own, limit: own < limit,
    Comparator.AT_MOST: lambda own, limit: own <= limit,
}


def judge(question: Question, finding: Finding) -> str | None:
    """A sentence that says yes or no, with why; None where the words of the plan must speak for themselves."""
    zones = {subject.zone for subject in asked_subjects(question)}
    facts = [
        fact
        for item in finding.items
        for fact in item.facts
        if fact.values
        and not (fact.role is Role.TARGET and question.about(Topic.CRITERION) and not question.about(Topic.TARGET))
        and all(subject.zone in {*zones, None} for subject in fact.subjects)
        and (not fact.subjects or fits(question.subjects[:1], fact.subjects, finding.holding.plan.level))
    ]
    for quantity in question.figures:
        for fact in sorted(facts, key=lambda fact: quantity.value not in fact.values):
            meant = fact.unit == quantity.unit and fact.comparator in _COMPARE
            if (
                meant
                and not _is_of_other_way(question, quantity, fact)
                and not _is_of_other_kind(question, finding, fact)
            ):
                return _measured(question, finding, fact, quantity)
    return None


def _is_of_other_way(question: Question, quantity: Quantity, fact: Fact) -> bool:
    """Whether a fall is told and the plan says how high a rate may still be, or the other way round."""
    told = _WAY.findall(fold(question.text[max(0, quantity.span.start - _BEFORE) : quantity.span.start]))
    way = Direction.REDUCE if told and told[-1] == "giam" else Direction.REMAIN
    return bool(told) and fact.direction in {Direction.REDUCE, Direction.REMAIN} - {way}


def _is_of_other_kind(question: Question, finding: Finding, fact: Fact) -> bool:
    """Whether a figure is what is counted against one, or of votes where none are told, or the other way round."""
    said = fold(finding.holding.plan.reading.text[fact.sentence.start : fact.sentence.end])
    return bool(_ADVERSE.search(said)) or bool(_VOTED.search(said)) is not bool(_VOTED.search(question.folded))


def _measured(question: Question, finding: Finding, fact: Fact, quantity: Quantity) -> str:
    reading = finding.holding.plan.reading.text
    clause = " ".join(reading[fact.place.start : fact.place.end].split()).strip(" .;,()")
    place = place_of(finding.holding.plan)
    limit = fact.values[0]
    asserted = " ".join(question.text[quantity.span.start : quantity.span.end].split())
    claims = bool(_CLAIM.search(question.folded)) and not _is_own(question)
    if claims:
        right = quantity.value in fact.values
        head = "Đúng" if right else "Không đúng"
        return f"{head}: kế hoạch của {place} quy định {lowered(clause)}."
    assert fact.comparator is not None  # noqa: S101 - held by the caller
    enough = _COMPARE[fact.comparator](quantity.value, limit)
    head = "Đủ điều kiện này" if enough else "Chưa đủ"
    own = f"{asserted} của bạn" if asserted else "thời gian của bạn"
    return f"{head}: kế hoạch của {place} đòi hỏi {lowered(clause)}; {own} {'đạt' if enough else 'chưa đạt'} mức đó."


def _is_own(question: Question) -> bool:
    return bool(re.search(r"\b(?:nha|ho|xa|huyen|thon|don vi|gia dinh)? ?(?:toi|minh|em|chung toi)\b", question.folded))
