"""Where in a plan the answer to a question is looked for, by what the question asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from documents.fact import Direction, Fact, Role
from documents.measures import Measure
from documents.plan import Kind, Relation
from retrieval import passages
from retrieval.asks import Ask, Topic
from retrieval.corpus import Corpus, Holding, coverage
from retrieval.evidence import Finding, Found, Item, Shape
from retrieval.figures import asked_subjects, best_passages, by_sentence, find_figures
from retrieval.matching import fits
from retrieval.passages import Passage, is_leaf
from retrieval.planmatters import find_documents, find_plan_matter, find_summary
from retrieval.question import Question

_PART = passages.Role
_ENOUGH = 0.42
_CLOSE = 0.85
_DOING = frozenset({_PART.TASK, _PART.MEASURE, _PART.CLOSING, _PART.AWARD, _PART.DOSSIER, _PART.CONTENT})


def seek(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What a plan says to a question; where it has nothing of its own, whether it hands the matter on."""
    finding = _by_ask(question)(question, holding, corpus)
    if not finding.said and finding.shape is not Shape.ABOUT_PLAN and (handed := _handed_on(question, holding)):
        return Finding(holding, Found.DELEGATED, finding.shape, handed, 0.8, lacks=finding.lacks)
    return finding


def _by_ask(question: Question) -> Callable[[Question, Holding, Corpus], Finding]:
    """The way to look for what is asked, the most particular first."""
    wants = question.wants
    if wants(Ask.SIGNER, Ask.TITLE, Ask.LOCALITY, Ask.ISSUER, Ask.VALIDITY) or (
        wants(Ask.IDENTITY) and not question.about(Topic.BASIS)
    ):
        return find_plan_matter
    if wants(Ask.DOCUMENT):
        return find_documents
    if wants(Ask.MEANING) and (question.quantities or question.times):
        return find_meaning
    if wants(Ask.SUMMARY) and not wants(Ask.FIGURE, Ask.DATE, Ask.OFFICE, Ask.CONDITIONS):
        return find_summary
    return _by_matter(question)


def _by_matter(question: Question) -> Callable[[Question, Holding, Corpus], Finding]:
    wants = question.wants
    if wants(Ask.FIGURE) and wants(Ask.CONDITIONS) and question.unit not in {"%", "năm"}:
        return find_conditions
    if wants(Ask.FIGURE, Ask.DURATION):
        return find_figures
    if wants(Ask.DATE):
        return find_dates
    if wants(Ask.OFFICE):
        return find_offices
    if wants(Ask.CONDITIONS) and asked_subjects(question):
        return find_conditions
    if wants(Ask.TASKS):
        return find_tasks
    if question.about(Topic.CRITERION) and asked_subjects(question):
        return find_conditions
    return find_text


def find_conditions(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """The criteria for a kind of unit, all and in order; those on one matter where the question names it."""
    subjects = asked_subjects(question)
    level = holding.plan.level
    clauses = [
        (fits(subjects, passage.subjects, level), passage)
        for passage in holding.passages
        if passage.role is _PART.CRITERION and _is_clause(passage)
    ]
    best = max((fit for fit, _ in clauses), default=0.0)
    if not clauses or best < 0.4:
        return Finding(holding, Found.SILENT, Shape.LIST, _nearest(question, holding, corpus))
    chosen = [passage for fit, passage in clauses if fit >= best - 0.05]
    chosen = _narrowed(question, chosen, holding, corpus)
    return Finding(holding, Found.SAID, Shape.LIST, tuple(Item(passage) for passage in chosen), best)


def _is_clause(passage: Passage) -> bool:
    """Whether a sentence states something itself: no heading, no lead-in to what stands under it."""
    if passage.provision.kind is Kind.SECTION and passage.first and passage.last:
        return False
    return is_leaf(passage.plan, passage.position) or not passage.text.rstrip().endswith(":")


def _narrowed(question: Question, clauses: list[Passage], holding: Holding, corpus: Corpus) -> list[Passage]:
    """The criteria on the matter a question names, all of them where it names none."""
    places = {passage.id for passage in clauses}
    facts = [fact for fact in holding.facts if holding.passage_at(fact.place.start).id in places]
    if question.measures - {Measure.YEARS_OF_WORK, Measure.YEARS_SINCE_ESCAPE}:
        measured = [fact for fact in facts if fact.measure in question.measures] or [
            fact for fact in facts if fact.measure is not Measure.OTHER
        ]
        if measured:
            return [item.passage for item in by_sentence(measured, holding)]
    if question.wants(Ask.FIGURE):
        stated = [fact for fact in facts if fact.measure is not Measure.OTHER]
        if stated:
            return [item.passage for item in by_sentence(stated, holding)]
    terms = [term for term in corpus.terms(question.words) if term.weight > 1.5 and len(term.phrases) > 1]
    if terms:
        texts = {passage.id: texts for passage, texts in zip(holding.passages, holding.texts, strict=True)}
        held = [passage for passage in clauses if coverage(terms, texts[passage.id][0]) >= 0.5]
        return held or clauses
    return clauses


def find_dates(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Days and years: when a report is due, when a review is held, by when something must be so."""
    terms = corpus.terms(question.words)
    candidates = [
        fact for fact in holding.facts if fact.role in _timed(question) or (fact.time and not question.topics)
    ]
    scored = []
    for fact in candidates:
        passage = holding.passage_at(fact.place.start)
        own, heading = holding.texts[holding.passages.index(passage)]
        score = coverage(terms, own, heading) + _timing(question, fact)
        score += 0.3 * fits(asked_subjects(question), fact.subjects, holding.plan.level)
        scored.append((score, fact))
    if not scored or max(score for score, _ in scored) < 0.5:
        return find_text(question, holding, corpus)
    scored.sort(key=lambda pair: -pair[0])
    best = scored[0][0]
    chosen = [fact for score, fact in scored if score >= best - 0.05]
    items = by_sentence(chosen[:2], holding)
    stated = any(_answers_when(question, fact) for fact in chosen)
    lacks = "" if stated else "ngày"
    return Finding(holding, Found.SAID if stated else Found.SILENT, Shape.DATE, items, min(1.0, best), lacks=lacks)


def _timed(question: Question) -> frozenset[Role]:
    if question.about(Topic.REVIEW):
        return frozenset({Role.EVENT})
    if question.about(Topic.REPORT):
        return frozenset({Role.REPORT})
    return frozenset({Role.REPORT, Role.DEADLINE, Role.EVENT, Role.CRITERION})


def _timing(question: Question, fact: Fact) -> float:
    score = 0.0
    if fact.role is Role.REPORT and question.about(Topic.REPORT):
        score += 0.4 + (0.3 if fact.time and fact.time.day else 0.0) + (0.2 if fact.through else 0.0)
        score -= 0.15 if fact.recipient and "thẩm quyền" in fact.recipient else 0.0
    if fact.role is Role.EVENT and fact.event:
        from documents.syllables import fold

        score += 0.5 if fold(fact.event) in question.folded else -0.5
    return score + (0.1 if _answers_when(question, fact) else 0.0)


def _answers_when(question: Question, fact: Fact) -> bool:
    """Whether a fact says when, as finely as it was asked."""
    if fact.time is None:
        return False
    if "nam nao" in question.folded or "nam may" in question.folded:
        return fact.time.year is not None
    if fact.role is Role.REPORT:
        return fact.time.month is not None
    return True


def find_offices(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Who does something, or to whom and through whom something goes."""
    terms = corpus.terms(question.words)
    reports = [fact for fact in holding.facts if fact.role is Role.REPORT and fact.recipient]
    if question.about(Topic.REPORT) and reports and not question.about(Topic.TASK):
        finding = find_dates(question, holding, corpus)
        if finding.items:
            scored = best_passages(terms, holding, roles=_DOING, limit=1)
            if scored and scored[0][0] <= coverage(terms, *_texts(finding.items[0].passage, holding)) + 0.1:
                return Finding(holding, Found.SAID, Shape.OFFICE, finding.items, max(0.5, finding.strength))
    return _by_words(question, holding, corpus, Shape.OFFICE, _DOING | {_PART.CRITERION})


def find_text(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Whatever sentence says most of what a question is about."""
    return _by_words(question, holding, corpus, Shape.TEXT, frozenset())


def _by_words(
    question: Question, holding: Holding, corpus: Corpus, shape: Shape, roles: frozenset[passages.Role]
) -> Finding:
    terms = corpus.terms(question.words)
    scored = best_passages(terms, holding, subjects=asked_subjects(question), roles=roles, limit=8)
    if question.about(Topic.CRITERION):
        scored = [(score * (1.0 if p.role is _PART.CRITERION else 0.9), p) for score, p in scored]
        scored.sort(key=lambda pair: -pair[0])
    if not scored or scored[0][0] < _ENOUGH:
        items = tuple(Item(passage) for _, passage in scored[:1])
        strength = scored[0][0] if scored else 0.0
        return Finding(holding, Found.SILENT if strength >= 0.2 else Found.NOTHING, shape, items, strength)
    best = scored[0][0]
    chosen = [passage for score, passage in scored if score >= _CLOSE * best][:3]
    chosen.sort(key=lambda passage: passage.place.start)
    return Finding(holding, Found.SAID, shape, tuple(Item(passage) for passage in chosen), best)


def find_tasks(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What an office is to do: the clauses under its name, and those that name it in doing."""
    terms = corpus.terms(question.words)
    scored: list[tuple[float, Passage]] = []
    for passage in holding.passages:
        if passage.role not in _DOING or not _is_clause(passage):
            continue
        actor = _actor(passage, holding)
        mentioned = 0.75 * coverage(terms, _texts(passage, holding)[0])
        scored.append((max(coverage(terms, actor), mentioned), passage))
    best = max((score for score, _ in scored), default=0.0)
    if best < _ENOUGH:
        return _by_words(question, holding, corpus, Shape.TASKS, _DOING)
    chosen = [passage for score, passage in scored if score >= 0.7 * best]
    return Finding(holding, Found.SAID, Shape.TASKS, tuple(Item(passage) for passage in chosen[:8]), best)


def _actor(passage: Passage, holding: Holding) -> str:
    """The words that say who acts, folded: the nearest heading, or the opening of the sentence's provision."""
    own, heading = _texts(passage, holding)
    nearest = heading.strip().rsplit("  ", 1)[-1]
    opening = " ".join(own.split()[:14])
    return f" {nearest if passage.provision.heading else ''} {opening} "


def _texts(passage: Passage, holding: Holding) -> tuple[str, str]:
    return holding.texts[holding.passages.index(passage)]


def find_meaning(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """What a figure or a day that the question names stands for in a plan."""
    values = {value for quantity in question.quantities for value in quantity.values}
    units = {quantity.unit for quantity in question.quantities}
    days = {(time.day, time.month) for time in question.times if time.day}
    years = {time.year for time in question.times if time.year and not time.day}
    facts = [
        fact
        for fact in holding.facts
        if (values & set(fact.values) and fact.unit in units)
        or (fact.time and (fact.time.day, fact.time.month) in days)
        or (not values and not days and fact.time and fact.time.year in years and fact.role is not Role.PERIOD)
    ]
    if not facts:
        return Finding(holding, Found.NOTHING, Shape.MEANING)
    return Finding(holding, Found.SAID, Shape.MEANING, by_sentence(facts, holding), 1.0)


def _nearest(question: Question, holding: Holding, corpus: Corpus) -> tuple[Item, ...]:
    best = best_passages(corpus.terms(question.words), holding, subjects=asked_subjects(question), limit=1)
    return tuple(Item(passage) for _, passage in best)


def _handed_on(question: Question, holding: Holding) -> tuple[Item, ...]:
    """The clauses by which a plan leaves criteria or awards to another document, where the question is about them."""
    criterial = question.about(Topic.CRITERION, Topic.AWARD) or question.wants(Ask.CONDITIONS)
    figure = question.wants(Ask.FIGURE) and not question.about(Topic.TARGET)
    if not (criterial or figure):
        return ()
    found: list[Passage] = []
    for reference in holding.plan.references:
        if reference.relation is not Relation.DELEGATES or not reference.number:
            continue
        passage = holding.passage_at(holding.plan.reading.in_reading(reference.span).start)
        if passage.role in {_PART.CRITERION, _PART.AWARD, _PART.DOSSIER} and passage not in found:
            found.append(passage)
    return tuple(Item(passage) for passage in found)


def none_left(facts: Iterable[Fact]) -> bool:
    """Whether any of the facts says that nothing may be left."""
    return any(fact.direction is Direction.NONE_LEFT for fact in facts)
