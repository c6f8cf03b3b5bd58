"""Words and vectors weighed together, per query."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts in the fused score; the fields of the lexical part, then the vectors.

    `dense` is the share of the vectors where the question has its accents, `dense_bare` where it has none.
    """

    syllables: float = 0.5
    pairs: float = 1.0
    accented: float = 0.5
    accented_pairs: float = 0.5
    dense: float = 0.4
    dense_bare: float = 0.1


WEIGHTS = Weights()


def normalise_scores(scores: Floats) -> Floats:
    """Scores of one query's candidates between 0 and 1, the best 1, the worst 0; all alike are all 0."""
    if not len(scores):
        return scores
    low, high = scores.min(), scores.max()
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)


def fuse_scores(lexical: Floats, cosines: Floats, share: float) -> Floats:
    """One score a candidate: `share` of the vectors and the rest of the words, each normalised."""
    fused: Floats = (1 - share) * normalise_scores(lexical) + share * normalise_scores(cosines)
    return fused
