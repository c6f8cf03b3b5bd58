"""Every place in a source is found in its reading, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import Reading, Span, Token

SOURCE = "Giam ty\n\n[image: image2.png]1¢ ho nghéo 7%/nam"
CHANGES = (
    Token(Span(0, 4), "Giảm"),
    Token(Span(5, 7), "tỷ"),
    Token(Span(9, 28), ""),
    Token(Span(28, 30), "lệ"),
    Token(Span(31, 33), "hộ"),
    Token(Span(34, 39), "nghèo", 0.4),
    Token(Span(40, 46), "7%/năm"),
)
READING = Reading(SOURCE, CHANGES)


def test_reads_as_a_person_reads_it():
    assert " ".join(READING.text.split()) == "Giảm tỷ lệ hộ nghèo 7%/năm"


def test_span_of_a_word_is_where_it_stands_damaged():
    start = READING.text.index("lệ")
    span = READING.in_source(Span(start, start + 2))
    assert SOURCE[span.start : span.end] == "1¢"
    assert READING.of(span) == "lệ"


def test_doubtful_words_are_found_within_a_span():
    assert [token.text for token in READING.doubts(Span(0, len(SOURCE)))] == ["nghèo"]
    assert READING.doubts(Span(0, 33)) == ()


def test_clean_source_reads_as_itself():
    reading = Reading("Số: 165/KH-UBND")
    assert reading.in_source(Span(4, 15)) == reading.in_reading(Span(4, 15)) == Span(4, 15)


def test_overlapping_changes_are_refused():
    with pytest.raises(ValueError, match="in order"):
        Reading("abc", (Token(Span(0, 2), "x"), Token(Span(1, 3), "y")))


@st.composite
def readings(draw):
    source = draw(st.text("ab \n", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return Reading(source, tuple(Token(Span(*pair), draw(st.text("xyz", max_size=3))) for pair in pairs))


@given(readings())
def test_whole_source_and_whole_reading_are_each_other(reading):
    everything = Span(0, len(reading.source))
    assert reading.of(everything) == reading.text
    for token in reading.changes:
        assert reading.of(token.span) == token.text
        if token.text:
            assert reading.in_source(reading.in_reading(token.span)) == token.span
