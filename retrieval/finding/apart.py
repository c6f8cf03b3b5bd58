"""A question that is about several units, parts of a plan or occasions, taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.facts.subjects import Condition, Subject, Trait, UnitKind
from documents.facts.units import RURAL, TOWNS
from documents.reading import Span
from documents.syllables import fold
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import OCCASIONS, Ask, Topic
from retrieval.understanding.question import Question, without

_AND = re.compile(r"\b(?:va|voi|hay)\b")
_BOTH = re.compile(
    r"\b(?:muc|chi) tieu\b.* (?:va|con|,) .*\btieu (?:chuan|chi)\b"
    r"|\btieu (?:chuan|chi)\b.* (?:va|con|,) .*\b(?:muc|chi) tieu\b"
)
_MET = re.compile(r"\b(?:vuot|dat|bang|qua)(?: \w+){0,3} (?:muc tieu|chi tieu)\b")
"""A target that is met, where it is asked whether that is enough."""
_TARGETED = re.compile(r"\b(?:muc tieu|chi tieu|phan dau)\b")
"""Where targets are asked about by name, and not only "toàn tỉnh"."""
_WHOLE = re.compile(r"\b(?:toan|ca)$")
_OR = re.compile(r"\b(?:chua|khong)\b ?,? hay\b(?! (?:khong|chua))")


def parts_of(question: Question) -> list[Question]:
    """A question that compares units or roles, taken one by one; else the question itself."""
    if not question.wants(Ask.DIFFERENCE) and not asks_both(question):
        given = question.wants(Ask.FIGURE) and question.about(Topic.AWARD) and not question.wants(Ask.DATE)
        return sorts_of(question) or (given and _by_occasion(question)) or [question]
    if occasions := _by_occasion(question):
        return occasions
    subjects = list({(s.kind, s.zone, s.traits): s for s in asked_subjects(question)}.values())
    subjects = [one for subject in subjects for one in _town_apart(subject, question.masked)]
    parts = [_on_one(question, one, _of_kind(one, subjects)) for one in subjects] or [question]
    before = [fold(question.masked[: subject.span.start]).rstrip() for subject in subjects]
    if any(map(_WHOLE.search, before)) and not _TARGETED.search(question.line):
        # a target of all is none of those within it
        parts = [
            part if _WHOLE.search(words) else replace(part, topics=part.topics - {Topic.TARGET})
            for part, words in zip(parts, before, strict=True)
        ]
    both = {Topic.CRITERION, Topic.TARGET}
    if both <= question.topics and question.unit != "năm":
        rest = question.topics - both
        dated = question.wants(Ask.DATE) and not question.wants(Ask.FIGURE)
        asks = (
            question.asks - {Ask.CONDITIONS, Ask.OFFICE} if dated else question.asks - {Ask.CONDITIONS} | {Ask.FIGURE}
        )
        parts = [
            replace(part, topics=rest | {topic}, asks=asks, unit=None if dated else "%")
            for part in parts
            for topic in (Topic.TARGET, Topic.CRITERION)
        ]
    return parts


def sorts_of(question: Question) -> list[Question]:
    """A question about several sorts of one kind of unit, taken one by one: "xã bãi ngang và xã còn lại"."""
    subjects = list({(s.kind, s.zone, s.traits): s for s in asked_subjects(question)}.values())
    sorts = [s for s in subjects if s.zone or s.traits or s.kind is UnitKind.POOR_DISTRICT]
    kinds = {UnitKind.DISTRICT if s.kind is UnitKind.POOR_DISTRICT else s.kind for s in subjects}
    several = len(sorts) > 1 and len(kinds) == 1
    if not several or not question.wants(Ask.FIGURE, Ask.CONDITIONS, Ask.DURATION):
        return []
    return [_on_one(question, one, sorts) for one in sorts]


def _town_apart(subject: Subject, text: str) -> list[Subject]:
    """Towns and communes that are named together, one by one: "phường và xã khác nhau thế nào"."""
    words = text[subject.span.start : subject.span.end]
    if subject.kind is not UnitKind.COMMUNE or not (
        TOWNS.search(words) and RURAL.search(words) and _AND.search(fold(words))
    ):
        return [subject]
    return [replace(subject, conditions=(Condition(Trait.TOWN, words),)), subject]


def _of_kind(subject: Subject, subjects: Sequence[Subject]) -> list[Subject]:
    """The units of the same kind as one of them; poor districts are districts."""
    family = {UnitKind.DISTRICT, UnitKind.POOR_DISTRICT}
    kinds = family if subject.kind in family else {subject.kind}
    return [one for one in subjects if one.kind in kinds]


def _on_one(question: Question, one: Subject, units: Sequence[Subject]) -> Question:
    """A question about several units, asked about one of them alone."""
    others = [unit.span for unit in units if unit.span != one.span]
    return replace(question, chosen=(one,), masked=without(question.masked, others))


def asks_both(question: Question) -> bool:
    """Whether a target and a criterion are asked for in one: "đủ tiêu chí chưa, hay chỉ mới đạt chỉ tiêu"."""
    both = question.about(Topic.CRITERION) and question.about(Topic.TARGET)
    joined = question.wants(Ask.FIGURE) and _BOTH.search(question.line)
    met = question.wants(Ask.CONFIRM) and _MET.search(question.line)
    return both and bool(_OR.search(question.line) or joined or met)


def _by_occasion(question: Question) -> list[Question]:
    """A question that compares the awards of several occasions, one by one; nothing where it compares none."""
    found = {
        name: [Span(*match.span()) for match in words.finditer(question.folded)] for name, words in OCCASIONS.items()
    }
    named = [name for name, spans in found.items() if spans]
    if len(named) < 2 or "khen" not in question.folded or len(question.masked) != len(question.text):
        return []
    parts = []
    for name in named:
        others = [span for other in named if other != name for span in found[other]]
        topics = question.topics - {Topic.REVIEW} | {Topic.AWARD}
        parts.append(
            replace(
                question,
                text=without(question.text, others),
                masked=without(question.masked, others),
                asks=question.asks - {Ask.CONDITIONS, Ask.DATE} | {Ask.FIGURE},
                topics=topics,
            )
        )
    return parts
