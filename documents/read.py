"""A plan from its text: what it is, what it refers to and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from documents.layout.lines import furniture
from documents.layout.stacked import find_stacked, with_rows
from documents.layout.structure import parse_provisions
from documents.names.metadata import read_metadata
from documents.names.references import find_references
from documents.plan import Plan, Relation
from documents.reading import Reading, Span, Token


def read_text(source: str, plan_id: str, reading: Reading | None = None) -> Plan:
    """The plan that a text holds.

    `reading` says how a damaged source reads; without one the source is restored. The reading of the plan leaves
    out what belongs to the page: page numbers, rules, traces of pictures.
    """
    if reading is None:
        from documents.repair.restoration import restore

        reading = restore(source)
    damaged = any(normalize("NFC", source[slice(*token.span)]) != token.text for token in reading.changes)
    stacked = find_stacked(source)
    reading = without_furniture(with_rows(reading, stacked), [table.place for table in stacked])
    provisions = parse_provisions(plan_id, reading)
    known = read_metadata(provisions, reading.text)
    return Plan(
        id=plan_id,
        title=known.title,
        number=known.number,
        issuer=known.issuer or "",
        level=known.level,
        place=known.place,
        issued=known.issued,
        period=known.period,
        signer=known.signer if known.signer and _certain(known.signer, reading) else None,
        references=find_references(provisions, reading),
        damaged=damaged,
        reading=reading,
        provisions=provisions,
    )


def _certain(name: str, reading: Reading) -> bool:
    """Whether a name at the end stands as it reads: accents put back on a person's name are a guess."""
    words = [re.escape(word) for word in name.split()]
    places = [Span(*found.span()) for found in re.finditer(r"\s+".join(words), reading.text, re.IGNORECASE)]
    if not places:
        return True
    span = reading.in_source(places[-1])
    as_printed = (reading.source[slice(*token.span)] == token.text for token in reading.within(span))
    sure = (token.confidence == 1 for token in reading.within(span))
    return all(same or known for same, known in zip(as_printed, sure, strict=True))


def without_furniture(reading: Reading, tables: Sequence[Span] = ()) -> Reading:
    """The reading without what stands on a page and is no part of what it says; figures in `tables` number no page.

    A change that reads more than that, such as a word grown together with the trace of a picture, stays as it is.
    """
    tokens: list[Token] = []
    changes = list(reversed(reading.changes))
    for span in furniture(reading.source):
        if any(table.start <= span.start and span.end <= table.end for table in tables):
            continue
        while changes and changes[-1].span.end <= span.start:
            tokens.append(changes.pop())
        within = []
        while changes and span.start <= changes[-1].span.start and changes[-1].span.end <= span.end:
            within.append(changes.pop())
        overlapped = (changes and changes[-1].span.start < span.end) or (tokens and tokens[-1].span.end > span.start)
        tokens += within if overlapped else [Token(span, "")]
    return Reading(reading.source, (*tokens, *reversed(changes)))


def as_json(plan: Plan) -> dict[str, object]:
    """The form of `planbot read --json`: what a file does not say is null."""
    return {
        "plan": plan.id,
        "number": plan.number,
        "issuer": plan.issuer or None,
        "issued": plan.issued.isoformat() if plan.issued else None,
        "level": plan.level.value if plan.level else None,
        "place": plan.place,
        "title": plan.title or None,
        "period": list(plan.period) if plan.period else None,
        "signer": plan.signer,
        "bases": [
            {
                "number": reference.number,
                "issued": reference.issued.isoformat() if reference.issued else None,
                "issuer": reference.issuer,
                "span": list(reference.span),
            }
            for reference in plan.references
            if reference.relation is Relation.BASIS
        ],
        "delegates": [
            {"subject": reference.subject, "number": reference.number, "span": list(reference.span)}
            for reference in plan.references
            if reference.relation is Relation.DELEGATES
        ],
        "damaged": plan.damaged,
        "text": plan.reading.text,
        "provisions": [
            {"path": p.path, "heading": p.heading, "text": p.text, "span": list(p.span)} for p in plan.provisions
        ],
    }
