"""The type of answer a question waits for, and whether sentences hold one: an amount of money, a day, a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from documents.facts.parts import Part
from documents.facts.times import Time
from documents.facts.units import LOCALITIES
from documents.names.places import find_places
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Shape
from retrieval.search.corpus import word_list
from retrieval.search.passages import Passage
from retrieval.understanding.asks import CONTACT, Ask, Topic, asked_unit, asks_source
from retrieval.understanding.question import Question


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A type of answer: `waits` tells whether a question waits for one, `holds` whether what was found holds one.

    One that is `strict` must be there however much else speaks for what was found.
    """

    name: str
    waits: Callable[[Question], bool]
    holds: Callable[[Question, Finding], bool]
    strict: bool = True


def awaited(question: Question) -> tuple[AnswerType, ...]:
    """The types of answer that a question waits for, by its wording; none where any sentence may answer it."""
    return tuple(kind for kind in _TYPES if kind.waits(question))


_FRAME = frozenset({Part.NAME, Part.BASIS, Part.RECIPIENTS, Part.SIGNATURE})
"""Parts of a plan whose days are of papers, none that it sets; their years are the plan's own."""
_LEVELS = frozenset({Part.TARGET, Part.CRITERION})
"""Parts whose years are those by which levels are reached."""
_TIME_UNITS = frozenset({"năm", "tháng", "ngày"})

_GIVEN = re.compile(
    r"\b(?:thưởng|tiền|hỗ trợ|trợ cấp|phụ cấp|vay|đóng góp|ủng hộ|lương|học bổng|trị giá)\b"
    r"(?:(?!\bgiảm|\btăng|\bhơn|\bngày mấy|\b[tT][ỷỉ] lệ)[^?,.])*\b(?:bao nhiêu|mấy)\s*"
    r"(?:(?:ở|cho|từ|tại|một|mỗi|hằng|hàng|trăm|nghìn|ngàn|triệu|vậy|ạ|thế|nhỉ)\b|\?|$)",
    re.IGNORECASE,
)
"""What is given as money, and "bao nhiêu" with nothing counted after it."""
_AMOUNT = re.compile(
    r"\d[\d.,]* ?(?:ty|trieu|nghin|ngan|tram)? ?dong\b|\d ?(?:trieu|ty)\b"
    r"|\bdoi ung\b[^.;]{0,30}\d+ ?%"
    r"|\b(?:tien|muc (?:ho tro|thuong|chi))\b.*\b(?:theo|ap dung)\b"
    r".*\b(?:nghi dinh|nghi quyet|quyet dinh|ke hoach|huong dan)\b"
)
_SOURCE = re.compile(
    r"\b(?:kinh phí|chi phí|tiền|đồng|nguồn)\b[^.;]*?"
    r"\b(?:(?:từ|do|bằng) (?:các |nguồn )*(?:ngân sách|quỹ|nguồn|kinh phí|vốn)|trong dự toán)\b",
    re.IGNORECASE,
)
_PUT_TO = re.compile(
    r"\b(?:lay|dung|su dung|trich)\b.{0,20}\b(?:quy|nguon|von|kinh phi|tien)\b.*\b(?:chi|mua|tra|thuong)\b"
)
"""Where it is asked what money may be put to: "lấy Quỹ vì người nghèo chi tiền thưởng được không"."""
_INTEREST = re.compile(
    r"\blai suat\b|\b(?:vay|ngan hang|nhcsxh)\b.*(?<!khong )\blai (?:may|bao nhieu|the nao)\b(?! ho\b)"
)
_DEFINED = re.compile(
    r"\b(?:duoc|moi|thi)(?: duoc)? (?:goi|coi|xem|tinh|xac dinh|xep) la (?:mot )?(?:huyen|xa|thon|ban|buon|ap|ho)"
    r"(?: \w+){0,2}? (?:ngheo|dac biet|kho khan)\b"
)
"""Which units count as of a sort, asked and told: "thế nào thì được coi là xã đặc biệt khó khăn"."""
_PRICE = re.compile(
    r"\bbao nhieu (?:tien )?(?:mot|1|moi) (?:ky|ki|kg|kilo|can|yen|ta|tan|lit|luong|chi|met)\b"
    r"|\bgia (?:ca|thi truong|vang)\b"
)
"""What a thing costs, by its weight."""
_REACHED = re.compile(r"@|\bwww\b|https?:|(?<![\d/.-])0\d{1,3}[ .]?\d{3}[ .]?\d{3,4}\b|\d{9,}")
_SEAT = re.compile(r"\b(?:tru so|dia chi|nam o dau|duong nao)\b")
_STREET = re.compile(r"\b(?:so )?\d+[a-z]?,? (?:duong|pho|ngo)\b|\bdia chi\b|\btru so\b")
_TITLE_HELD = re.compile(r"(?:\bgia dinh |(?<!nha )\b)van hoa\b(?! xa hoi)")
"""The title of a household or hamlet, where it is asked for how many years it must be held."""
_VENUE = re.compile(
    r"\bdia diem (?:nao|o dau|to chuc)\b|\b(?:hop|to chuc|dien ra|mo)(?:,? \w+){0,8},? o (?:dau|cho nao|noi nao)\b"
    r"|^o (?:dau|cho nao)\b.*\b(?:hop|to chuc|dien ra)\b"
)
_HALL = re.compile(r"\b(?:hoi truong|trung tam|nha (?:van hoa|thi dau|hoi nghi)|tru so|san van dong|dia diem)\b")
_TITLE = re.compile(r"\bdanh hieu (?:gi|nao)\b")
_TITLED = re.compile(r"\bdanh hieu\b|\bvan hoa[\"”]|\btieu bieu[\"”]")
_MADE_OF = re.compile(
    r"\bgom (?:co )?(?:nhung |cac |may |bao nhieu )?(?:gi|giay|thu|loai|phan|buoc|y|tieu|noi|ai|ten)\b"
    r"|\bgiay to (?:gi|nao)\b|\b(?:nhung|may|cac) giay to\b|\bthanh phan ho so\b"
    r"|\bdanh muc (?:giay to|ho so|tai lieu)\b|\bho so\b.*\bcan (?:nhung |cac |may )?(?:gi|giay)\b"
    r"|\b(?:liet ke|ke ten|ke ra)(?: (?:cac|het|nhung|day du))* (?:giay to|tai lieu)\b"
)
_LISTED = re.compile(r"\bgom\b|\bho so\b[^.]*:")
_DAY = re.compile(
    r"\bngay (?:nao|may|cu the|bao nhieu)\b|(?<!moi )(?<!hang )(?<!mot )\bthang may\b|\bthang nao\b"
    r"|\bhan (?:chot|cuoi|nop)\b|\bdeadline\b"
)
_UNITS_THERE = re.compile(
    r"\bco (?:tat ca |tong cong |ca thay )?(?:bao nhieu|may) (?:xa|thon|ap|buon|khom|khu pho|to dan pho|huyen)\b"
)
_UNITS_COUNTED = re.compile(r"(?<![\d.,/-])\d{1,3} (?:\w+ )?(?:xa|thon|ban|ap|buon|khom|khu pho|to dan pho|huyen)\b")
"""How many communes or hamlets there are, asked and told."""
_HELD_YEARLY = re.compile(
    r"\b(?:hang|moi|tung)\W+nam,? (?:tien hanh|to chuc|so ket|tong ket)\b"
    r"|\b(?:so ket|tong ket)(?: (?!bao cao)\w+){0,6} (?:hang|moi|tung) nam\b"
)
_WHICH_YEAR = re.compile(r"\bnam (?:nao|may|bao nhieu)\b")
_OCCASION = re.compile(r"\b(?:khi|dip)\b|\bsau (?:\d|mot|hai|ba|bon|nam) ")
_CYCLE = re.compile(r"\b(?:hang|moi|tung) (?P<unit>quy|thang|tuan)\b(?! dinh)")
_EVERY = re.compile(r"\b(?:bao lau|(?:may|bao nhieu) (?:nam|thang|tuan|ngay))\b.* (?:mot|1) (?:lan|dot|ky|luot)\b")
_REPEATED = re.compile(r"\b(?:hang|moi|tung|dinh ky|\d+|mot|hai|ba|sau) (?:nam|quy|thang|tuan|ngay)\b")
_PART = r"\d/\d|\d+%|(?:mot|hai|ba) phan (?:hai|ba|tu|nam)|mot nua|qua ban"
_VOTED = re.compile(r"\b(?:dong (?:y|long|tinh)|nhat tri|tan thanh|bo phieu|bieu quyet|gio tay|ung thuan)\b")
_VOTES = re.compile(
    rf"\b(?:{_PART})(?!\w).{{0,60}}\b(?:dong (?:y|long|tinh)|nhat tri|tan thanh|bieu quyet|thong nhat)\b"
)
"""What share of those who vote must agree, where it is asked how many."""
_COUNT = re.compile(
    r"(?<!\btrong )(?<!\bso )(?<!\bngay )(?<!\bthang )(?<!\bquy )(?<!\bthu )\b(?:may|bao nhieu) (?!nao\b|gi\b|lan\b)"
    r"(?!(?:[a-z]+ ){1,3}(?:do|nay|ay|kia)\b)(?P<noun>[a-z]+)"
)
_AWARDED = "tap the|ca nhan|ho|xa|phuong|huyen|thon|ban|buon|lang|ap|khom|to|doanh nghiep|hop tac xa|don vi|co quan"
"""Those whose awards are counted: "Bằng khen cho không quá 18 xã"."""
_GRANTED = re.compile(
    r"\b(?:duoc (?:ho tro|cap|cho|vay|nhan|thuong|tang)|(?<!phai )ho tro|cho vay"
    r"|tien thuong|muc thuong|kem(?: theo)? tien)\b"
)
_COLLECTED = re.compile(r"\b(?:van dong|quyen gop|ung ho|dong gop|huy dong)\b")
"""Money that somebody is given, and money that is collected."""
_LOCAL = "(?P<{}>xa|thon|ban|buon|ap|xom|huyen|phuong)"
_NAMES = re.compile(
    rf"\b(?:liet ke|ke|neu)(?: ro| ra)? ten(?: (?:cac|nhung|tung))? {_LOCAL.format('told')}\b"
    rf"|\b(?:la|gom)(?: (?:nhung|cac))? {_LOCAL.format('which')} nao\b"
    rf"|\b(?:nhung|cac|\d+) {_LOCAL.format('all')} nao(?=\W*(?:$|(?:a|vay|the|nhi|z|o|trong)\b))"
)
"""Where the names of places of a kind are asked for."""
_PLACE = re.compile(r"\b(xã|thôn|bản|buôn|ấp|xóm|huyện|phường|làng) (\w)")
"""The kind of a place, and how its name or what else follows begins."""
_LOCAL_ALIKE = frozenset({"thon", "ban", "buon", "ap", "xom", "lang"})
_WHITHER = re.compile(
    r"\b(?:giup|do dau|do dan|ket nghia|ung ho|ho tro)\b.*"
    r"\b(?:nhung|cac|may) (?:noi|cho|dia ban|vung) (?:nhu the )?nao\b"
)
"""Where it is asked which places are to be helped."""
_HOUSEHOLDS_THERE = re.compile(
    r"\bco (?:tat ca |tong cong |ca thay )?bao nhieu ho (?:can )?ngheo(?=\s*(?:[,?.!]|$|(?:a|vay|the|nhi|z)\b))"
)
"""Where the number of poor households itself is asked for."""
_COUNTED_AS = {
    "ho": "(?:ho|gia dinh)",
    "nguoi": "(?:nguoi|lao dong|hoi vien|doan vien|ca nhan|hoc sinh|can bo)",
    "hoi": "(?:hoi vien|lao dong|nguoi|hoi)",
    "suat": f"(?:suat|{_AWARDED})",
    "bang": f"(?:bang|{_AWARDED})",
    "giay": f"(?:giay|{_AWARDED})",
    "buoi": "(?:buoi|lan)",
    "nha": "(?:nha|ho|can|gia dinh)",
    "met": "(?:met|m2|m²|ha|hecta|sao)",
    "tap": "(?:tap the|xa|thon|ban|ap|lang|to|co quan|don vi|phong)",
}
"""What a thing may be called where its number stands; "tap" opens "tập thể"."""
_UNCOUNTED = word_list("uncounted")
"""What follows "mấy" and is no thing counted by its own name."""
_CLAUSES = frozenset({"tieu", "dieu", "noi", "viec", "y", "loai"})
"""What a list of clauses is counted in: the list itself is the answer."""
_REMAINS = re.compile(r"\bcon (?:lai |duoi |khoang |toi da |khong qua )?(?:bao nhieu|may)\b")
_FALLING = re.compile(r"\b(?:giam|bot|ha)\b(?! ngheo)")
_LEVEL = re.compile(r"\b(?:con|duoi|xuong|khong qua|toi da|het|muc)\b")
_IN_A_ROW = re.compile(r"\bgiam\b(?! ngheo)|\blien (?:tuc|tiep|ke)\b|\bduy tri\b|\btrong (?:may|bao nhieu) nam\b")
"""What asks over how many years a rate must fall, not how long something else lasts."""
_LENGTH = re.compile(r"\b(?:tu|du|it nhat|toi thieu|sau|qua) \d+ (?:nam|thang|ngay)\b(?! (?:lien|thang|\d))")
"""How long something has lasted at least; what lasts so long in a row is told apart."""
_RATE = re.compile(r"%|\bphan tram\b|\bmot nua\b|\b(?:mot|hai|ba) phan (?:hai|ba|tu|nam|muoi)\b")
_SET_YEARLY = re.compile(r"\b(?:chi tieu|muc|ke hoach)\b(?: \w+){0,10} giao\b")
"""A rate that somebody sets each year: "theo chỉ tiêu do Ủy ban nhân dân huyện giao hằng năm"."""
_NORM = re.compile(r"\b(?:giam|duoi|phai|xuong|con|dat|muc tieu|chi tieu|phan dau|tieu chuan|can)\b")


def strictly_awaited(question: Question) -> list[AnswerType]:
    """The types of answer that must be there however much else speaks for what was found."""
    return [kind for kind in awaited(question) if kind.strict]


def is_of_types(kinds: Iterable[AnswerType], question: Question, finding: Finding) -> bool:
    """Whether what was found holds an answer of every type; the units of a row stand in the head of its table."""
    rows = any(passage.is_row for passage in _passages(finding))
    return rows or all(kind.holds(question, finding) for kind in kinds)


def _passages(finding: Finding) -> Sequence[Passage]:
    return [item.passage for item in finding.items]


def _prints(finding: Finding, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(passage.folded) for passage in _passages(finding))


def _names(question: Question, passage: Passage) -> bool:
    """Whether a sentence names a place of the kind whose names are asked for."""
    asked = _NAMES.search(question.folded)
    if asked is None:
        return False
    named = {fold(kind) for kind, first in _PLACE.findall(passage.text) if first.isupper()}
    kind = asked[asked.lastgroup or 0]
    alike = _LOCAL_ALIKE if kind in _LOCAL_ALIKE else {kind}
    return bool(named & alike) or (not named and bool(find_places(passage.text)))


def awaits_list(question: Question) -> bool:
    """Whether it is asked what something is made up of."""
    return bool(_MADE_OF.search(question.folded))


def asks_money(question: Question) -> bool:
    """Whether an amount of money is asked for."""
    if question.unit == "đồng":
        # what is told before is not asked: "quyết toán tiền bị chậm, …"
        *_, last = re.split(r",|\bthì\b", question.text)
        named = asked_unit(fold(last)) == "đồng" or any("đồng" in one.unit for one in question.figures)
        asked = question.wants(Ask.FIGURE) or (question.wants(Ask.CONFIRM) and named)
        return asked and not asks_source(question.folded) and not _PUT_TO.search(question.folded)
    return question.unit is None and bool(_GIVEN.search(question.text))


def _pays(question: Question, finding: Finding) -> bool:
    """Whether an amount is named, and none that is collected where it is asked what somebody is given."""
    given = _GRANTED.search(question.folded) and not _COLLECTED.search(question.folded)
    amounts = [p.folded for p in _passages(finding) if _AMOUNT.search(p.folded)]
    return any(not given or not _COLLECTED.search(folded) for folded in amounts)


def is_amount_of_other(question: Question, passage: Passage) -> bool:
    """Whether a sentence that does not answer a question about money names an amount all the same."""
    return asks_money(question) and bool(_AMOUNT.search(passage.folded))


def _makes_up(_: Question, finding: Finding) -> bool:
    return finding.shape in {Shape.LIST, Shape.TASKS, Shape.SUMMARY} or _prints(finding, _LISTED)


def _counted(question: Question) -> str:
    """The noun whose number is asked for, "" where none is: "mấy" alone also says "these few"."""
    if question.wants(Ask.TASKS, Ask.DIFFERENCE) or question.unit in {"%", "đồng", *_TIME_UNITS}:
        return ""
    match = _COUNT.search(question.folded)
    return match["noun"] if match and match["noun"] not in _UNCOUNTED else ""


def _counts(question: Question, finding: Finding) -> bool:
    noun = _counted(question)
    facts = [fact for item in finding.items for fact in item.facts]
    if question.unit and any(question.unit in fact.unit.replace("gia đình", "hộ") for fact in facts):
        return True
    if finding.shape is Shape.LIST and (noun in _CLAUSES or (facts and len(finding.items) > 1)):
        return True
    if _VOTED.search(question.folded) and _prints(finding, _VOTES):
        return True
    if _prints(
        finding,
        re.compile(
            rf"\b(?:{_PART})(?!\w)(?: (?:tro len|tong|so|cac|nhung)){{0,3}}"
            rf" (?:{noun}|ho|hoi vien|dai bieu|nguoi|thanh vien)\b"
        ),
    ):
        return True
    if noun in {"ho", "nha"} and _NORM.search(question.folded) and _prints(finding, _RATE):
        return True
    name = _COUNTED_AS.get(noun) or re.escape(noun)
    return _prints(finding, re.compile(rf"(?<![\d.,/-])\d{{1,3}} (?:[a-z]+ )?{name}\b"))


def _tests_rate(question: Question) -> bool:
    """Whether it is asked if a rate is enough to be praised."""
    return question.wants(Ask.CONFIRM) and bool(question.figures) and question.about(Topic.AWARD)


def _rates(_: Question, finding: Finding) -> bool:
    targets = any(fact.own_target for item in finding.items for fact in item.facts)
    return targets or _prints(finding, _RATE) or _prints(finding, _SET_YEARLY)


def _asks_level(folded: str) -> bool:
    """Whether it is asked how high a rate may still be, not how far it falls."""
    return bool(_REMAINS.search(folded)) and not _FALLING.search(folded)


def _lasts(question: Question, finding: Finding) -> bool:
    if _EVERY.search(question.folded):
        return _prints(finding, _REPEATED)
    if _prints(finding, _LENGTH):
        return True
    over_years = [item for item in finding.items if any(fact.years for fact in item.facts)]
    if over_years and _IN_A_ROW.search(question.folded):
        return True
    others = [item.passage for item in finding.items if item not in over_years]
    return any(q.unit.split()[0] in _TIME_UNITS for passage in others for q in passage.quantities)


def _times(finding: Finding) -> Sequence[Time]:
    facts = [(item.passage, fact.time) for item in finding.items for fact in item.facts if fact.time]
    if finding.shape in {Shape.DOCUMENTS, Shape.ABOUT_PLAN}:
        return [*(time for _, time in facts), *(time for passage in _passages(finding) for time in passage.times)]
    own = [(passage, time) for passage in _passages(finding) for time in passage.own_times]
    return [time for passage, time in (*facts, *own) if not (time.day and passage.role in _FRAME)]


def _told(question: Question, finding: Finding) -> Finding:
    """What was found without levels, and without headings that only name a year by the way, unless one is asked for."""
    told = [item for item in finding.items if not is_level(item.passage, question)]
    if not _WHICH_YEAR.search(question.folded):
        told = [i for i in told if not i.passage.is_heading or any(t.month or t.quarter for t in i.passage.times)]
    return replace(finding, items=tuple(told))


def is_level(passage: Passage, question: Question) -> bool:
    """Whether a sentence only says by which year a level is to be reached, and it is asked when to report."""
    if not question.about(Topic.REPORT) or question.about(Topic.TARGET, Topic.CRITERION):
        return False
    return passage.role in _LEVELS and "bao cao" not in passage.folded


def _is_regular(question: Question, finding: Finding) -> bool:
    """Whether it is asked when, no day, and is told how often."""
    if _WHICH_YEAR.search(question.folded) or question.about(Topic.REVIEW):
        return any(is_held_yearly(question, passage) for passage in _passages(finding))
    return not _DAY.search(question.folded) and _prints(finding, _REPEATED)


def is_held_yearly(question: Question, passage: Passage) -> bool:
    """Whether it is asked when, no day, and a sentence says that it is each year: "hằng năm tiến hành sơ kết"."""
    return not _DAY.search(question.folded) and bool(_HELD_YEARLY.search(passage.folded))


def _recurs(question: Question, finding: Finding) -> bool:
    match = _CYCLE.search(question.folded)
    return match is None or _prints(finding, re.compile(rf"\b{match['unit']}\b"))


def _names_value(question: Question) -> bool:
    return question.wants(Ask.MEANING) and not question.wants(Ask.FIGURE) and bool(question.quantities)


def _holds_value(question: Question, finding: Finding) -> bool:
    """Whether a figure that is asked what it is for stands there."""
    asked = {value for quantity in question.quantities for value in quantity.values}
    return any(asked & set(quantity.values) for passage in _passages(finding) for quantity in passage.quantities)


_TYPES = (
    AnswerType("value", _names_value, _holds_value),
    AnswerType("money", asks_money, _pays),
    AnswerType(
        "source",
        lambda q: asks_source(q.folded),
        lambda _, found: any(_SOURCE.search(p.text) for p in _passages(found)),
    ),
    AnswerType("interest", lambda q: bool(_INTEREST.search(q.folded)), lambda _, found: _prints(found, _INTEREST)),
    AnswerType("price", lambda q: bool(_PRICE.search(q.folded)), lambda _, found: _prints(found, _PRICE)),
    AnswerType("contact", lambda q: bool(CONTACT.search(q.folded)), lambda _, found: _prints(found, _REACHED)),
    AnswerType("address", lambda q: bool(_SEAT.search(q.folded)), lambda _, found: _prints(found, _STREET)),
    AnswerType(
        "venue",
        lambda q: bool(_VENUE.search(q.folded)) and not asks_source(q.folded),
        lambda _, found: _prints(found, _HALL),
    ),
    AnswerType("title", lambda q: bool(_TITLE.search(q.folded)), lambda _, found: _prints(found, _TITLED)),
    AnswerType(
        "names", lambda q: bool(_NAMES.search(q.folded)), lambda q, found: any(_names(q, p) for p in _passages(found))
    ),
    AnswerType(
        "whither",
        lambda q: bool(_WHITHER.search(q.folded)),
        lambda _, found: any(one.kind in LOCALITIES for p in _passages(found) for one in p.own_subjects),
    ),
    AnswerType("definition", lambda q: bool(_DEFINED.search(q.folded)), lambda _, found: _prints(found, _DEFINED)),
    AnswerType("list", awaits_list, _makes_up, strict=False),
    AnswerType(
        "units",
        lambda q: bool(_UNITS_THERE.search(q.folded)) and not q.about(Topic.AWARD, Topic.CRITERION),
        lambda _, found: any(_UNITS_COUNTED.search(p.folded) for p in _passages(found) if p.role is not Part.AWARD),
    ),
    AnswerType("households", lambda q: bool(_HOUSEHOLDS_THERE.search(q.folded)), _counts),
    AnswerType("count", lambda q: bool(_counted(q)), _counts, strict=False),
    AnswerType("rate", lambda q: q.unit == "%" and (q.wants(Ask.FIGURE) or _tests_rate(q)), _rates),
    AnswerType("level", lambda q: q.unit == "%" and _asks_level(q.folded), lambda _, found: _prints(found, _LEVEL)),
    AnswerType(
        "title_held",
        lambda q: q.wants(Ask.DURATION) and q.unit == "năm" and bool(_TITLE_HELD.search(q.folded)),
        lambda q, found: any(
            _TITLE_HELD.findall(q.folded)[0] in p.folded and any(one.unit in _TIME_UNITS for one in p.quantities)
            for p in _passages(found)
        ),
    ),
    AnswerType("length", lambda q: q.wants(Ask.DURATION) and not q.wants(Ask.DATE), _lasts, strict=False),
    AnswerType(
        "day",
        lambda q: bool(_DAY.search(q.folded)),
        lambda _, found: any(time.day or time.month or time.quarter for time in _times(found)),
    ),
    AnswerType("cycle", lambda q: bool(_CYCLE.search(q.folded)), _recurs),
    AnswerType(
        "when",
        lambda q: q.wants(Ask.DATE) and not q.wants(Ask.FIGURE),
        lambda q, found: bool(_times(_told(q, found))) or _prints(found, _OCCASION) or _is_regular(q, found),
    ),
)
