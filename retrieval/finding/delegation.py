"""What a plan leaves to another document, and whether that is what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from documents.facts.parts import Part
from documents.facts.quantities import find_quantities
from documents.facts.subjects import Subject, UnitKind, find_subjects
from documents.names.references import closes
from documents.plan import Level, Plan, Reference, Relation
from documents.reading import Span
from documents.syllables import fold
from retrieval.finding.answertype import asks_money, awaited
from retrieval.finding.evidence import Finding, Found, Shape
from retrieval.finding.support import CERTAIN
from retrieval.finding.wanted import TIME_UNITS
from retrieval.search.corpus import Corpus, Holding, coverage
from retrieval.search.passages import Passage
from retrieval.search.reranking import rerank
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic, occasions
from retrieval.understanding.question import Question

_ON_MATTER = 0.55
_GRANTING = frozenset({Part.CRITERION, Part.AWARD, Part.DOSSIER})
"""The parts of a plan that say what is granted and on which terms."""
_GROUPS = frozenset({"tập thể", "cá nhân", "hộ"})
_COUNTED = _GROUPS | {"bộ", "tin"}
_REWARDED = re.compile(r"\bkhen\b|(?<!cong )(?<!binh )\bthuong\b(?! xuyen| truc| vu)")
_EARNED = re.compile(r"\b(?:moi (?:du|duoc)|muon|phai|dong gop|ung ho|bo ra|lam ra|thu nhap)\b")
"""Money that is given or earned so as to be rewarded."""
_REWARD = re.compile(r"\b(?:tien|muc) thuong\b")
"""The money that goes with any award, whichever is asked about."""
_UPWARD = re.compile(r"\b(?:cua|cap|theo) (?:tinh|cap tren|trung uong)\b|\bcap tren\b")
_GIVER = r"(xa|huyen|tinh|trung uong|thu tuong|chu tich nuoc|nha nuoc)"
_TO_GIVE = r"(?: (?!tang|khen|duoc|muon|can|phai|co|de)\w+){0,3}"
_GIVEN_BY = re.compile(
    rf"\b{_GIVER}(?={_TO_GIVE}(?:,(?: \w+){{1,5}}){{0,3}} (?:tang|khen)\b)"
    r"|\b(?:giay khen|bang khen|khen thuong|khen) (?:cua )?(?:cap )?"
    rf"(?:chu tich |chinh phu )?(?:ubnd |uy ban nhan dan )?{_GIVER}\b(?:(?:,| va|, va) (?:cap )?{_GIVER}\b)?"
)
_GIVERS = {"xa": 0, "huyen": 1, "tinh": 2, "trung uong": 3, "thu tuong": 3, "chu tich nuoc": 3, "nha nuoc": 3}
_RANKS = {Level.COMMUNE: 0, Level.DISTRICT: 1, Level.PROVINCE: 2, Level.DEPARTMENT: 2}
"""Who gives awards, by rank, and where plans of a level stand: those above have terms of their own."""
_AWARDS_COUNTED = re.compile(r"\b(?:may|bao nhieu) (?:bang khen|giay khen|co thi dua)\b")
_WHO = re.compile(r"\b(?:ben|noi|co quan|cap|don vi|nguoi|phong|so|ban) nao\b|\bai\b")
_SET_WHERE = re.compile(r"\b(?:quy dinh|nam|ghi) (?:o|tai) (?:dau|cho nao)\b")
"""What asks where terms are set."""
_TERMS = re.compile(r"\b(?:tieu chuan|tieu chi|dieu kien)\b")
_WHOLLY = re.compile(r"(?:viec )?(?:xet |de nghi )*(?:khen thuong|khen|tang)\b")
"""An award that is left to others as a whole: "khen thưởng của cấp tỉnh thực hiện theo hướng dẫn …"."""
_AWARD_WORDS = (
    "huan chuong", "thu tuong", "cap nha nuoc", "bang khen", "giay khen", "tien thuong", "co thi dua", "ho tro",
)  # fmt: skip


def find_left(question: Question, finding: Finding, holding: Holding) -> list[tuple[Reference, Passage]]:
    """The clauses that leave all awards of an occasion, or all terms of an award, to another document or office."""
    left = _of_occasion(question, holding) or _unnumbered(question, finding, holding)
    return left or _of_giver(question, finding, holding)


def find_handed_on(
    question: Question, finding: Finding, holding: Holding, corpus: Corpus
) -> list[tuple[Reference, Passage]]:
    """The clauses by which a plan leaves what is asked to another document."""
    found = list(_delegations(holding, frozenset(Part) if not finding.said and asks_money(question) else _GRANTING))
    if not (asks_money(question) and _is_rewarded(question.folded)) and not question.documents:
        found = [pair for pair in found if not _is_reward(pair[1])]
    if not found or _is_settled(finding):
        return []
    award = next((words for words in _AWARD_WORDS if words in question.folded), None)
    conditions = question.wants(Ask.CONDITIONS) or question.about(Topic.CRITERION, Topic.AWARD)
    loose = finding.shape in {Shape.LIST, Shape.TEXT} and not question.wants(Ask.TASKS)
    if finding.said and conditions and loose and leaves_wholly(holding):
        return found
    silent = not finding.said and question.unit in {"%", None}
    if conditions and (wholly := _for_units(asked_subjects(question), found, holding, named=silent)):
        return wholly
    if question.wants(Ask.FIGURE, Ask.DURATION) and _has_figure_beside(question, finding, found):
        return []
    if finding.said:
        said = {item.passage.id: item.passage for item in finding.items}
        handing = [pair for pair in found if pair[1].id in said]
        own = said.keys() - {passage.id for _, passage in handing}
        asked = conditions or question.wants(Ask.FIGURE) or question.asks == {Ask.TEXT}
        termless = not any(said[name].role is Part.CRITERION for name in own)
        if (asked and not own) or (handing and question.wants(Ask.CONDITIONS) and loose and termless):
            return handing
        if not (award and conditions) or any(
            award in f"{i.passage.folded} {fold(i.passage.heading)}" for i in finding.items
        ):
            return []
        return [(reference, passage) for reference, passage in found if award in passage.folded]
    if question.wants(Ask.OFFICE, Ask.DATE, Ask.TASKS):
        return []
    if question.unit in _COUNTED and question.wants(Ask.FIGURE):
        return []
    figure = question.wants(Ask.FIGURE) and not question.about(Topic.TARGET)
    if (conditions or figure) and leaves_wholly(holding):
        return found
    terms = corpus.terms(question.sought, "asking")
    subjects = asked_subjects(question)
    return [
        (reference, passage)
        for reference, passage in found
        if (terms and coverage(terms, holding.texts_of(passage)) >= _ON_MATTER)
        or (conditions and subjects and not question.wants(Ask.FIGURE) and _names(passage, subjects))
    ]


def _of_occasion(question: Question, holding: Holding) -> list[tuple[Reference, Passage]]:
    """The clauses that leave the awards of an occasion to others, where nothing else stands under its heading."""
    other = question.wants(Ask.OFFICE, Ask.DATE, Ask.DOCUMENT) or "huong dan" in question.line
    granting = question.about(Topic.AWARD, Topic.CRITERION) and not other
    line = question.line if granting and question.unit != "%" else ""
    handing = {passage.id: (reference, passage) for reference, passage in _delegations(holding, numbered=False)}
    asked = occasions(line)
    headed = [p for p in holding.passages if p.sections and not p.is_heading]
    under = [p for p in headed if asked == occasions(fold(p.sections[0]))] if len(asked) == 1 else []
    opened = [p for p in holding.passages if asked == occasions(p.folded.partition(":")[0])] if asked else []
    under = under or [p for p in opened if p.role is Part.AWARD and not p.is_heading]
    return [handing[p.id] for p in under] if all(p.id in handing for p in under) else []


def _unnumbered(question: Question, finding: Finding, holding: Holding) -> list[tuple[Reference, Passage]]:
    """The clauses that leave the terms of an award to guidance without a number, where nothing else was found."""
    other = question.wants(Ask.DOCUMENT, Ask.OFFICE, Ask.DATE, Ask.TASKS) or "huong dan" in question.line
    other = other or bool(_WHO.search(question.line))
    asked = question.wants(Ask.CONDITIONS, Ask.FIGURE, Ask.TEXT) and not other
    if not finding.said or not (asked or _SET_WHERE.search(question.line)):
        return []
    if not question.wants(Ask.CONDITIONS) and any(fact.values for item in finding.items for fact in item.facts):
        return []
    said = {item.passage.id for item in finding.items}
    found = [pair for pair in _delegations(holding, numbered=False) if pair[1].id in said]
    return found if len({passage.id for _, passage in found}) == len(said) else []


def _of_giver(question: Question, finding: Finding, holding: Holding) -> list[tuple[Reference, Passage]]:
    """The clauses that leave the terms of an award of a higher giver to others, where no term found names it."""
    counted = question.wants(Ask.FIGURE) or question.unit is not None
    awards = counted and (question.unit in _GROUPS or (question.about(Topic.AWARD) and question.unit is None))
    asked = question.wants(Ask.CONDITIONS) or question.about(Topic.CRITERION) or awards
    level = holding.plan.level
    givers = {giver for giver in _given(question.line) if level in _RANKS and giver > _RANKS[level]}
    if not asked or not givers or question.wants(Ask.DATE, Ask.OFFICE, Ask.DOCUMENT):
        return []
    found = [
        (reference, passage)
        for reference, passage in _delegations(holding, numbered=False)
        if (_TERMS.search(passage.folded) or _WHOLLY.match(fold(reference.subject or "")))
        and _given(passage.folded) & givers
        and (not counted or (awards and "so luong" in passage.folded))
    ]
    told = {Part.CRITERION, Part.AWARD} if awards else {Part.CRITERION}
    leaving = {passage.id for _, passage in found}
    said = [item.passage for item in finding.items if item.passage.id not in leaving]
    own = [passage for passage in said if passage.role in told and _given(passage.folded) & givers]
    return [] if finding.said and own else found


def _given(folded: str) -> set[int]:
    """The ranks of those who give the awards that a text names."""
    return {_GIVERS[name] for match in _GIVEN_BY.finditer(folded) for name in match.groups() if name}


def _has_figure_beside(question: Question, finding: Finding, handing: Sequence[tuple[Reference, Passage]]) -> bool:
    """Whether a figure was found in a sentence beside the clause of it that hands on: "02 hộ; tiêu chuẩn theo …"."""
    reading = finding.holding.plan.reading
    clauses = {passage.id: reading.in_reading(reference.span) for reference, passage in handing}
    handed = [(item, clause) for item in finding.items if (clause := clauses.get(item.passage.id))]
    if question.wants(Ask.DURATION):
        return any(_lasts(item.passage, clause) for item, clause in handed)
    return finding.said and any(
        fact.values and (fact.place.end <= clause.start or clause.end <= fact.place.start)
        for item, clause in handed
        for fact in item.facts
    )


def _lasts(passage: Passage, clause: Span) -> bool:
    """Whether a sentence says how long something takes before the clause of it that hands on."""
    before = passage.plan.reading.text[passage.place.start : clause.start]
    return any(quantity.unit in TIME_UNITS for quantity in find_quantities(before))


def _for_units(
    subjects: Sequence[Subject], found: Sequence[tuple[Reference, Passage]], holding: Holding, *, named: bool
) -> list[tuple[Reference, Passage]]:
    """The clauses that leave all criteria for the units asked about to another document, by the headings over them.

    `named` takes those as well that name the units themselves.
    """
    kinds = {subject.kind for subject in subjects}
    handing = [
        pair
        for pair in found
        if (pair[1].role is Part.CRITERION and _headed(pair[1], kinds))
        or (named and _TERMS.search(pair[1].folded) and kinds & _kinds(pair[1].own_subjects))
    ]
    left = {passage.id for _, passage in handing}
    own = [p for p in holding.passages if p.role is Part.CRITERION and p.id not in left and not p.is_heading]
    return [] if any(_headed(passage, kinds) or kinds & _kinds(passage.subjects) for passage in own) else handing


def _headed(passage: Passage, kinds: Set[UnitKind]) -> bool:
    return any(kinds & _kinds(find_subjects(heading)) for heading in passage.sections)


def _kinds(subjects: Sequence[Subject]) -> Set[UnitKind]:
    return {subject.kind for subject in subjects}


def _is_settled(finding: Finding) -> bool:
    """Whether what was found leaves nothing to others: documents themselves, or a silence that is sure."""
    return finding.shape is Shape.DOCUMENTS or (not finding.said and finding.strength >= CERTAIN)


def find_handed_nearest(
    question: Question, finding: Finding, holding: Holding, corpus: Corpus
) -> list[tuple[Reference, Passage]]:
    """The clauses that leave a matter to another document, where what was found, or comes nearest, is one of them."""
    if _is_settled(finding) or question.wants(Ask.OFFICE, Ask.DATE, Ask.TASKS, Ask.DOCUMENT):
        return []
    delegations = list(_delegations(holding, frozenset(Part)))
    if question.wants(Ask.FIGURE) and (question.unit in _GROUPS or _AWARDS_COUNTED.search(question.line)):
        delegations = [pair for pair in delegations if "so luong" in pair[1].folded]
    if question.wants(Ask.FIGURE, Ask.DURATION) and _has_figure_beside(question, finding, delegations):
        return []
    award = next((words for words in ("giay khen", "bang khen") if words in question.folded), "")
    own = any(award in i.passage.folded and not _is_reward(i.passage) for i in finding.items)
    told = finding.said and (own or not award)
    paid = not told and _is_rewarded(question.folded) and asks_money(question)
    every = list(_delegations(holding, frozenset(Part), numbered=False)) if paid else []
    if rewards := [pair for pair in every if _is_reward(pair[1])]:
        return rewards
    likeliest = [] if finding.said else [one.passage for one in rerank(question, holding, corpus)[:1]]
    nearest = {passage.id for passage in likeliest or _answering(question, finding)}
    found = [pair for pair in delegations if pair[1].id in nearest]
    return found if len({passage.id for _, passage in found}) == len(nearest) else []


def _is_reward(passage: Passage) -> bool:
    """Whether a sentence, or the heading right over it, is on the money that goes with an award."""
    return bool(_REWARD.search(passage.folded) or _REWARD.search(fold(passage.sections[0] if passage.sections else "")))


def _is_rewarded(folded: str) -> bool:
    return bool(_REWARDED.search(folded)) and not _EARNED.search(folded)


def _answering(question: Question, finding: Finding) -> list[Passage]:
    """The sentences found that hold what is waited for (an amount, a day), those beside them left out; else all."""
    kinds = [kind for kind in awaited(question) if kind.strict]
    items = [i for i in finding.items if all(kind.holds(question, replace(finding, items=(i,))) for kind in kinds)]
    return [item.passage for item in items or finding.items]


def _names(passage: Passage, subjects: Sequence[Subject]) -> bool:
    """Whether a clause that hands on names the units asked about, among the criteria."""
    return passage.role is Part.CRITERION and bool(_kinds(subjects) & _kinds(passage.own_subjects))


def _delegations(
    holding: Holding, roles: frozenset[Part] = _GRANTING, *, numbered: bool = True
) -> Iterator[tuple[Reference, Passage]]:
    """The references by which a plan leaves a matter to another document, with the clauses that do, by their part.

    `numbered` takes documents there are, not guidance that is yet to come.
    """
    for reference in holding.plan.references:
        if reference.relation is Relation.DELEGATES and (reference.number or not numbered):
            passage = holding.passage_at(holding.plan.reading.in_reading(reference.span).start)
            if passage.role in roles:
                yield reference, passage


def leaving(holding: Holding) -> list[Passage]:
    """The clauses on awards that leave something to another document."""
    return [passage for _, passage in _delegations(holding)]


def leaves_all(holding: Holding) -> bool:
    """Whether a plan leaves all of its criteria to other documents."""
    return leaves_wholly(holding) and any(True for _ in _delegations(holding))


def leaves_wholly(holding: Holding) -> bool:
    """Whether a plan has no criteria but those it leaves to others."""
    handing = {passage.id for _, passage in _delegations(holding)}
    own = [p for p in holding.passages if p.role is Part.CRITERION and not p.is_heading and p.id not in handing]
    return not own


def find_parent(
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
