"""Where in a plan the answer to a question is looked for, by what the question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from documents.facts.measures import Measure
from documents.facts.subjects import Subject, UnitKind, find_subjects
from documents.facts.units import HOUSEHOLDS
from documents.names.references import closes
from documents.plan import Kind, Plan, Reference, Relation
from documents.reading import Span
from documents.syllables import fold
from retrieval.finding.answertype import awaited
from retrieval.finding.conditions import find_conditions, find_on_matter
from retrieval.finding.dates import find_dates
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.figures import by_sentence, find_figures
from retrieval.finding.planmatters import (
    find_documents,
    find_form,
    find_plan_matter,
    find_replacement,
    replacement_asked,
)
from retrieval.finding.sections import asks_basis, find_section, grouped, section_asked
from retrieval.finding.summary import find_summary
from retrieval.finding.support import CERTAIN, WHOLE, lacking, speaks_of, supports
from retrieval.finding.timeline import asks_every_day, find_timeline
from retrieval.finding.words import DOING, find_likeliest, find_words
from retrieval.search.certainty import enough
from retrieval.search.corpus import Corpus, Holding, Texts, coverage, padded
from retrieval.search.passages import Passage, Role, whole
from retrieval.search.ranking import best_passages
from retrieval.search.reranking import rerank
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.matching import fits
from retrieval.understanding.papers import asks_form, asks_papers
from retrieval.understanding.question import Question, without

Way = Callable[[Question, Holding, Corpus], Finding]
_ENOUGH = 0.42
_NEAREST = 2
_AHEAD = 0.2
"""How much surer the likeliest sentence must be than what the rules found, to be said in its stead."""
_ON_MATTER = 0.55
_NO_OFFICES = HOUSEHOLDS | {UnitKind.BUSINESS}
"""Kinds that plans set criteria for and give no tasks."""
_GRANTING = frozenset({Role.CRITERION, Role.AWARD, Role.DOSSIER})
"""The parts of a plan that say what is granted and on which terms."""
_COUNTED = frozenset({"tập thể", "cá nhân", "hộ", "bộ", "tin"})
_REWARDED = re.compile(r"\b(?:khen|thuong)\b")
_REWARD = re.compile(r"\b(?:tien|muc) thuong\b")
"""The money that goes with any award, whichever is asked about."""
_UPWARD = re.compile(r"\b(?:cua|cap|theo) (?:tinh|cap tren|trung uong)\b|\bcap tren\b")
_PLAN = re.compile(r"\b(?:ke hoach|van ban|phong trao)\b")
_OCCASIONS = {
    "năm": re.compile(r"\b(?:hang|moi|tung) nam\b|\bthuong nien\b"),
    "sơ kết": re.compile(r"\bso ket\b|\bgiua (?:ky|chung|giai doan)\b"),
    "tổng kết": re.compile(r"\btong ket\b|\bcuoi (?:ky|giai doan)\b"),
}
"""When awards are given, each with how many of its own."""
_LOCAL = frozenset({UnitKind.COMMUNE, UnitKind.VILLAGE, UnitKind.DISTRICT})
"""Kinds of unit that plans give tasks as one, which are not offices of a name."""
_DOES = re.compile(
    r":|\b(?:căn cứ|chủ trì|phối hợp|(?:có|chịu) trách nhiệm|tổ chức|triển khai|xây dựng|ban hành|chỉ đạo|thực hiện)\b"
)
_OFFICES = re.compile(
    r"\b(?:cac|tung|moi|nhung) ((?:phong|so|ban|hoi|doan|nganh)(?:(?:, |,| va | )(?:phong|so|ban|hoi|doan|nganh))*)"
    r"(?= *(?:$|[,.?]|(?:o|tai|ben|cua|trong|phai|lam|duoc|thi|huyen|tinh|cap|theo)\b))"
)
"""Offices of a kind, none by its name."""
_TOLD = re.compile(r":(?:\s+\S+){4}")
"""What is to be done, in the line that says who does it."""
_OPENING, _ACTING = 160, 0.75
_TELLING = 5.0
"""The weight that words of a question must have together to be a matter of their own."""
_AWARD_WORDS = (
    "bang khen", "giay khen", "tien thuong", "co thi dua", "huan chuong", "cap nha nuoc", "thu tuong", "ho tro",
)  # fmt: skip


def seek(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What a plan says to a question; where it hands the matter on to a plan that is held, what that says."""
    ruled = find(question, holding, corpus)
    finding = _sure(question, ruled, corpus)
    if not ruled.said and question.about(Topic.CRITERION, Topic.AWARD) and _leaves_all(holding):
        finding = ruled  # nothing that such a plan says itself is a criterion
    handed = [] if finding.shape is Shape.ABOUT_PLAN else _handed_on(question, finding, holding, corpus)
    if not (question.wants(Ask.CONDITIONS) and _wholly(holding)):
        handed = [pair for pair in handed if speaks_of(question, [pair[1]], holding, corpus)]
    handed = handed or _handed_nearest(question, finding, holding, corpus)
    if handed:
        items = tuple(Item(passage) for passage in dict.fromkeys(p for _, p in handed))
        finding = Finding(holding, Found.DELEGATED, finding.shape, items, 0.8)
    if not finding.said and (parent := _parent(question, finding, [r for r, _ in handed], holding, corpus)):
        above = _sure(question, find(question, parent, corpus), corpus)
        if above.said:
            own = finding.items if finding.found is Found.DELEGATED else ()
            return replace(above, items=(*own, *above.items))
    return finding


def _sure(question: Question, ruled: Finding, corpus: Corpus) -> Finding:
    """What the rules found, or the likeliest sentence where that answers more surely; silence where neither does."""
    if not ruled.said and ruled.strength >= CERTAIN:
        return ruled
    if ruled.said and ruled.shape is Shape.DOCUMENTS and asks_papers(question.folded):
        return replace(ruled, sure=ruled.strength)  # whatever its words, a list of documents is what the plan names
    near = find_likeliest(question, ruled.holding, corpus, Shape.TEXT if ruled.shape in WHOLE else ruled.shape)
    own = supports(question, ruled, ruled, corpus) if ruled.said else 0.0
    other = supports(question, near, ruled, corpus) if near.said else 0.0
    least = enough("support")
    if ruled.said and ruled.shape is Shape.TASKS and _is_all_asked(question, ruled, corpus):
        return replace(ruled, sure=max(own, least))
    # a list of documents is whole, and side by side stands what is of one kind
    firm = own >= least and (ruled.shape is Shape.DOCUMENTS or question.wants(Ask.DIFFERENCE))
    if not firm and other >= least and other > own + (_AHEAD if ruled.said else 0.0):
        return replace(near, strength=other, sure=other)
    if own >= least:
        return replace(ruled, sure=own)
    if not ruled.said or ruled.shape in WHOLE:
        return ruled
    lacks = ruled.lacks or lacking(question, ruled, corpus)
    return Finding(ruled.holding, Found.SILENT, ruled.shape, ruled.items[:_NEAREST], 0.0, lacks=lacks)


def find(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What comes closest in one plan, by all that is asked for; part by part where a question compares within it."""
    findings = [way(part, holding, corpus) for part in _parts(question) for way in _ways(part)]
    said = [finding for finding in findings if finding.said]
    certain = any(finding.strength >= CERTAIN for finding in findings)
    duties = question.about(Topic.REPORT, Topic.DOSSIER) or question.wants(Ask.OFFICE)
    whether = question.wants(Ask.CONFIRM) and not question.wants(Ask.DIFFERENCE)
    if not said and not certain and whether and asked_subjects(question) and not duties:
        required = find_conditions(question, holding, corpus)
        if required.said:
            none = "Trong các tiêu chuẩn nêu ra không có yêu cầu này"
            return replace(required, words=required.words or none)
    if len(findings) == 1 or not said:
        return findings[0]
    items: dict[str, Item] = {}
    for item in (item for finding in said for item in finding.items):
        items.setdefault(f"{item.passage.id}{item.label}", item)
    words = ". ".join(dict.fromkeys(finding.words for finding in said if finding.words))
    lacks = "; ".join(dict.fromkeys(finding.lacks for finding in findings if not finding.said and finding.lacks))
    ordered = tuple(sorted(items.values(), key=lambda item: item.passage.place.start))
    ordered = grouped(ordered) if said[0].shape is Shape.LIST else ordered
    strength = max(finding.strength for finding in said)
    return replace(said[0], items=ordered, words=words, strength=strength, lacks=lacks)


def _parts(question: Question) -> list[Question]:
    """A question that compares units or roles, taken one by one; else the question itself."""
    if not question.wants(Ask.DIFFERENCE):
        return [question]
    if occasions := _by_occasion(question):
        return occasions
    subjects = list({(s.kind, s.zone, s.traits): s for s in asked_subjects(question)}.values())
    parts: list[Question] = [replace(question, chosen=(subject,)) for subject in subjects] or [question]
    both = {Topic.CRITERION, Topic.TARGET}
    if both <= question.topics and question.unit != "năm":
        rest = question.topics - both
        asks = question.asks - {Ask.CONDITIONS} | {Ask.FIGURE}
        parts = [
            replace(part, topics=rest | {topic}, asks=asks, unit="%")
            for part in parts
            for topic in (Topic.TARGET, Topic.CRITERION)
        ]
    return parts


def _by_occasion(question: Question) -> list[Question]:
    """A question that compares the awards of several occasions, one by one; nothing where it compares none."""
    found = {
        name: [Span(*match.span()) for match in words.finditer(question.folded)] for name, words in _OCCASIONS.items()
    }
    named = [name for name, spans in found.items() if spans]
    if len(named) < 2 or "khen" not in question.folded or len(question.masked) != len(question.text):
        return []
    parts = []
    for name in named:
        others = [span for other in named if other != name for span in found[other]]
        topics = question.topics - {Topic.REVIEW} | {Topic.AWARD}
        parts.append(
            replace(
                question,
                text=without(question.text, others),
                masked=without(question.masked, others),
                asks=question.asks - {Ask.CONDITIONS, Ask.DATE} | {Ask.FIGURE},
                topics=topics,
            )
        )
    return parts


def _ways(question: Question) -> Sequence[Way]:
    """The ways to look for what is asked, the most particular first."""
    wants = question.wants
    if replacement_asked(question):
        return (find_plan_matter, find_replacement) if wants(Ask.VALIDITY) else (find_replacement,)
    if question.documents and wants(Ask.IDENTITY, Ask.ISSUER) and not wants(Ask.SIGNER):
        return (find_documents,)
    if asks_form(question.folded):
        return (find_form,)
    about_plan = wants(Ask.SIGNER, Ask.TITLE, Ask.LOCALITY, Ask.ISSUER, Ask.VALIDITY, Ask.RECIPIENTS, Ask.PERSON)
    if about_plan or (wants(Ask.IDENTITY) and not question.about(Topic.BASIS) and not asked_subjects(question)):
        return (find_plan_matter,)
    if wants(Ask.DOCUMENT) or (question.documents and wants(Ask.OFFICE, Ask.DATE, Ask.IDENTITY, Ask.ISSUER)):
        return (find_documents,)
    if wants(Ask.MEANING) and not wants(Ask.FIGURE) and (question.quantities or question.times):
        return (find_meaning,)
    if asks_basis(question):
        return (find_documents,)
    if asks_every_day(question):
        return (find_timeline,)
    if section_asked(question):
        return (find_section,)
    if wants(Ask.SUMMARY) and not wants(Ask.FIGURE, Ask.DATE, Ask.OFFICE, Ask.CONDITIONS, Ask.TASKS):
        return (find_conditions,) if _of_unit(question) else (find_summary,)
    return tuple(_matters(question)) or (find_text,)


def _of_unit(question: Question) -> bool:
    """Whether what is to be told in short is what a kind of unit must reach, not the plan that has its name."""
    subjects = asked_subjects(question)
    plain = not any(subject.whole for subject in subjects) and not _PLAN.search(question.folded)
    return bool(subjects) and (question.about(Topic.CRITERION) or plain)


def by_words(question: Question) -> bool:
    """Whether a question is answered by the sentences nearest to it, not from facts or the plan's structure."""
    return any(way in {find_text, find_offices, find_tasks} for part in _parts(question) for way in _ways(part))


def _matters(question: Question) -> Iterator[Way]:
    wants, subjects = question.wants, asked_subjects(question)
    if wants(Ask.EXTREME) and (question.about(Topic.TARGET) or question.unit == "%"):
        yield find_figures
        return
    awarded = bool(subjects) and all(subject.kind in _NO_OFFICES for subject in subjects)
    criterial = question.about(Topic.CRITERION) or (wants(Ask.CONDITIONS) and (awarded or not wants(Ask.TASKS)))
    if wants(Ask.FIGURE) and wants(Ask.CONDITIONS) and question.unit not in {"%", "năm"}:
        yield find_conditions
        return
    confirmed = wants(Ask.CONFIRM) and bool(question.figures)
    if wants(Ask.FIGURE, Ask.DURATION) or confirmed:
        yield find_figures
    if confirmed and criterial and subjects:
        yield find_on_matter
    due = question.about(Topic.REPORT, Topic.DOSSIER, Topic.REVIEW)
    conditional = criterial and bool(subjects) and wants(Ask.CONDITIONS)
    if conditional and wants(Ask.DATE):
        yield find_conditions
    if (wants(Ask.DATE) and (due or not conditional)) or (wants(Ask.CONFIRM) and question.days):
        yield find_dates
    if wants(Ask.OFFICE):
        yield find_offices
    if wants(Ask.FIGURE, Ask.DURATION, Ask.DATE, Ask.OFFICE) or confirmed:
        return
    if wants(Ask.TASKS) and not (criterial and subjects):
        yield find_tasks
    elif _compares_figures(question, subjects):
        yield find_figures
    elif (criterial and subjects) or (wants(Ask.DIFFERENCE) and subjects):
        yield find_conditions


def _compares_figures(question: Question, subjects: Sequence[Subject]) -> bool:
    """Whether a question without "bao nhiêu" is about figures all the same."""
    if question.about(Topic.TARGET) and not question.wants(Ask.CONDITIONS):
        return True
    timed = {Measure.YEARS_SINCE_ESCAPE, Measure.YEARS_OF_WORK}
    named = bool(question.measures - timed) or any(subject.zone for subject in subjects)
    return named and question.wants(Ask.DIFFERENCE, Ask.EXTREME, Ask.TEXT)


def find_offices(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Who does something, or to whom and through whom something goes."""
    terms = corpus.terms(question.sought)
    if question.about(Topic.REPORT) and not question.about(Topic.TASK, Topic.DOSSIER):
        finding = find_dates(question, holding, corpus)
        if finding.items and any(fact.recipient for item in finding.items for fact in item.facts):
            scored = best_passages(terms, holding, roles=DOING, limit=1)
            held = coverage(terms, holding.texts_of(finding.items[0].passage))
            if scored and scored[0][0] <= held + 0.15:
                return Finding(holding, Found.SAID, Shape.OFFICE, finding.items, max(0.5, finding.strength))
    return find_words(question, holding, corpus, Shape.OFFICE)


def find_text(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Whatever sentence says most of what a question is about."""
    return find_words(question, holding, corpus, Shape.TEXT)


def find_tasks(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What an office is to do: the clauses under its name, and those that name it in doing."""
    terms = corpus.terms(question.sought, "doing") or corpus.terms(question.sought)
    scored: list[tuple[float, Passage]] = []
    for passage in holding.passages:
        if passage.role not in DOING or (passage.is_heading and not _TOLD.search(passage.text)):
            continue
        mentioned = 0.75 * coverage(terms, holding.texts_of(passage))
        scored.append((max(coverage(terms, _actor(passage)), mentioned), passage))
    if own := _duties(question, [passage for _, passage in scored], holding):
        return Finding(holding, Found.SAID, Shape.TASKS, tuple(Item(p, label=p.actor) for p in own), 1.0)
    best = max((score for score, _ in scored), default=0.0)
    if best < _ENOUGH:
        return find_words(question, holding, corpus, Shape.TASKS)
    chosen = [passage for score, passage in scored if score >= 0.7 * best]
    offices = {(passage.actor, passage.provision.parent) for passage in chosen if passage.actor}
    chosen = [p for _, p in scored if p in chosen or (p.actor, p.provision.parent) in offices]
    duties = [passage for passage in chosen if passage.role is not Role.CONTENT] or chosen
    items = tuple(Item(passage, label=passage.actor) for passage in duties[:8])
    return Finding(holding, Found.SAID, Shape.TASKS, items, best)


def _duties(question: Question, passages: Sequence[Passage], holding: Holding) -> list[Passage]:
    """The clauses that give those a question names something to do, whatever it may be.

    It names communes or hamlets, offices of a kind ("các phòng", "từng hội, đoàn"), or whom a clause says to act.
    """
    asked = [subject for subject in asked_subjects(question) if subject.kind in _LOCAL]
    folded = " ".join(fold(question.masked).split())
    kinds = {word for match in _OFFICES.finditer(folded) for word in match[1].replace(",", " ").split()}
    given = []
    for passage in passages:
        if passage.role not in {Role.TASK, Role.CLOSING} or passage.provision.kind is Kind.PARAGRAPH:
            continue
        actors = [actor for actor in _actors(passage) if len(actor) < _OPENING]
        local = any(_is_local(actor, asked, holding) for actor in actors)
        of_kind = any(_is_of(fold(actor), kinds) for actor in actors)
        if local or of_kind or any(_is_said(actor, folded) for actor in actors):
            given.append(passage)
    return given if any(passage.role is Role.TASK for passage in given) else []


def _is_all_asked(question: Question, ruled: Finding, corpus: Corpus) -> bool:
    """Whether the tasks found are those of whom a question names, and it names no matter that none of them is on."""
    holding = ruled.holding
    if {item.passage.id for item in ruled.items} - {p.id for p in _duties(question, holding.passages, holding)}:
        return False
    held = " ".join(f"{holding.texts_of(i.passage).own} {holding.texts_of(i.passage).heading}" for i in ruled.items)
    terms = corpus.terms(question.matter, "asking", "doing", "framing")
    return sum(term.weight for term in terms if not any(f" {p} " in held for p in term.phrases)) < _TELLING


def _actors(passage: Passage) -> list[str]:
    """Who a clause tells to act: what it has before its colon or its verb, and the heading over its items."""
    own = _DOES.split(whole(passage.plan, passage.position).text, maxsplit=1)[0]
    return [own, passage.actor] if passage.provision.kind is Kind.ITEM and passage.actor else [own]


def _is_local(actor: str, asked: Sequence[Subject], holding: Holding) -> bool:
    """Whether an actor is the units asked about, or their committees; a council "huyện, xã" is neither."""
    named = [subject for subject in find_subjects(actor) if not subject.whole]
    council = fold(actor).startswith("hoi dong")
    return bool(asked) and not council and fits(asked, named, holding.plan.level) >= _ACTING


def _is_of(actor: str, kinds: Collection[str]) -> bool:
    """Whether an actor is an office of these kinds: "hoi" of "hội nông dân" and not of "hội đồng"."""
    words = [*actor.split(), ""]
    return words[0] in kinds and words[1] != "dong"


def _is_said(actor: str, folded: str) -> bool:
    """Whether a question names an actor, or one of several that act together, by all of its words."""
    names = [padded(name) for name in re.split(r"[,;]| va ", fold(actor))]
    return any(len(name.split()) >= 2 and name in padded(folded) for name in names)


def _actor(passage: Passage) -> Texts:
    """The words that say who acts: the nearest heading, or the opening of the sentence."""
    return Texts.of(f"{passage.actor} {' '.join(passage.text.split()[:14])}", "")


def find_meaning(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """What a figure or a day that the question names stands for in a plan."""
    values = {value for quantity in question.quantities for value in quantity.values}
    units = {quantity.unit for quantity in question.quantities}
    days = set(question.days) | {(time.day, time.month) for time in question.times if time.day and time.month}
    years = {time.year for time in question.times if time.year and not time.day}
    facts = [
        fact
        for fact in holding.facts
        if (values & set(fact.values) and fact.unit in units)
        or (fact.time and (fact.time.day, fact.time.month) in days)
        or (not values and not days and fact.time and fact.time.year in years and fact.event)
    ]
    if not facts:
        return Finding(holding, Found.NOTHING, Shape.MEANING)
    return Finding(holding, Found.SAID, Shape.MEANING, by_sentence(facts, holding), 1.0)


def _handed_on(
    question: Question, finding: Finding, holding: Holding, corpus: Corpus
) -> list[tuple[Reference, Passage]]:
    """The clauses by which a plan leaves what is asked to another document."""
    found = list(_delegations(holding, frozenset(Role) if not finding.said and _asks_money(question) else _GRANTING))
    if not found or _is_settled(finding):
        return []
    award = next((words for words in _AWARD_WORDS if words in question.folded), None)
    conditions = question.wants(Ask.CONDITIONS) or question.about(Topic.CRITERION, Topic.AWARD)
    loose = finding.shape in {Shape.LIST, Shape.TEXT} and not question.wants(Ask.TASKS)
    if finding.said and conditions and loose and _wholly(holding):
        return found
    said = {item.passage.id for item in finding.items}
    asked = conditions or question.wants(Ask.FIGURE) or question.asks == {Ask.TEXT}
    if finding.said and asked and said <= {passage.id for _, passage in found}:
        return [(reference, passage) for reference, passage in found if passage.id in said]
    if finding.said:
        if not (award and conditions) or any(
            award in f"{i.passage.folded} {fold(i.passage.heading)}" for i in finding.items
        ):
            return []
        return [(reference, passage) for reference, passage in found if award in passage.folded]
    if question.wants(Ask.OFFICE, Ask.DATE, Ask.TASKS):
        return []
    if question.unit in _COUNTED:
        return []
    figure = question.wants(Ask.FIGURE) and not question.about(Topic.TARGET)
    if (conditions or figure) and _wholly(holding):
        return found
    terms = corpus.terms(question.sought, "asking")
    subjects = asked_subjects(question)
    return [
        (reference, passage)
        for reference, passage in found
        if (terms and coverage(terms, holding.texts_of(passage)) >= _ON_MATTER)
        or (conditions and subjects and not question.wants(Ask.FIGURE) and _names(passage, subjects))
    ]


def _is_settled(finding: Finding) -> bool:
    """Whether what was found leaves nothing to others: documents themselves, or a silence that is sure."""
    return finding.shape is Shape.DOCUMENTS or (not finding.said and finding.strength >= CERTAIN)


def _handed_nearest(
    question: Question, finding: Finding, holding: Holding, corpus: Corpus
) -> list[tuple[Reference, Passage]]:
    """The clauses that leave a matter to another document, where what was found, or comes nearest, is one of them."""
    if _is_settled(finding) or question.wants(Ask.OFFICE, Ask.DATE, Ask.TASKS, Ask.DOCUMENT):
        return []
    delegations = list(_delegations(holding, frozenset(Role)))
    paid = not finding.said and _REWARDED.search(question.folded) and _asks_money(question)
    if paid and (rewards := [pair for pair in delegations if _REWARD.search(pair[1].folded)]):
        return rewards
    likeliest = [] if finding.said else [one.passage for one in rerank(question, holding, corpus)[:1]]
    nearest = {passage.id for passage in likeliest or _answering(question, finding)}
    found = [pair for pair in delegations if pair[1].id in nearest]
    return found if len({passage.id for _, passage in found}) == len(nearest) else []


def _asks_money(question: Question) -> bool:
    return any(kind.name == "money" for kind in awaited(question))


def _answering(question: Question, finding: Finding) -> list[Passage]:
    """The sentences found that hold what is waited for (an amount, a day), those beside them left out; else all."""
    kinds = [kind for kind in awaited(question) if kind.strict]
    items = [i for i in finding.items if all(kind.holds(question, replace(finding, items=(i,))) for kind in kinds)]
    return [item.passage for item in items or finding.items]


def _names(passage: Passage, subjects: Sequence[Subject]) -> bool:
    """Whether a clause that hands on names the units asked about, among the criteria."""
    kinds = {subject.kind for subject in subjects}
    return passage.role is Role.CRITERION and any(subject.kind in kinds for subject in passage.own_subjects)


def _delegations(holding: Holding, roles: frozenset[Role] = _GRANTING) -> Iterator[tuple[Reference, Passage]]:
    """The references by which a plan leaves a matter to another document, with the clauses that do, by their part."""
    for reference in holding.plan.references:
        if reference.relation is Relation.DELEGATES and reference.number:
            passage = holding.passage_at(holding.plan.reading.in_reading(reference.span).start)
            if passage.role in roles:
                yield reference, passage


def _leaves_all(holding: Holding) -> bool:
    """Whether a plan leaves all of its criteria to other documents."""
    return _wholly(holding) and any(True for _ in _delegations(holding))


def _wholly(holding: Holding) -> bool:
    """Whether a plan has no criteria but those it leaves to others."""
    handing = {passage.id for _, passage in _delegations(holding)}
    own = [p for p in holding.passages if p.role is Role.CRITERION and not p.is_heading and p.id not in handing]
    return not own


def _parent(
    question: Question, finding: Finding, handed: Sequence[Reference], holding: Holding, corpus: Corpus
) -> Holding | None:
    """The held plan that a matter is left to, or that stands above, where the question speaks of it."""
    references = list(handed)
    if finding.found is not Found.DELEGATED and _UPWARD.search(question.folded):
        references = [r for r in holding.plan.references if r.relation is Relation.BASIS]
    for reference in references:
        for other in corpus.holdings.values():
            if other is not holding and _is(other.plan, reference):
                return other
    return None


def _is(plan: Plan, reference: Reference) -> bool:
    return bool(reference.number) and closes(plan, reference)
