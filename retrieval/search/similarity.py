"""How near each sentence of the library is to a question, by words and by meaning."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from retrieval.search.passages import Passage
from retrieval.understanding.naming import place_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.encoder import Encoder
    from index.searcher import Searcher

log = logging.getLogger(__name__)
_REMEMBERED = 64
_COMPARED = 5


@dataclass(frozen=True, slots=True)
class Best:
    """The best that the index finds for a question in all of the library; see `SubjectSignals`."""

    cosine: float
    cosines: float
    lexical: float
    words: float
    pairs: float


class Similarity(Protocol):
    """Tells how near sentences are to a question."""

    def best(self, text: str) -> Best | None:
        """What the nearest sentences say for the question being about the library; None where that is not known."""

    def parts(self, text: str) -> Mapping[str, tuple[float, float]]:
        """The scores by words and by meaning for each sentence by its id.

        Both are in standard deviations above the mean of the library.
        """


class NoSimilarity:
    """Knows of no nearness: words alone must do."""

    def best(self, text: str) -> Best | None:  # noqa: ARG002 - as the protocol has it
        """Nothing."""
        return None

    def parts(self, text: str) -> Mapping[str, tuple[float, float]]:  # noqa: ARG002 - as the protocol has it
        """Nothing."""
        return {}


class IndexSimilarity:
    """Nearness by the project's index: BM25 and the vectors of its encoder, half and half."""

    def __init__(self, searcher: Searcher, ids: tuple[str, ...], *, fitted: bool = True) -> None:
        self._searcher = searcher
        self._fitted = fitted
        self._ids = ids
        self._scored = lru_cache(maxsize=_REMEMBERED)(self._score)

    @classmethod
    def open(cls, passages: Iterable[Passage], folder: Path, encoder: str | None = None) -> Similarity:
        """The similarity over some sentences, their index in a folder; words alone where the index cannot be had."""
        from index.encoder import load_encoder
        from index.errors import EncoderError, SnapshotError
        from index.passage import Passage as Indexed
        from index.searcher import Searcher
        from index.snapshot import Snapshot

        items = tuple(Indexed(p.id, p.text, f"{place_of(p.plan)} › {p.heading}") for p in passages)
        if not items:
            return NoSimilarity()
        try:
            made = _Remembering(load_encoder(encoder))
        except EncoderError:
            log.warning("no encoder: searching by words alone", exc_info=True)
            return NoSimilarity()
        try:
            snapshot = Snapshot.open(folder, made)
            if snapshot.passages != items:
                snapshot = Snapshot.build(items, made, folder)
        except SnapshotError:
            snapshot = Snapshot.build(items, made, folder)
        searcher = Searcher(snapshot.passages, snapshot.parts, made)
        return cls(searcher, tuple(item.id for item in items), fitted=not encoder)

    def best(self, text: str) -> Best | None:
        """What the five best sentences say; None under another encoder than the one the certainties are fitted on."""
        if not self._fitted:
            return None
        hits = self._searcher.search(text, _COMPARED)
        if not hits:
            return Best(0.0, 0.0, 0.0, 0.0, 0.0)
        cosines = sorted((hit.cosine for hit in hits), reverse=True)
        return Best(
            cosine=cosines[0],
            cosines=sum(cosines[:3]) / len(cosines[:3]),
            lexical=max(hit.lexical for hit in hits),
            words=max(hit.coverage for hit in hits),
            pairs=max(hit.phrases for hit in hits),
        )

    def parts(self, text: str) -> Mapping[str, tuple[float, float]]:
        """The scores by words and by meaning for each sentence by its id; the last few questions are remembered."""
        return self._scored(text)

    def _score(self, text: str) -> Mapping[str, tuple[float, float]]:
        import numpy as np

        query = self._searcher.read(text)
        if not query.folded:
            return {}
        words = self._searcher.score_words(query)
        vectors = self._searcher.score_vectors(query.vector, np.arange(len(self._ids)))
        scores = zip(_standard(words).tolist(), _standard(vectors).tolist(), strict=True)
        return dict(zip(self._ids, scores, strict=True))


class _Remembering:
    """An encoder that does not read the same question twice."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._encoded = lru_cache(maxsize=_REMEMBERED)(encoder.encode_queries)

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """Those of the encoder."""
        return self._encoder.dimensions

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, one row a text."""
        return self._encoded(tuple(texts))

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, one row a text."""
        return self._encoder.encode_passages(texts)


def _standard(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Values as standard deviations above their mean."""
    standard: NDArray[np.float32] = (values - values.mean()) / (values.std() + 1e-9)
    return standard
