"""What is due when: reports and to whom they go, days things are due, years of reviews, the period of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from documents.facts.clauses import find_breaks, inside
from documents.facts.fact import Fact, Role
from documents.facts.passage import Passage
from documents.facts.subjects import Subject
from documents.facts.times import Time, When
from documents.phrases import Phrase
from documents.plan import Kind
from documents.reading import Span

_REPORT = Phrase(r"\bbáo cáo\b(?! (?:tài chính|viên))")
_NOT_REPORT = Phrase(r"\b(?:chế độ|nội dung trong|thông tin,|mẫu|đề cương)(?: thông tin,)?\s*\Z")
_CYCLE = Phrase(
    r"\b(?:định kỳ )?(?:hằng|hàng) (?:năm|quý|tháng)\b|\bđịnh kỳ(?: (?:06|6|03"
    r"|3) tháng)?(?: (?:một|01) năm)?(?:,? (?:hằng|hàng) năm)?(?: hoặc đột xuất)?"
)
_OFFICE = (
    r"(?:Thường trực |Chủ tịch |Giám đốc )?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|HĐND"
    r"|Hội đồng|Sở|Phòng|Ban|Bộ|Văn phòng|Ủy ban|Uỷ ban|"
    r"(?:các )?cấp có thẩm quyền|(?:các )?cấp|cơ quan)\b"
)
_RECIPIENT = Phrase(
    rf"\b(?:báo cáo|gửi|gửi về|về|trình|cho|lên|tới)(?: báo cáo)?(?: về| cho"
    rf"| lên)? (?P<office>{_OFFICE}(?:(?! (?:để|qua|xét|trong|vào|kết quả|tình hình|chỉ đạo|theo|trước|chậm"
    rf"|xem xét|định kỳ|hằng|hàng|muộn|trễ)\b)[^;.()])*)"
)
_THROUGH = Phrase(r"\(?\*?\bqua (?P<office>(?:(?! để\b| tổng hợp\b| theo\b)[^;.()*])+)")
_KIND = Phrase(
    r"\b(?:báo cáo|định kỳ)(?: định kỳ)? (?P<kind>(?:06|6|03|3|09|9) tháng(?: đầu năm)?|quý|năm)\b(?! \d{4})"
    r"|\b(?P<often>(?:hằng|hàng) (?:năm|quý|tháng))\b"
)
_SENDS = Phrase(r"\b(?:gửi|nộp|trình|lập)\b")
_EVERY_YEAR = Phrase(r"\b(?:hằng|hàng) năm\b(?=[^,;.]*\Z)")
_YEARLY_OPENING = Phrase(r"(?:hằng|hàng) năm\b")
_EVENT = Phrase(
    r"(?<!đối\svới\skhen\sthưởng\s)(?<!đối\svới\s)\b(?P<event>sơ kết|tổng kết|gặp mặt"
    r"|hội nghị (?:biểu dương|tôn vinh))\b"
)
_AND_THEN = Phrase(r" và (?=trước|chậm nhất|muộn nhất|đến ngày)")
_WITHIN = Phrase(r"\btrong (?:quý|tháng)\b")
_DUE = {When.BEFORE, When.LATEST, When.BY}


def find_duties(passage: Passage, sentence: Span, figures: Sequence[Fact] = ()) -> Iterator[Fact]:
    """Reports, days and years that a sentence sets beside its figures.

    Criteria set none: they only ask that reports be made.
    """
    if passage.provision.kind in {Kind.TITLE, Kind.PREAMBLE}:
        yield from _period(passage, sentence)
        return
    if passage.role_at(sentence) is Role.CRITERION and not passage.columns:
        return
    done = [fact.place for fact in figures]
    for found in (_reports(passage, sentence), _events(passage, sentence), _deadlines(passage, sentence)):
        for fact in found:
            if not (fact.time and inside(fact.time.span.start + passage.start, done)):
                yield fact
                done.append(fact.place)


def _period(passage: Passage, sentence: Span) -> Iterator[Fact]:
    titled = passage.provision.kind is Kind.TITLE
    if not titled and any(p.kind is Kind.TITLE and re.search(r"\d{4}", p.text) for p in passage.plan.provisions):
        return
    times = [t for t in passage.times if _within(t.span, sentence) and not t.month]
    time = next((t for t in times if t.until), None) or next((t for t in times if titled), None)
    if time:
        yield _fact(passage, sentence, Role.PERIOD, time.span, time=time)


def _reports(passage: Passage, sentence: Span) -> Iterator[Fact]:
    """One fact for each day, or each limb of the sentence, that asks for a report: how often, by when, to whom."""
    text = passage.text
    done = sentence.start
    for match in _REPORT.finditer(text, sentence.start, sentence.end):
        if match.start() < done or _NOT_REPORT.search(text, max(0, match.start() - 30), match.start()):
            continue
        limb = _between(text, ";", match.span(), sentence)
        times = [t for t in passage.times if (t.month or t.day) and _within(t.span, limb)]
        recipient = _RECIPIENT.search(text, match.start(), limb.end)
        through = _THROUGH.search(text, match.start(), limb.end)
        cycle = _CYCLE.search(text, limb.start, limb.end)
        if not (cycle or times or (recipient and through)):
            continue
        done = limb.end
        kinds = [kind for kind in _KIND.finditer(text, limb.start, limb.end) if len(times) > 1]
        several = [time for time in times if time.when in _DUE]
        pairs: list[tuple[re.Match[str] | None, Time | None]] = [(None, None)]
        if len(kinds) == len(times) > 1:
            pairs = list(zip(kinds, times, strict=True))
        elif len(several) > 1:
            pairs = [(None, time) for time in several]
        for kind, time in pairs:
            said = [one for one in (match, cycle, recipient, through) if one]
            marks = [one.span() for one in said] + [tuple(t.span) for t in times]
            place = Span(min(start for start, _ in marks), _closed(text, max(end for _, end in marks)))
            every = kind["kind"] or kind["often"] if kind else cycle[0] if cycle else None
            yield _fact(
                passage,
                sentence,
                Role.REPORT,
                _stretch(kind or match, time, text) if time else place,
                time=time or (times[0] if times else None),
                cycle=" ".join(every.split()).lower() if every else None,
                recipient=_name(recipient["office"]) if recipient else None,
                through=_name(through["office"]) if through else None,
                subjects=_who(passage, sentence, match.start()),
            )


def _stretch(match: re.Match[str], time: Time, text: str) -> Span:
    """From the words that name a report to its day, or the other way round."""
    return Span(min(match.start(), time.span.start), _closed(text, max(match.end(), time.span.end)))


def _deadlines(passage: Passage, sentence: Span) -> Iterator[Fact]:
    """The days by which something else is due."""
    text = passage.text
    for time in passage.times:
        meant = time.when in _DUE or _WITHIN.match(text, time.span.start)
        if not _within(time.span, sentence) or not (time.month or time.day or time.quarter) or not meant:
            continue
        limb = _limb(passage, sentence, time.span)
        recipient = _RECIPIENT.search(text, limb.start, limb.end)
        cycle = _CYCLE.search(text, limb.start, limb.end)
        for match in _AND_THEN.finditer(text, limb.start, limb.end):
            limb = Span(match.end(), limb.end) if match.end() <= time.span.start else Span(limb.start, match.start())
        yield _fact(
            passage,
            sentence,
            Role.DEADLINE,
            limb,
            time=time,
            cycle=" ".join(cycle[0].split()).lower() if cycle else None,
            recipient=_name(recipient["office"]) if recipient else None,
            subjects=_who(passage, sentence, time.span.start),
        )


def _events(passage: Passage, sentence: Span) -> Iterator[Fact]:
    """The years, or how often, reviews of the movement are held."""
    text = passage.text
    words = list(_EVENT.finditer(text, sentence.start, sentence.end))
    times = [t for t in passage.times if t.year and not t.until and _within(t.span, sentence)]
    seen: set[str] = set()
    for at, match in enumerate(words):
        name = " ".join(match["event"].lower().split())
        following = words[at + 1].start() if at + 1 < len(words) else sentence.end
        after = next((t for t in times if match.end() <= t.span.start < following), None)
        if after and after.day and _SENDS.search(text, match.end(), after.span.start):
            continue  # a day by which papers for it are due
        time = after or next((t for t in reversed(times) if t.span.end <= match.start()), None)
        cycle = _EVERY_YEAR.search(text, sentence.start, match.start()) or _YEARLY_OPENING.match(text, sentence.start)
        cycle = None if time else cycle
        span = time.span if time else Span(*cycle.span()) if cycle else None
        if span and name not in seen:
            seen.add(name)
            place = Span(min(match.start(), span.start), _closed(text, max(match.end(), span.end)))
            said = " ".join(cycle[0].split()).lower() if cycle else None
            who = _who(passage, sentence, match.start())
            yield _fact(passage, sentence, Role.EVENT, place, time=time, cycle=said, event=name, subjects=who)


def _who(passage: Passage, sentence: Span, before: int) -> tuple[Subject, ...]:
    """Who has to do it: those its sentence names as its doers, or the heading's."""
    return passage.actors(sentence.start, before) or passage.addressees


def _between(text: str, mark: str, span: tuple[int, int], sentence: Span) -> Span:
    """The stretch of a sentence between the marks around a place."""
    start = max(sentence.start, text.rfind(mark, sentence.start, span[0]) + 1)
    end = text.find(mark, span[1], sentence.end)
    return Span(start, sentence.end if end < 0 else end)


def _limb(passage: Passage, sentence: Span, span: tuple[int, int]) -> Span:
    """The stretch between the commas or semicolons around a place."""
    lists = [s.span for s in passage.subjects] + list(passage.brackets)
    breaks = find_breaks(passage.text, sentence, lists)
    start = max([sentence.start, *(at for at in breaks if at <= span[0])])
    end = min([sentence.end, *(at for at in breaks if at > span[1])])
    return Span(start, start + len(passage.text[start:end].rstrip(" \t\r\n,;:*")))


def _closed(text: str, end: int) -> int:
    """The end of a stretch with the bracket it stops before."""
    match = re.match(r"[^()]{0,20}\)", text[end:])
    return end + match.end() if match and text.count("(", 0, end) > text.count(")", 0, end) else end


def _name(office: str) -> str:
    return re.sub(r"(?:\s+(?:tổng hợp|xem xét))?\s*$", "", " ".join(office.split()).strip(" *,"))


def _within(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start < sentence.end


def _fact(
    passage: Passage,
    sentence: Span,
    role: Role,
    place: Span,
    *,
    time: Time | None = None,
    subjects: tuple[Subject, ...] = (),
    cycle: str | None = None,
    recipient: str | None = None,
    through: str | None = None,
    event: str | None = None,
) -> Fact:
    return Fact(
        plan=passage.plan.id,
        provision=passage.position,
        role=role,
        place=passage.in_reading(place),
        sentence=passage.in_reading(sentence),
        subjects=subjects,
        time=time,
        cycle=cycle,
        recipient=recipient,
        through=through,
        event=event,
    )
