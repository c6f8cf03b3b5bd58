"""Which plans a question means: by place, number or issuer, old names and new, with small slips of typing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from documents.names.gazetteer import Unit
from documents.names.places import Place, find_places, unit_of, why_here
from documents.plan import Level, Plan
from documents.syllables import fold, is_syllable

_LEVELS = r"(?:tinh|huyen|xa|thanh pho|thi xa|thi tran|phuong|dia ban)"
_BEFORE_PLACES = frozenset({"o", "tai", "tinh", "huyen", "xa", "cua", "ben", "que", "thuoc", "dat"})
_LOCATED = re.compile(r"\b(?:o|tai|tinh|huyen|xa|cua|ben|que|thuoc|dat)\s+([a-z]{2,4})\b")


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans meant, places named that no plan is for, the folded words that name places.

    `why` says what the places named have to do with the places of plans, where they are not the same.
    """

    plans: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


def find_scope(text: str, plans: Mapping[str, Plan]) -> Scope:
    """The plans that a text names. `text` is opened spelling, with or without accents."""
    folded = fold(text)
    meant: dict[str, int] = {}
    words: list[str] = []
    for plan_id, plan in plans.items():
        for alias in aliases(plan):
            if match := _named(alias, folded):
                meant[plan_id] = min(meant.get(plan_id, match.start()), match.start())
                words.append(match[0])
    elsewhere: list[str] = []
    why: list[str] = []
    for place in find_places(text):
        name = fold(place.text)
        if any(name in word or word in name for word in words):
            words.append(name)
            continue
        words.append(name)
        held, near = _place_plans(place, plans)
        for plan_id, reason in held.items():
            meant.setdefault(plan_id, place.span.start)
            why += [reason] if reason else []
        why += near
        if not held:
            elsewhere.append(place.unit.full_name)
    ordered = tuple(sorted(meant, key=lambda plan_id: meant[plan_id]))
    return Scope(ordered, tuple(dict.fromkeys(elsewhere)), tuple(dict.fromkeys(words)), tuple(dict.fromkeys(why)))


def aliases(plan: Plan) -> tuple[str, ...]:
    """The folded names a plan goes by."""
    names: list[str] = []
    if plan.place:
        names.append(fold(plan.place))
    if plan.level is Level.DEPARTMENT or not plan.place:
        names.append(fold(plan.issuer))
    if plan.number:
        names.append(fold(plan.number))
    return tuple(name for name in names if name)


def _named(alias: str, folded: str) -> re.Match[str] | None:
    """Where a text names a plan: exactly, by its number alone after "kế hoạch", or with one slip of typing."""
    pattern = rf"(?:\b{_LEVELS}\s+)?(?<![\w/]){re.escape(alias)}(?!\w)"
    if match := re.search(pattern, folded):
        return match
    if "/" in alias:
        number = alias.split("/")[0]
        return re.search(rf"\b(?:ke hoach|van ban|kh)\s+(?:so\s+)?{re.escape(number)}\b(?!\s*/)(?!\s*%)", folded)
    return _with_slip(alias, folded) or _by_initials(alias, folded)


def _by_initials(alias: str, folded: str) -> re.Match[str] | None:
    initials = "".join(word[0] for word in alias.split())
    if len(initials) < 2:
        return None
    return next((match for match in _LOCATED.finditer(folded) if match[1] == initials), None)


def _with_slip(alias: str, folded: str) -> re.Match[str] | None:
    """A run of as many words that differs from the name in one letter."""
    count = len(alias.split())
    if len(alias) < 7 or count < 2:
        return None
    words = list(re.finditer(r"\w+", folded))
    for at in range(len(words) - count + 1):
        start, end = words[at].start(), words[at + count - 1].end()
        before = words[at - 1].group() if at else ""
        if _one_apart(folded[start:end], alias) and _slipped(folded[start:end], alias, before):
            return re.compile(re.escape(folded[start:end])).search(folded, start)
    return None


def _slipped(typed: str, alias: str, before: str) -> bool:
    """Whether words one letter from a name are a slip: no word of their own, or where a place is said to be.

    "báo cáo hằng năm" is one letter from Cao Bằng.
    """
    changed = [a for a, b in zip(typed.split(), alias.split(), strict=False) if a != b]
    return before in _BEFORE_PLACES or any(not is_syllable(word) for word in changed)


def _one_apart(a: str, b: str) -> bool:
    """Whether two words are one letter apart: one changed, missing, too many, or two swapped."""
    if a == b or abs(len(a) - len(b)) > 1:
        return a == b
    prefix = 0
    while prefix < min(len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    rest_a, rest_b = a[prefix:], b[prefix:]
    if prefix == 0:
        return False
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:])
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


def _place_plans(place: Place, plans: Mapping[str, Plan]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The plans that hold for a place, with what it has to do with each; and what it has to do with others."""
    meant: dict[str, str] = {}
    near: list[str] = []
    for unit in place.units:
        for plan_id, plan in plans.items():
            why = why_here(unit, plan)
            if why is None or plan_id in meant:
                continue
            if why == "" or _lies_in(unit, plan):
                meant[plan_id] = why
            else:
                near.append(why)
        if meant:
            break
    return meant, tuple(dict.fromkeys(near))


def _lies_in(unit: Unit, plan: Plan) -> bool:
    """Whether a unit that has to do with the place of a plan lies in it, as it was."""
    held = unit_of(plan)
    if held is None or unit.level is Level.PROVINCE:
        return False
    return held.level is Level.DISTRICT or unit.province == held.name
