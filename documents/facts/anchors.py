"""What a figure's clause turns on, and how far the clause reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.facts.clauses import find_breaks, inside
from documents.facts.fact import Direction
from documents.facts.measures import Measure
from documents.facts.passage import Passage
from documents.facts.quantities import Comparator, Quantity
from documents.phrases import Phrase
from documents.reading import Span

DIRECTIONS: tuple[tuple[Direction, Phrase], ...] = (
    (
        Direction.REMAIN,
        Phrase(
            r"\b(?:giảm |chỉ |xuống )?còn\b(?! lại)|\b(?:giảm )?xuống\b(?! (?:thôn|bản|làng|xã|cơ sở|địa bàn|hộ)\b)"
            r"|\bkhông (?:vượt )?quá\b|\bở mức\b"
        ),
    ),
    (
        Direction.REDUCE,
        Phrase(r"\bgiảm\b(?! nghèo)|\bgiảm(?= nghèo (?:bình quân|từ|trên|ít nhất|mỗi))|\bhạ\b"),
    ),
    (Direction.INCREASE, Phrase(r"\b(?:tăng|nâng)\b")),
    (Direction.REACH, Phrase(r"\b(?:đạt|có|chiếm)\b")),
)
RATES = frozenset(measure for measure in Measure if measure.value.startswith("tỷ lệ")) | {Measure.POOR_HOUSEHOLDS}
LENGTHS = frozenset({Measure.YEARS_SINCE_ESCAPE, Measure.YEARS_OF_WORK})
PERCENT = frozenset({"%", "điểm %"})
_BEYOND = Phrase(r"\s*(?:vượt quá|quá|vượt) \d")
"""What makes a figure the most that there may be: "không để … quá 0,5%"."""
_NONE_LEFT = Phrase(r"\bkhông (?:còn|có|để)(?: phát sinh)?(?= (?:hộ|gia đình|người|xã|thôn|huyện|bản)\b)")
_OWN_TARGET = Phrase(
    r"\b(?:đạt|hoàn thành|vượt)(?:(?:,| và| hoặc) (?:đạt|vượt|hoàn thành))*(?: (?:các|cơ bản|mức))*"
    r" (?:(?:mục tiêu|chỉ tiêu|kế hoạch)(?:,| và| hoặc)?\s*)+(?:[^\W\d_]+ ){0,3}?"
    r"(?:đã đề ra|đề ra|được giao|đã giao|do [^.;:()]{2,40}? (?:đăng ký|đề ra|giao)|đăng ký|hằng năm|hàng năm|năm)"
)
_OPENING = re.compile(r"(?:[\s,;:*–-]|và|phấn đấu|riêng|trong|liên tục|đối với|các|tại|ở)*", re.IGNORECASE)
_BOUNDED = frozenset({Comparator.AT_LEAST, Comparator.MORE, Comparator.AT_MOST, Comparator.LESS})
_DAYS = frozenset({"ngày", "ngày làm việc", "giờ"})
_AHEAD = Phrase(r"\b(?:trước|hạn|kế hoạch|tái nghèo|giúp)\b")
_WITHIN = Phrase(r"\btrong (?:thời hạn |vòng |thời gian )(?:là )?\Z")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a clause turns on: a quantity, "không còn …" or "đạt mục tiêu đề ra"."""

    span: Span
    quantity: Quantity | None = None
    direction: Direction | None = None
    own: bool = False


def find_anchors(passage: Passage, sentence: Span) -> Iterator[Anchor]:
    """What a sentence's figures turn on, in no order: its quantities but conditions and bases, and what has none."""
    conditions = [subject.span for subject in passage.subjects if subject.conditions]
    for quantity in passage.quantities:
        start = quantity.number.start
        if sentence.start <= start < sentence.end and not inside(start, conditions) and _turns(passage, quantity):
            yield Anchor(quantity.span, quantity)
    for match in _NONE_LEFT.finditer(passage.text, sentence.start, sentence.end):
        named = next((m for m in passage.measures if match.end() <= m.span.start <= match.end() + 12), None)
        if named and not _BEYOND.match(passage.text, named.span.end):
            yield Anchor(Span(match.start(), named.span.end), direction=Direction.NONE_LEFT)
    if not passage.leads:
        for match in _OWN_TARGET.finditer(passage.text, sentence.start, sentence.end):
            if any(sentence.start <= m.span.start < match.start() and m.measure in RATES for m in passage.measures):
                yield Anchor(Span(*match.span()), own=True)


def _turns(passage: Passage, quantity: Quantity) -> bool:
    """Whether a clause turns on a quantity: not where a change starts, nor how long something else runs."""
    if quantity.comparator is Comparator.FROM or quantity.unit == "điểm":
        return False
    if quantity.unit in {"năm", "tháng"}:
        limb = passage.limb(quantity.span)
        others = [other for other in passage.quantities if other != quantity and inside(other.span.start, [limb])]
        if any(other.unit in PERCENT for other in others):
            return False
        bounded = quantity.comparator in _BOUNDED or quantity.running
        return (bounded and not others) or length_of(passage, quantity) is not Measure.OTHER
    if quantity.unit in _DAYS:
        within = _WITHIN.search(passage.text, max(0, quantity.span.start - _NEAR), quantity.span.start)
        return quantity.comparator in {Comparator.AT_MOST, Comparator.LESS} or within is not None
    if quantity.unit in {"tuần", "quý", "lần", "bản"}:
        return quantity.comparator in _BOUNDED
    return True


def length_of(passage: Passage, quantity: Quantity) -> Measure:
    """What a number of years or months is the length of."""
    limb = passage.limb(quantity.span)
    for mention in passage.measures:
        if mention.measure not in LENGTHS or not inside(mention.span.start, [limb]):
            continue
        between = passage.text[mention.span.end : quantity.span.start]
        follows = mention.span.end <= quantity.span.start and not _AHEAD.search(between)
        precedes = quantity.span.end <= mention.span.start and mention.measure is Measure.YEARS_OF_WORK
        apart = len(between) if follows else mention.span.start - quantity.span.end
        if (follows or precedes) and apart < _NEAR:
            return mention.measure
    return Measure.OTHER


def clause_of(passage: Passage, sentence: Span, anchor: Anchor, after: int, following: int) -> Span:
    """The clause around an anchor: from the comma before its measure or verb to the comma after it.

    It begins after `after`, where the clause before it ends, and ends before `following`, the next anchor. It never
    reaches over a semicolon, nor out of the brackets it stands in.
    """
    bracket = next((b for b in passage.brackets if b.start < anchor.span.start < b.end), None)
    room = passage.limb(anchor.span)
    first = max(room.start, after, sentence.start, bracket.start + 1 if bracket else 0)
    last = min(room.end, sentence.end, bracket.end - 1 if bracket else sentence.end)
    asides = [b for b in passage.brackets if b != bracket]
    found = find_breaks(passage.text, sentence, _unbroken(passage))
    breaks = [at for at in found if first < at < last and not inside(at, asides)]
    start = _start(passage, anchor, first, breaks)
    if not passage.text[start : anchor.span.start].strip() and passage.text[:start].rstrip().endswith(":"):
        start = max([sentence.start, *(at for at in find_breaks(passage.text, sentence, ()) if at < start)])
    end = _end(passage, anchor, last, following, breaks, bracket)
    return _trimmed(passage.text, Span(start, max(end, anchor.span.end)))


def _start(passage: Passage, anchor: Anchor, first: int, breaks: list[int]) -> int:
    starts = [first, *(at for at in breaks if at <= anchor.span.start)]
    if anchor.quantity and anchor.quantity.unit not in PERCENT:
        return first
    start = starts.pop()
    while starts and not _speaks(passage, Span(start, anchor.span.end)):
        start = starts.pop()
    while starts and _only_opens(passage, Span(starts[-1], start)):
        start = starts.pop()
    return start


def _end(passage: Passage, anchor: Anchor, last: int, following: int, breaks: list[int], bracket: Span | None) -> int:
    others = [other for other in passage.brackets if other != bracket]
    later = [at for at in breaks if at > anchor.span.end and not inside(at - 1, others)]
    if following < last:
        later = [at for at in later if at <= following] or [following]
        end = later[-1] if _counts(anchor) else later[0]
    else:
        end = last if _counts(anchor) or not later else later[0]
    opened = [b.start for b in others if anchor.span.end <= b.start < end and _has_figure(passage, b)]
    end = min([end, *opened])
    return end if _counts(anchor) else _without_tail(passage, anchor, end)


def _has_figure(passage: Passage, bracket: Span) -> bool:
    return any(inside(quantity.number.start, [bracket]) for quantity in passage.quantities)


def _counts(anchor: Anchor) -> bool:
    """Whether the anchor counts things: what they are for comes after it."""
    return anchor.quantity is not None and anchor.quantity.unit not in PERCENT | {"năm", "tháng"}


def _unbroken(passage: Passage) -> list[Span]:
    """Where a comma parts no clauses: within names of units, their lists, measures and quantities."""
    whole = [subject.span for subject in passage.subjects] + [mention.span for mention in passage.measures]
    whole += [quantity.span for quantity in passage.quantities]
    for before, this in zip(passage.subjects, passage.subjects[1:], strict=False):
        if re.fullmatch(r"\s*(?:,|và|,? và|hoặc)?\s*(?:các\s+)?", passage.text[before.span.end : this.span.start]):
            whole.append(Span(before.span.end, this.span.start))
    return whole


def _speaks(passage: Passage, span: Span) -> bool:
    """Whether a stretch has a measure or a verb for its figure."""
    if any(span.start <= mention.span.start < span.end for mention in passage.measures):
        return True
    return any(phrase.search(passage.text, span.start, span.end) for _, phrase in DIRECTIONS)


def _only_opens(passage: Passage, span: Span) -> bool:
    """Whether a stretch says nothing but when, how long or of whom."""
    years = [quantity.span for quantity in passage.quantities if quantity.unit == "năm"]
    said = [time.span for time in passage.times] + [subject.span for subject in passage.subjects] + years
    places = [place for place in said if span.start <= place.start and place.end <= span.end]
    rest = "".join(passage.text[at] for at in range(span.start, span.end) if not inside(at, places))
    return bool(places) and _OPENING.fullmatch(rest) is not None


def _without_tail(passage: Passage, anchor: Anchor, end: int) -> int:
    """The end of a clause without a coordinate clause that has no more to do with the figure."""
    for match in re.finditer(r"\s+(?:và|hoặc)\s", passage.text[anchor.span.end : end]):
        cut = anchor.span.end + match.start()
        if not any(cut < quantity.span.start < end for quantity in passage.quantities):
            return cut
    return end


def _trimmed(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(re.sub(r"^[\s,;:*–-]*(?:(?:và|hoặc)\s+)?", "", words))
    return Span(start, span.start + len(re.sub(r"(?:\s+(?:và|hoặc))?[\s,;:*]*$", "", words)))
