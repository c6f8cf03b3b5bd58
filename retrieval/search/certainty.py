"""How sure it is that a question is about the library, and that the sentence found is what it asks for.

Three logistic models over what the search says. Their weights stand in certainty.toml and are fitted by
`python -m evaluation.calibration`, which prints the curves that the thresholds were chosen on.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

WEIGHTS = Path(__file__).with_name("certainty.toml")


class Signals(Protocol):
    """What speaks for or against something."""

    def values(self) -> tuple[float, ...]:
        """The signals as numbers, in the order of their weights."""


@dataclass(frozen=True, slots=True)
class SentenceSignals:
    """What speaks for a sentence: the share of the question's words it holds, and its nearness by the index.

    `near` counts standard deviations above the mean of the plan.
    """

    coverage: float
    near: float

    def values(self) -> tuple[float, ...]:
        """The two and their product: off the subject, one of them may be high by chance."""
        return (self.coverage, self.near, self.coverage * self.near)


@dataclass(frozen=True, slots=True)
class SubjectSignals:
    """What speaks for a question being about the library: how well the best that is found in all of it goes with it.

    `cosine` of the nearest sentence and `cosines` of the three nearest, `lexical` the best share of the highest score
    by words, `words` and `pairs` the best shares of its words and pairs of words found in one sentence, `coverage` the
    same by the terms that answers are looked for with, `topical` whether it names a part that plans have.
    """

    cosine: float
    cosines: float
    lexical: float
    words: float
    pairs: float
    coverage: float
    topical: bool

    def values(self) -> tuple[float, ...]:
        """The signals as numbers, in the order of their weights."""
        known = (self.cosine, self.cosines, self.lexical, self.words, self.pairs, self.coverage)
        return (*known, float(self.topical))


@dataclass(frozen=True, slots=True)
class SupportSignals:
    """What speaks for sentences that were found to answer: whether they speak of the thing asked, and hold its type.

    `coverage` is the share of the question's matter that they hold. `missing` and `compound` are the weight of the
    syllables and of the longer words they lack, `rarest` that of the rarest of them, `head` that of the first word of
    the matter: what is asked for comes first in Vietnamese. `absent` is the weight of what the whole plan lacks.
    `near` is their nearness by the index, `strength` that of the way they were found by. `typed` says that a type of
    answer is awaited, which they then hold, `listed` that they are all clauses for a unit, `worded` that they were
    found by words alone. The rest says how they stand in the order of likelihood (`reranking`): `score` and `share` of
    the best of them, `shares` of all, its `gap` to the first of all, that one's `lead` over the next, and whether it is
    what the rules found (`agreed`); `said` whether the rules found anything, `ruled` whether this is it, `sure` whether
    they hold for certain that the plan is silent, `count` how many sentences these are, `other` whether they are of
    another type, time or measure than what is asked for, `whole` whether they are told from the plan as a whole.
    """

    coverage: float
    missing: float
    compound: float
    rarest: float
    absent: float
    near: float
    strength: float
    typed: float
    listed: float
    worded: float
    head: float
    score: float
    share: float
    shares: float
    gap: float
    lead: float
    agreed: float
    said: float
    ruled: float
    sure: float
    count: float
    other: float
    whole: float

    def values(self) -> tuple[float, ...]:
        """The signals as numbers, in the order of their weights."""
        return astuple(self)


def certainty(model: str, signals: Signals) -> float:
    """How likely a model ("sentence", "subject") holds it to be, 0 to 1."""
    weights = _models()[model]
    return logistic(weights["bias"] + sum(w * v for w, v in zip(weights["signals"], signals.values(), strict=True)))


def enough(model: str) -> float:
    """The certainty from which a model's yes is taken for one."""
    return float(_models()[model]["enough"])


def logistic(value: float) -> float:
    """The logistic function, safe for large values."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def fit(
    rows: Sequence[Signals], labels: Sequence[bool], *, rounds: int = 4000, decay: float = 0.01
) -> tuple[float, ...]:
    """The bias and weights of a logistic regression with weight decay, by gradient descent on standardised signals.

    Both labels weigh the same in all, however many there are of each.
    """
    import numpy as np

    values = np.array([row.values() for row in rows], float)
    wanted = np.array(labels, float)
    share = wanted.mean()
    weight = np.where(wanted == 1, 0.5 / share, 0.5 / (1 - share))
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = (values - mean) / spread
    weights, bias = np.zeros(values.shape[1]), 0.0
    for _ in range(rounds):
        error = weight * (1 / (1 + np.exp(-(scaled @ weights + bias))) - wanted)
        weights -= 0.5 * (scaled.T @ error / len(wanted) + decay * weights)
        bias -= 0.5 * float(error.mean())
    real = weights / spread
    return (bias - float(real @ mean), *map(float, real))


@lru_cache(maxsize=1)
def _models() -> Mapping[str, Any]:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
