"""The assistant with a language model: what it looks up, what it is not told, and what happens when it fails."""

import pytest

from criteria.store import Store
from retrieval.answer import Outcome
from retrieval.assistant import Assistant
from retrieval.wording.worded import WordedAssistant, private
from retrieval.wording.wording import Wording, load_model
from tests.retrieval.model_server import ModelServer

pytest.importorskip("langchain_openai", reason="needs langchain-openai: pip install 'planbot[llm]'")

LOST = "blorp zxqv?"
COMMUNE = "Xã ở Tuyên Quang phải giảm tỷ lệ hộ nghèo bao nhiêu mỗi năm để được khen?"


@pytest.fixture(scope="module")
def built_in(tmp_path_factory):
    return Assistant.open(tmp_path_factory.mktemp("data"))


@pytest.fixture
def server():
    with ModelServer() as running:
        yield running


@pytest.fixture
def worded(server, built_in, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    return WordedAssistant(built_in, Wording(load_model("openai:test", 5.0), 5.0), Store().rulebooks)


def test_what_the_model_looks_up_is_answered_by_the_assistant(server, worded, built_in):
    assert built_in.ask(LOST).outcome is not Outcome.ANSWER
    server.calls = [[("look_up", {"question": COMMUNE})]]
    answer = worded.ask(LOST)
    assert answer.outcome is Outcome.ANSWER
    assert "7%" in answer.short.text
    assert {citation.plan for citation in answer.citations} == {"tuyen-quang-112-kh-ubnd"}


def test_two_things_looked_up_stand_side_by_side(server, worded):
    server.calls = [
        [("look_up", {"question": COMMUNE}), ("look_up", {"question": "Hạn nộp báo cáo ở Lệ Thủy là ngày nào?"})]
    ]
    answer = worded.ask(LOST)
    assert {citation.plan for citation in answer.citations} == {"tuyen-quang-112-kh-ubnd", "le-thuy-kh-2017-2020"}


def test_a_check_is_worked_by_the_criteria_with_its_clauses(server, worded):
    rates = {str(year): str(rate) for year, rate in zip(range(2015, 2021), (50, 43, 36, 29, 22.01, 15), strict=True)}
    unit = {"kind": "xa", "locality": "Tuyên Quang", "zone": "khong"}
    server.calls = [[("check_criteria", {"unit": unit, "given": {"poverty_rate": rates}})]]
    answer = worded.ask(LOST)
    assert "hông đạt" in answer.short.text.lower() or "KHÔNG ĐẠT" in answer.short.text
    assert any("6,99" in statement.text for statement in answer.statements())
    assert any("7%/năm" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "calls",
    [
        [[("delete_everything", {"now": True})]],
        [[("look_up", {"wrong": 1})]],
        [[("check_criteria", {"unit": {"kind": "hành tinh"}})]],
        [[("look_up", {"question": LOST})]] * 5,
        [],
    ],
    ids=["unknown tool", "wrong arguments", "wrong unit", "round and round", "nothing"],
)
def test_a_model_that_calls_badly_costs_nothing(server, worded, built_in, calls):
    server.calls = [list(call) for call in calls]
    assert worded.ask(LOST) == built_in.ask(LOST)
    assert len(server.asked) <= 3


def test_a_refusing_model_costs_nothing(server, worded, built_in):
    server.status = 500
    assert worded.ask(LOST) == built_in.ask(LOST)
    assert worded.ask(COMMUNE) == built_in.ask(COMMUNE)


def test_a_households_own_figures_are_never_sent(server, worded, built_in):
    question = "Nhà tôi ở Tuyên Quang mới thoát nghèo 2 năm, vay 30 triệu, có được khen không?"
    assert private(question)
    assert worded.ask(question) == built_in.ask(question)
    history = [{"role": "user", "text": question}, {"role": "assistant", "text": "Chưa đủ 3 năm."}]
    worded.ask("Thế hộ cận nghèo thì sao?", history)
    assert server.asked == []


def test_a_question_about_a_commune_is_not_private():
    assert not private("Xã khu vực III ở Tuyên Quang phải dưới bao nhiêu %?")
