from pathlib import Path

import numpy as np
import pytest

from index.dense import DenseIndex
from index.encoder import normalise_rows
from index.errors import SnapshotError

GENERATOR = np.random.default_rng(3)
CENTRES = np.repeat(GENERATOR.standard_normal((100, 24)), 30, axis=0)
VECTORS = normalise_rows((CENTRES + 0.4 * GENERATOR.standard_normal((3000, 24))).astype(np.float32))
QUERIES = normalise_rows(VECTORS[:50] + 0.2 * GENERATOR.standard_normal((50, 24)).astype(np.float32))


@pytest.mark.parametrize("limit", [5000, 100])
def test_the_nearest_are_found(tmp_path: Path, limit: int) -> None:
    built = DenseIndex.build(VECTORS, flat_limit=limit)
    built.save(tmp_path / "vectors.faiss")
    index = DenseIndex.open(tmp_path / "vectors.faiss")
    exact = np.argsort(-QUERIES @ VECTORS.T, axis=1)[:, :10]
    _, places = index.search(QUERIES, 10)
    recall = np.mean([len({*a} & {*b}) / 10 for a, b in zip(places, exact, strict=True)])
    assert index.exact is (limit == 5000)
    assert len(index) == 3000
    assert recall == 1 if index.exact else recall > 0.9, recall


@pytest.mark.parametrize("limit", [5000, 100])
def test_vectors_come_back(tmp_path: Path, limit: int) -> None:
    DenseIndex.build(VECTORS, flat_limit=limit).save(tmp_path / "vectors.faiss")
    rows = np.array([7, 0, 2999])
    np.testing.assert_allclose(DenseIndex.open(tmp_path / "vectors.faiss").vectors_at(rows), VECTORS[rows], atol=0.02)


def test_a_damaged_file_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    DenseIndex.build(VECTORS).save(path)
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(SnapshotError, match="planbot ingest"):
        DenseIndex.open(path)


def test_an_empty_index_finds_nothing() -> None:
    index = DenseIndex.build(np.zeros((0, 24), np.float32))
    assert index.search(QUERIES[:1], 3)[1].tolist() == [[-1, -1, -1]]
