"""The id of a plan: who issued it and its number, in letters that any file system takes."""

from __future__ import annotations

import re
import unicodedata

from documents.plan import Level, Plan

_LONGEST = 40
_PARTS = 3
_LOCAL = {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
_KINDS = {
    "ke-hoach": "kh",
    "quyet-dinh": "qd",
    "huong-dan": "hd",
    "nghi-quyet": "nq",
    "nghi-dinh": "nd",
    "thong-tu": "tt",
    "thong-bao": "tb",
    "to-trinh": "ttr",
    "bao-cao": "bc",
    "cong-van": "cv",
    "chi-thi": "ct",
    "luat": "luat",
}


def identify(plan: Plan, digest: str, stem: str = "") -> str:
    """An id such as "tuyen-quang-112-kh-ubnd" or "le-thuy-kh-2017-2020".

    A file already named like one (its `stem`) keeps that name. Where the plan says too little of itself, the first
    letters of its source's `digest` make it unlike others.
    """
    if _is_id(stem):
        return stem
    owner, place = slug(plan.issuer)[:_LONGEST].strip("-"), slug(plan.place or "")
    if place and (plan.level in _LOCAL or not owner):
        owner, place = place, ""
    parts = [owner, "" if place in owner else place]  # every province has a department of the same name
    if plan.number:
        parts.append(slug(plan.number))
    else:
        title = slug(plan.title)
        kind = next((short for words, short in _KINDS.items() if title.startswith(words)), "")
        parts.append(kind or "van-ban")
        parts.append("-".join(map(str, dict.fromkeys(plan.period))) if plan.period and owner else digest[:8])
    return "-".join(part for part in parts if part)


def _is_id(stem: str) -> bool:
    """Whether a file name is made as ids are: in plain small letters, with a kind of document among its parts."""
    parts = stem.split("-")
    return slug(stem) == stem and len(parts) >= _PARTS and not {*_KINDS.values()}.isdisjoint(parts)


def slug(text: str) -> str:
    """Lower case without accents, everything but letters and digits made one hyphen."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
