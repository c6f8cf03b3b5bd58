"""A plan in short: its target, whom it sets criteria for and which, what it awards, what is due when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from documents.facts.fact import Fact, Role
from documents.facts.parts import Part
from documents.plan import Reference, Relation
from retrieval.finding.documents import name
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.figures import by_sentence, role_of
from retrieval.finding.sections import FOR, heading_of, section_items
from retrieval.saying.quotes import titled
from retrieval.search.corpus import Corpus, Holding
from retrieval.understanding.naming import lowered, place_of
from retrieval.understanding.phrasing import amount, due
from retrieval.understanding.question import Question

_GROUPS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("Tiêu chuẩn bằng số", (Role.CRITERION,)),
    ("Khen thưởng", (Role.QUOTA,)),
    ("Báo cáo và mốc thời gian", (Role.REPORT, Role.DEADLINE, Role.EVENT)),
)
_MOST = 8


def find_summary(_: Question, holding: Holding, __: Corpus) -> Finding:
    """The parts of a plan in its order, those that are figures, days and documents in full."""
    items = [
        *(list(_of(holding, "Mục tiêu", (Role.TARGET,))) or _openings(holding, "Mục đích", Part.TARGET)[:2]),
        *_openings(holding, "Nội dung thi đua", Part.CONTENT),
        *(item for group, roles in _GROUPS for item in _of(holding, group, roles)),
        *(Item(holding.passage_at(_place(holding, r)), group="Việc giao cho văn bản khác") for r in _handed(holding)),
    ]
    seen: dict[str, Item] = {}
    for item in items:
        seen.setdefault(item.passage.id, item)
    if not seen:
        return Finding(holding, Found.SILENT, Shape.SUMMARY)
    return Finding(holding, Found.SAID, Shape.SUMMARY, tuple(seen.values()), 1.0, words=_words(holding))


def _of(holding: Holding, group: str, roles: Iterable[Role]) -> Iterator[Item]:
    facts = [fact for fact in holding.facts if role_of(fact, holding) in roles and _tells(fact)]
    for item in by_sentence(facts, holding)[:_MOST]:
        yield replace(item, group=group, label=_whom(item) if group == _GROUPS[0][0] else "")


def _openings(holding: Holding, group: str, role: Part) -> list[Item]:
    """The first sentence of each point of a part."""
    positions = {item.passage.position for item in section_items(holding, role)}
    firsts = [passage for passage in holding.passages if passage.position in positions and passage.first]
    return [Item(passage, label=_whom(Item(passage)), group=group) for passage in firsts[:_MOST]]


def _tells(fact: Fact) -> bool:
    return bool(fact.values or fact.time or fact.cycle or fact.recipient)


def _whom(item: Item) -> str:
    """Whom a clause is for, where its own words do not say so."""
    heading = heading_of(item.passage)
    return heading if not item.passage.own_subjects and FOR.match(heading) else ""


def _handed(holding: Holding) -> list[Reference]:
    return [r for r in holding.plan.references if r.relation is Relation.DELEGATES and r.number]


def _place(holding: Holding, reference: Reference) -> int:
    return holding.plan.reading.in_reading(reference.span).start


def _words(holding: Holding) -> str:
    """The plan in a sentence: target, criteria, reports."""
    facts = [fact for fact in holding.facts if fact.place]
    targets = [fact for fact in facts if role_of(fact, holding) is Role.TARGET and fact.values and not fact.link]
    parts = []
    if targets:
        parts.append(f"mục tiêu {targets[0].measure.value} {', '.join(amount(fact) for fact in targets[:2])}")
    outermost = dict.fromkeys(
        next((titled(heading) for heading in reversed(p.sections) if FOR.match(heading)), "")
        for p in holding.passages
        if p.role is Part.CRITERION and not p.is_heading
    )
    whom = [FOR.sub("", heading).strip(" .:;") for heading in outermost if heading]
    if whom:
        parts.append(f"tiêu chuẩn khen thưởng đối với: {', '.join(map(lowered, whom))}")
    if handed := _handed(holding):
        parts.append(f"giao cho văn bản khác: {', '.join(dict.fromkeys(name(r) for r in handed))}")
    reports = [fact for fact in facts if fact.role is Role.REPORT and (fact.time or fact.cycle) and fact.recipient]
    if reports:
        fact = max(reports, key=lambda fact: fact.time is not None)
        parts.append(f"báo cáo {due(fact, holding.plan)} gửi {fact.recipient}")
    return f"Kế hoạch của {place_of(holding.plan)}: {'; '.join(parts)}" if parts else ""
