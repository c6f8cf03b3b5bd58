"""Abbreviations opened, whole messages made readable, and parted into questions."""

from dataclasses import replace

import pytest

from retrieval.understanding.message import read_message
from retrieval.understanding.question import split_questions
from retrieval.understanding.spelling import open_offices, open_spelling


@pytest.mark.parametrize(
    ("typed", "opened"),
    [
        ("ubnd xã nộp hs cho ai", "Ủy ban nhân dân xã nộp hồ sơ cho ai"),
        ("xã kv3 giảm bn %", "xã khu vực III giảm bao nhiêu %"),
        ("xã KV II", "xã khu vực II"),
        ("còn khu 2 thì sao", "còn khu vực II thì sao"),
        ("khu phố 5, khu 7 thị trấn", "khu phố 5, khu 7 thị trấn"),
        ("hcn cần tc gì", "hộ cận nghèo cần tiêu chuẩn gì"),
        ("deadline bc là khi nào", "hạn chót báo cáo là khi nào"),
        ("bao nhiêuuuu vậyyy", "bao nhiêu vậy"),
        ("hoà bình, Lệ Thuỷ", "hòa bình, Lệ Thủy"),
        ("cty em giúp mấy nhà nghèo", "doanh nghiệp em giúp mấy hộ nghèo"),
        ("xã em giảm được 5 điểm rồi", "xã em giảm được 5 % rồi"),
        ("phải hạ được mấy điểm", "phải hạ được mấy %"),
        ("bị trừ 5 điểm, giảm 5 điểm thi đua", "bị trừ 5 điểm, giảm 5 điểm thi đua"),
    ],
)
def test_abbreviations_are_opened(typed, opened):
    assert open_spelling(typed) == opened


@pytest.mark.parametrize("text", ["1258/QĐ-TTg", "số 112/KH-UBND", "15/11", "Khu vực III", ""])
def test_numbers_and_words_stay(text):
    assert open_spelling(text) == text


def test_opening_twice_changes_nothing_more():
    once = open_spelling("ubnd xa kv3 nop bc truoc ngay 15/11 theo qd 1258/QĐ-TTg")
    assert open_spelling(once) == once


def test_offices_are_written_out_in_a_plan():
    assert open_offices("Sở LĐTB&XH và UBND") == "Sở Lao động - Thương binh và Xã hội và Ủy ban nhân dân"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("xax kv3 owr tuyeen quang giamr bn", "xã khu vực III ở tuyên quang giảm bao nhiêu"),
        ("ho can ngheo o lang son can điều kiện gì", "hộ cận nghèo ở Lạng Sơn cần điều kiện gì"),
        ("xa quai to giam may %", "xã Quài Tở giảm mấy %"),
        ("ke hoach tuan gaio ai ky", "kế hoạch Tuần Giáo ai ký"),
    ],
)
def test_a_message_is_made_readable(plans, typed, meant):
    assert read_message(typed, plans).lower() == meant.lower()


def test_a_name_is_no_abbreviation(plans):
    named = {"x": replace(next(iter(plans.values())), place="Hồng Dân", issuer="Ủy ban nhân dân huyện Hồng Dân")}
    assert read_message("ap o hong dan giam may %", named).endswith("ở Hồng Dân giảm mấy %")
    assert read_message("co duoc khen hong", named) == "có được khen không"


def test_what_a_thing_is_is_no_town(plans):
    assert read_message("dieu kien cua hop tac xa la gi", plans) == "điều kiện của hợp tác xã là gì"


def test_a_readable_message_comes_back_as_it_is(plans):
    text = "Xã ở Tuyên Quang phải giảm bao nhiêu?\nAi ký kế hoạch?"
    assert read_message(text, plans) == text


@pytest.mark.parametrize(
    ("message", "count"),
    [
        ("Xã giảm bao nhiêu? Ai ký kế hoạch?", 2),
        ("Xã giảm bao nhiêu\nai ký kế hoạch", 2),
        ("Xã giảm bao nhiêu; hạn báo cáo là khi nào", 2),
        ("Chào anh chị. Em mới nhận công tác ở xã vùng cao. Cho em hỏi xã phải giảm bao nhiêu?", 1),
        ("Xã giảm bao nhiêu? Em cảm ơn.", 1),
        ("Xã ở Tuyên Quang phải giảm bao nhiêu % và báo cáo gửi ai?", 2),
        ("Hạn báo cáo ở Lệ Thủy, ai ký kế hoạch Lạng Sơn", 2),
        ("Báo cáo trước ngày nào, gửi cơ quan nào?", 1),
        ("Xã và huyện ở Tuyên Quang phải giảm bao nhiêu %?", 1),
        ("Hồ sơ gồm những gì, nộp cho ai?", 1),
        ("Sơ kết và tổng kết khi nào?", 1),
        ("hạn báo cáo", 1),
        ("15/11", 1),
    ],
)
def test_a_message_is_parted_into_its_questions(message, count):
    assert len(split_questions(message)) == count


def test_what_sets_a_question_up_stays_with_it():
    first, second = split_questions("Xã em ở khu vực III. Phải giảm bao nhiêu? Ai xét?")
    assert first == "Xã em ở khu vực III. Phải giảm bao nhiêu?"
    assert second == "Ai xét?"
