"""A question to its best passages: candidates by words and by vectors, fused, looked at once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Encoder
from index.hybrid import WEIGHTS, Weights, fuse_scores
from index.lexical import Postings
from index.passage import Hit, Passage
from index.tokens import fold_words, lacks_accents, pair_words, split_words

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

CANDIDATES = 100
"""Passages that words, and as many that vectors, put forward."""


@dataclass(frozen=True)
class Query:
    """A question as its terms in every field, and as a vector."""

    fields: Mapping[str, tuple[str, ...]]
    vector: Floats
    bare: bool


class Searcher:
    """Finds passages by the postings of every field and by vectors."""

    def __init__(
        self,
        passages: Sequence[Passage],
        fields: Mapping[str, Postings],
        dense: DenseIndex,
        encoder: Encoder,
        weights: Weights = WEIGHTS,
    ) -> None:
        """Take the parts of one snapshot."""
        self._passages = passages
        self._fields = fields
        self._dense = dense
        self._encoder = encoder
        self._weights = weights

    def search(self, text: str, top: int) -> list[Hit]:
        """The best passages for a question, best first."""
        words = split_words(text)
        if not words or not self._passages or top < 1:
            return []
        query = self._read(text, words)
        lexical = self._score_words(query)
        places = self._candidates(lexical, query.vector, max(top, CANDIDATES))
        cosines = self._dense.vectors_at(places) @ query.vector
        share = self._weights.dense_bare if query.bare else self._weights.dense
        scores = fuse_scores(lexical[places], cosines, share)
        order = np.argsort(-scores, kind="stable")[:top]
        highest = self._highest(query)
        hits = [
            self._describe(
                int(places[i]), query, float(scores[i]), float(lexical[places[i]]) / highest, float(cosines[i])
            )
            for i in order
        ]
        following = [hit.score for hit in hits[1:]] + [0.0]
        return [replace(hit, gap=hit.score - after) for hit, after in zip(hits, following, strict=True)]

    def vectors(self) -> dict[bytes, Floats]:
        """The vectors by the digest of their passage."""
        places = np.arange(len(self._passages))
        return dict(zip((p.digest for p in self._passages), self._dense.vectors_at(places), strict=True))

    def _read(self, text: str, words: list[str]) -> Query:
        folded = fold_words(words)
        fields = {
            "syllables": folded,
            "pairs": pair_words(folded),
            "accented": words,
            "accented_pairs": pair_words(words),
        }
        vector = self._encoder.encode_queries([text])[0]
        return Query({name: tuple(dict.fromkeys(terms)) for name, terms in fields.items()}, vector, lacks_accents(text))

    def _score_words(self, query: Query) -> Floats:
        scores = np.zeros(len(self._passages), np.float32)
        for name, postings in self._fields.items():
            postings.add_scores(query.fields[name], getattr(self._weights, name), scores)
        return scores

    def _candidates(self, lexical: Floats, vector: Floats, count: int) -> Places:
        by_words = np.argpartition(-lexical, min(count, len(lexical)) - 1)[:count]
        _, by_vector = self._dense.search(vector[None], min(count, len(lexical)))
        found = np.union1d(by_words[lexical[by_words] > 0], by_vector[0])
        return found[found >= 0]

    def _highest(self, query: Query) -> float:
        total = sum(
            getattr(self._weights, name) * postings.rarity(term)
            for name, postings in self._fields.items()
            for term in query.fields[name]
        )
        return max(float(total), 1e-9)

    def _describe(self, place: int, query: Query, score: float, lexical: float, cosine: float) -> Hit:
        passage = self._passages[place]
        words = fold_words(split_words(f"{passage.context}\n{passage.text}"))
        there, pairs = set(words), set(pair_words(words))
        numbers = [term for term in query.fields["syllables"] if term[0].isdigit()]
        return Hit(
            passage=passage,
            position=place,
            score=score,
            lexical=lexical,
            cosine=cosine,
            coverage=self._cover("syllables", query, there),
            phrases=self._cover("pairs", query, pairs),
            numbers=sum(number in there for number in numbers) / len(numbers) if numbers else None,
        )

    def _cover(self, field: str, query: Query, there: set[str]) -> float:
        rarity = {term: self._fields[field].rarity(term) for term in query.fields[field]}
        total = sum(rarity.values())
        return sum(weight for term, weight in rarity.items() if term in there) / total if total else 0.0
