"""Whether the sentences found speak of the very thing asked, and not only of the unit it is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from documents.facts.fact import Role
from documents.facts.measures import Measure
from documents.facts.parts import Part
from documents.facts.units import HOUSEHOLDS, OFFICERS, Trait, UnitKind
from documents.names.places import find_places
from documents.syllables import fold, is_syllable
from prompts.texts import load
from retrieval.finding.answertype import asks_money, awaited, is_of_types
from retrieval.finding.evidence import Finding, Shape
from retrieval.search.certainty import SupportSignals, certainty
from retrieval.search.corpus import Corpus, Holding, Texts, padded, same_phrases, word_list, written
from retrieval.search.passages import Passage
from retrieval.search.reranking import rerank
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic, occasions
from retrieval.understanding.matching import fits, may_meet
from retrieval.understanding.question import Question
from retrieval.understanding.scope import inner_places
from retrieval.understanding.spelling import is_bare

_COMPOUND = 3.0
"""From this pointwise mutual information on two syllables of Vietnamese are one word ("lãi suất", "bảo hiểm")."""
_SURE = 5.0
_APART = 0.6
"""A word that weighs as much and is not there makes it another matter."""
_ABOVE = 0.8
_OTHER_ACCENTS = 0.3
_WITHIN = 0.5
"""What a syllable tells where it is part of another word: "mẫu" in "gương mẫu"."""
_ODD = 0.3
"""What a word that is no syllable of Vietnamese counts for: a slip or shorthand more often than a thing."""
_TYPED_BARE = 0.8
_PRAISED = frozenset({"giay khen", "bang khen", "tang giay", "tang bang", "khen", "tang", "giay", "chu tich"})
"""The words for an award where it is asked what must be reached for it, which criteria leave out."""
WHOLE = frozenset({Shape.ABOUT_PLAN, Shape.SUMMARY, Shape.MEANING})
"""What is told from a plan as a whole, or looked up by the figure itself, needs no words of the question in it."""
CERTAIN = 0.9
"""From this strength on the rules hold a plan's silence for sure: it speaks of the like and leaves this out."""
_SURE_THOUGH_OTHER = 0.6
"""From here on what seems of another type than was asked for was right nine times in eleven."""
_PAID = 0.5
"""An amount of money that is for something else is the wrong figure that does most harm.

What is to be given to be praised is a criterion like others.
"""
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNRANKED, _FAR, _ALONE = -5.0, 8.0, 3.0
"""The score and gap of what is not among the ranked sentences, and the lead of one that has no next."""
_STATE = re.compile(
    r"\b(?:hien (?:nay|tai|con|co|dang|gio)|(?:co|gom) (?:tat ca|tong cong|ca thay)|den nay"
    r"|da (?:giam|dat|co|khen)|ket qua giam ngheo|thuc te)\b"
)
_STATED = re.compile(
    r"\b(?:hien (?:nay|tai|con|co|dang)|den nay|tinh den|dau nam|cuoi nam|ra soat|dang co|thuc trang|tong so"
    r"|(?:xa|huyen|tinh) co)\b"
)
_TELLING = frozenset({Part.NAME, Part.OTHER})
"""How a plan tells how things are, and where: before its targets, or in a part that is for nothing else."""
_BRACKETS = re.compile(r"\([^()]+\)")
_HOW = re.compile(r"\b(?:the nao|ra sao)\b")
_FALL = re.compile(r"\bgiam\b(?! ngheo)")
_POOR = frozenset({Measure.POVERTY_RATE, Measure.MULTIDIMENSIONAL_RATE, Measure.POOR_HOUSEHOLDS})
_BOTH = Measure.POOR_AND_NEAR_POOR_RATE
_NEAR_POOR = re.compile(
    r"\b(?:giam|con|duoi|bao nhieu|ty le|may)\b(?: \w+){0,4} can ngheo\b"
    r"|\bho can ngheo\b(?: \w+){0,3} (?:giam|con|duoi|khong qua|chiem|toi da)\b"
)
_POOR_TOO = re.compile(r"\bho ngheo\b|\bngheo,?(?: va| voi| hoac| lan| cung)? (?:ho )?can ngheo\b")
"""Whether a number of near-poor households is asked for, and whether of poor ones as well."""
_BUSINESS = re.compile(r"\b(?:doanh nghiep|hop tac xa|doanh nhan)\b")
_PRAISED_FOR = re.compile(r"\b(?:khen|tieu chuan|tieu chi)\b")
_TOLD_APART = (HOUSEHOLDS - {UnitKind.HOUSEHOLD}) | {
    UnitKind.COMMUNE, UnitKind.VILLAGE, UnitKind.DISTRICT, UnitKind.POOR_DISTRICT, UnitKind.BUSINESS,
}  # fmt: skip
"""Kinds of unit that plans have criteria for apart from each other."""
_HOUSEHOLD_KINDS = HOUSEHOLDS - {UnitKind.HOUSEHOLD}
_NO_OFFICERS = _TOLD_APART | {UnitKind.OFFICE}
_SERVED = re.compile(r"\b(?:co cong|chinh sach|thuong binh|liet s[iy])\b")
_THE_REST = frozenset({Trait.REMAINING, Trait.NOT_POOR})
_RATES = {
    Measure.POVERTY_RATE: _POOR | {_BOTH, Measure.MINORITY_POVERTY_RATE},
    Measure.MULTIDIMENSIONAL_RATE: _POOR | {_BOTH},
    Measure.POOR_HOUSEHOLDS: _POOR | {_BOTH, Measure.POLICY_POOR_HOUSEHOLDS},
    Measure.NEAR_POOR_RATE: frozenset({Measure.NEAR_POOR_RATE, _BOTH}),
    Measure.RELAPSE_RATE: frozenset({Measure.RELAPSE_RATE}),
}
"""The measures that a fact may be of where one of these is asked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question that says what it is about.

    `phrases` are the folded ways to say it, `written` the way it was typed, `weight` 1 where no plan holds it.
    """

    phrases: tuple[str, ...]
    written: str
    weight: float


def supports(question: Question, finding: Finding, ruled: Finding, corpus: Corpus) -> float:
    """How sure it is that the sentences found answer what is asked, 0 to 1; `ruled` is what the rules found."""
    sure = certainty("support", signals_of(question, finding, ruled, corpus))
    # a rate of another year or an amount of something else is worse than silence
    other = _is_other(question, finding, strictly=sure >= _SURE_THOUGH_OTHER)
    criteria = question.about(Topic.CRITERION) and all(item.passage.role is Part.CRITERION for item in finding.items)
    doubtful = sure < _PAID and asks_money(question) and not criteria
    return 0.0 if other or doubtful else sure


def without_others(question: Question, finding: Finding) -> Finding:
    """What was found without sentences of another occasion or sort than what is asked for, where others are left."""
    each = [replace(finding, items=(item,)) for item in finding.items]
    other = [_of_other_occasion(question, one) or _of_other_zone(question, one) for one in each]
    fitting = tuple(item for item, amiss in zip(finding.items, other, strict=True) if not amiss)
    return replace(finding, items=fitting) if fitting else finding


def speaks_of(question: Question, passages: Sequence[Passage], holding: Holding, corpus: Corpus) -> bool:
    """Whether sentences that leave a matter to others leave them this: they hold it and lack nothing rare.

    Of criteria they need not say which.
    """
    words = matter_of(question, holding, corpus)
    missing = _missing(question, words, [_texts(passage, holding) for passage in passages])
    if max(missing.values(), default=0.0) >= _APART:
        return False
    criterial = question.wants(Ask.CONDITIONS) or question.about(Topic.CRITERION)
    return criterial or sum(missing.values()) <= sum(word.weight for word in words) / 2


def lacking(question: Question, finding: Finding, corpus: Corpus) -> str:
    """What the sentences found lack of what is asked, in words that follow "không nêu"; "" where none tells."""
    for kind in awaited(question):
        if not kind.holds(question, finding):
            return load("answers").get(f"lacks_{kind.name}", "")
    texts = [_texts(item.passage, finding.holding) for item in finding.items]
    words = matter_of(question, finding.holding, corpus)
    missing = _missing(question, words, texts)
    named = [word.written for word in words if missing[word.written] >= _APART and " " in word.written]
    return f"“{named[0]}”" if named and not is_bare(question.typed) else ""


def _missing(question: Question, words: Sequence[Word], texts: Sequence[Texts]) -> dict[str, float]:
    """How much of each word the sentences lack, by the word as it is written."""
    bare = is_bare(question.typed)
    held = {word.written: max((_holds(word, text, bare=bare) for text in texts), default=0.0) for word in words}
    return {word.written: word.weight * (1 - held[word.written]) for word in words}


def signals_of(question: Question, finding: Finding, ruled: Finding, corpus: Corpus) -> SupportSignals:
    """What speaks for the sentences found; `ruled` is what the rules found."""
    holding = finding.holding
    ranked = rerank(question, holding, corpus)
    ids = {item.passage.id for item in finding.items}
    own = [one for one in ranked if one.passage.id in ids]
    by_rules = {item.passage.id for item in ruled.items} if ruled.said else set()
    words = matter_of(question, holding, corpus)
    missing = _missing(question, words, [_texts(item.passage, holding) for item in finding.items])
    total = sum(word.weight for word in words)
    near = corpus.near(question.text, holding)
    compound = sum(share for word, share in missing.items() if " " in word)
    return SupportSignals(
        coverage=1 - sum(missing.values()) / total if total else 1.0,
        missing=min(2.0, sum(missing.values()) - compound),
        compound=min(2.0, compound),
        rarest=max(missing.values(), default=0.0),
        absent=min(2.0, _absent(question, holding, corpus)),
        near=max((near.get(item.passage.id, 0.0) for item in finding.items), default=0.0),
        strength=finding.strength,
        typed=float(bool(awaited(question))),
        listed=float(finding.shape is Shape.LIST),
        worded=float(finding.shape is Shape.TEXT),
        head=next((missing[word.written] for word in words), 0.0),
        score=own[0].score if own else _UNRANKED,
        share=own[0].share if own else 0.0,
        shares=sum(one.share for one in own),
        gap=ranked[0].score - own[0].score if own else _FAR,
        lead=ranked[0].score - ranked[1].score if len(ranked) > 1 else _ALONE,
        agreed=float(bool(ranked) and ranked[0].passage.id in by_rules),
        said=float(ruled.said),
        ruled=float(finding is ruled),
        sure=float(not ruled.said and ruled.strength >= CERTAIN),
        count=float(len(finding.items)),
        other=float(_is_other(question, finding)),
        whole=float(finding.shape in WHOLE and finding is ruled),
    )


@lru_cache(maxsize=128)
def _absent(question: Question, holding: Holding, corpus: Corpus) -> float:
    """How much the words weigh that no sentence of a plan holds."""
    words = matter_of(question, holding, corpus)
    return sum(word.weight for word in words if not any(_holds(word, text, bare=True) for text in holding.texts))


@lru_cache(maxsize=128)
def matter_of(question: Question, holding: Holding, corpus: Corpus) -> tuple[Word, ...]:
    """The words that say what a question is about: not those that only frame it, name units or parts of plans."""
    said, marked = padded(question.sought).split(), written(question.sought).split()
    framing = _framing(said)
    bare = is_bare(question.typed)
    named = fold(f"{holding.plan.place or ''} {holding.plan.issuer}").split()
    judged = question.unit in {"%", "năm"} and question.about(Topic.CRITERION)
    found: dict[str, Word] = {}
    at = 0
    for size in _segments(said, marked, framing, corpus):
        one, typed = " ".join(said[at : at + size]), " ".join(marked[at : at + size])
        framed = all(framing[at : at + size])
        at += size
        praised = one in _PRAISED and judged
        if (
            framed
            or praised
            or set(one.split()) <= set(named)
            or (not one.replace(" ", "").isalpha() and not _YEAR.fullmatch(one))
        ):
            continue
        phrases = next((group for group in same_phrases() if one in group), (one,))
        known = len(phrases) > 1 or corpus.knows(typed) or (bare and corpus.knows_folded(one))
        weight = min(1.0, min(map(corpus.rarity, phrases)) / corpus.common) if known else 1.0
        odd = not any(is_syllable(syllable) or syllable.isdigit() for syllable in typed.split())
        found.setdefault(one, Word(phrases, typed, _ODD * weight if odd else weight))
    return tuple(found.values())


def _framing(said: Sequence[str]) -> list[bool]:
    """Which words of a question say how it is asked, or of which unit or part of a plan, not what about."""
    framing = [False] * len(said)
    lists = [word_list(name) for name in ("stop", "asking", "doing", "framing")]
    for at in range(len(said)):
        for size in range(1, min(4, len(said) - at) + 1):
            entry = "_".join(said[at : at + size])
            if any(entry in words for words in lists):
                framing[at : at + size] = [True] * size
    return framing


def _segments(said: Sequence[str], marked: Sequence[str], framing: Sequence[bool], corpus: Corpus) -> Iterator[int]:
    """How many syllables each word of a text has: those of a phrase that has synonyms, two of a pair that is a word.

    A word that only frames a question makes one with another where that is sure: "hồ sơ" is, "phải trả" is not.
    """
    ties = _ties(marked)
    for at, tie in enumerate(ties):
        if framing[at] != framing[at + 1] and tie < _SURE and not corpus.knows(" ".join(marked[at : at + 2])):
            ties[at] = -1.0
    at = 0
    while at < len(said):
        size = next((n for n in (5, 4, 3, 2) if " ".join(said[at : at + n]) in _known_phrases()), 1)
        if size == 1 and at < len(ties) and ties[at] >= _COMPOUND and (at + 1 >= len(ties) or ties[at] >= ties[at + 1]):
            size = 2
        size = min(size, len(said) - at)
        yield size
        at += size


@lru_cache(maxsize=1 << 12)
def _words_of(marked: str) -> frozenset[str]:
    """The words of a sentence that no tie makes part of a longer one, and those longer ones."""
    syllables = marked.split()
    ties = _ties(syllables)
    tied = {at for at, tie in enumerate(ties) if tie >= _COMPOUND}
    return frozenset(word for at, word in enumerate(syllables) if at not in tied and at - 1 not in tied)


@lru_cache(maxsize=1)
def _known_phrases() -> frozenset[str]:
    return frozenset(phrase for group in same_phrases() for phrase in group if " " in phrase)


def _texts(passage: Passage, holding: Holding) -> Texts:
    """The words of a sentence; of the whole one where only a part of it is shown."""
    return holding.texts_of(holding.passage_at(passage.place.start))


def _ties(words: Sequence[str]) -> list[float]:
    """The pointwise mutual information of each two neighbours, in general Vietnamese."""
    import numpy as np

    from documents.repair.ngrams import shipped_model

    model = shipped_model()
    numbers = np.array([model.number(word) for word in words], np.int64)
    if len(numbers) < 2:
        return []
    ties = model.log_bigram(numbers[:-1], numbers[1:]) - np.log(model.single[numbers[1:]])
    known = (numbers[:-1] > 0) & (numbers[1:] > 0)
    found: list[float] = np.where(known, ties, -1.0).tolist()
    return found


def _holds(word: Word, texts: Texts, *, bare: bool) -> float:
    """How far a sentence and its headings hold a word, 0 to 1."""
    for text, marked, share in ((texts.own, texts.own_written, 1.0), (texts.heading, texts.heading_written, _ABOVE)):
        if any(f" {phrase} " in text for phrase in word.phrases):
            same = len(word.phrases) > 1 or word.written.isascii() or f" {word.written} " in marked
            own = word.written in _words_of(marked) or " " in word.written or len(word.phrases) > 1
            held = share if own else share * _WITHIN
            return held if same else held * (0.0 if word.weight == 1 else _TYPED_BARE if bare else _OTHER_ACCENTS)
    return 0.0


def _is_other(question: Question, finding: Finding, *, strictly: bool = False) -> bool:
    """Whether what was found is of another type, time or measure than what is asked for; `strictly`, beyond doubt."""
    if finding.shape is Shape.DOCUMENTS:
        return False  # a document is the answer, whatever it is about
    kinds = [kind for kind in awaited(question) if kind.strict or not strictly]
    mistyped = not is_of_types(kinds, question, finding)
    each = [replace(finding, items=(item,)) for item in finding.items] or [finding]
    amiss = all(_elsewhen(question, one, strictly=strictly) or _unmeasured(question, one) for one in each)
    elsewhen = amiss or _of_other_occasion(question, finding)
    elsewhere = _of_other_place(question, finding) or _of_other_zone(question, finding)
    elsewhere = elsewhere or _of_other_unit(question, finding) or _of_target(question, finding)
    elsewhere = elsewhere or of_other_households(question, finding) or _of_no_village(question, finding)
    elsewhere = elsewhere or _of_no_business(question, finding) or _of_number_alone(question, finding)
    return mistyped or elsewhen or elsewhere or _unstated(question, finding)


def _unstated(question: Question, finding: Finding) -> bool:
    """Whether it is asked how things are or went and only what is to be was found."""
    asked = question.wants(Ask.FIGURE) or _HOW.search(question.folded)
    if not asked or not _STATE.search(question.folded):
        return False
    return not any(_STATED.search(i.passage.folded) and i.passage.role in _TELLING for i in finding.items)


def _elsewhen(question: Question, finding: Finding, *, strictly: bool) -> bool:
    """Whether years are asked about that stand in none of the sentences, and that none there can be meant for.

    What is to fall each year holds for every year of the plan's period; how high a rate is, for the year named alone.
    `strictly`, only a year beyond the period counts.
    """
    years = {int(year) for year in _YEAR.findall(question.masked)}
    texts = [f"{item.passage.text} {item.passage.heading}" for item in finding.items]
    said = {int(year) for text in texts for year in _YEAR.findall(text)}
    if not years or years & said:
        return False
    plan = finding.holding.plan
    level = question.unit == "%" and question.wants(Ask.FIGURE) and not _FALL.search(question.folded)
    return (level and not strictly) or bool(plan.period and not any(map(plan.covers, years)))


def _of_other_occasion(question: Question, finding: Finding) -> bool:
    """Whether a day or a number is asked for at one occasion and told for another: the mid-term, not the end."""
    if not (question.wants(Ask.FIGURE, Ask.DATE) and question.about(Topic.AWARD, Topic.DOSSIER, Topic.REVIEW)):
        return False
    asked = occasions(question.folded)
    told = [occasions(f"{item.passage.folded} {fold(item.passage.heading)}") for item in finding.items]
    return bool(asked) and all(found and asked.isdisjoint(found) for found in told) and bool(told)


def _of_other_place(question: Question, finding: Finding) -> bool:
    """Whether a place within the plan's is asked about and only rows of a table for other places were found.

    Where the place has a row of its own, only what names it tells what is set for it, but for what all must meet.
    """
    asked = inner_places(question.places, finding.holding.plan)
    if not asked or not finding.items:
        return False
    if question.wants(Ask.FIGURE) and not question.about(Topic.CRITERION, Topic.AWARD, Topic.DOSSIER, Topic.REPORT):
        if all(_is_of_others(item.passage, asked) for item in finding.items):
            return True
        told = {p.id: p for p in finding.holding.passages if any(name in p.folded for name in asked)}
        if any(p.is_row for p in told.values()) and not any(item.passage.id in told for item in finding.items):
            return True
    if question.wants(Ask.CONFIRM) and question.figures and any(_lists_others(i.passage, asked) for i in finding.items):
        return True
    return all(item.passage.is_of_other_place(asked) for item in finding.items)


def _lists_others(passage: Passage, asked: Sequence[str]) -> bool:
    """Whether a sentence lists in brackets whom it is for, and none of those asked about: "huyện khác (A, B, C)"."""
    listed = [match for match in _BRACKETS.findall(passage.text) if len(find_places(match)) > 1]
    return bool(listed) and not any(name in passage.folded for name in asked)


def _is_of_others(passage: Passage, asked: Sequence[str]) -> bool:
    """Whether a sentence names places of its own and none of those asked about: "3.905 hộ ở Tri Tôn và Tịnh Biên"."""
    named = [fold(place.text) for place in find_places(passage.text)]
    inner = [name for name in named if name.startswith(("huyen", "xa", "thi xa", "thi tran", "phuong", "thanh pho"))]
    return bool(inner) and not any(name in passage.folded for name in asked)


def _of_other_zone(question: Question, finding: Finding) -> bool:
    """Whether a zone or sort of communes is asked about and all that was found is for others."""
    subjects = asked_subjects(question)
    if subjects and all(subject.traits and subject.traits <= _THE_REST for subject in subjects):
        return bool(finding.items) and all(_of_a_sort(item.passage) for item in finding.items)
    limits = [limit for subject in subjects for limit in subject.limits]
    if limits and all(
        not may_meet(limits, [limit for subject in item.passage.opening for limit in subject.limits])
        for item in finding.items
    ):
        return bool(finding.items)
    asked = {subject.zone for subject in subjects} - {None}
    named = [(*item.passage.subjects, *item.passage.opening) for item in finding.items]
    told = [{subject.zone for subject in subjects} - {None} for subjects in named]
    return bool(asked) and any(told) and all(asked.isdisjoint(zones) for zones in told)


def _of_a_sort(passage: Passage) -> bool:
    """Whether a sentence opens with units of a sort that is told apart, and not with the rest."""
    traits = {trait for subject in passage.opening for trait in subject.traits}
    told = any(subject.kind is UnitKind.POOR_DISTRICT or subject.zone for subject in passage.opening)
    rest = any(not _THE_REST.isdisjoint(subject.traits) for subject in passage.own_subjects)
    return bool(traits or told) and not rest


def _of_other_unit(question: Question, finding: Finding) -> bool:
    """Whether it is asked what some units must reach and all that was found are criteria that open with others.

    Others are those that the question does not name at all.
    """
    asked = asked_subjects(question)
    officers = bool(asked) and all(subject.kind in OFFICERS for subject in asked)
    criterial = question.about(Topic.CRITERION) or question.wants(Ask.CONDITIONS)
    if not (criterial or (officers and question.wants(Ask.DURATION))) or not finding.items:
        return False
    if officers:
        headed = [item.passage.subjects if item.passage.role is Part.CRITERION else () for item in finding.items]
        return all(named and all(one.kind in _NO_OFFICERS for one in named) for named in headed)
    if not asked or any(subject.kind not in _TOLD_APART for subject in asked):
        return False
    level = finding.holding.plan.level
    return all(
        item.passage.role is Part.CRITERION
        and (opening := item.passage.opening)
        and all(subject.kind in _TOLD_APART for subject in opening)
        and not fits((*asked, *question.subjects), opening, level)
        and not {subject.kind for subject in item.passage.subjects} <= {subject.kind for subject in asked}
        for item in finding.items
    )


def of_other_households(question: Question, finding: Finding) -> bool:
    """Whether it is asked what one kind of household must meet and all that was found is set for other kinds.

    Only where the plan has criteria for the kind asked about: those for others tell nothing of it.
    """
    kinds = {subject.kind for subject in asked_subjects(question)}
    if not kinds or not kinds <= _HOUSEHOLD_KINDS or question.wants(Ask.DIFFERENCE) or not finding.items:
        return False
    criteria = [passage for passage in finding.holding.passages if passage.role is Part.CRITERION]
    if not any(_household_kinds(passage) & kinds for passage in criteria):
        return False
    told = [_household_kinds(item.passage) for item in finding.items if item.passage.role is Part.CRITERION]
    return len(told) == len(finding.items) and all(own and own.isdisjoint(kinds) for own in told)


def _household_kinds(passage: Passage) -> frozenset[UnitKind]:
    """The kinds of household that a criterion is headed or opened by; none where it is for households of any kind."""
    kinds = frozenset(subject.kind for subject in passage.subjects)
    return kinds if kinds <= _HOUSEHOLD_KINDS else frozenset()


def _of_no_village(question: Question, finding: Finding) -> bool:
    """Whether it is asked how far the rate of a hamlet must fall and all that was found is for larger units."""
    asked = asked_subjects(question)
    falls = question.unit == "%" and question.wants(Ask.FIGURE) and _FALL.search(question.folded)
    if not falls or {one.kind for one in asked} != {UnitKind.VILLAGE}:
        return False
    passages = [item.passage for item in finding.items]
    return all(not fits(asked, (*p.subjects, *p.own_subjects), finding.holding.plan.level) for p in passages)


def _of_target(question: Question, finding: Finding) -> bool:
    """Whether it is asked how far a rate must fall to be praised and only targets were found: one met is not enough."""
    numbered = question.wants(Ask.FIGURE) or (question.wants(Ask.CONFIRM) and question.figures)
    asked = numbered and question.unit == "%" and _PRAISED_FOR.search(question.line)
    told = finding.items and all(item.passage.role is Part.TARGET for item in finding.items)
    return bool(asked and told and question.about(Topic.CRITERION) and not question.about(Topic.TARGET))


def _of_no_business(question: Question, finding: Finding) -> bool:
    """Whether it is asked how many awards are for businesses and all that was found counts those of others."""
    counted = question.wants(Ask.FIGURE) and question.about(Topic.AWARD) and question.unit not in {"%", "đồng"}
    if not counted or not any(subject.kind is UnitKind.BUSINESS for subject in asked_subjects(question)):
        return False
    return not any(_BUSINESS.search(f"{i.passage.folded} {fold(i.passage.heading)}") for i in finding.items)


def _of_number_alone(question: Question, finding: Finding) -> bool:
    """Whether it is asked if somebody's figure is enough and only how many are praised was found."""
    asked = question.wants(Ask.CONFIRM) and question.figures and question.about(Topic.CRITERION)
    roles = {fact.role for item in finding.items for fact in finding.holding.facts_in(item.passage)}
    return bool(asked) and roles == {Role.QUOTA} and not question.about(Topic.AWARD)


def _unmeasured(question: Question, finding: Finding) -> bool:
    """Whether a rate is asked for that none of the facts is of: that of near-poor households is not of poor ones.

    So is the year by which no household of those who served is poor, where none of the sentences names them.
    """
    if Measure.POLICY_POOR_HOUSEHOLDS in question.measures and question.wants(Ask.DATE):
        return not any(_SERVED.search(item.passage.folded) for item in finding.items)
    if question.unit not in {None, "%", "hộ"} or question.wants(Ask.CONFIRM):
        return False
    measured = {fact.measure for item in finding.items for fact in item.facts if fact.values}
    near_poor = question.unit and _NEAR_POOR.search(question.line) and not _POOR_TOO.search(question.line)
    if near_poor and not question.measures:
        return bool(measured) and measured <= _POOR
    wanted = question.measures & _RATES.keys()
    return bool(wanted and measured) and not any(measured & _RATES[measure] for measure in wanted)
