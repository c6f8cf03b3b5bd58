from pathlib import Path

import numpy as np

from index.axes import ENOUGH, POWER, Axes
from index.encoder import normalise_rows

GENERATOR = np.random.default_rng(5)
WIDTH = 16
SHARED = 4 * np.eye(WIDTH)[0] + np.outer(GENERATOR.standard_normal(400), 2 * np.eye(WIDTH)[1])
VECTORS = normalise_rows((SHARED + GENERATOR.standard_normal((400, WIDTH))).astype(np.float32))
ROWS = np.arange(len(VECTORS))


def test_whitened_cosines_are_those_of_whitened_vectors() -> None:
    question = normalise_rows(GENERATOR.standard_normal((1, WIDTH)).astype(np.float32))[0]
    about = VECTORS - VECTORS.mean(axis=0)
    _, spread, axes = np.linalg.svd(about, full_matrices=False)
    whiten = axes.T / (spread / spread[0]) ** POWER
    expected = normalise_rows(about @ whiten) @ normalise_rows(((question - VECTORS.mean(axis=0)) @ whiten)[None])[0]
    np.testing.assert_allclose(Axes.fit(VECTORS).compare(question, VECTORS, ROWS), expected, atol=1e-4)
    some = np.array([7, 3])
    np.testing.assert_allclose(Axes.fit(VECTORS).compare(question, VECTORS[some], some), expected[some], atol=1e-4)


def test_what_all_vectors_share_counts_less() -> None:
    kept = Axes.fit(VECTORS)
    others = [np.delete(VECTORS @ row, place).mean() for place, row in enumerate(VECTORS)]
    finer = [np.delete(kept.compare(row, VECTORS, ROWS), place).mean() for place, row in enumerate(VECTORS)]
    assert np.mean(others) > 0.4
    assert abs(np.mean(finer)) < 0.05
    assert kept.compare(VECTORS[3], VECTORS, ROWS).argmax() == 3


def test_a_few_vectors_keep_their_cosine() -> None:
    few = VECTORS[: ENOUGH * WIDTH - 1]
    np.testing.assert_allclose(Axes.fit(few).compare(few[2], few, ROWS[: len(few)]), few @ few[2], atol=1e-5)


def test_equal_vectors_and_none_are_no_harm() -> None:
    equal = np.repeat(VECTORS[:1], 40, axis=0)
    assert np.isfinite(Axes.fit(equal).compare(VECTORS[1], equal, ROWS[:40])).all()
    assert not Axes.fit(VECTORS[:0]).compare(VECTORS[1], VECTORS[:0], ROWS[:0]).size


def test_axes_are_read_as_written(tmp_path: Path) -> None:
    kept = Axes.fit(VECTORS)
    kept.save(tmp_path)
    np.testing.assert_array_equal(
        Axes.open(tmp_path).compare(VECTORS[0], VECTORS, ROWS), kept.compare(VECTORS[0], VECTORS, ROWS)
    )
