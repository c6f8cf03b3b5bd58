"""Who a sentence is about: kinds of unit, household and person, with their zone and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from documents.phrases import Phrase
from documents.quantities import Quantity, find_quantities
from documents.reading import Span


class UnitKind(StrEnum):
    """A kind of unit, household or person that plans set targets and criteria for."""

    PROVINCE = "tinh"
    DISTRICT = "huyen"
    POOR_DISTRICT = "huyen_ngheo"
    COMMUNE = "xa"
    VILLAGE = "thon"
    OFFICE = "co_quan"
    POOR_HOUSEHOLD = "ho_ngheo"
    NEAR_POOR_HOUSEHOLD = "ho_can_ngheo"
    ESCAPED_HOUSEHOLD = "ho_moi_thoat_ngheo"
    OTHER_HOUSEHOLD = "ho_khong_ngheo"
    HOUSEHOLD = "ho_gia_dinh"
    POVERTY_OFFICER = "can_bo_giam_ngheo"
    OFFICER = "can_bo"
    BUSINESS = "doanh_nghiep"
    BANK = "to_chuc_tin_dung"
    COLLECTIVE = "tap_the"
    PERSON = "ca_nhan"


class Trait(StrEnum):
    """What narrows a kind of unit down."""

    POOR = "nghèo"
    NOT_POOR = "không nghèo"
    HARDSHIP = "đặc biệt khó khăn"
    MINORITY = "dân tộc thiểu số"
    BORDER = "biên giới"
    ASSIGNED = "được phân công giúp đỡ"
    POVERTY_RATE = "có tỷ lệ hộ nghèo"
    ABOVE_AVERAGE = "có tỷ lệ hộ nghèo cao hơn tỷ lệ chung"
    IN_POOR_DISTRICT = "thuộc huyện nghèo"


@dataclass(frozen=True, slots=True)
class Condition:
    """One trait that a unit must have, as worded; `limit` is the figure it names, if any."""

    trait: Trait
    words: str
    limit: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Units of one kind as a text names them.

    `zone` is "I", "II" or "III", "khong" for "không thuộc khu vực nào", None where nothing is said; `whole` is true
    of a locality taken as one ("toàn tỉnh", "trên địa bàn huyện"); `span` the words, conditions included.
    """

    kind: UnitKind
    span: Span
    zone: str | None = None
    conditions: tuple[Condition, ...] = ()
    whole: bool = False

    @property
    def traits(self) -> frozenset[Trait]:
        """The traits of its conditions."""
        return frozenset(condition.trait for condition in self.conditions)


def _list(words: str) -> str:
    """A pattern for one or more of the words, joined as in a list."""
    return rf"(?:{words})(?:(?:\s*[,;/]| và| hoặc|\s*,? hay)\s*(?:các )?(?:{words}))*"


_POOR = r"(?:hộ )?(?:gia đình )?(?:dân tộc thiểu số )?"
_OFFICES = (
    r"cơ quan|đơn vị sự nghiệp|đơn vị|đoàn thể(?: nhân dân)?|tổ chức đoàn thể|tổ chức hội|lực lượng vũ trang|"
    r"tổ chức chính trị\s*[-–]\s*xã hội|(?:ủy ban )?(?:mặt trận tổ quốc|MTTQ)(?: việt nam)?|"
    r"sở(?=\s*,)|(?:phòng|ban)(?=\s*(?:,|và) )|(?<=,\s)(?:ban|ngành)\b"
)
_WORKERS = r"cán bộ|công chức|viên chức|người lao động"
_HEADS: tuple[tuple[UnitKind, Phrase], ...] = (
    (
        UnitKind.OTHER_HOUSEHOLD,
        Phrase(
            r"\bhộ(?: gia đình)? (?:không (?:phải(?: là)?|thuộc(?: diện)?|là) (?:hộ )?nghèo"
            r"|không nghèo|khá,? giàu|khá)"
            ),
    ),
    (
        UnitKind.ESCAPED_HOUSEHOLD,
        Phrase(rf"(?:\b{_POOR}(?:mới|vừa|đã) (?:được )?thoát (?:hộ )?nghèo|\bhộ(?: gia đình)? thoát nghèo)"),
    ),
    (UnitKind.NEAR_POOR_HOUSEHOLD, Phrase(rf"\b{_POOR}cận nghèo(?:(?: người)? dân tộc thiểu số| DTTS)?")),
    (UnitKind.POOR_HOUSEHOLD, Phrase(
        r"\bhộ(?: gia đình)?(?: dân tộc thiểu số)? nghèo(?:(?: là)?(?: người)? dân tộc thiểu số"
        r"| DTTS)?"
        )),
    (UnitKind.HOUSEHOLD, Phrase(
        r"\bhộ gia đình\b|\bhộ dân\b|\b(?:các |cá |mỗi |từng )?hộ\b(?! (?:chính|khẩu|tịch|sản"
        r"|sinh))"
        , r"\bho (?:gia dinh|dan)\b")),
    (
        UnitKind.POVERTY_OFFICER,
        Phrase(
            rf"\b{_list(_WORKERS)}(?: [^\W\d_]+){{0,4}}? (?:làm|phụ trách|theo dõi|thực hiện)(?: công tác)? giảm nghèo"
            r"|\bcán bộ giảm nghèo"
        ),
    ),
    (UnitKind.OFFICER, Phrase(rf"\b{_list(_WORKERS)}\b")),
    (UnitKind.BUSINESS, Phrase(rf"\b{_list('doanh nghiệp|hợp tác xã|HTX|tổ chức kinh tế|doanh nhân')}\b")),
    (UnitKind.BANK, Phrase(rf"\b{_list('ngân hàng(?: chính sách xã hội)?|tổ chức tín dụng')}\b")),
    (
        UnitKind.VILLAGE,
        Phrase(
            r"(?<!nông\s)\b"
            + _list(
                r"thôn|(?<!văn\s)(?<!cơ\s)(?<!kịch\s)(?<!phiên\s)bản(?! (?:thân|sao|đồ|chất|quyền|tin|vẽ"
                r"|kê|án|lĩnh|sắc|địa|chính))|xóm|ấp|buôn|tổ dân phố|khối phố|khu phố"
                r"|khu dân cư(?! văn hóa)(?! văn hoá)|cộng đồng dân cư(?=\s*:)"
                )
            + r"\b",
            r"(?<!nong\s)\b(?:thon(?:(?:\s*,|\s*/)?\s*(?:xom|ban|ap|buon|to dan pho|khoi pho|khu dan cu)\b)*"
            r"|ban\s*,\s*(?:khoi pho|to dan pho)|to dan pho|khoi pho|khu pho|khu dan cu(?! van hoa))\b",
        ),
    ),
    (
        UnitKind.OFFICE,
        Phrase(
            rf"\b{_list(_OFFICES)}\b(?:(?: cấp)? (?:tỉnh|huyện|xã)\b(?! hội)| trung ương(?:(?:,"
            rf"| và)? tỉnh)?)?(?: đóng trên địa bàn)?"
            , rf"\b{_list(_OFFICES)}\b(?:(?: cap) (?:tinh|huyen|xa)\b)?"),
    ),
    (
        UnitKind.COMMUNE,
        Phrase(
            r"(?<!hợp\stác\s)(?<!thị\s)\b(?:cấp )?" + _list(r"xã(?! hội)|(?<!địa\s)phường|thị trấn") + r"\b",
            r"(?<!hop\stac\s)(?<!thi\s)(?<!vung\s)(?<!sau\s)\b(?:cap )?"
            + _list(r"xa(?! (?:hoi|nhat|xoi))|(?<!dia\s)(?<!doi\s)phuong(?! (?:an|tien|phap|huong|thuc|cham))|thi tran")
            + r"\b",
        ),
    ),
    (UnitKind.DISTRICT, Phrase(r"\b(?:cấp )?" + _list(r"huyện(?! (?:ủy|uỷ))|thị xã|thành phố(?! trực thuộc)") + r"\b")),
    (
        UnitKind.PROVINCE,
        Phrase(r"\b(?:cấp )?tỉnh\b(?! (?:ủy|uỷ))",
            r"\b(?:toan|cap|cua|ubnd|ca|o|dia ban|muc tieu|chi tieu) tinh\b(?! (?:uy|hinh|than))"
            ),
    ),
    (UnitKind.COLLECTIVE, Phrase(r"\btập thể\b")),
    (UnitKind.PERSON, Phrase(r"\bcá nhân\b")),
)  # fmt: skip
_MASKED = Phrase(
    r"\b(?:tỷ|tỉ|tỷ|tĩ) lệ(?: giảm)?(?: số)?(?: hộ)?(?: gia đình)? (?:nghèo(?:(?: và|,| cộng"
    r"| \+)(?: tỷ lệ)?(?: hộ)? cận nghèo)?|cận nghèo)(?:(?: là)?(?: người)? dân tộc thiểu số)?"
    r"|\b(?:hộ|gia đình) (?:chính sách|người có công)[^.;:()]{0,60}?là hộ nghèo"
    r"|\bngười có công(?: với cách mạng)? là hộ nghèo"
    r"|\b(?:giảm|số|tổng số|tái|thoát)(?: số)? hộ (?:cận )?nghèo(?: và (?:hộ )?cận nghèo)?"
    r"|kinh tế\s*[-–]\s*xã hội|chính sách xã hội(?= )"
    r"|\b(?-i:Phòng|Sở|Ban|Hội đồng|Văn phòng|Đài|Trung tâm|Chi cục) (?-i:[A-ZĐ])"
    r"(?:(?! (?:các|cho|với|chủ|tham|để|tổ chức|về|thực|trên|cùng)\b)[^,;.:()]){2,60}? (?:tỉnh|huyện|xã)\b(?! hội)"
)
_ZONES = r"III|II|I|[1-3]|ba|hai|một"
_QUALIFIERS: tuple[tuple[Trait, Phrase], ...] = (
    (
        Trait.NOT_POOR,
        Phrase(
            r"\s*\(?\s*(?:không (?:phải )?(?:là |thuộc )?(?:diện )?|ngoài )(?:các )?(?:huyện |xã "
            r"|thôn )?nghèo\b\s*\)?"
            ),
    ),
    (Trait.POOR, Phrase(r" nghèo\b(?! (?:đa chiều|bền vững))")),
    (Trait.HARDSHIP, Phrase(
        r"(?: thuộc)?(?: vùng| diện)?(?: có điều kiện kinh tế\s*[-–]\s*xã hội)? (?:đặc biệt khó"
        r" khăn|ĐBKK)"
        )),
    (Trait.MINORITY, Phrase(r"(?: là)?(?: vùng)?(?: đồng bào)?(?: người)? (?:dân tộc thiểu số|DTTS)")),
    (Trait.BORDER, Phrase(r"(?: vùng)? biên giới")),
    (Trait.IN_POOR_DISTRICT, Phrase(r" (?:thuộc|của) (?:các )?huyện nghèo")),
    (
        Trait.ASSIGNED,
        Phrase(
            r"(?: mà)?(?: đơn vị| cơ quan)?(?: được)? (?:phân công"
            r"|giao)(?: nhiệm vụ)?(?:[,]? theo dõi| phụ trách)?[,]? (?:giúp đỡ|giúp|phụ trách|đỡ đầu"
            r"|hỗ trợ)"
            ),
    ),
    (
        Trait.ABOVE_AVERAGE,
        Phrase(
            r" có (?:tỷ|tỉ) lệ(?: hộ)? nghèo (?:cao|lớn) hơn (?:so với )?(?:(?:tỷ"
            r"|tỉ) lệ(?: hộ)? nghèo |mức )?(?:bình quân )?chung(?: (?:của )?(?:toàn )?(?:tỉnh|huyện"
            r"|xã))?"
            ),
    ),
    (Trait.POVERTY_RATE, Phrase(
        r" có (?:tỷ|tỉ) lệ(?: hộ)? nghèo(?: đa chiều)?(?: đầu kỳ| đầu giai đoạn"
        r"| năm \d{4})?\s*(?=[^.;:()]{0,20}\d)"
        )),
)  # fmt: skip
_ZONE = Phrase(
    rf"(?:,?\s*(?:thuộc |ở )?(?:khu vực|KV|vùng)\s*(?P<zones>(?:{_ZONES})\b(?:\s*(?:,|và|hoặc"
    rf"|/|-)\s*(?:(?:khu vực|KV)\s*)?(?:{_ZONES})\b)*))"
)
_NO_ZONE = Phrase(
    r"\s*\(?\s*(?:không|chưa) (?:thuộc |nằm trong )?(?:các |xã )?(?:khu vực|KV)(?: nào| I, II, III)?\s*\)?"
)
_LONE_ZONE = Phrase(
    rf"\b(?:khu vực|KV)\s*(?P<zones>(?:{_ZONES})\b(?:\s*(?:,|và|hoặc|/|-)\s*(?:(?:khu vực|KV)\s*)?(?:{_ZONES})\b)*)"
)
_ASIDE = Phrase(r"\s*\((?:cấp (?:tỉnh|huyện|xã)|(?:sau đây )?gọi (?:tắt|chung) là [^()]{1,20})\)")
_WHOLE = Phrase(r"(?:\btoàn|\bcả|\bcủa|(?:trên |thuộc )?địa bàn)(?: các)?\s*\Z")
_COORDINATION = Phrase(r"\s*(?:,|;|và|hoặc|,? hay)?\s*(?:các )?\Z")
_SHARED = frozenset({Trait.ASSIGNED, Trait.POVERTY_RATE, Trait.ABOVE_AVERAGE})
_ROMAN = {"1": "I", "2": "II", "3": "III", "MỘT": "I", "HAI": "II", "BA": "III", "MOT": "I"}


def find_subjects(text: str) -> tuple[Subject, ...]:
    """The units, households and persons a text names, in order; one for each zone where several are listed.

    What only names a measure ("tỷ lệ hộ nghèo", "hộ chính sách, người có công là hộ nghèo") is no subject. A relative
    clause after a list ("các huyện, xã có tỷ lệ hộ nghèo từ 40% trở lên") holds for every member of it.
    """
    taken = [Span(*match.span()) for match in _MASKED.finditer(text)]
    found: list[Subject] = []
    for kind, phrase in _HEADS:
        for match in phrase.finditer(text):
            if not any(match.start() < span.end and span.start < match.end() for span in taken):
                subject = _qualified(kind, match, text)
                taken.append(subject.span)
                found.append(subject)
    found.extend(
        Subject(UnitKind.COMMUNE, Span(*match.span()), zone=match["zones"])
        for match in _LONE_ZONE.finditer(text)
        if not any(match.start() < span.end and span.start < match.end() for span in taken)
    )
    found.sort(key=lambda subject: subject.span)
    return tuple(one for subject in _coordinated(found, text) for one in _by_zone(subject))


def _qualified(kind: UnitKind, match: re.Match[str], text: str) -> Subject:
    """The subject of a head with all that is said of it right after."""
    end = match.end()
    zone: str | None = None
    conditions: list[Condition] = []
    whole = _WHOLE.search(text, max(0, match.start() - 20), match.start()) is not None
    while True:
        if aside := _ASIDE.match(text, end):
            end = aside.end()
        elif zone is None and kind in {UnitKind.COMMUNE, UnitKind.VILLAGE} and (found := _ZONE.match(text, end)):
            zone, end = found["zones"], found.end()
        elif zone is None and kind is UnitKind.COMMUNE and (found := _NO_ZONE.match(text, end)):
            zone, end = "khong", found.end()
        elif condition := _condition(text, end):
            conditions.append(condition[0])
            end = condition[1]
        else:
            break
    if kind is UnitKind.DISTRICT and any(condition.trait is Trait.POOR for condition in conditions):
        kind = UnitKind.POOR_DISTRICT
        conditions = [condition for condition in conditions if condition.trait is not Trait.POOR]
    if kind.value.startswith("ho_") and _MINORITY.search(match[0]):
        conditions.append(Condition(Trait.MINORITY, " ".join(match[0].split())))
    return Subject(kind, Span(match.start(), end), zone, tuple(conditions), whole)


_MINORITY = Phrase(r"dân tộc thiểu số|DTTS")


def _condition(text: str, start: int) -> tuple[Condition, int] | None:
    """The condition that begins at a place, and where it ends."""
    for trait, phrase in _QUALIFIERS:
        match = phrase.match(text, start)
        if not match:
            continue
        end, limit = match.end(), None
        if trait is Trait.POVERTY_RATE:
            limit = next(iter(find_quantities(text[: end + 40][end:])), None)
            if limit is None or limit.span.start > 2:
                return None
            limit = _moved(limit, end)
            end = limit.span.end
        return Condition(trait, " ".join(text[start:end].split()).strip("() "), limit), end
    return None


def _moved(quantity: Quantity, by: int) -> Quantity:
    span, number = quantity.span, quantity.number
    return replace(quantity, span=Span(span.start + by, span.end + by), number=Span(number.start + by, number.end + by))


def _coordinated(found: Sequence[Subject], text: str) -> Iterator[Subject]:
    """The subjects, a relative clause at the end of a list given to the members before it."""
    shared: list[Subject] = []
    after: Subject | None = None
    for subject in reversed(found):
        joined = after is not None and _COORDINATION.match(text, subject.span.end, after.span.start) is not None
        if joined and after is not None and not subject.conditions and subject.zone is None:
            relative = tuple(condition for condition in after.conditions if condition.trait in _SHARED)
            subject = replace(subject, conditions=relative)  # noqa: PLW2901
        shared.append(subject)
        after = subject
    return reversed(shared)


def _by_zone(subject: Subject) -> Iterator[Subject]:
    if subject.zone is None or subject.zone == "khong":
        yield subject
        return
    for zone in re.findall(_ZONES, subject.zone, re.IGNORECASE):
        yield replace(subject, zone=_ROMAN.get(zone.upper(), zone.upper()))
