"""How plans name units, households and persons, and what narrows them down."""

from __future__ import annotations

from enum import StrEnum

from documents.phrases import Phrase


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


UNIT_NAMES = {
    UnitKind.PROVINCE: "tỉnh",
    UnitKind.DISTRICT: "huyện",
    UnitKind.POOR_DISTRICT: "huyện nghèo",
    UnitKind.COMMUNE: "xã",
    UnitKind.VILLAGE: "thôn, bản",
    UnitKind.OFFICE: "cơ quan, đơn vị",
    UnitKind.POOR_HOUSEHOLD: "hộ nghèo",
    UnitKind.NEAR_POOR_HOUSEHOLD: "hộ cận nghèo",
    UnitKind.ESCAPED_HOUSEHOLD: "hộ mới thoát nghèo",
    UnitKind.OTHER_HOUSEHOLD: "hộ không nghèo",
    UnitKind.HOUSEHOLD: "hộ gia đình",
    UnitKind.POVERTY_OFFICER: "cán bộ làm công tác giảm nghèo",
    UnitKind.OFFICER: "cán bộ",
    UnitKind.BUSINESS: "doanh nghiệp, hợp tác xã",
    UnitKind.BANK: "ngân hàng, tổ chức tín dụng",
    UnitKind.COLLECTIVE: "tập thể",
    UnitKind.PERSON: "cá nhân",
}
"""How a kind is called."""
HOUSEHOLDS = frozenset(kind for kind in UnitKind if kind.value.startswith("ho_"))
"""The kinds that are households."""
OFFICERS = frozenset({UnitKind.OFFICER, UnitKind.POVERTY_OFFICER})
"""The kinds that serve the state."""


class Trait(StrEnum):
    """What narrows a kind of unit down."""

    TOWN = "đô thị"
    POOR = "nghèo"
    NOT_POOR = "không nghèo"
    HARDSHIP = "đặc biệt khó khăn"
    NOT_HARDSHIP = "không đặc biệt khó khăn"
    MINORITY = "dân tộc thiểu số"
    BORDER = "biên giới"
    COASTAL = "bãi ngang ven biển"
    ISLAND = "đảo"
    MOUNTAIN = "miền núi"
    PLAIN = "đồng bằng"
    ASSIGNED = "được phân công giúp đỡ"
    POVERTY_RATE = "có tỷ lệ hộ nghèo"
    ABOVE_AVERAGE = "có tỷ lệ hộ nghèo cao hơn tỷ lệ chung"
    IN_POOR_DISTRICT = "thuộc huyện nghèo"
    REMAINING = "còn lại"


def _list(words: str) -> str:
    """A pattern for one or more of the words, joined as in a list."""
    return rf"(?:{words})(?:(?:\s*[,;/]\s*| và | hoặc |\s*,? hay | )(?:các )?(?:{words}))*"


_NOT = r"(?:không|ko|k|hok)"
_RATE = r"(?:tỷ|tỉ) lệ(?: hộ)? nghèo"
_AT_THE_TIME = (
    r"(?: (?:tại thời điểm|(?:tính )?đến|theo (?:kết quả )?(?:rà soát|điều tra)))?"
    r"(?: (?:đầu|cuối|hết))?(?: kỳ| giai đoạn)?(?: năm \d{4})?"
)
"""When a rate was found: "có tỷ lệ hộ nghèo cuối năm 2015 từ 7% trở lên"."""
_MINORITY = r"(?:(?: là)?(?: người)? (?:dân tộc thiểu số|DTTS))"
_WORKERS = _list(
    r"cán bộ|cbccvc|cbcc|công chức|viên chức|người lao động|người hoạt động không chuyên trách|người uy tín"
)
_OFFICES = _list(
    r"cơ quan|đơn vị sự nghiệp|đơn vị|đoàn thể(?: nhân dân)?|tổ chức đoàn thể|tổ chức hội|lực lượng vũ trang"
    r"|tổ chức chính trị\s*[-–]\s*xã hội|(?:ủy ban )?(?:mặt trận tổ quốc|MTTQ)(?: việt nam)?"
    r"|sở(?=\s*,)|(?:phòng|ban)(?=\s*(?:,|và) )|(?<=,\s)(?:ban(?! hành)|ngành)\b"
)
_HAMLETS = _list(
    r"thôn|(?<!văn\s)(?<!cơ\s)(?<!kịch\s)(?<!phiên\s)"
    r"bản(?! (?:thân|sao|đồ|chất|quyền|tin|vẽ|kê|án|lĩnh|sắc|địa|chính|photo|giấy|in|cứng|mềm|scan|gốc|kế hoạch))"
    r"|(?<!hàng\s)xóm|ấp|(?<!chăm\s)sóc(?! (?:trăng|sơn|sức))|buôn|tổ dân phố|khối phố|khu phố"
    r"|khu dân cư(?! văn (?:hóa|hoá))"
)
_COMMUNES = _list(r"xã(?! hội)|(?<!địa\s)phường|thị trấn")
_PLAIN_COMMUNES = _list(
    r"xa(?! (?:hoi|nhat|xoi))|(?<!dia\s)(?<!doi\s)phuong(?! (?:an|tien|phap|huong|thuc|cham))|thi tran"
)

_OF_HOUSEHOLD = r"(?:hộ )?(?:(?:gia đình|hội viên|đoàn viên|thanh niên|phụ nữ) )?(?:dân tộc thiểu số )?"
"""What may stand before what a household is or was, also as unions name their own."""
HEADS: tuple[tuple[UnitKind, Phrase], ...] = (
    (
        UnitKind.OTHER_HOUSEHOLD,
        Phrase(
            rf"\bhộ(?: gia đình| hội viên| dân)? (?:{_NOT} (?:phải(?: là)?|thuộc(?: diện)?|là) (?:các )?(?:hộ )?nghèo"
            rf"(?:(?:,| và| hoặc|, hoặc)?(?: {_NOT} phải| {_NOT} thuộc)?(?: hộ)? cận nghèo)?"
            rf"|{_NOT} nghèo|khá(?:,? (?:hoặc )?(?:giàu|giỏi|giả))?|giàu)\b"
            r"|\bhộ(?: gia đình)? khác(?=\s*(?::|\Z))|\b(?:gia đình|nhà) khá(?:,? (?:hoặc )?giàu| giả)?\b"
        ),
    ),
    (
        UnitKind.ESCAPED_HOUSEHOLD,
        Phrase(
            rf"\b{_OF_HOUSEHOLD}(?:mới|vừa) (?:được )?thoát (?:hộ )?nghèo"
            r"|\bhộ(?: gia đình)? thoát nghèo|\b(?:hộ|nhà|gia đình)(?: [^\W\d_]+){0,2}? đã thoát nghèo"
        ),
    ),
    (
        UnitKind.NEAR_POOR_HOUSEHOLD,
        Phrase(rf"\b{_OF_HOUSEHOLD}cận nghèo{_MINORITY}?"),
    ),
    (
        UnitKind.POOR_HOUSEHOLD,
        Phrase(
            rf"\b(?:hộ(?: gia đình)?|gia đình)(?: dân tộc thiểu số)? nghèo{_MINORITY}?"
            r"|\bhộ(?: hội viên| đoàn viên| thanh niên| phụ nữ)(?: CCB| cựu chiến binh)?(?: (?:còn|đang|vẫn))? nghèo\b"
        ),
    ),
    (
        UnitKind.HOUSEHOLD,
        Phrase(
            r"\bhộ gia đình\b|\bhộ dân\b|\A\W*gia đình\W*\Z"
            r"|\b(?:các |cá |mỗi |từng )?(?<!ủng\s)(?<!bảo\s)hộ\b(?! (?:chính|khẩu|tịch|sản|sinh))",
            plain=r"\bho (?:gia dinh|dan)\b",
        ),
    ),
    (
        UnitKind.POVERTY_OFFICER,
        Phrase(
            rf"\b{_WORKERS}(?: [^\W\d_]+){{0,4}}? (?:làm|phụ trách|theo dõi|thực hiện)(?: công tác)? giảm nghèo"
            r"|\bcán bộ giảm nghèo"
        ),
    ),
    (UnitKind.OFFICER, Phrase(rf"\b{_WORKERS}\b")),
    (UnitKind.BUSINESS, Phrase(rf"\b{_list('doanh nghiệp|hợp tác xã|HTX|tổ chức kinh tế|doanh nhân')}\b")),
    (UnitKind.BANK, Phrase(rf"\b{_list('ngân hàng(?: chính sách xã hội)?|tổ chức tín dụng')}\b")),
    (
        UnitKind.VILLAGE,
        Phrase(
            rf"(?<!nông\s)\b{_HAMLETS}\b",
            plain=r"(?<!nong\s)\b(?:thon(?:(?:\s*,|\s*/)?\s*(?:xom|ban|ap|buon|to dan pho|khoi pho|khu dan cu)\b)*"
            r"|ban\s*,\s*(?:khoi pho|to dan pho)|to dan pho|khoi pho|khu pho|khu dan cu(?! van hoa))\b",
        ),
    ),
    (
        UnitKind.OFFICE,
        Phrase(
            rf"\b{_OFFICES}\b(?:(?: cấp| thuộc)? (?:tỉnh|huyện|xã)\b(?! hội)"
            r"| trung ương(?:(?:,| và)? tỉnh)?)?(?: đóng trên địa bàn)?",
            plain=rf"\b{_OFFICES}\b(?: cap (?:tinh|huyen|xa)\b)?",
        ),
    ),
    (
        UnitKind.COMMUNE,
        Phrase(
            rf"(?<!hợp\stác\s)(?<!thị\s)\b(?:cấp )?{_COMMUNES}\b",
            plain=rf"(?<!hop\stac\s)(?<!thi\s)(?<!vung\s)(?<!sau\s)\b(?:cap )?{_PLAIN_COMMUNES}\b",
        ),
    ),
    (
        UnitKind.DISTRICT,
        Phrase(rf"\b(?:cấp )?{_list('huyện(?! (?:ủy|uỷ))|thị xã|thành phố(?! trực thuộc)')}\b"),
    ),
    (
        UnitKind.PROVINCE,
        Phrase(
            r"\b(?:cấp )?tỉnh\b(?! (?:ủy|uỷ))",
            plain=r"\b(?:toan|cap|cua|ubnd|ca|o|dia ban|muc tieu|chi tieu) tinh\b(?! (?:uy|hinh|than))",
        ),
    ),
    (UnitKind.COLLECTIVE, Phrase(r"\btập thể\b")),
    (UnitKind.PERSON, Phrase(r"\bcá nhân\b")),
)
"""How each kind is named; where two name one place, the earlier counts."""

MASKED = Phrase(
    r"\b(?:tỷ|tỉ|tĩ) lệ(?: giảm)?(?: số)?(?: hộ)?(?: gia đình)?"
    r" (?:nghèo(?:(?: và|,| cộng| \+)(?: tỷ lệ)?(?: hộ)? cận nghèo)?|cận nghèo)"
    rf"{_MINORITY}?"
    r"|\b(?:hộ|gia đình) (?:chính sách|người có công)[^.;:()]{0,60}?là hộ nghèo"
    r"|\bngười có công(?: với cách mạng)? là hộ nghèo"
    r"|\b(?:giảm|số|tổng số|tái|thoát)(?: số)? hộ (?:cận )?nghèo(?: và (?:hộ )?cận nghèo)?"
    r"|[“\"][^”\"]{0,60}? văn (?:hóa|hoá)[”\"]|kinh tế\s*[-–]\s*xã hội|chính sách xã hội(?= )"
    r"|\b(?-i:Phòng|Sở|Ban|Hội đồng|Văn phòng|Đài|Trung tâm|Chi cục) (?-i:[A-ZĐ])"
    r"(?:(?! (?:các|cho|với|chủ|tham|để|tổ chức|về|thực|trên|cùng)\b)[^,;.:()]){2,60}? (?:tỉnh|huyện|xã)\b(?! hội)"
)
"""What names a measure, a title or an office by its name, and no unit."""

QUALIFIERS: tuple[tuple[Trait, Phrase], ...] = (
    (
        Trait.NOT_POOR,
        Phrase(
            rf"\s*\(?\s*(?:{_NOT} (?:phải )?(?:là |thuộc )?(?:diện )?|ngoài )(?:các )?(?:huyện |xã |thôn )?nghèo\b"
            r"\s*\)?"
        ),
    ),
    (Trait.POOR, Phrase(r" nghèo\b(?! (?:đa chiều|bền vững))")),
    (
        Trait.HARDSHIP,
        Phrase(r"(?: thuộc)?(?: vùng| diện)?(?: có điều kiện kinh tế\s*[-–]\s*xã hội)? (?:đặc biệt khó khăn|ĐBKK)"),
    ),
    (Trait.MINORITY, Phrase(r"(?: là)?(?: vùng)?(?: đồng bào)?(?: người)? (?:dân tộc thiểu số|DTTS)")),
    (
        Trait.MINORITY,
        Phrase(
            r" có (?:tỷ lệ )?(?:từ |trên |ít nhất )?\d+(?:[.,]\d+)?\s*% (?:(?:số|dân|hộ|là|trở lên|đồng bào|người) )*"
            r"(?:dân tộc|DTTS)(?: (?!giảm|phải|còn|đến|thì|được|tỷ|có)[^\s,.;:()]+){0,3}"
        ),
    ),
    (Trait.BORDER, Phrase(r"(?: vùng)? biên giới")),
    (Trait.COASTAL, Phrase(r"(?: thuộc)?(?: diện)?(?: vùng)? bãi ngang(?:,? ven biển)?(?:(?:,| và)? hải đảo)?")),
    (Trait.ISLAND, Phrase(r"(?: vùng)?(?: hải)? đảo\b")),
    (Trait.MOUNTAIN, Phrase(r"(?: thuộc)?(?: vùng)? (?:miền núi|vùng cao)\b")),
    (Trait.PLAIN, Phrase(r"(?: thuộc)?(?: vùng)? đồng bằng\b")),
    (
        Trait.REMAINING,
        Phrase(
            r",? còn lại| khác(?=\s*(?:[:;,.)]|$|(?:giảm|có|còn|đạt|phải|không|thì|được|trên|trong|ở|của)\b))"
            r"| (?:không thuộc|ngoài) (?:(?:diện|đối tượng|trường hợp|các|nhóm|xã|thôn|huyện) )*"
            r"(?:(?:quy định|nêu|nói|kể) )?(?:(?:tại|ở) )?(?:(?:các|những) )?(?:(?:điểm|mục|khoản|ý|gạch đầu dòng) )?"
            r"(?:dưới đây|sau đây|nêu trên|nói trên|kể trên|trên đây|ở trên|trên)\b"
        ),
    ),
    (Trait.IN_POOR_DISTRICT, Phrase(r" (?:thuộc|của) (?:các )?huyện nghèo")),
    (
        Trait.ASSIGNED,
        Phrase(
            r"(?: mà)?(?: đơn vị| cơ quan)?(?: được)? (?:phân công|giao)(?: nhiệm vụ)?(?:,? theo dõi| phụ trách)?,?"
            r" (?:giúp đỡ|giúp|phụ trách|đỡ đầu|hỗ trợ)| được (?:giúp đỡ|đỡ đầu|phân công)"
        ),
    ),
    (
        Trait.ABOVE_AVERAGE,
        Phrase(
            rf" có {_RATE} (?:cao|lớn) hơn (?:so với )?(?:{_RATE} |mức )?(?:bình quân )?chung"
            r"(?: (?:của )?(?:toàn )?(?:tỉnh|huyện|xã))?"
        ),
    ),
    (
        Trait.POVERTY_RATE,
        Phrase(rf" có {_RATE}(?: đa chiều)?{_AT_THE_TIME}\s*(?=[^.;:()]{{0,20}}\d)"),
    ),
)
"""What may follow a name and narrows it down."""

ZONES = r"III|II|I|111|11|lll|ll|l|[1-3]|ba|hai|một"  # a damaged scan has numerals as figures or small letters
_ZONE_LIST = rf"(?P<zones>(?:{ZONES})\b(?:\s*(?:,|và|hoặc|/|-)\s*(?:(?:khu vực|KV)\s*)?(?:{ZONES})\b)*)"
ZONE = Phrase(rf",?\s*(?:thuộc |ở )?(?:khu vực|KV|vùng)\s*{_ZONE_LIST}")
NO_ZONE = Phrase(
    r"\s*\(?\s*(?:không|chưa) (?:thuộc |nằm trong )?(?:(?:các|xã|cả|ba|3|một trong) )*(?:khu vực|KV)"
    r"(?: nào| I, II, III| (?:nói |nêu )?trên)?\s*\)?"
)
LONE_ZONE = Phrase(rf"\b(?:khu vực|KV|vùng)\s*{_ZONE_LIST}")
ROMAN = {
    "1": "I", "2": "II", "3": "III", "11": "II", "111": "III", "L": "I", "LL": "II", "LLL": "III",
    "MỘT": "I", "MOT": "I", "HAI": "II", "BA": "III",
}  # fmt: skip
ASIDE = Phrase(
    r"\s*\((?:cấp (?:tỉnh|huyện|xã)|(?:sau đây )?gọi (?:tắt|chung) là [^()]{1,20})\)"
    r"|(?:\s+(?:em|tôi|mình))?\s+(?:ở|tại|thuộc|của)\s{2,}(?=\s(?:có|thuộc)\b)"
)
"""What may stand between a unit and what narrows it down; the name of a place is blanked."""
WHOLE = Phrase(r"(?:\btoàn|\bcả|\bcủa|(?:trên |thuộc )?địa bàn)(?: các)?\s*\Z")
COORDINATION = Phrase(r"\s*(?:,|;|và|hoặc|,? hay)?\s*(?:các )?\Z")
NO_HARDSHIP = Phrase(
    r",?\s*(?:không|chưa) (?:phải|thuộc|nằm trong)(?: là| diện| vùng| khu vực| xã| thôn)* (?:đặc biệt khó khăn|ĐBKK)"
)
"""After a sort, that of those within it only the better off are meant."""
TOWNS = Phrase(r"thị trấn|phường", plain=r"thi tran|phuong")
"""Communes that are towns, where they stand for themselves."""
RURAL = Phrase(r"\bxã\b", plain=r"\bxa\b")
MINORITY = Phrase(r"dân tộc thiểu số|DTTS")
LOCALITIES = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.COMMUNE, UnitKind.VILLAGE})
RELATIVE = frozenset({Trait.ASSIGNED, Trait.POVERTY_RATE, Trait.ABOVE_AVERAGE})
_SORTS = {Trait.HARDSHIP, Trait.BORDER, Trait.COASTAL, Trait.ISLAND, Trait.MOUNTAIN, Trait.PLAIN, Trait.REMAINING}
SHARED = dict.fromkeys((UnitKind.COMMUNE, UnitKind.VILLAGE), RELATIVE | _SORTS)
"""The traits that words at the end of a list give to all of it: relative clauses to any kind, others to some."""
