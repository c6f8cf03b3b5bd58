"""A briefing made again: what it remembers, and what has changed since in the plans it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.errors import BriefingError
from briefings.memory import Memory
from briefings.model import Briefing
from briefings.outline import Desk
from documents.plan import Plan


def refresh(memory: Memory, desk: Desk) -> Briefing:
    """The briefing of a remembered request, from the plans as they are now. Raises BriefingError where none is left."""
    request = memory.request
    chosen = tuple(name for name in request.plans if name in desk.plans)
    if request.plans and not chosen:
        raise BriefingError(f"Không còn kế hoạch nào của tài liệu này trong thư viện: {', '.join(request.plans)}.")
    return desk.compose(request.topic, request.audience, chosen, request.level)


def changes(memory: Memory, briefing: Briefing, plans: Mapping[str, Plan]) -> tuple[str, ...]:
    """What became of each plan since, one Vietnamese line each."""
    lines = []
    now = {source.plan: source.version for source in briefing.sources}
    for plan, version in memory.versions.items():
        if plan not in plans:
            lines.append(f"{plan}: không còn trong thư viện.")
        elif plans[plan].version != version:
            lines.append(f"{plan}: đã đổi, bản {version} nay là {plans[plan].version}.")
        elif plan not in now:
            lines.append(f"{plan}: không đổi, nhưng tài liệu không còn dẫn đến.")
        else:
            lines.append(f"{plan}: không đổi.")
    lines += [f"{plan}: mới thêm vào tài liệu." for plan in now if plan not in memory.versions]
    return tuple(lines)
