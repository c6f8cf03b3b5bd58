"""A language model words the opening of a briefing, and changes no figure and no source."""

from datetime import date
from types import SimpleNamespace

import pytest

from briefings.model import Audience, Briefing, Point, Points, Request, Section
from briefings.smoothing import smooth
from retrieval.answer import Statement
from retrieval.wording.wording import Wording, load_model
from tests.retrieval.model_server import ModelServer
from tests.retrieval.test_verification import COMMUNE, PLANS

pytest.importorskip("langchain_openai", reason="needs langchain-openai: pip install 'planbot[llm]'")

SAID = Statement("Xã, phường, thị trấn giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục", (COMMUNE,))
NOTE = Statement("Nêu cạnh nhau, không lấy trung bình.")


@pytest.fixture
def smoothed(monkeypatch):
    with ModelServer() as server:
        monkeypatch.setenv("OPENAI_API_KEY", "none")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        wording = Wording(load_model("openai:test", 5.0), 5.0)
        section = Section("Những điều cần nhớ", (Points((Point(SAID), Point(NOTE))),))
        made = Briefing(
            "Tiêu chuẩn của xã", Request("xã", Audience.OFFICERS), (section, section), (), (), date(2026, 11, 21)
        )

        def run(says: str) -> Briefing:
            server.says = [says]
            return smooth(made, lambda topic, answer: wording.word(topic, answer, PLANS))

        yield SimpleNamespace(run=run, made=made, server=server)


def test_a_point_is_worded_and_keeps_its_source(smoothed):
    briefing = smoothed.run("Xã, phường, thị trấn phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [1]")
    point, note = briefing.sections[0].pieces[0].points
    assert "phải giảm" in point.statement.text
    assert point.statement.citations == (COMMUNE,)
    assert note.statement == NOTE
    assert briefing.sections[1] == smoothed.made.sections[1]
    assert len(smoothed.server.asked) == 1


@pytest.mark.parametrize(
    "says",
    [
        "Xã, phường, thị trấn phải giảm tỷ lệ hộ nghèo từ 8%/năm trở lên trong 5 năm liên tục. [1]",
        "Xã, phường, thị trấn giảm tỷ lệ hộ nghèo liên tục. [1]",
        "",
    ],
    ids=["another figure", "no figure", "nothing"],
)
def test_what_does_not_hold_changes_nothing(smoothed, says):
    assert smoothed.run(says) == smoothed.made
