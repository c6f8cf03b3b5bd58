"""How a document names another: its kind, number, date and issuer.

"Quyết định số 1258/QĐ-TTg ngày 21/8/2017 của Thủ tướng Chính phủ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.reading import Span
from documents.syllables import fold

KINDS = {
    "ke hoach": "Kế hoạch",
    "quyet dinh": "Quyết định",
    "nghi quyet": "Nghị quyết",
    "nghi dinh": "Nghị định",
    "thong tu lien tich": "Thông tư liên tịch",
    "thong tu": "Thông tư",
    "chi thi": "Chỉ thị",
    "huong dan": "Hướng dẫn",
    "cong van": "Công văn",
    "ket luan": "Kết luận",
    "to trinh": "Tờ trình",
    "bao cao": "Báo cáo",
    "thong bao": "Thông báo",
    "chuong trinh": "Chương trình",
    "phap lenh": "Pháp lệnh",
    "bo luat": "Bộ luật",
    "luat": "Luật",
    "van ban": "Văn bản",
    "cong dien": "Công điện",
    "de an": "Đề án",
    "quy dinh": "Quy định",
    "quy che": "Quy chế",
}
_SHORT = {
    "kh": "Kế hoạch",
    "qd": "Quyết định",
    "nq": "Nghị quyết",
    "nd": "Nghị định",
    "tt": "Thông tư",
    "ttlt": "Thông tư liên tịch",
    "ct": "Chỉ thị",
    "hd": "Hướng dẫn",
    "cv": "Công văn",
    "kl": "Kết luận",
    "ttr": "Tờ trình",
    "bc": "Báo cáo",
    "tb": "Thông báo",
    "ctr": "Chương trình",
    "qc": "Quy chế",
}
# Party organs: their documents are numbered "16-NQ/HU", those of the state "56/NQ-HĐND".
_PARTY = {"tu": "TU", "hu": "HU", "tw": "TW", "du": "ĐU", "dtu": "ĐTU", "thu": "ThU", "tpu": "TPU", "tinh uy": "TU"}
_ORGANS = {"ubnd": "UBND", "hdnd": "HĐND", "ttg": "TTg", "cp": "CP", "hdtdkt": "HĐTĐKT", "btdkt": "BTĐKT", **_PARTY}
_ORGANS |= {name: name for name in ("LĐTBXH", "SLĐTBXH", "BLĐTBXH", "SGDĐT", "BGDĐT")}
_ORGANS |= {fold(name): name for name in [*_ORGANS.values()]}
# An OCR reads Đ as P: HPND.
_ORGANS |= {fold(name.replace("Đ", "P")): name for name in [*_ORGANS.values()] if "Đ" in name and name[0] != "Đ"}
_TYPES = {"qd": "QĐ", "nd": "NĐ", "hd": "HD", "ttr": "TTr", "ctr": "CTr", "cd": "CĐ"}

_KIND = r"(?:" + "|".join(sorted((word.replace(" ", r"\s+") for word in KINDS), key=len, reverse=True)) + r")"
NUMBER = (
    r"\d{1,5}[a-z]?(?:\s?/\s?(?:19|20)\d\d)?"
    r"(?:\s?[/-]\s?(?=[A-ZĐ])(?!\d)[A-ZĐÐ][A-Za-zĐđÐ&]{0,14}\d{0,2}(?![a-zà-ỹ]))"
    r"(?:\s?[-–/]\s*[A-ZĐÐ][A-Za-zĐđÐ&]{0,14}\d{0,2}(?![a-zà-ỹ]))*"
)
DATE = (
    r"ng\S{1,2}\s+(?P<day>\d{1,2})\s?(?:[/.:\-]|th\S{1,3}ng)\s?(?P<month>\d{1,2})"
    r"\s?(?:[/.:\-]|n\S{1,3}m)\s?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_LAW = re.compile(r"\b(?:bo luat|luat|phap lenh)(?:\s(?!\bluat\b|phap lenh)[^\s;.(]+){1,12}\s+s\S{1,2}\s?[:.]?\s*$")
_NUMBER = re.compile(NUMBER)
_DATE = re.compile(r"[\s,]*(?:\(?)" + DATE)
_GOES_ON = (  # small words after which a name of an office is over
    "ve|ban hanh|phe duyet|quy dinh|huong dan|sua doi|bo sung|thuc hien|thong qua|cong bo|kem theo|da|de|nham|doi voi"
    "|nam|giai doan|ngay|tai|khoa|trien khai|theo|giao|cho|duoc|khen thuong|dieu chinh|chi dao|hoan thien|tren dia ban"
    "|thanh lap|de nghi|trinh|thi|khi|xem xet|doc|dot|va cac"
).replace(" ", r"\s+")
_STOP = re.compile(
    rf"[,;:()“\"]|\.(?=\s|$)|\.\/|\s(?:v[a-z&]{{1,2}}\s+vi\S{{1,2}}c|t\S{{1,2}}\s+ch\S{{1,3}}c|{_GOES_ON})(?=[\s,;.]|$)"
)
_KIND_NEXT = re.compile(_KIND)
_AND = re.compile(r"\s+v\S\s+(?=[^\W\d_])")
_WORDY = 120


@dataclass(frozen=True, slots=True)
class Designation:
    """A document as another names it. What is not said is None; `span` holds the name up to the issuer."""

    kind: str | None
    number: str | None
    issued: date | None
    issuer: str | None
    span: Span


def find_designations(text: str) -> Iterator[Designation]:
    """Every document that a text names by its number, in order; `span` counts in the text."""
    folded = fold(text)
    for match in _NUMBER.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        if before.isalnum() or before in "/-,." or not _is_symbol(match[0]):
            continue
        start = _name_start(folded, match.start())
        yield _complete(text, folded, Span(start, match.end()), normal_number(match[0]))


def normal_number(written: str) -> str:
    """A number as a careful hand writes it: "16-NQHU" and "16 - NQ/HU" are 16-NQ/HU, "56/NQ-HDND" is 56/NQ-HĐND."""
    number = re.sub(r"\s+", "", written).replace("–", "-").replace("Ð", "Đ")
    head = re.match(r"(\d+[a-z]?(?:/(?:19|20)\d\d)?)([/-])(.+)", number)
    if not head:
        return number
    parts = [part for piece in re.split(r"([-/])", head[3]) for part in _split(piece)]
    words = [fold(part) for part in parts[::2]]
    if len(words) == 2 and words[1] in _PARTY and words[0] in _SHORT and "/" not in head[1]:
        return f"{head[1]}-{_TYPES.get(words[0], parts[0])}/{_PARTY[words[1]]}"
    if words[0] in _SHORT:
        parts[0] = _TYPES.get(words[0], parts[0])
        parts[2::2] = [_ORGANS.get(fold(part), part) for part in parts[2::2]]
    return head[1] + head[2] + "".join(parts)


def read_date(match: re.Match[str]) -> date | None:
    """The date of a match of DATE, None where there is no such day."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


_WRITTEN_OUT = (
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("TĐKT", "Thi đua - Khen thưởng"),
    ("MTTQ", "Mặt trận Tổ quốc"),
    ("MTQG", "mục tiêu quốc gia"),
    ("LHPN", "Liên hiệp Phụ nữ"),
    ("BCH", "Ban Chấp hành"),
    ("BTV", "Ban Thường vụ"),
)


def kind_of(number: str) -> str:
    """What a document of a number is called: "Quyết định" for 3630/QĐ-UBND, "Văn bản" where its symbol says nothing."""
    symbol = re.search(r"[/-]([^\W\d_]+)", number)
    return _SHORT.get(fold(symbol[1]), "Văn bản") if symbol else "Văn bản"


def full_name(issuer: str) -> str:
    """An office with its abbreviations written out: UBND tỉnh is Ủy ban nhân dân tỉnh."""
    for short, full in _WRITTEN_OUT:
        issuer = re.sub(rf"\b{short}\b", full, issuer)
    return " ".join(re.sub("(?i)uỷ(?= ban)", "Ủy", issuer).split())


def _is_symbol(number: str) -> bool:
    symbol = re.split(r"[/-]", re.sub(r"\s+", "", number), maxsplit=1)[1]
    letters = [letter for letter in symbol if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) >= len(letters) / 2


def _split(piece: str) -> list[str]:
    """A type and an organ that lost the mark between them: NQHU."""
    folded = fold(piece)
    for cut in (2, 3):
        if folded[:cut] in _SHORT and folded[cut:] in _ORGANS:
            return [piece[:cut], "-", piece[cut:]]
    return [piece]


def _name_start(folded: str, number: int) -> int:
    """Where the kind before a number begins."""
    head = folded[max(0, number - _WORDY) : number]
    match = _LAW.search(head) or re.search(rf"\b{_KIND}\s+(?:s\S{{1,2}}\s?[:.]?\s*)?$", head)
    if not match:
        match = re.search(r"\b(?:(?:" + "|".join(_SHORT) + r")\s+)?(?:s\S{1,2}\s?[:.]?\s*)?$", head)
    return number - len(head) + match.start() if match else number


def _complete(text: str, folded: str, named: Span, number: str) -> Designation:
    """A named document with the date and issuer that follow."""
    end, issued = named.end, None
    if dated := _DATE.match(folded, end):
        issued, end = read_date(dated), dated.end()
    issuer, end = _issuer(text, folded, end)
    if not issued and (dated := _DATE.match(folded, end)):
        issued, end = read_date(dated), dated.end()
    symbol = re.search(r"[/-]([A-ZĐ]+)[-/]", number)
    kind = next((name for word, name in KINDS.items() if folded.startswith(word, named.start)), None)
    return Designation(
        kind or (_SHORT.get(fold(symbol[1])) if symbol else None), number, issued, issuer, Span(named.start, end)
    )


def _issuer(text: str, folded: str, start: int) -> tuple[str | None, int]:
    """The office after "của", and where its name ends."""
    owner = re.compile(r"\s*\(?c\S{1,3}a?\s+").match(folded, start)
    if not owner or (
        folded[owner.start() : owner.end()].strip(" \n(") not in _OF
        and not re.fullmatch(r"\s*\(?c[a-z]{0,2}[i1u]a\s+", folded[owner.start() : owner.end()])
    ):
        return None, start
    name, end = read_office(text, folded, owner.end())
    return (name, end) if name else (None, start)


def read_office(text: str, folded: str, start: int) -> tuple[str | None, int]:
    """The office whose name begins at a place, written out, and where it ends; None where no name begins.

    A name ends with punctuation or with a word in small letters that goes on about something else.
    """
    rest = folded[start : start + _WORDY]
    end = len(rest)
    for stop in _STOP.finditer(rest):
        if not text[start + stop.start() :].lstrip()[:1].isupper():
            end = stop.start()
            break
    for joint in _AND.finditer(rest, 0, end):
        if "vụ" in text[start + joint.start() : start + joint.end()].lower():  # "Sở Nội vụ tỉnh …"
            continue
        if not text[start + joint.end()].isupper() or _KIND_NEXT.match(rest, joint.end()):
            end = joint.start()
            break
    name = text[start : start + end].rstrip()
    if not name or not (name[0].isupper() or fold(name).startswith("cap co tham quyen")):
        return None, start
    return full_name(name), start + len(name)


_OF = frozenset({"cua", "ctia", "ciia", "cia", "clia", "cta"})
