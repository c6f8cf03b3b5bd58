"""BM25 over postings in arrays: quick to build, mapped from disk."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

PARTS = ("terms", "starts", "texts", "weights", "rarity", "count")


class Postings:
    """For every term, the texts that have it and what it is worth there.

    The score is BM25 as in Lucene (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), the part of
    the text computed beforehand. Terms are kept as sorted 64-bit hashes, so that nothing is parsed on opening.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        """Take the arrays that `build` makes and `save` writes."""
        self._arrays = arrays
        self._terms = arrays["terms"]
        self._starts: NDArray[np.int64] = arrays["starts"]  # type: ignore[assignment]
        self._texts: NDArray[np.int32] = arrays["texts"]  # type: ignore[assignment]
        self._weights: Floats = arrays["weights"]  # type: ignore[assignment]
        self._rarity: Floats = arrays["rarity"]  # type: ignore[assignment]
        self._count = int(arrays["count"][0])

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]], *, k1: float, b: float) -> Postings:
        """Postings of texts given as their terms.

        `k1` says how soon more of the same term stops counting, `b` how much a long text is held back.
        """
        numbers: dict[str, int] = {}
        found, lengths = array("I"), array("I")
        for terms in texts:
            lengths.append(len(terms))
            found.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        count = len(lengths)
        sizes = np.array(lengths, np.int64)
        hashes = np.fromiter(map(hash_term, numbers), np.uint64, len(numbers))
        order = np.argsort(hashes)
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        pairs = rank[np.array(found, np.uint32)] * max(count, 1) + np.repeat(np.arange(count), sizes)
        pairs.sort()
        first = np.flatnonzero(np.diff(pairs, prepend=-1))
        often = np.diff(first, append=len(pairs)).astype(np.float32)
        term, text = np.divmod(pairs[first], max(count, 1))
        spread = np.bincount(term, minlength=len(order))
        mean = max(float(sizes.mean()), 1.0) if count else 1.0
        held = (k1 * (1 - b + b * sizes / mean)).astype(np.float32)
        rarity = np.log1p((count - spread + 0.5) / (spread + 0.5)).astype(np.float32)
        return cls(
            {
                "terms": hashes[order],
                "starts": np.concatenate([[0], np.cumsum(spread)]).astype(np.int64),
                "texts": text.astype(np.int32),
                "weights": rarity[term] * often / (often + held[text]),
                "rarity": rarity,
                "count": np.array([count]),
            }
        )

    @classmethod
    def open(cls, folder: Path, name: str) -> Postings:
        """Postings written by `save`, mapped into memory."""
        return cls({part: np.asarray(np.load(folder / f"{name}.{part}.npy", mmap_mode="r")) for part in PARTS})

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays as `<name>.<part>.npy`."""
        for part in PARTS:
            np.save(folder / f"{name}.{part}.npy", self._arrays[part])

    def __len__(self) -> int:
        """The number of texts."""
        return self._count

    def rarity(self, term: str) -> float:
        """The inverse text frequency of a term; of one that no text has, the highest there can be."""
        number = self._find(term)
        return float(self._rarity[number]) if number >= 0 else math.log1p((self._count + 0.5) / 0.5)

    def score(self, query: Mapping[str, float]) -> Floats:
        """The BM25 score of every text for the weighted terms of a query."""
        scores = np.zeros(self._count, np.float32)
        for term, weight in query.items():
            number = self._find(term)
            if number >= 0:
                start, end = self._starts[number], self._starts[number + 1]
                scores[self._texts[start:end]] += np.float32(weight) * self._weights[start:end]
        return scores

    def _find(self, term: str) -> int:
        key = np.uint64(hash_term(term))
        place = int(self._terms.searchsorted(key))
        return place if place < len(self._terms) and self._terms[place] == key else -1


def hash_term(term: str) -> int:
    """A term as 64 bits, the same on every machine."""
    return int.from_bytes(blake2b(term.encode(errors="replace"), digest_size=8).digest(), "little")
