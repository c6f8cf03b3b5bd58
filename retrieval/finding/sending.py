"""What is sent to whom by when: dossiers, reports and lists on their way from hamlet to province."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from documents.facts.clauses import find_documents
from documents.facts.parts import Part, unmarked
from documents.facts.times import Time
from documents.plan import Level
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.support import CERTAIN
from retrieval.search.corpus import Corpus, Holding
from retrieval.search.passages import Passage
from retrieval.understanding.asks import Ask, meant
from retrieval.understanding.question import Question, without

_VERB = re.compile(
    r"\b(?i:gửi(?! tiết kiệm| tiền| góp)|nộp|chuyển(?! (?:đổi|biến|giao|dịch|nghề|tiếp sinh))|gui|nop)\b"
    r"|(?<!chương )(?<![Tt]ờ )(?<!cấp )(?<!quy )(?<!quá )(?<!công )(?<!hoặc )\btrình\b(?! (?:độ|tự|bày|cấp có))"
    r"|\b[Tt]hời hạn(?= ?(?:nộp |gửi )?:)"
    r"|\b[Bb]áo cáo(?= (?:(?:về|cho|lên|với|kết quả|tình hình) |công chức |trưởng |[A-ZĐÀ-Ỹ]"
    r"|(?:định kỳ )?(?:(?:hằng|hàng) )?(?:0?[36] tháng|sáu tháng|quý|năm|giữa năm)\b))"
)
_ASKED_VERB = re.compile(r"\b(?:gui|nop|trinh|chuyen(?= (?:len|tiep|ve|sang|toi|den|qua|di|ho so)\b))\b")
_REPORTS = re.compile(r"\bbao cao\b")
_DOES = re.compile(
    r"\s(?=(?:ban hành|xây dựng|cung cấp|chủ trì|tổ chức|tiếp nhận|tổng hợp|phối hợp|hướng dẫn|triển khai|chỉ đạo"
    r"|căn cứ)\b)"
)
"""What somebody who is named first is to do."""
_STOP = re.compile(
    r",? (?=(?:trước|chậm nhất|muộn nhất|để|theo|trong|vào|sau khi|thẩm định|tổng hợp|xem xét|xét|định kỳ|hằng năm)\b)"
    r"|[:;.]"
)
_LATER = re.compile(
    r"\b(?:về|tới|lên) ((?:các )?(?:Ủy ban|Uỷ ban|UBND|Phòng|Sở|Ban|Văn phòng|Chủ tịch|Hội|cơ quan|huyện|tỉnh|xã)\b.*)"
)
"""Who receives, named after the day: "báo cáo trước ngày 15/11 về Ủy ban nhân dân huyện"."""
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for name, words in (
        ("phòng", r"phòng|(?<!truong )ban(?! hanh| nhân dân| nhan dan)|sở|văn phòng|hội đồng|công chức|cơ quan|đơn vị"
                  r"|ngành|đoàn thể|bộ phận"
                  r"|phong(?! trao)|van phong|(?<!ho )so(?! (?:luong|lieu|ket|ho))"
                  r"|hoi dong|co quan|don vi|nganh|doan the|cong chuc"),
        ("thôn", r"thôn|bản(?! (?:giấy|điện|mềm|sao|chính|cứng|in|đăng|xác|tóm|tự|thành))|xóm|ấp|buôn|làng"
                 r"|tổ dân phố|khu phố|khối phố|chi hội"
                 r"|chi đoàn|khu dân cư|truong ban|thon|xom|buon|lang|to dan pho|khu pho|khoi pho|chi hoi|chi doan"),
        ("huyện", r"huyện|thị xã|thành phố|huyen|thanh pho"),
        ("xã", r"xã(?! hội)|phường|thị trấn|cơ sở|xa(?! hoi)|phuong(?! (?:phap|an|thuc))|thi tran|co so"),
        ("tỉnh", r"tỉnh|tinh(?! hinh)"),
        ("trung ương", r"trung ương|thủ tướng|chính phủ|trung uong|thu tuong"),
        ("doanh nghiệp", r"doanh nghiệp|hợp tác xã|công ty|doanh nghiep|hop tac xa|cong ty|htx"),
        ("hộ", r"hộ|gia đình|người dân|gia dinh|ho(?! (?:so|tro|tich|ngheo|can))|nha (?:em|toi|minh)"
               r"|(?<=la )ho(?: can)? ngheo"),
    )
)  # fmt: skip
"""The rungs that papers go up by, each as plans and as people who type no accents name it."""
_BODY = re.compile(
    r"\b(?:ban (?:thường trực|thường vụ|chấp hành|thuong truc|thuong vu|chap hanh)|(?:ủy|uỷ|uy) ban|ubnd"
    r"|hội đồng nhân dân|hoi dong nhan dan)\b",
    re.IGNORECASE,
)
"""Bodies of a rung, which are no offices of it."""
_NO_SENDER = re.compile(
    r"\b(?:đề nghị|de nghi)\b[^,;:]*?(?:\b(?:khen(?: thưởng| thuong)?|tặng|tang)\b|(?=\Z))",
    re.IGNORECASE,
)
_MATTERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b(?:{words})\b"))
    for name, words in (
        ("hồ sơ", r"ho so|giay to|to trinh"),
        ("báo cáo", r"bao cao(?! (?:thanh tich|tom tat))"),
        ("danh sách", r"danh sach"),
        ("đăng ký", r"dang ky|viet don|co don|don(?= (?:tu nguyen|xin|do|nay|ay)\b)|(?:gui|nop)(?: \w+)? don"),
        ("kế hoạch", r"(?:xay dung|ban hanh) ke hoach"),
    )
)
_AWARDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"\b{name}\b")) for name in ("giay khen", "bang khen", "co thi dua", "huan chuong")
)
"""What a dossier asks for, where each has a day of its own."""
_OCCASIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sơ kết", re.compile(r"\bso ket\b|\bgiua (?:ky|giai doan)\b")),
    ("tổng kết", re.compile(r"\btong ket\b|\bcuoi (?:ky|giai doan)\b")),
    ("6 tháng", re.compile(r"\b(?:0?6|sau) thang\b")),
    ("quý", re.compile(r"\b(?:hang|moi|tung) quy\b|\bbao cao quy\b")),
    (
        "năm",
        re.compile(r"\b(?:hang|moi|tung|ca) nam\b|\bbao cao nam\b|\bnam(?= truoc ngay)|\(nam\)|\bcuoi nam\b|/nam\b"),
    ),
)
_TWICE_A_YEAR = re.compile(r"\bngay \d{1,2}/0?[567]\b.{0,20}\bngay \d{1,2}/\d{1,2}\b.{0,12}\b(?:hang|moi) nam\b")
"""Two days a year, one of them at mid-year: "trước ngày 05/6 và trước ngày 08/11 hằng năm"."""
_PARTS_OF_YEAR = frozenset({"6 tháng", "quý"})
_ONWARD = re.compile(r"\b(?:roi|sau do|tiep|xong)\b.{0,40}\b(?:chuyen|gui|trinh|nop)\b|\b(?:chuyen|gui|trinh) tiep\b")
"""What asks where the papers go from there."""
_RECEIVED = re.compile(r"noi (?:nhan|nop|tiep nhan)\b")
_SETS = re.compile(r"\b(?:\d+|mot|hai|ba) bo\b")
_TIMED = re.compile(
    r"\bngay \d|\bthang \d|\bquy (?:i|v|\d)|\d/\d|\bthoi han (?:tai|neu|tren|quy dinh|o)\b"
    r"|\b(?:truoc|sau)(?: \w+){0,10}? \d+ ngay\b|\b\d+ ngay (?:lam viec|truoc|sau)\b"
)
"""A day, or how far before or after another one: "trước các mốc trên 10 ngày"."""
_REVIEWED = re.compile(r";(?![^;]*\b(?:bao cao|ho so|danh sach)\b)[^;]*\b(?:so ket|tong ket)\b[^;]*")
"""A limb that reviews are held by, and no papers sent."""
_TOGETHER = re.compile(r"\bcung (?:mot )?(?:ngay|phong|noi|han|cho|luc|so|ban)\b")
"""What asks whether two papers go the same way."""
_ASKED_OFFICE = re.compile(r"\b(?:phong|ban|so|co quan|don vi|cong chuc|noi|cap|nganh|ai)(?: \w+)? (?:nao|gi|may)\b")
"""An office that is asked for."""
_OF_PLAN = re.compile(r"\b(?:theo|trong|tren|o) (?:ban )?(?:ke hoach|van ban)\b[^,?]{0,60},|\bke hoach(?: cua)?\s")
_OF_AWARD = re.compile(
    r"\b(?:giay khen|bang khen|co thi dua)(?: (?:cua|do)\b|(?= chu tich| ubnd| uy ban))"
    r"(?: (?!nop|gui|trinh|truoc|thi|den|ve|tang)\w+){1,6}"
)
"""Who gives an award, and sends no papers."""
_GIVER = r"(?:(?:cap|ubnd|uy ban nhan dan|chu tich) )*(?P<giver>xa|huyen|tinh)\b"
_ASKED_GIVER = re.compile(
    rf"\b(?:(?:de nghi|xin) (?=[\w ]{{0,30}} (?:khen|tang)\b)|(?:giay|bang) khen (?:cua )?){_GIVER}"
)
_OWN_GIVER = re.compile(rf"\bho so (?:(?:de nghi|trinh|xet|tang|giay khen|bang khen|cua) )+{_GIVER}")
"""Who is to give the award that a dossier is for, as it is asked and told: "hồ sơ trình huyện gồm 03 bộ"."""
_WHOSE = re.compile(r"\bcua (?:cac |nhung |cap |mot )*(?=\w)")
_TO = re.compile(r"[,?.]|\b(?:truoc|cham nhat|muon nhat|ngay|khi|han|luc|bao gio|vao|may bo|phai khong|dung khong)\b")
_OF_WHOM = re.compile(
    r"\W*(?:\w{1,3}[).]\W*)?(?:ho so|bao cao|danh sach)(?: \w+){0,3}? (?:cua|doi voi) ((?:\w+ ?){1,4})"
)
_LEAD_IN = re.compile(r"^(?:\W|nhân dân|các|những|mỗi|từng|cấp|cac|cap|\d+)+", re.IGNORECASE)
_UNION = re.compile(r"(?:hội|đoàn|mttq|mặt trận)\b(?! đồng)(?: (?!và\b)[^\W\d_]+){1,4}", re.IGNORECASE)
_OPENING = 80
_SETS_IT = r"do (?:\S+ ){1,8}(?:tu )?(?:quy dinh|quyet dinh|huong dan|an dinh)\b"
_LEFT = re.compile(rf"\b(?:theo|do)\b.{{0,30}}? {_SETS_IT}")
_TIME_LEFT = re.compile(rf"\b(?:thoi (?:han|gian|diem)|lich)\b(?P<of>[^.;:]{{0,80}}?)\b{_SETS_IT}")
_OPENED = re.compile(r"([^:;.]{3,100}):\s")
_LIMB = re.compile(rf"\s*;\s*(?=[^;]*?(?:{_VERB.pattern}))")
"""Between two ways of one sentence: each has a verb of its own."""
_RUNG = {Level.COMMUNE: "xã", Level.DISTRICT: "huyện", Level.PROVINCE: "tỉnh"}
"""Where the offices of a plan stand."""
_CLOSE = 0.5
_OFFICE_NAMED = 1.5
_NAMED_ALIKE = 0.6
_INTERROGATIVE = re.compile(r"\b(?:nao|dau|ai|gi)\b")
_JOINED = frozenset({"cac", "va", "-", "cap"})
_MOST = 6
_SENT = 1.0
_NEAREST = 2


@dataclass(frozen=True)
class Sending:
    """One way that papers go: a limb of a sentence with its verb.

    `senders` and `receivers` are rungs (the names in `_LEVELS`), `matters` what is sent, `occasions` when of the year;
    `by` and `to` are the folded words for who sends and who receives, `timed` says whether it names a day, `left`
    whether it leaves the day to another rung.
    """

    passage: Passage
    senders: frozenset[str]
    receivers: frozenset[str]
    matters: frozenset[str]
    occasions: frozenset[str]
    by: str
    to: str
    timed: bool
    left: bool


def asks_sending(question: Question) -> bool:
    """Whether it is asked by when papers go, or whether they go by a day or to somebody named.

    What several plans say of the same papers is compared by their facts.
    """
    matters = _named(_MATTERS, question.line)
    apart = question.wants(Ask.DIFFERENCE) and not {"hồ sơ", "báo cáo"} <= matters
    whether = question.wants(Ask.CONFIRM) and bool(question.days or (_sent_by(question) and _ends(question)[1]))
    together = {"hồ sơ", "báo cáo"} <= matters and _TOGETHER.search(question.line)
    papers = bool(matters or _ASKED_VERB.search(question.line))
    return papers and not apart and (question.wants(Ask.DATE) or whether or bool(together))


def asks_only_sending(question: Question) -> bool:
    """Whether all that is asked is by when, to whom and in how many sets papers go, which one clause says."""
    asked = {Ask.DATE, Ask.OFFICE, Ask.CONFIRM} | ({Ask.FIGURE} if question.unit == "bộ" else set())
    return asks_sending(question) and question.asks <= asked


def _sent_by(question: Question) -> bool:
    papers = _named(_MATTERS, question.line) & {"hồ sơ", "báo cáo"}
    return bool(papers and _ASKED_VERB.search(question.line))


@lru_cache(maxsize=128)
def find_sendings(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """By when, and to whom, what is asked about goes: each limb that is for the papers, the sender and the time asked.

    Nothing where the question names neither papers nor that they are sent, or the plan has no such limb.
    """
    nothing = Finding(holding, Found.NOTHING, Shape.DATE)
    if not asks_sending(question):
        return nothing
    matters = _named(_MATTERS, question.line) or frozenset({"hồ sơ"} if question.unit == "bộ" else ())
    chosen: list[Sending] = []
    ways = [way for way in _sendings(holding) if way.senders or way.receivers or way.timed]
    senders = _ends(question)[0]
    each = [frozenset({one}) for one in senders] if question.wants(Ask.DIFFERENCE) and len(senders) > 1 else [senders]
    for matter in sorted(matters) or [""]:
        of_it = [way for way in ways if not matter or matter in way.matters]
        chosen += [way for one in each for way in _best(question, of_it, one)]
    if chosen and _ONWARD.search(question.line):
        chosen += [way for way in ways if any(_goes_on(way, before) for before in chosen)]
    if left := _left(question, matters, chosen, ways):
        items = tuple(Item(way.passage) for way in left)
        return Finding(holding, Found.DELEGATED, Shape.DATE, items, CERTAIN)
    if not chosen and (others := _of_other_times(question, matters, ways)):
        of_year = " hay ".join(sorted(_named(_OCCASIONS, question.line)))
        nearest = tuple(Item(way.passage) for way in others[:_NEAREST])
        return Finding(holding, Found.SILENT, Shape.DATE, nearest, CERTAIN, lacks=f"thời hạn báo cáo {of_year}")
    if not chosen and (undated := _undated(question, matters, ways)):
        items = tuple(Item(way.passage) for way in undated)
        return Finding(holding, Found.SILENT, Shape.DATE, items, CERTAIN, lacks="thời hạn báo cáo này")
    if not chosen and (others := _of_others(question, matters, ways, holding)):
        lacks = f"thời hạn {' hay '.join(sorted(matters))} của cấp này"
        nearest = tuple(Item(way.passage) for way in others[:_NEAREST])
        return Finding(holding, Found.SILENT, Shape.DATE, nearest, CERTAIN, lacks=lacks)
    passages = [way.passage for way in chosen]
    if question.wants(Ask.OFFICE) and not any(way.receivers for way in chosen):
        positions = {passage.position for passage in passages}
        parents = {passage.provision.parent for passage in passages}
        senders = _ends(question)[0]
        onward = {w.passage.id for w in ways if w.receivers and w.matters & matters and senders <= w.senders}
        beside = [p for p in holding.passages if p.position in positions]
        told = [p for p in beside if _RECEIVED.match(p.folded) or p.id in onward]
        passages += told or [p for p in holding.passages if p.provision.parent in parents and p.id in onward]
    if passages and question.unit == "bộ":
        passages += _counted(passages, holding)
    if times := _named(_OCCASIONS, meant(question.line)):
        passages = [_limb_of(passage, times) for passage in passages]
    found = sorted({passage.id: passage for passage in passages}.values(), key=lambda p: p.place.start)
    if not 0 < len(found) <= _MOST:
        return nothing
    items = tuple(Item(passage, label=passage.actor) for passage in found)
    return Finding(holding, Found.SAID, Shape.DATE, items, _SENT, sure=_SENT)


def _left(
    question: Question, matters: frozenset[str], chosen: Sequence[Sending], ways: Sequence[Sending]
) -> list[Sending]:
    """The ways of the one who asks by when that leave this to the next rung, where no other has a day for them."""
    senders, receivers = _ends(question)
    own = [way for way in ways if way.left and senders & way.senders and (not matters or matters & way.matters)]
    own = [way for way in own if not receivers or not way.receivers or receivers & way.receivers]
    told = any(senders & way.senders for way in chosen)
    return own if question.wants(Ask.DATE) and not told else []


def _limb_of(passage: Passage, times: frozenset[str]) -> Passage:
    """The one limb of a sentence that is for the time asked about, where its others are for other times."""
    limbs = _LIMB.split(passage.text)
    told = [_named(_OCCASIONS, fold(limb)) for limb in limbs]
    chosen = [limb for limb, own in zip(limbs, told, strict=True) if own & times]
    if len(limbs) == 1 or len(chosen) != 1 or not all(told):
        return passage
    return passage.limb(chosen[0])


def due_by(question: Question, holding: Holding) -> list[Passage]:
    """The clauses that say by when the papers that a question names were due from its sender."""
    matters = _named(_MATTERS, question.line)
    ways = [way for way in _sendings(holding) if way.timed and way.matters & matters]
    return [way.passage for way in _best(question, ways, _ends(question)[0])] if matters else []


def _goes_on(way: Sending, before: Sending) -> bool:
    """Whether those who receive papers one way send them on the other."""
    by = frozenset(way.by.split()) - _JOINED
    same = way.matters & before.matters and way.senders & before.receivers
    return bool(same and by) and len(by & frozenset(before.to.split())) >= _NAMED_ALIKE * len(by)


def _counted(sent: Sequence[Passage], holding: Holding) -> list[Passage]:
    """The sentences that say how many sets of papers go, in the same clauses or, where those do not, beside them."""
    sets = [passage for passage in holding.passages if _SETS.search(passage.folded)]
    within = [passage for passage in sets if any(passage.position == one.position for one in sent)]
    parents = {one.provision.parent for one in sent}
    beside = [passage for passage in sets if passage.provision.parent in parents]
    return within or beside or [passage for passage in sets if passage.role is Part.DOSSIER][:1]


def _of_others(question: Question, matters: frozenset[str], ways: Sequence[Sending], holding: Holding) -> list[Sending]:
    """The ways that the papers asked about go, where every one of them is another rung's than the one that asks."""
    senders = _ends(question)[0] - {"phòng"}
    ways = [way for way in ways if "báo cáo" in way.matters & matters and way.timed]
    known = [way.senders | {_RUNG.get(way.passage.plan.level or Level.DEPARTMENT, "")} for way in ways if way.senders]
    if not senders or not ways or len(known) < len(ways) or any(senders & rungs for rungs in known):
        return []
    told = {way.passage.id for way in ways}
    beside = [
        p for p in holding.passages if p.id not in told and p.role is not Part.CRITERION and _TIMED.search(p.folded)
    ]
    named = any(matters & _named(_MATTERS, p.folded) and senders & _rungs(p.text) for p in beside)
    return [] if named else ways


def _of_other_times(question: Question, matters: frozenset[str], ways: Sequence[Sending]) -> list[Sending]:
    """The ways that reports go, where a part of the year is asked about and every one of them is of another time."""
    times = _named(_OCCASIONS, meant(question.line)) & _PARTS_OF_YEAR
    ways = [way for way in ways if "báo cáo" in way.matters & matters and way.timed]
    return [] if not times or any(not way.occasions or way.occasions & times for way in ways) else ways


def _undated(question: Question, matters: frozenset[str], ways: Sequence[Sending]) -> list[Sending]:
    """The ways that reports go from the sender to the receiver asked about, where none of them has a day."""
    senders, receivers = _ends(question)
    senders -= {"phòng"}
    if not (question.wants(Ask.DATE) and matters == {"báo cáo"} and senders and receivers):
        return []
    own = [way for way in ways if way.matters & matters and senders & _known(way)]
    own = [way for way in own if not way.receivers or receivers & way.receivers]
    return [] if any(way.timed for way in own) else [way for way in own if way.receivers]


def _known(way: Sending) -> frozenset[str]:
    """The rungs that papers go from, the plan's own where an office of it sends them."""
    own = _RUNG.get(way.passage.plan.level or Level.DEPARTMENT)
    return way.senders | ({own} if own and "phòng" in way.senders else set())


def _best(question: Question, ways: Sequence[Sending], senders: frozenset[str]) -> list[Sending]:
    """The ways that best go with a sender, and with the receiver and the time that a question names."""
    receivers = _ends(question)[1]
    times = _named(_OCCASIONS, meant(question.line))
    words = frozenset(question.line.split())
    told = _directed(question)[1]
    to = frozenset() if _INTERROGATIVE.search(told) else frozenset(told.split()) - _JOINED
    years = _years(question.times)
    dated = question.wants(Ask.DATE) or bool(question.days)
    awards = _named(_AWARDS, question.line)
    scored = []
    for way in ways:
        known = _known(way)
        met = receivers & way.receivers
        of_year = years & _years(way.passage.times)
        others = _named(_AWARDS, way.passage.folded) if awards else frozenset()
        untimely = times and way.occasions and not times & way.occasions and not of_year
        amiss = (senders and known and not senders & known) or untimely or (others and not awards & others)
        amiss = amiss or _for_other_giver(question, way)
        astray = receivers and way.receivers and not met and not question.wants(Ask.CONFIRM)
        if amiss or astray or (dated and not way.timed):
            continue
        shared = senders & way.senders
        score = 2.0 * bool(shared - {"phòng"}) + bool(shared & {"phòng"}) + 1.5 * bool(senders & known - way.senders)
        score += bool(met) + 2.0 * len(times & way.occasions) / (len(times) or 1)
        named = frozenset(f"{way.by} {way.to}".split())
        score += _OFFICE_NAMED * len(words & named) / (len(named) or 1) if "phòng" in senders | receivers else 0.0
        score += bool(of_year) + (len(to & frozenset(way.to.split())) / len(to) if to and receivers else 0.0)
        scored.append((score, way))
    best = max((score for score, _ in scored), default=0.0)
    chosen = [way for score, way in scored if score > best - _CLOSE]
    timely = [way for way in chosen if times & way.occasions or senders & way.senders or receivers & way.receivers]
    least = bool(senders) and (len(scored) > 1 or any(way.senders for _, way in scored))  # whoever it is, it is one way
    sure = best >= least and (timely or not times)
    return chosen if sure else []


def _for_other_giver(question: Question, way: Sending) -> bool:
    """Whether papers are for an award of somebody else than the giver asked about."""
    asked, own = _ASKED_GIVER.search(question.line), _OWN_GIVER.search(way.passage.folded)
    return bool(asked and own and asked["giver"] != own["giver"])


def _years(times: Iterable[Time]) -> frozenset[int]:
    return frozenset(time.year for time in times if time.year)


def _ends(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """The rungs that a question says papers go from, and to."""
    by, to = _directed(question)
    return _senders(by), _rungs(to)


def _directed(question: Question) -> tuple[str, str]:
    """The words of a question for who sends papers and for who gets them."""
    line = _OF_AWARD.sub(" ", _OF_PLAN.sub(" ", question.line))
    for place in question.places:
        line = re.sub(
            rf"\b(?:o|tai|thuoc|ben|tren|trong)\s+(?:(?:huyen|tinh|xa|dia ban)\s+)*{re.escape(place)}\b", " ", line
        )
    line = _ASKED_OFFICE.sub(" ", line)
    verb = _ASKED_VERB.search(line) or _REPORTS.search(line)
    if verb is None:
        return line, ""
    before, after = line[: verb.start()], line[verb.end() :]
    to = _TO.split(after, maxsplit=1)[0]
    if not _senders(before) and (whose := _WHOSE.search(after)):
        return after[whose.end() :].split(" gui")[0].split(" nop")[0][:30], to[: whose.start()]
    return before, to


@lru_cache(maxsize=64)
def _sendings(holding: Holding) -> tuple[Sending, ...]:
    """The ways that papers go by a plan, in its order."""
    return tuple(one for passage in holding.passages for one in _ways(passage))


def _ways(passage: Passage) -> Iterator[Sending]:
    if passage.role in {Part.BASIS, Part.NAME, Part.RECIPIENTS, Part.SIGNATURE} or passage.is_heading:
        return
    last = ""
    for limb in _LIMB.split(passage.text):
        verb = _VERB.search(limb)
        if verb is None:
            if (handed := _TIME_LEFT.search(fold(limb))) and (matters := _named(_MATTERS, handed[0])):
                none = frozenset[str]()
                yield Sending(passage, _rungs(handed["of"]), none, matters, none, handed["of"], "", False, True)
            continue
        before = limb[: verb.start()]
        receiver = " ".join(_STOP.split(limb[one.end() :], maxsplit=1)[0] for one in _VERB.finditer(limb))
        if not _rungs(receiver) and (later := _LATER.search(limb, verb.end())):
            receiver = _STOP.split(later[1], maxsplit=1)[0]
        named: tuple[str, ...] = (before, last, _opener(passage), _whose(passage), passage.actor, _acting(passage))
        if _senders(passage.actor) and not _opens(before):
            named = (_opener(passage), passage.actor)  # what else is named are no senders: "lập danh sách hộ …, gửi"
        by = next((text for text in named if _senders(text)), "")
        last = by
        matters = _said(_MATTERS, limb, passage)
        if passage.role is not Part.CRITERION or matters == {"đăng ký"}:  # criteria only name other papers
            times = _said(_OCCASIONS, limb, passage, alone=True)
            times |= frozenset({"6 tháng"} if _TWICE_A_YEAR.search(fold(limb)) else ())
            timed = bool(_TIMED.search(_REVIEWED.sub(" ", fold(without(limb, find_documents(limb))))))
            left = not timed and bool(_LEFT.search(fold(limb)))
            yield Sending(
                passage, _senders(by), _rungs(receiver), matters, times, fold(by), fold(receiver), timed, left
            )


def _opens(text: str) -> bool:
    """Whether words begin with somebody on a rung: "Ủy ban nhân dân các xã"."""
    begun = _LEAD_IN.sub("", _BODY.sub(" ", text)).lstrip(" ,;:-")
    union = _UNION.match(begun)
    return any(words.search(union[0]) if union else words.match(begun) for _, words in _LEVELS)


def _opener(passage: Passage) -> str:
    """Whom a sentence opens with as the one to act: "UBND các xã: …; báo cáo năm trước …"."""
    match = _OPENED.match(passage.text)
    return match[1] if match and not _VERB.search(match[1]) else ""


def _acting(passage: Passage) -> str:
    """Whom a sentence begins with, before what is to be done: "UBND các huyện ban hành kế hoạch …; báo cáo …"."""
    match = _DOES.search(passage.text[: 2 * _OPENING])
    return passage.text[: match.start()] if match and _opens(passage.text) else ""


def _whose(passage: Passage) -> str:
    """Whose papers a clause opens with: "Hồ sơ của xóm lập 01 bộ"."""
    match = _OF_WHOM.match(fold(unmarked(passage.provision)[:_OPENING]))
    return match[1] if match else ""


def _said(
    names: Sequence[tuple[str, re.Pattern[str]]], limb: str, passage: Passage, *, alone: bool = False
) -> frozenset[str]:
    """What a limb names, or its sentence, or what stands over it, the nearest first; `alone`, if that names but one."""
    if own := _named(names, fold(limb)) or _named(names, passage.folded):
        return own
    above = ["" if passage.first else passage.provision.text[:100]]
    above += [passage.plan.provisions[at].text[:150] for at in passage.plan.above(passage.position)]
    found = next((found for text in above if (found := _named(names, fold(text)))), frozenset[str]())
    return found if len(found) == 1 or not alone else frozenset()


def _named(names: Sequence[tuple[str, re.Pattern[str]]], folded: str) -> frozenset[str]:
    return frozenset(name for name, words in names if words.search(folded))


def _rungs(text: str) -> frozenset[str]:
    """All rungs that a text names."""
    bare = _BODY.sub(" ", text)
    return frozenset(name for name, words in _LEVELS if words.search(bare))


def _senders(text: str) -> frozenset[str]:
    """The rung that each one of those named in a list stands on: "Phòng Nội vụ huyện" is an office."""
    found = set()
    for one in re.split(r",| và | va ", _BODY.sub(" ", _NO_SENDER.sub(" ", text))):
        named = [(match.start(), name) for name, words in _LEVELS if (match := words.search(one))]
        found |= {min(named)[1]} if named else set()
    return frozenset(found)
