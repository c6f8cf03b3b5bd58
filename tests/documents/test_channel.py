import numpy as np
import pytest

from documents.repair.alignment import align
from documents.repair.channel import Channel, Lexicon, shipped_lexicon
from documents.repair.lattice import Slot, posteriors
from documents.repair.ngrams import MARKS, NgramModel, count, pieces, shipped_model

PAIRS = [("hộ", "hg"), ("lệ", "1é"), ("cá", "cd")] * 5 + [("hộ", "ho"), ("lê", "lé"), ("bò", "bo")]


@pytest.fixture(scope="module")
def model():
    texts = [["tỷ", "lệ", "hộ", "nghèo"], ["tỷ", "lệ", "hộ", "khá"], ["lễ", "hội"], ["họ", "tên"]] * 3
    words = [*MARKS, *sorted({word for text in texts for word in text})]
    arrays = count(texts, [["hộ", "cận", "nghèo"]], words)
    return NgramModel(
        words, *((np.cumsum(arrays[f"{name}_steps"]), arrays[f"{name}_counts"]) for name in ("bigram", "trigram"))
    )


def test_probabilities_after_any_two_words_sum_to_one(model):
    every = np.arange(len(model.words))
    for first, second in [("tỷ", "lệ"), ("họ", "tên"), ("tên", "lễ"), ("?", "?")]:
        context = np.array(model.number(first)), np.array(model.number(second))
        assert np.exp(model.log_probability(*context, every)).sum() == pytest.approx(1)
        assert np.exp(model.log_bigram(context[1], every)).sum() == pytest.approx(1)


def test_what_was_seen_is_likelier(model):
    tỷ, lệ, hộ, họ = (np.array(model.number(word)) for word in ("tỷ", "lệ", "hộ", "họ"))
    assert model.log_probability(tỷ, lệ, hộ) > model.log_probability(tỷ, lệ, họ) + 1


def test_neighbours_decide_between_words(model):
    def slot(*words):
        return Slot(np.array([model.number(word) for word in words]), np.zeros(len(words)))

    chances = posteriors(model, [slot("tỷ"), slot("lệ", "lễ"), slot("họ", "hộ")])
    assert [chance.argmax() for chance in chances] == [0, 0, 1]
    assert all(chance.sum() == pytest.approx(1) for chance in chances)
    assert posteriors(model, [slot("lệ", "lễ"), slot("hội")][:1])[0].sum() == pytest.approx(1)


def test_pieces():
    assert [piece.word for piece in pieces("Hoà giải, 3%/năm (Nghị quyết số 46-NQ/TU).")] == (
        ["hòa", "giải", ",", "#", "năm", ".", "nghị", "quyết", "số", "#", "nq", "tu", ".", "."]
    )
    assert [(piece.start, piece.end) for piece in pieces(" ab 1,5")] == [(1, 3), (4, 7)]


def test_a_channel_learns_how_letters_are_read(tmp_path):
    channel = Channel.learn(PAIRS)
    assert channel.of("ộ", "g") > channel.of("ộ", "o") > channel.of("ộ", "x")
    assert channel.of("l", "1") > channel.of("h", "1")
    assert channel.of("ọ", "o") > 0.5  # never seen: most likely read without its accents
    channel.save(tmp_path / "table.tsv")
    assert Channel.load(tmp_path / "table.tsv").of("ộ", "g") == pytest.approx(channel.of("ộ", "g"), abs=0.02)


def test_all_ways_to_read_a_word_are_explained():
    counts = Channel.learn(PAIRS).explain("hộ", "hg")
    assert sum(counts.values()) == pytest.approx(2)
    assert counts["ộ", "g"] > 0.9


def test_candidates_of_a_damaged_word(model):
    lexicon = Lexicon(model, Channel.learn(PAIRS))
    ids, scores = lexicon.candidates("hg")
    assert model.words[ids[scores.argmax()]] == "hộ"
    assert all(scores < 0)
    assert not len(lexicon.candidates("zzzzzzzz")[0])


@pytest.mark.parametrize(
    ("read", "word"), [("phiic", "phúc"), ("thwe", "thực"), ("x3", "xã"), ("vimg", "vững"), ("QD", "qđ"), ("h$", "hộ")]
)
def test_the_shipped_channel_knows_how_scans_are_damaged(read, word):
    ids, _ = shipped_lexicon().candidates(read)
    assert word in [shipped_model().words[number] for number in ids]


def test_align():
    right, copy = ["Tỷ", "lệ", "hộ", "nghèo", "giảm", "4%"], ["Ty", "1é", "nghéo", "gidm", "con", "4%"]
    assert align(right, copy) == [
        ("Tỷ", "Ty"),
        ("lệ", "1é"),
        ("hộ", ""),
        ("nghèo", "nghéo"),
        ("giảm", "gidm"),
        ("", "con"),
        ("4%", "4%"),
    ]
    assert align([], ["a"]) == [("", "a")]
    assert align(["a"], []) == [("a", "")]
