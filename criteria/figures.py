"""Figures as people write them: "35,5", "35.5%", "92/731 hộ", "2 năm 6 tháng"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from criteria.errors import FigureError
from criteria.exact import plain, vietnamese
from documents.syllables import fold

UNKNOWN = frozenset(
    {"", "-", "–", "—", "?", "…", "...", "khong ro", "ko ro", "chua ro", "chua co", "chua biet", "n/a", "na"}
)
"""What people write where they do not know; never a zero."""

LONGEST = 40
"""Digits a number may have; longer ones are a slip or an attack."""

_NUMBER = re.compile(r"[+\-−–]?\d+(?:[.,]\d+)*")
_UNIT = re.compile(r"(?:%|phan tram|diem phan tram|diem %|diem|ho ngheo|ho can ngheo|ho|nam|xa|/ ?nam)*\s*")
_PARTS = re.compile(r"(\d[\d.,]*)\s*(?:ho(?: can)?(?: ngheo)?)?\s*(?:/|tren(?: tong so)?)\s*(\d[\d.,]*)\s*(?:ho)?")
_SPAN = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*nam)?\s*(?:(\d+)\s*thang)")
_THOUSANDS = re.compile(r"[+\-−–]?\d{1,3}[.,]\d{3}")


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact number and how it was written.

    `half` is half of its last digit, the most by which a published figure may be off (0 for counts); `counts`
    are part and whole where the figure is a share of a number of households.
    """

    value: Fraction
    text: str
    half: Fraction = Fraction(0)
    counts: tuple[int, int] | None = None

    @classmethod
    def of(cls, value: Fraction | int, *, half: Fraction = Fraction(0)) -> Figure:
        """A computed figure, written in full with a decimal comma."""
        number = Fraction(value)
        return cls(number, vietnamese(number), half)


def share(part: int, whole: int) -> Figure:
    """The exact percentage that a number of households is of another; FigureError when it cannot be one."""
    if whole <= 0 or not 0 <= part <= whole:
        raise FigureError(f"{part}/{whole} hộ không hợp lý: số hộ phải từ 0 đến tổng số hộ, tổng phải lớn hơn 0.")
    value = Fraction(100 * part, whole)
    return Figure(value, f"{part}/{whole} hộ ({vietnamese(value)}%)", counts=(part, whole))


def parse_figure(raw: object, *, ask_thousands: bool = False) -> Figure | None:
    """The figure that is meant, or None where none is known.

    Takes whole numbers, decimals and text; a float is taken by the digits it prints. With `ask_thousands`, a text
    like "9.350", which may be nine or nine thousand, is asked about. FigureError says what cannot be read.
    """
    if raw is None:
        return None
    if isinstance(raw, bool):
        raise FigureError("phải là số, không phải câu trả lời có/không.")
    if isinstance(raw, dict):
        return _counted(raw)
    if isinstance(raw, int | float | Decimal):
        return _written(str(raw))
    if not isinstance(raw, str):
        raise FigureError(f"“{raw}” không phải là số.")
    text = fold(raw).strip().rstrip(".;")
    if text in UNKNOWN:
        return None
    parts = _PARTS.fullmatch(text)
    if parts:
        return share(_whole(parts[1]), _whole(parts[2]))
    span = _SPAN.fullmatch(text)
    if span:
        months = Fraction(int(span[2]), 12) + (_written(span[1]).value if span[1] else 0)
        return Figure(months, raw.strip())
    found = _NUMBER.match(text)
    if not found or not _UNIT.fullmatch(text[found.end() :].strip()):
        raise FigureError(f"“{raw.strip()}” không phải là số; ghi như 35,5.")
    if ask_thousands and _THOUSANDS.fullmatch(found[0]):
        digits = re.sub(r"[.,]", "", found[0])
        near = vietnamese(_written(found[0]).value)
        raise FigureError(f"“{raw.strip()}” chưa rõ là {near} hay {digits}; hãy ghi lại cho rõ.")
    return _written(found[0])


def _counted(raw: dict[object, object]) -> Figure | None:
    part, whole = parse_figure(raw.get("count")), parse_figure(raw.get("of"))
    if part is None or whole is None:
        return None
    if part.value.denominator != 1 or whole.value.denominator != 1:
        raise FigureError("số hộ phải là số nguyên.")
    return share(int(part.value), int(whole.value))


def _whole(text: str) -> int:
    """A number of households; "1.234" is one thousand and more."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        return int(re.sub(r"[.,]", "", text))
    if not text.isdigit():
        raise FigureError(f"“{text}” không phải là số hộ; ghi số nguyên như 92/731.")
    return int(text)


def _written(text: str) -> Figure:
    """A number by its own digits: the last point or comma is the decimal one, the others part thousands."""
    clean = text.strip().replace("−", "-").replace("–", "-")
    if re.fullmatch(r"[+-]?\d+(\.\d+)?[eE][+-]?\d{1,2}", clean):
        clean = format(Decimal(clean), "f")
    if not re.fullmatch(r"[+-]?\d[\d.,]*", clean) or len(clean) > LONGEST:
        raise FigureError(f"“{text[:LONGEST]}” không phải là một số dùng được.")
    separators = re.findall(r"[.,]", clean)
    if len(separators) > 1 and len(set(separators)) == 1:
        clean, separators = re.sub(r"[.,]", "", clean), []
    digits = 0
    if separators:
        whole, part = re.split(r"[.,](?=\d*$)", clean, maxsplit=1)
        digits = len(part)
        clean = re.sub(r"[.,]", "", whole) + "." + part
    number = Decimal(clean)
    value = Fraction(number)
    return Figure(value, _shown(value, digits), Fraction(1, 2 * 10**digits))


def _shown(value: Fraction, digits: int) -> str:
    return plain(value, digits).replace("-", "−").replace(".", ",")
