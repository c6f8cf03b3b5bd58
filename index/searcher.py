"""A question to its best passages: candidates by words and vectors, their scores fused, the first seen again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
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
from index.sentences import last_sentence, split_sentences
from index.tokens import fold_words, lacks_accents, mark_words, pair_words, split_words
from index.windows import split_heading

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

NEAREST = 400
"""Windows that the vectors put forward; a long passage may hold many of them."""
LOOKED_AT = 10
"""The first candidates that are looked at again, sentence by sentence."""
SPARED = 5
"""Of so many places one is kept for what is nearest to the last sentence of a question of several."""


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


@dataclass(frozen=True)
class Ranking:
    """Candidates for a question and what they score.

    `found` are the places of the passages; `scores` has a row for the whole question and, where it has several
    sentences, one for the last; `words` are the lexical scores for the whole question, `near` the cosines.
    """

    found: Places
    scores: Floats
    words: Floats
    near: Floats

    def choose(self, size: int, spared: int) -> Places:
        """The best for the whole question, in order; in the last `spared` places the best for its last sentence."""
        orders = np.argsort(-self.scores, axis=1, kind="stable")
        kept = orders[0, : size - spared]
        others = orders[-1]
        return np.concatenate([kept, others[~np.isin(others, kept)][:spared]])


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
        last = last_sentence(text)
        ranking = self._rank([query, self.read(last)] if last else [query], top)
        size = max(top, LOOKED_AT)
        chosen = ranking.choose(size, size // SPARED)
        scores = ranking.scores[0].copy()
        rarity = self._rarity(query.folded)
        for i in chosen[:LOOKED_AT]:
            scores[i] += self._weights.sentence * self._gather(int(ranking.found[i]), rarity)
        order = chosen[np.argsort(-scores[chosen], kind="stable")][:top]
        words = ranking.words / self._highest(query)
        hits = [
            self._describe(int(ranking.found[i]), query, float(scores[i]), float(words[i]), float(ranking.near[i]))
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

    def _rank(self, queries: Sequence[Query], top: int) -> Ranking:
        """The candidates of a question and of its last sentence, and how each of these scores them."""
        words = [self.score_words(query) for query in queries]
        compared = min(max(top, COMPARED), len(self._passages))
        by_words = [np.argpartition(-row, compared - 1)[:compared] for row in words]
        found = np.unique(np.concatenate([*by_words, *(self._nearest(query.vector) for query in queries)]))
        cosines = [self._compare(query.vector, found) for query in queries]
        scores = [
            fuse_scores(
                standardise_scores(row[found], row[best]),
                standardise_scores(finer, -np.sort(-finer)[:compared]),
                self._weights.dense,
            )
            for row, best, (_, finer) in zip(words, by_words, cosines, strict=True)
        ]
        return Ranking(found, np.stack(scores), words[0][found], cosines[0][0])

    def _gather(self, place: int, rarity: Mapping[str, float]) -> float:
        """The largest share of the words, by their rarity, that one sentence of a passage has with its heading.

        Words that answer stand together; in a long passage those of a question may stand anywhere.
        """
        heading, body = split_heading(self._passages[place])
        above = fold_words(split_words(heading))
        return max(_cover(rarity, {*above, *fold_words(split_words(one))}) for one in split_sentences(body))

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
            coverage=_cover(self._rarity(query.folded), there),
            phrases=_cover(self._rarity(term for term in query.wholes if "_" in term), there),
            numbers=sum(number in there for number in numbers) / len(numbers) if numbers else None,
        )

    def _rarity(self, terms: Iterable[str]) -> dict[str, float]:
        return {term: self._parts.wholes.rarity(term) for term in terms}


def _cover(rarity: Mapping[str, float], there: Set[str]) -> float:
    """The share of terms, by their rarity, that are there."""
    total = sum(rarity.values())
    return sum(weight for term, weight in rarity.items() if term in there) / total if total else 0.0
