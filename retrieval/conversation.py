"""A follow-up made whole from what was said before: place, units, matter and what is asked, carried or replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from documents.plan import Plan
from documents.syllables import fold
from retrieval.asks import Ask
from retrieval.question import Question, understand
from retrieval.scope import Scope, find_scope

Turn = str | Mapping[str, str]
_REMEMBERED = 6
_MARKED = re.compile(
    r"^(?:(?:ok|oke|da|vang|uh|u|duoc|cam on|roi|a|the|vay|thi)\W+)*(?:con|the|vay|the con|vay con|roi|va|ngoai ra|tiep)\b|\bthi sao\b|\bthi the nao\b"
)
_POINTS_BACK = re.compile(
    r"\b(?:do|nay|kia|vay|the|o day|o tren|nhu tren|vua roi|noi tren|ay)\b|\b(?:toi|minh|em|ben em|ben minh|nha)\b"
)
_GREETING = re.compile(r"^(?:cam on|thanks?|tks|ok|oke|da|vang|uh|chao|hi|hello|\W)+$")


@dataclass(frozen=True)
class Asked:
    """A question with the plans it means; `carried` where the place came from before, `loosely` where it need not have."""

    question: Question
    scope: Scope
    carried: bool = False
    loosely: bool = False


def resolve(typed: str, history: Sequence[Turn], plans: Mapping[str, Plan]) -> Asked:
    """A question made whole by the user's turns before it, oldest first."""
    before: Asked | None = None
    for turn in user_turns(history)[-_REMEMBERED:]:
        before = _follow(turn, before, plans)
    asked = _follow(typed, before, plans)
    return replace(asked, question=replace(asked.question, placed=bool(asked.scope.plans)))


def user_turns(history: Sequence[Turn]) -> list[str]:
    """What the user said; plain strings take turns, the user first."""
    said = []
    for number, turn in enumerate(history):
        if isinstance(turn, str):
            if number % 2 == 0:
                said.append(turn)
        elif turn.get("role", "user") == "user":
            said.append(str(turn.get("text") or turn.get("content") or ""))
    return said


def _follow(typed: str, before: Asked | None, plans: Mapping[str, Plan]) -> Asked:
    from retrieval.spelling import open_spelling

    scope = find_scope(open_spelling(typed), plans)
    question = understand(typed, scope.words)
    if before is None:
        return Asked(question, scope)
    merged = _merged(question, before.question)
    named = bool(scope.plans or scope.elsewhere)
    if named:
        return Asked(merged, scope)
    bound = merged is not question or bool(_MARKED.search(question.folded) or _POINTS_BACK.search(question.folded))
    return Asked(merged, replace(before.scope, words=scope.words), carried=True, loosely=not bound)


def _merged(question: Question, before: Question) -> Question:
    """The question with what it leaves out taken from the one before."""
    if _GREETING.match(question.folded):
        return before
    asks = question.asks - {Ask.TEXT}
    substance = _substance(question)
    if not asks or (question.asks <= {Ask.CONFIRM, Ask.TEXT} and len(substance) <= 2 and not question.quantities):
        if len(substance) > 5:
            return question
        return _with_new_parts(question, before)
    if question.topics or question.subjects or len(substance) > 2 or question.documents:
        if not question.topics and question.subjects and len(substance) <= 2:
            return _joined(question, before, asks)
        return question
    return _joined(question, before, asks)


def _with_new_parts(question: Question, before: Question) -> Question:
    """The question before, its units replaced by those now named."""
    text = before.masked
    if question.subjects and before.subjects:
        for subject in sorted(before.subjects, key=lambda subject: -subject.span.start):
            text = f"{text[: subject.span.start]} {text[subject.span.end :]}"
    new = re.sub(
        r"^\W*(?:còn|thế|vậy|con|the|vay|ok|và|va)\b|\b(?:thì sao|thi sao|thì thế nào|ở|o)\b|[?]",
        " ",
        question.masked,
        flags=re.IGNORECASE,
    )
    whole = understand(" ".join(f"{new} {text}".split()))
    unit = question.unit or (None if question.subjects and before.unit in _GROUPS else whole.unit)
    return replace(
        whole,
        typed=question.typed,
        asks=before.asks,
        topics=before.topics | question.topics,
        unit=_unit(question) or unit,
    )


_GROUPS = {"tập thể", "cá nhân", "hộ"}


def _unit(question: Question) -> str | None:
    """The group of awards a bare follow-up names."""
    folded = question.folded
    return next(
        (
            unit
            for words, unit in (("ca nhan", "cá nhân"), ("tap the", "tập thể"), ("ho gia dinh", "hộ"))
            if words in folded
        ),
        None,
    )


def _joined(question: Question, before: Question, asks: frozenset[Ask]) -> Question:
    """What is asked now, about the matter of the question before."""
    whole = understand(" ".join(f"{question.masked} {_without_asking(before.masked)}".split()))
    return replace(whole, typed=question.typed, asks=asks, topics=question.topics | before.topics, unit=question.unit)


def _without_asking(text: str) -> str:
    """A question without its question words."""
    asking = r"\b(?:bao nhiêu|bao nhieu|mấy|may|nào|nao|gì|gi|ai|khi nào|khi nao|không|khong|là|la|đâu|dau|thế nào|the nao)\b|[?]"
    return re.sub(asking, " ", text, flags=re.IGNORECASE)


_EMPTY = frozenset(
    [
        "con",
        "the",
        "vay",
        "thi",
        "sao",
        "o",
        "nao",
        "gi",
        "may",
        "bao",
        "nhieu",
        "ai",
        "dau",
        "la",
        "co",
        "khong",
        "a",
        "ah",
        "em",
        "toi",
        "minh",
        "cho",
        "va",
        "roi",
        "ok",
        "da",
        "vang",
        "duoc",
        "nay",
        "do",
        "kia",
        "ay",
        "nua",
        "ha",
        "nhi",
        "nhe",
        "voi",
        "cua",
        "ve",
        "theo",
        "khi",
        "ngay",
        "nam",
        "phong",
        "gui",
        "cam",
        "on",
        "z",
        "v",
    ]
)


def _substance(question: Question) -> list[str]:
    return [word for word in question.words if word not in _EMPTY]


def said_before(history: Sequence[Turn]) -> str:
    """Everything the user said before, folded."""
    return fold(" ".join(user_turns(history)))
