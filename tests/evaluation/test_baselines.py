"""The baselines find what shares words, or lies near, and say where it stands."""

import numpy as np
import pytest

from evaluation.baselines import TOP, Bm25, Tutorial, reply
from tests.evaluation.test_replies import PLAN, PLANS


class Letters:
    """An encoder that counts letters: near is what is spelt alike."""

    name = "letters"
    dimensions = 128

    def encode_queries(self, texts):
        counts = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for letter in text.lower():
                counts[row, ord(letter) % self.dimensions] += 1
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)

    encode_passages = encode_queries


def test_bm25_finds_the_provision_and_its_place():
    (found,) = Bm25(PLANS).find("xã giảm bao nhiêu?")
    assert (found.plan, PLAN.reading.source[slice(*found.span)]) == (PLAN.id, found.text)


def test_bm25_knows_no_unaccented_words():
    assert Bm25(PLANS).find("lieu dat") == []
    assert reply([])["outcome"] == "not_in_corpus"


def test_the_tutorial_gives_chunks_of_the_source():
    pytest.importorskip("langchain_text_splitters", reason="the dev extra is not installed")
    found = Tutorial(PLANS, Letters()).find("giảm")
    assert 1 <= len(found) <= TOP
    assert all(PLAN.reading.source[slice(*chunk.span)] == chunk.text for chunk in found)
