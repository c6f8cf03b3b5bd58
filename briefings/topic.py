"""What a briefing is asked to be about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefings.errors import BriefingError
from criteria.model import UnitKind
from documents.facts.subjects import find_subjects
from documents.names.places import Place, find_places, why_here
from documents.plan import Plan
from documents.syllables import fold


class Aspect(StrEnum):
    """A side of the plans that a briefing can treat."""

    PURPOSE = "purpose"
    TARGETS = "targets"
    CRITERIA = "criteria"
    AWARDS = "awards"
    DUTIES = "duties"
    DOSSIER = "dossier"
    CHANGES = "changes"
    EXERCISES = "exercises"


WORDS: Mapping[Aspect, str] = {
    Aspect.PURPOSE: r"muc dich|yeu cau|noi dung thi dua",
    Aspect.TARGETS: r"muc tieu|chi tieu",
    Aspect.CRITERIA: r"tieu chuan|tieu chi|dieu kien|xet khen(?: thuong)?|duoc khen(?: thuong)?|danh hieu",
    Aspect.AWARDS: r"hinh thuc khen(?: thuong)?|bang khen|giay khen|so luong khen(?: thuong)?|muc khen",
    Aspect.DUTIES: r"bao cao|thoi han|han nop|trach nhiem|phan cong|to chuc thuc hien|ai lam gi|"
    r"so ket|tong ket|nhiem vu",
    Aspect.DOSSIER: r"ho so|nop o dau|noi nop|checklist|viec can lam|quy trinh|thu tuc|cac buoc|"
    r"de nghi khen(?: thuong)?",
    Aspect.CHANGES: r"thay doi|giai doan truoc|giai doan moi|qua cac giai doan|(?:hai|cac) giai doan|"
    r"moi va cu|cu va moi",
    Aspect.EXERCISES: r"trac nghiem|bai tap|cau hoi on tap|kiem tra kien thuc|do vui|quiz",
}
COMPARE = r"so sanh|khac nhau|khac gi|khac biet|doi chieu|giua cac|giong nhau"
_FILLER = (
    "soan tai lieu tap huan ve cho cua va voi cac nhung mot trong theo tai o den la gi ke hoach phong trao thi dua vi "
    "nguoi ngheo giam ngheo ben vung cung ca nuoc chung tay khong de ai bi bo lai phia sau khen thuong xet duoc can "
    "biet chuan bi toi giup hay tom tat gioi thieu tong quan khai quat noi dung chinh tinh huyen xa thon giai doan "
    "ho dan don vi loai danh muc bang lam nhu the nao ra sao so nam tung moi doi lop buoi bo can bo co so dia ban "
    "dia phuong phai bao nhieu muc ai khi dau giua tap the ca nhan gia dinh ubnd kh"
)
FILLER = frozenset(_FILLER.split())
"""Syllables that say nothing of what a topic is about, folded."""

STRANGE = 2
"""Syllables of a topic that no plan has, from which on it is about something else."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it was understood.

    `named` says whether the words or the asker chose the plans; `reasons` why a place asked about falls under a plan,
    `absent` the places that fall under none; `rest` are the syllables not understood.
    """

    words: str
    plans: tuple[Plan, ...]
    units: tuple[UnitKind, ...]
    aspects: tuple[Aspect, ...]
    comparison: bool
    named: bool = False
    reasons: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    strange: bool = False

    @property
    def covered(self) -> bool:
        """Whether the words name something that plans are made of, and nothing that no plan speaks of."""
        if self.strange:
            return False
        return bool(self.aspects or self.comparison) or not (self.rest or self.words.endswith("?"))


def parse_topic(words: str, plans: Mapping[str, Plan], chosen: Sequence[str] = ()) -> Topic:
    """Understand a topic; `chosen` are plan ids. Raises BriefingError for an empty topic, an unknown plan or place."""
    words = " ".join(words.split())
    if not any(letter.isalpha() for letter in words):
        raise BriefingError("Chưa có chủ đề: hãy nêu tài liệu nói về gì, ví dụ «tiêu chuẩn khen thưởng của xã».")
    missing = [name for name in chosen if name not in plans]
    if missing:
        raise BriefingError(f"Không có kế hoạch {', '.join(missing)} trong thư viện. Đang có: {', '.join(plans)}.")
    plain = f" {fold(words)} "
    places = find_places(words)
    named, reasons, absent = _of_places(places, plans.values())
    named |= {plan.id: plan for plan in plans.values() if _numbered(plan, plain) and plan.id not in named}
    if absent and not named and not chosen:
        raise BriefingError(f"Không có kế hoạch nào của {', '.join(absent)}. {covering(plans.values())}")
    units = dict.fromkeys(UnitKind(s.kind.value) for s in find_subjects(words) if s.kind.value in set(UnitKind))
    if UnitKind.POOR_DISTRICT in units:
        units.pop(UnitKind.DISTRICT, None)
    found = {aspect: re.search(rf"\b(?:{pattern})\b", plain) for aspect, pattern in WORDS.items()}
    rest = _rest(words, places, [*WORDS.values(), COMPARE], plans.values())
    return Topic(
        words=words,
        plans=tuple(plans[name] for name in dict.fromkeys(chosen)) or tuple(named.values()) or tuple(plans.values()),
        units=tuple(units),
        aspects=tuple(aspect for aspect, match in found.items() if match),
        comparison=bool(re.search(rf"\b(?:{COMPARE})\b", plain)),
        named=bool(chosen or named),
        reasons=tuple(reasons),
        absent=tuple(absent),
        rest=rest,
        strange=_strange(rest, plans.values()),
    )


def covering(plans: Iterable[Plan]) -> str:
    """What there is to write about, for a topic that is not covered."""
    names = ", ".join(f"{plan.place or plan.issuer} ({plan.name})" for plan in plans)
    return (
        f"Thư viện đang có: {names}. Có thể soạn về mục tiêu, tiêu chuẩn khen thưởng của từng loại đơn vị hay hộ, "
        "hồ sơ và báo cáo, so sánh các kế hoạch, hoặc một câu hỏi về các kế hoạch này."
    )


def _of_places(places: Iterable[Place], plans: Iterable[Plan]) -> tuple[dict[str, Plan], list[str], list[str]]:
    """The plans that places fall under, in the order of the places; why, where it needs saying; places of no plan."""
    named: dict[str, Plan] = {}
    reasons, absent = [], []
    held = tuple(plans)
    for place in places:
        whys = [(plan, next((w for u in place.units if (w := why_here(u, plan)) is not None), None)) for plan in held]
        here = [(plan, why) for plan, why in whys if why is not None]
        here = here or [(plan, "") for plan in held if plan.place and _within(plan.place, place.text)]
        exact = [(plan, why) for plan, why in here if not why] or here
        named |= {plan.id: plan for plan, _ in exact}
        reasons += [why for _, why in exact if why]
        if not here:
            absent.append(place.text)
    return named, list(dict.fromkeys(reasons)), list(dict.fromkeys(absent))


def _within(name: str, words: str) -> bool:
    """Whether words hold a name: "xã Tuyên Quang" is mostly said of a commune somewhere in Tuyên Quang."""
    return bool(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(words)))


def _numbered(plan: Plan, plain: str) -> bool:
    """Whether a topic names a plan by its number ("112", "112/KH-UBND") or, where it has no place, by its issuer."""
    names = [plan.number, None if plan.place else plan.issuer]
    if any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", plain) for name in names if name):
        return True
    short = (plan.number or "").partition("/")[0]
    return bool(short and re.search(rf"\b(?:ke hoach|kh)\s*(?:so\s*)?{re.escape(short)}\b", plain))


def _rest(words: str, places: Iterable[Place], patterns: Iterable[str], plans: Iterable[Plan]) -> tuple[str, ...]:
    """The syllables left when places, units, aspects and filler are taken out."""
    text = list(words)
    for span in (*(p.span for p in places), *(s.span for s in find_subjects(words))):
        text[span.start : span.end] = " " * (span.end - span.start)
    folded = fold("".join(text))
    issuers = {syllable for plan in plans if not plan.place for syllable in fold(plan.issuer).split()}
    for pattern in patterns:
        folded = re.sub(rf"\b(?:{pattern})\b", lambda match: " " * len(match[0]), folded)
    return tuple(
        words[match.start() : match.end()]
        for match in re.finditer(r"[^\W\d_]+", folded)
        if match[0] not in FILLER and match[0] not in issuers
    )


def _strange(rest: Sequence[str], plans: Iterable[Plan]) -> bool:
    if len(rest) < STRANGE:
        return False
    text = " ".join(plan.reading.text for plan in plans).casefold()
    known = set(re.findall(r"[^\W\d_]+", text))
    if all(syllable.isascii() for syllable in rest):
        known = {fold(syllable) for syllable in known}
    return sum(syllable.casefold() not in known for syllable in rest) >= STRANGE
