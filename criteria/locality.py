"""Which plan's criteria hold for a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from criteria.model import Rulebook
from documents.names.gazetteer import Unit as AdministrativeUnit
from documents.names.gazetteer import bare_name, find_unit, province_today
from documents.names.places import find_places
from documents.plan import Level
from documents.syllables import fold

_FORMS = re.compile(r"\b(?:tinh|thanh pho|tp|huyen|thi xa|quan|xa|phuong|thi tran|ubnd|uy ban nhan dan)\b\.?")
_DEPTH = {"trung_uong": 0, "tinh": 1, "so": 2, "huyen": 3, "xa": 4}


def find_rulebooks(
    locality: str, rulebooks: Iterable[Rulebook], years: Sequence[int] = (), plan: str | None = None
) -> tuple[Rulebook, ...]:
    """The rulebooks that a place falls under, the nearest first.

    A plan is chosen by its id, else by what the locality names: its place or another name of it, its issuer, its
    number, or the number of a document it hands over to. Among plans of one place, those whose period covers
    more of `years` (the years of the figures) go first, then the newer.
    """
    books = list(rulebooks)
    if plan or locality in {book.plan for book in books}:
        return tuple(book for book in books if book.plan == (plan or locality))
    words = _words(locality)
    found = [(score, book) for book in books if (score := _score(words, book))]
    if not found:
        found = [(1, book) for book in _around(locality, books)]
    found.sort(key=lambda pair: (-pair[0], -_covered(pair[1], years), -(pair[1].period or (0, 0))[1], pair[1].plan))
    return tuple(book for _, book in found)


def _words(text: str) -> str:
    return f" {' '.join(re.findall(r'[0-9a-z]+', fold(text)))} "


def _names(text: str | None, words: str) -> bool:
    if not text:
        return False
    plain = _words(text)
    return plain in words or (len(short := " ".join(_FORMS.sub(" ", plain).split())) > 1 and f" {short} " in words)


def _score(words: str, book: Rulebook) -> int:
    """How well a locality names a plan: its place before its issuer, a smaller place before the one around it."""
    depth = _DEPTH.get(book.level or "", 0)
    if any(_names(name, words) for name in (book.place, *book.names)):
        return 100 + depth
    if _numbered(book.number, words):
        return 60 + depth
    if any(_numbered(rule.handover.document, words) for rule in book.criteria if rule.handover):
        return 50 + depth
    if book.place is None and _names(book.issuer, words):
        return 40 + depth
    return 0


def _around(locality: str, books: Sequence[Rulebook]) -> list[Rulebook]:
    """The rulebooks of the province or district in which a place lies, or lay before it was merged away."""
    asked = [unit for place in find_places(locality) for unit in place.units[:1]]
    held = [(book, _unit_of(book)) for book in books]
    return [book for book, unit in held if unit and any(_lies_in(part, unit) for part in asked)]


def _unit_of(book: Rulebook) -> AdministrativeUnit | None:
    if not book.place or book.level in {None, "trung_uong"}:
        return None
    return find_unit(book.place, Level.PROVINCE if book.level == "so" else Level(book.level or "tinh"))


def _lies_in(part: AdministrativeUnit, whole: AdministrativeUnit) -> bool:
    if part.level is Level.PROVINCE or part.level is whole.level:
        return False
    if whole.level is Level.DISTRICT:
        lay = not part.current and bare_name(part.district or "") == whole.name and part.province == whole.province
        today = province_today(whole.province or "")
        made_of_it = part.current and part.full_name in whole.successors
        return lay or bool(made_of_it and today and part.province == today.name)
    return whole.level is Level.PROVINCE and not part.current and part.province == whole.name


def _numbered(text: str | None, words: str) -> bool:
    found = re.search(r"\d{3,}", text or "")
    return bool(found) and f" {found[0]} " in words if found else False


def _covered(book: Rulebook, years: Sequence[int]) -> int:
    if not book.period:
        return 0
    return sum(book.period[0] <= year <= book.period[1] for year in years)
