"""What is indexed and what is found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be found. `context` is what it stands under (headings, the place it is for), indexed beside it."""

    id: str
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, and what speaks for it.

    `score` orders the hits of one query (standard deviations above the usual candidate; not comparable between
    queries). The others are evidence that
    can be compared: `lexical` is the BM25 score as a share of the highest that this query could reach; `cosine` that
    of the vectors, question and passage; `coverage` the share of the query's words, weighted by rarity, that the
    passage or its context has, accents apart; `phrases` the same for pairs of neighbouring words; `numbers` the
    share of the query's numbers there, None where it has none; `gap` by how much the score exceeds the next hit's.
    """

    passage: Passage
    position: int
    score: float
    lexical: float
    cosine: float
    coverage: float
    phrases: float
    numbers: float | None
    gap: float = 0.0
