"""Who issued a document: the office, its level and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.designation import full_name
from documents.plan import Level
from documents.syllables import fold

_MOTTO = re.compile(
    r"c\S{1,2}ng\s+h\S{1,3}\s+x\S{1,2}\s+h\S{1,2}i\s+ch\S\s+ngh.*|[dp]\S{1,2}c\s+[li]\S{1,2}p\s*[-–—].*|-{3,}|-0-",
    re.DOTALL,
)
_NUMBER_LINE = re.compile(r"(?:luat\s+)?[s$5]\S{0,2}\s?[:.;]|s\S\s+\d|ngay\b|cong van den|.*\bngay\s.*\bthang\b")
_SEAT = re.compile(r"\b(?P<kind>tinh|thanh pho|tp|huyen|quan|thi xa|xa(?! hoi)|phuong|thi tran)\b\.?\s*")
_BODY = (
    r"uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|hoi dong|tong cuc|cuc|so|bo|thu tuong chinh phu|thu tuong|chinh phu"
    r"|quoc hoi|uy ban|ban|phong|van phong|lien doan|tinh uy|huyen uy|thanh uy|tong lien doan|mat tran"
)
_OFFICE = re.compile(rf"(?:{_BODY})\b")
_NAMED = re.compile(rf"\b(?:{_BODY})\b")
_APART = re.compile(r"[;:.]\s|\s(?:ve|ngay|cua|theo|thuc hien)(?=\s|$)")
_ENACTS = re.compile(
    r"\s(?:ban hanh|xay dung(?: va ban hanh)?|quyet dinh|huong dan|de nghi|trien khai|to chuc|thong bao)\b"
)
_HEAD = re.compile(
    r"^(?:chu tich|bo truong|giam doc|thu truong|tong giam doc|chu nhiem)\s+(?=(?:uy ban|ubnd|bo|so|ban|hoi dong)\b)"
)
_LEVELS = {
    "tinh": Level.PROVINCE,
    "huyen": Level.DISTRICT,
    "quan": Level.DISTRICT,
    "thi xa": Level.DISTRICT,
    "xa": Level.COMMUNE,
    "phuong": Level.COMMUNE,
    "thi tran": Level.COMMUNE,
}
_CENTRAL = re.compile(
    r"(?:bo|thu tuong|chinh phu|quoc hoi|tong cuc|uy ban thuong vu|van phong chinh phu)\b|.*\btrung uong$"
)
_CITIES = frozenset({"ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue"})


def find_issuer(
    header: str, authority: str, opening: Sequence[str], title: str, seat: str | None
) -> tuple[str | None, Level | None, str | None]:
    """The office as a person writes it, its level and the place it is for.

    `header` holds the lines above the title, `authority` the line under it that says who decides, `opening` the
    paragraphs that enact, `seat` the place named before the date. What none of them says is None.
    """
    above, own = _offices(header)
    named = own or _enacting(opening) or (_HEAD.sub("", fold(authority)) and _after_head(authority)) or above
    seats = [_seat(own), _seat(named), _seat(header_seat(header)), _seat(above)]
    if not named:
        return None, None, None
    kind, name = _seat(named)
    level = _level(named, kind, name)
    if level is Level.CENTRAL:
        return named, level, None
    if not name:
        for other_kind, other in [*seats, *_title_seats(title)]:
            if other and (level is Level.DEPARTMENT or not kind or _same(kind, other_kind, other)):
                kind, name = (kind or other_kind), other
                break
        else:
            name = seat if seat and (level in {Level.PROVINCE, Level.DEPARTMENT, Level.DISTRICT}) else None
        if level is None:
            level = _level(named, kind, name)
        if name and level is not Level.DEPARTMENT:
            named = named if _seat(named)[0] else f"{named} {_WRITTEN.get(kind or '', '')}".strip()
            named = f"{named} {name}"
    return named, level, name


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


def _offices(header: str) -> tuple[str | None, str | None]:
    """The office above and the office itself, from the lines at the top left."""
    lines: list[str] = []
    for raw in header.splitlines():
        cell = next((cell for cell in raw.split("|") if cell.strip()), "")
        words = re.split(r"\s{5,}|\t", cell.strip())[0]
        folded = fold(words)
        if _NUMBER_LINE.match(folded):
            break
        cut = _MOTTO.search(folded)
        words = (words[: cut.start()] if cut else words).strip(" _*|").lstrip("-")
        if words.strip("-"):
            lines.append(words)
    offices: list[str] = []
    for line in lines:
        if _OFFICE.match(fold(line)) and not (offices and offices[-1].rstrip().endswith(("-", "VÀ", "và"))):
            offices.append(line)
        elif offices:
            offices[-1] = f"{offices[-1]} {line}"
    written = [_written(office) for office in offices]
    if not written:
        return None, None
    return (written[-2] if len(written) > 1 else None), written[-1]


def header_seat(header: str) -> str | None:
    """The locality at the top left when the office above it was lost."""
    for raw in header.splitlines():
        folded = fold(raw)
        if _NUMBER_LINE.match(folded.strip()):
            return None
        cut = _MOTTO.search(folded)
        words = (raw[: cut.start()] if cut else raw).strip(" -_*|")
        if _SEAT.match(fold(words)):
            return _written(words)
    return None


def _enacting(opening: Sequence[str]) -> str | None:
    """The office that "ban hành" in the opening words."""
    for words in reversed(opening):
        folded = fold(words)
        verbs = [verb for verb in _ENACTS.finditer(folded) if words[verb.start() + 1].islower()]
        for verb in sorted(verbs, key=lambda verb: (verb[0] != " ban hanh", -verb.start())):
            start = max(0, verb.start() - 100)
            start = max([start, *(apart.end() for apart in _APART.finditer(folded, start, verb.start()))])
            offices = [match.start() for match in _NAMED.finditer(folded, start, verb.start())]
            offices = [at for at in offices if words[at].isupper() and (at == start or words[at - 2] in ',;.”"')] or [
                at for at in offices if words[at].isupper()
            ]
            if offices:
                end = next(other.start() for other in verbs if other.start() > offices[-1])
                return full_name(words[offices[-1] : end]).rstrip(" ,")
    return None


def _after_head(authority: str) -> str | None:
    folded = fold(authority)
    head = _HEAD.match(folded)
    office = authority[head.end() :] if head else authority
    return _written(office) if _OFFICE.match(fold(office)) else None


def _seat(office: str | None) -> tuple[str | None, str | None]:
    """The kind and name of the locality an office is of."""
    if not office:
        return None, None
    for match in reversed(list(_SEAT.finditer(fold(office)))):
        rest = office[match.end() :].split()
        name = []
        for word in rest:
            if not word[0].isupper() or len(name) == 4:
                break
            name.append(word.strip(".,;"))
        kind = match["kind"]
        if name or match.end() >= len(office.rstrip()):
            return kind, " ".join(name) or None
    return None, None


def _title_seats(title: str) -> list[tuple[str | None, str | None]]:
    if title.isupper():
        return []
    found = []
    for match in _SEAT.finditer(fold(title)):
        kind, name = _seat(title[match.start() :][:60].split(",")[0].split(" giai")[0])
        if name:
            found.append((kind, name))
    return found


def _same(kind: str, other: str | None, name: str) -> bool:
    return kind == other or (kind == "tinh" and other in {"thanh pho", "tp"} and fold(name) in _CITIES)


def _level(office: str, kind: str | None, name: str | None) -> Level | None:
    folded = fold(office)
    if _CENTRAL.match(folded):
        return Level.CENTRAL
    if folded.startswith("so "):
        return Level.DEPARTMENT
    if kind in {"thanh pho", "tp"} and name and fold(name) in _CITIES:
        return Level.PROVINCE
    level = Level.DISTRICT if kind in {"thanh pho", "tp"} and name else _LEVELS.get(kind or "")
    return Level.DEPARTMENT if level is Level.PROVINCE and folded.startswith("ban ") else level


def _written(office: str) -> str:
    """An office in capitals as a person writes it: Ủy ban nhân dân tỉnh Lạng Sơn, Sở Lao động - Thương binh và Xã hội."""
    words = " ".join(office.split())
    letters = [letter for letter in words if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) < 0.8 * len(letters) and not words.islower():
        return full_name(words)
    words = full_name(words.upper()).lower()
    seat = next(reversed([m for m in _SEAT.finditer(fold(words)) if m.end() < len(words)]), None)
    head, tail = (words[: seat.start()], words[seat.start() :]) if seat else (words, "")
    if seat:
        kind_end = seat.end() - seat.start()
        tail = tail[:kind_end].rstrip() + " " + tail[kind_end:].title()
    return " ".join((_sentence(head) + " " + tail).split())


def _sentence(words: str) -> str:
    """Capitals where an office's name has them: at its head, after it, and after each "-" and "và"."""
    for body in ("ủy ban nhân dân", "hội đồng nhân dân", "quốc hội", "chính phủ"):
        if words.startswith(body):
            return body.capitalize() + words[len(body) :]
    if words.startswith("thủ tướng chính phủ"):
        return "Thủ tướng Chính phủ"
    parts = words.split(" ", 2 if words.startswith(("hội đồng", "văn phòng", "tổng cục", "ủy ban")) else 1)
    head = " ".join(parts[:-1]).capitalize() if len(parts) > 1 else words.capitalize()
    rest = parts[-1] if len(parts) > 1 else ""
    rest = re.sub(r"(^|- |và |, )(\w)", lambda match: match[1] + match[2].upper(), rest)
    return f"{head} {rest}".strip()
