"""An invented plan with levels among criteria, limits of units, awards of others and papers of several awards."""

import pytest

from documents.plan import Kind
from retrieval.answer import Outcome
from retrieval.finding.evidence import Shape
from retrieval.finding.words import find_likeliest
from retrieval.saying.rendering import plain_text
from retrieval.understanding.conversation import resolve

LOWLAND = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG LÂN
Số: 73/KH-UBND Sông Lân, ngày 17 tháng 8 năm 2022
SỞ Y TẾ TỈNH ĐẾN Số: 612 Ngày: 22/8/2022

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. MỤC TIÊU
Phấn đấu giảm tỷ lệ hộ nghèo toàn huyện bình quân 1,6%/năm; đến hết năm 2025 toàn huyện không còn hộ nghèo là gia đình
người có công với cách mạng.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với xã
a) Có kế hoạch giảm nghèo hằng năm.
b) Về kết quả giảm nghèo đến hết năm 2025:
+ Xã khu vực III: tổng tỷ lệ hộ nghèo và hộ cận nghèo còn dưới 19%, trong đó tỷ lệ hộ nghèo dưới 8%;
+ Xã không thuộc diện quy định tại các điểm trên đây: giảm tỷ lệ hộ nghèo từ 2,9%/năm trở lên.
c) Đến hết năm 2023 không còn hộ nghèo là gia đình người có công với cách mạng.
2. Đối với thôn
- Thôn có tỷ lệ hộ nghèo từ 45% trở lên: giảm tỷ lệ hộ nghèo từ 7,4%/năm trở lên.
- Thôn còn lại: giảm tỷ lệ hộ nghèo từ 5,1%/năm trở lên trong 03 năm liên tục.
- Có ít nhất 01 tổ, nhóm hộ nghèo, hộ cận nghèo giúp nhau làm ăn từ 02 năm trở lên.
3. Đối với hộ gia đình
a) Hộ mới thoát nghèo
- Đã thoát nghèo từ 02 năm trở lên, không tái nghèo.
- Đã giúp ít nhất 01 hộ nghèo về giống, vốn.
- Được hội nghị thôn bình xét với ít nhất 70% số hộ dự họp đồng ý.
b) Hộ nghèo, hộ cận nghèo
- Có đơn đăng ký thoát nghèo gửi Ủy ban nhân dân xã.
- Được hội nghị thôn bình xét với quá nửa số hộ dự họp đồng ý.
4. Đối với cán bộ làm công tác giảm nghèo
Nỗ lực tham gia công tác giảm nghèo, bám sát cơ sở, có sáng kiến.
5. Đối với doanh nghiệp
- Ủng hộ Quỹ “Vì người nghèo” từ 90 triệu đồng/năm trở lên; hoặc
- Tạo việc làm cho ít nhất 16 lao động thuộc hộ nghèo.
III. KHEN THƯỞNG
1. Hằng năm, Chủ tịch Ủy ban nhân dân huyện tặng Giấy khen cho không quá 06 thôn, 09 tập thể, 14 hộ gia đình.
2. Việc đề nghị Chủ tịch Ủy ban nhân dân tỉnh, Thủ tướng Chính phủ khen thưởng thực hiện theo tiêu chuẩn, số lượng quy
định tại Kế hoạch số 397/KH-UBND ngày 28/7/2022 của Ủy ban nhân dân tỉnh.
3. Hồ sơ
a) Số lượng 02 bộ, gửi Phòng Nội vụ huyện.
b) Hồ sơ đề nghị Giấy khen gửi trước ngày 10/11 hằng năm.
c) Hồ sơ đề nghị Bằng khen gửi trước ngày 05/9 hằng năm.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Tài chính bố trí kinh phí khen thưởng trong dự toán; không sử dụng Quỹ “Vì người nghèo” để chi tiền thưởng.
2. Tổ chức tổng kết phong trào gắn với tổng kết chương trình giảm nghèo.
"""


@pytest.fixture(scope="module")
def lowland(over_texts):
    return over_texts(LOWLAND)


def asked(assistant, question, before=""):
    return assistant.ask(question, [{"role": "user", "text": before}] if before else [])


@pytest.mark.parametrize(
    ("before", "question", "said", "unsaid"),
    [
        # a level under a heading of criteria is a criterion, whatever its own heading says
        ("", "Xã khu vực III ở Sông Lân tỷ lệ hộ nghèo phải dưới mấy % mới được xét khen?", "8%", "1,6%"),
        # those of none of the sorts that a plan names "above"
        ("", "Xã tôi ở Sông Lân không phải xã khu vực III thì mỗi năm giảm bao nhiêu để được khen?", "2,9%", "19%"),
        # a rate that is below another's limit is the rest's
        ("Thôn ở Sông Lân có tỷ lệ hộ nghèo từ 45% trở lên phải giảm bao nhiêu?", "Còn thôn dưới 45%?", "5,1%", "7,4%"),
        ("", "Thôn ở Sông Lân có tỷ lệ hộ nghèo từ 45% trở lên phải giảm bao nhiêu?", "7,4%", "5,1%"),
        # a share in words is a figure
        (
            "Hộ mới thoát nghèo ở Sông Lân họp thôn cần bao nhiêu hộ đồng ý?",
            "còn hộ cận nghèo thì cần bao nhiêu hộ đồng ý",
            "quá nửa",
            "70%",
        ),
        # what more is needed beside what is met
        (
            "",
            "Nhà tôi ở Sông Lân thoát nghèo 3 năm rồi còn phải giúp ai nữa không để được khen?",
            "01 hộ nghèo",
            "từ 02 năm",
        ),
        # the one of two terms that is counted so
        ("", "Doanh nghiệp ở Sông Lân nhận bao nhiêu lao động mới đạt tiêu chuẩn?", "16 lao động", "90 triệu"),
        (
            "",
            "Doanh nghiệp ở Sông Lân không ủng hộ Quỹ “Vì người nghèo” thì nhận bao nhiêu lao động mới đạt tiêu chuẩn?",
            "16 lao động",
            "thôn",
        ),
        # the day of the award that is named
        ("", "Hồ sơ đề nghị Bằng khen ở Sông Lân hạn ngày nào?", "05/9", "10/11"),
        # to whom, from the clause beside the one that says by when
        ("", "Hồ sơ đề nghị Giấy khen ở Sông Lân gửi cơ quan nào và trước ngày nào?", "Phòng Nội vụ", "05/9"),
        # what money may be put to is no amount
        ("", "Sông Lân lấy Quỹ Vì người nghèo chi tiền thưởng được không?", "không sử dụng", "90 triệu"),
    ],
)
def test_what_is_asked_is_told_and_what_is_beside_it_is_not(lowland, before, question, said, unsaid):
    answer = asked(lowland, question, before)
    assert answer.outcome is Outcome.ANSWER
    assert said in plain_text(answer)
    assert unsaid not in answer.short.text


@pytest.mark.parametrize(
    ("before", "question"),
    [
        # awards counted and criteria of villages are no number of villages
        ("", "Huyện Sông Lân có bao nhiêu thôn?"),
        # a letterhead and a level say nothing of how many there are
        ("", "Đầu năm 2022 huyện Sông Lân có bao nhiêu hộ nghèo?"),
        # what makes a sort is not what is asked of it
        ("", "Kế hoạch Sông Lân quy định thôn có mấy hộ nghèo thì được gọi là thôn đặc biệt khó khăn?"),
        # the years of others are not those of officers
        ("", "Cán bộ làm công tác giảm nghèo ở Sông Lân phải làm mấy năm liên tục mới đạt tiêu chuẩn?"),
        # a form that comes with it
        ("", "Kế hoạch của Sông Lân có kèm mẫu báo cáo không?"),
        # neither day nor place, asked together
        ("", "Sông Lân tổ chức tổng kết phong trào vào ngày nào, ở đâu?"),
    ],
)
def test_what_the_plan_does_not_say_is_not_made_of_what_it_does(lowland, before, question):
    assert asked(lowland, question, before).outcome is Outcome.NOT_STATED


@pytest.mark.parametrize(
    "question",
    [
        "Xã ở Sông Lân muốn được Chủ tịch tỉnh khen thì tiêu chuẩn sao, tỉnh cho mấy tập thể?",
        "Sông Lân được Thủ tướng tặng bằng khen bao nhiêu tập thể?",
    ],
)
def test_awards_of_a_giver_above_are_left_to_the_paper_that_sets_them(lowland, question):
    answer = asked(lowland, question)
    assert answer.outcome is Outcome.DELEGATED
    assert "397/KH-UBND" in answer.short.text
    assert "09 tập thể" not in plain_text(answer)


def test_the_target_of_all_is_set_beside_the_criterion_of_those_within_it(lowland):
    question = "Ở Sông Lân, mốc không còn hộ người có công là hộ nghèo của toàn huyện và của xã khác nhau thế nào?"
    answer = asked(lowland, question)
    assert answer.outcome is Outcome.ANSWER
    assert "năm 2025" in answer.short.text
    assert "năm 2023" in answer.short.text


def test_a_figure_that_others_must_meet_is_not_required(lowland):
    answer = asked(lowland, "Vậy hộ cận nghèo thì có phải đủ 2 năm như thế không?", "Hộ mới thoát nghèo ở Sông Lân?")
    assert "không có yêu cầu này" in answer.short.text
    assert any("đơn đăng ký" in citation.quote for citation in answer.citations)


def test_a_paper_pointed_at_is_the_one_that_was_asked_for(lowland):
    before = "Sông Lân đề nghị Thủ tướng khen thưởng thì tiêu chuẩn theo kế hoạch nào?"
    assert "397/KH-UBND" in asked(lowland, before).short.text
    answer = asked(lowland, "Thế trong kế hoạch đó ghi phải giảm mấy phần trăm?", before)
    assert answer.outcome is Outcome.NOT_IN_CORPUS
    assert "397/KH-UBND" in answer.short.text


def test_no_figure_is_told_from_a_letterhead(lowland):
    said = resolve("Số 612 ngày 22/8/2022 đến Sở Y tế, Sông Lân có bao nhiêu hộ nghèo?", (), lowland.plans)
    holding = lowland.corpus.holdings[said.scope.plans[0]]
    found = find_likeliest(said.question, holding, lowland.corpus, Shape.FIGURE)
    assert found.items
    assert all(item.passage.provision.kind is not Kind.HEADER for item in found.items)


@pytest.mark.parametrize("question", ["huyen nao", "thế còn Lệ Thủy thì sao"])
def test_what_is_left_of_a_print_is_no_sentence(five, question):
    assert "in long" not in plain_text(asked(five, question))


def test_the_years_of_offices_are_not_those_of_officers(five):
    before = "Cán bộ làm công tác giảm nghèo ở Tuyên Quang phải làm mấy năm liên tục mới đạt tiêu chuẩn?"
    assert "3 năm liên tục" in asked(five, before).short.text
    answer = asked(five, "con o tuan giao thi may nam", before)
    assert answer.outcome is Outcome.NOT_STATED
    assert "05 năm" not in plain_text(answer)
