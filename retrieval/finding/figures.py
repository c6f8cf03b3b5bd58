"""Figures, numbers of years and quotas: which facts of a plan a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from documents.facts.fact import Direction, Fact, Link, Role
from documents.facts.measures import Measure
from documents.facts.parts import Part
from documents.facts.subjects import Trait, UnitKind
from documents.facts.units import HOUSEHOLDS, UNIT_NAMES
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.wanted import ANY_ROLE, TIME_UNITS, Wanted
from retrieval.search.corpus import Corpus, Holding, Term, coverage, names_any, padded
from retrieval.search.passages import Passage
from retrieval.search.ranking import best_passages
from retrieval.understanding.asks import Ask, occasions
from retrieval.understanding.matching import AWARDED, fits
from retrieval.understanding.question import Question
from retrieval.understanding.scope import inner_places

_ENOUGH = 3.0
_SOME = 0.35
_MARGIN = 1.1
_AS_MUCH = 0.7
_WORDED = 0.5
_JUST, _SOME_FIT = 0.95, 0.5
_OPENING = 60
_UNNAMED = 0.6
"""How well awards fit that a clause counts for those it only names: "mỗi huyện đề nghị không quá 02 cá nhân"."""
_OF_ANY_RATE = re.compile(r"(?:(?:ty le|ho|ngheo|giam|binh quan|muc|moi nam|hang nam|phan tram|can)\b ?)+")
"""What a rate is of in any clause."""
_ASSIGNED = re.compile(r"\b(?:duoc|nhan)(?: \w+){0,3} (?:giup do|do dau|ket nghia|theo doi|phu trach)\b")
"""What is told of a place that an office helps: it is the office's own criterion."""
_COLLECTIVES = ("tổ chức", "đảng bộ", "chi bộ", "chi hội", "chi đoàn", "cơ sở hội")
"""How movements and the party count what others call "tập thể"."""
RATES = frozenset({Measure.POVERTY_RATE, Measure.POOR_AND_NEAR_POOR_RATE, Measure.MULTIDIMENSIONAL_RATE})
"""How poor a place is, by one count or another."""
_ROLES = {Part.CRITERION: Role.CRITERION, Part.TARGET: Role.TARGET, Part.AWARD: Role.QUOTA}


def find_figures(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """The facts of a plan that a question about a figure asks for, by sentence; else sentences that state one."""
    wanted = Wanted.by(question, corpus)
    facts = _at_places(question, holding)
    scored = [(score, fact) for fact in facts if (score := _score(fact, wanted, holding)) >= _ENOUGH]
    best = max((score for score, _ in scored), default=0.0)
    likely = [fact for score, fact in scored if score >= best - _MARGIN]
    chosen = _alike(_of_place(_of_occasion(likely, wanted, holding), question, holding), wanted, holding)
    chosen = _for_place(wanted, chosen, facts, question, holding) or chosen
    chosen = _with_plain(wanted, chosen, [fact for _, fact in scored], holding)
    chosen = _with_other_sorts(wanted, _of_clause(chosen, wanted, facts, holding), facts, holding)
    chosen = list(_with_list(chosen, facts, holding)) if question.wants(Ask.LISTING) else chosen
    if zoned := _of_zone(wanted, chosen, holding):
        return zoned
    if own := _own_target(wanted, chosen, holding):
        return own
    worded = _by_words(wanted, holding)
    held = max(
        (coverage(wanted.terms, holding.texts_of(holding.passage_at(f.place.start))) for f in chosen), default=0.0
    )
    if worded and worded[0][0] > held + (0.25 if chosen else 0.0) and not _exact(wanted, chosen, holding):
        items = tuple(Item(passage, holding.facts_in(passage)) for _, passage in worded[:1])
        return Finding(holding, Found.SAID, Shape.FIGURE, items, worded[0][0])
    if not chosen:
        return Finding(holding, Found.SILENT, Shape.FIGURE, _nearest(wanted, holding), held)
    return Finding(holding, Found.SAID, Shape.FIGURE, by_sentence(chosen, holding), min(1.0, best / 8))


def _with_other_sorts(wanted: Wanted, chosen: Sequence[Fact], facts: Sequence[Fact], holding: Holding) -> list[Fact]:
    """The facts with those for the other sorts of their unit, where the question does not say which it is of."""
    plain = wanted.subjects and not any(subject.zone or subject.traits for subject in wanted.subjects)
    sorted_out = [fact for fact in chosen if fact.subjects and all(s.traits for s in fact.subjects)]
    if not plain or not chosen or len(sorted_out) < len(chosen):
        return list(chosen)
    alike = {(role_of(f, holding), f.measure, f.direction, subject.kind) for f in chosen for subject in f.subjects}
    return [
        fact
        for fact in facts
        if fact in chosen
        or any(
            s.traits and (role_of(fact, holding), fact.measure, fact.direction, s.kind) in alike for s in fact.subjects
        )
    ]


def _with_plain(wanted: Wanted, chosen: list[Fact], scored: Sequence[Fact], holding: Holding) -> list[Fact]:
    """The facts with those for units of no sort, where such units are asked about and all chosen are for some sort."""
    plain = wanted.subjects and not any(subject.zone or subject.sort for subject in wanted.subjects)
    sorted_out = chosen and all(fact.subjects and all(s.zone or s.sort for s in fact.subjects) for fact in chosen)
    if not plain or not sorted_out:
        return chosen
    others = [
        fact
        for fact in scored
        if fact.subjects
        and not any(s.zone or s.sort for s in fact.subjects)
        and {(f.measure, f.direction) for f in chosen} & {(fact.measure, fact.direction)}
    ]
    fit = {id(fact): fits(wanted.subjects, fact.subjects, holding.plan.level) for fact in others}
    best = max([_JUST, *fit.values()])
    return [*chosen, *(fact for fact in others if fit[id(fact)] >= best)]


def _with_list(chosen: Sequence[Fact], facts: Sequence[Fact], holding: Holding) -> Sequence[Fact]:
    """The facts with those of the other points of their list, where they are points of one: each unit has its own."""
    over = {holding.passage_at(fact.place.start).provision.parent for fact in chosen}
    points = {holding.passage_at(fact.place.start).position for fact in chosen}
    if len(points) < 2 or len(over) > 1 or None in over:
        return chosen
    leads = [passage for passage in holding.passages if passage.position in over]
    if not any(passage.text.rstrip().endswith(":") for passage in leads):
        return chosen
    return [fact for fact in facts if fact in chosen or holding.passage_at(fact.place.start).provision.parent in over]


def _own_target(wanted: Wanted, chosen: Sequence[Fact], holding: Holding) -> Finding | None:
    """The criterion that a unit reach its own target, where a rate is asked for and no criterion has one."""
    criterial = any(role_of(fact, holding) is Role.CRITERION for fact in chosen)
    if wanted.roles != {Role.CRITERION} or wanted.unit != "%" or criterial:
        return None
    level = holding.plan.level
    own = [f for f in holding.facts if f.own_target and fits(wanted.subjects, f.subjects, level) >= _UNNAMED]
    return Finding(holding, Found.SAID, Shape.FIGURE, by_sentence(own, holding), 1.0) if own else None


def _at_places(question: Question, holding: Holding) -> list[Fact]:
    """The facts of a plan without those of rows for other places than one within it that is asked about."""
    asked = inner_places(question.places, holding.plan)
    if not asked:
        return list(holding.facts)
    passage_at = holding.passage_at
    return [fact for fact in holding.facts if not passage_at(fact.place.start).is_of_other_place(asked)]


def _exact(wanted: Wanted, facts: Sequence[Fact], holding: Holding) -> bool:
    """Whether facts are just what is wanted: its measure, for its units."""
    level = holding.plan.level
    return bool(wanted.measures and wanted.subjects) and any(
        fact.measure in wanted.measures and fits(wanted.subjects, fact.subjects, level) >= _JUST for fact in facts
    )


def _alike(facts: Sequence[Fact], wanted: Wanted, holding: Holding) -> list[Fact]:
    """Of facts of one role, those whose sentences hold about as much of what is looked for as the best."""
    held = {id(f): coverage(wanted.terms, holding.texts_of(holding.passage_at(f.place.start))) for f in facts}
    best: dict[Role, float] = {}
    for fact in facts:
        role = role_of(fact, holding)
        best[role] = max(best.get(role, 0.0), held[id(fact)])
    return [fact for fact in facts if held[id(fact)] >= _AS_MUCH * best[role_of(fact, holding)]]


def _of_occasion(facts: Sequence[Fact], wanted: Wanted, holding: Holding) -> Sequence[Fact]:
    """Of facts those of the occasion that is named, where there are any."""
    of_it = [fact for fact in facts if wanted.occasions & _told(holding.passage_at(fact.place.start))]
    return of_it or facts


def _of_clause(chosen: Sequence[Fact], wanted: Wanted, facts: Sequence[Fact], holding: Holding) -> Sequence[Fact]:
    """In place of a fact, one of its sentence for some households whose clause holds what its own holds, and more.

    "Giảm tỷ lệ hộ nghèo toàn tỉnh 1,3%/năm; hộ nghèo dân tộc Khmer giảm 2,8%/năm."
    """

    def held(fact: Fact) -> frozenset[Term]:
        said = padded(holding.said(fact))
        telling = (term for term in wanted.terms if not any(map(_OF_ANY_RATE.fullmatch, term.phrases)))
        return frozenset(term for term in telling if any(f" {phrase} " in said for phrase in term.phrases))

    def alike(fact: Fact) -> tuple[object, ...]:
        measure = Measure.POVERTY_RATE if fact.measure is Measure.MULTIDIMENSIONAL_RATE else fact.measure
        return fact.sentence, role_of(fact, holding), measure, fact.direction, fact.unit

    level = holding.plan.level
    of_households = [f for f in facts if f.subjects and all(subject.kind in HOUSEHOLDS for subject in f.subjects)]
    found: list[Fact] = []
    for fact in chosen:
        fit = fits(wanted.subjects, fact.subjects, level)
        beside = [
            f for f in of_households if alike(f) == alike(fact) and fits(wanted.subjects, f.subjects, level) >= fit
        ]
        best = max([fact, *beside], key=lambda f: len(held(f) - held(fact)) if held(f) >= held(fact) else 0)
        found += [best] if best not in found else []
    return found


def _of_place(facts: Sequence[Fact], question: Question, holding: Holding) -> Sequence[Fact]:
    """Of facts those whose sentence names a place within the plan's that is asked about, where there are any.

    Where the place is compared with the rest, those for the rest as well.
    """
    asked = inner_places(question.places, holding.plan)
    named = [fact for fact in facts if names_any(asked, holding.passage_at(fact.place.start).text)]
    compared = question.wants(Ask.DIFFERENCE)
    rest = [f for f in facts if compared and any(Trait.REMAINING in s.traits for s in f.subjects) and f not in named]
    return [*named, *rest] if named else facts


def _for_place(
    wanted: Wanted, chosen: Sequence[Fact], facts: Sequence[Fact], question: Question, holding: Holding
) -> list[Fact]:
    """The facts whose own limb, or sentence, names a place within the plan's that is asked about, whatever they set.

    None where no such place is asked about, or those chosen name it.
    """
    asked = inner_places(question.places, holding.plan)
    if not asked or any(names_any(asked, holding.passage_at(fact.place.start).text) for fact in chosen):
        return []
    told = [
        fact
        for fact in facts
        if fact.values
        and fact.role is not Role.QUOTA
        and role_of(fact, holding) in wanted.roles
        and wanted.unit in {None, fact.unit}
        and _measure_fit(fact, wanted) >= 0
    ]
    own = [fact for fact in told if names_any(asked, holding.said(fact))]
    return own or [fact for fact in told if names_any(asked, holding.passage_at(fact.place.start).text)]


def _of_zone(wanted: Wanted, chosen: Sequence[Fact], holding: Holding) -> Finding | None:
    """The lines for the zone of communes asked about, or that there are lines for others and none for it."""
    zones = {subject.zone for subject in wanted.subjects if subject.zone}
    if not zones or any(subject.zone in zones for fact in chosen for subject in fact.subjects):
        return None
    others: Sequence[Fact] = [
        fact
        for fact in holding.facts
        if fact.values and role_of(fact, holding) in wanted.roles and any(s.zone for s in fact.subjects)
    ]
    reduce = all(fact.direction is Direction.REDUCE for fact in chosen)
    if not others and chosen and reduce and wanted.direction is Direction.REMAIN:
        others = chosen
    if not others or any(subject.zone in zones for fact in others for subject in fact.subjects):
        return None
    of_zone = [p for p in holding.passages if p.role in _ROLES and any(s.zone in zones for s in p.own_subjects)]
    if of_zone:  # a line without a figure of its own: "xã khu vực I: theo chỉ tiêu được giao"
        return Finding(holding, Found.SAID, Shape.FIGURE, tuple(map(Item, of_zone)), 1.0)
    if zones == {"khong"}:
        return None
    kind = next((UNIT_NAMES[s.kind] for s in wanted.subjects if s.zone), UNIT_NAMES[UnitKind.COMMUNE])
    lacks = f"mục cho {kind} khu vực {', '.join(sorted(zones))}"
    return Finding(holding, Found.SILENT, Shape.FIGURE, by_sentence(others, holding), 0.9, lacks=lacks)


def _by_words(wanted: Wanted, holding: Holding) -> list[tuple[float, Passage]]:
    """Sentences that hold most of what is looked for and state a figure of the kind asked for, best first."""
    found = []
    level = holding.plan.level
    for score, passage in best_passages(wanted.terms, holding, limit=6):
        kinds = {subject.kind for subject in wanted.subjects}
        own = [subject for subject in passage.opening if subject.kind in kinds]
        named = own or (*passage.subjects, *passage.own_subjects)
        if wanted.subjects and fits(wanted.subjects, named, level) < _SOME_FIT:
            continue
        units = [quantity.unit for quantity in passage.quantities] or _printed(passage, wanted)
        enough = _WORDED if wanted.unit in {None, "%", "năm"} else _WORDED / 2
        if wanted.roles < ANY_ROLE and passage.role in _ROLES and _ROLES[passage.role] not in wanted.roles:
            continue
        if _ASSIGNED.search(passage.folded) and not wanted.helped:
            continue
        if score >= enough and any(_same_unit(unit, wanted.unit) for unit in units):
            found.append((score, passage))
    return found


def _printed(passage: Passage, wanted: Wanted) -> list[str]:
    """The unit that is wanted, where a number stands before its word."""
    found = wanted.unit and re.search(rf"\d\s+{re.escape(fold(wanted.unit))}\b", passage.folded)
    return [wanted.unit] if found and wanted.unit else []


def _same_unit(unit: str, wanted: str | None) -> bool:
    if wanted is None or (wanted == "hộ" and unit == "%"):
        return True
    if wanted in TIME_UNITS:
        return unit.split()[0] in TIME_UNITS
    return wanted in unit or (wanted == "tập thể" and unit.startswith(_COLLECTIVES))


def by_sentence(facts: Iterable[Fact], holding: Holding) -> tuple[Item, ...]:
    """Facts put together with the sentences they stand in, in the order of the plan."""
    items: dict[str, Item] = {}
    for fact in sorted(facts, key=lambda fact: fact.place.start):
        passage = holding.passage_at(fact.place.start)
        before = items.get(passage.id)
        items[passage.id] = Item(passage, (*(before.facts if before else ()), fact))
    return tuple(items.values())


def role_of(fact: Fact, holding: Holding) -> Role:
    """The role of a fact; what stands among the criteria is no target, whatever the words of its lead-in."""
    if fact.role is Role.TARGET and holding.passage_at(fact.place.start).role is Part.CRITERION:
        return Role.CRITERION
    return fact.role


def _score(fact: Fact, wanted: Wanted, holding: Holding) -> float:
    """How well a fact is what is wanted; below zero where it cannot be."""
    if not (fact.values or fact.own_target or fact.direction is Direction.NONE_LEFT):
        return -1.0
    fit = _subject_fit(fact, wanted, holding)
    unit = _unit_fit(fact, wanted)
    if not fit or unit < 0:
        return -1.0
    passage = holding.passage_at(fact.place.start)
    held = coverage(wanted.terms, holding.texts_of(passage))
    if held < _SOME and not (wanted.subjects or wanted.measures or wanted.roles < ANY_ROLE):
        return -1.0
    role = role_of(fact, holding)
    score = 3 * fit + unit + (1.5 if role in wanted.roles else -3.0)
    score -= 1.0 if role is Role.QUOTA and wanted.roles == ANY_ROLE else 0.0
    score += _direction_fit(fact, wanted) + _measure_fit(fact, wanted)
    score += 0.8 if wanted.bound is not None and fact.comparator is wanted.bound else 0.0
    if _ASSIGNED.search(passage.folded):
        score += 1.0 if wanted.helped else -2.0
    told = _told(passage)
    if wanted.yearly and fact.role is Role.QUOTA and wanted.roles != ANY_ROLE:
        score += 1.0 if fact.cycle or fact.per or told == {"năm"} else -1.0
        score -= 1.5 if told and "năm" not in told else 0.0
    if wanted.occasions:
        score -= 0.0 if wanted.occasions & told else 1.5
    if wanted.years and fact.time and fact.time.year and not fact.time.until:
        score += 1.0 if fact.time.year in wanted.years else -1.5
    return score + 3.5 * held


def _told(passage: Passage) -> frozenset[str]:
    """The occasions that a sentence is of by its own words, its headings or the opening of its provision."""
    opening = "" if passage.first else fold(passage.provision.text[:_OPENING])
    return occasions(f"{passage.folded} {fold(passage.heading)} {opening}")


def _subject_fit(fact: Fact, wanted: Wanted, holding: Holding) -> float:
    if not wanted.subjects:
        if fact.link in {Link.EXCEPTION, Link.PART} and fact.subjects and not any(s.whole for s in fact.subjects):
            return 0.4
        return 1.0 if not fact.subjects or any(subject.whole for subject in fact.subjects) else 0.6
    if fact.role is Role.QUOTA and any(s.kind in AWARDED or s.kind is UnitKind.HOUSEHOLD for s in wanted.subjects):
        return 1.0
    if fact.role is Role.QUOTA and not fact.subjects:
        named = holding.passage_at(fact.place.start).own_subjects
        return _UNNAMED * fits(wanted.subjects, named, holding.plan.level)
    passage = holding.passage_at(fact.place.start)
    helping = wanted.helped and _ASSIGNED.search(passage.folded)
    return max(
        fits(wanted.subjects, passage.subjects, holding.plan.level) if helping else 0.0,
        fits(wanted.subjects, fact.subjects, holding.plan.level),
        0.6 * fits(wanted.subjects, fact.of, holding.plan.level) if fact.of else 0.0,
    )


def _unit_fit(fact: Fact, wanted: Wanted) -> float:
    if wanted.unit is None or not fact.values:
        return 0.0 if wanted.unit in {None, "%"} else -1.0
    any_award = wanted.any_award and fact.role is Role.QUOTA
    return 1.0 if any_award or _same_unit(fact.unit, wanted.unit) else -1.0


def _direction_fit(fact: Fact, wanted: Wanted) -> float:
    if wanted.direction is None or fact.direction in {None, Direction.NONE_LEFT}:
        return 0.0
    same = {Direction.REMAIN: {Direction.REMAIN, Direction.REACH}, Direction.REDUCE: {Direction.REDUCE}}
    return 1.5 if fact.direction in same[wanted.direction] else -1.5


def _measure_fit(fact: Fact, wanted: Wanted) -> float:
    if not wanted.measures:
        return 0.0
    if fact.measure in wanted.measures:
        return 1.0
    alike = fact.measure in RATES or fact.direction is Direction.NONE_LEFT
    if alike and wanted.measures & RATES:
        return 0.7
    return -1.5


def _nearest(wanted: Wanted, holding: Holding) -> tuple[Item, ...]:
    """The clause that comes closest to what is wanted."""
    best = best_passages(wanted.terms, holding, subjects=wanted.subjects, limit=1)
    return tuple(Item(passage) for _, passage in best)
