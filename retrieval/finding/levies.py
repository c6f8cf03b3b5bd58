"""What a plan says against collecting money from the poor, where somebody was told to pay."""

from __future__ import annotations

import re

from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.corpus import Corpus, Holding
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.question import Question

_ASKED = re.compile(
    r"\b(?:thu|bat|bao|keu|yeu cau|phai|doi)\b.{0,60}\b(?:gop|dong gop|dong|nop|ung ho)\b"
    r".{0,30}(?:\d\s?(?:k|nghin|ngan|trieu|dong)\b|\b(?:tien|quy)\b)"
)
_SAID = re.compile(
    r"\bkhong (?:duoc )?(?:huy dong|giao chi tieu|van dong|thu|bat buoc|ep buoc|ep|dat muc|quy dinh muc)\b"
    r"[^.;]*\b(?:dong gop|ung ho|gop|thu tien)\b"
)


def asks_levy(question: Question) -> bool:
    """Whether it is asked if somebody may be made to pay, and not what must be given to be praised."""
    asked = question.wants(Ask.CONFIRM) and not question.about(Topic.CRITERION, Topic.AWARD)
    return asked and bool(_ASKED.search(question.line))


def find_levy(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """The sentences that forbid it; nothing where a plan has none."""
    items = tuple(Item(p) for p in holding.passages if not p.is_heading and _SAID.search(p.folded))
    found = Found.SAID if items else Found.NOTHING
    return Finding(holding, found, Shape.TEXT, items, 1.0 if items else 0.0, sure=1.0 if items else 0.0)
