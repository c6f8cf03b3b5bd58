"""How likely Vietnamese syllables follow each other: an interpolated Kneser-Ney trigram model from shipped counts.

Kneser & Ney 1995, in the interpolated form of Chen & Goodman 1999, one discount an order. Text is taken as a
stream of lower-case words; numbers, stops and commas are words of their own, everything else is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from documents.syllables import place_tone

UNKNOWN, STOP, COMMA, NUMBER = "?", ".", ",", "#"
MARKS = (UNKNOWN, STOP, COMMA, NUMBER)
COUNTS = Path(__file__).parents[1] / "data" / "ngrams.npz"

_PIECE = re.compile(r"(?P<number>\d+(?:[.,/:-]\d+)*%?|%)|(?P<word>[^\W\d_]+)|(?P<comma>,)|(?P<stop>[.;:!?…|()\t])")

Ids = NDArray[np.int64]
Logs = NDArray[np.float64]


class Piece(NamedTuple):
    """A word of the model and where it stands in the text."""

    word: str
    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text as the model knows them, with their places."""
    for match in _PIECE.finditer(text):
        kind = match.lastgroup
        if kind == "word":
            word = place_tone(match[0].lower())
        else:
            word = {"number": NUMBER, "comma": COMMA, "stop": STOP}[str(kind)]
        yield Piece(word, *match.span())


@dataclass(frozen=True)
class Order:
    """The n-grams of one order: sorted keys, their discounted counts, and per context its total and back-off mass."""

    keys: Ids
    counts: Logs
    contexts: Ids
    totals: Logs
    backoff: Logs

    @classmethod
    def of(cls, keys: Ids, counts: NDArray[Any], size: int) -> Order:
        """From n-gram keys (context * size + word, ascending) and how often each was seen."""
        ones, twos = int((counts == 1).sum()), int((counts == 2).sum())
        discount = ones / (ones + 2 * twos) if ones and twos else 0.5
        starts = np.flatnonzero(np.r_[True, np.diff(keys // size) > 0]) if len(keys) else np.zeros(0, np.int64)
        totals = np.add.reduceat(counts, starts).astype(float) if len(keys) else np.zeros(0)
        kinds = np.diff(np.r_[starts, len(keys)])
        return cls(keys, counts - discount, keys[starts] // size, totals, discount * kinds / totals)

    def interpolate(self, context: Ids, key: Ids, lower: Logs) -> Logs:
        """The probability of the n-grams `key`, given those of the order below."""
        at, known = _find(self.contexts, context)
        place, seen = _find(self.keys, key)
        share = np.where(seen, self.counts[place] / self.totals[at], 0.0)
        return np.where(known, share + self.backoff[at] * lower, lower)


class NgramModel:
    """Probabilities of syllables after two others. `words` are what it knows, by id; `ids` finds them.

    `single` is the probability of each word without regard to what stands before it; `names` the pairs of words
    that are written with capitals ("Tuyên Quang").
    """

    def __init__(
        self, words: list[str], bigrams: tuple[Ids, Ids], trigrams: tuple[Ids, Ids], names: frozenset[int] = frozenset()
    ) -> None:
        """From the words, the sorted keys and counts of their bigrams and trigrams, and the keys of names."""
        size = len(words)
        self.words = words
        self._names = names
        self.ids = {word: number for number, word in enumerate(words)}
        # The lower orders count in how many contexts an n-gram stood, not how often (Kneser-Ney).
        followed = np.bincount(bigrams[0] % size, minlength=size).astype(float)
        kinds, contexts = np.unique(trigrams[0] % (size * size), return_counts=True)
        self.single = (followed + 0.1) / (followed + 0.1).sum()
        self._bigrams = Order.of(kinds, contexts, size)
        self._trigrams = Order.of(*trigrams, size)

    @classmethod
    def load(cls, path: Path = COUNTS) -> NgramModel:
        """The model of the counts in a file made by `documents/data/recipe.py`."""
        with np.load(path) as data:
            words = bytes(data["words"]).decode("utf-8").split("\n")
            bigrams, trigrams = (
                (np.cumsum(data[f"{name}_steps"].astype(np.int64)), data[f"{name}_counts"].astype(np.int64))
                for name in ("bigram", "trigram")
            )
            names = frozenset(data["names"].tolist())
        return cls(words, bigrams, trigrams, names)

    def number(self, word: str) -> int:
        """The id of a word, that of the unknown word if it has none."""
        return self.ids.get(word, 0)

    def is_name(self, first: str, second: str) -> bool:
        """Whether two words that follow each other are, as a rule, both written with a capital."""
        return self.number(first) * len(self.words) + self.number(second) in self._names

    def follows(self, first: str, second: str) -> bool:
        """Whether two words were seen one after the other."""
        key = np.array([self.number(first) * len(self.words) + self.number(second)])
        return bool(_find(self._bigrams.keys, key)[1][0])

    def log_probability(self, first: Ids, second: Ids, third: Ids) -> Logs:
        """Natural logarithms of P(third | first, second), of arrays of ids that broadcast together."""
        first, second, third = np.broadcast_arrays(first, second, third)
        shape = third.shape
        first, second, third = first.ravel(), second.ravel(), third.ravel()
        size = len(self.words)
        pair = second * size + third
        bigram = self._bigrams.interpolate(second, pair, self.single[third])
        chance = self._trigrams.interpolate(first * size + second, first * size * size + pair, bigram)
        return np.log(chance).reshape(shape)

    def log_bigram_of(self, first: str, second: str) -> float:
        """The natural logarithm of P(second | first), of two words."""
        return float(self.log_bigram(np.array([self.number(first)]), np.array([self.number(second)]))[0])

    def log_bigram(self, first: Ids, second: Ids) -> Logs:
        """Natural logarithms of P(second | first)."""
        first, second = np.broadcast_arrays(first, second)
        pair = first * len(self.words) + second
        shape = pair.shape
        chance = self._bigrams.interpolate(first.ravel(), pair.ravel(), self.single[second.ravel()])
        return np.log(chance).reshape(shape)


@cache
def shipped_model() -> NgramModel:
    """The model of the counts that ship with the project, loaded once."""
    return NgramModel.load()


def count(
    texts: Iterable[list[str]],
    phrases: Iterable[list[str]],
    words: list[str],
    names: Iterable[tuple[str, str]] = (),
) -> dict[str, NDArray[Any]]:
    """The arrays of a count file: `words`, the n-grams of texts and phrases given as lists of words, and names.

    A text begins and ends with a stop; a phrase says nothing of what stands around it.
    """
    ids = {word: number for number, word in enumerate(words)}
    size = len(words)
    two: list[Ids] = []
    three: list[Ids] = []
    for text in chain(([STOP, *text, STOP] for text in texts), phrases):
        line = np.array([ids.get(word, 0) for word in text], np.int64)
        two.append(line[:-1] * size + line[1:])
        three.append((line[:-2] * size + line[1:-1]) * size + line[2:])
    arrays: dict[str, NDArray[Any]] = {"words": np.frombuffer("\n".join(words).encode(), np.uint8)}
    arrays["names"] = np.array(
        [ids[one] * size + ids[other] for one, other in names if one in ids and other in ids], np.int64
    )
    for name, parts in (("bigram", two), ("trigram", three)):
        keys, counts = np.unique(np.concatenate(parts), return_counts=True)
        arrays[f"{name}_steps"] = np.diff(keys, prepend=0)
        arrays[f"{name}_counts"] = np.minimum(counts, 65535).astype(np.uint16)
    return arrays


def _find(keys: Ids, wanted: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    """Where each wanted key stands among sorted ones, and whether it does."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted
