"""A part of a plan as a whole: its aims, its contents, its measures, the organisation of its carrying out."""

from __future__ import annotations

import re

from documents.syllables import fold
from retrieval.addressed import asked_subjects
from retrieval.corpus import Corpus, Holding
from retrieval.evidence import Finding, Found, Item, Shape
from retrieval.passages import Passage, Role, whole
from retrieval.question import Question

_PARTS: tuple[tuple[Role, str], ...] = (
    (Role.MEASURE, r"giai phap"),
    (Role.CONTENT, r"noi dung (?:thi dua|phong trao|cua phong trao|thuc hien)"),
    (Role.REQUIREMENT, r"yeu cau"),
    (Role.TARGET, r"muc dich"),
    (Role.AWARD, r"(?:cac )?hinh thuc khen(?: thuong)?"),
)
_ASKED = r"\b(?:nhung |cac |co |gom |neu |liet ke )?(?:nhung |cac )?(?:{part})\b.{{0,40}}\b(?:gi|nao|nhung|gom|ra sao|the nao)\b"
_LISTED = r"\b(?:liet ke|neu|cac|nhung|gom)\b.{{0,25}}\b(?:{part})\b"


def section_asked(question: Question) -> Role | None:
    """The part of a plan that a question asks for as a whole."""
    folded = " ".join(fold(question.masked).split())
    for role, part in _PARTS:
        if role is Role.REQUIREMENT and (asked_subjects(question) or question.topics):
            continue
        if re.search(_ASKED.format(part=part), folded) or re.search(_LISTED.format(part=part), folded):
            return role
    return None


def find_section(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """Every clause of the part asked for, in order."""
    role = section_asked(question)
    positions = dict.fromkeys(p.position for p in holding.passages if p.role is role and not p.is_heading)
    if not positions:
        return Finding(holding, Found.SILENT, Shape.SUMMARY)
    items = tuple(_item(whole(holding.plan, position)) for position in positions)
    return Finding(holding, Found.SAID, Shape.SUMMARY, items, 1.0)


def _item(passage: Passage) -> Item:
    return Item(passage, label=passage.actor)
