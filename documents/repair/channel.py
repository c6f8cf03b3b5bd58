"""What a damaged word may have been: a noisy channel from letters as printed to letters as read.

The probability that a printed letter is read as none, one, two or three signs is learned from aligned words by
expectation maximisation (the stochastic edit distance of Ristad & Yianilos 1998). All known words are matched at
once against what was read, letter by letter down the trie of their spellings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from documents.repair.ngrams import Logs, NgramModel, shipped_model
from documents.syllables import fold

CONFUSIONS = Path(__file__).parents[1] / "data" / "confusions.tsv"

_LONGEST = 3
"""The most signs that one printed letter is read as."""
_ROUNDS = 12
_TWO = 2
_SEEN_WEIGHT = 3.0
"""How many times a letter must have been seen for its own counts to weigh as much as what it borrows."""
_BORROWED = 0.2
"""The least weight of what it borrows: prints differ, and a common letter too is read in ways not seen yet."""
_NEVER = (5e-3, 3e-3, 3e-5, 1e-7)
"""How likely an unseen reading of a letter is, by the number of its signs."""
_SAME = 0.9
_TWICE = 0.03
"""How often a letter is read as two signs that may each stand for it ("cáo" as "caéo")."""
_PARTLY = 0.15
_BEAM = 1e-9
_RELATIVE = 1e-5
_MOST = 32

Counts = Mapping[tuple[str, str], float]


class Channel:
    """The chance that a printed letter is read as some signs: `of(letter, signs)`, in lower case.

    A letter seldom seen borrows from the letters that differ from it in tone only, and these from a prior: most
    likely the letter is read as itself without its accents. Where some accents are seen, a letter is read as itself
    with the chance `kept`, and where it is not, with the chance `_PARTLY` only one of its two accents is lost.
    """

    def __init__(self, counts: Counts, kept: float = 0.0) -> None:
        """From how often a letter was read as some signs by an OCR that knows no Vietnamese, and the share it reads."""
        self.counts = counts
        self.kept = kept
        self._known: dict[tuple[str, str], float] = {}
        self._by_letter: dict[str, float] = defaultdict(float)
        self._by_family: dict[str, float] = defaultdict(float)
        self._family_counts: dict[tuple[str, str], float] = defaultdict(float)
        for (letter, signs), times in counts.items():
            self._by_letter[letter] += times
            self._by_family[_family(letter)] += times
            self._family_counts[_family(letter), signs] += times

    @classmethod
    def load(cls, path: Path = CONFUSIONS) -> Channel:
        """The channel of a table of counts: letter, signs, count, separated by tabs."""
        rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        return cls({(letter, signs): float(times) for letter, signs, times in rows})

    @classmethod
    def learn(cls, pairs: Iterable[tuple[str, str]]) -> Channel:
        """From (word as printed, word as read) pairs."""
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for printed, read in pairs:
            seen[normalize("NFC", printed.lower()), read.lower()] += 1
        channel = cls({})
        for _ in range(_ROUNDS):
            counts: dict[tuple[str, str], float] = defaultdict(float)
            for (printed, read), times in seen.items():
                for edit, share in channel.explain(printed, read).items():
                    counts[edit] += times * share
            channel = cls(counts)
        return channel

    def save(self, path: Path) -> None:
        """Write the counts as a table; those that are next to nothing are left out."""
        rows = sorted((letter, signs, times) for (letter, signs), times in self.counts.items() if times >= 0.2)
        text = "".join(f"{letter}\t{signs}\t{times:.1f}\n" for letter, signs, times in rows)
        path.write_text(text, encoding="utf-8")

    def of(self, letter: str, signs: str) -> float:
        """The probability that a letter is read as these signs."""
        chance = self._known.get((letter, signs))
        if chance is None:
            chance = self._unseen(letter, signs)
            if self.kept:
                partly = _PARTLY if _is_part(signs, letter) else 0.0
                chance = self.kept * (signs == letter) + (1 - self.kept) * (partly + (1 - _PARTLY) * chance)
            self._known[letter, signs] = chance
        return chance

    def _unseen(self, letter: str, signs: str) -> float:
        """The probability where no accents are seen that only Vietnamese has."""
        family = _family(letter)
        prior = _SAME if signs == fold(letter) else _NEVER[len(signs)]
        if len(signs) == _TWO:
            prior += _TWICE * self._unseen(letter, signs[0]) * self._unseen(letter, signs[1])
        shared = _mixed(self._family_counts.get((family, signs), 0.0), self._by_family.get(family, 0.0), prior)
        return _mixed(self.counts.get((letter, signs), 0.0), self._by_letter.get(letter, 0.0), shared)

    def explain(self, printed: str, read: str) -> dict[tuple[str, str], float]:
        """How often each letter is expected to have been read as each signs, over all ways to split `read`."""
        rows, columns = len(printed) + 1, len(read) + 1
        edits = [
            (i, j, k, self.of(letter, read[j : j + k]))
            for i, letter in enumerate(printed)
            for j in range(columns)
            for k in range(min(_LONGEST, len(read) - j) + 1)
        ]
        ahead = np.zeros((rows, columns))
        back = np.zeros((rows, columns))
        ahead[0, 0] = back[-1, -1] = 1.0
        for i, j, k, chance in edits:
            ahead[i + 1, j + k] += ahead[i, j] * chance
        for i, j, k, chance in reversed(edits):
            back[i, j] += chance * back[i + 1, j + k]
        total = ahead[-1, -1]
        counts: dict[tuple[str, str], float] = defaultdict(float)
        if total > 0:
            for i, j, k, chance in edits:
                counts[printed[i], read[j : j + k]] += ahead[i, j] * chance * back[i + 1, j + k] / total
        return counts


class Level:
    """The nodes of a trie at one depth: their parents in the level above, letters, and the words that end there."""

    def __init__(self, parents: Sequence[int], letters: Sequence[int], words: Sequence[int]) -> None:
        self.parents: NDArray[np.int64] = np.array(parents, np.int64)
        self.letters: NDArray[np.int64] = np.array(letters, np.int64)
        self.words: NDArray[np.int64] = np.array(words, np.int64)


class Lexicon:
    """Known words, matched against what was read through a channel."""

    def __init__(self, model: NgramModel, channel: Channel) -> None:
        """The words of a model; one with other signs than letters is never a candidate."""
        self.model = model
        self.channel = channel
        words = model.words
        known = [(word, number) for number, word in enumerate(words) if word.isalpha()]
        self.letters = sorted({letter for word, _ in known for letter in word})
        self._columns: dict[str, Logs] = {}
        index = {letter: number for number, letter in enumerate(self.letters)}
        self.levels: list[Level] = []
        nodes = {"": 0}
        for depth in range(1, max((len(word) for word, _ in known), default=0) + 1):
            ends = {word: number for word, number in known if len(word) == depth}
            prefixes = sorted({word[:depth] for word, _ in known if len(word) >= depth})
            self.levels.append(
                Level(
                    [nodes[prefix[:-1]] for prefix in prefixes],
                    [index[prefix[-1]] for prefix in prefixes],
                    [ends.get(prefix, -1) for prefix in prefixes],
                )
            )
            nodes = {prefix: number for number, prefix in enumerate(prefixes)}

    def candidates(self, read: str) -> tuple[NDArray[np.int64], Logs]:
        """The ids of the words that may have been read so, with the log-probability of that for each."""
        read = read.lower()
        size = len(read)
        edits = [self._edits(read, signs) for signs in range(min(_LONGEST, size) + 1)]
        chances = np.zeros((1, size + 1))
        chances[0, 0] = 1.0
        alive = np.zeros(1, np.int64)  # the places in the level above of the rows of `chances`
        found: list[NDArray[np.int64]] = []
        scores: list[NDArray[Any]] = []
        for level in self.levels:
            row = np.full(int(level.parents.max()) + 1, -1, np.int64)
            row[alive[alive < len(row)]] = np.flatnonzero(alive < len(row))
            here = np.flatnonzero(row[level.parents] >= 0)
            above = chances[row[level.parents[here]]]
            letters = level.letters[here]
            new = np.zeros_like(above)
            for signs, chance in enumerate(edits):
                new[:, signs:] += above[:, : size + 1 - signs] * chance[letters]
            fit = new.max(axis=1) > _BEAM
            alive, chances = here[fit], new[fit]
            if not len(alive):
                break
            words = level.words[alive]
            whole = (words >= 0) & (chances[:, size] > _BEAM)
            found.append(words[whole])
            scores.append(chances[whole, size])
        ids, chance = np.concatenate(found or [np.zeros(0, np.int64)]), np.concatenate(scores or [np.zeros(0)])
        joint = chance * self.model.single[ids]
        best = np.argsort(-joint, kind="stable")[:_MOST]
        best = best[joint[best] >= _RELATIVE * joint[best[:1]]]
        return ids[best], np.log(chance[best])

    def _edits(self, read: str, signs: int) -> Logs:
        """The chance of each letter (row) to be read as the `signs` signs that begin at each place (column)."""
        return np.stack([self._column(read[at : at + signs]) for at in range(len(read) + 1 - signs)], axis=1)

    def _column(self, signs: str) -> Logs:
        column = self._columns.get(signs)
        if column is None:
            column = np.array([self.channel.of(letter, signs) for letter in self.letters])
            self._columns[signs] = column
        return column


@cache
def shipped_lexicon() -> Lexicon:
    """The words of the shipped model behind the shipped channel, made once."""
    return Lexicon(shipped_model(), Channel.load())


@cache
def _accents(letter: str) -> frozenset[str]:
    return frozenset(normalize("NFD", letter)[1:])


def _is_part(sign: str, letter: str) -> bool:
    """Whether a sign is a letter of two accents with one of them."""
    return len(sign) == 1 and fold(sign) == fold(letter) and set() < _accents(sign) < _accents(letter)


def _mixed(seen: float, total: float, borrowed: float) -> float:
    weight = max(_SEEN_WEIGHT / (total + _SEEN_WEIGHT), _BORROWED)
    return (1 - weight) * (seen / total if total else 0.0) + weight * borrowed


@cache
def _family(letter: str) -> str:
    """The letter without its tone."""
    signs = normalize("NFD", letter)
    return normalize("NFC", "".join(sign for sign in signs if sign not in "\u0300\u0301\u0303\u0309\u0323"))
