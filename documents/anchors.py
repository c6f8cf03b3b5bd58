"""What a figure's clause turns on, and how far the clause reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.clauses import find_breaks, inside
from documents.fact import Direction
from documents.measures import Measure
from documents.passage import Passage
from documents.phrases import Phrase
from documents.quantities import Comparator, Quantity
from documents.reading import Span

_NONE_LEFT = Phrase(r"\bkhông (?:còn|có|để)(?: phát sinh)?(?= (?:hộ|gia đình|người|xã|thôn|huyện|bản)\b)")
_OWN_TARGET = Phrase(
    r"\b(?:đạt|hoàn thành|vượt)(?:(?:,| và| hoặc) (?:đạt|vượt|hoàn thành))*(?: (?:các|cơ bản))*"
    r" (?:(?:mục tiêu|chỉ tiêu|kế hoạch)(?:,| và| hoặc)?\s*)+(?:[^\W\d_]+ ){0,3}?"
    r"(?:đã đề ra|đề ra|được giao|đã giao|đăng ký|hằng năm|hàng năm|năm)"
)
DIRECTIONS: tuple[tuple[Direction, Phrase], ...] = (
    (Direction.REMAIN, Phrase(r"\b(?:giảm |chỉ |xuống )?còn\b|\b(?:giảm )?xuống\b|\bkhông (?:vượt )?quá\b|\bở mức\b")),
    (Direction.REDUCE, Phrase(r"\bgiảm\b(?! nghèo)|\bgiảm(?= nghèo (?:bình quân|từ|trên|ít nhất|mỗi))|\bhạ\b")),
    (Direction.INCREASE, Phrase(r"\b(?:tăng|nâng)\b")),
    (Direction.REACH, Phrase(r"\b(?:đạt|có|chiếm)\b")),
)
_TIMES_ONLY = re.compile(r"[\s,;:\-–*]*(?:và|phấn đấu)?[\s,;:*]*", re.IGNORECASE)
RATES = frozenset(measure for measure in Measure if measure.value.startswith("tỷ lệ"))
YEARS_OF = {Measure.YEARS_SINCE_ESCAPE, Measure.YEARS_OF_WORK}
_MERE_TIME = frozenset({"tháng", "tuần", "ngày", "ngày làm việc", "quý", "giờ", "lần", "điểm", "bản"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a clause turns on: a quantity, "không còn …" or "đạt mục tiêu đề ra"."""

    span: Span
    quantity: Quantity | None = None
    direction: Direction | None = None
    own: bool = False


def find_anchors(passage: Passage, sentence: Span) -> Iterator[Anchor]:
    """What a sentence's figures turn on, in no order: its quantities but conditions and bases, and what has none."""
    yield from _quantities(passage, sentence)
    for match in _NONE_LEFT.finditer(passage.text, sentence.start, sentence.end):
        named = next((m for m in passage.measures if match.end() <= m.span.start <= match.end() + 12), None)
        if named:
            yield Anchor(Span(match.start(), named.span.end), direction=Direction.NONE_LEFT)
    if not passage.leads:
        for match in _OWN_TARGET.finditer(passage.text, sentence.start, sentence.end):
            if any(sentence.start <= m.span.start < match.start() and m.measure in RATES for m in passage.measures):
                yield Anchor(Span(*match.span()), own=True)


def _quantities(passage: Passage, sentence: Span) -> Iterator[Anchor]:
    conditions = [subject.span for subject in passage.subjects if subject.conditions]
    rates = False
    for quantity in passage.quantities:
        if not sentence.start <= quantity.number.start < sentence.end or inside(quantity.number.start, conditions):
            continue
        if quantity.comparator is Comparator.FROM or quantity.unit in _MERE_TIME:
            continue
        if quantity.unit == "năm" and (rates or not _years_of(passage, sentence, quantity)):
            continue
        rates = rates or quantity.unit in {"%", "điểm %"}
        yield Anchor(quantity.span, quantity)


def _years_of(passage: Passage, sentence: Span, quantity: Quantity) -> bool:
    """Whether a number of years is a measure of its own, and not how long something else runs."""
    return any(
        mention.measure in YEARS_OF
        and sentence.start <= mention.span.start
        and -1 < quantity.span.start - mention.span.end < 40
        for mention in passage.measures
    )


def clause_of(passage: Passage, sentence: Span, anchor: Anchor, after: int, following: int) -> Span:
    """The clause around an anchor: from the comma before its measure or verb to the comma after it."""
    text = passage.text
    bracket = next(
        (b for b in passage.brackets if b.start < anchor.span.start < b.end and b.start >= sentence.start), None
    )
    first, last = (bracket.start + 1, bracket.end - 1) if bracket else (sentence.start, sentence.end)
    first = max(first, after)
    breaks = [at for at in find_breaks(text, sentence, _unbroken(passage)) if first < at]
    starts = [first, *(at for at in breaks if at <= anchor.span.start)]
    if anchor.quantity and anchor.quantity.unit == "năm":
        starts = [first, *(at for at in starts if text[:at].rstrip().endswith(";"))]
    start = starts.pop()
    while starts and not _speaks(passage, Span(start, anchor.span.end)):
        start = starts.pop()
    while starts and _only_time(passage, Span(starts[-1], start)):
        start = starts.pop()
    ends = [
        at
        for at in breaks
        if at > anchor.span.end and not inside(at - 1, [b for b in passage.brackets if b != bracket])
    ]
    end = min([last, *ends])
    if following < end:
        inner = [at for at in breaks if anchor.span.end < at <= following]
        end = inner[0] if inner else following
    if not bracket:
        opened = [
            b.start for b in passage.brackets if anchor.span.end <= b.start < end and _has_number(text[b.start : b.end])
        ]
        end = min([end, *opened])
    end = _without_tail(passage, anchor, end)
    return _trimmed(text, Span(start, end))


def _unbroken(passage: Passage) -> list[Span]:
    """Where a comma parts no clauses: within names of units, their lists, measures and brackets."""
    whole = [subject.span for subject in passage.subjects] + [mention.span for mention in passage.measures]
    whole += [quantity.span for quantity in passage.quantities]
    for before, this in zip(passage.subjects, passage.subjects[1:], strict=False):
        if re.fullmatch(r"\s*(?:,|;|và|,? và|hoặc)?\s*(?:các\s+)?", passage.text[before.span.end : this.span.start]):
            whole.append(Span(before.span.end, this.span.start))
    return whole


def _speaks(passage: Passage, span: Span) -> bool:
    """Whether a stretch has a measure or a verb for its figure."""
    if any(span.start <= mention.span.start < span.end for mention in passage.measures):
        return True
    return any(phrase.search(passage.text, span.start, span.end) for _, phrase in DIRECTIONS)


def _only_time(passage: Passage, span: Span) -> bool:
    """Whether a stretch says nothing but when."""
    times = [time.span for time in passage.times if span.start <= time.span.start and time.span.end <= span.end]
    rest = "".join(passage.text[at] for at in range(span.start, span.end) if not inside(at, times))
    return bool(times) and _TIMES_ONLY.fullmatch(rest) is not None


def _has_number(text: str) -> bool:
    return re.search(r"\d", text) is not None


def _without_tail(passage: Passage, anchor: Anchor, end: int) -> int:
    """The end of a clause without a coordinate clause that has no more to do with the figure."""
    for match in re.finditer(r"\s+(?:và|hoặc|tạo)\s", passage.text[:end]):
        if match.start() < anchor.span.end:
            continue
        if not any(match.start() < quantity.span.start < end for quantity in passage.quantities):
            return match.start()
    return end


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(re.sub(r"^[\s,;:*–-]*(?:(?:và|hoặc)\s+)?", "", words))
    return Span(start, span.start + len(words.rstrip(" \t\r\n,;:*")))
