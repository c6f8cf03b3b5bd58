from pathlib import Path

import numpy as np

from evaluation.scale import WORDS, bench, make_texts, make_vectors


def test_texts_are_the_same_every_time_and_differ_from_each_other() -> None:
    texts = list(make_texts(50))
    assert texts == list(make_texts(50))
    assert len(set(texts)) == 50
    assert all(len(text.split()) == WORDS for text in texts)


def test_vectors_are_unit_vectors_with_neighbours() -> None:
    vectors = make_vectors(9000)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    near = np.sort(vectors[:20] @ vectors.T, axis=1)[:, -2]
    assert near.mean() > 0.3


def test_words_and_vectors_are_measured() -> None:
    words, exact, vectors = bench(Path(), 3000).splitlines()[1:]
    assert "words: built" in words
    assert "ms a question" in exact
    assert "vectors, flat" in vectors
    assert "recall@10 1.000" in vectors
