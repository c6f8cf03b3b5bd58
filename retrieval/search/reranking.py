"""The sentences of a plan by how likely each is the one that a question asks for.

A linear model over what the question asks for and what a sentence is and holds: its nearness by words and by meaning,
the units and figures it names, the part of the plan it stands in. Its weights, in reranking.toml, are fitted by
`python -m evaluation.training` so that the softmax over the sentences of a plan gives those that answer most.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from documents.facts.subjects import Subject
from retrieval.search.corpus import Corpus, Holding, coverage
from retrieval.search.passages import Passage
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question
from retrieval.understanding.scope import inner_places

WEIGHTS = Path(__file__).with_name("reranking.toml")
_LOOKED_AT = 25
"""Of the sentences nearest by words and meaning; the right one is among them 98 times in 100."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TIME = re.compile(r"\b\d+ (?:nam|thang|ngay|tuan)\b")
_OFFICE = re.compile(r"\b(?:so|phong|ban|uy ban|hoi dong|ubnd|mat tran|hoi|van phong|co quan|don vi|doan)\b")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence, how much speaks for it, and its share of all that speaks for the sentences of its plan, 0 to 1."""

    passage: Passage
    score: float
    share: float


@lru_cache(maxsize=128)
def rerank(question: Question, holding: Holding, corpus: Corpus) -> tuple[Ranked, ...]:
    """The sentences of a plan nearest to a question, the likeliest first; none where nothing is known of nearness."""
    weights = _weights()
    scored = [
        (sum(weights.get(name, 0.0) * value for name, value in signals.items()), passage)
        for passage, signals in signals_of(question, holding, corpus)
    ]
    scored.sort(key=lambda pair: -pair[0])
    total = sum(math.exp(score - scored[0][0]) for score, _ in scored)
    return tuple(Ranked(passage, score, math.exp(score - scored[0][0]) / total) for score, passage in scored)


def signals_of(question: Question, holding: Holding, corpus: Corpus) -> list[tuple[Passage, Mapping[str, float]]]:
    """What speaks for each of the sentences of a plan nearest to a question, by name."""
    nearness = corpus.similarity.parts(question.masked)
    asking = _Asking(question, holding, corpus)
    near = [passage for passage in holding.passages if passage.id in nearness]
    near.sort(key=lambda passage: (-asking.names(passage), -sum(nearness[passage.id])))
    return [(passage, asking.signals(passage, *nearness[passage.id])) for passage in near[:_LOOKED_AT]]


class _Asking:
    """A question put to the sentences of one plan."""

    def __init__(self, question: Question, holding: Holding, corpus: Corpus) -> None:
        self.question = question
        self.holding = holding
        self.terms = corpus.terms(question.sought)
        self.matter = corpus.terms(question.matter)
        self.subjects = asked_subjects(question)
        self.numbers = set(_NUMBER.findall(question.masked))
        self.places = [f" {name} " for name in inner_places(question.places, holding.plan)]

    def names(self, passage: Passage) -> bool:
        """Whether a sentence, or a heading over it, names a place within the plan's that is asked about."""
        texts = self.holding.texts_of(passage)
        return any(place in texts.own or place in texts.heading for place in self.places)

    def signals(self, passage: Passage, words: float, meaning: float) -> dict[str, float]:
        """What speaks for a sentence; signals that are 0 may be left out."""
        question, texts = self.question, self.holding.texts_of(passage)
        found = {
            "words": words,
            "meaning": meaning,
            "coverage": coverage(self.terms, texts),
            "matter": coverage(self.matter, texts),
            "heading": float(passage.is_heading),
            "length": math.log(len(passage.text)),
            "units": self._fit(passage.subjects),
            "own units": self._fit(passage.own_subjects),
            f"role {passage.role}": 1.0,
        }
        if self.names(passage):
            found["place"] = 1.0
        if self.numbers:
            found["numbers"] = len(self.numbers & set(_NUMBER.findall(passage.text))) / len(self.numbers)
        if question.unit:
            same = any(quantity.unit == question.unit for quantity in passage.quantities)
            found["unit" if same else "no unit"] = 1.0
        for ask, holds in (
            (Ask.FIGURE, bool(passage.quantities)),
            (Ask.DURATION, bool(_TIME.search(passage.folded))),
            (Ask.DATE, bool(passage.times)),
            (Ask.OFFICE, bool(passage.actor or _OFFICE.search(passage.folded))),
        ):
            if question.wants(ask):
                found[f"{ask} held" if holds else f"{ask} missing"] = 1.0
        found |= {f"about {topic} in {passage.role}": 1.0 for topic in question.topics}
        return found | {f"wants {ask} in {passage.role}": 1.0 for ask in question.asks}

    def _fit(self, named: Sequence[Subject]) -> float:
        if not self.subjects or not named:
            return 0.5
        return fits(self.subjects, named, self.holding.plan.level)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
