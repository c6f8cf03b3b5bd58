"""How words and vectors are weighed together, per query."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

COMPARED = 100
"""The best of each kind whose scores set the scale."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts; `evaluation/retrieval.md` tells on which questions that was chosen.

    The first six are for the terms of a question: its syllables and pairs of neighbours, in the whole passage and in
    its best window (there with their accents as well), and in the heading. `dense` is the share of the vectors in
    the fused score; `sentence` what it adds to that score where one sentence has every word of the question.
    """

    syllable: float = 0.2
    pair: float = 0.4
    window_syllable: float = 0.3
    window_pair: float = 0.6
    accented: float = 0.3
    heading: float = 0.15
    dense: float = 0.55
    sentence: float = 5.0


def standardise_scores(scores: Floats, best: Floats) -> Floats:
    """Scores in standard deviations from the mean of the best of their kind."""
    spread = float(best.std()) if len(best) else 0.0
    centre = float(best.mean()) if len(best) else 0.0
    standard: Floats = (scores - centre) / max(spread, 1e-6)
    return standard


def fuse_scores(words: Floats, vectors: Floats, share: float) -> Floats:
    """One score a candidate: `share` of the vectors' standard scores and the rest of the words'."""
    fused: Floats = (1 - share) * words + share * vectors
    return fused
