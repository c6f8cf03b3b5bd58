"""Numbers as Vietnamese plans write them: how much, at least or at most, of what, per what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from documents.phrases import Phrase
from documents.reading import Span
from documents.syllables import fold


class Comparator(StrEnum):
    """How a value is meant: "trên" and "dưới" are strict, "từ … trở lên" takes the value in."""

    MORE = ">"
    AT_LEAST = "≥"
    LESS = "<"
    AT_MOST = "≤"
    EQUAL = "="
    ABOUT = "≈"
    RANGE = "–"
    FROM = "từ"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as it stands in a text.

    `value` is exact as printed; `upper` the other end of a range; `unit` what is counted ("%", "điểm %", "năm",
    "tập thể", "cá nhân, hộ gia đình"); `per` what it is for ("năm", "kỳ"); `span` the place of the whole expression,
    from its comparator to "trở lên", and `number` of its digits; `running` whether "liên tục" follows. `FROM` marks
    where a change starts ("từ 55,6 % năm 2015 xuống …").
    """

    value: Decimal
    unit: str
    comparator: Comparator
    span: Span
    number: Span
    upper: Decimal | None = None
    per: str | None = None
    running: bool = False

    def meets(self, other: Quantity) -> bool:
        """Whether a value can be both: "dưới 50%" and "từ 50% trở lên" have none in common."""
        (low, high), (bottom, top) = self._ends(), other._ends()
        if max(low, bottom) != min(high, top):
            return max(low, bottom) < min(high, top)
        return not {self.comparator, other.comparator} & {Comparator.LESS, Comparator.MORE}

    def _ends(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest value it allows, without regard to whether these are taken in."""
        if self.comparator in {Comparator.LESS, Comparator.AT_MOST}:
            return Decimal("-Infinity"), self.value
        if self.comparator in {Comparator.MORE, Comparator.AT_LEAST, Comparator.FROM}:
            return self.value, Decimal("Infinity")
        return self.value, self.upper or self.value

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The value, or both ends of the range."""
        return (self.value,) if self.upper is None else (self.value, self.upper)


_WORD_NUMBERS = {
    "hai": 2, "ba": 3, "bốn": 4, "bon": 4, "năm": 5, "nam": 5, "sáu": 6, "sau": 6, "bảy": 7, "bẩy": 7, "bay": 7,
    "tám": 8, "tam": 8, "chín": 9, "chin": 9, "mười": 10, "muoi": 10,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_COUNTED = (
    r"tập thể|cá nhân|hộ gia đình|hộ dân|hộ nghèo|hộ cận nghèo|hộ|gia đình|nhân khẩu|khẩu|người|lao động|"
    r"xã|phường|thị trấn|huyện|tỉnh|thôn|bản|buôn|bon|xóm|ấp|khóm|khu phố|tổ dân phố|đơn vị|cơ quan|"
    r"tổ chức cơ sở (?:đảng|hội|đoàn)|tổ chức(?: đảng| hội| đoàn)?|chi bộ|đảng bộ|chi hội|chi đoàn|cơ sở hội|"
    r"doanh nghiệp|hợp tác xã|"
    r"mô hình|công trình|dự án|sáng kiến|ngôi nhà|căn nhà|căn|nhà|suất|phần quà|"
    r"bằng khen|giấy khen|cờ thi đua|cờ|tiêu chí|chỉ tiêu|trường hợp|bộ|lớp|cuộc|đợt|tin|bài|"
    r"chuyên đề|chuyên mục|lượt|trẻ em|thanh niên|học sinh|bác sĩ|trạm y tế|trung tâm y tế|làng|vườn ươm|vườn|gốc|"
    r"cây|con|đảng viên|hội viên|đoàn viên|"
    r"(?:nghìn|ngàn|triệu|tỷ|tỉ) đồng|đồng|ha|km|m2|m²|mét vuông|điểm|lần"
)
_TIME = r"năm|tháng|tuần|ngày làm việc|ngày công|ngày lương|ngày|quý|giờ"
_PER_UNITS = r"năm|kỳ|giai đoạn|quý|tháng|lần|hộ|người|xã|huyện|thôn|bản|tập thể|cá nhân|đơn vị|nhà|căn"
_PERCENT = r"điểm\s*(?:%|phần trăm)|%\s*điểm|%|phần trăm"
_SPELLED = r"(?P<spelled>\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s*\()?"
_EXPRESSION = Phrase(
    rf"(?<![\w.,/-]){_SPELLED}(?:(?P<first>{_NUMBER})\s*(?P<unit1>%)?\s*(?P<to>-|–|—|đến|tới)\s*(?:dưới |trên )?)?"
    rf"(?:(?P<number>{_NUMBER})|(?P<word>hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)"
    rf"(?= (?:{_TIME}|tập thể|cá nhân)\b(?! \d{{4}}))"
    rf"|(?P<few>hai|ba|bốn|tám|chín|mười)(?= (?:hộ|thôn|bản|mô hình|đơn vị)\b))"
    rf"\)?(?:\s*\([^()\d]{{1,15}}\))?\s*(?P<unit>(?:{_PERCENT})|(?:{_TIME}|{_COUNTED})\b)"
    rf"(?P<more>(?:(?:\s*,| và| hoặc)? (?:{_COUNTED})\b(?!\s*\d))*)"
    rf"(?:\s*/\s*(?:1 |01 )?(?P<per>{_PER_UNITS})\b| (?:một|mỗi|hằng|hàng|trong một|trong) (?P<each>năm)\b)?"
    rf"(?P<run> liên (?:tục|tiếp)| liền)?(?P<bound> trở lên| trở xuống| trở đi)?"
)
_BEFORE = (
    (
        Comparator.AT_LEAST,
        Phrase(r"(?:ít nhất|tối thiểu|không dưới|không thấp hơn|không ít hơn|≥)(?: là| cũng)?\s*\(?\Z"),
    ),
    (
        Comparator.AT_MOST,
        Phrase(r"(?:tối đa|nhiều nhất|không (?:\w+ ){0,7}quá|không cao hơn|không nhiều hơn|≤)(?: là)?\s*\(?\Z"),
    ),
    (
        Comparator.MORE,
        Phrase(r"(?:(?<!lên\s)\btrên|(?<!thấp\s)(?<!nhỏ\s)(?<!ít\s)\bhơn|\bvượt|\bquá|>)(?: mức)?\s*\(?\Z"),
    ),
    (Comparator.LESS, Phrase(r"(?:\bdưới|thấp hơn|nhỏ hơn|ít hơn|<)(?: mức)?\s*\(?\Z")),
    (Comparator.ABOUT, Phrase(r"(?:\bkhoảng|xấp xỉ|\bgần|ước(?: đạt| còn)?)\s*\(?\Z")),
    (Comparator.FROM, Phrase(r"\btừ(?: mức)?\s*\(?\Z")),
)
_CHANGE = Phrase(
    r"\s*(?:\(?(?:đầu |cuối )?(?:năm )?\d{4}\)?|đầu kỳ|hiện nay)?\s*(?:xuống|(?<!trở\s)lên|giảm(?: xuống)?|còn)\b"
)
_LOWER = Phrase(r"(?:thấp|nhỏ|ít) hơn\b")
_RUNNING = Phrase(r"\bliên (?:tục|tiếp)(?: trong)?\s*\Z")
_JOINED = Phrase(r"(?:\s*[,;]| và| hoặc| hay)?\s*\Z")
_HALF = Phrase(
    r"\b(?:(?P<least>ít nhất|tối thiểu|từ)|quá|trên|hơn|vượt) (?P<half>(?:một )?nửa)\b(?P<up> trở lên)?"
    r"(?=\s*(?:số|hộ|ý kiến|phiếu|thành viên|người|đại biểu|tổng|dự|$|[,.;)]))(?! (?:tháng|năm|đầu|cuối))"
)
"""Most of those who vote: "quá nửa số hộ dự họp"."""
_UNITS = {fold(unit): unit for unit in f"{_TIME}|{_COUNTED}|{_PER_UNITS}".split("|")}
_REACH = 45


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; bare numbers, dates and numbers of documents are none.

    In a list ("tối đa 03 tập thể, 05 cá nhân/năm") what is said once holds for every member.
    """
    found = [_quantity(match, text) for match in _EXPRESSION.finditer(text) if not _is_date(match, text)]
    if halves := [_half(match) for match in _HALF.finditer(text)]:
        found = sorted([*found, *halves], key=lambda quantity: quantity.span)
    return tuple(_shared(found, text))


def _half(match: re.Match[str]) -> Quantity:
    return Quantity(
        value=Decimal(50),
        unit="%",
        comparator=Comparator.AT_LEAST if match["least"] or match["up"] else Comparator.MORE,
        span=Span(*match.span()),
        number=Span(*match.span("half")),
    )


def parse_number(printed: str) -> Decimal:
    """The value of a number printed the Vietnamese way: "1,5" is one and a half, "1.200" twelve hundred."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        printed = printed.replace(".", "")
    return Decimal(printed.replace(",", "."))


def _is_date(match: re.Match[str], text: str) -> bool:
    """Whether the number is a year: "năm 2016 - 2020 hộ", "năm 2022 đơn vị"."""
    number = match["number"]
    if match["first"] and len(match["first"]) == 4:
        return True
    if not number or not re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    return match["unit"] in {"năm", "nam"} or re.search(r"n[ăa]m\s*$", text[: match.start()], re.IGNORECASE) is not None


def _quantity(match: re.Match[str], text: str) -> Quantity:
    printed = next(name for name in ("number", "word", "few") if match[name])
    start = match.start("first") if match["first"] else match.start(printed)
    last = parse_number(match["number"]) if match["number"] else Decimal(_WORD_NUMBERS[match[printed].lower()])
    unit = _normal(match["unit"])
    unit = unit if unit in {"%", "điểm %"} else _normal(match["unit"] + match["more"])
    start = match.start("spelled") if match["spelled"] else start
    comparator, begin = _comparator(text, start)
    if unit == "điểm %" and comparator is Comparator.LESS and _LOWER.match(text, begin):
        comparator = Comparator.EQUAL  # so many points lower than before
    end = match.end()
    bound = (match["bound"] or "").split()
    if bound:
        comparator = Comparator.AT_MOST if bound[1] in {"xuống", "xuong"} else Comparator.AT_LEAST
    elif match["first"]:
        comparator = Comparator.ABOUT if comparator is Comparator.ABOUT else Comparator.RANGE
    elif comparator is Comparator.FROM and not _CHANGE.match(text, end, min(len(text), end + _REACH)):
        comparator = Comparator.AT_LEAST
    per = match["per"] or match["each"]
    return Quantity(
        value=parse_number(match["first"]) if match["first"] else last,
        upper=last if match["first"] else None,
        unit=unit,
        comparator=comparator,
        per=_normal(per) if per else None,
        running=match["run"] is not None or _RUNNING.search(text, max(0, begin - _REACH), begin) is not None,
        span=Span(begin, end),
        number=Span(start, match.end(printed)),
    )


def _comparator(text: str, start: int) -> tuple[Comparator, int]:
    """What stands before a number, and where it begins."""
    window = max(0, start - _REACH)
    for comparator, phrase in _BEFORE:
        if match := phrase.search(text, window, start):
            return comparator, match.start()
    return Comparator.EQUAL, start


def _normal(unit: str) -> str:
    """A unit as it is written with accents, in lower case."""
    unit = re.sub(r"\s*,\s*", ", ", " ".join(unit.lower().split()))
    if unit in {"%", "phần trăm", "phan tram"}:
        return "%"
    if "%" in unit or unit in {"điểm phần trăm", "diem phan tram"}:
        return "điểm %"
    return ", ".join(_UNITS.get(fold(part), part) for part in unit.split(", "))


def _shared(found: list[Quantity], text: str) -> Iterable[Quantity]:
    """The quantities with what a list says once given to each of its members."""
    for at in range(1, len(found)):
        before, this = found[at - 1], found[at]
        if not _in_one_list(before, this, text):
            continue
        if this.comparator is Comparator.EQUAL:
            found[at] = replace(this, comparator=before.comparator)
    for at in range(len(found) - 1, 0, -1):
        before, this = found[at - 1], found[at]
        if this.per and not before.per and _in_one_list(before, this, text):
            found[at - 1] = replace(before, per=this.per)
    return found


def _in_one_list(before: Quantity, this: Quantity, text: str) -> bool:
    counts = not {before.unit, this.unit} & {"%", "điểm %", "năm", "tháng", "ngày"}
    return counts and _JOINED.match(text, before.span.end, this.span.start) is not None
