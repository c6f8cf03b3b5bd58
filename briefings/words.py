"""Words that every format of a briefing shares."""

from __future__ import annotations

import json

from briefings.model import Audience, Briefing, Source
from documents.plan import Citation

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


def note(citation: Citation) -> str:
    """A clause as a note: the document, where in it, the quote, and the words to check against the original."""
    doubt = f" (chữ cần đối chiếu bản gốc: {', '.join(citation.doubtful)})" if citation.doubtful else ""
    return f"{citation.number or citation.issuer}, mục {citation.path}: “{citation.quote}”{doubt}"
