"""Where in a plan the answer to a question is looked for, by what the question asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from documents.facts.measures import Measure
from documents.facts.parts import Part
from documents.facts.subjects import Subject, UnitKind
from documents.facts.units import HOUSEHOLDS
from retrieval.finding.answertype import awaits_list, is_amount_of_other
from retrieval.finding.apart import asks_both, parts_of, sorts_of
from retrieval.finding.conditions import criteria_for, find_conditions, find_on_matter, not_required
from retrieval.finding.dates import find_dates
from retrieval.finding.delegation import (
    find_handed_nearest,
    find_handed_on,
    find_left,
    find_parent,
    leaves_all,
    leaves_wholly,
)
from retrieval.finding.documents import (
    NAMED,
    find_documents,
    find_form,
    find_replacement,
    older_asked,
    replacement_asked,
    upper_asked,
)
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.figures import by_sentence, find_figures
from retrieval.finding.lateness import asks_lateness, find_lateness
from retrieval.finding.levies import asks_levy, find_levy
from retrieval.finding.planmatters import find_plan_matter
from retrieval.finding.praise import asks_praise, find_excluded, find_praise
from retrieval.finding.referring import find_before, find_leads, find_own, find_pointed
from retrieval.finding.sections import asks_basis, asks_groups, find_groups, find_section, grouped, section_asked
from retrieval.finding.sending import find_sendings
from retrieval.finding.steps import asks_steps, find_steps
from retrieval.finding.summary import find_summary
from retrieval.finding.support import (
    CERTAIN,
    WHOLE,
    lacking,
    of_other_households,
    speaks_of,
    supports,
    without_others,
)
from retrieval.finding.tabular import find_tabular
from retrieval.finding.tasks import find_offices, find_tasks, is_all_asked
from retrieval.finding.timeline import asks_every_day, find_timeline
from retrieval.finding.words import find_likeliest, find_words
from retrieval.search.certainty import enough
from retrieval.search.corpus import Corpus, Holding, names_any
from retrieval.search.reranking import rerank
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.conversation import says_nothing
from retrieval.understanding.everyday import find_units
from retrieval.understanding.naming import lowered, place_of
from retrieval.understanding.papers import asks_form, asks_own_day, asks_papers, names_decree
from retrieval.understanding.question import Question, denied_sorts
from retrieval.understanding.scope import inner_places

Way = Callable[[Question, Holding, Corpus], Finding]
_NEAREST = 2
_POINTS = 12
_AHEAD = 0.2
"""How much surer the likeliest sentence must be than what the rules found, to be said in its stead."""
_FAR_AHEAD = 0.4
"""How much surer where what the rules found is whole."""
_BY_FAR = 0.7
"""From this share of all that speaks for the sentences of a plan on, the likeliest is told beside what the rules found.

Over the gold sets 10 of 25 such were right, and on plans never seen before 4 of 4.
"""
_SURE_THOUGH_LEFT = 0.6
"""How sure what was found must be where a plan leaves all criteria to other documents."""
_NO_OFFICES = HOUSEHOLDS | {UnitKind.BUSINESS}
"""Kinds that plans set criteria for and give no tasks."""
_FEW = 3
"""The most sentences found that may each bring the clauses they point at."""
_PAPERS = re.compile(r"\b(?:ho so|giay to)\b")
_LEVEL = re.compile(r"\b(?:(?<!danh )muc|con so|ty le)\b(?! dich)")
"""What units are compared by, where only figures can be meant."""
_FALL = re.compile(r"\b(?:phai|can|duoc|thi|muc|ty le) giam\b(?! ngheo)")
_HOW_MUCH = re.compile(r"\b(?:bao nhieu|may)\b")
_PLAN = re.compile(r"\b(?:ke hoach|van ban|phong trao)\b")


def seek(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What a plan says to a question; where it hands the matter on to a plan that is held, what that says."""
    question = _as_said(question, holding)
    ruled = find(question, holding, corpus)
    finding = ruled if ruled.said and says_nothing(question) else _sure(question, ruled, corpus)
    unsure = not ruled.said and finding.sure < _SURE_THOUGH_LEFT
    if unsure and question.about(Topic.CRITERION, Topic.AWARD) and leaves_all(holding):
        finding = ruled  # nothing that such a plan says itself is a criterion
    about_plan = finding.shape is Shape.ABOUT_PLAN
    handed = [] if about_plan else find_handed_on(question, finding, holding, corpus)
    if not (question.wants(Ask.CONDITIONS) and leaves_wholly(holding)):
        handed = [pair for pair in handed if speaks_of(question, [pair[1]], holding, corpus)]
    left = [] if about_plan else find_left(question, finding, holding)
    handed = left or handed or find_handed_nearest(question, finding, holding, corpus)
    if handed:
        items = tuple(Item(passage) for passage in dict.fromkeys(p for _, p in handed))
        finding = Finding(holding, Found.DELEGATED, finding.shape, items, 0.8)
    if not finding.said and (parent := find_parent(question, finding, [r for r, _ in handed], holding, corpus)):
        above = _sure(question, find(question, parent, corpus), corpus)
        if above.said:
            own = finding.items if finding.found is Found.DELEGATED else ()
            return replace(above, items=(*own, *above.items))
    return _with_pointed(question, _with_points(finding))


def _as_said(question: Question, holding: Holding) -> Question:
    """The question, taken at its word where the plan tells the rest by what it is not: "xã không thuộc diện nghèo"."""
    if not (denied := denied_sorts(question.folded)):
        return question
    criteria = (passage for passage in holding.passages if passage.role is Part.CRITERION)
    return replace(question, verbatim=any(denied & denied_sorts(passage.folded) for passage in criteria))


def _with_pointed(question: Question, finding: Finding) -> Finding:
    """What was found, with the clauses of the plan that its sentences point at for what they ask."""
    if not finding.said or finding.shape in {*WHOLE, Shape.TASKS, Shape.DOCUMENTS} or len(finding.items) > _FEW:
        return finding
    said = [item.passage for item in finding.items]
    pointed = find_pointed(question, said, finding.holding) or find_own(question, said, finding.holding)
    before = find_leads(said, finding.holding) or find_before(said, finding.holding)
    return replace(finding, items=(*map(Item, before), *finding.items, *map(Item, pointed)))


def _with_points(finding: Finding) -> Finding:
    """What was found, with all the points under a sentence or heading that only opens them ("hồ sơ gồm:")."""
    if not finding.said or finding.shape in WHOLE:
        return finding
    passages = [item.passage for item in finding.items]
    if finding.shape in {Shape.LIST, Shape.TASKS, Shape.DOCUMENTS} and not all(p.is_heading for p in passages):
        return finding
    opening = {
        p.position
        for p in passages
        if p.text.rstrip().endswith(":") or (p.is_heading and not p.times and not p.quantities)
    }
    points = [p for p in finding.holding.passages if p.provision.parent in opening][:_POINTS]
    if not points:
        return finding
    known = {item.passage.id for item in finding.items}
    items = (*finding.items, *(Item(passage) for passage in points if passage.id not in known))
    return replace(finding, items=tuple(sorted(items, key=lambda item: item.passage.place.start)))


def _with_section(question: Question, near: Finding, corpus: Corpus) -> Finding:
    """All criteria, or papers, under a heading that names what is asked about, where one of them is likeliest."""
    listed = awaits_list(question)
    terms = question.wants(Ask.CONDITIONS, Ask.LISTING) and not question.wants(Ask.FIGURE, Ask.DATE, Ask.OFFICE)
    top = near.items[0].passage if near.items else None
    if not top or top.is_heading or top.provision.parent is None:
        return near
    if not (terms and top.role is Part.CRITERION) and not (listed and top.role is Part.DOSSIER):
        return near
    over = [passage for passage in near.holding.passages if passage.position == top.provision.parent]
    above = [passage for passage in over if passage.is_heading or passage.text.rstrip().endswith(":")]
    beside = [p for p in near.holding.passages if p.provision.parent == top.provision.parent and not p.is_heading]
    if not above or len(beside) > _POINTS:
        return near
    papers = listed and question.about(Topic.DOSSIER) and _PAPERS.search(above[0].folded)
    if not papers and not speaks_of(question, above, near.holding, corpus):
        return near
    items = tuple(Item(passage, near.holding.facts_in(passage)) for passage in beside)
    if not listed:
        return replace(near, items=items)
    said = "; ".join(lowered(passage.text.strip(" .;")) for passage in beside)
    words = f"Theo kế hoạch của {place_of(near.holding.plan)}: {said}"
    return replace(near, shape=Shape.SUMMARY, items=items, words=words)


def _sure(question: Question, ruled: Finding, corpus: Corpus) -> Finding:
    """What the rules found, or the likeliest sentence where that answers more surely; silence where neither does."""
    if (not ruled.said and ruled.strength >= CERTAIN) or (ruled.said and ruled.sure):
        return ruled
    named = ruled.shape is Shape.DOCUMENTS and (ruled.strength >= NAMED or asks_papers(question.folded))
    of_plan = ruled.shape is Shape.ABOUT_PLAN and question.wants(Ask.IDENTITY) and not names_decree(question.folded)
    if ruled.said and (named or of_plan or asks_lateness(question) or _is_procedure(question, ruled)):
        return replace(ruled, sure=ruled.strength)  # whatever their words, they are what the plan has of the kind
    shape = Shape.TEXT if ruled.shape in {*WHOLE, Shape.DOCUMENTS} else ruled.shape
    near = without_others(question, find_likeliest(question, ruled.holding, corpus, shape))
    near = _with_section(question, near, corpus) if awaits_list(question) else near
    own = supports(question, ruled, ruled, corpus) if ruled.said else 0.0
    other = supports(question, near, ruled, corpus) if near.said else 0.0
    least = enough("support")
    if (ruled.said and ruled.shape is Shape.TASKS and is_all_asked(question, ruled, corpus)) or _at_place(
        question, ruled
    ):
        return replace(ruled, sure=max(own, least))
    # a list of documents is whole, and so are all criteria for a unit; side by side stands what is of one kind
    whole = ruled.shape is Shape.DOCUMENTS or (ruled.shape is Shape.LIST and ruled.strength >= CERTAIN)
    beside = question.wants(Ask.DIFFERENCE) or asks_both(question) or bool(sorts_of(question))
    firm = own >= least and ((whole and other < own + _FAR_AHEAD) or beside)
    if not firm and other >= least and other > own + (_AHEAD if ruled.said else 0.0):
        near = near if awaits_list(question) else _with_section(question, near, corpus)
        return replace(near, strength=other, sure=other)
    if own >= least:
        told = _with_section(question, ruled, corpus) if awaits_list(question) and len(ruled.items) == 1 else ruled
        return _with_likeliest(question, replace(told, sure=own), near, corpus)
    if asks_praise(question) and (praised := find_praise(question, near)):
        return praised
    if not ruled.said or ruled.shape in WHOLE:
        return ruled
    lacks = ruled.lacks or lacking(question, ruled, corpus)
    nearest = dict.fromkeys(item.passage for item in (*ruled.items, *near.items))
    items = tuple(Item(passage) for passage in nearest if not is_amount_of_other(question, passage))
    return Finding(ruled.holding, Found.SILENT, ruled.shape, items[:_NEAREST], 0.0, lacks=lacks)


def _with_likeliest(question: Question, ruled: Finding, near: Finding, corpus: Corpus) -> Finding:
    """What the rules found, with the sentence that is likelier than all others together where that answers too."""
    ranked = rerank(question, ruled.holding, corpus)
    likeliest = {one.passage.id for one in ranked[:1] if one.share >= _BY_FAR}
    known = {item.passage.id for item in ruled.items}
    told = [item for item in near.items if item.passage.id in likeliest - known]
    figures = ruled.shape is Shape.FIGURE
    added = tuple(item for item in told if not figures or item.passage.quantities)
    whole = ruled.words or ruled.shape in {*WHOLE, Shape.DOCUMENTS, Shape.TASKS}
    if whole or not added or supports(question, replace(near, items=added), ruled, corpus) < enough("support"):
        return ruled
    return replace(ruled, items=(*added, *ruled.items))


def _at_place(question: Question, ruled: Finding) -> bool:
    """Whether figures were found for the very place within the plan's that is asked about."""
    places = inner_places(question.places, ruled.holding.plan)
    texts = [item.passage.text for item in ruled.items if item.facts]
    found = ruled.said and ruled.shape is Shape.FIGURE and bool(texts)
    return found and all(names_any(places, text) for text in texts)


def _is_procedure(question: Question, ruled: Finding) -> bool:
    return ruled.shape is Shape.SUMMARY and asks_steps(question)


def find(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What comes closest in one plan, by all that is asked for; part by part where a question compares within it."""
    upper = (find_documents,) if upper_asked(question, holding) else ()
    if (told := find_tabular(question, holding, corpus)).said:
        return told
    if excluded := find_excluded(question, holding):
        return excluded
    if asks_levy(question) and (forbidden := find_levy(question, holding, corpus)).said:
        return forbidden
    findings = [
        _found(way, part, holding, corpus)
        for part in parts_of(question)
        for way in upper or _sent(part, holding, corpus) or _ways(part)
    ]
    said = [finding for finding in findings if finding.said]
    certain = any(finding.strength >= CERTAIN for finding in findings)
    duties = question.about(Topic.REPORT, Topic.DOSSIER) or question.wants(Ask.OFFICE)
    whether = question.wants(Ask.CONFIRM) and not question.wants(Ask.DIFFERENCE)
    beside: Sequence[Finding] = ()
    if _is_beside(question, said, holding):
        beside, said = said, []
    if not said and (beside or not certain) and whether and asked_subjects(question) and not duties:
        required = find_conditions(question, holding, corpus)
        if required.said:
            return not_required(required, [i for f in beside for i in f.items] or _with_figures(question, holding))
    if len(findings) == 1 or not said:
        return findings[0]
    items: dict[str, Item] = {}
    for item in (item for finding in said for item in finding.items):
        items.setdefault(f"{item.passage.id}{item.label}", item)
        if item.label and (same := items.pop(item.passage.id, None)):
            items[f"{item.passage.id}{item.label}"] = replace(item, facts=item.facts or same.facts)
    words = ". ".join(dict.fromkeys(finding.words for finding in said if finding.words))
    lacks = "; ".join(dict.fromkeys(finding.lacks for finding in findings if not finding.said and finding.lacks))
    ordered = tuple(sorted(items.values(), key=lambda item: item.passage.place.start))
    ordered = grouped(ordered) if said[0].shape is Shape.LIST else ordered
    strength = max(finding.strength for finding in said)
    return replace(said[0], items=ordered, words=words, strength=strength, lacks=lacks)


def _with_figures(question: Question, holding: Holding) -> list[Item]:
    """The criteria for households that hold a figure put to the test."""
    asked = {(value, quantity.unit) for quantity in question.figures for value in quantity.values}
    facts = [fact for fact in holding.facts if asked & {(value, fact.unit) for value in fact.values}]
    items = by_sentence(facts, holding)
    return [i for i in items if i.passage.role is Part.CRITERION and {s.kind for s in i.passage.subjects} <= HOUSEHOLDS]


def _is_beside(question: Question, said: Sequence[Finding], holding: Holding) -> bool:
    """Whether households with criteria are asked about, and all that was found is for others.

    A figure that is put to the test for them must stand among their own.
    """
    subjects = asked_subjects(question)
    if question.wants(Ask.CONFIRM) and said and all(of_other_households(question, finding) for finding in said):
        return True
    households = bool(subjects) and all(subject.kind in HOUSEHOLDS for subject in subjects)
    if not (households and question.wants(Ask.CONFIRM) and question.figures) or question.wants(Ask.DIFFERENCE):
        return False
    own = {passage.position for passage in criteria_for(question, holding)}
    found = {item.passage.position for finding in said for item in finding.items}
    return bool(own) and own.isdisjoint(found) and all(finding.shape is Shape.FIGURE for finding in said)


def _sent(question: Question, holding: Holding, corpus: Corpus) -> Sequence[Way]:
    """The ways for a question of papers that are sent, with that for how many of them; none where it is of others."""
    ways = _ways(question)
    dated = find_dates in ways or question.asks == {Ask.CONFIRM}
    if not dated or find_sendings(question, holding, corpus).found is Found.NOTHING:
        return ()
    told = {find_dates, find_offices, *([find_figures] if question.unit in {"bộ", None} else [])}
    return (find_sendings, *(way for way in ways if way not in told))


def _found(way: Way, part: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What a way finds; the target of all where one side of a comparison has none of its own."""
    finding = way(part, holding, corpus)
    if not finding.said and part.chosen and part.wants(Ask.DIFFERENCE) and part.about(Topic.TARGET):
        return way(replace(part, chosen=()), holding, corpus)
    return finding


def _ways(question: Question) -> Sequence[Way]:
    """The ways to look for what is asked, the most particular first."""
    wants = question.wants
    if replacement_asked(question):
        own = wants(Ask.VALIDITY) and not older_asked(question)
        return (find_plan_matter, find_replacement) if own else (find_replacement,)
    if question.documents and wants(Ask.IDENTITY, Ask.ISSUER) and not wants(Ask.SIGNER):
        return (find_documents,)
    if asks_form(question.folded):
        return (find_form,)
    if says_nothing(question):
        return (find_summary,)
    if asks_lateness(question):
        return (find_lateness,)
    if asks_steps(question) and not asks_every_day(question):
        return (find_steps, find_text)
    about_plan = wants(Ask.SIGNER, Ask.TITLE, Ask.LOCALITY, Ask.ISSUER, Ask.VALIDITY, Ask.RECIPIENTS, Ask.PERSON)
    own = not question.about(Topic.BASIS) and not asked_subjects(question)
    if about_plan or (wants(Ask.IDENTITY) and (own or asks_own_day(question.line))):
        return (find_plan_matter,)
    if wants(Ask.DOCUMENT) or (question.documents and wants(Ask.OFFICE, Ask.DATE, Ask.IDENTITY, Ask.ISSUER)):
        return (find_documents,)
    asked = wants(Ask.FIGURE) and _HOW_MUCH.search(question.folded)
    if wants(Ask.MEANING) and not asked and (question.quantities or question.times or question.asks == {Ask.MEANING}):
        return (find_meaning,)
    if way := next((way for asked, way in _OF_THE_WHOLE if asked(question)), None):
        return (way,)
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
    return any(way in {find_text, find_offices, find_tasks} for part in parts_of(question) for way in _ways(part))


def _matters(question: Question) -> Iterator[Way]:
    wants, subjects = question.wants, asked_subjects(question)
    if wants(Ask.EXTREME) and (question.about(Topic.TARGET) or question.unit == "%"):
        yield find_figures
        return
    awarded = bool(subjects) and all(subject.kind in _NO_OFFICES for subject in subjects)
    criterial = question.about(Topic.CRITERION) or (wants(Ask.CONDITIONS) and (awarded or not wants(Ask.TASKS)))
    if wants(Ask.FIGURE) and wants(Ask.CONDITIONS) and question.unit not in {"%", "năm", "bộ"}:
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
    dated = wants(Ask.DATE) and (due or not conditional)
    if dated or (wants(Ask.CONFIRM) and question.days) or _compares_times(question):
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


def _compares_times(question: Question) -> bool:
    """Whether it is asked how reviews differ, which is mostly when they are held."""
    return question.topics == {Topic.REVIEW} and question.asks == {Ask.DIFFERENCE}


def _compares_figures(question: Question, subjects: Sequence[Subject]) -> bool:
    """Whether a question without "bao nhiêu" is about figures all the same."""
    if question.about(Topic.TARGET) and not question.wants(Ask.CONDITIONS):
        return True
    timed = {Measure.YEARS_SINCE_ESCAPE, Measure.YEARS_OF_WORK}
    named = bool(question.measures - timed) or any(subject.zone for subject in subjects)
    several = len(find_units(question.text)) > 1  # also where they are taken one by one
    named = named or (several and bool(_LEVEL.search(question.folded) or _FALL.search(question.folded)))
    zoned = any(subject.zone for subject in subjects)
    listed = question.wants(Ask.LISTING) and zoned and bool(_LEVEL.search(question.folded))
    return named and (listed or question.wants(Ask.DIFFERENCE, Ask.EXTREME, Ask.TEXT))


_OF_THE_WHOLE: tuple[tuple[Callable[[Question], object], Way], ...] = (
    (asks_basis, find_documents),
    (asks_every_day, find_timeline),
    (asks_groups, find_groups),
    (section_asked, find_section),
)
"""What a plan as a whole is asked for: its papers, its days, whom it has criteria for, one of its parts."""


def find_text(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Whatever sentence says most of what a question is about."""
    return find_words(question, holding, corpus, Shape.TEXT)


def find_meaning(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """What a figure or a day that the question names stands for in a plan."""
    values = {value for quantity in question.quantities for value in quantity.values}
    units = {quantity.unit for quantity in question.quantities}
    days = set(question.days) | {(time.day, time.month) for time in question.times if time.day and time.month}
    years = {time.year for time in question.times if time.year and not time.day}
    if question.about(Topic.TARGET, Topic.CRITERION):
        years = set()  # "mục tiêu đến năm 2020 là gì" asks for the target, not for what the year is of
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
