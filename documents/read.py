"""A plan from its text: what it is, what it refers to and what it says."""

from __future__ import annotations

from documents.lines import furniture
from documents.plan import Kind, Plan
from documents.reading import Reading, Span, Token
from documents.structure import parse_provisions


def read_text(source: str, plan_id: str, reading: Reading | None = None) -> Plan:
    """The plan that a text holds; `reading` says how a damaged source reads, the source itself without one."""
    reading = reading or Reading(source)
    damaged = bool(reading.changes)
    reading = without_furniture(reading)
    provisions = parse_provisions(plan_id, reading)
    title = " ".join(p.text for p in provisions if p.kind is Kind.TITLE)
    return Plan(plan_id, title, None, "", None, None, None, None, None, (), damaged, reading, provisions)


def without_furniture(reading: Reading) -> Reading:
    """The reading without what stands on a page and is no part of what it says."""
    kept = list(reading.changes)
    for span in furniture(reading.source):
        overlapping = [token for token in kept if token.span.start < span.end and token.span.end > span.start]
        if not overlapping:
            kept.append(Token(Span(*span), "\n\n" if "\n" in source_around(reading.source, span) else ""))
    return Reading(reading.source, tuple(sorted(kept, key=lambda token: token.span)))


def source_around(source: str, span: Span) -> str:
    """The characters next to a span."""
    return source[max(0, span.start - 1) : span.start] + source[span.end : span.end + 1]
