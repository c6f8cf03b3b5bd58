"""Exact numbers: decimals as written, fractions where counts are divided, never binary floating point."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer

PLACES = 4
"""Digits after the comma shown of a number that has no end."""


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, int) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, str):
        try:
            number = Decimal(value.strip().replace(",", "."))
        except InvalidOperation:
            raise ValueError(f"“{value}” không phải là số; viết như “7” hoặc “7,5”") from None
    else:
        raise ValueError(f"số {value!r} phải viết trong dấu nháy (như “7,5”) để giữ đúng từng chữ số")
    if not number.is_finite():
        raise ValueError(f"“{value}” không phải là số hữu hạn")
    return number


Exact = Annotated[Decimal, BeforeValidator(_decimal), PlainSerializer(str, when_used="json")]
"""A decimal in data: written as a whole number or a quoted text, with a decimal comma or point."""


def terminates(value: Fraction) -> bool:
    """Whether a number can be written out in full as a decimal."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def plain(value: Fraction, places: int | None = None) -> str:
    """A number in digits with a point: in full where it ends, else cut to `places` (6) after the point.

    What is cut is cut, not rounded up, so that a number under a threshold never looks as if it met it.
    """
    digits = places
    if digits is None:
        digits = 6
        if terminates(value):
            digits = 0
            while value.denominator != 1 and (value * 10**digits).denominator != 1:
                digits += 1
    scaled = abs(value) * 10**digits
    whole = scaled.numerator // scaled.denominator
    text = str(whole).rjust(digits + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def vietnamese(value: Fraction, places: int | None = None) -> str:
    """A number as Vietnamese write it: decimal comma, a true minus sign, "≈" where digits were cut."""
    shown = places
    mark = ""
    if not terminates(value):
        shown = PLACES if places is None else places
        mark = "≈ "
    elif places is not None and (value * 10**places).denominator != 1:
        shown = None
    return mark + plain(value, shown).replace("-", "−").replace(".", ",")


def vietnamese_decimal(value: Decimal) -> str:
    """A decimal as Vietnamese write it, without needless zeros."""
    return vietnamese(Fraction(value))


def grouped(value: int) -> str:
    """A whole number with points between thousands, as money is written."""
    return f"{value:,}".replace(",", ".")
