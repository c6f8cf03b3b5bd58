"""The likeliest readings of a row of places where each may be one of several words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from documents.repair.ngrams import STOP, Ids, Logs, NgramModel

_MOST = 8
_LEAST_CHANCE = 1e-4


class Slot(NamedTuple):
    """One place: the ids of the words it may be, and the log-likelihood of what stands there given each."""

    ids: Ids
    scores: Logs


def posteriors(model: NgramModel, slots: Sequence[Slot], weight: float = 1.0) -> list[Logs]:
    """The probability of each word of each slot given the whole row, by the forward-backward algorithm.

    A first pass with bigrams leaves the few likely words of each slot for the second with trigrams; the others
    get probability 0. `weight` is the exponent of the model's probabilities against the scores.
    """
    stop = Slot(np.array([model.number(STOP)], np.int64), np.zeros(1))
    row = [stop, *slots, stop]
    rough = _bigram_pass(model, row, weight)
    kept = [_likely(chance) for chance in rough]
    narrow = [Slot(slot.ids[keep], slot.scores[keep]) for slot, keep in zip(row, kept, strict=True)]
    exact = _trigram_pass(model, narrow, weight)
    result = []
    for slot, keep, chance in zip(row[1:-1], kept[1:-1], exact[1:-1], strict=True):
        full = np.zeros(len(slot.ids))
        full[keep] = chance
        result.append(full)
    return result


def _likely(chance: Logs) -> Ids:
    best = np.argsort(-chance, kind="stable")[:_MOST]
    return np.sort(best[chance[best] >= _LEAST_CHANCE * chance[best[0]]])


def _bigram_pass(model: NgramModel, row: Sequence[Slot], weight: float) -> list[Logs]:
    chances = [_scaled(slot.scores) for slot in row]
    steps = [np.exp(weight * model.log_bigram(left.ids[:, None], right.ids)) for left, right in pairwise(row)]
    ahead = [chances[0]]
    for step, chance in zip(steps, chances[1:], strict=True):
        ahead.append(_normal((ahead[-1] @ step) * chance))
    back = [np.ones(1)]
    for step, chance in zip(reversed(steps), reversed(chances[1:]), strict=True):
        back.append(_normal(step @ (chance * back[-1])))
    return [_normal(before * after) for before, after in zip(ahead, reversed(back), strict=True)]


def _trigram_pass(model: NgramModel, row: Sequence[Slot], weight: float) -> list[Logs]:
    """The same over pairs of neighbouring words; entry i of `ahead` and `back` is for the pair (i, i + 1)."""
    chances = [_scaled(slot.scores) for slot in row]
    triples = zip(row, row[1:], row[2:], strict=False)
    steps = [
        np.exp(weight * model.log_probability(one.ids[:, None, None], two.ids[:, None], three.ids))
        for one, two, three in triples
    ]
    first = np.exp(weight * model.log_bigram(row[0].ids[:, None], row[1].ids))
    ahead = [_normal(first * chances[1])]
    for step, chance in zip(steps, chances[2:], strict=True):
        ahead.append(_normal(np.einsum("ij,ijk->jk", ahead[-1], step) * chance))
    back = [np.ones((len(row[-2].ids), len(row[-1].ids)))]
    for step, chance in zip(reversed(steps), reversed(chances[2:]), strict=True):
        back.append(_normal(np.einsum("ijk,jk->ij", step, chance * back[-1])))
    pairs = [_normal(before * after) for before, after in zip(ahead, reversed(back), strict=True)]
    return [pairs[0].sum(axis=1), *(pair.sum(axis=0) for pair in pairs)]


def _scaled(scores: Logs) -> Logs:
    chances: Logs = np.exp(scores - scores.max())
    return chances


def _normal(values: Logs) -> Logs:
    shares: Logs = values / values.sum()
    return shares
