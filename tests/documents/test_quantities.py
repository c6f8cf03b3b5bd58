"""Numbers and times in Vietnamese wording, with accents and without."""

from decimal import Decimal

import pytest

from documents.facts.quantities import Comparator, find_quantities, parse_number
from documents.facts.times import When, find_times
from documents.syllables import fold

QUANTITIES = [
    ("từ 7%/năm trở lên trong 5 năm liên tục", [(">=", "7", "%", "năm"), ("=", "5", "năm", None)]),
    ("giảm trên 4%/năm", [(">", "4", "%", "năm")]),
    ("còn dưới 41% năm 2020", [("<", "41", "%", None)]),
    ("từ 55,6% năm 2015 xuống còn dưới 41%", [("từ", "55.6", "%", None), ("<", "41", "%", None)]),
    ("bình quân từ 1,5 - 2,5%/năm", [("–", "1.5", "%", "năm")]),
    ("từ 3% đến 4%/năm", [("–", "3", "%", "năm")]),
    ("còn khoảng 11%", [("≈", "11", "%", None)]),
    ("bình quân từ 7%/năm trong 05 năm", [(">=", "7", "%", "năm"), ("=", "5", "năm", None)]),
    ("ít nhất 60% so với đầu kỳ", [(">=", "60", "%", None)]),
    ("không quá 1.200 hộ", [("<=", "1200", "hộ", None)]),
    (
        "tối đa 03 tập thể, 05 cá nhân, hộ gia đình/năm",
        [("<=", "3", "tập thể", "năm"), ("<=", "5", "cá nhân, hộ gia đình", "năm")],
    ),
    ("ba (03) năm trở lên", [(">=", "3", "năm", None)]),
    ("03 (ba) tập thể", [("=", "3", "tập thể", None)]),
    ("giảm 1,5 điểm phần trăm mỗi năm", [("=", "1.5", "điểm %", "năm")]),
    ("hai năm liên tục", [("=", "2", "năm", None)]),
    ("từ 40 % trở lên", [(">=", "40", "%", None)]),
    ("với quá nửa số hộ dự họp đồng ý", [(">", "50", "%", None)]),
    ("ít nhất một nửa số hộ tham dự", [(">=", "50", "%", None)]),
    ("hơn nửa năm, hơn một nửa tháng", []),
    ("Quyết định số 1258/QĐ-TTg ngày 21/8/2017, giai đoạn 2016 - 2020, mục 1.2", []),
]
SIGNS = {">=": Comparator.AT_LEAST, "<=": Comparator.AT_MOST}


def plain(text):
    return [(q.comparator, q.value, q.unit, q.per) for q in find_quantities(text)]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantity_is_read_with_its_comparator_unit_and_period(text, expected):
    assert plain(text) == [(SIGNS.get(sign, sign), Decimal(value), unit, per) for sign, value, unit, per in expected]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_quantity_reads_the_same_without_accents(text, expected):
    assert plain(fold(text)) == plain(text)


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("dưới 50%", "từ 50% trở lên", False),
        ("không quá 50%", "từ 50% trở lên", True),
        ("45%", "từ 50% trở lên", False),
        ("55%", "từ 50% trở lên", True),
        ("từ 30% đến 40%", "trên 40%", False),
        ("trên 30%", "dưới 40%", True),
    ],
)
def test_a_value_may_be_within_both_bounds_or_not(one, other, met):
    (first,), (second,) = find_quantities(one), find_quantities(other)
    assert first.meets(second) is met
    assert second.meets(first) is met


def test_place_is_that_of_the_words():
    text = "Xã giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục"
    first, second = find_quantities(text)
    assert text[slice(*first.span)] == "từ 7%/năm trở lên"
    assert text[slice(*first.number)] == "7"
    assert text[slice(*second.span)] == "5 năm liên tục"
    assert second.running
    assert not first.running


def test_range_keeps_both_ends():
    (found,) = find_quantities("giảm từ 1,5 - 2,5%/năm")
    assert found.values == (Decimal("1.5"), Decimal("2.5"))


@pytest.mark.parametrize(
    ("printed", "value"), [("03", "3"), ("1,5", "1.5"), ("9.350", "9350"), ("9.35", "9.35"), ("1.234,5", "1234.5")]
)
def test_number_is_exact(printed, value):
    assert parse_number(printed) == Decimal(value)


TIMES = [
    ("phấn đấu đến năm 2020", [(When.BY, None, None, 2020, None)]),
    ("giai đoạn 2016 - 2020", [(When.AT, None, None, 2016, 2020)]),
    ("từ năm 2011 đến năm 2020", [(When.AT, None, None, 2011, 2020)]),
    ("báo cáo trước ngày 15/11", [(When.BEFORE, 15, 11, None, None)]),
    ("chậm nhất ngày 30 tháng 11 hằng năm", [(When.LATEST, 30, 11, None, None)]),
    ("ngày 19 tháng 12 năm 2017", [(When.AT, 19, 12, 2017, None)]),
    ("hết năm 2019 không còn", [(When.BY, None, None, 2019, None)]),
    ("3/4 số hộ, 1,5/2, mục 1.2", []),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_time_is_read_with_how_it_is_meant(text, expected):
    for form in (text, fold(text)):
        assert [(t.when, t.day, t.month, t.year, t.until) for t in find_times(form)] == expected


def test_end_of_the_year_is_told_apart():
    (found,) = find_times("Đến hết năm 2020, không còn hộ nghèo")
    assert found.end
    assert found.span == (0, 16)
