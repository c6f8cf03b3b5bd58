"""The marks that number the parts of an official document: Chương II, Điều 5, III., 1.2., a), -, +."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from documents.distance import distance
from documents.layout.lines import Line


class Rank(IntEnum):
    """What stands under what: a mark closes all that rank after it."""

    APPENDIX = 0
    PART = 1
    CHAPTER = 2
    DIVISION = 3
    SUBDIVISION = 4
    ARTICLE = 5
    MAIN = 6
    NUMBER = 7
    LETTER = 8
    BULLET = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """One way to read the beginning of a line as a mark.

    `style` tells series apart that rank alike ("1." and "1)"), `number` is its place in its series (for "1.2" each
    step; empty for a bullet), `label` as a person writes it, `width` how many characters it takes on the line,
    `doubt` how far what stands there is from it.
    """

    style: str
    rank: Rank
    number: tuple[int, ...]
    label: str
    width: int
    doubt: float = 0.0


CAPITALS, SHORT = "capitals", "short"
"""The styles of headings without marks."""

_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN = tuple(ten + one for ten in ("", "X", "XX") for one in _ONES)[1:]
_VALUE = {numeral: value for value, numeral in enumerate(ROMAN, 1)}
_FOLDED_VALUE = {numeral.lower(): value for numeral, value in _VALUE.items()}
_DAMAGED = 12  # no numeral above this is read for another
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}

_DIVISION = re.compile(
    r"(?P<word>phan|chuong|tieu muc|muc|dieu)\s+(?:thu\s+)?"
    r"(?P<number>[ivx]+|\d{1,3}|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|[a-z])"
    r"(?P<suffix>(?<=\d)[a-z])?(?![\w/])\s*[.:\-–]?\s*"
)
_FORM = re.compile(
    r"(?P<word>phu luc|bieu mau|mau)(?:\s+so)?\s*:?\s*"
    r"(?P<number>[a-z]{0,2}\d{1,3}[a-z]?(?:\s?[-/]\s?[a-z0-9]{1,6})*|[ivx]+|[a-z])(?![\w/])\s*[.:\-–]?\s*"
)
_NAMES = {
    "phan": ("Phần", Rank.PART),
    "chuong": ("Chương", Rank.CHAPTER),
    "muc": ("Mục", Rank.DIVISION),
    "tieu muc": ("Tiểu mục", Rank.SUBDIVISION),
    "dieu": ("Điều", Rank.ARTICLE),
    "phu luc": ("Phụ lục", Rank.APPENDIX),
    "bieu mau": ("Biểu mẫu", Rank.APPENDIX),
    "mau": ("Mẫu", Rank.APPENDIX),
}
_ROMAN = re.compile(
    r"([IVXivxlTJ1!|]{1,6}|[IVXl1!|HL]{2,5}|H(?=\.))(\s?[.,:)/]+\s*|\s*[-–—]\s+|\s+(?=[^\W\d_]{2}))(?=\S)"
)
_RUN_TOGETHER = re.compile(r"[HL]")
"""Two strokes, or a stroke and the stop, that a scan ran together: "VH." is VII, "HL" III or II, "H." II."""
_NUMBER = re.compile(
    r"([IVX]{1,5}\.)?(\d{1,3}(?:\.\d{1,2}){0,4})(\s?[.):/,]+\s*|\s*[-–]\s+|\s+(?=[^\W\d_]))"
    r"(?=[^\s\d]|(?<=[.)]\s)\d[\d.,]*\s?(?:%|[^\W\d_]))"
)
_LETTER = re.compile(r"([a-zđA-ZĐ¢])(\s?[)./]\s*|\s?[-–]\s+)(?=\S)")
_CODE = re.compile(
    r"(?![IVXTJ]+[.-]?\d)(?P<series>[A-ZĐ]{1,3})"
    r"(?:-?\d{1,2}\s?[.):]|\.\d{1,2}(?:\.\d{1,2})*(?:\s?[.):])?)\s+(?=\S)"
)
"""A letter or an abbreviation and a number: "A1.", "CT3.", "B-2.", "C.1", "C.1.2."."""
_DOCUMENT = re.compile(r"\d{1,5}\s?/\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{2}")
_INNER = re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)")
_BULLET = re.compile(
    r"(?:[.,'‘„_]{1,2}\s?(?=-))?(_(?:\s?[\"”'\d](?=\s+[^\W\d_])|(?=\s))|[-–—~−+*•·▪►❖✓])(?:\s+|(?<![*+~])(?=[^\W\d_]))(?=\S)"
)


def read_marks(line: Line) -> Iterator[Mark]:
    """Every way to read the beginning of a line as a mark; none for plain text, nor for the number of a document."""
    if _DOCUMENT.match(line.text):
        return
    yield from _division(line)
    yield from _form(line)
    yield from _roman(line)
    yield from _number(line)
    yield from _letter(line)
    yield from _code(line)
    if match := _BULLET.match(line.text):
        sign = "-" if match[1] in "-–—~−" or match[1][0] == "_" else match[1]
        yield Mark(sign, Rank.BULLET, (), sign, match.end(), 0.5 if match[0][0] in ".,'‘„_" else 0.0)


def _division(line: Line) -> Iterator[Mark]:
    """Phần thứ nhất, Chương II, Mục 1, Điều 5a."""
    match = _DIVISION.match(line.folded)
    if not match or not line.text[0].isupper():
        return
    name, rank = _NAMES[match["word"]]
    number = match["number"]
    if number.isalpha() and len(number) == 1 and number not in "ivx" and rank is not Rank.PART:
        return
    written = line.text[match.start("number") : match.end("number")]
    number = "đ" if written in "đĐ" else number
    if number in _ORDINALS:
        written = f"thứ {written.lower()}"
    written = written.upper() if number in _FOLDED_VALUE else written
    end = min(match.end(), len(line.text))
    bare = end == len(line.text) or line.text[:end].rstrip()[-1] in ".:" or line.text[end].isupper()
    suffix = [_LETTERS.index(match["suffix"]) + 1] if match["suffix"] else []
    label = f"{name} {written}{match['suffix'] or ''}"
    lettered = len(number) == 1 and number in _LETTERS and number not in "ivx"
    for doubt, place in _places(number) if lettered else ((0.0, _value(number)),):
        yield Mark(name, rank, (place, *suffix), label, end, doubt + (0.0 if bare else 3.0))


def _form(line: Line) -> Iterator[Mark]:
    """Phụ lục, Phụ lục II, Mẫu số 01, Mẫu C01-H."""
    if line.folded.rstrip(" .:") in {"phu luc", "phu luc kem theo"}:
        yield Mark("Phụ lục", Rank.APPENDIX, (1,), "Phụ lục", len(line.text))
    elif (match := _FORM.match(line.folded)) and line.text[0].isupper():
        name, rank = _NAMES[match["word"]]
        written = "".join(line.text[match.start("number") : match.end("number")].split()).upper()
        end = min(match.end(), len(line.text))
        bare = end == len(line.text) or line.text[:end].rstrip()[-1] in ".:" or line.text[end].isupper()
        yield Mark(name, rank, (_value(match["number"]),), f"{name} {written}", end, 0.0 if bare else 3.0)


def _value(number: str) -> int:
    """What a numeral, a word or a letter counts."""
    digits = re.search(r"\d+", number)
    if digits:
        return int(digits[0])
    return _ORDINALS.get(number) or _FOLDED_VALUE.get(number) or _LETTERS.index(number[0]) + 1


def _places(letter: str) -> Iterator[tuple[float, int]]:
    """The places of a letter in a series that counts đ, and in one that does not, by how seldom that is."""
    place = _LETTERS.index(letter.lower()) + 1
    yield 0.0, place
    if letter.lower() > "d" and letter.isascii():
        yield 0.2, place - 1


def _code(line: Line) -> Iterator[Mark]:
    """A1. under part A; CT3. within a point."""
    if match := _CODE.match(line.text):
        series = match["series"]
        rank = Rank.NUMBER if len(series) == 1 else Rank.LETTER
        number = tuple(map(int, re.findall(r"\d+", match[0])))
        yield Mark(f"{series}1", rank, number, match[0].rstrip(" \t.):"), match.end())


def _roman(line: Line) -> Iterator[Mark]:
    match = _ROMAN.match(line.text)
    if not match:
        return
    written = match[1]
    if written in _FOLDED_VALUE:
        yield Mark("i", Rank.LETTER, (_FOLDED_VALUE[written],), written, match.end(), 0.6)
        if not line.capitals:
            return
    caps = 0.0 if line.capitals or line.heading else 0.3
    bare = 0.0 if match[2].strip() else 1.5
    if not line.capitals and (bare or _RUN_TOGETHER.search(written)):
        return
    for doubt, value in _roman_values(written):
        clean = written.upper() == ROMAN[value - 1]
        yield Mark(
            "I", Rank.MAIN, (value,), ROMAN[value - 1], match.end(), doubt + bare + (caps if clean else 7 * caps)
        )


@lru_cache(maxsize=256)
def _roman_values(written: str) -> tuple[tuple[float, int], ...]:
    """What a numeral may be, by how many strokes it lacks or has too many."""
    if written.upper() in _VALUE and _VALUE[written.upper()] > _DAMAGED:
        return ((0.0, _VALUE[written.upper()]),)
    sound = written.upper() in _VALUE
    spelt = written.replace("H", "II").replace("Vv", "V")
    strokes = {re.sub(r"[1l!|iTJL]", "I", one).upper() for one in (spelt, spelt.removesuffix("L"))}
    found = []
    for value in range(1, _DAMAGED + 1):
        strokes_off = min(distance(one, ROMAN[value - 1]) for one in strokes)
        doubt = (1.0 + 0.9 * strokes_off if strokes_off else 0.0) if sound else 0.4 + strokes_off
        if doubt < 3:
            found.append((doubt, value))
    return tuple(found)


def _number(line: Line) -> Iterator[Mark]:
    match = _NUMBER.match(line.text)
    if not match:
        return
    steps = tuple(int(step) for step in match[2].split("."))
    sign = match[3].strip()[:1]
    after = line.text[match.end() : match.end() + 1]
    if max(steps) > 199 or 0 in steps or (not sign and (max(steps) > 30 or after.islower())):
        return
    doubt = {".": 0.0, ")": 0.0, "/": 0.0, "": 0.7, "-": 0.3, "–": 0.3}.get(sign, 0.6)
    if not sign and len(steps) == 1:
        doubt += 1.5
    if line.capitals:
        doubt += 0.8
    if after.islower():
        doubt += 0.5
    style = "1" if sign != ")" else "1)"
    rank = Rank.NUMBER if sign != ")" else Rank.LETTER
    yield Mark(style * len(steps), rank, steps, match[2], match.end(), doubt)


def _letter(line: Line) -> Iterator[Mark]:
    match = _LETTER.match(line.text)
    if match:
        letter = match[1].replace("¢", "c")
        damage = (0.5 if match[1] == "¢" else 0.0) + (0.0 if match[2].strip() == ")" else 0.4)
        for seldom, place in _places(letter):
            doubt = damage + seldom
            if letter.islower():
                yield Mark("a", Rank.LETTER, (place,), letter, match.end(), doubt)
                doubt += 1.2  # a capital that lost its height on the way from an old font
            if match[2].strip() != ")" or letter.isupper():
                yield Mark("A", Rank.MAIN, (place,), letter.upper(), match.end(), doubt)
    elif match := _INNER.match(line.text):
        inner = match[1]
        yield Mark("(1)" if inner.isdigit() else "(a)", Rank.LETTER, (_value(inner),), f"({inner})", match.end())
