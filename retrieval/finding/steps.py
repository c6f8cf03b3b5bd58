"""The steps from proposal to award, in the order a plan tells them."""

from __future__ import annotations

import re

from documents.facts.parts import Part
from documents.syllables import fold
from retrieval.finding.delegation import leaving
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.corpus import Corpus, Holding
from retrieval.search.passages import Passage, whole
from retrieval.understanding.asks import Ask, occasions
from retrieval.understanding.naming import place_of
from retrieval.understanding.phrasing import count
from retrieval.understanding.question import Question

_ASKED = re.compile(
    r"\b(?:trinh tu|quy trinh|thu tuc|(?:cac|may|nhung|tung) buoc|buoc (?:nao|gi|tiep theo|ke tiep|sau))\b"
    r"|\btu (?:luc|khi|buoc)(?! nao)\b.{3,60}\b(?:den|toi) (?:luc|khi|buoc)\b"
)
_PRAISED = re.compile(r"\b(?:khen|ho so|binh xet|hop xet|xet)\b")
_HEADED = re.compile(r"\b(?:trinh tu|quy trinh|thu tuc|cac buoc)\b")
_MOST = 12


def asks_steps(question: Question) -> bool:
    """Whether it is asked which way a proposal goes, from one step to another."""
    line = question.line
    return bool(_ASKED.search(line) and _PRAISED.search(line)) and not question.wants(Ask.DOCUMENT, Ask.DIFFERENCE)


def find_steps(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """The clauses under a heading that names the procedure, else those on dossiers, but for another occasion.

    Where a clause leaves the procedure to another document, that clause.
    """
    said = [passage for passage in holding.passages if not passage.is_heading]
    headed = [p for p in said if any(_HEADED.search(fold(heading)) for heading in p.sections[:1])]
    chosen = headed or [passage for passage in said if passage.role is Part.DOSSIER]
    if left := [p for p in leaving(holding) if _HEADED.search(p.folded)]:
        return Finding(holding, Found.DELEGATED, Shape.SUMMARY, tuple(map(Item, left)), 1.0)
    asked = occasions(question.line)
    clauses = [whole(holding.plan, position) for position in dict.fromkeys(p.position for p in chosen)]
    steps = [clause for clause in clauses if not asked or not _told(clause) or asked & _told(clause)]
    if not 0 < len(steps) <= _MOST:
        return Finding(holding, Found.NOTHING, Shape.SUMMARY)
    words = f"Kế hoạch của {place_of(holding.plan)} nêu trình tự qua {count(len(steps))} ý, theo thứ tự dưới đây"
    return Finding(holding, Found.SAID, Shape.SUMMARY, tuple(map(Item, steps)), 1.0, words=words)


def _told(clause: Passage) -> frozenset[str]:
    """The occasions that the first words of a clause are about: "Hồ sơ khen tổng kết: …"."""
    return occasions(fold(clause.text[:60]))
