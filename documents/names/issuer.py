"""Who issued a document: the office, its level and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.names.designation import full_name
from documents.names.gazetteer import find_unit, is_shared
from documents.plan import Level
from documents.syllables import fold, place_tone

_MOTTO = re.compile(
    r"c\S{1,2}ng\s+h\S{1,3}\s+x\S{1,2}\s+h\S{1,2}i\s+ch\S\s+ngh.*|[dp]\S{1,2}c\s+[li]\S{1,2}p\s*[-–—].*|-{3,}|-0-",
    re.DOTALL,
)
_ORNAMENT = re.compile(r"\s*[*:=&0]+[\s*:=&0-]*$")
_NUMBER_LINE = re.compile(r"(?:luat\s+)?[s$5]\S{0,2}\s?[:.;]|s\S\s+\d|ngay\b|cong van den|.*\bngay\s.*\bthang\b")
_ARRIVAL = re.compile(r"\bcong van den\b")
_SIGN = re.compile(r"/\s*[A-ZĐ]{2}")
"""The letters after a document's own number: "112/KH-UBND"."""
_STAMP = re.compile(r"\W*(?:cong van )?den\b\W*(?:$|so\b|ngay\b)")
_STAMP_LINE = re.compile(r"\W*(?:(?:den|so|ngay|gio|chuyen|luu|kinh chuyen)\b\W.*)?$")
"""A stamp of arrival and what is filled in under it."""
_SEAT = re.compile(
    r"\b(?P<kind>tinh|thanh pho|tp|huyen|quan|thi xa|xa(?! hoi)|phuong|thi tran)\b(?: uy\b|(?<=tinh) doan\b)?\.?\s*"
)
_BODY = (
    r"uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|hoi dong|tong cuc|cuc|so|bo|thu tuong chinh phu|thu tuong|chinh phu"
    r"|quoc hoi|uy ban|ban quan ly|bql|ban|phong|van phong|lien doan|tinh uy|huyen uy|thanh uy|tong lien doan|mat tran"
)
_OFFICE = re.compile(
    rf"(?:{_BODY}|hoi|tinh doan|huyen doan|thanh doan|doan (?:thanh nien|tncs)|dang (?:uy|bo)|chi cuc|cong an|trung tam"
    r"|b(?:ch|tv)(?= (?:(?:doan|hoi)\b(?: \w+){0,4} )?(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong)\b)"
    r"|bo chi huy|bao hiem xa hoi|ngan hang|chi nhanh|benh vien|truong)\b"
)
_ORGAN = re.compile(r"(?:ban (?:thuong truc|thuong vu|chap hanh)|thuong truc|co quan thuong truc|van phong)")
_ORGAN_AT = re.compile(rf"(?P<organ>{_ORGAN.pattern}) (?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran)\b.*")
"""An organ with the locality of the body that stands above it: "Ban Chấp hành tỉnh Hòa Bình" of a union."""
_OF_NATION = re.compile(r" việt nam$", re.IGNORECASE)
_ADVISES = re.compile(r"(?:ban chi dao|hoi dong)\b")
_NAMED = re.compile(rf"\b(?:{_BODY})\b")
_APART = re.compile(r"[;:.]\s|\s(?:ve|ngay|cua|theo|thuc hien)(?=\s|$)")
_ENACTS = re.compile(
    r"\s(?:ban hanh|xay dung(?: va ban hanh)?|thong nhat|quyet dinh|huong dan|de nghi|trien khai|to chuc|thong bao)\b"
)
_HEAD = re.compile(
    r"(?:chu tich|bo truong|giam doc|thu truong|tong giam doc|chu nhiem)\s+(?=(?:uy ban|ubnd|bo|so|ban|hoi dong)\b)"
)
_UNION_NAMES = (
    "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh", "Hội Chữ thập đỏ", "Hội Người cao tuổi",
    "Hội Khuyến học", "Liên đoàn Lao động", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên",
    "Đoàn TNCS Hồ Chí Minh", "Đoàn TNCS HCM", "Tỉnh Đoàn", "Chấp hành Đoàn",
)  # fmt: skip
_UNIONS = {name.lower(): name for name in _UNION_NAMES}
_UNION = re.compile("|".join(_UNIONS), re.IGNORECASE)
_FRONT = re.compile(r"mặt trận tổ quốc(?: việt nam)?", re.IGNORECASE)
_FRONT_NAME = "Mặt trận Tổ quốc Việt Nam"
_CENTRAL = re.compile(
    r"(?:bo(?! (?:chi huy|chqs|tu lenh))|thu tuong|chinh phu|quoc hoi|tong cuc|uy ban thuong vu|van phong chinh phu)\b"
    r"|.*\b(?:trung uong$|uy ban trung uong\b)"
)
_LONG = (
    "hội đồng", "văn phòng", "tổng cục", "ủy ban", "công an", "ngân hàng", "chi nhánh", "trung tâm", "bệnh viện",
)  # fmt: skip
_CITIES = frozenset({"ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue"})
_WRITTEN = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "tp": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "xa": "xã",
    "phuong": "phường",
    "thi tran": "thị trấn",
}
_LEVELS = {
    "tinh": Level.PROVINCE,
    "huyen": Level.DISTRICT,
    "quan": Level.DISTRICT,
    "thi xa": Level.DISTRICT,
    "xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "thi tran": Level.COMMUNE,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """The locality of an office: its kind, folded, and its name; None for what is not said."""

    kind: str | None = None
    name: str | None = None

    def may_be(self, other: Seat) -> bool:
        """Whether another seat may be the same one."""
        if not self.kind or self.kind == other.kind:
            return True
        return self.kind == "tinh" and other.kind in {"thanh pho", "tp"} and fold(other.name or "") in _CITIES


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office that issued a document as a person writes it, its level and the place it is for."""

    name: str
    level: Level | None
    place: str | None


def find_issuer(header: str, authority: str, opening: Sequence[str], title: str, town: str | None) -> Issuer | None:
    """The office that a document says issued it; None where it names none.

    `header` holds the lines above the title, `authority` the line under it that says who decides, `opening` the
    paragraphs that enact, `town` the place named before the date.
    """
    offices = _offices(header)
    named = _whole(offices) if offices else _enacting(opening) or _deciding(authority)
    if not named:
        return None
    seat = read_seat(named)
    level = _level(named, seat)
    if level is Level.CENTRAL:
        return Issuer(named, level, None)
    if seat.name:
        return Issuer(_with_name(named, seat.name), level, seat.name)
    places = [*map(read_seat, [_top_seat(header) or "", *reversed(offices[:-1])]), *_seats(title)]
    other = next((p for p in places if p.name and (level is Level.DEPARTMENT or seat.may_be(p))), None)
    if other:
        seat = Seat(seat.kind or other.kind, other.name)
        level = level or _level(named, seat)
    elif town and (unit := find_unit(town, Level.PROVINCE if level is Level.DEPARTMENT else level or Level.PROVINCE)):
        seat = Seat(seat.kind, unit.name)
    if seat.name and level is not Level.DEPARTMENT:
        kind = "" if read_seat(named).kind else _WRITTEN.get(seat.kind or "", "")
        named = " ".join(filter(None, (named, kind, seat.name)))
    return Issuer(named, level, seat.name)


def _whole(offices: Sequence[str]) -> str:
    """The lowest of the offices, with the one above it where it only names an organ of that one."""
    if len(offices) > 2 and offices[-3].startswith("Mặt trận") and offices[-2].startswith("Ủy ban"):
        offices = [f"Ủy ban {offices[-3]}{offices[-2].removeprefix('Ủy ban')}", offices[-1]]
    above, office = offices[-2:] if len(offices) > 1 else ("", offices[-1])
    if above and (organ := _ORGAN_AT.fullmatch(fold(office))):
        at = organ.end("organ")
        return f"{office[:at]} {_OF_NATION.sub('', above)}{office[at:]}"
    if not above or not _ORGAN.fullmatch(fold(office)):
        return office
    return f"{office} {f'Ủy ban {above}' if above.startswith('Mặt trận') else above}"


def read_seat(office: str) -> Seat:
    """The locality that an office's name ends with: of "HUYỆN QUAN SƠN" the district of Quan Sơn."""
    seats = list(_seat_words(office))
    for nth, match in enumerate(seats, 1):
        ends = seats[nth].start("kind") if nth < len(seats) else None  # what stands above it may follow
        name = _known_name(office[match.end() :].split(), match["kind"])
        name = name or " ".join(_capitals(office[match.end() : ends].split())) or None
        if name or match.end() >= len(office.rstrip()):
            return Seat(match["kind"], name)
    return Seat()


def _with_name(office: str, name: str) -> str:
    """The office with the name of its locality rightly written."""
    head = re.match(r"(.*\s)" + re.escape(fold(name)) + r"\b", fold(office))
    return office[: head.end(1)] + name if head else office


def _seat_words(text: str) -> Iterator[re.Match[str]]:
    """The words in a text that are kinds of localities, written with their accents unless the text has none."""
    folded = fold(text)
    for match in _SEAT.finditer(folded):
        written = text[match.start("kind") : match.end("kind")].lower()
        if written in {_WRITTEN[match["kind"]], "tp"} or folded == text.lower():
            yield match


def _known_name(words: Sequence[str], kind: str) -> str | None:
    """The longest name of a unit of this kind that the words begin with, as it is rightly written."""
    levels = [Level.PROVINCE, Level.DISTRICT] if kind in {"thanh pho", "tp"} else [_LEVELS[kind]]
    for size in range(min(6, len(words)), 0, -1):
        name = " ".join(words[:size]).strip(".,;")
        if size > 1 and is_shared(name, levels):
            return name.title()
        for unit in filter(None, (find_unit(name, level) for level in levels)):
            return name.title() if unit.level is Level.COMMUNE and _is_another(name, unit.name) else unit.name
    return None


def _is_another(name: str, known: str) -> bool:
    """Whether a name is printed with all its accents and they are others: Bản Lâu is not Bản Lầu."""
    printed, right = ([place_tone(word) for word in words.lower().split()] for words in (name, known))
    return printed != right and _accented(printed) >= _accented(right)


def _accented(words: Sequence[str]) -> int:
    return sum(word != fold(word) for word in words)


def _capitals(words: Sequence[str]) -> Iterator[str]:
    for word in words[:4]:
        if not word[0].isupper():
            return
        yield word.strip(".,;")


def _seats(title: str) -> Iterator[Seat]:
    """The localities that a title names; one all in capitals does not show where a name ends."""
    if title.isupper():
        return
    for match in _seat_words(title):
        seat = read_seat(title[match.start() :][:60].split(",")[0].split(" giai")[0])
        if seat.name:
            yield seat


def without_stamp(header: str) -> str:
    """The head of a document without the stamp of the office that it came to, over the letterhead or under it.

    A stamp is an office, "ĐẾN", a number and a day, in lines of their own; one without any other office is kept.
    """
    lines = header.splitlines()
    for at, line in enumerate(lines):
        if not _STAMP.match(fold(line)):
            continue
        above = [n for n in range(at - 1, max(-1, at - 3), -1) if _is_office(lines[n].strip(" *|"))]
        first, last = above[0] if above else at, at + 1
        while last < len(lines) and _STAMP_LINE.match(fold(lines[last])) and not _SIGN.search(lines[last]):
            last += 1
        left = "\n".join(lines[:first] + lines[last:])
        return left if _offices(left) else header
    return header


def _top_lines(header: str) -> Iterator[str]:
    """The lines at the top left, up to the number, without the motto beside them."""
    for raw in header.splitlines():
        if _ARRIVAL.search(fold(raw)):  # the stamp of the office that it came to, not of the one it comes from
            continue
        cell = next((cell for cell in raw.split("|") if cell.strip()), "")
        words = re.split(r"\s{5,}|\t", cell.strip())[0]
        folded = fold(words)
        if _NUMBER_LINE.match(folded):
            return
        motto = _MOTTO.search(folded)
        words = _ORNAMENT.sub("", words[: motto.start()] if motto else words).strip(" _*|").lstrip("-")
        if words.strip("-"):
            yield words


def _offices(header: str) -> list[str]:
    """The offices at the top left, the higher one first; a name may go on over lines."""
    offices: list[str] = []
    for line in _top_lines(header):
        if _is_office(line) and not (offices and offices[-1].endswith(("-", "VÀ", "và", "ỦY BAN TRUNG ƯƠNG"))):
            offices.append(line)
        elif offices:
            offices[-1] = f"{offices[-1]} {line}"
    return [_written(office) for office in offices]


def _is_office(line: str) -> bool:
    return bool(_OFFICE.match(fold(line))) and not line.lower().startswith(("số", "bỏ"))


def _top_seat(header: str) -> str | None:
    """The locality at the top left where the office above it was lost."""
    return next((_written(line) for line in _top_lines(header) if any(m.start() == 0 for m in _seat_words(line))), None)


def _enacting(opening: Sequence[str]) -> str | None:
    """The office that "ban hành" in the opening words."""
    for words in reversed(opening):
        folded = fold(words)
        verbs = [verb for verb in _ENACTS.finditer(folded) if words[verb.start() + 1].islower()]
        for verb in sorted(verbs, key=lambda verb: (verb[0] != " ban hanh", -verb.start())):
            start = max(0, verb.start() - 100)
            start = max([start, *(apart.end() for apart in _APART.finditer(folded, start, verb.start()))])
            offices = [match.start() for match in _NAMED.finditer(folded, start, verb.start())]
            offices = [at for at in offices if words[at].isupper()]
            heads = [at for at in offices if at == start or words[at - 2] in ',;.”"']
            if offices:
                first = (heads or offices)[-1]
                end = next(other.start() for other in verbs if other.start() > first)
                office = full_name(words[first:end]).rstrip(" ,")
                return None if re.search(r"\d|\.\.", office) or " " not in office else office
    return None


def _deciding(authority: str) -> str | None:
    """The office of the authority under a title: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …"."""
    head = _HEAD.match(fold(authority))
    office = authority[head.end() :] if head else authority
    return _written(office) if _OFFICE.match(fold(office)) else None


def _level(office: str, seat: Seat) -> Level | None:
    folded = fold(office)
    if _CENTRAL.match(folded):
        return Level.CENTRAL
    if folded.startswith("so "):
        return Level.DEPARTMENT
    if seat.kind in {"thanh pho", "tp"}:
        if not seat.name:
            return None
        return Level.PROVINCE if fold(seat.name) in _CITIES else Level.DISTRICT
    level = _LEVELS.get(seat.kind or "")
    advises = _ORGAN.match(folded) or _ADVISES.match(folded)
    return Level.DEPARTMENT if level is Level.PROVINCE and folded.startswith("ban ") and not advises else level


def _written(office: str) -> str:
    """An office in capitals as a person writes it: Ủy ban nhân dân tỉnh Lạng Sơn."""
    words = " ".join(office.split())
    letters = [letter for letter in words if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) < 0.8 * len(letters) and not words.islower():
        words = re.sub(r"(?i)^ủy ban nhân dân\b", "Ủy ban nhân dân", full_name(words))
        return re.sub(r"(?i)\b(tỉnh|huyện|thành phố|xã)(?= \w)", lambda match: match[0].lower(), words)
    words = full_name(words.upper()).lower()
    seat = next((match for match in _seat_words(words) if match.end() < len(words)), None)
    cut = seat.end() if seat else len(words)
    head, kind = (words[: seat.start()], words[seat.start() : cut]) if seat else (words, "")
    named = " ".join(f"{_sentence(head)} {kind}{words[cut:].title()}".split())
    named = named.replace("việt nam", "Việt Nam")
    named = _UNION.sub(lambda union: _UNIONS[union[0].lower()], named)
    return _FRONT.sub(lambda front: _FRONT_NAME[: len(front[0])], named[0].upper() + named[1:])


def _sentence(words: str) -> str:
    """Capitals where an office's name has them: at its head, after it, and after each "-" and "và"."""
    for body in ("ủy ban nhân dân", "hội đồng nhân dân", "quốc hội", "chính phủ"):
        if words.startswith(body):
            return body.capitalize() + words[len(body) :]
    if words.startswith("thủ tướng chính phủ"):
        return "Thủ tướng Chính phủ"
    long = 2 if words.startswith(_LONG) else 1
    *head, rest = words.split(" ", long)
    if len(head) < long:
        return words.capitalize()
    rest = re.sub(r"(^|- |và |, )(\w)", lambda match: match[1] + match[2].upper(), rest)
    return f"{' '.join(head).capitalize()} {rest}"
