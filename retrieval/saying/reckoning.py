"""What a plan's share of poor households comes to with the asker's own number of them."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal

from documents.facts.fact import Direction, Fact
from documents.facts.measures import Measure
from documents.facts.quantities import Comparator
from retrieval.finding.evidence import Finding
from retrieval.understanding.asks import Ask
from retrieval.understanding.matching import fits
from retrieval.understanding.phrasing import decimal, result
from retrieval.understanding.question import Question

_LEFT = re.compile(r"\bcon(?: lai)?(?: nhieu nhat| toi da| khong qua)? (?:bao nhieu|may)\b")
_VOTED = re.compile(r"\b(?:dong (?:y|tinh)|nhat tri|tan thanh|bieu quyet|gio tay|thong nhat)\b")
_MET = 2
"""The counts that a vote is told by: those who met and those who agreed."""
_WHOLE = Decimal(100)


def reckon(question: Question, finding: Finding) -> str:
    """How many of the asker's households a share is, or what share of them is gone; "" where neither is asked.

    The working is printed with it: "40 × 15 : 100 = 6".
    """
    if voted := _vote(question, finding):
        return voted
    counts = [quantity.value for quantity in question.quantities if quantity.unit.startswith("hộ")]
    fact = _share(question, finding)
    if fact is None or not counts or counts[0] <= 0:
        return ""
    if len(counts) == 1 and question.wants(Ask.FIGURE) and question.unit == "hộ":
        return _part_of(counts[0], fact.values[0], left=bool(_LEFT.search(question.folded)))
    if len(counts) == 2 and counts[1] < counts[0]:
        return _fall(counts[0], counts[1], fact.values[0])
    return ""


def _vote(question: Question, finding: Finding) -> str:
    """What share of those who met the asker tells to have agreed; "" where that is not asked."""
    counts = [q.value for q in question.quantities if q.unit in {"người", "hộ", "đại biểu"}]
    shares = [
        fact
        for item in finding.items
        for fact in finding.holding.facts_in(item.passage)
        if fact.unit == "%" and fact.comparator is Comparator.AT_LEAST and _VOTED.search(finding.holding.said(fact))
    ]
    if len(counts) != _MET or not _VOTED.search(question.folded) or len(shares) != 1 or not min(counts):
        return ""
    agreed, met, share = min(counts), max(counts), shares[0].values[0]
    part = agreed * _WHOLE / met
    enough = "đạt" if part >= share else "chưa đạt"
    working = f"{decimal(agreed)} × 100 : {decimal(met)} {result(part)}%"
    return f"Số đồng ý: {working}, {enough} mức {decimal(share)}%."


def _share(question: Question, finding: Finding) -> Fact | None:
    """The share by which the number of poor households of the unit asked about must fall."""
    level = finding.holding.plan.level
    shares = [
        fact
        for item in finding.items
        for fact in item.facts
        if fact.measure is Measure.POOR_HOUSEHOLDS
        and fact.unit == "%"
        and fact.direction is Direction.REDUCE
        and fact.comparator in {Comparator.AT_LEAST, Comparator.EQUAL}
        and (not fact.subjects or fits(question.subjects, fact.subjects, level))
    ]
    return shares[0] if len(shares) == 1 and len(shares[0].values) == 1 else None


def _part_of(own: Decimal, share: Decimal, *, left: bool) -> str:
    part = (own * share / _WHOLE).normalize()
    least = part.to_integral_value(ROUND_CEILING)
    rounded = "" if least == part else f", tức ít nhất {decimal(least)} hộ"
    rest = f", còn nhiều nhất {decimal(own)} - {decimal(least)} = {decimal(own - least)} hộ" if left else ""
    return (
        f"Với {decimal(own)} hộ của bạn: {decimal(own)} × {decimal(share)} : 100 = {decimal(part)} hộ{rounded}{rest}."
    )


def _fall(before: Decimal, after: Decimal, share: Decimal) -> str:
    gone = before - after
    fallen = gone * _WHOLE / before
    enough = "đạt" if fallen >= share else "chưa đạt"
    part = f"{decimal(gone)} × 100 : {decimal(before)} {result(fallen)}%"
    return (
        f"Số hộ nghèo của bạn giảm {decimal(before)} - {decimal(after)} = {decimal(gone)} hộ, "
        f"{part}: {enough} mức {decimal(share)}%."
    )
