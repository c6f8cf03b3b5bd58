"""A question to its best passages: candidates by words and by vectors, their scores fused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from documents.repair.accents import restore_accents
from index.axes import Axes
from index.dense import DenseIndex
from index.encoder import Encoder
from index.hybrid import COMPARED, Weights, fuse_scores, standardise_scores
from index.lexical import Postings
from index.passage import Hit, Passage
from index.tokens import fold_words, lacks_accents, mark_words, pair_words, split_words

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

NEAREST = 400
"""Windows that the vectors put forward; a long passage may hold many of them."""


@dataclass(frozen=True)
class Parts:
    """What a snapshot holds for searching.

    Postings of whole passages, of their windows and of their headings, vectors of the windows and the axes of these;
    `starts` has the first window of every passage, and the number of all at its end.
    """

    wholes: Postings
    windows: Postings
    headings: Postings
    dense: DenseIndex
    axes: Axes
    starts: Places


@dataclass(frozen=True)
class Query:
    """A question as its words without accents, as weighted terms for each of the postings, and as a vector."""

    folded: tuple[str, ...]
    wholes: Mapping[str, float]
    windows: Mapping[str, float]
    headings: Mapping[str, float]
    vector: Floats


class Searcher:
    """Finds passages in the parts of one snapshot."""

    def __init__(
        self, passages: Sequence[Passage], parts: Parts, encoder: Encoder, weights: Weights | None = None
    ) -> None:
        """Take what belongs together ready-made."""
        self._passages = passages
        self._parts = parts
        self._encoder = encoder
        self._weights = weights or Weights()

    def search(self, text: str, top: int) -> list[Hit]:
        """The best passages for a question, best first; none where it has no word."""
        query = self.read(text)
        if not query.folded or not self._passages or top < 1:
            return []
        words = self.score_words(query)
        compared = min(max(top, COMPARED), len(words))
        by_words = np.argpartition(-words, compared - 1)[:compared]
        found = np.union1d(by_words, self._nearest(query.vector))
        near, finer = self._compare(query.vector, found)
        scores = fuse_scores(
            standardise_scores(words[found], words[by_words]),
            standardise_scores(finer, -np.sort(-finer)[:compared]),
            self._weights.dense,
        )
        order = np.argsort(-scores, kind="stable")[:top]
        highest = self._highest(query)
        hits = [
            self._describe(int(found[i]), query, float(scores[i]), float(words[found[i]]) / highest, float(near[i]))
            for i in order
        ]
        following = [hit.score for hit in hits[1:]] + [float(scores.min())]
        return [replace(hit, gap=hit.score - after) for hit, after in zip(hits, following, strict=True)]

    def read(self, text: str) -> Query:
        """A question as what is compared; accents that were not typed are put back for what needs them."""
        text = restore_accents(text) if lacks_accents(text) else text
        words = split_words(text)
        folded = fold_words(words)
        pairs, marked, marked_pairs = pair_words(folded), mark_words(words), mark_words(pair_words(words))
        weights = self._weights
        return Query(
            folded=tuple(dict.fromkeys(folded)),
            wholes={**dict.fromkeys(folded, weights.syllable), **dict.fromkeys(pairs, weights.pair)},
            windows={
                **dict.fromkeys(folded, weights.window_syllable),
                **dict.fromkeys(pairs, weights.window_pair),
                **dict.fromkeys(marked + marked_pairs, weights.accented),
            },
            headings=dict.fromkeys(folded + pairs, weights.heading),
            vector=self._encoder.encode_queries([text])[0],
        )

    def score_words(self, query: Query) -> Floats:
        """The lexical score of every passage: of the whole, its best window and its heading."""
        parts = self._parts
        scores = parts.wholes.score(query.wholes) + parts.headings.score(query.headings)
        best: Floats = np.maximum.reduceat(parts.windows.score(query.windows), parts.starts[:-1])
        return scores + best

    def score_vectors(self, vector: Floats, places: Places) -> Floats:
        """The cosine of some passages: that of their best window."""
        return self._compare(vector, places)[0]

    def _compare(self, vector: Floats, places: Places) -> tuple[Floats, Floats]:
        """The cosine of some passages and the whitened one, each that of the best window."""
        starts = self._parts.starts
        counts = starts[places + 1] - starts[places]
        ends = np.cumsum(counts)
        rows = np.arange(ends[-1]) + np.repeat(starts[places] - ends + counts, counts)
        vectors = self._parts.dense.vectors_at(rows)
        plain: Floats = np.maximum.reduceat(vectors @ vector, ends - counts)
        finer: Floats = np.maximum.reduceat(self._parts.axes.compare(vector, vectors, rows), ends - counts)
        return plain, finer

    def _nearest(self, vector: Floats) -> Places:
        """Passages of the nearest windows."""
        _, rows = self._parts.dense.search(vector[None], min(NEAREST, len(self._parts.dense)))
        return np.unique(np.searchsorted(self._parts.starts, rows[0][rows[0] >= 0], side="right") - 1)

    def _highest(self, query: Query) -> float:
        total = sum(
            weight * postings.rarity(term)
            for terms, postings in ((query.wholes, self._parts.wholes), (query.windows, self._parts.windows))
            for term, weight in terms.items()
        )
        return max(float(total), 1e-9)

    def _describe(self, place: int, query: Query, score: float, lexical: float, cosine: float) -> Hit:
        passage = self._passages[place]
        words = fold_words(split_words(f"{passage.context}\n{passage.text}"))
        there = {*words, *pair_words(words)}
        numbers = [word for word in query.folded if word[0].isdigit()]
        return Hit(
            passage=passage,
            position=place,
            score=score,
            lexical=lexical,
            cosine=cosine,
            coverage=self._cover(query.folded, there),
            phrases=self._cover([term for term in query.wholes if "_" in term], there),
            numbers=sum(number in there for number in numbers) / len(numbers) if numbers else None,
        )

    def _cover(self, terms: Sequence[str], there: set[str]) -> float:
        rarity = {term: self._parts.wholes.rarity(term) for term in terms}
        total = sum(rarity.values())
        return sum(weight for term, weight in rarity.items() if term in there) / total if total else 0.0
