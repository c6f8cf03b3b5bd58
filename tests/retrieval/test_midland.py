"""An invented plan with towns, rates at the start of a period, terms of one kind of household and reports by limbs."""

import pytest

from retrieval.answer import Outcome
from retrieval.saying.rendering import plain_text

MIDLAND = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI NGÂN
Số: 91/KH-UBND Suối Ngân, ngày 12 tháng 10 năm 2022

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. MỤC TIÊU
Phấn đấu giảm tỷ lệ hộ nghèo toàn huyện bình quân 1,7%/năm.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với cơ quan, đơn vị của huyện
- Xã được phân công giúp đỡ giảm tỷ lệ hộ nghèo bình quân từ 2,3%/năm trở lên.
2. Đối với xã, thị trấn
a) Giảm tỷ lệ hộ nghèo, cụ thể:
+ Xã khu vực III giảm tỷ lệ hộ nghèo từ 5,2%/năm trở lên trong 03 năm liên tục;
+ Xã biên giới đặc biệt khó khăn giảm tỷ lệ hộ nghèo từ 4,6%/năm trở lên;
+ Xã biên giới không thuộc diện đặc biệt khó khăn giảm tỷ lệ hộ nghèo từ 3,4%/năm trở lên;
+ Thị trấn giảm tỷ lệ hộ nghèo bình quân từ 0,9%/năm trở lên.
b) Đến hết năm 2023 không còn hộ nghèo là gia đình người có công với cách mạng.
3. Đối với thôn
3.1. Thôn đặc biệt khó khăn
- Giảm tỷ lệ hộ nghèo từ 6,8%/năm trở lên.
3.2. Thôn có tỷ lệ hộ nghèo cuối năm 2021 từ 20% đến 50%
- Giảm tỷ lệ hộ nghèo từ 3,7%/năm trở lên.
3.3. Tiêu chuẩn chung cho các thôn
- Đạt danh hiệu “Thôn văn hóa” từ 02 năm trở lên.
4. Đối với hộ gia đình
a) Hộ mới thoát nghèo
- Đã thoát nghèo từ 04 năm trở lên.
- Đạt danh hiệu “Gia đình văn hóa”.
b) Hộ nghèo, hộ cận nghèo
- Có đơn đăng ký thoát nghèo gửi Ủy ban nhân dân xã.
- Sử dụng vốn vay đúng mục đích, trả nợ đúng hạn.
5. Đối với doanh nghiệp
- Hoàn thành các nghĩa vụ đối với Nhà nước; nhận ít nhất 11 lao động thuộc hộ nghèo.
III. KHEN THƯỞNG
1. Khen thưởng tổng kết: thực hiện theo hướng dẫn của Ủy ban nhân dân tỉnh.
2. Hồ sơ đề nghị khen nộp cho công chức Văn phòng - Thống kê xã trước ngày 15/10 hằng năm. Hồ sơ trình huyện gồm 03 bộ,
gửi Phòng Nội vụ huyện trước ngày 08/11 hằng năm.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ tiếp nhận hồ sơ khen thưởng.
2. Phòng Lao động - Thương binh và Xã hội thẩm định kết quả giảm nghèo; hằng năm tổ chức sơ kết phong trào.
3. Ủy ban nhân dân các xã gửi báo cáo năm về Ủy ban nhân dân huyện; tham mưu sơ kết vào tháng 12 năm 2023.
"""
YOUTH = """BCH ĐOÀN TỈNH LONG AN ĐOÀN TNCS HỒ CHÍ MINH
***
Số: 216-KH/TĐTN Long An, ngày 19 tháng 9 năm 2022

KẾ HOẠCH
Triển khai phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. MỤC TIÊU
Mỗi cơ sở Đoàn giúp ít nhất 02 hộ thanh niên nghèo/năm.
II. TIÊU CHUẨN KHEN THƯỞNG
Đoàn xã giúp ít nhất 03 hộ thanh niên thoát nghèo/năm.
"""
VETERANS = """HỘI CỰU CHIẾN BINH
TỈNH THÁI BÌNH
Số: 86/KH-CCB Thái Bình, ngày 17 tháng 10 năm 2022

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. MỤC TIÊU
1. Phấn đấu đến cuối năm 2025 tỷ lệ hộ hội viên CCB nghèo toàn tỉnh còn dưới 0,7%.
2. Đến hết năm 2024 không còn hộ hội viên ở nhà tạm, nhà dột nát.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với cơ sở hội
a) Xã có từ 30% đồng bào dân tộc thiểu số trở lên: giảm tỷ lệ hộ hội viên nghèo bình quân từ 1,4%/năm trở lên.
b) Xã còn lại: giảm tỷ lệ hộ hội viên nghèo từ 0,6%/năm trở lên.
c) Đến hết năm 2023 không còn hộ hội viên ở nhà tạm, nhà dột nát.
2. Đối với hội viên
a) Hội viên sản xuất giỏi
Giúp đỡ ít nhất 02 hộ hội viên nghèo về vốn.
b) Hộ hội viên nghèo
Tự nguyện đăng ký thoát nghèo với chi hội.
III. TỔ CHỨC THỰC HIỆN
1. Cơ quan Tỉnh hội tổng hợp; báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12 hằng năm.
2. Hội cựu chiến binh các huyện ban hành kế hoạch trước ngày 15/11/2022; báo cáo kết quả về Tỉnh hội trước ngày 05/6 và
trước ngày 08/11 hằng năm.
"""
CITY = """ỦY BAN NHÂN DÂN
TỈNH THỪA THIÊN HUẾ
Số: 287/KH-UBND Thừa Thiên Huế, ngày 02 tháng 8 năm 2022

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. MỤC TIÊU
Phấn đấu giảm tỷ lệ hộ nghèo toàn tỉnh bình quân 0,8%/năm.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với xã, phường, thị trấn
Xã, phường, thị trấn giảm tỷ lệ hộ nghèo bình quân từ 1,2%/năm trở lên.
"""


@pytest.fixture(scope="module")
def midland(over_texts):
    return over_texts(MIDLAND, YOUTH, VETERANS, CITY)


def asked(assistant, question, before=""):
    return assistant.ask(question, [{"role": "user", "text": before}] if before else [])


@pytest.mark.parametrize(
    ("before", "question", "said", "unsaid"),
    [
        # a town is not the communes beside it
        ("", "Thị trấn ở Suối Ngân phải giảm bao nhiêu % mới được khen?", "0,9%", "5,2%"),
        ("Xã khu vực III ở Suối Ngân phải giảm bao nhiêu % mới được khen?", "Thế còn thị trấn?", "0,9%", "5,2%"),
        # of one sort, those that are of another as well, and those that are not
        ("", "Xã biên giới đặc biệt khó khăn ở Suối Ngân phải giảm mấy % mới được khen?", "4,6%", "3,4%"),
        # the rate that a unit began with says which line is its own
        ("", "thôn mình ở Suối Ngân cuối năm 2021 có 35% hộ nghèo, giảm bn % thì dc khen ạ", "3,7%", "6,8%"),
        # what an office is judged by is no criterion of the communes that it helps, and the other way round
        (
            "",
            "Theo kế hoạch Suối Ngân thị trấn chỉ cần giảm 2,3%/năm là được khen đúng không?",
            "0,9%",
            "2,3%/năm trở lên",
        ),
        (
            "Xã khu vực III ở Suối Ngân phải giảm bao nhiêu?",
            "Thế cơ quan huyện được giao giúp xã thì xã đó phải giảm mấy phần trăm?",
            "2,3%",
            "5,2%",
        ),
        # papers by who gives the award
        ("", "Ở Suối Ngân hồ sơ đề nghị xã khen nộp cho ai, hạn ngày nào?", "15/10", "08/11"),
        # who does the very thing that is asked
        ("", "Hồ sơ khen thưởng ở Suối Ngân thì nơi nào nhận?", "Phòng Nội vụ", "15/10"),
        # when a review is held, though no day is set
        ("", "Khi nào Suối Ngân sơ kết phong trào?", "hằng năm", "08/11"),
        # taxes owed are duties to the state
        ("", "Doanh nghiệp ở Suối Ngân còn nợ thuế thì có vướng tiêu chuẩn khen không?", "nghĩa vụ", "Hộ nghèo"),
        # unions by the letterhead of their committee; a province by the name it has today
        ("", "Đoàn xã ở Long An phải giúp mấy hộ thanh niên mới được khen?", "03 hộ", "02 hộ"),
        ("", "Hội CCB Thái Bình phấn đấu cuối năm 2025 tỷ lệ hộ hội viên nghèo còn bao nhiêu?", "0,7%", "1,4%"),
        ("", "ho hoi vien ccb con ngheo o thai binh muon duoc khen can dieu kien gi", "đăng ký thoát nghèo", "02 hộ"),
        # a sort by the share of minorities is no plain commune
        ("", "Hội CCB ở Thái Bình, xã có 30% đồng bào dân tộc trở lên phải giảm mấy % mới được khen?", "1,4%", "0,6%"),
        # two days a year are for the half and for the whole of it
        (
            "Hội CCB huyện ở Thái Bình báo cáo năm trước ngày nào?",
            "Thế báo cáo 6 tháng thì trước ngày nào?",
            "05/6",
            "20/12",
        ),
        # a household whose kind was told before
        (
            "Em ở Suối Ngân, nhà em mới thoát nghèo.",
            "nhà em phải thoát nghèo mấy năm thì được khen",
            "04 năm",
            "02 năm",
        ),
        ("", "phường ở Huế phải giảm mấy % mới được khen", "1,2%", "0,8%"),
    ],
)
def test_what_is_asked_is_told_and_what_is_beside_it_is_not(midland, before, question, said, unsaid):
    answer = asked(midland, question, before)
    assert answer.outcome is Outcome.ANSWER
    assert said in plain_text(answer)
    assert unsaid not in answer.short.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hộ nghèo ở Suối Ngân phải thoát nghèo 4 năm mới được khen đúng không?", "hộ mới thoát nghèo"),
        ("Hộ nghèo ở Tuyên Quang phải thoát nghèo 3 năm mới được khen đúng không?", "hộ mới thoát nghèo"),
        ("Hộ cận nghèo ở Suối Ngân có phải đạt Gia đình văn hóa mới được khen không?", "hộ mới thoát nghèo"),
    ],
)
def test_what_is_asked_of_others_is_said_to_be_theirs(midland, question, said):
    answer = asked(midland, question)
    assert answer.outcome is Outcome.ANSWER
    assert "không có yêu cầu này" in answer.short.text
    assert said in answer.short.text
    assert any("đăng ký thoát nghèo" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Xã và thị trấn ở Suối Ngân mức giảm khác nhau thế nào?", ("5,2%", "0,9%")),
        ("Suối Ngân phân biệt xã khu vực III với thị trấn ra sao khi xét tỷ lệ giảm?", ("5,2%", "0,9%")),
        ("Liệt kê mức giảm của từng loại xã biên giới ở Suối Ngân", ("4,6%", "3,4%")),
        ("Thôn đặc biệt khó khăn ở Suối Ngân cần những tiêu chuẩn gì?", ("6,8%", "Thôn văn hóa")),
        (
            "Hạn không còn nhà tạm trong mục tiêu và trong tiêu chuẩn cơ sở hội của Hội CCB Thái Bình khác nhau sao?",
            ("2024", "2023"),
        ),
        ("Xã ở Suối Ngân sao chỗ ghi 1,7 chỗ ghi 5,2, cái nào để xét khen?", ("5,2%",)),
    ],
)
def test_each_of_those_named_is_told(midland, question, said):
    answer = asked(midland, question)
    assert answer.outcome is Outcome.ANSWER
    assert all(figure in plain_text(answer) for figure in said)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        # rates are no number of households
        ("", "Suối Ngân đầu năm 2022 có bao nhiêu hộ nghèo?"),
        # the day of a review in another limb is none of the report
        ("", "Báo cáo năm của xã ở Suối Ngân gửi huyện thì hạn ngày nào?"),
        # years of another title than the one asked about
        ("", "Hộ mới thoát nghèo ở Suối Ngân phải đạt Gia đình văn hóa mấy năm liên tục?"),
        # names of communes where none is named
        ("", "Suối Ngân có những xã biên giới là những xã nào?"),
    ],
)
def test_what_the_plan_does_not_say_is_not_made_of_what_it_does(midland, before, question):
    assert asked(midland, question, before).outcome is Outcome.NOT_STATED


def test_an_award_left_to_others_is_left_by_each_way_of_asking(midland):
    answer = asked(midland, "khen tổng kết thì mỗi xã được mấy suất ạ", "Em làm ở một xã của huyện Suối Ngân.")
    assert answer.outcome is Outcome.DELEGATED
