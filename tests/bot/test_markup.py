"""An answer in Telegram's HTML: nothing lost, nothing twice, nothing too long."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import LIMIT, length, messages, pack, plain, source
from documents.plan import Citation
from documents.reading import Span
from retrieval.answer import Answer, Block, Outcome, Statement
from tests.bot.api_server import Markup

QUOTE = "- Xã giảm tỷ lệ hộ nghèo *từ 7%/năm* trở lên & hơn."
CITED = Citation("a", "112/KH-UBND", "UBND tỉnh", "III.1.3, gạch 4", QUOTE, Span(0, 9))
OTHER = Citation("a", None, "UBND huyện Lệ Thủy", "đoạn kết", "Trên đây là Kế hoạch <mới>.", Span(10, 19))


def test_words_quoted_in_the_answer_are_not_quoted_again_under_it():
    quoted = Statement("“Xã giảm tỷ lệ hộ nghèo từ 7%/năm trở lên & hơn.”", (CITED,))
    [html] = messages(Answer(Outcome.ANSWER, Statement("7%.", (CITED,)), (Block("Tuyên Quang", (quoted,)),)))
    text = Markup(html).text
    assert text.count("trở lên") == 1
    assert "[1] 112/KH-UBND, mục III.1.3, gạch 4" in text
    assert html.count("<blockquote expandable>") == 1


def test_words_not_quoted_in_the_answer_stand_under_it():
    [html] = messages(Answer(Outcome.ANSWER, Statement("Trước 15/11.", (OTHER,))))
    assert f"[1] {source(OTHER)}" in Markup(html).text
    assert "mục đoạn" not in html


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=9000), max_size=4))
def test_messages_fit_and_lose_no_word(parts):
    from html import escape

    packed = pack([escape(part) for part in parts])
    assert all(length(message) <= LIMIT for message in packed)
    said = "".join("".join(plain(message) for message in packed).split())
    assert said == "".join("".join(parts).split())
