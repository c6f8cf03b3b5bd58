"""A follow-up made whole from what was said before: place, units, matter and what is asked, carried or replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from documents.facts.subjects import UnitKind
from documents.facts.units import HOUSEHOLDS
from documents.names.designation import kind_of
from documents.plan import Plan, Relation
from documents.reading import Span
from documents.syllables import fold
from retrieval.understanding.asks import OCCASIONS, Ask, Topic, occasions
from retrieval.understanding.message import read_message
from retrieval.understanding.papers import PAPER
from retrieval.understanding.question import Question, understand, without
from retrieval.understanding.scope import Scope, find_scope, inner_places

Turn = str | Mapping[str, str]
_REMEMBERED = 6
_MARKED = re.compile(
    r"^(?:(?:ok|oke|da|vang|uh|u|duoc|cam on|roi|a|the|vay|thi)\W+)*(?:con|the|vay|the con|vay con|roi|va|ngoai ra|tiep)\b|\bthi sao\b|\bthi the nao\b"
)
_POINTS_BACK = re.compile(
    r"\b(?:do|nay|kia|vay|the|o day|o tren|nhu tren|vua roi|noi tren|ay)\b|\b(?:toi|minh|em|ben em|ben minh|nha)\b"
)
_ORDINALS = {str(number): number - 1 for number in range(1, 10)} | {
    "dau": 0, "dau tien": 0, "nhat": 0, "mot": 0, "hai": 1, "ba": 2, "bon": 3, "tu": 3, "nam": 4, "cuoi": -1,
    "cuoi cung": -1,
}  # fmt: skip
_CHOICE = re.compile(
    r"^\W*(?:(?:da|vang|em|toi|minh|chon|lay|cai|cau|so|o|muc|y|phuong an|lua chon)\s+)*(?:thu )?"
    rf"(?P<which>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?: (?:a|nhe|nha|di|do|ay|em))*\W*$"
)
_CORRECTION = re.compile(
    r"^\W*(?:(?:a|u|oi|o)\W+)?(?:(?:em |toi |minh )?nham(?: roi| ti| chut)?|xin loi|sorry|khong phai|y (?:la|cua)|y (?:em|toi|minh)|tuc la)\b"
    r"[\s,.:]*(?:(?:em|toi|minh) )?(?:(?:a|khong)\b[\s,]*)?(?:(?:y (?:em|toi|minh)?|muon hoi|hoi|noi)\s*)?(?:la\b|muon hoi\b|hoi\b)?[\s,:]*"
)
"""What says that the question before was not what was meant."""
_AGAIN = re.compile(
    r"^\W*(?:(?:cho|xin|em|toi|minh|doc|trich|noi|neu|giai thich|tra loi|xem|la|o|nam|no|cai do|dieu do|muc nay|quy dinh nay|thong tin nay"
    r"|ghi|giup|lai|dan|nguon|ngan gon|ro|ky) )*"
    r"(?:nguyen van|cu the|chi tiet|ro|ky|day du|ro rang|trich dan|muc|dieu|khoan|trang|phan|doan)"
    r"(?: (?:hon|nao|may|ra|nua|di|giup|voi|duoc khong|cau do|doan do|a|nhe|vay|em|toi|minh|the|ha))*\W*$"
)
"""What asks for the same once more, in full or with its place."""
_BOTH = re.compile(r"\b(?:tinh|gom|ke|gop|cong)\b(?: \w+){0,5}? (?:can|gan) ngheo\b")
"""What asks whether a rate is of the near-poor too, which its clause says."""
_YEAR = re.compile(r"\bnam (?:19|20)\d\d\b")
_OWN_HOME = re.compile(r"\b(?:nha|gia dinh) (?:em|toi|minh|chau|con|tui|ta)\b")
"""The asker's household, whose kind was told before: "nhà em mới thoát nghèo"."""
_THAT_TIME = re.compile(r"\b(?:dot|dip|luc|khi|lan|hoi) (?:do|ay|kia)\b")
_OWN_UNIT = re.compile(r"\s*(?:(?:cua )?(?:chung )?(?:em|toi|minh|ta|chau|con)|do|ay)\b")
_SAME_PAPER = re.compile(
    rf"\W*(?:(?:the|vay|con|va|thi|roi)\W+)*(?:cai |ban )?(?:{PAPER}|van ban)(?: nay| do| ay| kia| tren| ma \w+ noi)\b(?! cua\b)"
)
_THAT_PAPER = re.compile(
    r"\b(?P<kind>huong dan|quyet dinh|nghi dinh|nghi quyet|thong tu|chi thi|cong van|ke hoach) (?:do|ay|kia)\b"
)
_OF_PAPER = frozenset({Ask.DATE, Ask.IDENTITY, Ask.ISSUER, Ask.OFFICE, Ask.DOCUMENT, Ask.TITLE})
"""What is asked of the document just named, which is told with its number, day and issuer."""
_LIKEWISE = re.compile(r"\bcung (?:nhu )?(?:vay|the)\b")
"""What asks the same of another part of the plan: "mục tiêu của tỉnh cũng vậy hả"."""
_RETURN = re.compile(r"\b(?:quay lai|tro lai|quay ve|hoi nay|luc nay|luc dau|ban dau|cau (?:dau|truoc))\b")
_FIRST = re.compile(r"\b(?:tinh|huyen|xa|noi|cho|ben|ke hoach) (?:dau tien|thu nhat|(?:hoi )?luc dau)\b")
_MATTERS = re.compile(r"\b(?:mục tiêu|chỉ tiêu|tiêu chuẩn|tiêu chí|điều kiện)\b", re.IGNORECASE)
_OPPOSED = frozenset({Topic.TARGET, Topic.CRITERION})
_FEW, _MANY, _SAID_AGAIN = 4, 5, 3
_GREETING = re.compile(r"^(?:cam on|thanks?|tks|ok|oke|da|vang|uh|chao|hi|hello|\W)+$")


@dataclass(frozen=True)
class Asked:
    """A question with the plans it means; `carried` where the place came from before."""

    question: Question
    scope: Scope
    carried: bool = False


def resolve(typed: str, history: Sequence[Turn], plans: Mapping[str, Plan]) -> Asked:
    """A question made whole by the user's turns before it, oldest first."""
    befores: list[Asked] = []
    for turn in user_turns(history)[-_REMEMBERED:]:
        befores.append(_follow(turn, befores, plans))
    asked = _follow(typed, befores, plans)
    return replace(asked, question=replace(asked.question, placed=bool(asked.scope.plans)))


def chosen_option(message: str) -> int | None:
    """Which of the options offered before a message picks by its place, from 0, -1 the last; None where it does not."""
    match = _CHOICE.match(fold(message))
    return _ORDINALS[match["which"]] if match else None


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


def _follow(typed: str, befores: Sequence[Asked], plans: Mapping[str, Plan]) -> Asked:
    text = " ".join(read_message(typed, plans).split())
    corrected = _CORRECTION.match(fold(text)) if befores else None
    text = text[corrected.end() :] if corrected and text[corrected.end() :].strip() else text
    text = _at_that_time(_with_number(text, befores[-1], plans), befores[-1]) if befores else text
    scope = find_scope(text, plans)
    question = replace(understand(text, scope.words), typed=typed, places=scope.words)
    if not befores:
        return Asked(question, scope)
    before = _returned_to(question, befores)
    if scope.plans and not question.subjects and all(inner_places(scope.words, plans[p]) for p in scope.plans):
        # a place within the plan's stands in for the units asked about before
        named_units = [subject.span for subject in before.question.subjects if subject.kind not in HOUSEHOLDS]
        before = replace(before, question=replace(before.question, masked=without(before.question.masked, named_units)))
    named = bool(scope.plans or scope.elsewhere)
    if corrected and question.topics and not question.subjects and len(_substance(question)) <= _FEW:
        merged = _on_topics(question, before.question)
    else:
        units = [subject for subject in question.subjects if subject.kind not in HOUSEHOLDS]
        both = before.question.unit == "%" and not units and _BOTH.search(question.folded)
        again = both or _AGAIN.search(question.folded)
        names = frozenset(word for plan_id in scope.plans for word in fold(plans[plan_id].issuer).split())
        merged = before.question if again else _merged(_as_told(question, before.question), before.question, names)
    if named:
        return Asked(replace(merged, places=scope.words), scope)
    if merged is not question or _MARKED.search(question.folded) or _POINTS_BACK.search(question.folded):
        merged = replace(merged, places=scope.words or before.question.places)
    return Asked(merged, replace(before.scope, words=scope.words), carried=True)


def _with_number(text: str, before: Asked, plans: Mapping[str, Plan]) -> str:
    """A text with the number of the paper it points at ("trong hướng dẫn đó"), where just one was asked for before."""
    pointed = _THAT_PAPER.search(fold(text)) if before.question.wants(Ask.DOCUMENT) else None
    if not pointed:
        return text
    references = (reference for plan_id in before.scope.plans for reference in plans[plan_id].references)
    left = {reference.number for reference in references if reference.relation is Relation.DELEGATES}
    numbers = [number for number in left if number and fold(kind_of(number)) == pointed["kind"]]
    return f"{text[: pointed.end('kind')]} {numbers[0]}{text[pointed.end() :]}" if len(numbers) == 1 else text


def _at_that_time(text: str, before: Asked) -> str:
    """A text with the review it points at ("đợt đó"), where just one was asked about before."""
    pointed = _THAT_TIME.search(fold(text))
    told = occasions(before.question.folded) - {"năm"}
    return f"{text[: pointed.start()]}khi {min(told)}{text[pointed.end() :]}" if pointed and len(told) == 1 else text


def _as_told(question: Question, before: Question) -> Question:
    """The question, a unit of the asker's own or pointed at ("xã em", "mấy xã đó") in the words it had before: "xã khu vực III"."""
    text = question.masked
    homes = [s for s in before.subjects if s.kind in HOUSEHOLDS and s.kind is not UnitKind.HOUSEHOLD]
    own = _OWN_HOME.search(question.folded) and len(homes) == 1 and before.asks == {Ask.TEXT}
    if own and not any(s.kind in HOUSEHOLDS for s in question.subjects if s.kind is not UnitKind.HOUSEHOLD):
        words = before.masked[homes[0].span.start : homes[0].span.end]
        return replace(understand(" ".join(f"{words}: {text}".split())), typed=question.typed)
    for subject in sorted(question.subjects, key=lambda subject: -subject.span.start):
        if any(other.kind is subject.kind and other.span.start < subject.span.start for other in question.subjects):
            continue  # what it points at was named in the same breath
        kinds = {subject.kind, *([UnitKind.POOR_DISTRICT] if subject.kind is UnitKind.DISTRICT else [])}
        told = [s for s in before.subjects if s.kind in kinds and (s.zone or s.traits or s.kind is not subject.kind)]
        if told and not (subject.zone or subject.traits) and _OWN_UNIT.match(fold(text[subject.span.end :])):
            words = before.masked[told[0].span.start : told[0].span.end]
            text = f"{text[: subject.span.start]}{words}{text[subject.span.end :]}"
    return question if text == question.masked else replace(understand(" ".join(text.split())), typed=question.typed)


def _returned_to(question: Question, befores: Sequence[Asked]) -> Asked:
    """What was asked before: the last question, or for one who comes back to a matter the last that was about it."""
    if _FIRST.search(question.folded):
        return befores[0]
    if _RETURN.search(question.folded) and question.topics:
        for before in reversed(befores):
            if before.question.topics & question.topics:
                return before
    return befores[-1]


def _on_topics(question: Question, before: Question) -> Question:
    """The question before, about another part of the plan: the criteria, not the target."""
    text = _MATTERS.sub(" ", before.masked)
    whole = understand(" ".join(f"{question.masked} {text}".split()))
    return replace(whole, typed=question.typed, topics=question.topics | (before.topics - _OPPOSED), unit=before.unit)


def _merged(question: Question, before: Question, names: AbstractSet[str]) -> Question:
    """The question with what it leaves out taken from the one before; `names` are the words of whose plan is meant."""
    if _GREETING.match(question.folded):
        return before
    if _SAME_PAPER.match(question.line) and before.wants(Ask.DOCUMENT, Ask.IDENTITY) and question.asks <= _OF_PAPER:
        return replace(before, asks=before.asks | (question.asks & {Ask.DATE}))
    asks = question.asks - {Ask.TEXT}
    substance = _substance(question)
    if not asks and question.topics and _LIKEWISE.search(question.folded):
        return replace(_joined(question, before, before.asks), topics=question.topics, unit=before.unit)
    if not asks or (question.asks <= {Ask.CONFIRM, Ask.TEXT} and len(substance) <= 2 and not question.quantities):
        told = [word for word in _besides(question, ()) if word not in names]
        if len(set(substance) - names) > _MANY and len(told) > _FEW:
            return question
        return _with_new_parts(question, before)
    if question.topics or question.subjects or len(substance) > 2 or question.documents:
        owned = question.wants(Ask.CONFIRM) and question.figures and not question.subjects and before.subjects
        if owned or (not question.topics and question.subjects and len(substance) <= 2):
            return _joined(question, before, asks)
        if _goes_on(question, before):
            return _again(question, before)
        return _with_units(question, before) if _asks_alike(question, before) else question
    return _joined(question, before, asks)


def _asks_alike(question: Question, before: Question) -> bool:
    """Whether the same is asked of the same part of a plan as before, for nobody named: "thế báo cáo 6 tháng thì …"."""
    alike = question.asks & before.asks - {Ask.TEXT} and question.topics & before.topics
    return bool(alike and _MARKED.search(question.folded) and not question.subjects and before.subjects)


def _with_units(question: Question, before: Question) -> Question:
    """The question, for the units asked about before."""
    units = ", ".join(before.masked[subject.span.start : subject.span.end] for subject in before.subjects)
    return replace(understand(" ".join(f"{units}: {question.masked}".split())), typed=question.typed)


def _again(question: Question, before: Question) -> Question:
    """The figure or time asked for before, for those or the occasion now named."""
    joined = _joined(question, replace(before, masked=_left(before, question)), question.asks)
    return replace(joined, topics=before.topics, unit=_unit(question) or question.unit or before.unit)


def _left(before: Question, question: Question) -> str:
    """What stands of the question before: its units give way to those now named, its occasion to another."""
    dropped = [subject.span for subject in before.subjects] if question.subjects else []
    return without(before.masked, [*dropped, *_other_times(before, question)])


def _other_times(before: Question, question: Question) -> list[Span]:
    """Where the question before names an occasion or a year, and this one another."""
    numbered = before.asks & {Ask.FIGURE, Ask.DURATION, Ask.DATE}
    if not numbered or not any(words.search(question.folded) for words in OCCASIONS.values()):
        return []
    folded = fold(before.masked)
    return [Span(*found.span()) for words in (*OCCASIONS.values(), _YEAR) for found in words.finditer(folded)]


def _goes_on(question: Question, before: Question) -> bool:
    """Whether a figure or a time is asked again for others or another occasion, and no more: "thế hộ thì mấy suất"."""
    same = question.asks & before.asks & {Ask.FIGURE, Ask.DURATION, Ask.DATE}
    own = question.topics - {Topic.CRITERION, Topic.REVIEW, Topic.TASK}
    marked = _MARKED.search(question.folded) or question.subjects
    awards = before.about(Topic.AWARD) and _unit(question) in _GROUPS
    counted_apart = question.unit and before.unit and question.unit != before.unit and not awards
    if not same or not marked or own or counted_apart:
        return False
    times = (*OCCASIONS.values(), _DONE_WHEN) if Ask.DATE in same else OCCASIONS.values()
    return len(_besides(question, times)) <= _SAID_AGAIN


def _besides(question: Question, times: Iterable[re.Pattern[str]]) -> list[str]:
    """The words that tell something besides the units and the times named."""
    rest = fold(without(question.masked, [subject.span for subject in question.subjects]))
    for words in times:
        rest = words.sub(" ", rest)
    return [word for word in re.findall(r"\w+", rest) if word not in _EMPTY]


def _with_new_parts(question: Question, before: Question) -> Question:
    """The question before, its units replaced by those now named."""
    text = _left(before, question)
    new = re.sub(
        r"^\W*(?:còn|thế|vậy|con|the|vay|ok|và|va)\b|\b(?:thì sao|thi sao|thì thế nào|ở|o)\b|[?]",
        " ",
        question.masked,
        flags=re.IGNORECASE,
    )
    whole = understand(" ".join(f"{new}, {text}".split()).lstrip(" ,"))
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
    units = any(new.kind not in HOUSEHOLDS for new in question.subjects)
    replaced = [s.span for s in before.subjects if units and s.kind not in HOUSEHOLDS]
    text = without(before.masked, [*replaced, *_other_times(before, question)])
    whole = understand(" ".join(f"{question.masked}, {_without_asking(text)}".split()))
    return replace(whole, typed=question.typed, asks=asks, topics=question.topics | before.topics, unit=question.unit)


def _without_asking(text: str) -> str:
    """A question without its question words."""
    asking = r"\b(?:(?:vào|vao)\s+(?:năm|nam)\s+(?:nào|nao)|bao nhiêu|bao nhieu|mấy|may|nào|nao|gì|gi|ai|khi nào|khi nao|không|khong|là|la|đâu|dau|thế nào|the nao)\b|[?]"
    return re.sub(asking, " ", text, flags=re.IGNORECASE)


_DONE_WHEN = re.compile(
    r"\b(?:phai|lam|to chuc|tien hanh|xong|vao|luc|thang|ngay|quy|nam|khoang|dip|truoc|cham nhat)\b"
)
"""What a time is asked again with, and says nothing of the matter."""
_EMPTY = frozenset({
    "con", "the", "vay", "thi", "sao", "o", "nao", "gi", "may", "bao", "nhieu", "ai", "dau", "la", "co",
    "khong", "a", "ah", "em", "toi", "minh", "cho", "va", "roi", "ok", "da", "vang", "duoc", "nay", "do", "kia",
    "ay", "nua", "ha", "nhi", "nhe", "voi", "cua", "ve", "theo", "khi", "ngay", "nam", "phong", "gui", "cam",
    "on", "z", "v", "gio", "dot",
})  # fmt: skip


_SET_DOWN = re.compile(r"\bco (?:quy dinh|neu|ghi|noi|de cap)(?: (?:ro|gi|cu the|den|ve))*\b|(?<=\bkhong )ban\W*$")
"""Whether a plan says it at all, and whom one speaks to."""


def says_nothing(question: Question) -> bool:
    """Whether a question names no matter at all: "thế còn Lệ Thủy thì sao" with nothing asked before."""
    return question.asks == {Ask.TEXT} and not question.topics and not question.subjects and not _substance(question)


def _substance(question: Question) -> list[str]:
    set_down = {word for match in _SET_DOWN.finditer(question.folded) for word in match[0].split()}
    return [word for word in question.words if word not in _EMPTY | set_down]
