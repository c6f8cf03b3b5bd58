"""However a question is typed, it is answered as the clean one is."""

import random

import pytest

from documents.syllables import fold
from evaluation.gold import GOLD, Question, questions
from evaluation.noise import NOISES, telex, vni
from evaluation.robustness import compare, noised


@pytest.fixture(scope="module")
def asked():
    accented = [question for question in questions(GOLD / "shared.jsonl") if question.text != fold(question.text)]
    return random.Random(11).sample(accented, 20)


@pytest.mark.parametrize(
    ("kind", "least"),
    [("30 % không dấu", 19), ("50 % không dấu", 19), ("70 % không dấu", 19), ("không dấu", 18), ("sót phím Telex", 18),
     ("gõ đúp", 18), ("sai một chữ", 15), ("dính chữ", 17), ("viết tắt khi nhắn", 19)],
)  # fmt: skip
def test_noise_changes_no_answer(further, asked, kind, least):
    assistant, _ = further
    changes = list(compare(assistant, asked, [kind], seed=5))
    changed = [change.noisy.question.text for change in changes if not change.same]
    assert len(changed) <= 20 - least, changed


def test_the_same_seed_makes_the_same_noise():
    turns = ({"role": "user", "text": "Hộ nghèo cần gì?"}, {"role": "assistant", "text": "Hộ nghèo cần."})
    question = Question("q", "Xã giảm bao nhiêu?", turns, "", "", "", "answer", True, (), (), ())
    for noise in NOISES.values():
        assert noised(question, noise, 3) == noised(question, noise, 3)
        assert noised(question, noise, 3).history[1] == turns[1]


def test_keys_are_those_of_the_keyboards():
    assert (telex("huyện"), telex("Được"), telex("xã")) == ("huyeenj", "Dduwowcj", "xax")
    assert (vni("huyện"), vni("được"), vni("xã")) == ("huye6n5", "d9u7o7c5", "xa4")
