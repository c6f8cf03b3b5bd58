"""The likeliest words behind a row of places, each of which may stand for one word, several or none that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from documents.repair.ngrams import STOP, NgramModel

_BEAM = 48


class Option(NamedTuple):
    """What may stand at a place: words, and the log-likelihood of what was typed given them."""

    words: tuple[str, ...]
    score: float


def decode(model: NgramModel, row: Sequence[Sequence[Option]]) -> tuple[list[Option], float]:
    """The option of each place on the likeliest path under the trigram model, and its log-probability.

    A beam search: after each place the paths that end in the same two words are one, and the best few go on.
    """
    stop = model.number(STOP)
    ends = np.array([[stop, stop]])
    scores = np.zeros(1)
    back: list[tuple[np.ndarray, np.ndarray]] = []
    for options in row:
        ends, scores, came, took = _step(model, ends, scores, options)
        back.append((came, took))
    best = int(np.argmax(scores))
    chance = float(scores[best])
    path: list[Option] = []
    for options, (came, took) in zip(reversed(row), reversed(back), strict=True):
        path.append(options[int(took[best])])
        best = int(came[best])
    return path[::-1], chance


def _step(
    model: NgramModel, ends: np.ndarray, scores: np.ndarray, options: Sequence[Option]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The paths after one more place: their last two words, scores, the path each came from and what it took."""
    found = []
    for length in sorted({len(option.words) for option in options}):
        picked = [number for number, option in enumerate(options) if len(option.words) == length]
        ids = np.array([[model.number(word) for word in options[number].words] for number in picked])
        total = scores[:, None] + np.array([options[number].score for number in picked])
        one = np.broadcast_to(ends[:, :1], total.shape)
        two = np.broadcast_to(ends[:, 1:], total.shape)
        for at in range(length):
            three = np.broadcast_to(ids[:, at], total.shape)
            total = total + model.log_probability(one, two, three)
            one, two = two, three
        came, took = np.indices(total.shape)
        found.append((one.ravel(), two.ravel(), total.ravel(), came.ravel(), np.array(picked)[took.ravel()]))
    one, two, total, came, took = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.argsort(-total, kind="stable")
    _, first = np.unique(one[order] * len(model.words) + two[order], return_index=True)
    kept = order[np.sort(first)[:_BEAM]]
    return np.stack([one[kept], two[kept]], axis=1), total[kept], came[kept], took[kept]
