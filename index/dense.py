"""Vectors and their nearest neighbours in FAISS: exact while that is quick, a graph or lists above."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import SnapshotError

if TYPE_CHECKING:
    import faiss

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

FLAT_LIMIT = 50_000
"""Vectors that are compared one by one: a few milliseconds, and never a miss."""


class DenseIndex:
    """Cosine search over unit vectors; places are the rows in the order they were given."""

    def __init__(self, index: faiss.Index) -> None:
        """Take a FAISS index ready-made."""
        self._index = index

    @classmethod
    def build(cls, vectors: Floats, *, flat_limit: int = FLAT_LIMIT, threads: int = 2) -> DenseIndex:
        """An index of the kind that suits the number of vectors.

        Up to `flat_limit` a flat one. Above, inverted lists over 8-bit codes (IVF, SQ8): a quarter of the memory, and
        with the lists that `search` visits a recall of more than .95 of the exact ten (`evaluation.scale` measures it).
        """
        import faiss

        faiss.omp_set_num_threads(threads)
        count, dimensions = vectors.shape
        index: faiss.Index = faiss.IndexFlatIP(dimensions)
        if count > flat_limit:
            lists = int(2 * count**0.5)
            index = faiss.index_factory(dimensions, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
            inverted = faiss.extract_index_ivf(index)
            inverted.nprobe = max(8, lists // 12)
            inverted.cp.niter = 10
            sample = np.random.default_rng(7).choice(count, min(count, 40 * lists), replace=False)
            index.train(vectors[np.sort(sample)])
        index.add(vectors)
        return cls(index)

    @classmethod
    def open(cls, path: Path, *, threads: int = 2) -> DenseIndex:
        """An index written by `save`, mapped into memory."""
        import faiss

        faiss.omp_set_num_threads(threads)
        try:
            with path.open("rb") as content:
                lists = content.read(2) == b"Iw"
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP if lists else faiss.IO_FLAG_MMAP_IFC)
            if lists:
                faiss.extract_index_ivf(index).make_direct_map()
        except (OSError, RuntimeError) as error:
            raise SnapshotError("Chỉ mục véc-tơ hỏng: chạy lại `planbot ingest` để dựng lại.") from error
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        """The number of vectors."""
        return int(self._index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether every vector is compared."""
        return not hasattr(self._index, "nprobe")

    def search(self, queries: Floats, top: int) -> tuple[Floats, Places]:
        """Cosines and places of the nearest vectors, best first, a row a query; missing ones have place -1."""
        cosines, places = self._index.search(np.ascontiguousarray(queries, np.float32), top)
        return cosines, places

    def vectors_at(self, places: Places) -> Floats:
        """Vectors as they are kept, one row a place."""
        rows: Floats = self._index.reconstruct_batch(np.ascontiguousarray(places, np.int64))
        return rows
