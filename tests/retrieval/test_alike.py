"""Questions over ten plans made like the shipped ones, three of them scans read by an OCR without Vietnamese."""

from pathlib import Path

import pytest

import evaluation
from retrieval.answer import Outcome
from retrieval.saying.rendering import plain_text

ALIKE = Path(evaluation.__file__).parent / "plans.alike"


@pytest.fixture(scope="module")
def alike(over):
    return over(sorted(ALIKE.glob("*.txt")))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Phòng nào thẩm định hồ sơ khen thưởng của huyện Bá Thước?", "Phòng Nội vụ huyện"),
        ("Gia đình khá giả ở Bá Thước giúp mấy hộ nghèo thì được xét khen?", "02 hộ nghèo"),
        ("Xã tôi ở Bình Định, không thuộc diện xã nghèo, thì mỗi năm phải giảm bao nhiêu % để được khen?", "3%/năm"),
        ("Ai xác nhận cho hộ đã thoát nghèo ở Nam Giang khi xét khen?", "già làng"),
        ("e ở hội pn xã bên quảng trị, bc 6 tháng gửi lên huyện hạn ngày mấy v ạ", "07 ngày"),
        ("Báo cáo năm của xã và của các phòng, ban ở Vĩnh Linh khác nhau thế nào về ngày nộp, nơi nhận?", "20/11"),
        ("Báo cáo năm của xã và của các phòng, ban ở Vĩnh Linh khác nhau thế nào về ngày nộp, nơi nhận?", "12/11"),
        # read in scans
        ("Ở Pác Nặm hồ sơ khen thưởng vs báo cáo năm nộp có cùng ngày, cùng phòng ko?", "25/11"),
        ("thon toi o pac nam thi ti le ho ngheo phai giam bao nhieu moi duoc khen", "8%/năm"),
        ("Xã ở Kon Tum phải giảm tỷ lệ hộ nghèo bình quân bao nhiêu một năm thì đạt tiêu chuẩn?", "6,5%/năm"),
        ("Doanh nghiệp ở Kon Tum ủng hộ bao nhiêu tiền thì đạt tiêu chuẩn?", "200 triệu đồng"),
        ("Hồ sơ đề nghị khen thưởng ở Kon Tum làm mấy bộ?", "03 bộ"),
    ],
)
def test_what_is_asked_is_told(alike, question, said):
    answer = alike.ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert said in plain_text(answer)


@pytest.mark.parametrize(
    ("before", "question", "handed"),
    [
        ("Em làm ở một xã của tỉnh Bình Định.", "v xã e gửi bc lên huyện ngày mấy ạ", "cấp huyện quy định"),
        ("Sơ kết năm 2018 ở Phù Yên huyện tặng mấy giấy khen?", "the tong ket thi duoc may giay khen", "tỉnh Sơn La"),
        ("Em là công chức ở xã Cốc Pàng, huyện Bảo Lạc.", "v xã e giảm mấy % thì dc huyện khen ạ", "236/KH-UBND"),
    ],
)
def test_what_is_left_to_others_is_no_silence(alike, before, question, handed):
    answer = alike.ask(question, [{"role": "user", "text": before}])
    assert answer.outcome is Outcome.DELEGATED
    assert handed in plain_text(answer)


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        ("thi tran thanh my nam giang den 2025 ti le ho ngheo con duoi bao nhieu thi dat", "dưới 9%", "dưới 28%"),
        ("Hộ mới thoát nghèo ở Vĩnh Linh cần điều kiện gì để được khen?", "12 tháng", "97%"),
    ],
)
def test_what_is_set_for_others_is_left_out(alike, question, said, other):
    text = plain_text(alike.ask(question))
    assert said in text
    assert other not in text


def test_a_target_that_is_lower_than_the_criterion_is_denied(alike):
    answer = alike.ask(
        "Theo kế hoạch Bá Thước, xã đặc biệt khó khăn chỉ cần giảm bình quân 5%/năm là được khen đúng không?"
    )
    assert answer.short.text.startswith("Không đúng")
    assert "6%/năm" in answer.short.text


def test_what_a_paper_that_is_not_held_says_is_not_known(alike):
    answer = alike.ask("Hướng dẫn 203/HD-HĐTĐKT của Lạng Sơn quy định xã phải giảm hộ nghèo bao nhiêu?")
    assert answer.outcome is Outcome.NOT_IN_CORPUS
    assert "203" in answer.short.text


def test_the_paper_just_named_is_told_with_its_day(alike):
    before = "Huyện ở Lạng Sơn đề nghị Bằng khen của Chủ tịch tỉnh thì theo hướng dẫn số mấy?"
    answer = alike.ask("Hướng dẫn đó ban hành ngày nào?", [{"role": "user", "text": before}])
    assert "16/11/2013" in answer.short.text
