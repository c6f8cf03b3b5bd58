"""What a document is: its number, date, issuer, level, place, title, period and signer, as far as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.names.designation import KINDS, NUMBER, Designation, find_designations, normal_number, read_date
from documents.names.issuer import find_issuer, without_stamp
from documents.plan import Kind, Level, Provision
from documents.reading import Span
from documents.syllables import fold


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None for what it does not say."""

    title: str
    number: str | None
    issued: date | None
    issuer: str | None
    level: Level | None
    place: str | None
    period: tuple[int, int] | None
    signer: str | None


_NUMBERED = re.compile(
    r"(?:^|\n|\|)[ \t|]*(?:Luật\s+)?[S$5][ốôỐoó6§o0b]{0,2}\s?[:.;]?\s{0,3}(?P<number>" + NUMBER + ")", re.IGNORECASE
)
_DAY = r"ng\S{1,2}\s+(?P<day>\d{1,2})\s+th\S{1,3}ng\s+(?P<month>\d{1,2})\s+n\S{1,3}m\s+(?P<year>(?:19|20)\d\d)(?!\d)"
_DATELINE = re.compile(r"(?P<place>[^\n|,;:\d]{2,40}),\s*" + _DAY)
_TITLED = re.compile(r"\S+(?: \S+)?(?: cua [^\d,;]{3,60})? s\S{1,2}\s*[:.]?\s*$")
_PERIOD = re.compile(
    r"(?:giai do\S{1,3}n|thoi k\S|nhiem k\S|tu nam|cac nam|nam)\s+(?:tu\s+)?(?:nam\s+)?"
    r"(?P<first>(?:19|20)\d\d)\s?(?:[-–—]|den(?: nam)?)\s?(?P<last>(?:19|20)\d\d)"
)
_YEAR = re.compile(r"(?<!\d )nam (?P<year>(?:19|20)\d\d)\b")
_AUTHORITY = re.compile(
    r"(?:chu tich|bo truong|giam doc|thu tuong|chinh phu|uy ban nhan dan|hoi dong nhan dan|quoc hoi|thu truong)\b"
    r"[^.;:]*"
)
_INITIALS = re.compile(r"\b(?:ubnd|hđnd|mttq|tđkt|lđtbxh|qđ|kh|dtts|ntm|mtqg|[ivx]+)\b")
_POST = re.compile(
    r"[tk][mt]u?\b|q\b|pho\b|chu tich|giam doc|bo truong|thu tuong|thu truong|chu nhiem|truong|chanh|uy vien|tl\b|tuq\b"
    r"|uy ban|ubnd|hoi dong|so\b|bo\b|ban\b|phong\b|van phong"
)
_POST_BESIDE = re.compile(
    r"(?:\s{2,}|\b[tk][mt]\..* )(?:pho )?(?:chu tich|giam doc|truong ban|bi thu|chu nhiem)\b", re.DOTALL
)
_BESIDE = re.compile(r"(?m)(?:;|\S[ \t]{4,})[ \t]*(\w[\w'’ ]+?)[ \t]*$")
"""What stands at the end of a recipient's line, in the column of the signature."""
_LONGEST_AUTHORITY = 90
_NAME = re.compile(r"[^\W\d_](?:['’]?[^\W\d_]+)*['’]?")  # H'Nhung, K’Brêu, K’ Sơn


def read_metadata(provisions: Sequence[Provision], text: str) -> Metadata:
    """What the head and the end of a document say of it.

    `text` is the reading that the provisions stand in. A stamp of arrival, a number that lacks its figures and a
    date that lacks its day are no metadata.
    """
    header = without_stamp("\n".join(text[p.place.start : p.place.end] for p in provisions if p.kind is Kind.HEADER))
    authority = _authority(provisions, text)
    title = _title(provisions, authority)
    opening = [p.text for p in provisions if p.kind is Kind.PREAMBLE]
    opening = opening or [p.text for p in provisions if p.kind is Kind.BASIS][-1:]  # grown together with the last basis
    numbered = _NUMBERED.search(header)
    number = normal_number(numbered["number"]) if numbered else None
    dated = _DATELINE.search(fold(header))
    town = _town(header[dated.start("place") : dated.end("place")]) if dated else None
    issued = read_date(dated) if dated else None
    own = next(find_designations(title), None)
    if not number and own and _TITLED.match(fold(title[: _number_start(title, own)])):
        number, issued = own.number, issued or own.issued
    issuer = find_issuer(header, authority, opening, title, town)
    return Metadata(
        title=title,
        number=number,
        issued=issued,
        issuer=issuer.name if issuer else None,
        level=issuer.level if issuer else None,
        place=issuer.place if issuer else None,
        period=_period(title, opening),
        signer=_signer(provisions, text),
    )


def find_marks(header: str, number: str | None, issued: date | None) -> Iterator[Span]:
    """Where a document's own number and its place and day stand in its head, without what is stamped beside them."""
    ends = 0
    for found in _NUMBERED.finditer(header) if number else ():
        if normal_number(found["number"]) == number:
            ends = found.end()
            yield Span(ends - len(found[0].lstrip(" \t\n|")), ends)
            break
    for found in _DATELINE.finditer(fold(header)) if issued else ():
        if read_date(found) == issued:
            left = max(ends, found.start()) if ends < found.end("place") else found.start()
            town = re.split(r"\s{2,}|-{2,}", header[left : found.end("place")].rstrip())[-1]
            yield Span(found.end("place") - len(town.lstrip(" -*")), found.end())
            break


def _title(provisions: Sequence[Provision], authority: str) -> str:
    """The title as a person writes it: "Kế hoạch tổ chức thực hiện …"."""
    words = " ".join(p.text for p in provisions if p.kind is Kind.TITLE).removesuffix(authority).rstrip()
    kind = next((kind for kind in sorted(KINDS, key=len, reverse=True) if fold(words).startswith(kind + " ")), None)
    if not kind:
        return words
    rest = words[len(kind) :].strip()
    if rest.isupper():
        rest = rest.capitalize() if kind.endswith("luat") else rest.lower()
        rest = _INITIALS.sub(lambda match: match[0].upper(), rest)
    elif rest[:3].lower() == "v/v":
        rest = f"về việc{rest[3:]}"
    elif rest[1:2].islower():
        rest = rest[0].lower() + rest[1:]
    return f"{KINDS[kind]} {rest}"


def _authority(provisions: Sequence[Provision], text: str) -> str:
    """The line under the title that says who decides, in a decision or a decree."""
    titles = (text[p.place.start : p.place.end] for p in provisions if p.kind is Kind.TITLE)
    lines = [" ".join(line.split()) for title in titles for line in title.splitlines() if line.strip()]
    if len(lines) < 2 or len(lines[-1]) > _LONGEST_AUTHORITY or not _AUTHORITY.fullmatch(fold(lines[-1])):
        return ""
    return lines[-1]


def _number_start(title: str, own: Designation) -> int:
    number = re.compile(r"\d").search(title, own.span.start)
    return number.start() if number else own.span.start


def _town(written: str) -> str | None:
    """The place before a date, without what stands left of it on the line."""
    return re.split(r"\s{2,}|-{2,}", written.strip())[-1].strip(" -*") or None


def _period(title: str, opening: Sequence[str]) -> tuple[int, int] | None:
    """The longest run of years that the title names, or else the opening; or the one year of the title."""
    for words in (title, *opening):
        years = [(int(match["first"]), int(match["last"])) for match in _PERIOD.finditer(fold(words))]
        years = [(first, last) for first, last in years if first <= last]
        if years:
            return max(years, key=lambda span: span[1] - span[0])
    year = _YEAR.search(fold(title))
    return (int(year["year"]), int(year["year"])) if year else None


def _signer(provisions: Sequence[Provision], text: str) -> str | None:
    """The name at the very end, or else beside the recipients under a post; no post and no recipient."""
    back = [text[p.place.start : p.place.end] for p in provisions if p.kind in {Kind.SIGNATURE, Kind.RECIPIENTS}]
    pieces = [piece.strip(" *_|\t") for words in back for piece in re.split(r"[\n|]|\s{4,}|\)", words)]
    last = next((piece for piece in reversed(pieces) if piece), "")
    post = _POST_BESIDE.search(fold("\n".join(back)))
    beside = [found[1] for words in back for found in _BESIDE.finditer(words)] if post else []
    name = next((name for name in (last, *reversed(beside)) if _is_name(name)), None)
    return name.title() if name and name.isupper() else name


def _is_name(words: str) -> bool:
    parts = words.split()
    named = all(part[0].isupper() and _NAME.fullmatch(part) for part in parts)
    return 2 <= len(parts) <= 5 and named and not _POST.match(fold(words))
