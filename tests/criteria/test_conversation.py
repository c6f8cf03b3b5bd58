"""One line, or one question at a time."""

from __future__ import annotations

import json

import pytest

from criteria.check import Overall, check
from criteria.conversation import parse_line
from criteria.errors import FigureError
from criteria.form import Form
from criteria.model import Rulebook
from criteria.tool import check_tool

FALLING = {"2015": "50", "2016": "43", "2017": "36", "2018": "29", "2019": "22", "2020": "15"}


@pytest.mark.parametrize(
    ("line", "unit", "given"),
    [
        (
            "xã kv3 Tuyên Quang 2015 50 2016 43 2017 36,5",
            {"kind": "xa", "zone": "III", "locality": "Tuyên Quang"},
            {"poverty_rate": {"2015": "50", "2016": "43", "2017": "36,5"}},
        ),
        (
            "xa kv 2 tuan giao 2015-2020: 50 45 40 35 30 25,05, can ngheo 2020 9,5",
            {"kind": "xa", "zone": "II", "locality": "Tuần Giáo"},
            {
                "poverty_rate": {"2015": "50", "2016": "45", "2017": "40", "2018": "35", "2019": "30", "2020": "25,05"},
                "near_poor_rate": {"2020": "9,5"},
            },
        ),
        (
            "bản ở Tuần Giáo nghèo và cận nghèo 2015: 70% 2020: 35%",
            {"kind": "thon", "locality": "Tuần Giáo"},
            {"poor_plus_near_poor_rate": {"2015": "70", "2020": "35"}},
        ),
        (
            "xã Tuyên Quang ko thuộc kv nào, giảm 2016 7,2 2017 7; hộ chính sách 2019 0",
            {"kind": "xa", "zone": "khong", "locality": "Tuyên Quang"},
            {"yearly_reduction": {"2016": "7,2", "2017": "7"}, "policy_poor_households": {"2019": "0"}},
        ),
        (
            "hộ mới thoát nghèo Tuyên Quang, thoát nghèo 3 năm, gia đình văn hóa, không vay, chưa giúp hộ nghèo khác",
            {"kind": "ho_moi_thoat_ngheo", "locality": "Tuyên Quang"},
            {
                "years_since_exit": "3",
                "gia_dinh_van_hoa": True,
                "helps_other_poor": False,
                "loans_on_time": "khong_vay",
            },
        ),
        (
            "thôn Lạng Sơn mục tiêu 2,5 hộ nghèo 2015 92/731",
            {"kind": "thon", "locality": "Lạng Sơn"},
            {"own_target_per_year": "2,5", "poverty_rate": {"2015": "92/731"}},
        ),
        ("giai đoạn 2016-2020 thế nào", {}, {}),
    ],
)
def test_a_line_is_read(books: tuple[Rulebook, ...], line: str, unit: dict[str, str], given: dict[str, object]) -> None:
    said = parse_line(line, books)
    assert (said.unit, said.given) == (unit, given)


def test_another_place_is_not_taken_for_one_that_is_here(books: tuple[Rulebook, ...]) -> None:
    said = parse_line("xã ở Nghệ An 2015 50", books)
    assert check(said.unit, said.given, books).rulebook is None


def _resumed(form: Form, books: tuple[Rulebook, ...]) -> Form:
    return Form.load(json.loads(json.dumps(form.dump())), books)


def test_the_form_asks_one_question_at_a_time_and_can_be_resumed(books: tuple[Rulebook, ...]) -> None:
    form, asked = Form.start(books), []
    for text in ("xã", "tuyen quang", "không", "50 43 36 29 22 15", "0"):
        assert form.question
        asked.append(form.question.key)
        form = _resumed(form.reply(text), books)
    assert asked == ["kind", "locality", "zone", "poverty_rate", "policy_poor_households"]
    assert form.done
    assert form.unit["zone"] == "khong"
    assert form.given["poverty_rate"] == FALLING


def test_the_form_ends_in_the_same_check(books: tuple[Rulebook, ...]) -> None:
    form = Form.start(books, "xã Tuyên Quang không thuộc khu vực nào 2015-2020: 50 43 36 29 22 15")
    assert form.question
    assert form.question.key == "policy_poor_households"
    form = form.reply("0")
    assert form.done
    assert form.check().overall is Overall.MET


def test_back_skip_and_edit(books: tuple[Rulebook, ...]) -> None:
    form = Form.start(books).reply("thôn").reply("Lạng Sơn").reply("30 27 24 21 18 15")
    assert form.question
    assert form.question.key == "own_target_per_year"
    back = form.reply("quay lại")
    assert back.question
    assert back.question.key == "poverty_rate"
    back = back.reply("30 27 24 ? 18 15")
    assert "2018" not in back.given["poverty_rate"]  # type: ignore[operator]
    skipped = back.reply("bỏ qua")
    assert skipped.done
    assert skipped.check().overall is Overall.UNDECIDED
    edited = skipped.edit("own_target_per_year").reply("3")
    assert edited.done
    assert edited.given["own_target_per_year"] == "3"
    assert ("own_target_per_year", "3") in [(key, value) for key, _, value in edited.summary()]


def test_several_answers_at_once_in_any_order(books: tuple[Rulebook, ...]) -> None:
    form = Form.start(books).reply("2015 50 2016 43 xã tuyên quang")
    assert form.question
    assert form.question.key == "zone"
    form = form.reply("kv3, 2017 36")
    assert form.unit["zone"] == "III"
    assert form.given["poverty_rate"] == {"2015": "50", "2016": "43", "2017": "36"}


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ([], "hành tinh", "Chưa hiểu"),
        (["xã"], "Cà Mau", "Các nơi có"),
        (["xã", "Tuyên Quang"], "9", "Khu vực"),
        (["xã", "Tuyên Quang", "không"], "50 43", "cần 6 năm"),
        (["xã", "Tuyên Quang", "không"], "2015 9.350", "9,35 hay 9350"),
        (["xã", "Tuyên Quang", "không"], "2015 120", "từ 0 đến 100"),
        (["hộ nghèo", "Tuyên Quang"], "có lẽ", "có hoặc không"),
    ],
)
def test_an_answer_that_cannot_be_read_says_what_to_type(
    books: tuple[Rulebook, ...], before: list[str], text: str, said: str
) -> None:
    form = Form.start(books)
    for answer in before:
        form = form.reply(answer)
    with pytest.raises(FigureError, match=said):
        form.reply(text)


def test_a_count_is_asked_for_as_a_count(books: tuple[Rulebook, ...]) -> None:
    form = Form.start(books, "xã Tuyên Quang không thuộc khu vực nào 2015-2020: 50 43 36 29 22 15")
    assert form.question
    assert form.question.hint.startswith("Gõ số hộ, ví dụ 0")


def test_figures_agreed_to_elsewhere_fill_the_form(books: tuple[Rulebook, ...]) -> None:
    form = Form.start(books, "xã Tuyên Quang không thuộc khu vực nào").fill({"poverty_rate": dict(FALLING)})
    assert form.question
    assert form.question.key == "policy_poor_households"
    assert form.edit("poverty_rate").fill({"poverty_rate": {"2020": "14"}}).given["poverty_rate"]["2020"] == "14"
    with pytest.raises(FigureError, match="từ 0 đến 100"):
        form.fill({"poverty_rate": {"2020": "140"}})


def test_the_first_question_has_none_before_it(books: tuple[Rulebook, ...]) -> None:
    with pytest.raises(FigureError, match="đầu tiên"):
        Form.start(books).back()
    with pytest.raises(FigureError, match="bắt đầu lại"):
        Form.load({"unit": 3}, books)


def test_the_tool_answers_a_model(books: tuple[Rulebook, ...]) -> None:
    tool = check_tool(books)
    unit = {"kind": "xa", "locality": "Tuyên Quang", "zone": "khong"}
    answer = tool.invoke({"unit": unit, "given": {"poverty_rate": FALLING, "policy_poor_households": {"2019": 0}}})
    assert answer["overall"] == "dat_cac_tieu_chi_so"
    assert "error" in tool.invoke({"unit": {"kind": "?"}, "given": {}})
