"""The id of a plan: who issued it and its number, in letters that any file system takes."""

from __future__ import annotations

import re
import unicodedata

from documents.plan import Level, Plan

_LONGEST = 40
_LOCAL = {Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}
_KINDS = {
    "kế hoạch": "kh",
    "quyết định": "qd",
    "hướng dẫn": "hd",
    "nghị quyết": "nq",
    "nghị định": "nd",
    "thông tư": "tt",
    "thông báo": "tb",
    "tờ trình": "ttr",
    "báo cáo": "bc",
    "công văn": "cv",
    "chỉ thị": "ct",
    "luật": "luat",
}


def identify(plan: Plan, digest: str) -> str:
    """An id such as "tuyen-quang-112-kh-ubnd" or "le-thuy-kh-2017-2020".

    Where the plan says too little of itself, the first letters of its source's `digest` make it unlike others.
    """
    owner = plan.place if plan.place and (plan.level in _LOCAL or not plan.issuer) else plan.issuer
    parts = [slug(owner)[:_LONGEST].strip("-")] if owner else []
    if plan.number:
        parts.append(slug(plan.number))
    else:
        title = unicodedata.normalize("NFC", plan.title).lower()
        kind = next((short for words, short in _KINDS.items() if title.startswith(words)), "")
        parts.append(kind or "van-ban")
        parts.append("-".join(map(str, plan.period)) if plan.period and owner else digest[:8])
    return "-".join(part for part in parts if part)


def slug(text: str) -> str:
    """Lower case without accents, everything but letters and digits made one hyphen."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
