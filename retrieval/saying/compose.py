"""The answer to a question from what the plans say: short answer, clauses, what to watch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from documents.plan import Plan, Relation
from prompts.texts import load
from retrieval.answer import Answer, Block, Option, Outcome, Statement
from retrieval.finding.documents import name
from retrieval.finding.evidence import Finding, Found, Item
from retrieval.saying.gist import CRITERION, SHORT, first_line, gist, role_word
from retrieval.saying.judging import judge
from retrieval.saying.notes import notes_on
from retrieval.saying.quotes import blocks_of, statement
from retrieval.saying.reckoning import reckon
from retrieval.understanding.asks import Ask
from retrieval.understanding.naming import full_name, lowered, place_of, places_apart, short_name
from retrieval.understanding.phrasing import capital, sentence
from retrieval.understanding.question import Question
from retrieval.understanding.succession import follows


def answer_one(question: Question, finding: Finding) -> Answer:
    """The answer where one plan is meant."""
    if finding.said:
        blocks = tuple(blocks_of(_ranked(finding), question, _roles(finding)))
        return Answer(Outcome.ANSWER, _short(question, finding), blocks, notes=tuple(notes_on([finding])))
    return not_said(question, [finding])


def answer_each(question: Question, findings: Sequence[Finding]) -> Answer:
    """The answer plan by plan, each named, where several plans say something."""
    said = [finding for finding in findings if finding.said]
    apart = len({role for finding in said for role in _all_roles(finding).values()} - {""}) > 1
    if apart:
        said.sort(key=lambda finding: CRITERION not in _all_roles(finding).values())
    places = places_apart([finding.holding.plan for finding in said])
    parts = (f"{place}: {lowered(gist(f, question, apart=apart))}" for place, f in zip(places, said, strict=True))
    short = "; ".join(parts)
    if len(short) > 2 * SHORT:
        short = f"{load('answers')['several'].rstrip(':')}: {', '.join(places)}"
    citations = tuple(item.passage.cite() for finding in said for item in finding.items[:1])
    options = tuple(
        at_place(f.holding.plan, f"{question.text.rstrip(' ?.')} ở {place_of(f.holding.plan)}?")
        for f in said
        if len(said) > 1
    )
    blocks = (blocks_of(_ranked(f, apart=apart), question, _roles(f, apart=apart)) for f in said)
    return Answer(
        Outcome.ANSWER,
        Statement(sentence(short), citations),
        tuple(block for one in blocks for block in one),
        notes=tuple(notes_on(findings)),
        options=options,
    )


def not_said(question: Question, findings: Sequence[Finding]) -> Answer:
    """That the plans meant are silent or leave it to documents that are not held, each with what comes closest."""
    told = [_delegated(f) if f.found is Found.DELEGATED else _silent(question, f) for f in findings]
    handed = any(finding.found is Found.DELEGATED for finding in findings)
    return Answer(
        Outcome.DELEGATED if handed else Outcome.NOT_STATED,
        Statement(" ".join(short.text for short, _ in told), tuple(c for short, _ in told for c in short.citations)),
        tuple(block for _, blocks in told for block in blocks),
        notes=tuple(notes_on(findings)),
    )


def join(answers: Sequence[Answer]) -> Answer:
    """One answer of several, one after the other; what any of them says counts as said."""
    if len(answers) == 1:
        return answers[0]
    outcomes = [answer.outcome for answer in answers]
    outcome = Outcome.ANSWER if Outcome.ANSWER in outcomes else outcomes[0]
    texts = [line.removeprefix("• ") for answer in answers for line in answer.short.text.split("\n")]
    told = tuple(dict.fromkeys(texts))
    short = "\n".join(f"• {text}" for text in told) if len(told) > 1 else told[0]
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


def deny_day(finding: Finding, others: Sequence[Finding]) -> Answer:
    """That a day asked about is not this plan's, what this plan says, and whose day it is."""
    whose = ", ".join(place_of(other.holding.plan) for other in others)
    own = f"{finding.lacks or 'mốc đó'}" if not finding.said else "mốc đó"
    said = f"Không đúng: {lowered(short_name(finding.holding.plan))} không nêu {own}; mốc đó là của {whose}"
    told = [finding, *others] if finding.items else list(others)
    citations = tuple(item.passage.cite() for one in told for item in one.items[:1])
    return Answer(
        Outcome.ANSWER,
        Statement(sentence(said), citations),
        tuple(block for one in told for block in blocks_of(one, None, _roles(one))),
        notes=tuple(notes_on(told)),
    )


def succession(asked: Sequence[Plan], plans: Mapping[str, Plan]) -> Iterator[str]:
    """Which plans not asked came before or after those that were, at the same place."""
    texts = load("answers")
    for plan in asked:
        for other in plans.values():
            if other in asked:
                continue
            if follows(other, plan):
                yield texts["followed"].format(plan=full_name(other))
            elif follows(plan, other):
                yield texts["preceded"].format(plan=full_name(other))


def _silent(question: Question, finding: Finding) -> tuple[Statement, list[Block]]:
    texts = load("answers")
    plan = finding.holding.plan
    what = finding.lacks or _asked_for(question)
    said = (
        texts["not_stated"].format(plan=short_name(plan), what=what)
        if what
        else texts["not_stated_plain"].format(plan=short_name(plan))
    )
    nearest = tuple(statement(item) for item in finding.items)
    heading = f"{texts['nearest'].rstrip(':')} ({full_name(plan)})"
    citations = tuple(item.passage.cite() for item in finding.items)
    return Statement(said, citations), [Block(heading, nearest)] if nearest else []


def _delegated(finding: Finding) -> tuple[Statement, list[Block]]:
    texts = load("answers")
    plan = finding.holding.plan
    references = [r for r in plan.references if r.relation is Relation.DELEGATES and (r.number or r.issuer)]
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
    return Statement(said, citations), blocks_of(finding)


def _short(question: Question, finding: Finding) -> Statement:
    """One sentence that answers."""
    citations = tuple(item.passage.cite() for item in finding.items)
    if question.wants(Ask.CONFIRM) and (verdict := judge(question, finding)):
        return Statement(verdict, citations[:1])
    reckoned = reckon(question, finding)
    return Statement(f"{sentence(first_line(question, finding))} {reckoned}".rstrip(), citations)


def _all_roles(finding: Finding) -> dict[Item, str]:
    if any(item.group for item in finding.items):
        return dict.fromkeys(finding.items, "")
    return {item: role_word(item, finding) for item in finding.items}


def _roles(finding: Finding, *, apart: bool = False) -> dict[Item, str]:
    """What each item sets, where targets and criteria must be told apart."""
    roles = _all_roles(finding)
    return roles if apart or len(set(roles.values()) - {""}) > 1 else {}


def _ranked(finding: Finding, *, apart: bool = False) -> Finding:
    """The finding with criteria before targets, where both were found."""
    roles = _roles(finding, apart=apart)
    return replace(
        finding, items=tuple(sorted(finding.items, key=lambda item: bool(roles) and roles[item] != CRITERION))
    )


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
    return Option(capital(place), question)


def held_plans(plans: Sequence[Plan]) -> str:
    """The places the library has plans of."""
    return load("answers")["held"].format(plans=", ".join(places_apart(plans)))
