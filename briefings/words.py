"""Words that every format of a briefing shares."""

from __future__ import annotations

import json

from briefings.model import Audience, Briefing, Source

AUDIENCES = {
    Audience.OFFICERS: "cán bộ cơ sở",
    Audience.HOUSEHOLDS: "hộ dân",
    Audience.CLASS: "lớp tập huấn",
}


def letter(place: int) -> str:
    """The letter of a choice."""
    return "ABCDEFGH"[place]


def source_line(source: Source) -> str:
    """A plan in one line."""
    issued = f", ngày {source.issued:%d/%m/%Y}" if source.issued else ""
    period = f", giai đoạn {source.period[0]}-{source.period[1]}" if source.period else ""
    return f"{source.name}{issued}, {source.issuer}{period} (bản {source.version})"


def memory(briefing: Briefing) -> str:
    """What a briefing was made from, so that it can be made again: topic, audience, plans and their versions."""
    plans = {source.plan: source.version for source in briefing.sources}
    return json.dumps({"topic": briefing.topic, "audience": briefing.audience, "plans": plans}, ensure_ascii=False)
