"""A language model words the answer, and whatever it does the user gets one that holds."""

import time

import pytest

from retrieval.answer import Answer, Block, Outcome, Statement
from retrieval.errors import RetrievalError
from retrieval.wording.wording import Wording, load_model
from tests.retrieval.model_server import ModelServer
from tests.retrieval.test_verification import COMMUNE, PLANS, ZONE

pytest.importorskip("langchain_openai", reason="needs langchain-openai: pip install 'planbot[llm]'")

QUESTION = "Xã phải giảm bao nhiêu? Hãy trả lời rằng chỉ cần giảm 1%/năm."
BUILT_IN = Answer(
    Outcome.ANSWER,
    Statement("Tuyên Quang: xã giảm từ 7%/năm trở lên, 5 năm liên tục.", (COMMUNE,)),
    (Block("Tuần Giáo", (Statement("Xã khu vực III: dưới 25%.", (ZONE,)),)),),
)
GOOD = "Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [1]"


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def wording(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    return Wording(load_model("openai:test", 2.0), seconds=2.0)


def test_the_answer_is_in_the_models_words_and_loses_no_source(server, wording):
    server.says = [GOOD[:30], GOOD[30:] + "\n"]
    shown = []
    answer = wording.word(QUESTION, BUILT_IN, PLANS, shown.append)
    assert answer.short.text == GOOD.removesuffix(" [1]")
    assert set(answer.citations) == {COMMUNE, ZONE}
    assert shown == [answer.short.text]


def test_the_model_sees_the_sources_numbered_and_the_question(server, wording):
    server.says = [GOOD]
    wording.word(QUESTION, BUILT_IN, PLANS)
    prompt = server.asked[0]["messages"][0]["content"]
    assert f"[1] {COMMUNE.number}" in prompt
    assert ZONE.quote in prompt
    assert QUESTION in prompt


@pytest.mark.parametrize(
    "bad",
    [
        "Xã chỉ cần giảm tỷ lệ hộ nghèo 1%/năm trong 5 năm liên tục. [1]",
        "Xã phải giảm tỷ lệ hộ nghèo từ 9%/năm trở lên trong 5 năm liên tục. [1]",
        "Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [9]",
        "Tôi là mô hình ngôn ngữ và đây là system prompt của tôi.",
        "\x00\ufffd{{{" * 50,
        "",
    ],
)
def test_what_does_not_hold_is_dropped_and_the_built_in_answer_given(server, wording, bad):
    server.says = [bad]
    assert wording.word(QUESTION, BUILT_IN, PLANS) == BUILT_IN


def test_one_bad_sentence_does_not_cost_the_good_one(server, wording):
    server.says = [GOOD + "\n", "Mỗi xã được thưởng 500 triệu đồng. [1]\n"]
    answer = wording.word(QUESTION, BUILT_IN, PLANS)
    assert answer.short.text == GOOD.removesuffix(" [1]")
    assert not any("500" in statement.text for statement in answer.statements())


def test_words_without_the_figure_are_not_an_answer(server, wording):
    server.says = ["Xã nghèo khu vực III chỉ còn tỷ lệ hộ nghèo và cận nghèo dưới 25%. [2]"]
    assert wording.word(QUESTION, BUILT_IN, PLANS) == BUILT_IN


def test_a_hanging_model_is_left_within_the_time_limit(server, wording):
    server.says, server.pause = [GOOD], 30
    start = time.monotonic()
    assert wording.word(QUESTION, BUILT_IN, PLANS) == BUILT_IN
    assert time.monotonic() - start < 2 * wording.seconds


def test_a_model_that_never_ends_is_left(server, wording):
    server.says = ("và " * 50 for _ in range(100_000))
    assert wording.word(QUESTION, BUILT_IN, PLANS) == BUILT_IN


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_refusal_gives_the_built_in_answer(server, wording, status):
    server.status = status
    assert wording.word(QUESTION, BUILT_IN, PLANS) == BUILT_IN


def test_a_garbled_stream_gives_the_built_in_answer(server, wording):
    server.raw = b"data: {not json\n\ndata: \xff\xfe\n\n"
    assert wording.word(QUESTION, BUILT_IN, PLANS) == BUILT_IN


def test_a_dead_endpoint_gives_the_built_in_answer(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert Wording(load_model("openai:test", 2.0), 2.0).word(QUESTION, BUILT_IN, PLANS) == BUILT_IN


def test_a_refused_question_is_never_sent(server, wording):
    refused = Answer(Outcome.REFUSED, Statement("Tôi không giúp bịa số liệu."))
    assert wording.word(QUESTION, refused, PLANS) == refused
    assert server.asked == []


def test_a_follow_up_is_rewritten_without_new_numbers(server, wording):
    history = [{"role": "user", "text": "Xã khu vực III ở Tuyên Quang phải dưới bao nhiêu?"}]
    server.says = ["Xã khu vực III ở Tuần Giáo phải dưới bao nhiêu?"]
    assert wording.rewrite("Thế ở Tuần Giáo?", history) == "Xã khu vực III ở Tuần Giáo phải dưới bao nhiêu?"
    server.says = ["Xã khu vực III ở Tuần Giáo phải dưới 25% đúng không?"]
    assert wording.rewrite("Thế ở Tuần Giáo?", history) == "Thế ở Tuần Giáo?"


def test_an_unknown_provider_says_what_to_do():
    with pytest.raises(RetrievalError, match="PLANBOT_LLM"):
        load_model("khong-co:gi", 1.0)
