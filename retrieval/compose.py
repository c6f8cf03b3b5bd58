"""The answer to a question from what the plans say: short answer, clauses, what to watch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.facts.fact import Role
from documents.plan import Plan, Relation
from prompts.texts import load
from retrieval.answer import Answer, Block, Option, Outcome, Statement, Table
from retrieval.asks import Ask
from retrieval.evidence import Finding, Found, Item, Shape
from retrieval.figures import role_of
from retrieval.judging import judge
from retrieval.naming import full_name, lowered, place_of, short_name, where
from retrieval.notes import notes_on
from retrieval.planmatters import name
from retrieval.question import Question

_SHORT = 280
_HEART = 70
_CRITERION = "tiêu chuẩn khen thưởng"
_RESERVED = re.compile(r"^(?:riêng|trong đó) ")


def answer_one(question: Question, finding: Finding) -> Answer:
    """The answer where one plan is meant."""
    if finding.said:
        return Answer(Outcome.ANSWER, _short(question, finding), (_block(finding),), notes=tuple(notes_on([finding])))
    if finding.found is Found.DELEGATED:
        return _delegated(finding)
    return not_stated(question, finding)


def answer_each(question: Question, findings: Sequence[Finding]) -> Answer:
    """The answer plan by plan, each named, where several plans say something."""
    said = [finding for finding in findings if finding.said]
    apart = _apart(said)
    if apart:
        said.sort(key=lambda finding: _CRITERION not in {_role(item, finding) for item in finding.items})
    parts = [f"{place_of(f.holding.plan)}: {lowered(_gist(f, apart=apart))}" for f in said]
    short = "; ".join(parts)
    if len(short) > 2 * _SHORT:
        short = f"{load('answers')['several'].rstrip(':')}: {', '.join(place_of(f.holding.plan) for f in said)}"
    citations = tuple(item.passage.cite() for finding in said for item in finding.items[:1])
    options = tuple(
        at_place(f.holding.plan, f"{question.text.rstrip(' ?.')} ở {place_of(f.holding.plan)}?")
        for f in said
        if len(said) > 1
    )
    return Answer(
        Outcome.ANSWER,
        Statement(_sentence(short), citations),
        tuple(_block(finding, apart=apart) for finding in said),
        notes=tuple(notes_on(findings)),
        options=options,
    )


def compare(findings: Sequence[Finding]) -> Answer:
    """What several plans say to the same, side by side."""
    said = [finding for finding in findings if finding.said]
    short = "; ".join(f"{place_of(f.holding.plan)}: {lowered(_gist(f))}" for f in said)
    citations = tuple(item.passage.cite() for finding in said for item in finding.items[:1])
    table = Table(
        ("Địa bàn", "Nội dung"),
        tuple(
            (place_of(f.holding.plan), "; ".join(_own(item) for item in f.items) if f.said else _silence(f))
            for f in findings
        ),
    )
    return Answer(
        Outcome.ANSWER,
        Statement(_sentence(short), citations),
        tuple(_block(finding) for finding in said),
        table if len(short) > _SHORT else None,
        notes=tuple(notes_on(findings)),
    )


def join(answers: Sequence[Answer]) -> Answer:
    """One answer of several, numbered; what any of them says counts as said."""
    outcomes = [answer.outcome for answer in answers]
    outcome = Outcome.ANSWER if Outcome.ANSWER in outcomes else outcomes[0]
    short = "\n".join(f"{number}. {answer.short.text}" for number, answer in enumerate(answers, 1))
    citations = tuple(citation for answer in answers for citation in answer.short.citations)
    blocks: dict[tuple[str, Statement], None] = {}
    for block in (block for answer in answers for block in answer.blocks):
        blocks.update(dict.fromkeys((block.heading, statement) for statement in block.statements))
    headings = dict.fromkeys(heading for heading, _ in blocks)
    return Answer(
        outcome,
        Statement(short, tuple(dict.fromkeys(citations))),
        tuple(Block(h, tuple(statement for heading, statement in blocks if heading == h)) for h in headings),
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        options=tuple(option for answer in answers for option in answer.options),
    )


def extreme(question: Question, findings: Sequence[Finding]) -> Answer:
    """Which plan sets the lowest or the highest figure, with what the others set."""
    ranked = sorted(
        (
            (fact.values[0], finding, item, fact)
            for finding in findings
            for item in finding.items
            for fact in item.facts
            if fact.values and fact.unit == "%" and fact.per
        ),
        key=lambda found: found[0],
        reverse=any(word in question.folded for word in ("cao nhat", "nhieu nhat", "lon nhat", "nhanh nhat")),
    )
    answer = compare(findings)
    if not ranked:
        return answer
    word = "Cao nhất" if ranked[0][0] > ranked[-1][0] else "Thấp nhất"
    _, finding, item, fact = ranked[0]
    said = f"{word} là {place_of(finding.holding.plan)}: {lowered(_clauses(replace(item, facts=(fact,))))}"
    others = "các nơi khác được nêu dưới đây để so sánh"
    return replace(answer, short=Statement(_sentence(f"{said}; {others}"), (item.passage.cite(),)))


def deny_day(finding: Finding, others: Sequence[Finding]) -> Answer:
    """That a day asked about is not this plan's, what this plan says, and whose day it is."""
    whose = ", ".join(place_of(other.holding.plan) for other in others)
    own = f"{finding.lacks or 'mốc đó'}" if not finding.said else "mốc đó"
    said = f"Không đúng: {lowered(short_name(finding.holding.plan))} không nêu {own}; mốc đó là của {whose}"
    told = [finding, *others] if finding.items else list(others)
    citations = tuple(item.passage.cite() for one in told for item in one.items[:1])
    return Answer(
        Outcome.ANSWER,
        Statement(_sentence(said), citations),
        tuple(_block(one) for one in told),
        notes=tuple(notes_on(told)),
    )


def not_stated(question: Question, finding: Finding) -> Answer:
    """That a plan is silent, with what comes closest."""
    texts = load("answers")
    plan = finding.holding.plan
    what = finding.lacks or _asked_for(question)
    said = (
        texts["not_stated"].format(plan=short_name(plan), what=what)
        if what
        else texts["not_stated_plain"].format(plan=short_name(plan))
    )
    citations = tuple(item.passage.cite() for item in finding.items)
    blocks = (
        Block(f"{texts['nearest'].rstrip(':')} ({full_name(plan)})", tuple(_statement(item) for item in finding.items)),
    )
    return Answer(
        Outcome.NOT_STATED,
        Statement(said, citations),
        blocks if finding.items else (),
        notes=tuple(notes_on([finding])),
    )


def _delegated(finding: Finding) -> Answer:
    texts = load("answers")
    plan = finding.holding.plan
    references = [r for r in plan.references if r.relation is Relation.DELEGATES]
    spans = [item.passage.cite().span for item in finding.items]
    named = [
        name(r)
        for r in references
        if any(s.start <= r.span.start < s.end or r.span.start <= s.start < r.span.end for s in spans)
    ]
    said = (
        texts["delegated"].format(plan=short_name(plan), document=", ".join(dict.fromkeys(named)))
        if named
        else texts["delegated_plain"].format(plan=short_name(plan))
    )
    citations = tuple(item.passage.cite() for item in finding.items)
    return Answer(Outcome.DELEGATED, Statement(said, citations), (_block(finding),), notes=tuple(notes_on([finding])))


def _short(question: Question, finding: Finding) -> Statement:
    """One sentence that answers."""
    citations = tuple(item.passage.cite() for item in finding.items)
    if question.wants(Ask.CONFIRM) and (verdict := judge(question, finding)):
        return Statement(verdict, citations[:1])
    gist = _gist(finding)
    return Statement(_sentence(f"Theo kế hoạch của {place_of(finding.holding.plan)}: {lowered(gist)}"), citations)


def _apart(findings: Sequence[Finding]) -> bool:
    """Whether both targets and criteria were found, which must be told apart."""
    return len({_role(item, finding) for finding in findings for item in finding.items} - {""}) > 1


def _gist(finding: Finding, *, apart: bool = False) -> str:
    """What a plan says, in a few words of its own; with `apart`, whether it is a target or a criterion."""
    if finding.words:
        return finding.words
    if finding.shape is Shape.DOCUMENTS:
        return ", ".join(dict.fromkeys(item.label for item in finding.items))
    if finding.shape in {Shape.LIST, Shape.TASKS, Shape.SUMMARY} and len(finding.items) > 1:
        return _cut("; ".join(dict.fromkeys(lowered(_heart(item)) for item in finding.items)))
    roles = {item: _role(item, finding) for item in finding.items[:3]}
    apart = apart or len(set(roles.values()) - {""}) > 1
    ranked = sorted(roles, key=lambda item: apart and roles[item] != _CRITERION)
    parts = [
        f"{_RESERVED.sub('', lowered(_clauses(item)))} ({roles[item]})" if apart and roles[item] else _clauses(item)
        for item in ranked
    ]
    return "; ".join(dict.fromkeys(parts))


def _role(item: Item, finding: Finding) -> str:
    """Whether a sentence sets a target or a criterion of an award, in a word; "" for anything else."""
    roles = {role_of(fact, finding.holding) for fact in item.facts if fact.values}
    words = {Role.TARGET: "mục tiêu", Role.CRITERION: _CRITERION}
    return next((words[role] for role in words if roles == {role}), "")


def _heart(item: Item) -> str:
    """The first words of a sentence that say something by themselves, as they stand there."""
    text = _clauses(item) if item.facts else _plain(item.passage.text).lstrip("+-•. ")
    # A comma within a number ends nothing: "3,5 %".
    ends = [mark.start() for mark in re.finditer(r"[,;.:](?=\s|$)", text) if mark.start() >= _HEART // 2]
    text = text[: ends[0]] if ends else text
    return text if len(text) <= _HEART else text[:_HEART].rsplit(" ", 1)[0]


def _clauses(item: Item) -> str:
    """The clauses of a sentence that the facts stand in, the whole sentence where it is short."""
    text = _plain(item.passage.text).rstrip(" .;,")
    if len(text) <= 160 or not item.facts:
        return _cut(text)
    reading = item.passage.plan.reading.text
    clauses = [_plain(reading[f.place.start : f.place.end]).strip(" .;,") for f in item.facts]
    return ", ".join(dict.fromkeys(_balanced(clause) for clause in clauses))


def _plain(text: str) -> str:
    """A text as it is shown: white space collapsed, without the asterisks of Markdown."""
    return " ".join(text.replace("*", "").split())


def _balanced(clause: str) -> str:
    """A clause without the half of a pair of brackets that was left outside it."""
    if clause.startswith("(") and clause.endswith(")") and clause.count("(") == 1:
        return clause[1:-1]
    opened, closed = clause.count("("), clause.count(")")
    if opened > closed:
        return f"{clause})"
    return clause.removesuffix(")") if closed > opened else clause


def _cut(text: str) -> str:
    if len(text) <= _SHORT:
        return text
    return text[:_SHORT].rsplit(" ", 1)[0] + "…"


def _own(item: Item) -> str:
    return f"{item.label}: {_clauses(item)}" if item.label else _clauses(item)


def _silence(finding: Finding) -> str:
    return "giao cho văn bản khác" if finding.found is Found.DELEGATED else "không nêu"


def _block(finding: Finding, *, apart: bool = False) -> Block:
    roles = {item: _role(item, finding) for item in finding.items}
    apart = apart or len(set(roles.values()) - {""}) > 1
    ranked = sorted(finding.items, key=lambda item: apart and roles[item] != _CRITERION)
    return Block(
        full_name(finding.holding.plan), tuple(_statement(item, roles[item] if apart else "") for item in ranked)
    )


def _statement(item: Item, role: str = "") -> Statement:
    citation = item.passage.cite()
    name = item.label or f"{role[:1].upper()}{role[1:]}"
    label = f"{name}: " if name and name not in citation.quote else ""
    return Statement(f"{label}“{_plain(citation.quote)}” ({where(citation)})", (citation,))


def _sentence(text: str) -> str:
    text = text.strip(" ;,")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _asked_for(question: Question) -> str:
    """What was asked for, in words that follow "không nêu"."""
    if question.wants(Ask.DURATION):
        return "số năm"
    if question.wants(Ask.FIGURE):
        return "con số này"
    if question.wants(Ask.DATE):
        return "ngày tháng cho việc này"
    if question.wants(Ask.OFFICE):
        return "cơ quan làm việc này"
    if question.wants(Ask.DOCUMENT):
        return "văn bản này"
    return ""


def at_place(plan: Plan, question: str) -> Option:
    """A tap that asks about the place of a plan."""
    place = place_of(plan)
    return Option(f"{place[:1].upper()}{place[1:]}", question)


def held_plans(plans: Sequence[Plan]) -> str:
    """The places the library has plans of."""
    return load("answers")["held"].format(plans=", ".join(place_of(plan) for plan in plans))
