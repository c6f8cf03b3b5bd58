"""Which plans a question means: by place, number or issuer, old names and new, with small slips of typing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from documents.names.gazetteer import Unit, bare_name, find_unit
from documents.names.places import Place, find_places, unit_of, why_here
from documents.plan import Level, Plan
from documents.reading import Span
from documents.repair.accents import by_fold
from documents.repair.ngrams import shipped_model
from documents.syllables import fold, is_syllable
from retrieval.understanding.naming import body_of, place_of

_LEVELS = r"(?:tinh|huyen|xa|thanh pho|thi xa|thi tran|phuong|dia ban)"
_KIND = re.compile(rf"{_LEVELS}\s+")
_KINDS = frozenset({"thanh pho", "thi tran", "thi xa"})
_BEFORE_PLACES = frozenset({"o", "tai", "tinh", "huyen", "xa", "cua", "ben", "que", "thuoc", "dat"})
_DEPARTMENT = re.compile(
    r"\b(?:kế hoạch|văn bản)(?: của)?(?: bên)? sở(?=\s*(?:$|[?,.!;]|(?:này|đó|có|thì|do|là|ai|nói|nêu|gồm)\b))"
)
"""The department of which there is but one."""
_CAPITALS = re.compile(r"\b[A-ZĐ]{2,4}\b(?![/-])")
_LOCATED = re.compile(r"\b(?:o|tai|tinh|huyen|xa|cua|ben|que|thuoc|dat)\s+([a-z]{2,4})\b")


_LANDMARK = re.compile(
    rf"\b(?P<own>{_LEVELS}\s+(?!(?:em|toi|minh|nao|nay|do|ben|khac)\b)\w+(?:\s\w+)?)\s*,?\s+(?:o\s+)?"
    r"(?:nam\s+)?(?:ngay\s+)?(?:(?:ben\s+)?canh(?!\s+voi)|ke\s+ben|gan|giap(?:\s+ranh)?|lien\s+ke|sat(?:\s+vach)?"
    r"|cung\s+(?:tinh|huyen)\s+voi)\s+"
)
"""What the asker's own place lies beside, which is not asked about: "xã Tiền Phong cạnh xã Vầy Nưa"."""
_LED = 8
"""How many characters of the kind of a place may stand before its name."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The plans meant, places named that no plan is for, the folded words that name places.

    `why` says what the places named have to do with the places of plans, where they are not the same.
    """

    plans: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


_OWN_PLAN = re.compile(
    r"\b(?:ke hoach|van ban)(?: (?:rieng|giam ngheo|khen thuong))?(?: cua)?(?: (?:ubnd|uy ban nhan dan))?\s+$"
)
"""What stands before a place whose own plan is meant: "kế hoạch của huyện Hướng Hóa"."""


def find_scope(text: str, plans: Mapping[str, Plan]) -> Scope:
    """The plans that a text names. `text` is opened spelling, with or without accents."""
    folded = fold(text)
    meant: dict[str, int] = {}
    numbered: list[str] = []
    words: list[str] = []
    beside = _LANDMARK.search(folded)
    for plan_id, plan in plans.items():
        for alias in aliases(plan):
            match = _named(alias, folded, text)
            if match and beside and _is_led(match.start(), beside):
                words.append(match[0])
            elif match:
                meant[plan_id] = min(meant.get(plan_id, match.start()), match.start())
                words.append(_without_kind(match[0], plan))
                numbered += [plan_id] if "/" in alias else []
    meant = _of_number(_of_level(_of_office(meant, folded, plans), folded, plans), numbered, plans)
    if not meant and (match := _DEPARTMENT.search(text.lower())):
        offices = [plan_id for plan_id, plan in plans.items() if plan.level is Level.DEPARTMENT]
        meant = dict.fromkeys(offices, match.start()) if len(offices) == 1 else meant
    elsewhere: list[str] = []
    why: list[str] = []
    places = [_province_of_units(place) for place in find_places(text)]
    around = {bare_name(place.unit.district or "") for place in places} | {place.unit.province for place in places}
    for place in places:
        name = fold(place.text)
        if beside and _is_led(place.span.start, beside):
            words.append(name)
            continue
        if any(name in word or word in name for word in words):
            words += [name] if _KIND.sub("", name) not in words else []
            continue
        held, near = _place_plans(place, plans, own=bool(_OWN_PLAN.search(folded, 0, place.span.start)))
        lower = [plan_id for plan_id, why in held.items() if why or not _is_for(plans[plan_id], place.unit)]
        inner = place.unit.name not in around and len(lower) == len(held) > 0
        words.append(_KIND.sub("", name) if inner else name)
        for plan_id, reason in held.items():
            meant.setdefault(plan_id, place.span.start)
            why += [reason] if reason else []
        why += near
        if not held:
            elsewhere.append(place.unit.full_name)
    if beside and not meant and not elsewhere:
        elsewhere.append(" ".join(text[beside.start("own") : beside.end("own")].split()))
    words += [name for plan_id in meant for name in _body_names(plans[plan_id]) if _names_whole(name, folded)]
    ordered = tuple(sorted(meant, key=lambda plan_id: meant[plan_id]))
    return Scope(ordered, tuple(dict.fromkeys(elsewhere)), tuple(dict.fromkeys(words)), tuple(dict.fromkeys(why)))


def _names_whole(name: str, folded: str) -> bool:
    """Whether a union or front is named as such, not one of its branches: "chi hội phụ nữ", "mặt trận xã"."""
    branch = r"(?: (?:cac|cap|xa|huyen|phuong|thi tran|co so|thon|ap|khu)\b)"
    return re.search(rf"(?<!chi )\b{re.escape(name)}\b(?!{branch})", folded) is not None


def _of_number(meant: Mapping[str, int], numbered: Iterable[str], plans: Mapping[str, Plan]) -> dict[str, int]:
    """Of the plans of one place those whose number is named, where it is."""
    places = {place_of(plans[plan_id]) for plan_id in numbered}
    return {p: at for p, at in meant.items() if p in numbered or place_of(plans[p]) not in places}


def _is_led(start: int, beside: re.Match[str]) -> bool:
    """Whether a name stands where a text names what its own place lies beside."""
    return beside.end() <= start <= beside.end() + _LED


def _body_names(plan: Plan) -> tuple[str, ...]:
    """How the union or front whose plan it is may be named, folded, the longest first."""
    body = fold(body_of(plan)).removesuffix(" viet nam")
    names = (body, body.replace("lien hiep ", ""), body.removesuffix(" to quoc"))
    return tuple(dict.fromkeys(name for name in names if name))


def _of_office(meant: Mapping[str, int], folded: str, plans: Mapping[str, Plan]) -> dict[str, int]:
    """The plans without those of offices that stand elsewhere than the place named: "Phú Yên giao Ban Dân tộc gì"."""
    offices = [p for p in meant if plans[p].level is Level.DEPARTMENT and plans[p].place]
    placed = [p for p in meant if p not in offices and fold(plans[p].place or "\n") in folded]
    away = [p for p in offices if placed and fold(plans[p].place or "") not in folded]
    return {plan_id: at for plan_id, at in meant.items() if plan_id not in away}


def _of_level(meant: Mapping[str, int], folded: str, plans: Mapping[str, Plan]) -> dict[str, int]:
    """Of plans that share the name of their place, those of the province or of the department that is named.

    "trong tỉnh Cao Bằng" means what lies in it too.
    """
    kept = dict(meant)
    for province in [plans[p] for p in meant if plans[p].level is Level.PROVINCE and not body_of(plans[p])]:
        name = fold(province.place or "")
        if re.search(rf"\btrong tinh {re.escape(name)}\b", folded):
            inner = [p for p, plan in plans.items() if (held := unit_of(plan)) and held.province == province.place]
            kept |= {plan_id: meant.get(plan_id, meant[province.id]) for plan_id in inner}
            continue
        offices = [p for p in meant if plans[p].level is Level.DEPARTMENT or body_of(plans[p])]
        same = [p for p in offices if fold(plans[p].place or "") == name]
        named = [p for p in same if re.search(_office(plans[p]), folded)]
        bare = folded
        for office in named:
            bare = re.sub(rf"{_office(plans[office])} tinh\b", " ", bare)
        whole = re.search(rf"(?<!vien )(?<!khoa )(?<!tam )(?<!te )\btinh {re.escape(name)}\b", bare)
        left = [p for p in same if p not in named] if whole or named else []
        left += [province.id] if named and not whole else []
        kept = {plan_id: at for plan_id, at in kept.items() if plan_id not in left}
    return kept


def _office(plan: Plan) -> str:
    """How a department is named: whole, or by its branch ("ngành y tế"); a union or front by any of its names."""
    if names := _body_names(plan):
        return rf"\b(?:{'|'.join(map(re.escape, names))})\b"
    name = fold(plan.issuer)
    return rf"\b(?:{re.escape(name)}|nganh {re.escape(name.removeprefix('so '))})\b"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: where it stands and how it is spelt right."""

    span: Span
    right: str


def find_names(text: str, plans: Mapping[str, Plan]) -> Iterator[Name]:
    """The names of places and of plans in a text."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    for plan in plans.values():
        for alias in aliases(plan):
            match = _named(alias, folded, text)
            name = next((name for name in (plan.place, plan.issuer) if name and fold(name) == alias), None)
            if match and name:
                kind = _KIND.match(match[0])
                start = match.start() + (kind.end() if kind else 0)
                yield Name(Span(start, match.end()), name)
    for place in find_places(text):
        written = {unit.name for unit in place.units}
        full = {unit.full_name for unit in place.units}
        right = next((name for names in (full, written) for name in names if fold(name) == fold(place.text)), None)
        yield Name(place.span, right if right and len(written) == 1 else place.text)


def _province_of_units(place: Place) -> Place:
    """The province where "xã" or "huyện" stands before its name: the communes of it, not one that is called like it."""
    kind = _KIND.match(fold(place.text))
    name = bare_name(place.text)
    province = find_unit(name, Level.PROVINCE) if kind and place.unit.level is not Level.PROVINCE else None
    if province is None or kind is None or place.unit.level is Level.DISTRICT:
        return place
    start = place.span.start + kind.end()
    return Place(Span(start, place.span.end), place.text[kind.end() :], (province, *place.units))


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


def _named(alias: str, folded: str, text: str) -> re.Match[str] | None:
    """Where a text names a plan: exactly, by its number alone after "kế hoạch", or with one slip of typing."""
    pattern = rf"(?:\b{_LEVELS}\s+)?(?<![\w/]){re.escape(alias)}(?!\w)"
    if match := re.search(pattern, folded):
        return match
    if "/" in alias:
        number = alias.split("/")[0]
        return re.search(rf"\b(?:ke hoach|van ban|kh)\s+(?:so\s+)?{re.escape(number)}\b(?!\s*/)(?!\s*%)", folded)
    return _with_slip(alias, folded, text) or _by_initials(alias, folded, text)


def inner_places(question_places: Iterable[str], plan: Plan) -> list[str]:
    """Of the places that a question names those that are not the plan's own, folded, without their kinds."""
    own = fold(f"{plan.place or ''} {plan.issuer}")
    return [name for name in map(without_level, question_places) if name not in own and not any(map(str.isdigit, name))]


def without_level(name: str) -> str:
    """A folded name without the kind of unit before it: "canh hiep" of "xa canh hiep"."""
    kind = _KIND.match(name)
    return name[kind.end() :] if kind else name


def _without_kind(named: str, plan: Plan) -> str:
    """The words that name a plan without a kind of unit that is not its own: the communes of "xã Tuyên Quang"."""
    kind = _KIND.match(named)
    own = fold(place_of(plan)).removesuffix(fold(plan.place or "")).strip()
    same = kind and (own.endswith(kind[0].strip()) or kind[0].strip() == "dia ban")
    return named[kind.end() :] if kind and own and not same else named


def _is_for(plan: Plan, unit: Unit) -> bool:
    held = unit_of(plan)
    return held is not None and (held.name, held.level) == (unit.name, unit.level)


def _by_initials(alias: str, folded: str, text: str) -> re.Match[str] | None:
    """Where the initials of a name stand: after a word that leads to a place, or in capitals among small letters."""
    initials = "".join(word[0] for word in alias.split())
    if len(initials) < 2:
        return None
    led = next((match for match in _LOCATED.finditer(folded) if match[1] == initials), None)
    if led or text.isupper():
        return led
    written = next((match for match in _CAPITALS.finditer(text) if fold(match[0]) == initials), None)
    return re.compile(rf"\b{initials}\b").match(folded, written.start()) if written else None


def _with_slip(alias: str, folded: str, text: str) -> re.Match[str] | None:
    """A run of as many words that differs from the name in one letter."""
    count = len(alias.split())
    if len(alias) < 7 or count < 2:
        return None
    words = list(re.finditer(r"\w+", folded))
    for at in range(len(words) - count + 1):
        start, end = words[at].start(), words[at + count - 1].end()
        before = words[at - 1].group() if at else ""
        if _one_apart(folded[start:end], alias) and _slipped(text[start:end], alias, before):
            return re.compile(re.escape(folded[start:end])).search(folded, start)
    return None


def _slipped(typed: str, alias: str, before: str) -> bool:
    """Whether words one letter from a name are a slip: no word of their own, or where a place is said to be.

    "báo cáo hằng năm" is one letter from Cao Bằng; words with accents are what they are: "họp bình xét".
    """
    folded = fold(typed)
    if folded in _KINDS:
        return False
    changed = [word for word, a, b in zip(typed.split(), folded.split(), alias.split(), strict=False) if a != b]
    if before in _BEFORE_PLACES or any(not is_syllable(word.lower()) for word in changed):
        return True
    return typed.isascii() and not _usual(folded)


def _usual(folded: str) -> bool:
    """Whether folded words are ever said one after the other, with some accents."""
    model = shipped_model()
    forms = [by_fold(model).get(word, ()) for word in folded.split()]
    return all(any(model.follows(a, b) for a, b in product(*pair)) for pair in pairwise(forms))


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


def _place_plans(place: Place, plans: Mapping[str, Plan], *, own: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    """The plans that hold for a place, with what it has to do with each; and what it has to do with others.

    Where its `own` is meant, that of the place it lies in does not hold.
    """
    meant: dict[str, str] = {}
    near: list[str] = []
    for unit in place.units:
        for plan_id, plan in plans.items():
            why = why_here(unit, plan)
            if why is None or plan_id in meant:
                continue
            if why == "" or (_lies_in(unit, plan) and not own):
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
