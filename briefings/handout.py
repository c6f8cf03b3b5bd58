"""One page for households: what is asked, where to hand in, who decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.duties import Duty, dossier_steps
from briefings.model import Piece, Point, Points, Section
from briefings.rules import JUDGING, brief, capital, name_of, of_units, small
from criteria.model import Rulebook, UnitKind
from documents.plan import Plan
from retrieval.answer import Statement

ELSEWHERE = "Tiêu chuẩn ở đâu"
ACTS = re.compile(
    r"tiếp nhận hồ sơ|tiếp nhận|họp xét|xét chọn|bình xét|thẩm định|tặng giấy khen|tặng bằng khen", re.IGNORECASE
)
"""What offices do with a dossier."""


def handout(plan: Plan, book: Rulebook | None, units: Sequence[UnitKind]) -> Section:
    """One page for households: what is asked, where to hand in, who decides."""
    pieces: list[Piece] = []
    groups: dict[str, list[Point]] = {}
    for rule in of_units(book, units, JUDGING):
        label = ELSEWHERE if rule.handover else f"{capital(rule.subject.label)} cần"
        said = brief(plan, rule)
        groups.setdefault(label, []).append(Point(said))
    pieces += [Points(tuple(said), label) for label, said in groups.items()]
    if any(label != ELSEWHERE for label in groups):
        steps = dossier_steps(plan)
        told = [Point(Statement(said, step.citations)) for step in steps for said in _acts(step)]
        if not any("hồ sơ" in step.what for step in steps):
            told.append(Point(Statement("Kế hoạch không nêu nơi nộp hồ sơ: hỏi cán bộ giảm nghèo của xã.")))
        pieces.append(Points(tuple(told), "Nộp ở đâu, ai xét"))
    return Section(f"{name_of(plan)}: gia đình cần biết", tuple(pieces))


def _acts(step: Duty) -> Iterator[str]:
    """What an office does with a dossier, in the plainest words; nothing where no office is named."""
    act = ACTS.search(step.what)
    if act and step.who:
        asked = "đề nghị " if "đề nghị" in step.what[: act.start()].lower() else ""
        yield f"Nơi {asked}{small(act[0])}: {small(step.who) if step.who.startswith('Các ') else step.who}"
