"""What a briefing is asked to be about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefings.errors import BriefingError
from criteria.model import UnitKind
from documents.plan import Plan
from documents.subjects import find_subjects
from documents.syllables import fold


class Aspect(StrEnum):
    """A side of the plans that a briefing can treat."""

    TARGETS = "targets"
    CRITERIA = "criteria"
    DUTIES = "duties"


WORDS: Mapping[Aspect, str] = {
    Aspect.TARGETS: r"muc tieu|chi tieu",
    Aspect.CRITERIA: r"tieu chuan|tieu chi|khen thuong|dieu kien|xet khen|danh hieu",
    Aspect.DUTIES: r"ho so|bao cao|nop|han|trach nhiem|phan cong|to chuc thuc hien|checklist|ai lam|so ket|tong ket",
}
COMPARE = r"so sanh|khac nhau|khac gi|doi chieu|giua cac"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it was understood: the plans, the kinds of unit, the aspects; `covered` is false for anything else."""

    words: str
    plans: tuple[Plan, ...]
    units: tuple[UnitKind, ...]
    aspects: tuple[Aspect, ...]
    comparison: bool

    @property
    def covered(self) -> bool:
        """Whether the words name something that plans are made of."""
        return bool(self.units or self.aspects or self.comparison)


def parse_topic(words: str, plans: Mapping[str, Plan], chosen: Sequence[str] = ()) -> Topic:
    """Understand a topic; `chosen` are plan ids. Raises BriefingError for an empty topic or an unknown plan."""
    words = " ".join(words.split())
    if not any(letter.isalpha() for letter in words):
        raise BriefingError("Chưa có chủ đề: hãy nêu tài liệu nói về gì, ví dụ «tiêu chuẩn khen thưởng của xã».")
    missing = [name for name in chosen if name not in plans]
    if missing:
        raise BriefingError(f"Không có kế hoạch {', '.join(missing)} trong thư viện. Đang có: {', '.join(plans)}.")
    plain = f" {fold(words)} "
    named = [plan for plan in plans.values() if _names(plan, plain)]
    units = dict.fromkeys(UnitKind(s.kind.value) for s in find_subjects(words) if s.kind.value in set(UnitKind))
    return Topic(
        words=words,
        plans=tuple(plans[name] for name in chosen) or tuple(named) or tuple(plans.values()),
        units=tuple(units),
        aspects=tuple(aspect for aspect, pattern in WORDS.items() if re.search(rf"\b(?:{pattern})\b", plain)),
        comparison=bool(re.search(rf"\b(?:{COMPARE})\b", plain)),
    )


def _names(plan: Plan, plain: str) -> bool:
    names = [plan.place, plan.number, None if plan.place else plan.issuer]
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", plain) for name in names if name)
