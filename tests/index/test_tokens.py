import pytest

from index.tokens import fold_words, lacks_accents, mark_words, pair_words, split_words


def test_words_and_numbers_are_told_apart() -> None:
    assert split_words("Giảm 7,5%/năm, số 112/KH-UBND") == ["giảm", "7,5", "năm", "số", "112", "kh", "ubnd"]


def test_leading_zeros_are_dropped_but_zero_stays() -> None:
    assert split_words("03 năm, 0%, 00") == ["3", "năm", "0", "0"]


@pytest.mark.parametrize(("old", "new"), [("hoà", "hòa"), ("Thuỷ", "thủy"), ("e\u0302\u0301", "ế")])
def test_spellings_of_one_syllable_meet(old: str, new: str) -> None:
    assert split_words(old) == [new]


def test_folded_words_have_no_accents() -> None:
    assert fold_words(split_words("Đặc biệt khó khăn")) == ["dac", "biet", "kho", "khan"]


def test_pairs_join_neighbours() -> None:
    assert pair_words(["hộ", "cận", "nghèo"]) == ["hộ_cận", "cận_nghèo"]
    assert pair_words(["hộ"]) == []


def test_accented_terms_never_equal_plain_ones() -> None:
    assert set(mark_words(["ban"])).isdisjoint({"ban"})


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("huyen ngheo giam bao nhieu", True),
        ("huyện nghèo", False),
        ("kv3", False),
        ("", False),
        ("112/KH-UBND năm", False),
    ],
)
def test_questions_without_accents_are_known(text: str, bare: bool) -> None:
    assert lacks_accents(text) is bare
