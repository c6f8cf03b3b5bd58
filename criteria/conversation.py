"""A unit and its figures said in one line, as people type it on a phone, with accents or without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from criteria.errors import FigureError
from criteria.measures import BY_YEAR, COUNTS, TOTAL
from criteria.model import Measure, Rulebook
from criteria.units import find_kind, parse_zone
from documents.names.places import find_places
from documents.syllables import fold

_NUMBER = r"[-−–]?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?"
_YEAR = r"(?:19|20)\d\d"
_PAIR = re.compile(
    rf"(?<![\d/.,])({_YEAR})(?![\d/.,]\d)\s*(?:[:=,]|la|con|chi con|duoc|co)?\s*({_NUMBER})(?!\s*[-–]\s*{_YEAR})"
)
_RANGE = re.compile(
    rf"({_YEAR})\s*(?:-|–|den|toi)\s*({_YEAR})\s*(?:[:=]|la)?\s*((?:{_NUMBER}\s*%?\s*[;,|]?\s+)*{_NUMBER})"
)
_ZONE = re.compile(r"\b(?:kv|khu vuc|vung)\s*(iii|ii|i|[123])\b")
_NO_ZONE = re.compile(r"\b(?:khong|ko|k) (?:thuoc|o|co)?\s*(?:kv|khu vuc|vung)(?: nao)?\b|\bngoai khu vuc\b")
_SECTIONS: tuple[tuple[str, str], ...] = (
    (
        r"ngheo (?:va|\+|cong) (?:ho )?can ngheo|ngheo, can ngheo|ca ngheo (?:va|lan) can ngheo",
        "poor_plus_near_poor_rate",
    ),
    (r"(?:ho )?(?:chinh sach|nguoi co cong)(?: la ho)?(?: ngheo)?", "policy_poor_households"),
    (r"xa (?:duoc )?(?:phan cong )?giup(?: do)?|xa phu trach", "assigned_commune_poverty_rate"),
    (r"so ho can ngheo", "near_poor_households"),
    (r"so ho ngheo", "poor_households"),
    (r"tong (?:so )?ho", TOTAL),
    (r"(?:ty le )?(?:ho )?can ngheo|hcn|\bcn\b", "near_poor_rate"),
    (r"muc giam|moi nam giam|giam (?:duoc )?(?:cac nam|tung nam|hang nam)?", "yearly_reduction"),
    (r"(?:ty le )?(?:ho )?ngheo|\bhn\b", "poverty_rate"),
)
_SECTION = re.compile("|".join(f"(?P<s{number}>{words})" for number, (words, _) in enumerate(_SECTIONS)))
_TARGET = re.compile(
    rf"(?:muc tieu|chi tieu)(?: giam)?(?: de ra)?(?: moi nam| hang nam)?\s*(?:la|:|=)?\s*({_NUMBER})(?!\d)"
)
_SINCE = re.compile(rf"(?:da )?thoat ngheo (?:duoc |tu )?({_NUMBER}) nam")
_WORKED = re.compile(
    rf"(?:lam|cong tac|phu trach)(?: \w+){{0,4}} ({_NUMBER}) nam|({_NUMBER}) nam (?:lien tuc )?(?:lam|cong tac)"
)
_ANSWERS: tuple[tuple[str, Measure], ...] = (
    (r"gia dinh van hoa|gdvh", Measure.CULTURAL_FAMILY),
    (r"khu dan cu van hoa|thon van hoa|ban van hoa|kdcvh", Measure.CULTURAL_RESIDENTIAL_AREA),
    (r"tra (?:no |lai |goc |von )*dung han|vay (?:von )?(?:tra )?dung han", Measure.LOANS_ON_TIME),
    (r"dang ky thoat ngheo", Measure.REGISTERED_TO_EXIT),
    (
        r"(?:cong dong|ba con|dan cu|thon)(?: \w+)? (?:binh xet|nhat tri|dong y|de nghi)|duoc binh xet",
        Measure.COMMUNITY_AGREES,
    ),
    (r"(?:giup|ho tro)(?: do)? (?:cac )?ho (?:ngheo )?khac|giup ho ngheo", Measure.HELPS_OTHER_POOR),
)
_NOT = re.compile(r"\b(?:khong|ko|chua|hok|k)(?: \w+)?\s*$")
_NO_LOAN = re.compile(r"\b(?:khong|ko) (?:co )?vay\b")


@dataclass(frozen=True)
class Request:
    """A unit and what is known of it, as plain data for `criteria.check.check`."""

    unit: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, object] = field(default_factory=dict)

    def merged(self, other: Request) -> Request:
        """This request with what another one adds or changes."""
        given = dict(self.given)
        for name, value in other.given.items():
            before = given.get(name)
            given[name] = {**before, **value} if isinstance(before, dict) and isinstance(value, dict) else value
        return Request({**self.unit, **other.unit}, given)


def parse_line(text: str, rulebooks: Iterable[Rulebook] = ()) -> Request:
    """What a line says of a unit: "xã kv3 Tuyên Quang 2015 50 2016 43 … cận nghèo 2020 9,5".

    Figures before any other name of a figure are the poverty rate. What is not understood is left out, never guessed;
    numbers stay as they were typed.
    """
    line = " ".join(normalize("NFC", text).split())
    plain = fold(line)
    unit: dict[str, str] = {}
    kind = find_kind(plain)
    if kind:
        unit["kind"] = kind[0].value
    if _NO_ZONE.search(plain):
        unit["zone"] = "khong"
    else:
        zone = _ZONE.search(plain)
        if zone:
            unit["zone"] = str(parse_zone(zone[1]))
    locality = _locality(line, plain, rulebooks)
    if locality:
        unit["locality"] = locality
    return Request(unit, _given(plain))


def _locality(line: str, plain: str, rulebooks: Iterable[Rulebook]) -> str:
    for book in rulebooks:
        for name in filter(None, (book.place, *book.names, None if book.place else book.issuer)):
            if re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", plain):
                return name
    found = [place.unit.full_name for place in find_places(line)]
    return ", ".join(dict.fromkeys(found))


def _given(plain: str) -> dict[str, object]:
    given: dict[str, object] = {}
    rest = plain
    for pattern, measure in (
        (_TARGET, Measure.OWN_TARGET),
        (_SINCE, Measure.YEARS_SINCE_EXIT),
        (_WORKED, Measure.YEARS_WORKED),
    ):
        found = pattern.search(rest)
        if found:
            given[measure.value] = next(part for part in found.groups() if part).rstrip(".,")
            rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    for words, measure in _ANSWERS:
        found = re.search(words, rest)
        if found:
            given[measure.value] = not _NOT.search(rest[: found.start()])
            rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    if _NO_LOAN.search(rest):
        given[Measure.LOANS_ON_TIME.value] = "khong_vay"
    marks = [(found.start(), _SECTIONS[int(str(found.lastgroup)[1:])][1]) for found in _SECTION.finditer(rest)]
    for start, year, value in _dated(rest):
        name = next((name for place, name in reversed(marks) if place < start), Measure.POVERTY_RATE.value)
        by_year = given.setdefault(name, {})
        if isinstance(by_year, dict):
            by_year[year] = value
    return given


def _dated(plain: str) -> Iterable[tuple[int, str, str]]:
    """Place, year and value of every figure with a year: "2015 50", "2016: 43,5", "2015-2020: 50 43 36 29 22 15"."""
    taken: list[tuple[int, int]] = []
    for found in _RANGE.finditer(plain):
        first, last = int(found[1]), int(found[2])
        values = re.findall(_NUMBER, found[3])
        if first < last and len(values) == last - first + 1:
            taken.append(found.span())
            for year, value in zip(range(first, last + 1), values, strict=True):
                yield found.start(), str(year), value.rstrip(".,")
    for found in _PAIR.finditer(plain):
        if any(start <= found.start() < end for start, end in taken):
            continue
        value = found[2].rstrip(".,")
        if not re.fullmatch(rf"[-−–]?{_YEAR}", value):
            yield found.start(), found[1], value


def apply_settings(given: Mapping[str, object], settings: Sequence[str]) -> dict[str, object]:
    """What was given with some figures set otherwise ("poverty_rate.2020=9,8", "gia_dinh_van_hoa=có").

    FigureError when a setting is not of that form or names no figure.
    """
    names = {measure.value for measure in Measure} | {*COUNTS, TOTAL}
    by_year = {measure.value for measure in BY_YEAR} | {*COUNTS, TOTAL}
    changed: dict[str, object] = {
        name: dict(value) if isinstance(value, dict) else value for name, value in given.items()
    }
    for setting in settings:
        key, sign, value = setting.partition("=")
        name, _, year = key.strip().partition(".")
        if not sign or name not in names or bool(year) != (name in by_year) or (year and not re.fullmatch(_YEAR, year)):
            raise FigureError(f"Không hiểu “{setting}”; ghi như poverty_rate.2020=9,8 hoặc years_since_exit=3.")
        if year:
            column = changed.setdefault(name, {})
            if isinstance(column, dict):
                column[year] = value.strip()
        else:
            changed[name] = value.strip()
    return changed
