"""Replies are asked for as users type, and numbers and quotes are held to what is cited."""

from datetime import date

import pytest

from documents.plan import Kind, Level, Plan, Provision
from documents.reading import Reading, Span
from evaluation.gold import Question
from evaluation.replies import Reply, ask_all, misplaced_quotes, unfounded_numbers
from retrieval.answer import Answer, Block, Outcome, Statement

SOURCE = "1. Xã giảm tỷ lệ hộ nghèo từ 4,5%/năm trở lên trong 03 năm liên tục."
PLAN = Plan(
    id="moc-son-9-kh-ubnd",
    title="Kế hoạch giai đoạn 2026 - 2030",
    number="9/KH-UBND",
    issuer="UBND xã Mộc Sơn",
    level=Level.COMMUNE,
    place="Mộc Sơn",
    issued=date(2026, 3, 7),
    period=(2026, 2030),
    signer=None,
    references=(),
    damaged=False,
    reading=Reading(SOURCE),
    provisions=(
        Provision(
            "moc-son-9-kh-ubnd",
            "II.1",
            Kind.ITEM,
            "1",
            SOURCE,
            Span(0, len(SOURCE)),
            Span(0, len(SOURCE)),
            None,
            "II. TIÊU CHUẨN",
        ),
    ),
)
PLANS = {PLAN.id: PLAN}
CITED = PLAN.cite(PLAN.provisions[0])


def question(text="Xã ở Mộc Sơn giảm bao nhiêu?", history=()):
    return Question("q", text, tuple(history), "lookup", "co_dau", "ho_dan", "answer", True, (), (), ())


def reply(text, citations=(CITED,), asked=None):
    answer = Answer(Outcome.ANSWER, Statement(text, tuple(citations)))
    return Reply(asked or question(), answer, text, 1.0)


@pytest.mark.parametrize(
    ("text", "unfounded"),
    [
        ("Giảm từ 4,5%/năm trong 3 năm (mục II.1, Kế hoạch 9/KH-UBND, ngày 07/3/2026).", set()),
        ("Giảm từ 4%/năm.", {"4"}),
        ("Giảm từ 5%/năm.", {"5"}),
        ("Kế hoạch này áp dụng đến hết năm 2030.", set()),
        ("Kế hoạch này áp dụng đến hết năm 2025.", {"2025"}),
        ("Ban hành ngày 8/3/2026.", {"8,3,2026"}),
    ],
)
def test_a_number_must_stand_in_what_is_cited(text, unfounded):
    assert unfounded_numbers(reply(text), PLANS) == unfounded


@pytest.mark.parametrize(
    ("text", "unfounded"),
    [
        ("Với 40 hộ của bạn: 40 × 4,5 : 100 = 1,8 hộ.", set()),
        ("Với 40 hộ của bạn: 40 × 4,5 : 100 = 2 hộ.", {"2", "100"}),
        ("Cả ba năm: 4,5 + 40 = 44,5.", set()),
        ("Cả ba năm: 4,5 + 41 = 45,5.", {"41", "45,5"}),
        ("Bằng 40 : 3 ≈ 13,3.", set()),
        ("Bằng 40 : 3 = 13,3.", {"13,3"}),
    ],
)
def test_the_result_of_a_right_working_of_known_numbers_is_known(text, unfounded):
    asked = question("Thôn có 40 hộ, trong 3 năm thì giảm mấy hộ?")
    assert unfounded_numbers(reply(text, asked=asked), PLANS) == unfounded


def test_a_day_is_the_same_however_it_is_written():
    from dataclasses import replace

    cited = replace(CITED, quote="theo Nghị định số 91 ngày 31 tháng 7 năm 2017")
    assert unfounded_numbers(reply("Theo Nghị định số 91 ngày 31/7/2017.", [cited]), PLANS) == set()
    assert unfounded_numbers(reply("Theo Nghị định số 91 ngày 30/7/2017.", [cited]), PLANS) == {"30,7,2017"}


def test_a_number_of_the_user_may_be_repeated():
    asked = question("Xã giảm 6% có đạt không?", [{"role": "user", "text": "Năm 2027 xã tôi giảm 6%"}])
    assert unfounded_numbers(reply("Mức 6% của năm 2027 cao hơn 4,5%.", asked=asked), PLANS) == set()


def test_an_answer_without_citations_has_no_numbers_to_stand_on():
    assert unfounded_numbers(reply("Giảm 4,5%.", citations=()), PLANS) == {"4,5"}


def test_a_quote_must_be_what_its_span_reads_as():
    from dataclasses import replace

    assert misplaced_quotes(reply("…"), PLANS) == []
    moved = replace(CITED, span=Span(3, len(SOURCE)))
    elsewhere = replace(CITED, plan="other")
    assert misplaced_quotes(reply("…", [CITED, moved, elsewhere]), PLANS) == [moved, elsewhere]


class Echo:
    """Says what it was asked."""

    def __init__(self):
        self.heard = []

    def ask(self, question, history=(), place=None):
        self.heard.append((question, list(history)))
        return Answer(Outcome.ANSWER, Statement(question, (CITED,)), (Block("", ()),))


def test_accents_are_taken_from_what_the_user_types_and_nothing_else():
    echo = Echo()
    asked = question(
        "Thế ở Mộc Sơn?", [{"role": "user", "text": "Xã nghèo?"}, {"role": "assistant", "text": "Hỏi ở đâu?"}]
    )
    (given,) = ask_all(echo, [asked], accents=False)
    assert echo.heard == [
        ("the o moc son?", [{"role": "user", "text": "xa ngheo?"}, {"role": "assistant", "text": "Hỏi ở đâu?"}])
    ]
    assert given.as_json()["outcome"] == "answer"
    assert given.as_json()["citations"][0]["span"] == [0, len(SOURCE)]
    assert given.milliseconds >= 0
