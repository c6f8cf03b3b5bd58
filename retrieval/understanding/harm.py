"""What must not be answered, told from what shares its words by a small learned model.

A logistic regression over the words, pairs and triples of words of a message, folded, and the words and pairs as they
are spelt. Its weights stand in harm.npz and are fitted by `python -m evaluation.guarding`, which prints how much is
caught and how often an honest message is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from documents.syllables import fold

WEIGHTS = Path(__file__).with_name("harm.npz")
ENOUGH = 0.2
"""How likely harm must be for a message to be refused: at .1, five in a hundred honest ones alike would be."""

_TOKEN = re.compile(r"\w+|[^\w\s]")
_FOLDED, _SPELT = 3, 2


class Harm(StrEnum):
    """Why a message is refused: it is about the bot's rules, asks for a person's data, or for what is made up."""

    RULES = "rules"
    PERSONAL = "personal"
    MADE_UP = "made_up"


def find_harm(message: str) -> Harm | None:
    """Why a message must be refused; None where it may be answered."""
    features, weights, bias = _model()
    keys = np.fromiter(set(grams(message)), np.uint32)
    at = np.searchsorted(features, keys)
    at = at[features[np.minimum(at, len(features) - 1)] == keys]
    scores = bias + weights[at].sum(axis=0) / math.sqrt(max(len(at), 1))
    likely = np.exp(scores - np.logaddexp.reduce([0.0, *scores]))
    return list(Harm)[int(likely.argmax())] if likely.sum() > ENOUGH else None


def grams(message: str) -> Iterator[int]:
    """The runs of words in a message, each as a number of 32 bits."""
    for text, longest, sort in ((fold(message), _FOLDED, ""), (message.lower(), _SPELT, "=")):
        words = ["^", *_TOKEN.findall(text), "$"]
        for size in range(1, longest + 1):
            for start in range(len(words) - size + 1):
                yield crc32((sort + " ".join(words[start : start + size])).encode())


@cache
def _model() -> tuple[NDArray[np.uint32], NDArray[np.float64], NDArray[np.float64]]:
    """The known runs of words in order, their weights by harm, and the bias by harm, against being honest."""
    with np.load(WEIGHTS) as saved:
        return saved["grams"], saved["weights"].astype(np.float64), saved["bias"].astype(np.float64)
