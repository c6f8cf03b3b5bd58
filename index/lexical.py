"""BM25 over postings in arrays: quick to build, mapped from disk, a few milliseconds at a million passages."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

K1 = 0.9
"""How soon more of the same word stops counting."""
B = 0.4
"""How much a long passage is held back."""
PARTS = ("terms", "starts", "passages", "weights", "rarity", "count")


class Postings:
    """One field of the passages: for every term, the passages that have it and what it is worth there.

    The score is BM25 as in Lucene (Robertson and Zaragoza 2009), the part of the passage computed beforehand. Terms
    are kept as sorted 64-bit hashes, so that nothing is parsed on opening.
    """

    def __init__(self, arrays: dict[str, NDArray[np.generic]]) -> None:
        self._terms = arrays["terms"]
        self._starts = arrays["starts"]
        self._passages = arrays["passages"]
        self._weights: Floats = arrays["weights"]  # type: ignore[assignment]
        self._rarity: Floats = arrays["rarity"]  # type: ignore[assignment]
        self._count = int(arrays["count"][0])
        self._arrays = arrays

    @classmethod
    def build(cls, fields: Iterable[Sequence[str]], *, k1: float = K1, b: float = B) -> Postings:
        """Postings of passages given as their terms, one after another."""
        numbers: dict[str, int] = {}
        terms, lengths = array("I"), array("I")
        for words in fields:
            lengths.append(len(words))
            terms.extend(numbers.setdefault(word, len(numbers)) for word in words)
        count = len(lengths)
        sizes = np.frombuffer(lengths, np.uint32).astype(np.int64) if count else np.zeros(0, np.int64)
        hashes = np.fromiter(map(hash_term, numbers), np.uint64, len(numbers))
        order = np.argsort(hashes, kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        flat = np.frombuffer(terms, np.uint32) if len(terms) else np.zeros(0, np.uint32)
        pairs = rank[flat] * max(count, 1) + np.repeat(np.arange(count), sizes)
        pairs.sort(kind="stable")
        first = np.flatnonzero(np.diff(pairs, prepend=-1))
        often = np.diff(first, append=len(pairs)).astype(np.float32)
        term, passage = np.divmod(pairs[first], max(count, 1))
        spread = np.bincount(term, minlength=len(order))
        mean = float(sizes.mean()) if count else 1.0
        held = (k1 * (1 - b + b * sizes / max(mean, 1e-9))).astype(np.float32)
        rarity = np.log1p((count - spread + 0.5) / (spread + 0.5)).astype(np.float32)
        return cls(
            {
                "terms": hashes[order],
                "starts": np.concatenate([[0], np.cumsum(spread)]).astype(np.int64),
                "passages": passage.astype(np.int32),
                "weights": rarity[term] * often / (often + held[passage]),
                "rarity": rarity,
                "count": np.array([count]),
            }
        )

    @classmethod
    def open(cls, folder: Path, name: str) -> Postings:
        """Postings written by `save`, mapped into memory."""
        return cls({part: np.load(folder / f"{name}.{part}.npy", mmap_mode="r") for part in PARTS})

    def save(self, folder: Path, name: str) -> None:
        """Write the arrays as `<name>.<part>.npy`."""
        for part, values in self._arrays.items():
            np.save(folder / f"{name}.{part}.npy", values)

    def find(self, term: str) -> int:
        """The number of a term, or -1 where no passage has it."""
        key = np.uint64(hash_term(term))
        place = int(np.searchsorted(self._terms, key))
        return place if place < len(self._terms) and self._terms[place] == key else -1

    def rarity(self, term: str) -> float:
        """The inverse passage frequency of a term; the highest there can be for one that nothing has."""
        number = self.find(term)
        return float(self._rarity[number]) if number >= 0 else math.log1p((self._count + 0.5) / 0.5)

    def add_scores(self, terms: Iterable[str], weight: float, scores: Floats) -> None:
        """Add `weight` × BM25 of every passage to `scores`, one entry a passage."""
        for term in terms:
            number = self.find(term)
            if number >= 0:
                start, end = self._starts[number], self._starts[number + 1]
                scores[self._passages[start:end]] += weight * self._weights[start:end]


def hash_term(term: str) -> int:
    """A term as 64 bits, the same on every machine."""
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")
