"""What a plan says to a question in one sentence: the first line of an answer, which must answer by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from documents.facts.cells import BARE, cells_of
from documents.facts.fact import Fact, Role
from documents.facts.measures import Measure
from documents.facts.parts import COLUMNS, MATTERS, Part, part_of_column
from documents.facts.quantities import Comparator
from documents.facts.subjects import find_subjects
from documents.facts.times import find_times
from documents.plan import Kind, Plan
from retrieval.finding.answertype import asks_money, awaits_list
from retrieval.finding.evidence import Finding, Item, Shape
from retrieval.finding.figures import role_of
from retrieval.finding.sections import FOR, head_of
from retrieval.saying.quotes import excerpt, plain, titled, words_sought
from retrieval.search.passages import Passage
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.naming import lowered, place_of, where
from retrieval.understanding.phrasing import amount, capital, count
from retrieval.understanding.question import Question

SHORT = 280
CRITERION = "tiêu chuẩn khen thưởng"
_TARGET = "mục tiêu"
_SAID = 400
_OPENING = 20
_RESERVED = re.compile(r"^(?:riêng|trong đó) ")
_COLUMNS_OF: tuple[tuple[Callable[[Question], bool], frozenset[Part]], ...] = (
    (lambda q: awaits_list(q) or q.about(Topic.DOSSIER), frozenset({Part.DOSSIER})),
    (lambda q: asks_money(q) or (q.about(Topic.AWARD) and not q.about(Topic.CRITERION)), frozenset({Part.AWARD})),
    (lambda q: q.about(Topic.TARGET), frozenset({Part.TARGET})),
    (lambda _: True, frozenset({Part.CRITERION})),
)
"""The columns of a table that a question asks for."""
_KNOWN = {Role.TARGET: _TARGET, Role.CRITERION: CRITERION, Role.QUOTA: "số lượng khen thưởng"}


def first_line(question: Question, finding: Finding) -> str:
    """A sentence that answers, with the place it is for and, where one clause says it, where it stands."""
    plan = finding.holding.plan
    place = place_of(plan)
    if finding.words:
        return _said(place, finding.words)
    if finding.shape is Shape.DOCUMENTS:
        return f"Theo kế hoạch của {place}: {gist(finding)}"
    if finding.shape is Shape.LIST and len(finding.items) > 1:
        return listed(finding)
    told = gist(finding, question)
    by_role = _by_role(finding)
    if len(by_role) > 1:
        return ". ".join(
            f"{capital(role)} của {place}: {'; '.join(dict.fromkeys(lowered(_clauses(i)) for i in items))}"
            for role, items in by_role
        )
    lead = _lead(finding, by_role[0][0]) if by_role else ""
    head = f"{lead}: " if lead else f"Theo kế hoạch của {place}{_actor(finding, told)}: "
    return _with_source(f"{head}{lowered(told)}", finding)


def gist(finding: Finding, question: Question | None = None, *, apart: bool = False) -> str:
    """What a plan says, in a few words of its own; with `apart`, whether it is a target or a criterion."""
    if finding.words:
        return finding.words
    if finding.shape is Shape.DOCUMENTS:
        return ", ".join(dict.fromkeys(item.label for item in finding.items))
    if finding.shape is Shape.LIST and len(finding.items) > 1:
        return lowered(_numbered(finding))
    roles = {item: role_word(item, finding) for item in finding.items[:3]}
    apart = apart or len(set(roles.values()) - {""}) > 1
    ranked = sorted(roles, key=lambda item: apart and roles[item] != CRITERION)
    sought = words_sought(question, finding)
    parts = [
        f"{_RESERVED.sub('', lowered(_clauses(item, sought)))} ({roles[item]})"
        if apart and roles[item]
        else _clauses(item, sought, whole=finding.shape is Shape.LIST, question=question)
        for item in ranked
    ]
    return whole_clauses(list(dict.fromkeys(parts)))


def listed(finding: Finding) -> str:
    """How many criteria there are for whom, and those of them that are figures."""
    place = place_of(finding.holding.plan)
    groups = [list(items) for _, items in groupby(finding.items, key=lambda item: item.group)]
    if len(groups) > 1:
        parts = [f"{lowered(items[0].group)}: {_numbered(replace(finding, items=tuple(items)))}" for items in groups]
        return f"{capital(place)} đặt – {'. '.join([parts[0], *map(capital, parts[1:])])}"
    return f"{capital(place)} đặt {_numbered(finding)}"


def _numbered(finding: Finding) -> str:
    items = finding.items
    heads = {head_of(item.passage) for item in items}
    alone = len({item.passage.sections[:1] for item in items}) == 1 and not items[0].group
    whom = _whom(items[0].passage) if alone else ""
    said = f"{count(len(heads))} tiêu chuẩn{f' đối với {whom}' if whom else ''}"
    measured = [item for item in items if any(fact.values for fact in item.facts)]
    if not measured:
        if any(fact.own_target for item in items for fact in item.facts):
            return f"{said}, mức giảm nghèo là mục tiêu của chính đơn vị"
        return said if any(item.passage.quantities for item in items) else f"{said}, không có mức bằng số"
    clauses = list(dict.fromkeys(lowered(_clauses(item)) for item in measured))
    return f"{said}, trong đó mức bằng số: {whole_clauses(clauses, _SAID)}"


def whole_clauses(parts: Sequence[str], limit: int = SHORT) -> str:
    """The parts joined as far as they fit, never cut within one; "…" where some were left out."""
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        longer = f"{joined}{' ' if joined.endswith(':') else '; '}{lowered(part)}"
        if len(longer) > limit:
            return f"{joined}…"
        joined = longer
    return joined


def role_word(item: Item, finding: Finding) -> str:
    """Whether a sentence sets a target or a criterion of an award, in a word; "" for anything else."""
    roles = {role_of(fact, finding.holding) for fact in item.facts if fact.values}
    words = {Role.TARGET: _TARGET, Role.CRITERION: CRITERION}
    return next((words[role] for role in words if roles == {role}), "")


def _by_role(finding: Finding) -> list[tuple[str, list[Item]]]:
    """The items by what their facts are for, criteria first; nothing where some are for neither."""
    roles = {item: _role(item.facts, finding) for item in finding.items}
    if not all(roles.values()):
        return []
    order = list(_KNOWN.values())
    ranked = sorted(roles, key=lambda item: (roles[item] != CRITERION, order.index(roles[item])))
    return [(role, list(items)) for role, items in groupby(ranked, key=lambda item: roles[item])]


def _role(facts: Sequence[Fact], finding: Finding) -> str:
    roles = {role_of(fact, finding.holding) for fact in facts}
    return _KNOWN.get(next(iter(roles)), "") if len(roles) == 1 else ""


def _lead(finding: Finding, role: str) -> str:
    """What the figure is, for whom and where: "Tiêu chuẩn khen thưởng đối với hộ nghèo của tỉnh Lạng Sơn"."""
    passage = finding.items[0].passage
    opened = any(subject.span.start < _OPENING for subject in passage.own_subjects)
    whom = "" if opened or role != CRITERION else _whom(passage)
    return f"{capital(role)}{f' đối với {whom}' if whom else ''} của {place_of(finding.holding.plan)}"


def _whom(passage: Passage) -> str:
    """Whom the nearest heading that names anybody says a clause is for."""
    if passage.role is not Part.CRITERION:
        return ""
    for heading in passage.sections:
        text = titled(heading)
        named = FOR.match(text) or any(subject.span.start == 0 for subject in find_subjects(text))
        if named and len(text) < SHORT // 2:
            return lowered(FOR.sub("", text)).partition(":")[0]
    return ""


def _actor(finding: Finding, told: str) -> str:
    """Who acts, or whom it is for, where that is one for all that was found and what is told does not say so itself."""
    labels = {item.label or item.passage.opener for item in finding.items}
    label = next(iter(labels)) if len(labels) == 1 else ""
    whom = {_whom(item.passage) for item in finding.items}
    of = next(iter(whom)) if len(whom) == 1 and not label else ""
    if of and of not in lowered(told):
        return f", tiêu chuẩn đối với {of}"
    said = not label or lowered(label) in lowered(told)
    return f", {lowered(label)}" if not said and len(label) < SHORT // 2 else ""


def _with_source(said: str, finding: Finding) -> str:
    """The sentence with where it stands, where one clause says it."""
    if len(finding.items) != 1:
        return said
    source = f"{document(finding.holding.plan)}, {where(finding.items[0].passage.cite())}"
    return f"{said}, theo {source}" if said.endswith(")") else f"{said} ({source})"


def document(plan: Plan) -> str:
    """A plan by its number, or by its period where it has none."""
    period = f" giai đoạn {plan.period[0]}-{plan.period[1]}" if plan.period else ""
    return f"Kế hoạch {plan.number}" if plan.number else f"Kế hoạch{period}"


def _clauses(
    item: Item, sought: frozenset[str] = frozenset(), *, whole: bool = False, question: Question | None = None
) -> str:
    """The clauses of a sentence that answer, all of them where it is taken whole, without the stop at their end."""
    if question and (told := _asked_cells(question, item.passage)):
        return told
    if item.passage.provision.kind is Kind.ROW and item.facts:
        return _cells(item)
    if item.facts and not whole:
        said = _around(item)
        if len(said) <= SHORT:
            return said
        reading = item.passage.plan.reading.text
        clauses = [plain(reading[f.place.start : f.place.end]).strip(" .;,") for f in item.facts]
        return ", ".join(dict.fromkeys(_balanced(clause) for clause in clauses))
    return excerpt(item, sought | {""}, SHORT).strip(" …;,").rstrip(".")


def _asked_cells(question: Question, passage: Passage) -> str:
    """The cells of the columns that a question asks for, after whom the row is for; "" in a table of one matter."""
    cells = passage.cells
    parts = [part_of_column(name) for name, _ in cells]
    if len(cells) < COLUMNS or len(MATTERS.intersection(parts)) < 2:
        return ""
    meant = next((kinds for asked, kinds in _COLUMNS_OF if asked(question)), frozenset())
    chosen = [plain(cell) for (_, cell), part in zip(cells, parts, strict=True) if part in meant]
    if question.wants(Ask.DATE):
        chosen = [plain(cell) for _, cell in cells if any(time.day for time in find_times(cell))] or chosen
    whom = plain(cells[0][1])
    return f"{whom}: {'; '.join(chosen)}" if chosen and whom not in chosen else ""


def _cells(item: Item) -> str:
    """The figures and days of a row of a table with what they are of: its measure, or the longest of its cells."""
    if all(fact.role is Role.QUOTA for fact in item.facts):
        return _quotas(item)
    place, reading = item.passage.provision.place, item.passage.plan.reading.text
    texts = [text for _, text in cells_of(reading[place.start : place.end])]
    told = [f for f in item.facts if f.measure is not Measure.OTHER]
    name = told[0].measure.value if told else plain(max(texts, key=len))
    said = [amount(f) if f.values else plain(reading[f.place.start : f.place.end]) for f in item.facts]
    whom = next((plain(cell) for _, cell in item.passage.cells), "") if told else ""
    of = f"{whom} – {name}" if any(map(str.isalpha, whom)) else name
    return f"{of}: {', '.join(dict.fromkeys(filter(None, said)))}"


def _quotas(item: Item) -> str:
    """How many awards a row of a table gives whom, after the occasion it is for."""
    occasion = next((plain(cell) for _, cell in item.passage.cells if not BARE.fullmatch(cell)), "")
    given = [f"{cell} {head.lower()}" for head, cell in item.passage.cells if BARE.fullmatch(cell)]
    most = "tối đa " if item.facts[0].comparator is Comparator.AT_MOST else ""
    return f"{occasion}: {most}{', '.join(given)}"


def _around(item: Item) -> str:
    """The limbs of a sentence, between its semicolons, that its facts stand in."""
    passage = item.passage
    reading = passage.plan.reading.text
    start, end = passage.place
    limbs, at = [], start
    for match in re.finditer(r";\s+(?!trong đó)", reading[start:end]):
        limbs.append((at, start + match.start()))
        at = start + match.end()
    limbs.append((at, end))
    held = [(a, b) for a, b in limbs if any(f.place.start < b and a < f.place.end for f in item.facts)]
    return "; ".join(_balanced(plain(reading[a:b]).strip(" .;,")) for a, b in held or [(start, end)])


def _balanced(clause: str) -> str:
    """A clause without the half of a pair of brackets that was left outside it."""
    if clause.startswith("(") and clause.endswith(")") and clause.count("(") == 1:
        return clause[1:-1]
    opened, closed = clause.count("("), clause.count(")")
    if opened > closed:
        return f"{clause})"
    return clause.removesuffix(")") if closed > opened else clause


def _said(place: str, words: str) -> str:
    """Words of the plan's own matters, with whose plan it is where they do not say so."""
    return words if place.lower() in words.lower() else f"Theo kế hoạch của {place}: {lowered(words)}"
