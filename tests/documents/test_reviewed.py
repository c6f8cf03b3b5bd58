import re
from pathlib import Path

import pytest

import documents
from documents.reading import Span, Token
from documents.repair.reviewed import ReviewError, load_reviewed
from documents.syllables import is_syllable

PLANS = Path(documents.__file__).parent / "plans"
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*%?")

# Where a numeral of the source is not what the paper says: (line, source word) -> as it reads.
NUMERALS = {
    "tuan-giao-4669-kh-ubnd": {
        (2, "$6:4669"): "Số: 4669",
        (19, "30:9:2016"): "30/9/2016",
        (32, "1."): "I.",
        (59, "12"): "là",
        (71, "I1."): "II.",
        (97, "31:03/2017"): "31/03/2017",
        (112, "1."): "III.",
        (132, "6"): "tổ",
        (134, "6"): "có",
        (186, "16"): "lệ",
        (191, "11"): "II",
        (191, "16"): "lệ",
        (195, "18"): "lệ",
        (315, "0"): "tổ",
        (318, "~2%—"): "",
    },
    "so-xay-dung-kh-2021-2025": {(23, "12"): "là", (56, "I1I."): "III."},
}


def reviewed(plan):
    source = (PLANS / f"{plan}.txt").read_text(encoding="utf-8")
    return load_reviewed(source, PLANS / f"{plan}.reading.txt")


@pytest.fixture
def review(tmp_path):
    def load(source, reading):
        path = tmp_path / "x.reading.txt"
        path.write_text(reading, encoding="utf-8")
        return load_reviewed(source, path)

    return load


def test_words_are_aligned(review):
    reading = review("~ Can ctr  $6:12\nva dbc.\n", "∅ Căn cứ⁇  Số:_12\nvà đốc.\n")
    assert reading.text == " Căn cứ  Số: 12\nvà đốc.\n"
    assert reading.changes[2] == Token(Span(6, 9), "cứ", 0.5)
    assert [token.text for token in reading.doubts(Span(0, 30))] == ["cứ"]
    assert reading.of(Span(17, 19)) == "và"


def test_a_doubtful_word_that_reads_as_it_stands_is_kept(review):
    assert [token.doubtful for token in review("12 ha", "12⁇ ha").changes] == [True]


@pytest.mark.parametrize(
    ("reading", "message"), [("một hai\n", "1 dòng"), ("một hai\nba\n", "dòng 2"), ("một\nba bốn\n", "dòng 1")]
)
def test_a_reading_that_does_not_fit_is_refused(review, reading, message):
    with pytest.raises(ReviewError, match=message):
        review("mot hai\nba bon\n", reading)


@pytest.mark.parametrize("plan", NUMERALS)
def test_numbers_of_the_shipped_readings_are_those_of_the_source(plan):
    reading = reviewed(plan)
    start, corrected = 0, {}
    for number, line in enumerate(reading.source.split("\n"), 1):
        for word in re.finditer(r"\S+", line):
            text = reading.of(Span(start + word.start(), start + word.end()))
            if (number, word[0]) in NUMERALS[plan]:
                corrected[number, word[0]] = text
            elif NUMBER.search(text) or re.fullmatch(r"[(~]?\d[\d.,:;/()-]*(?:%.*)?", word[0]):
                assert NUMBER.findall(text) == NUMBER.findall(word[0]), (number, word[0], text)
        start += len(line) + 1
    assert corrected == NUMERALS[plan]


@pytest.mark.parametrize("plan", NUMERALS)
def test_words_of_the_shipped_readings_are_vietnamese(plan):
    words = re.findall(r"[^\W\d_]+", reviewed(plan).text)
    assert not {word for word in words if not is_syllable(word) and not word.isupper()} - {"TTg", "b", "c"}


@pytest.mark.parametrize("plan", NUMERALS)
def test_shipped_readings_hold_the_slogan_of_the_movement(plan):
    text = " ".join(reviewed(plan).text.split()).lower()
    assert "không để ai bị bỏ lại phía sau" in text
    assert "∅" not in text
    assert "_" not in text
