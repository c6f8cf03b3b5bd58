"""The sentences and facts of the plans of a library, ready to be looked through by words."""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from documents.facts.fact import Fact
from documents.plan import Kind, Plan
from documents.syllables import fold, place_tone
from retrieval.search.passages import Passage, read_passages
from retrieval.search.similarity import NoSimilarity, Similarity
from retrieval.understanding.spelling import open_offices

_WORD = re.compile(r"[^\W_]+(?:[.,/]\d+)*%?")
_HEADING_SHARE = 0.6
_COHESION = 0.35
_SHARPNESS = 1.4
_UNLIKE = 0.4
_OPENING = 200
_FEW = 5
_WORDS = 0.5
"""The share of the words in nearness; the rest is the meaning's."""


@dataclass(frozen=True)
class Term:
    """Something a question is about: the folded phrases any of which stands for it, and how much it tells.

    `written` is the phrase with its accents, "" where none were typed or several phrases stand for it.
    """

    phrases: tuple[str, ...]
    weight: float
    written: str = ""


@dataclass(frozen=True)
class Texts:
    """The words of a sentence and of what stands over it, folded and as written, a space around each."""

    own: str
    heading: str
    own_written: str
    heading_written: str

    @classmethod
    def of(cls, own: str, heading: str) -> Texts:
        """The words of two texts."""
        return cls(padded(own), padded(heading), written(own), written(heading))


@dataclass(frozen=True, eq=False)
class Holding:
    """A plan with its sentences and facts, the same only as itself."""

    plan: Plan
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]

    @cached_property
    def texts(self) -> tuple[Texts, ...]:
        """The words of each sentence; over a sentence stand its headings and the opening of its provision."""
        found = []
        for passage in self.passages:
            opening = "" if passage.first else passage.provision.text[:_OPENING]
            found.append(Texts.of(passage.text, f"{passage.heading} {opening}"))
        return tuple(found)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(passage.place.start for passage in self.passages)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {passage.id: number for number, passage in enumerate(self.passages)}

    def texts_of(self, passage: Passage) -> Texts:
        """The words of one of its sentences."""
        number = self._order.get(passage.id)
        return self.texts[number] if number is not None else Texts.of(passage.text, passage.heading)

    def said(self, fact: Fact) -> str:
        """The words of a fact without accents."""
        return fold(self.plan.reading.text[fact.place.start : fact.place.end])

    def facts_in(self, passage: Passage) -> tuple[Fact, ...]:
        """The facts stated in one of its sentences."""
        return tuple(fact for fact in self.facts if passage.place.start <= fact.place.start < passage.place.end)

    def passage_at(self, position: int) -> Passage:
        """The sentence that holds a position of the reading; the last before it where none does."""
        return self.passages[max(0, bisect_right(self._starts, position) - 1)]


@dataclass(frozen=True, eq=False)
class Corpus:
    """The holdings of a library, and how rare each word is in them; `common` is the rarity of one that none holds."""

    holdings: Mapping[str, Holding]
    _rarity: Mapping[str, float] = field(repr=False)
    _compounds: frozenset[str] = field(repr=False)
    _names: frozenset[str] = field(repr=False)
    _written: frozenset[str] = field(repr=False)
    common: float = 1.0
    similarity: Similarity = field(default_factory=NoSimilarity, repr=False)

    @classmethod
    def build(
        cls, plans: Mapping[str, Plan], similar: Callable[[Iterable[Passage]], Similarity] | None = None
    ) -> Corpus:
        """The corpus of some plans; `similar` makes what tells how near its sentences are to a question."""
        holdings = {plan_id: hold(plan) for plan_id, plan in plans.items()}
        counts: Counter[str] = Counter()
        total = 0
        for holding in holdings.values():
            for texts in holding.texts:
                total += 1
                words = [texts.own.split(), texts.heading.split()]
                counts.update({word for part in words for word in part})
                counts.update({f"{a} {b}" for part in words for a, b in pairwise(part)})
        rarity = {word: math.log(1 + total / (1 + count)) ** _SHARPNESS for word, count in counts.items()}
        near = similar(p for holding in holdings.values() for p in holding.passages) if similar else NoSimilarity()
        common = math.log(1 + total) ** _SHARPNESS
        return cls(
            holdings, rarity, _compounds(counts), _names(holdings.values()), _spelled(holdings.values()), common, near
        )

    def knows(self, phrase: str) -> bool:
        """Whether a sentence of the library or its headings hold a word or phrase as it is written."""
        return all(part in self._written for part in _pairs(phrase))

    def knows_folded(self, phrase: str) -> bool:
        """Whether one holds it with whatever accents."""
        return phrase in self._rarity

    def rarity(self, phrase: str) -> float:
        """How much a word or phrase tells; a phrase that no sentence holds, as much as its rarest word."""
        if phrase in self._rarity:
            return self._rarity[phrase]
        return max((self._rarity.get(word, self.common) for word in phrase.split()), default=0.0)

    def terms(self, text: str, *without: str) -> tuple[Term, ...]:
        """What a text looks for: phrases that mean the same together, pairs of words, single words.

        A pair of words is looked for as one where the library knows it, which is how Vietnamese writes most words.
        `without` names lists of words that are left out besides those that never tell: "asking" (which part of a
        plan is asked about: "tiêu chuẩn", "báo cáo"), "doing" (that somebody is to do something).
        """
        words, marked = padded(text).split(), written(text).split()
        said = f" {' '.join(words)} "
        framing = stopped(said, "stop", *without)
        found: list[Term] = []
        covered: set[str] = set()
        for group in same_phrases():
            hit = [phrase for phrase in group if f" {phrase} " in said and not set(phrase.split()) <= framing]
            if hit:
                found.append(Term(group, max(map(self.rarity, hit))))
                covered.update(word for phrase in hit for word in phrase.split())
        pairs: dict[str, str] = {}
        for at, (a, b) in enumerate(pairwise(words)):
            pair = f"{a} {b}"
            known = pair in self._rarity and (pair in self._compounds or not {a, b} & framing)
            if known and pair not in self._names and not ({a, b} <= covered or {a, b} <= framing):
                pairs.setdefault(pair, f"{marked[at]} {marked[at + 1]}")
        covered.update(word for pair in pairs for word in pair.split())
        singles = {w: m for w, m in zip(words, marked, strict=True) if w not in framing and w not in covered}
        found += [Term((phrase,), self.rarity(phrase), mark) for phrase, mark in (pairs | singles).items()]
        return tuple(found)

    def near(self, text: str, holding: Holding) -> Mapping[str, float]:
        """How near each sentence of a plan is to a question, in standard deviations above the mean of the plan."""
        return _near(text, holding, self)


@lru_cache(maxsize=128)
def _near(text: str, holding: Holding, corpus: Corpus) -> Mapping[str, float]:
    parts = corpus.similarity.parts(text)
    scores = {p.id: _WORDS * parts[p.id][0] + (1 - _WORDS) * parts[p.id][1] for p in holding.passages if p.id in parts}
    if len(scores) < _FEW:
        return {}
    mean = sum(scores.values()) / len(scores)
    spread = math.sqrt(sum((score - mean) ** 2 for score in scores.values()) / len(scores)) or 1.0
    return {name: (score - mean) / spread for name, score in scores.items()}


def _compounds(counts: Mapping[str, int]) -> frozenset[str]:
    """The pairs of words that are one word: neither is often seen without the other."""
    return frozenset(
        pair
        for pair, count in counts.items()
        if " " in pair and count >= _COHESION * min(counts[word] for word in pair.split())
    )


def _spelled(holdings: Iterable[Holding]) -> frozenset[str]:
    """The words and pairs of words of a library as they are written."""
    texts = (
        text for holding in holdings for texts in holding.texts for text in (texts.own_written, texts.heading_written)
    )
    return frozenset(part for text in texts for word in _pairs(text) for part in (word, *word.split()))


def _pairs(text: str) -> list[str]:
    """The pairs of neighbours of a text; the word itself where it is but one."""
    words = text.split()
    return [f"{a} {b}" for a, b in pairwise(words)] or words


def _names(holdings: Iterable[Holding]) -> frozenset[str]:
    """The pairs of words in the titles of plans: the name of the movement tells no sentence from another."""
    found: set[str] = set()
    for holding in holdings:
        for passage, texts in zip(holding.passages, holding.texts, strict=True):
            if passage.provision.kind is Kind.TITLE:
                found.update(f"{a} {b}" for a, b in pairwise(texts.own.split()))
    return frozenset(found)


def hold(plan: Plan) -> Holding:
    """A plan with all that is read in it."""
    from documents.facts.extraction import extract_facts

    return Holding(plan, read_passages(plan), extract_facts(plan))


def coverage(terms: Iterable[Term], texts: Texts) -> float:
    """The share of what is looked for that a sentence holds, 0 to 1; in its headings it counts for less.

    A word that only agrees when accents are taken off both counts for a part.
    """
    total = held = 0.0
    for term in terms:
        total += term.weight
        if any(f" {phrase} " in texts.own for phrase in term.phrases):
            held += term.weight * _likeness(term.written, texts.own_written)
        elif any(f" {phrase} " in texts.heading for phrase in term.phrases):
            held += _HEADING_SHARE * term.weight * _likeness(term.written, texts.heading_written)
    return held / total if total else 0.0


def _likeness(phrase: str, text: str) -> float:
    return 1.0 if not phrase or phrase.isascii() or f" {phrase} " in text else _UNLIKE


def names_any(names: Iterable[str], text: str) -> bool:
    """Whether a text has any of some folded names, word by word."""
    wanted = [padded(name) for name in names]
    said = padded(text) if wanted else ""
    return any(name in said for name in wanted)


def padded(text: str) -> str:
    """The folded words of a text, abbreviations of offices opened, a space around each."""
    return f" {' '.join(_WORD.findall(fold(open_offices(text))))} "


@lru_cache(maxsize=1 << 14)
def _placed(word: str) -> str:
    return place_tone(word)


def written(text: str) -> str:
    """The words of a text with their accents, in lower case, a space around each."""
    return f" {' '.join(_placed(word) for word in _WORD.findall(open_offices(text).lower()))} "


@lru_cache(maxsize=1)
def _table() -> Mapping[str, object]:
    return tomllib.loads(Path(__file__).with_name("concepts.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def same_phrases() -> tuple[tuple[str, ...], ...]:
    """The folded phrases that mean the same, group by group."""
    groups = _table()["same"]
    assert isinstance(groups, list)  # noqa: S101 - the project's own file
    return tuple(tuple(group) for group in groups)


@lru_cache(maxsize=4)
def word_list(name: str) -> frozenset[str]:
    """The folded words of a list of the table; a phrase has "_" between its words."""
    return frozenset(str(_table()[name]).split())


def stopped(said: str, *lists: str) -> set[str]:
    """The words of a question that tell nothing: single ones, and those of phrases that tell nothing."""
    found: set[str] = set()
    for entry in (entry for name in lists for entry in word_list(name)):
        phrase = entry.replace("_", " ")
        if phrase == entry or f" {phrase} " in said:
            found.update(phrase.split())
    return found
