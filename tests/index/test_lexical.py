import math
from pathlib import Path

import numpy as np
import pytest

from index.lexical import Postings, hash_term

TEXTS = [["a", "b", "a"], ["b", "c"], ["c"], []]


def bm25(texts: list[list[str]], term: str, k1: float, b: float) -> list[float]:
    """BM25 written plainly, to compare with."""
    mean = sum(map(len, texts)) / len(texts)
    having = sum(term in text for text in texts)
    rarity = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
    return [rarity * t.count(term) / (t.count(term) + k1 * (1 - b + b * len(t) / mean)) for t in texts]


@pytest.mark.parametrize("term", ["a", "b", "c"])
def test_scores_are_those_of_the_formula(term: str) -> None:
    postings = Postings.build(TEXTS, k1=0.9, b=0.4)
    np.testing.assert_allclose(postings.score({term: 2.0}), 2 * np.array(bm25(TEXTS, term, 0.9, 0.4)), rtol=1e-5)


def test_an_unknown_term_adds_nothing_and_is_rarest() -> None:
    postings = Postings.build(TEXTS, k1=0.9, b=0.4)
    assert not postings.score({"z": 1.0}).any()
    assert postings.rarity("z") > max(map(postings.rarity, "abc"))


def test_saved_postings_score_the_same(tmp_path: Path) -> None:
    postings = Postings.build(TEXTS, k1=0.9, b=0.4)
    postings.save(tmp_path, "words")
    np.testing.assert_array_equal(Postings.open(tmp_path, "words").score({"b": 1.0}), postings.score({"b": 1.0}))


@pytest.mark.parametrize("texts", [[], [[]], [["a"]]])
def test_small_collections_work(texts: list[list[str]]) -> None:
    assert len(Postings.build(texts, k1=0.9, b=0.4).score({"a": 1.0})) == len(texts)


def test_hashes_do_not_change() -> None:
    assert hash_term("hộ_nghèo") == hash_term("hộ_nghèo") != hash_term("ho_ngheo")
    assert hash_term("\ud800") >= 0
