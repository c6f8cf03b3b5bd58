"""The chat in a terminal: history, choices, sources."""

from pathlib import Path

import pytest

from bot.terminal import Conversation
from documents.library import Library
from retrieval.assistant import Assistant
from tests.bot.conftest import copied


@pytest.fixture(scope="module")
def assistant(prepared):
    return Assistant.open(prepared)


@pytest.fixture
def talk(assistant):
    return Conversation(assistant)


def test_a_follow_up_is_understood_from_what_was_said(talk):
    assert "20%" in talk.say("Xã nghèo khu vực III ở Tuyên Quang phải dưới bao nhiêu?")
    said = talk.say("thế ở tuần giáo?")
    assert "25%" in said
    assert "20%" not in said.splitlines()[0]


def test_a_new_talk_forgets_the_old_one(talk):
    talk.say("Hạn nộp báo cáo ở Lệ Thủy là ngày nào?")
    talk.say("mới")
    assert talk.history == []


def test_a_source_is_shown_in_full_by_its_number(talk):
    talk.say("Xã ở Tuyên Quang giảm bao nhiêu % mỗi năm để được khen?")
    source = talk.say("nguồn 1")
    assert "112/KH-UBND" in source
    assert "III.1.3" in source
    assert "nguồn" in talk.say("nguồn 99")


def test_a_source_says_its_page_where_its_file_has_pages(prepared, tmp_path):
    library = Library.open(copied(prepared, tmp_path / "data"))
    library.ingest([Path(__file__).parents[1] / "documents/files/dak-lak-58-kh-ubnd.pdf"])
    talk = Conversation(Assistant.open(tmp_path / "data"), data=tmp_path / "data")
    talk.say("xã khu vực II ở Đắk Lắk phải còn bao nhiêu % hộ nghèo và cận nghèo thì đạt?")
    assert talk.source(1).endswith("(trang 2-3 của tệp dak-lak-58-kh-ubnd.pdf)")


def test_a_source_before_any_question_says_what_to_do(talk):
    assert "hỏi trước" in talk.say("nguồn 1")


def test_a_choice_is_taken_by_its_number(talk):
    talk.say("Xã phải giảm bao nhiêu % hộ nghèo mỗi năm?")
    choices = talk.choices()
    assert choices
    talk.say("1")
    assert talk.history[-2]["text"] == choices[0][1]
