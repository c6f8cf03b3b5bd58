"""Who does what, for whom, by when: the duties of plans as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefings.rules import capital, shown
from documents.facts.clauses import body_start, split_sentences
from documents.facts.extraction import extract_facts
from documents.facts.fact import Fact, Role
from documents.facts.times import When
from documents.phrases import Phrase
from documents.plan import Citation, Kind, Plan, Provision
from documents.reading import Span
from documents.syllables import fold

LONGEST = 160
"""Characters of an office's name, at the most; what is longer is a sentence."""

NONE = "–"
"""What a table shows where a plan does not say it."""

_ACTS = (
    r"xây dựng|(?<!các\s)tổ chức(?! (?:chính trị|đoàn thể|hội|tín dụng|xã hội))|tăng cường|"
    r"chủ trì|phối hợp|căn cứ|trên cơ sở|có trách nhiệm|triển khai|chủ động|tiến hành|"
    r"hưởng ứng|tham mưu|báo cáo|theo dõi|kịp thời|hướng dẫn|lấy kết quả|sẽ|tặng|giúp|chỉ đạo|kiểm tra|thực hiện|"
    r"tham gia|có thành tích|tặng|định kỳ|hằng năm|hàng năm|tổng hợp|xét|thẩm định|"
    r"thống nhất|tuyên truyền|là đầu mối|làm đầu mối|lựa chọn|gửi|nộp|lập|tiếp nhận|trình|quyết định|đề nghị"
)
_ACT = Phrase(rf"\b(?:{_ACTS})\b")
_OFFICE = Phrase(
    r"ủy ban|UBND|\bsở|\bphòng|\bban\b|hội đồng|cơ quan|đoàn thể|đơn vị|văn phòng|\bđài|\bbáo\b|chủ tịch|"
    r"\bbộ\b|mặt trận|trung tâm|trường|công an|ngân hàng|\bhội|huyện|\bxã\b|thành phố|thị trấn|doanh nghiệp|giám đốc|"
    r"thủ trưởng|thôn|\bbản\b"
)
_HEADS = Phrase(r"\s*(?:có trách nhiệm|chịu trách nhiệm|triển khai|xây dựng)\b")
_LEAD = Phrase(
    r"^(?:đề nghị|phấn đấu|yêu cầu|giao cho|giao|trách nhiệm của|đối với|đến|năm \d{4},?|hằng năm,?|hàng năm,?)\s+"
)
_ASKED = Phrase(rf"(?:đề nghị|yêu cầu)\s+(?P<who>[^.:]{{6,160}}?)\s+(?={_ACTS})")
_CONDITION = Phrase(r"khó khăn|vướng mắc|chưa phù hợp|phát sinh|nếu có")
_NOTE = re.compile(r"\s*\((?:[^()]*)\)|\s+[-–—]\s+(?:cơ quan|Cơ quan)\b.*")
_DOSSIER = Phrase(
    r"hồ sơ|thẩm định|bình xét|họp xét|xét chọn|xét,? trình|đề nghị[^.;]{0,60}(?:tặng|khen thưởng)|"
    r"trình[^.;]{0,60}khen thưởng|khen thưởng theo thẩm quyền|tặng (?:bằng|giấy) khen"
)
_TO = Phrase(
    r"\b(?:trình|đề nghị|(?:gửi|nộp)(?:[^.;()]{0,60}? (?:về|đến|cho))?)\s+"
    r"(?P<to>(?-i:[A-ZĐỦ]|các cấp|cấp)(?:[^,;.()]|,(?= (?-i:[A-ZĐ]))){0,80}?)"
    r"(?=\s+(?:tặng|khen|xem|để|xét|theo|đề nghị|trước|chậm|hằng|hàng|trong)|[;.()]|"
    r",(?! (?-i:[A-ZĐ]))|$)"
)
_THROUGH = Phrase(r"\((?:\*)?qua (?P<by>[^()*]+?)(?:\s+tổng hợp)?\*?\)")
_TIMED = frozenset({Role.REPORT, Role.DEADLINE, Role.EVENT})


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: who, what, to whom, when; "" for what the plan does not say. `key` orders duties in time."""

    plan: Plan
    who: str
    what: str
    to: str
    when: str
    citations: tuple[Citation, ...]
    key: tuple[int, int, int] | None = None
    name: str = ""


def duties(plan: Plan) -> tuple[Duty, ...]:
    """The reports, deadlines and reviews of a plan, each once."""
    facts = [fact for fact in extract_facts(plan) if fact.role in _TIMED]
    facts = [fact for fact in facts if plan.provisions[fact.provision].kind is not Kind.TITLE]
    facts = [fact for fact in facts if not any(_within(fact, other) for other in facts)]
    found: dict[tuple[object, ...], Duty] = {}
    for number, fact in enumerate(facts):
        duty = _timed(plan, fact)
        event = (fact.event, fact.time.year) if fact.event and fact.time and fact.time.year else number
        known = found.get((event,))
        if known is None or (not known.who and duty.who):
            found[event,] = duty
    return tuple(found.values())


def dossier_steps(plan: Plan) -> tuple[Duty, ...]:
    """Who proposes, receives, appraises and grants awards, in the order of the plan's text."""
    return tuple(_steps(plan))


def _steps(plan: Plan) -> Iterator[Duty]:
    facts = [fact for fact in extract_facts(plan) if fact.role in _TIMED]
    for position, provision in enumerate(plan.provisions):
        if provision.kind not in {Kind.ITEM, Kind.PARAGRAPH} or _elsewhere(provision):
            continue
        text = plan.reading.text[provision.place.start : provision.place.end]
        for sentence in split_sentences(text, body_start(text)):
            words = text[sentence.start : sentence.end]
            if not _DOSSIER.search(words):
                continue
            place = Span(provision.place.start + sentence.start, provision.place.start + sentence.end)
            cited = plan.cite(provision, place)
            who, by = _actor(plan, position, sentence.start)
            to, through = _TO.search(cited.quote), _THROUGH.search(cited.quote)
            whom = " qua ".join(
                part for part in (to["to"].strip() if to else "", through["by"] if through else "") if part
            )
            timed = [f for f in facts if place.start <= f.place.start and f.place.end <= place.end and f.event is None]
            when, key = _when(timed[0]) if timed else ("", None)
            yield Duty(plan, who, shown(cited.quote), whom, when, (cited, *by), key)


def _elsewhere(provision: Provision) -> bool:
    """Whether it stands among the criteria, or in the aims and contents of the movement."""
    parts = [fold(part) for part in provision.heading.split("›")]
    if re.search(r"muc dich|yeu cau|noi dung", parts[0]):
        return True
    return any(re.search(r"tieu chuan|tieu chi", part) and "khen thuong" not in part for part in parts)


def _within(fact: Fact, other: Fact) -> bool:
    inner, outer = fact.place, other.place
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end


def _timed(plan: Plan, fact: Fact) -> Duty:
    provision = plan.provisions[fact.provision]
    cited = plan.cite(provision, _whole(plan, fact))
    who, by = _actor(plan, fact.provision, max(0, fact.place.start - provision.place.start))
    to = " qua ".join(part for part in (fact.recipient, fact.through) if part)
    when, key = _when(fact)
    told = {"sơ kết": "Sơ kết", "tổng kết": "Tổng kết"}.get(fact.event or "", capital(fact.event or "báo cáo"))
    return Duty(plan, who, shown(cited.quote), to, when, (cited, *by), key, told)


def _whole(plan: Plan, fact: Fact) -> Span:
    """The clause of a duty; where it is due only when something happens, from there on."""
    before = plan.reading.text[fact.sentence.start : fact.place.start]
    if not _CONDITION.search(before):
        return fact.place
    start = fact.sentence.start + before.rfind(";") + 1
    return Span(
        start + len(before[start - fact.sentence.start :]) - len(before[start - fact.sentence.start :].lstrip()),
        fact.place.end,
    )


def _when(fact: Fact) -> tuple[str, tuple[int, int, int] | None]:
    """When in words, and its order: what comes every year first."""
    time, cycle = fact.time, (fact.cycle or "").replace("hàng năm", "hằng năm")
    if time is None or not (time.year or time.month or time.quarter):
        return capital(cycle), None
    before = "" if time.when in {When.AT, When.BY, When.SINCE} else f"{time.when.value} "
    month = time.month or (time.quarter or 0) * 3
    order = (time.year or 0, month or (12 if time.end else 0), time.day or 0)
    if time.day and time.month:
        said = f"{before}ngày {time.day}/{time.month}{f'/{time.year}' if time.year else ''}"
    elif time.quarter or time.month:
        part = f"quý {time.quarter}" if time.quarter else f"tháng {time.month}"
        said = f"{before}{part}{f'/{time.year}' if time.year else ''}"
    else:
        said = f"{before}{'hết ' if time.end else ''}năm {time.year}"
    if time.year:
        return capital(said), order
    return f"{capital(cycle or 'hằng năm')}, {said}", order


def _actor(plan: Plan, position: int, start: int) -> tuple[str, tuple[Citation, ...]]:
    """Who a provision gives its duty to: named before the first act, or by the heading above; with what says it."""
    provision = plan.provisions[position]
    text = plan.reading.text[provision.place.start : provision.place.end]
    found = _named(text, start) or (_named(text, body_start(text)) if provision.kind is not Kind.CLOSING else "")
    if found:
        whole = plan.cite(provision)
        return found, (whole,) if start > body_start(text) else ()
    if provision.kind is Kind.CLOSING:
        asked = _ASKED.search(text)
        return (shown(asked["who"]), (plan.cite(provision),)) if asked else ("", ())
    if provision.parent is None:
        return "", ()
    above = plan.provisions[provision.parent]
    if above.path.count(".") == 0 and above.kind is Kind.SECTION:
        return "", ()
    words = plan.reading.text[above.place.start : above.place.end]
    named = _named(words, body_start(words), whole=above.kind is Kind.SECTION)
    return (named, (plan.cite(above),)) if named else ("", ())


def _named(text: str, start: int, *, whole: bool = False) -> str:
    """The office a text begins with; "" where it begins with an act. `whole` takes a heading that names only it."""
    words = " ".join(text[start:].split())
    while lead := _LEAD.search(words):
        words = words[lead.end() :]
    if whole and _ACT.match(words):
        return ""
    act = (_HEADS if whole else _ACT).search(words)
    if act is None and not whole:
        return ""
    who = _NOTE.sub("", words[: act.start()] if act else words).strip(" ,;:.-–")
    return shown(who) if 3 < len(who) <= LONGEST and _OFFICE.search(who) and not who.endswith(" thì") else ""
