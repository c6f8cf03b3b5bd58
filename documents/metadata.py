"""What a document is: its number, date, issuer, level, place, title, period and signer, as far as it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.designation import KINDS, NUMBER, normal_number
from documents.issuer import find_issuer
from documents.plan import Kind, Level, Provision
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
_DATELINE = re.compile(
    r"(?P<place>[^\n|,;:\d]{2,40}),\s*ng\S{1,2}\s+(?P<day>\d{1,2})\s+th\S{1,3}ng\s+(?P<month>\d{1,2})\s+n\S{1,3}m\s+(?P<year>(?:19|20)\d\d)(?!\d)"
)
_TITLED = re.compile(
    r"s\S{1,2}\s+(?P<number>\S+)\s+ng\S{1,2}\s+(?P<day>\d{1,2})\s+th\S{1,3}ng\s+(?P<month>\d{1,2})\s+n\S{1,3}m\s+(?P<year>(?:19|20)\d\d)"
)
_PERIOD = re.compile(
    r"(?:giai do\S{1,3}n|thoi k\S|nhiem k\S|tu nam|trong cac nam|nam)\s+(?:tu\s+)?(?:nam\s+)?(?P<first>(?:19|20)\d\d)"
    r"(?:\s?(?:[-–—]|den(?: nam)?)\s?(?P<last>(?:19|20)\d\d))?"
)
_OFFICE = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong|so|bo|ban|phong|van phong)\b")
_AUTHORITY = re.compile(
    r"(?:chu tich|bo truong|giam doc|thu tuong|chinh phu|uy ban nhan dan|hoi dong nhan dan|quoc hoi|thu truong)\b[^.;:]*$"
)
_INITIALS = re.compile(r"\b(?:ubnd|hđnd|mttq|tđkt|lđtbxh|qđ|kh|dtts|ntm|mtqg|[ivx]+)\b")
_POST = re.compile(
    r"^(?:[tk][mt]u?\b|q\b|pho\b|chu tich|giam doc|bo truong|thu tuong|thu truong|chu nhiem|truong|chanh|uy vien|tl\b|tuq\b|t/m|k/t)"
)


def read_metadata(provisions: Sequence[Provision], text: str) -> Metadata:
    """What the head and the end of a document say of it.

    `text` is the reading that the provisions stand in. A stamp of arrival, a number that lacks its figures and a
    date that lacks its day are no metadata.
    """
    header = "\n".join(text[p.place.start : p.place.end] for p in provisions if p.kind is Kind.HEADER)
    authority = _authority(provisions, text)
    title = _title(provisions, authority)
    opening = [p.text for p in provisions if p.kind is Kind.PREAMBLE]
    numbered = _NUMBERED.search(header)
    number = normal_number(numbered["number"]) if numbered else None
    dateline = _DATELINE.search(fold(header))
    if not header and (titled := _TITLED.search(fold(title[:200]))):
        dateline = titled
        number = normal_number(title[titled.start("number") : titled.end("number")])
    issuer, level, place = find_issuer(header, authority, opening, title, _seat_of(dateline, header))
    return Metadata(
        title, number, _day(dateline), issuer, level, place, _period(title, opening), _signer(provisions, text)
    )


def _title(provisions: Sequence[Provision], authority: str) -> str:
    words = " ".join(p.text for p in provisions if p.kind is Kind.TITLE).removesuffix(authority).rstrip()
    kind = next((kind for kind in sorted(KINDS, key=len, reverse=True) if fold(words).startswith(kind + " ")), None)
    if not kind:
        return words
    rest = words[len(kind) :].strip()
    if rest.isupper():
        rest = _INITIALS.sub(
            lambda match: match[0].upper(), rest.capitalize() if kind.endswith("luat") else rest.lower()
        )
    elif rest[1:2].islower():
        rest = rest[0].lower() + rest[1:]
    return f"{KINDS[kind]} {rest}"


def _authority(provisions: Sequence[Provision], text: str) -> str:
    """The line under the title that says who decides, in a decision or a decree."""
    lines = [
        line for p in provisions if p.kind is Kind.TITLE for line in text[p.place.start : p.place.end].splitlines()
    ]
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    return lines[-1] if len(lines) > 1 and len(lines[-1]) < 90 and _AUTHORITY.fullmatch(fold(lines[-1])) else ""


def _seat_of(dateline: re.Match[str] | None, header: str) -> str | None:
    if not dateline or "place" not in dateline.groupdict():
        return None
    place = header[dateline.start("place") : dateline.end("place")]
    return re.split(r"\s{2,}|-{2,}", place.strip())[-1].strip(" -*") or None


def _day(match: re.Match[str] | None) -> date | None:
    if not match:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _period(title: str, opening: Sequence[str]) -> tuple[int, int] | None:
    for words in (title, *opening):
        best = None
        for match in _PERIOD.finditer(fold(words)):
            first = int(match["first"])
            last = int(match["last"] or first)
            if first <= last and (best is None or last - first > best[1] - best[0]):
                best = (first, last)
        if best:
            return best
    return None


def _signer(provisions: Sequence[Provision], text: str) -> str | None:
    lines = [
        line.strip(" *_|\t")
        for p in provisions
        if p.kind in {Kind.SIGNATURE, Kind.RECIPIENTS}
        for line in re.split(r"[\n|]|\s{4,}", text[p.place.start : p.place.end])
    ]
    for line in reversed([line for line in lines if line]):
        words = line.split()
        if not 2 <= len(words) <= 5 or _POST.match(fold(line)) or _OFFICE.match(fold(line)):
            return None
        if all(word[0].isupper() and word.isalpha() for word in words):
            return line.title() if line.isupper() else line
        return None
    return None
