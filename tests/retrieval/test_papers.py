"""Questions about a plan as a paper: its years, the documents it names, what is left to them, what they say."""

import pytest

from documents.syllables import fold
from retrieval.answer import Outcome
from retrieval.saying.rendering import plain_text
from retrieval.understanding.papers import (
    asks_content,
    asks_followed,
    asks_form,
    asks_own_day,
    asks_papers,
    asks_period,
)

UNION = """LIÊN ĐOÀN LAO ĐỘNG TỈNH BÌNH ĐỊNH
Số: 21/KH-LĐLĐ
Bình Định, ngày 10 tháng 5 năm 2022
KẾ HOẠCH
Tổ chức phong trào thi đua “Công nhân Bình Định vì người nghèo” giai đoạn 2022 - 2025

Thực hiện Kế hoạch số 60/KH-UBND ngày 18/02/2022 của Ủy ban nhân dân tỉnh Bình Định về phong trào thi đua và Nghị \
quyết số 09-NQ/TU ngày 20/01/2022 của Tỉnh ủy về giảm nghèo, Liên đoàn Lao động tỉnh Bình Định ban hành Kế hoạch:

I. MỤC TIÊU
1. Phong trào kéo dài bốn năm, từ ngày 01/6/2022 đến hết ngày 31/12/2025.
2. Mỗi năm giúp ít nhất 40 hộ đoàn viên nghèo thoát nghèo.
II. KHEN THƯỞNG
1. Mỗi năm tặng Bằng khen cho không quá 08 tập thể và 15 cá nhân.
2. Mức tiền thưởng theo Quy chế ban hành kèm Quyết định số 33/QĐ-LĐLĐ ngày 09/11/2021 của Liên đoàn Lao động tỉnh.
3. Thành phần hồ sơ và biểu mẫu theo Hướng dẫn số 12/HD-LĐLĐ ngày 02/12/2021.
III. TỔ CHỨC THỰC HIỆN
1. Công đoàn cơ sở báo cáo trước ngày 15/11 hằng năm.
2. Kế hoạch này thay Kế hoạch số 19/KH-LĐLĐ ngày 06/5/2019.
"""


@pytest.fixture(scope="module")
def asked(over, tmp_path_factory):
    """The answer to a question, over the shipped plans and one more."""
    file = tmp_path_factory.mktemp("plan") / "lien-doan-lao-dong-binh-dinh.txt"
    file.write_text(UNION.replace("\\\n", ""), encoding="utf-8")
    assistant = over([file])
    assistant.suggests = False
    return assistant.ask


PERIOD = [
    ("Kế hoạch Lạng Sơn làm cho những năm nào, sang 2026 còn căn cứ vào được không?", "2016-2020"),
    ("Kế hoạch 112 của Tuyên Quang xài tới năm nào?", "2016-2020"),
    ("Kế hoạch Lệ Thủy bao giờ thì hết?", "2017-2020"),
    ("Kế hoạch Tuần Giáo hết thời hạn chưa?", "2016-2020"),
    ("Phong trào ở Lạng Sơn kéo dài mấy năm?", "2016-2020"),
    ("Năm 2019 kế hoạch Lệ Thủy có áp dụng không?", "năm 2019 nằm trong"),
    ("Giờ là 2027, lấy kế hoạch Sở Xây dựng ra làm theo được nữa không?", "năm 2027 nằm ngoài"),
    ("Kế hoạch của Bình Định chạy từ ngày nào đến ngày nào, thay cho kế hoạch nào?", "31/12/2025"),
    ("Kế hoạch của Bình Định chạy từ ngày nào đến ngày nào, thay cho kế hoạch nào?", "19/KH-LĐLĐ"),
]


@pytest.mark.parametrize("strip", [str, fold], ids=["accents", "bare"])
@pytest.mark.parametrize(("question", "says"), PERIOD)
def test_the_years_of_a_plan_are_told_however_they_are_asked_for(asked, question, says, strip):
    answer = asked(strip(question))
    assert answer.outcome is Outcome.ANSWER
    assert says in plain_text(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Đến hết năm nào các huyện ở Tuyên Quang không còn hộ người có công là hộ nghèo?",
        "Kế hoạch Tuyên Quang là văn bản số 5705 năm 2017 đúng không?",
        "Theo kế hoạch, tổng kết vào năm nào?",
        "Kế hoạch giao giảm nghèo trong mấy năm?",
    ],
)
def test_a_time_that_a_plan_sets_is_not_its_period(question):
    assert not asks_period(fold(question))


LISTED = [
    ("Kể ra những văn bản mà kế hoạch Tuyên Quang dựa vào.", {"1258/QĐ-TTg", "46-NQ/TU", "66/KH-UBND"}),
    ("Kế hoạch Tuyên Quang nhắc đến bao nhiêu văn bản, kể tên giúp?", {"1258/QĐ-TTg", "46-NQ/TU", "66/KH-UBND"}),
    ("Cho xin số hiệu các văn bản mà kế hoạch Lạng Sơn dẫn", {"1258/QĐ-TTg", "22-NQ/TU", "203/HD-HĐTĐKT"}),
    ("Danh sách văn bản được nhắc trong kế hoạch Lệ Thủy", {"2226/KH-UBND", "3630/QĐ-UBND"}),
    ("Liệt kê các văn bản làm căn cứ của kế hoạch Bình Định", {"60/KH-UBND", "09-NQ/TU"}),
    ("Lạng Sơn xét Bằng khen của Chủ tịch tỉnh thì xem hướng dẫn số mấy?", {"203/HD-HĐTĐKT"}),
    ("Biểu mẫu và thành phần hồ sơ ở Bình Định lấy theo văn bản nào?", {"12/HD-LĐLĐ"}),
    ("Mức tiền thưởng ở Bình Định theo quyết định nào?", {"33/QĐ-LĐLĐ"}),
]


@pytest.mark.parametrize("strip", [str, fold], ids=["accents", "bare"])
@pytest.mark.parametrize(("question", "numbers"), LISTED)
def test_documents_asked_for_are_all_named(asked, question, numbers, strip):
    answer = asked(strip(question))
    assert answer.outcome is Outcome.ANSWER
    assert all(number in plain_text(answer) for number in numbers)


def test_a_list_of_what_a_dossier_holds_is_no_list_of_documents():
    assert not asks_papers(fold("Hồ sơ gồm những văn bản gì, có được nêu không?"))
    assert not asks_papers(fold("Kế hoạch giao những việc gì cho xã?"))


@pytest.mark.parametrize(
    "question",
    [
        "Được tặng Bằng khen ở Bình Định thì thưởng bao nhiêu tiền?",
        "Tiền thưởng ở Bình Định là mấy triệu?",
        "Theo Quyết định 3630, xã ở Lệ Thủy phải giảm mấy phần trăm hộ nghèo?",
    ],
)
@pytest.mark.parametrize("strip", [str, fold], ids=["accents", "bare"])
def test_what_is_only_left_to_a_document_is_delegated(asked, question, strip):
    assert asked(strip(question)).outcome is Outcome.DELEGATED


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết 46-NQ/TU của Tuyên Quang yêu cầu giảm nghèo mấy phần trăm mỗi năm?",
        "Quyết định 1258 của Thủ tướng giao gì cho tỉnh Lạng Sơn?",
        "Theo Kế hoạch 2894 của tỉnh Điện Biên thì Tuần Giáo phải giảm bao nhiêu phần trăm?",
        "Mục tiêu của Kế hoạch 66/KH-UBND tỉnh Tuyên Quang là bao nhiêu?",
        "Nghị quyết 09-NQ/TU của Bình Định gồm những nhiệm vụ gì?",
        "Nghị quyết 16-NQ/HU của Tuần Giáo còn hiệu lực không?",
    ],
)
@pytest.mark.parametrize("strip", [str, fold], ids=["accents", "bare"])
def test_what_a_document_that_is_only_named_says_is_not_held(asked, question, strip):
    assert asked(strip(question)).outcome is Outcome.NOT_IN_CORPUS


@pytest.mark.parametrize(
    "question",
    [
        "Tuyên Quang làm gì để thực hiện Nghị quyết 46-NQ/TU?",
        "Nghị quyết 46-NQ/TU nói về việc gì?",
        "Kế hoạch có căn cứ Nghị quyết 46-NQ/TU không?",
    ],
)
def test_what_a_plan_has_to_do_with_a_document_is_asked_of_the_plan(question):
    assert not asks_content(fold(question))


def test_a_form_is_no_document(asked):
    assert asks_form(fold("báo cáo theo mẫu số mấy"))
    assert asked("Xã báo cáo huyện Lệ Thủy theo mẫu số mấy?").outcome is Outcome.NOT_STATED


@pytest.mark.parametrize(
    ("text", "own", "followed"),
    [
        ("văn bản 112 của Tuyên Quang đề ngày tháng năm nào", True, False),
        ("ngày ký thật của kế hoạch là ngày nào", True, False),
        ("xét đề nghị tỉnh tặng Bằng khen theo văn bản số mấy", False, True),
        ("triển khai theo kế hoạch số mấy của tỉnh, ban hành ngày nào", False, True),
        ("báo cáo gửi trước ngày nào", False, False),
    ],
)
def test_a_plans_own_day_is_told_from_the_paper_it_follows(text, own, followed):
    assert (asks_own_day(fold(text)), asks_followed(fold(text))) == (own, followed)
