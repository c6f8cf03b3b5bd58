"""A parsed plan as compact JSON and back, so that opening the library parses nothing again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from documents.plan import Kind, Level, Plan, Provision, Reference, Relation
from documents.reading import Reading, Span, Token


def dump_plan(plan: Plan) -> bytes:
    """The plan without its source text, which is kept by itself."""
    record = {
        "id": plan.id,
        "title": plan.title,
        "number": plan.number,
        "issuer": plan.issuer,
        "level": plan.level,
        "place": plan.place,
        "issued": plan.issued.isoformat() if plan.issued else None,
        "period": plan.period,
        "signer": plan.signer,
        "damaged": plan.damaged,
        "references": [
            [r.relation, r.number, r.issued.isoformat() if r.issued else None, r.issuer, r.subject, *r.span]
            for r in plan.references
        ],
        "changes": [[*token.span, token.text, token.confidence] for token in plan.reading.changes],
        "provisions": [
            [p.path, p.kind, p.label, p.text, *p.span, *p.place, p.parent, p.heading] for p in plan.provisions
        ],
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def load_plan(data: bytes, source: str) -> Plan:
    """The plan that `dump_plan` wrote, with its source text."""
    record: dict[str, Any] = json.loads(data)
    return Plan(
        id=record["id"],
        title=record["title"],
        number=record["number"],
        issuer=record["issuer"],
        level=Level(record["level"]) if record["level"] else None,
        place=record["place"],
        issued=_date(record["issued"]),
        period=tuple(record["period"]) if record["period"] else None,
        signer=record["signer"],
        references=tuple(
            Reference(Relation(relation), number, _date(issued), issuer, subject, Span(start, end))
            for relation, number, issued, issuer, subject, start, end in record["references"]
        ),
        damaged=record["damaged"],
        reading=Reading(
            source, tuple(Token(Span(start, end), text, sure) for start, end, text, sure in record["changes"])
        ),
        provisions=tuple(
            Provision(record["id"], path, Kind(kind), label, text, Span(a, b), Span(c, d), parent, heading)
            for path, kind, label, text, a, b, c, d, parent, heading in record["provisions"]
        ),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
