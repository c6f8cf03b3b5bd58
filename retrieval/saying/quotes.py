"""Clauses as they are shown: quoted with their place, clean of marks, long ones cut down to what answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from documents.facts.cells import head_of
from documents.facts.parts import Part
from documents.plan import Kind
from documents.reading import Span
from documents.syllables import fold
from retrieval.answer import Block, Statement
from retrieval.finding.evidence import Finding, Item, Shape
from retrieval.search.passages import Passage
from retrieval.understanding.asks import Ask
from retrieval.understanding.naming import full_name, where
from retrieval.understanding.question import Question

LONG = 350
"""From here on a quote is cut down to the clauses that answer."""
_WHOLE = frozenset({Shape.LIST, Shape.SUMMARY, Shape.TASKS, Shape.ABOUT_PLAN, Shape.DOCUMENTS})
_CLAUSE_END = re.compile(r"(?<=[;.!?…])[\"”)*]*\s+|(?<=[;.!?…])(?=[\"”)*]*$)")
_PHRASE_END = re.compile(r"(?<=[;.!?…,])[\"”)*]*\s+")
_FIGURED = re.compile(r"\s*\([^()]*\d[^()]*\)")
_NUMBER = re.compile(r"\d+")
_SAYING = 3
"""Letters from which on a word tells what a clause is about."""


def plain(text: str) -> str:
    """A text as it is shown: white space collapsed, no asterisks of Markdown, no bars of a table."""
    text = re.sub(r"\s*\|\s*", "; ", text.strip(" |\n")) if "|" in text else text
    return " ".join(text.replace("*", "").split())


def titled(heading: str) -> str:
    """A heading as it is named in an answer: without brackets that hold figures, for which nothing is cited."""
    return _FIGURED.sub("", plain(heading)).strip(" .:;")


def blocks_of(
    finding: Finding, question: Question | None = None, roles: Mapping[Item, str] | None = None
) -> list[Block]:
    """What was found in a plan, quoted under its name; under their own headings where the items are grouped."""
    named = roles or {}
    name = full_name(finding.holding.plan)
    blocks: list[Block] = []
    for group, items in groupby(finding.items, key=lambda item: item.group):
        said = tuple(statement(item, named.get(item, ""), words_sought(question, finding)) for item in items)
        heading = f"{name} – {group}" if group and not blocks else group or name
        blocks.append(Block(heading, said))
    return blocks


def statement(item: Item, role: str = "", sought: frozenset[str] = frozenset()) -> Statement:
    """One clause as it is shown; the citation keeps the whole of it."""
    citation = item.passage.cite()
    if row := _row(item.passage):
        return row
    said = excerpt(item, sought)
    name = item.label or item.passage.opener or f"{role[:1].upper()}{role[1:]}"
    label = f"{name}: " if name and not _names(said, name) else ""
    return Statement(f"{label}“{said}” ({where(citation)})", (citation,))


def _row(passage: Passage) -> Statement | None:
    """A row of a table as "heading: cell" one after the other, with both rows cited; None for what is no such row."""
    head, told = head_of(passage.plan, passage.position), passage.cells
    if head is None or not told:
        return None
    said = "; ".join(f"{plain(name)}: {plain(cell)}" for name, cell in told)
    above, citation = passage.plan.provisions[head], passage.cite()
    return Statement(f"{said} ({where(citation)})", (citation, passage.plan.cite(above, above.place)))


def _names(quote: str, label: str) -> bool:
    """Whether a quote says its label: in so many words, or a document by its number and day."""
    figures = {number.lstrip("0") for number in _NUMBER.findall(label)}
    told = {number.lstrip("0") for number in _NUMBER.findall(quote)}
    return label in quote or (bool(figures) and figures <= told and len(quote) < 2 * len(label))


def words_sought(question: Question | None, finding: Finding) -> frozenset[str]:
    """The words of a question that a long quote is cut by; none where every word of it belongs to the answer."""
    if question is None or finding.shape in {*_WHOLE, Shape.OFFICE}:  # who does it may open the sentence
        return frozenset()
    if question.wants(Ask.CONFIRM) and not any(item.facts for item in finding.items):
        return frozenset()  # what becomes of it may close the sentence
    return frozenset(word for word in question.words if len(word) >= _SAYING) | {""}


def excerpt(item: Item, sought: frozenset[str], limit: int = LONG) -> str:
    """The words of a sentence, or of a long one those clauses that hold its facts or most of the words sought."""
    passage = item.passage
    whole = plain(passage.cite().quote)
    criterion = passage.role is Part.CRITERION and not item.facts and limit >= LONG  # none of it may be left out
    if passage.provision.kind is Kind.ROW or len(whole) <= limit or criterion or not (sought or item.facts):
        return whole
    for ends in (_CLAUSE_END, _PHRASE_END):
        parts = list(_parts(passage, ends))
        kept = _kept(passage, parts, item, sought)
        said = _joined(passage, parts, kept)
        if len(said) <= limit:
            return said
    return whole if len(said) > 2 * limit else said


def _parts(passage: Passage, ends: re.Pattern[str]) -> Iterator[Span]:
    """The stretches of a sentence between the ends of clauses; brackets and quotes are not broken."""
    text = passage.plan.reading.text
    start, end = passage.place
    for match in ends.finditer(text, start, end):
        before = text[start : match.start()]
        opened = before.count("(") > before.count(")") or before.count("“") > before.count("”")
        if not opened and before.count('"') % 2 == 0 and match.start() > start:
            yield Span(start, match.start())
            start = match.end()
    if start < end:
        yield Span(start, end)


def _kept(passage: Passage, parts: Sequence[Span], item: Item, sought: frozenset[str]) -> list[int]:
    """Which stretches answer: those of the facts, else those with most of the words sought."""
    facts = [fact.place for fact in item.facts if passage.place.start <= fact.place.start < passage.place.end]
    if facts:
        return [n for n, part in enumerate(parts) if any(f.start < part.end and part.start < f.end for f in facts)]
    text = passage.plan.reading.text
    held = [len(sought & set(fold(text[part.start : part.end]).split())) for part in parts]
    best = max(held, default=0)
    return [n for n, number in enumerate(held) if best and number == best] or list(range(len(parts)))


def _joined(passage: Passage, parts: Sequence[Span], kept: Iterable[int]) -> str:
    """The stretches that are kept with what lies between them, "…" where others were left out."""
    numbers = sorted(kept)
    first, last = numbers[0], numbers[-1]
    text = passage.plan.reading.text
    said = plain(text[parts[first].start : parts[last].end])
    return f"{'… ' if first else ''}{said}{' …' if last < len(parts) - 1 else ''}"
