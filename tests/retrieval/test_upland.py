"""An invented plan whose clauses are easily taken for each other's: zones, occasions, lead-ins and lists of others."""

import pytest

from retrieval.answer import Outcome
from retrieval.saying.rendering import plain_text

UPLAND = """ỦY BAN NHÂN DÂN
TỈNH HÀ SƠN
Số: 91/KH-UBND

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. MỤC TIÊU ĐẾN NĂM 2025
Tỷ lệ hộ nghèo của các huyện khác (Mường Tè, Nậm Nhùn, Sìn Hồ) giảm bình quân 3,5%/năm.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với huyện nghèo
Tỷ lệ hộ nghèo giảm trong 04 năm liên tục, cụ thể:
a) Năm 2022 giảm từ 6,1% trở lên.
b) Các năm sau giảm từ 5,2%/năm trở lên.
2. Đối với xã
Xã khu vực III giảm từ 4,7%/năm trở lên; cuối năm 2025 tỷ lệ hộ nghèo còn dưới 28%.
Xã khu vực II giảm từ 3,3%/năm trở lên; cuối năm 2025 tỷ lệ hộ nghèo còn dưới 19%.
Tổng tỷ lệ hộ nghèo và hộ cận nghèo của các xã còn dưới 35%.
3. Đối với xã được Sở Nội vụ phân công giúp đỡ
Tỷ lệ hộ nghèo giảm từ 5,9%/năm trở lên.
III. KHEN THƯỞNG VÀ HỒ SƠ
1. Hình thức khen thưởng
a) Khen thưởng hằng năm
- Tập thể: không quá 12 xã.
- Cá nhân: không quá 15 hộ.
b) Khen thưởng tổng kết (quý III năm 2025)
- Tập thể: không quá 21 xã.
- Cá nhân: không quá 33 hộ.
2. Hồ sơ khen thưởng hằng năm gửi Sở Nội vụ trước ngày 10/12. Hồ sơ gửi chậm không được xem xét.
3. Ban nhân dân các thôn báo cáo Ủy ban nhân dân xã trước ngày 28/10.
4. Ủy ban nhân dân xã báo cáo huyện trước ngày 08/11.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng Ủy ban
Bố trí kinh phí tổ chức phong trào trong dự toán chi thường xuyên hằng năm.
"""


@pytest.fixture(scope="module")
def upland(over_texts):
    return over_texts(UPLAND)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # a sort named at the head of a sentence holds for all of it
        ("Xã khu vực II ở Hà Sơn cuối năm 2025 tỷ lệ hộ nghèo phải còn dưới bao nhiêu?", "dưới 19%", "28%"),
        ("Xã khu vực III ở Hà Sơn cuối năm 2025 tỷ lệ hộ nghèo phải còn dưới bao nhiêu?", "dưới 28%", "19%"),
        # the awards of the occasion named, though only a heading names it
        ("Tổng kết ở Hà Sơn được khen không quá bao nhiêu xã?", "21 xã", "12 xã"),
        # for how long, from the lead-in over the points
        ("Huyện nghèo ở Hà Sơn năm 2022 phải giảm bao nhiêu phần trăm để được khen?", "04 năm liên tục", "4,7%"),
        # what comes of it, not by when
        ("Gửi hồ sơ khen trễ hạn ở Hà Sơn thì xử lý thế nào?", "không được xem xét", "bình quân"),
        # the target, not what else is of its year
        ("Mục tiêu giảm nghèo của Hà Sơn đến năm 2025 là gì?", "3,5%/năm", "quý III"),
        # the hamlet's own people are no office
        ("Thôn ở Hà Sơn báo cáo cho xã trước ngày nào?", "28/10", "08/11"),
        # a criterion, though its heading says that others have charge of them
        ("Xã được Sở Nội vụ Hà Sơn phân công giúp đỡ phải giảm bao nhiêu để được khen?", "5,9%", "4,7%"),
        # where money comes from, not who does something
        ("Hà Sơn lấy kinh phí tổ chức phong trào ở đâu?", "dự toán chi thường xuyên", "3,5%"),
    ],
)
def test_what_is_asked_is_told_and_what_is_beside_it_is_not(upland, question, said, unsaid):
    answer = upland.ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert said in plain_text(answer)
    assert unsaid not in answer.short.text


def test_the_near_poor_alone_are_not_the_poor(upland):
    answer = upland.ask("Xã khu vực II ở Hà Sơn thì hộ cận nghèo phải còn dưới bao nhiêu phần trăm?")
    assert answer.outcome is Outcome.NOT_STATED


def test_the_years_of_a_level_are_no_day_to_report_by(upland):
    answer = upland.ask("Huyện nghèo ở Hà Sơn báo cáo khi nào?")
    assert "3,5%" not in plain_text(answer)
    assert "6,1%" not in plain_text(answer)


COAST = """ỦY BAN NHÂN DÂN
TỈNH NINH THUẬN
Số: 93/KH-UBND

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với huyện, thành phố
- Về giảm tỷ lệ hộ nghèo:
+ Huyện nghèo (huyện Bác Ái): giảm từ 6,4%/năm trở lên trong 4 năm liên tục.
+ Các huyện còn lại: giảm từ 2,7%/năm trở lên.
+ Thành phố Phan Rang - Tháp Chàm: tỷ lệ hộ nghèo dưới 1,1% vào cuối năm 2025.
2. Đối với cơ quan
- Xã được phân công giúp đỡ giảm tỷ lệ hộ nghèo từ 3,8%/năm trở lên.
3. Đối với xã
- Xã giảm tỷ lệ hộ nghèo từ 3,1%/năm trở lên.
- Xã biên giới giảm tỷ lệ hộ nghèo từ 5,6%/năm trở lên.
- Xã khu vực II giảm tỷ lệ hộ nghèo từ 4,2%/năm trở lên.
- Các xã còn lại giảm tỷ lệ hộ nghèo từ 2,3%/năm trở lên.
4. Đối với hộ gia đình
a) Hộ không thuộc diện hộ nghèo, hộ cận nghèo: giúp ít nhất 02 hộ nghèo.
b) Hộ nghèo, hộ cận nghèo: có đơn đăng ký thoát nghèo.
II. KHEN THƯỞNG
1. Hằng năm, Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen cho không quá 13 tập thể, 17 cá nhân và 29 hộ gia đình.
2. Mỗi huyện, thành phố đề nghị không quá 02 tập thể, 03 cá nhân và 04 hộ gia đình.
3. Mức tiền thưởng kèm theo Bằng khen thực hiện theo quy định của pháp luật.
"""


@pytest.fixture(scope="module")
def coast(over_texts):
    return over_texts(COAST)


@pytest.mark.parametrize(
    ("history", "question", "said", "unsaid"),
    [
        # the figure of the very place that is named, though it sets a level and not a fall
        (
            "",
            "Ở Ninh Thuận, thành phố Phan Rang - Tháp Chàm phải giảm hộ nghèo bao nhiêu để được khen?",
            "1,1%",
            "2,7%",
        ),
        ("Huyện nghèo ở Ninh Thuận phải giảm bao nhiêu để được khen?", "Còn Phan Rang - Tháp Chàm?", "1,1%", "6,4%"),
        # what an office is to reach in the place it helps is not the place's own
        ("", "Xã ở Ninh Thuận phải giảm hộ nghèo bao nhiêu để được khen?", "3,1%", "3,8%"),
        # the rest, where several sorts are said not to be meant
        (
            "",
            "Xã tôi ở Ninh Thuận không phải xã biên giới, cũng không thuộc khu vực II thì phải giảm bao nhiêu để được "
            "khen?",
            "2,3%",
            "5,6%",
        ),
        # all whom a clause is for by its opening
        ("", "Hộ cận nghèo ở Ninh Thuận cần điều kiện gì để được khen?", "đăng ký thoát nghèo", "02 hộ nghèo"),
        # the awards asked about before, of another group
        (
            "Ninh Thuận mỗi năm tặng Bằng khen tối đa cho bao nhiêu cá nhân?",
            "Thế hộ gia đình thì được mấy hộ?",
            "29 hộ",
            "04 hộ",
        ),
        # how the answer is to be written is no matter of a criterion
        ("", "Cho xin checklist các tiêu chí để xã ở Ninh Thuận được đề nghị khen, ghi cả số nhé.", "5,6%", "3,8%"),
        ("", "Cơ quan được giao giúp đỡ xã ở Ninh Thuận thì xã đó phải giảm bao nhiêu?", "3,8%", "2,7%"),
        ("", "Tiêu chuẩn của huyện Bác Ái và của các huyện còn lại ở Ninh Thuận khác nhau thế nào?", "6,4%", "3,8%"),
    ],
)
def test_a_place_within_the_plan_s_is_told_what_is_set_for_it(coast, history, question, said, unsaid):
    answer = coast.ask(question, [{"role": "user", "text": history}] if history else ())
    assert said in answer.short.text
    assert unsaid not in answer.short.text


def test_what_is_left_to_the_law_is_left_to_no_document_of_another_name(coast):
    answer = coast.ask("Bằng khen ở Ninh Thuận kèm bao nhiêu tiền thưởng?")
    assert answer.outcome is Outcome.DELEGATED
    assert "Mức tiền thưởng." not in answer.short.text


def test_a_figure_asked_what_it_is_for_is_told_where_it_stands_or_not_at_all(coast):
    assert "thành phố Phan Rang - Tháp Chàm" in coast.ask("Mức 1,1% áp dụng cho đối tượng nào?").short.text
    assert coast.ask("Mức 77% áp dụng cho đối tượng nào?").outcome is Outcome.NOT_IN_CORPUS
