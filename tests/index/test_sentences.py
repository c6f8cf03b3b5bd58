import pytest

from index.sentences import last_sentence, split_sentences


def test_punctuation_and_line_ends_part_sentences() -> None:
    text = "Điều 6. Mức giảm\n\n1. Xã giảm 7,5%/năm; thôn giảm 5%.\nHộ nghèo: không còn."
    assert split_sentences(text) == [
        "Điều 6.", "Mức giảm", "1.", "Xã giảm 7,5%/năm;", "thôn giảm 5%.", "Hộ nghèo:", "không còn.",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "một câu", "17/11/2017"])
def test_what_has_no_end_is_one_sentence(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("Ông A là cán bộ xã. Ông có được trưng dụng xe không? Đúng hay sai?", "Ông có được trưng dụng xe không?"),
        ("Xã em thuộc khu vực III\nphải giảm bao nhiêu mỗi năm", "phải giảm bao nhiêu mỗi năm"),
        ("Xã phải giảm bao nhiêu mỗi năm? Cảm ơn.", ""),
        ("xã phải giảm bao nhiêu mỗi năm", ""),
        ("", ""),
    ],
)
def test_the_last_sentence_that_says_something(question: str, last: str) -> None:
    assert last_sentence(question) == last
