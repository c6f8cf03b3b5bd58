"""What headings call the parts of a plan, beside the usual words: wording for patterns, with its accents.

What no pattern knows a small model tells that has learned from written headings (`python -m evaluation.headings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from documents.bag import open_bag

TERMS = (
    r"(?:(?:khi|để|mới|sẽ) (?:được )?(?:xét|khen|bình xét)|được (?:xét|khen)(?: \w+){0,3} (?:khi|nếu)"
    r"|được(?: \w+){0,8}? (?:tặng|khen|xét|trao|công nhận|bình chọn)(?: \w+){0,6}? (?:khi|nếu)(?! (?:sơ|tổng|kết))"
    r"|(?:khi|nếu)(?: \w+)? đủ(?: các)?(?: \d+)? điều kiện)"
)
"""On which terms something is granted: "được xét khi có đủ", "được tặng Giấy khen khi có đủ 03 điều kiện"."""
STANDARD = r"(?:thước đo|thang điểm|chấm điểm|chuẩn (?:công nhận|đối với|xét|khen|danh hiệu))"
AIM = r"(?:(?:mốc(?! thời)|đích|con số|kết quả)(?: \w+){0,2} (?:tới|đạt|đến|hướng))"
AWARDED = r"(?:khen (?:ai|bao nhiêu|mấy))"

WEIGHTS = Path(__file__).with_name("headings.npz")
NONE = "none"
TOLD, LED, SURELY = 0.45, 0.7, 0.85
"""How likely a role must be for a heading to tell it, for the words a clause opens with to tell it though the headings
over it tell another, and for a heading to though a usual word over it does."""
_LEAD = re.compile(r"(?P<words>[^:.;|\n]{3,70}):\s+\S")
_LEADING = frozenset({"target", "requirement", "content", "criterion", "award", "dossier"})
_WITHIN_CRITERIA = frozenset({"award", "dossier"})
"""What a clause may say of itself, and what it may where criteria stand: points are given there for all the rest."""
_Role = TypeVar("_Role")
_DIVISION = re.compile(r"\s*(?i:phần|chương|mục|điều)\s+(?:(?i:thứ \w+)|[IVXLC]+|\d+\w?|[A-ZĐ])(?!\w)[.:]?\s*")


@lru_cache(maxsize=4096)
def told_by(heading: str, least: float = TOLD) -> str:
    """What stands under a heading, without its number or bullet, by the model.

    "target", "requirement", "content", "criterion", "award", "dossier", "task" or "situation"; `NONE` where it names
    only whom or what it is about.
    """
    chances = open_bag(WEIGHTS).chances(heading[match.end() :] if (match := _DIVISION.match(heading)) else heading)
    role = max(chances, key=lambda name: chances[name])
    return role if chances[role] >= least else NONE


def nearest_told(headings: Iterable[str], roles: Mapping[str, _Role], otherwise: _Role) -> _Role:
    """The role of the first of some headings that tells one; `roles` names them by what the model tells."""
    return next((roles[told] for heading in headings if (told := told_by(heading)) in roles), otherwise)


def told_by_lead(clause: str, *, criterial: bool) -> str:
    """What a clause is by the words it opens with ("Suất khen: …"), its mark left out; `NONE` where they tell nothing.

    `criterial` is whether it stands among criteria.
    """
    lead = _LEAD.match(clause)
    told = told_by(lead["words"], LED) if lead else NONE
    return told if told in (_WITHIN_CRITERIA if criterial else _LEADING) else NONE
