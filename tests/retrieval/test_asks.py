"""What a question asks for: the plan's own number and day, or those of others; a report sent, or the plan."""

import pytest

from documents.syllables import fold
from retrieval.understanding.asks import Ask, Topic, asked_unit, find_asks, find_topics

ASKED = [
    ("Xin số kế hoạch của UBND huyện Lệ Thủy để em trích yếu", Ask.IDENTITY, Ask.FIGURE),
    ("Nghị quyết nào của Tỉnh ủy được nhắc trong kế hoạch, ra ngày nào?", Ask.DOCUMENT, Ask.IDENTITY),
    ("kéo tỷ lệ hộ nghèo từ bao nhiêu năm 2015 xuống còn bao nhiêu năm 2020", Ask.FIGURE, Ask.DURATION),
    ("Báo và đài mỗi tháng mấy tin bài?", Ask.FIGURE, Ask.DATE),
    ("gửi phòng nào, trước ngày bao nhiêu", Ask.DATE, Ask.FIGURE),
    ("Tổng kết thì ai được khen?", Ask.CONDITIONS, Ask.OFFICE),
    ("Kế hoạch này làm theo kế hoạch số mấy của tỉnh?", Ask.DOCUMENT, Ask.IDENTITY),
    ("Huyện làm kế hoạch này để thực hiện văn bản số mấy của UBND tỉnh?", Ask.DOCUMENT, Ask.IDENTITY),
    ("Chương trình giảm nghèo được ban hành bằng kế hoạch số bao nhiêu?", Ask.DOCUMENT, Ask.IDENTITY),
    ("Kể ra các văn bản mà kế hoạch dẫn chiếu", Ask.DOCUMENT, Ask.IDENTITY),
    ("Kế hoạch này số mấy?", Ask.IDENTITY, Ask.DATE),
    ("Kế hoạch này đề ngày nào?", Ask.IDENTITY, Ask.DATE),
    ("văn bản ký ngày mấy", Ask.IDENTITY, Ask.DATE),
    ("Kế hoạch ban hành hôm nào?", Ask.IDENTITY, Ask.DATE),
    ("Theo kế hoạch thì báo cáo gửi ngày nào?", Ask.DATE, Ask.IDENTITY),
    ("Theo kế hoạch, kinh phí do sở nào tham mưu?", Ask.OFFICE, Ask.IDENTITY),
    ("Theo kế hoạch thì em gửi báo cáo cho những nơi nào?", Ask.OFFICE, Ask.RECIPIENTS),
    ("Kế hoạch gửi cho những nơi nào?", Ask.RECIPIENTS, Ask.DATE),
    ("Nơi nhận hồ sơ là đâu?", Ask.OFFICE, Ask.RECIPIENTS),
    ("Nơi nhận gồm những ai?", Ask.RECIPIENTS, Ask.DATE),
    ("Tóm tắt Sở được giao những việc gì", Ask.TASKS, Ask.SUMMARY),
    ("Tóm tắt kế hoạch này", Ask.SUMMARY, Ask.TASKS),
    ("Năm 2026 còn lấy kế hoạch này làm căn cứ được không?", Ask.VALIDITY, Ask.DATE),
    ("Kế hoạch áp dụng những năm nào?", Ask.VALIDITY, Ask.IDENTITY),
]


@pytest.mark.parametrize(("question", "wanted", "other"), ASKED)
def test_a_question_asks_for_one_thing_and_not_the_other(question, wanted, other):
    asks = find_asks(fold(question))
    assert wanted in asks
    assert other not in asks


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("phải giúp mấy nhà", "hộ"),
        ("xây mới mấy nhà", "nhà"),
        ("tuyển mấy người", "lao động"),
        ("công ty phải tạo việc làm cho mấy người", "lao động"),
        ("khen mấy người", "cá nhân"),
        ("Giấy khen được thưởng kèm mấy đồng", "đồng"),
        ("dưới bao nhiêu điểm thì không được xét", "điểm"),
        ("mỗi năm phải giảm bao nhiêu điểm", "%"),
    ],
)
def test_units_are_told_from_the_words_around(question, unit):
    assert asked_unit(fold(question)) == unit


def test_what_a_plan_follows_is_its_basis_and_what_an_award_follows_is_not():
    assert Topic.BASIS in find_topics(fold("Kế hoạch này thực hiện theo văn bản nào của tỉnh?"))
    assert Topic.BASIS not in find_topics(fold("Tiền thưởng thực hiện theo văn bản nào?"))


def test_an_accountant_of_a_commune_names_no_whole() -> None:
    assert Topic.TARGET not in find_topics("em lam ke toan xa, xa em giam bao nhieu")
    assert Topic.TARGET in find_topics("toan xa giam bao nhieu")
