"""Short texts told apart by their runs of words: a logistic regression whose weights are fitted elsewhere.

The runs are words, pairs and triples of words, folded, and words and pairs as they are spelt (`evaluation.bags` fits).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from documents.syllables import fold

_TOKEN = re.compile(r"\w+|[^\w\s]")
_FOLDED, _SPELT = 3, 2


class Bag:
    """The weights of known runs of words for each label, against a label that has none."""

    def __init__(self, path: Path) -> None:
        """Load the weights of a file."""
        with np.load(path) as saved:
            self._grams: NDArray[np.uint32] = saved["grams"]
            self._weights: NDArray[np.float64] = saved["weights"].astype(np.float64)
            self._bias: NDArray[np.float64] = saved["bias"]
            self._labels: list[str] = saved["labels"].tolist()

    def chances(self, text: str) -> dict[str, float]:
        """How likely each label is; what is left to 1 has none."""
        keys = np.fromiter(set(grams(text)), np.uint32)
        at = np.searchsorted(self._grams, keys)
        at = at[self._grams[np.minimum(at, len(self._grams) - 1)] == keys]
        scores = self._bias + self._weights[at].sum(axis=0) / math.sqrt(max(len(at), 1))
        shares = np.exp(scores - np.logaddexp.reduce([0.0, *scores]))
        return dict(zip(self._labels, map(float, shares), strict=True))


@cache
def open_bag(path: Path) -> Bag:
    """The weights of a file, loaded once."""
    return Bag(path)


def grams(text: str) -> Iterator[int]:
    """The runs of words in a text, each as a number of 32 bits."""
    for form, longest, sort in ((fold(text), _FOLDED, ""), (text.lower(), _SPELT, "=")):
        words = ["^", *_TOKEN.findall(form), "$"]
        for size in range(1, longest + 1):
            for start in range(len(words) - size + 1):
                yield crc32((sort + " ".join(words[start : start + size])).encode())
