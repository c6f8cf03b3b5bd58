"""A plan from its text: what belongs to the page is left out, what belongs to the words stays."""

from documents.read import read_text
from documents.reading import Reading, Span, Token


def test_a_word_that_a_page_mark_runs_into_keeps_its_reading():
    source = "cao hơn tỷ\n\n[image: image2.png]1¢ hộ nghèo chung"
    start = source.index("image2.png]1¢")
    mark, word = Token(Span(start - 8, start - 1), ""), Token(Span(start, start + 13), "lệ")
    plan = read_text(source, "x", Reading(source, (mark, word)))
    assert " ".join(plan.reading.text.split()) == "cao hơn tỷ lệ hộ nghèo chung"
