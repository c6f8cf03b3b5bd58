"""How plans, places and provisions are called in an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.plan import Citation, Level, Plan

_NAMES = (
    "Ủy ban ",
    "Uỷ ban ",
    "Hội đồng ",
    "Mặt trận ",
    "Chủ tịch ",
    "Thủ tướng ",
    "Chính phủ",
    "Quyết định số",
    "Kế hoạch số",
)
_BODY = re.compile(
    r"(?P<name>(?:Hội (?!đồng)|Mặt trận|Liên đoàn|Đoàn (?:Thanh niên|TNCS)|Đảng ủy|Đảng bộ|Bộ (?:Chỉ huy|CHQS)).*?)"
    r" (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)\b(?! hội)"
)
_LEVELS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}


def body_of(plan: Plan) -> str:
    """The union or front whose plan it is, without its organ and locality: "Hội Nông dân"; "" for a People's Committee.

    A department has its own name.
    """
    if not plan.place or plan.level in {None, Level.DEPARTMENT, Level.CENTRAL}:
        return ""
    body = _BODY.search(plan.issuer)
    return body["name"] if body else ""


def place_of(plan: Plan) -> str:
    """The place a plan is for, with its level, or who made it: "tỉnh Tuyên Quang", "Sở Xây dựng", "Hội Nông dân …"."""
    if not plan.place or plan.level is Level.DEPARTMENT:
        return plan.issuer or plan.title or plan.id
    level = _LEVELS.get(plan.level) if plan.level else None
    lowered = plan.issuer.lower()
    for kind in ("thành phố", "thị xã", "phường", "thị trấn"):
        if lowered.endswith(f"{kind} {plan.place.lower()}"):
            level = kind
    return " ".join(filter(None, (body_of(plan), level, plan.place)))


def places_apart(plans: Sequence[Plan]) -> list[str]:
    """The places of plans; those of one place are told apart by their years, or else by their numbers."""
    names = [place_of(plan) for plan in plans]
    years = [f"{plan.period[0]}-{plan.period[1]}" if plan.period else "" for plan in plans]
    told = list(zip(names, years, strict=True))
    apart = []
    for plan, name, period in zip(plans, names, years, strict=True):
        mark = period if period and told.count((name, period)) == 1 else plan.number
        apart.append(f"{name} ({mark})" if names.count(name) > 1 and mark else name)
    return apart


def short_name(plan: Plan) -> str:
    """A plan in a sentence: "Kế hoạch của tỉnh Tuyên Quang"."""
    return f"Kế hoạch của {place_of(plan)}"


def full_name(plan: Plan) -> str:
    """A plan with its number, date and issuer, as far as it says."""
    number = f" {plan.number}" if plan.number else ""
    issued = f" ngày {plan.issued.day:02d}/{plan.issued.month:02d}/{plan.issued.year}" if plan.issued else ""
    period = f", giai đoạn {plan.period[0]}-{plan.period[1]}" if plan.period else ""
    return f"Kế hoạch{number}{issued} của {plan.issuer or place_of(plan)}{period}"


def where(citation: Citation) -> str:
    """Where in its plan a citation stands, as a person says it."""
    path = citation.path
    if path and (path[0].isupper() or path[0].isdigit()) and not path.startswith(("Điều", "Chương", "Phần", "Phụ")):
        return f"mục {path}"
    return path


def lowered(text: str) -> str:
    """The text with a small first letter, unless its first word is a name or an abbreviation."""
    if text.startswith(_NAMES):
        return text
    first, _, rest = text.partition(" ")
    if len(first) > 1 and not first[1:].islower():
        return text
    following = rest.partition(" ")[0]
    if following[:1].isupper():
        return text
    return text[:1].lower() + text[1:]
