"""Near questions that no plan answers are not answered with the nearest clause; their answerable twins are."""

from pathlib import Path

import pytest

from documents.syllables import fold
from evaluation.gold import PLANS
from retrieval.answer import Outcome
from retrieval.finding.answertype import awaited
from retrieval.finding.support import matter_of
from retrieval.saying.rendering import plain_text
from retrieval.understanding.question import understand


@pytest.fixture(scope="module")
def assistant(over):
    return over(sorted(PLANS.glob("[dq]*.txt")))


@pytest.fixture(scope="module")
def union(over):
    """The shipped plans and that of a union, whose words and headings are its own."""
    return over([Path(__file__).parents[1] / "documents" / "plans" / "hoi-phu-nu-phu-yen-21-kh-btv.txt"])


@pytest.mark.parametrize(
    ("asked", "silent", "speaking", "says"),
    [
        ("Kinh phí phong trào ở {} lấy từ nguồn nào?", "Tuyên Quang", "Quan Sơn", "ngân sách"),
        ("Hồ sơ khen thưởng ở {} gồm những giấy tờ gì?", "Tuyên Quang", "Đắk Lắk", "Tờ trình"),
        ("Cán bộ giảm nghèo ở {} cần mấy sáng kiến?", "Tuyên Quang", "Đắk Lắk", "01 sáng kiến"),
        ("Lạng Sơn phấn đấu đến năm {} còn bao nhiêu % hộ nghèo?", "2030", "2020", "11%"),
        ("Kế hoạch Tuyên Quang {} văn bản nào?", "thay thế", "căn cứ", "1258/QĐ-TTg"),
    ],
)
def test_silence_beside_its_twin(assistant, asked, silent, speaking, says):
    refused, answered = (assistant.ask(asked.format(words)) for words in (silent, speaking))
    assert refused.outcome is Outcome.NOT_STATED
    assert refused.citations
    assert answered.outcome is Outcome.ANSWER
    assert says in plain_text(answered)


@pytest.mark.parametrize(
    "question",
    [
        "hộ nghèo được hỗ trợ tiền điện bao nhiêu",
        "Hộ nghèo ở Tuần Giáo được hỗ trợ tiền điện bao nhiêu mỗi tháng?",
        "Số điện thoại của Phòng Nội vụ huyện Lệ Thủy là gì?",
        "Thủ tục xin công nhận hộ nghèo ở Lệ Thủy làm thế nào?",
        "Hiện nay huyện Tuần Giáo có bao nhiêu hộ nghèo?",
        "Giá đất ở huyện Lệ Thủy bao nhiêu một mét vuông?",
    ],
)
def test_what_no_plan_says_is_refused_however_it_is_typed(assistant, question):
    for typed in (question, fold(question)):
        assert assistant.ask(typed).outcome in {Outcome.NOT_STATED, Outcome.NOT_IN_CORPUS}


def test_the_matter_is_what_is_left_of_a_question(assistant):
    holding = assistant.corpus.holdings["tuyen-quang-112-kh-ubnd"]
    words = matter_of(understand("Hộ nghèo được bảo hiểm y tế không?"), holding, assistant.corpus)
    assert {"bảo hiểm", "y tế"} <= {word.written for word in words}
    assert not {"hộ", "nghèo", "được", "không"} & {word.written for word in words}


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("được thưởng bao nhiêu?", {"money"}),
        ("kinh phí lấy từ đâu?", {"source"}),
        ("nộp mấy bộ hồ sơ?", {"count"}),
        ("hạn nộp là ngày nào?", {"day", "when"}),
        ("han nop ho so khen thuong la ngay may", {"day", "when"}),
        ("tiền làm ra phải hơn năm ngoái bao nhiêu?", set()),
        ("giảm nghèo thế nào?", set()),
    ],
)
def test_types_of_answer_awaited(question, names):
    assert {kind.name for kind in awaited(understand(question))} == names


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Họp chi hội bên Phú Yên phải bao nhiêu người giơ tay thì nhà nghèo như tôi mới được xét?", "hai phần ba"),
        ("Hội cấp huyện ở Phú Yên bao lâu đi kiểm tra một lần?", "mỗi quý"),
        ("Mượn heo giống của chi hội Phú Yên thì bao giờ trả?", "sau ba lứa"),
        ("Hội cấp huyện ở Phú Yên mỗi năm phải giảm mấy điểm phần trăm mới được xét khen?", "1,5 điểm phần trăm"),
        ("Phụ nữ Phú Yên được khen thì thưởng bao nhiêu tiền?", "40-QĐ/BTV"),
        ("Huyện Đồng Xuân bên hội phụ nữ Phú Yên muốn được khen thì mỗi năm giảm mấy điểm phần trăm?", "4,0 điểm"),
    ],
)
def test_an_answer_of_another_form_is_one_of_its_type(union, question, says):
    for typed in (question, fold(question)):
        assert says in plain_text(union.ask(typed)), typed


@pytest.mark.parametrize(
    "question",
    [
        "Em ở một phòng của huyện Tuần Giáo, giúp mấy xã. Các xã đó phải giảm nghèo cỡ nào thì phòng em mới đạt?",
        "Cơ quan tôi được giao đỡ đầu mấy xã ở Tuần Giáo, xã đó phải bớt nghèo bao nhiêu thì cơ quan mới được khen?",
    ],
)
def test_who_helps_is_judged_by_whom_it_helps(assistant, question):
    for typed in (question, fold(question)):
        says = plain_text(assistant.ask(typed))
        assert "4%/năm" in says, typed
        assert "5% trở lên" not in says, typed
