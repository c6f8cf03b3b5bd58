"""Figures of the asker's own held against criteria: all of a row, of one measure and way, and what is lacking."""

import pytest

from retrieval.understanding.question import understand
from retrieval.understanding.stated import find_stated

PLAN = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SƠN LA                 Độc lập - Tự do - Hạnh phúc
Số: 77/KH-UBND              Sơn La, ngày 14 tháng 3 năm 2022

KẾ HOẠCH
Tổ chức thực hiện phong trào thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau" giai đoạn 2022 - 2025

I. MỤC TIÊU
1. Xã khu vực III: tỷ lệ hộ nghèo giảm bình quân 5%/năm trở lên.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với huyện
Huyện nghèo: tỷ lệ hộ nghèo giảm bình quân từ 5,5%/năm trở lên, trong đó không có năm nào giảm dưới 4%.
2. Đối với xã
a) Xã khu vực III: giảm tỷ lệ hộ nghèo từ 6%/năm trở lên trong từng năm 2023, 2024, 2025.
b) Xã khu vực II: tỷ lệ hộ nghèo và hộ cận nghèo cuối kỳ dưới 9%, trong đó tỷ lệ hộ nghèo dưới 4%.
c) Xã khu vực I: tỷ lệ hộ nghèo giảm bình quân từ 2%/năm trở lên.
3. Đối với hộ gia đình
a) Hộ mới thoát nghèo: đã thoát nghèo từ 24 tháng trở lên và đạt danh hiệu Gia đình văn hóa.
b) Hộ được đề nghị khen phải được từ 80% số người dự họp thôn tán thành.
4. Đối với cán bộ
Cán bộ, công chức trực tiếp làm công tác giảm nghèo: có thời gian làm công tác giảm nghèo từ 03 năm trở lên.
III. SỐ LƯỢNG KHEN THƯỞNG
Hằng năm Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen cho tối đa 08 tập thể.
IV. TỔ CHỨC THỰC HIỆN
1. Sở Lao động - Thương binh và Xã hội theo dõi, tổng hợp kết quả.
"""


@pytest.fixture(scope="module")
def son_la(over, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "son-la.txt"
    path.write_text(PLAN, encoding="utf-8")
    return over([path])


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        (
            "Xã khu vực III ở Sơn La: năm 2023 giảm 8,1%, năm 2024 giảm 5,2%, năm 2025 giảm 7,4%, đủ tiêu chuẩn chưa?",
            "Chưa đủ",
            "5,2% năm 2024",
        ),
        (
            "Xã khu vực III ở Sơn La: năm 2023 giảm 8,1%, năm 2024 giảm 6%, năm 2025 giảm 7,4%, đủ tiêu chuẩn chưa?",
            "Đủ điều kiện",
            "6% năm 2024",
        ),
        (
            "xa khu vuc III o son la nam 2023 giam 8%, 2024 giam 5,9, 2025 giam 7,1 thi du tieu chuan chua",
            "Chưa đủ",
            "5,9% năm 2024",
        ),
        ("xa em khu vuc II o son la ngheo 3% can ngheo 5% dat tieu chi chua a", "Đủ điều kiện", "3 + 5 = 8%"),
        (
            "Xã khu vực I ở Sơn La năm 2023 giảm 1,5%, năm 2024 giảm 2,4%, năm 2025 giảm 2,7% thì đủ tiêu chuẩn chưa?",
            "Đủ điều kiện",
            "6,6 : 3 = 2,2%",
        ),
        (
            "Huyện nghèo ở Sơn La bình quân giảm 5,8%/năm nhưng năm 2023 chỉ giảm 3,6%, có đạt tiêu chuẩn không?",
            "Chưa đủ",
            "3,6% năm 2023",
        ),
        (
            "Xã em khu vực II ở Sơn La hộ nghèo 3,8%, cận nghèo 5,4%, cộng vào là 9,2%, có đạt tiêu chí không ạ?",
            "Chưa đủ",
            "9,2%",
        ),
        (
            "Xã em khu vực II ở Sơn La hộ nghèo 3,8%, cận nghèo 5,4%, có đạt tiêu chí không ạ?",
            "Chưa đủ",
            "3,8 + 5,4 = 9,2%",
        ),
        (
            "xa em khu vuc II o son la con 3,5% ho ngheo va 5% ho can ngheo, co dat tieu chi khong",
            "Đủ điều kiện",
            "8,5%",
        ),
        ("Nhà tôi ở Sơn La thoát nghèo được 1 năm rưỡi, đủ chưa?", "Chưa đủ", "1 năm rưỡi"),
        (
            "Nhà tôi ở Sơn La thoát nghèo 3 năm rồi nhưng chưa có danh hiệu Gia đình văn hóa, đủ chưa?",
            "Chưa đủ",
            "còn đòi hỏi “Gia đình văn hóa”",
        ),
        (
            "Xã khu vực III ở Sơn La giảm lần lượt 6,2 - 5,1 - 7,4, bình quân thì thừa, vậy đủ tiêu chuẩn chưa?",
            "Chưa đủ",
            "5,1%",
        ),
        (
            "Nhà tôi ở Sơn La được xã công nhận ra khỏi hộ nghèo mới một năm rưỡi. Đã đủ thời gian chưa hay phải đợi?",
            "Chưa đủ",
            "24 tháng",
        ),
        ("Nghe nói Sơn La mỗi năm tặng bằng khen tới 10 tập thể, đúng không?", "Không đúng", "tối đa 08 tập thể"),
        (
            "Xã khu vực III ở Sơn La chỉ cần giảm 5%/năm là vừa đạt mục tiêu vừa đủ tiêu chuẩn khen, đúng không?",
            "Đạt mục tiêu này",
            "Chưa đủ: kế hoạch của tỉnh Sơn La đòi hỏi",
        ),
    ],
)
def test_the_verdict_is_of_the_figure_that_decides(son_la, question, begins, says):
    short = son_la.ask(question).short.text
    assert short.startswith(begins)
    assert says in short


@pytest.mark.parametrize(
    "question",
    [
        "Nhà tôi ở Sơn La thoát nghèo 3 năm rồi nhưng nay lại bị xếp hộ cận nghèo, đủ chưa?",
        "Xã khu vực I ở Sơn La giảm bình quân 2,5%/năm nhưng nhiều hộ tái nghèo, đủ tiêu chuẩn chưa?",
        "Xã khu vực III ở Sơn La giảm 8%, 7,5% rồi 5,9 nữa, đủ tiêu chuẩn chưa?",
    ],
)
def test_no_yes_is_said_where_something_told_is_not_understood(son_la, question):
    assert not son_la.ask(question).short.text.startswith("Đủ")


def test_a_vote_is_worked_out(son_la):
    short = son_la.ask("Thôn em ở Sơn La họp xét khen hộ, 50 người dự mà 38 người tán thành, đủ chưa?").short.text
    assert "38 × 100 : 50 = 76%, chưa đạt mức 80%" in short


def test_an_open_figure_is_not_judged(son_la):
    short = son_la.ask(
        "Cán bộ giảm nghèo ở Sơn La làm công tác giảm nghèo hơn 2 năm thì đủ tiêu chuẩn chưa?"
    ).short.text
    assert short.startswith("Chưa đủ")
    short = son_la.ask("Nhà tôi ở Sơn La thoát nghèo được hơn một năm, đủ chưa?").short.text
    assert short.startswith("Chưa đủ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "công nhận thoát nghèo tháng 3/2023, họp bình xét tháng 10/2024 thì đủ chưa",
            ["từ tháng 3/2023 đến tháng 10/2024"],
        ),
        ("thoát nghèo 2 năm rưỡi, đủ chưa", ["2 năm rưỡi"]),
        ("năm ngoái nghỉ sinh 6 tháng", []),
    ],
)
def test_times_that_are_told(text, told):
    assert [one.words for one in find_stated(understand(text))] == told
