"""What a person says a plan is, where it was read otherwise: a number, a day, an issuer, a place, a period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from documents.errors import DocumentError
from documents.plan import Plan

_LONGEST = 120
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEARS = re.compile(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?")
_NUMBER = re.compile(r"\d+[\w.]*/[\w/.-]+")


def correct(plan: Plan, corrections: Mapping[str, str]) -> Plan:
    """The plan as a person corrects it, in their own writing ("20/3/2026", "2026-2030").

    Raises `DocumentError`, saying how to write it, for what cannot be that.
    """
    for field, text in corrections.items():
        plan = replace(plan, **{field: _read(field, " ".join(text.split()))})  # type: ignore[arg-type]
    return plan


def check(field: str, text: str) -> None:
    """Raise `DocumentError`, saying how to write it, where a text cannot be that field of any plan."""
    _read(field, " ".join(text.split()))


def _read(field: str, text: str) -> object:
    if not text or len(text) > _LONGEST:
        raise DocumentError(f"Hãy gõ từ 1 đến {_LONGEST} chữ.")
    if not text or len(text) > _LONGEST:
        raise DocumentError(f"Hãy gõ từ 1 đến {_LONGEST} chữ.")
    match field:
        case "number":
            if not _NUMBER.fullmatch(text):
                raise DocumentError("Số văn bản ghi như 58/KH-UBND.")
            return text
        case "issued":
            return _day(text)
        case "period":
            return _period(text)
        case "place" | "issuer":
            return text
    raise ValueError(field)


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat("")
    except ValueError as error:
        raise DocumentError("Ngày ban hành ghi như 20/3/2026.") from error


def _period(text: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise DocumentError("Giai đoạn ghi như 2026-2030, hoặc một năm như 2026.")
    return int(found[1]), int(found[2] or found[1])
