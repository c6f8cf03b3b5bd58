"""Two invented plans of one district, one after the other: the last is meant unless years, numbers or words say not."""

import pytest

from retrieval.answer import Outcome

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG HOA
Số: {number}/KH-UBND
Mường Hoa, ngày 05 tháng 10 năm {year}

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn {period}

I. MỤC TIÊU
Giảm tỷ lệ hộ nghèo toàn huyện bình quân {fall}%/năm.
II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với xã
Xã giảm tỷ lệ hộ nghèo từ {criterion}%/năm trở lên trong {years} năm liên tục.
{own}
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ thẩm định hồ sơ khen thưởng, trình Ủy ban nhân dân huyện quyết định.
2. Phòng Tài chính bố trí kinh phí khen thưởng trong dự toán hằng năm.
"""
EARLIER = HEAD.format(
    number="41",
    year=2017,
    period="2016-2020",
    fall="4,1",
    criterion="5,3",
    years="05",
    own="2. Đối với thôn\nThôn giảm tỷ lệ hộ nghèo từ 6,2%/năm trở lên.",
)
LATER = HEAD.format(
    number="87", year=2022, period="2021-2025", fall="2,9", criterion="3,7", years="04", own=""
).replace("Thực hiện phong trào", "Thực hiện Kế hoạch số 63/KH-UBND của Ủy ban nhân dân tỉnh về phong trào")


@pytest.fixture(scope="module")
def district(over_texts):
    return over_texts(EARLIER, LATER)


@pytest.mark.parametrize(
    ("question", "said", "unsaid", "note"),
    [
        ("Xã ở Mường Hoa phải giảm bao nhiêu để được khen?", "3,7%", "5,3%", "giai đoạn trước: Kế hoạch 41/KH-UBND"),
        ("Năm 2019 xã ở Mường Hoa phải giảm bao nhiêu để được khen?", "5,3%", "3,7%", "mới hơn: Kế hoạch 87/KH-UBND"),
        ("Theo kế hoạch cũ, xã ở Mường Hoa phải giảm bao nhiêu để được khen?", "5,3%", "3,7%", "mới hơn"),
        ("Kế hoạch 41/KH-UBND của Mường Hoa đặt mức giảm bao nhiêu với xã?", "5,3%", "3,7%", "mới hơn"),
        # what the last does not say, an earlier may
        ("Thôn ở Mường Hoa phải giảm bao nhiêu để được khen?", "6,2%", "3,7%", "mới hơn"),
        # a number that nothing has is a slip, and said to be
        ("Kế hoạch 78/KH-UBND của Mường Hoa đặt mức giảm bao nhiêu với xã?", "3,7%", "5,3%", "không có văn bản số 78"),
    ],
)
def test_one_of_the_plans_answers_and_the_other_is_named(district, question, said, unsaid, note):
    answer = district.ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert said in answer.short.text
    assert unsaid not in answer.short.text
    assert any(note in told for told in answer.notes)


@pytest.mark.parametrize(("year", "number"), [("2018", "41"), ("2023", "87")])
def test_the_plan_of_the_year_that_is_named_is_cited(district, year, number):
    answer = district.ask(f"Năm {year} ai thẩm định hồ sơ khen thưởng ở Mường Hoa?")
    assert answer.outcome is Outcome.ANSWER
    assert {district.plans[citation.plan].number for citation in answer.citations} == {f"{number}/KH-UBND"}


def test_the_two_are_compared_under_names_that_tell_them_apart(district):
    answer = district.ask("Mục tiêu giảm nghèo của Mường Hoa giai đoạn này khác gì giai đoạn trước?")
    assert answer.table is not None
    assert set(answer.table.header[1:]) == {"huyện Mường Hoa (2016-2020)", "huyện Mường Hoa (2021-2025)"}
    assert not any("Nơi này" in note for note in answer.notes)


def test_a_plan_that_one_here_names_and_nobody_holds_is_not_answered_from_another(district):
    answer = district.ask("Kế hoạch 63/KH-UBND của Mường Hoa quy định xã phải giảm bao nhiêu?")
    assert answer.outcome is Outcome.NOT_IN_CORPUS
    assert "63/KH-UBND" in answer.short.text


def test_two_offices_named_in_one_question_are_both_told(district):
    answer = district.ask("Ở Mường Hoa, Phòng Nội vụ và Phòng Tài chính mỗi bên lo phần nào về khen thưởng?")
    assert "thẩm định hồ sơ" in answer.short.text
    assert "bố trí kinh phí" in answer.short.text


@pytest.mark.parametrize(
    "question",
    ["Lãi suất cho hộ nghèo vay ở Mường Hoa là bao nhiêu phần trăm?", "Giá lúa ở Mường Hoa bao nhiêu một ký?"],
)
def test_neither_interest_nor_prices_are_answered_by_another_figure(district, question):
    assert district.ask(question).outcome in {Outcome.NOT_STATED, Outcome.NOT_IN_CORPUS}


def test_a_place_alone_is_told_what_its_plan_is_about(district):
    answer = district.ask("the con muong hoa thi sao")
    assert answer.outcome is Outcome.ANSWER
    assert "2,9%" in answer.short.text
