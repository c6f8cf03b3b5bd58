"""Whether, or for what, one is praised: the criteria that one is judged by, whatever words the deed is told in."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.facts.parts import Part
from documents.facts.units import HOUSEHOLDS, OFFICERS, UnitKind
from retrieval.finding.answertype import is_of_types, strictly_awaited
from retrieval.finding.conditions import criteria_for
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.corpus import Holding
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question

_PRAISE = (
    r"(?:khen(?: thuong)?|bieu duong|tuyen duong|vinh danh|ton vinh|ghi nhan|ghi cong|tieu bieu|xet"
    r"|(?:dat |du )?(?:tieu chuan|dieu kien)|du tham nien)"
)
_ASKED = re.compile(
    rf"\b(?:duoc|muon|de|tinh|moi|dang|vao|du|thu|muc nao)\b(?: (?!ai\b)\w+){{0,5}} {_PRAISE}\b"
    r"(?: \w+){0,6} (?:khong|chua|hong|nhi)\b"
    rf"|\b{_PRAISE}(?: \w+){{0,3}} (?:duoc|du|dat) (?:khong|chua)\b"
    rf"|\b(?:gi|nao|sao|bao lau)\b.*\b(?:duoc|moi|la|de|coi|tinh)\b(?: \w+){{0,5}} {_PRAISE}\b"
    rf"|\b(?:muon|de)\b(?: \w+){{0,3}} {_PRAISE}\b.*\b(?:gi|the nao|sao)\b"
    r"|\b(?:tieu chuan|tieu chi|dieu kien)\b(?: \w+){0,4} co (?:dung|noi|nhac|tinh|xet|lien quan)(?: \w+){0,4} khong\b"
    r"|\bdanh hieu (?:gi|nao)\b"
    rf"|\bduoc {_PRAISE}\b(?: \w+){{0,3}} (?:dua|theo|can cu|bang)\b.{{0,20}}\b(?:gi|nao|dau)\b"
)
_EXCLUDED = re.compile(r"\bkhong (?:duoc )?(?:xet|de nghi|khen|tang|bieu duong)\b")
_SHORT = 200
_MOST = 5
_PERSONS = HOUSEHOLDS | OFFICERS | {UnitKind.BUSINESS}
"""Those who ask of themselves; plans tell apart more kinds of offices than a question names."""


def asks_praise(question: Question) -> bool:
    """Whether it is asked if, or by what, somebody comes to be praised: no number, day, office or paper of it."""
    other = question.wants(Ask.DATE, Ask.OFFICE, Ask.DOCUMENT, Ask.SIGNER, Ask.DIFFERENCE)
    if other or question.about(Topic.DOSSIER, Topic.REPORT, Topic.REVIEW):
        return False
    return bool(_ASKED.search(question.line))


def find_excluded(question: Question, holding: Holding) -> Finding | None:
    """The criteria that say such as the asker are not praised, where it is asked if they are; None where none does."""
    subjects = [subject for subject in asked_subjects(question) if subject.kind in _PERSONS]
    whether = question.wants(Ask.CONFIRM) and question.about(Topic.AWARD, Topic.CRITERION) and not question.figures
    if not whether or not subjects:
        return None
    items = tuple(
        Item(clause)
        for clause in criteria_for(replace(question, chosen=tuple(subjects)), holding)
        if _EXCLUDED.search(clause.folded) and fits(subjects, clause.opening) and len(clause.text) <= _SHORT
    )
    return Finding(holding, Found.SAID, Shape.TEXT, items, 1.0, sure=1.0) if items else None


def find_praise(question: Question, near: Finding) -> Finding | None:
    """The likeliest sentence if it is a criterion for the unit asked about, else all for such a person; or None."""
    holding = near.holding
    persons = tuple(subject for subject in asked_subjects(question) if subject.kind in _PERSONS)
    own = criteria_for(replace(question, chosen=persons) if persons else question, holding)
    top = near.items[0].passage if near.items else None
    if top and top.role is Part.CRITERION and (not own or top.position in {clause.position for clause in own}):
        chosen = near.items
    elif 0 < len(own) <= _MOST and persons:
        chosen = tuple(Item(clause, holding.facts_in(clause)) for clause in own)
    else:
        return None
    found = Finding(holding, Found.SAID, Shape.LIST, chosen, 0.5)
    return found if is_of_types(strictly_awaited(question), question, found) else None
