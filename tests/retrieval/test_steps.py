"""Procedures told in order, clauses that sentences point at, and what is left to others for an occasion."""

from pathlib import Path

import pytest

from documents.facts.subjects import UnitKind
from retrieval.answer import Outcome
from retrieval.finding.steps import asks_steps
from retrieval.saying.rendering import plain_text
from retrieval.understanding.everyday import find_units
from retrieval.understanding.question import understand

ASKED = (
    "Muốn được Hội Nông dân tỉnh Sóc Trăng khen hằng năm thì Hội Nông dân một xã khu vực III phải giúp bao nhiêu hộ "
    "thoát nghèo, tái nghèo được mức nào?"
)
RECENT = Path(__file__).parents[2] / "evaluation/plans.recent"


@pytest.fixture(scope="module")
def recent(over):
    return over(sorted(RECENT.glob("*.txt")))


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("trình tự xét khen từ lúc họp thôn tới lúc niêm yết", True),
        ("hồ sơ khen nộp rồi thì bước tiếp theo là gì", True),
        ("quy trình bình xét hộ được khen", True),
        ("từ lúc nộp hồ sơ bao lâu thì có kết quả", False),
        ("thủ tục vay vốn ngân hàng", False),
    ],
)
def test_steps_are_asked(text, steps):
    assert asks_steps(understand(text)) is steps


def test_the_steps_are_told_in_order_and_not_those_of_another_occasion(recent):
    answer = recent.ask("Soạn giúp các bước xét khen hằng năm ở xã Cư Pui, từ lúc họp thôn đến lúc Chủ tịch xã ký.")
    said = [statement.text for block in answer.blocks for statement in block.statements]
    days = [day for day in ("12/10", "20/10", "08/11") if any(day in text for text in said)]
    assert days == ["12/10", "20/10", "08/11"]
    assert not any("10/9/2025" in text for text in said)


def test_a_clause_that_a_criterion_points_at_is_told_with_it(recent):
    text = plain_text(recent.ask(ASKED))
    assert "12 hộ" in text


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("Khen thưởng tổng kết phong trào ở Tuần Giáo theo tiêu chuẩn và số lượng nào?", Outcome.DELEGATED),
        ("Khen thưởng hằng năm ở Tuần Giáo được bao nhiêu tập thể?", Outcome.ANSWER),
        ("Mỗi mô hình giảm nghèo theo kế hoạch Ninh Thuận được hỗ trợ bao nhiêu tiền?", Outcome.NOT_STATED),
        ("Cuối năm 2021 tỷ lệ hộ cận nghèo của Sơn Hòa là mấy phần trăm?", Outcome.NOT_STATED),
    ],
)
def test_what_another_paper_sets_or_none_is_not_told_from_beside_it(recent, question, outcome):
    assert recent.ask(question).outcome is outcome


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("Hộ nghèo ở Bác Ái muốn được khen phải đạt những gì?", "tự nguyện viết đơn", "ủng hộ từ 60 triệu"),
        ("Xưởng em ở Kon Tum nhận 15 người thuộc hộ nghèo vào làm, vậy được khen chưa?", "18 lao động", "Già làng"),
        ("xa ca lui huyen son hoa bao nhieu nha tam phai xoa, han chot bua nao", "66", "71"),
        ("Xã khu vực III của Kon Tum giảm hộ nghèo mức nào thì được xét khen?", "6,3%", "4,5%"),
    ],
)
def test_the_line_for_those_asked_about_is_told(recent, question, says, never):
    answer = recent.ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert says in plain_text(answer)
    assert never not in answer.short.text


def test_a_fall_is_not_held_against_a_level_nor_votes_against_members(recent):
    for question in (
        "Hội Nông dân một phường ở thành phố Sóc Trăng mỗi năm chỉ giảm 0,2% hộ nghèo, có bị loại không?",
        "Chi hội Phụ nữ ấp tôi ở Trà Vinh bỏ phiếu được 80% rồi, vậy là được công nhận đúng không?",
    ):
        assert not recent.ask(question).short.text.startswith(("Đủ điều kiện", "Chưa đủ"))


def test_those_who_do_business_are_known_by_what_they_call_themselves():
    assert [subject.kind for subject in find_units("xưởng em nhận người nghèo vào làm")] == [UnitKind.BUSINESS]
    assert find_units("kéo tỷ lệ xuống còn bao nhiêu") == ()
