"""Whole checks: what decides, what is left open, and what is said."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from criteria.batch import as_json, run_batch
from criteria.check import CheckResult, Overall, check
from criteria.conversation import apply_settings
from criteria.errors import FigureError
from criteria.explanation import explain
from criteria.model import Rulebook
from criteria.outcome import Verdict

XA = {"kind": "xa", "locality": "Tuyên Quang", "zone": "khong"}
SEVEN = {"2015": "50", "2016": "43", "2017": "36", "2018": "29", "2019": "22", "2020": "15"}


def of(result: CheckResult, rule: str) -> Verdict:
    return next(one.verdict for one in result.results if one.criterion.id == rule)


def text_of(unit: Mapping[str, object], given: Mapping[str, object], books: tuple[Rulebook, ...]) -> str:
    return explain(check(unit, given, books))


def test_arithmetic_is_written_out_with_commas(books: tuple[Rulebook, ...]) -> None:
    text = text_of(XA, {"poverty_rate": {**SEVEN, "2019": "22,01"}}, books)
    assert "2018 → 2019: 29,00 − 22,01 = 6,99 điểm < 7" in text
    assert "Nếu tính bình quân thì đạt" in text


def test_decimals_do_not_drift(books: tuple[Rulebook, ...]) -> None:
    rates = {"2015": 51.4, "2016": 44.4, "2017": 37.4, "2018": 30.4, "2019": 23.4, "2020": 16.4}
    assert of(check(XA, {"poverty_rate": rates}, books), "xa-giam-7") is Verdict.MET


def test_missing_is_not_zero(books: tuple[Rulebook, ...]) -> None:
    result = check(XA, {"poverty_rate": SEVEN}, books)
    assert of(result, "xa-het-ho-chinh-sach-ngheo-2019") is Verdict.MISSING
    assert result.overall is Overall.UNDECIDED


@pytest.mark.parametrize("unknown", [None, "", "?", "-", "không rõ", "chưa có"])
def test_unknown_stays_unknown(books: tuple[Rulebook, ...], unknown: object) -> None:
    result = check(XA, {"poverty_rate": {**SEVEN, "2018": unknown}}, books)
    assert of(result, "xa-giam-7") is Verdict.MISSING


def test_a_gap_too_small_for_every_year_is_unmet(books: tuple[Rulebook, ...]) -> None:
    rates = {"2015": "50", "2016": "43", "2017": "36", "2019": "23", "2020": "16"}
    result = check(XA, {"poverty_rate": rates}, books)
    assert of(result, "xa-giam-7") is Verdict.UNMET
    assert "từ 2017 đến 2019" in explain(result)


def test_a_low_start_can_never_fall_seven_points_five_times(books: tuple[Rulebook, ...]) -> None:
    text = text_of(XA, {"poverty_rate": {"2015": "34"}}, books)
    assert "7 × 5 = 35" in text


def test_a_broken_run_names_the_earliest_whole_one(books: tuple[Rulebook, ...]) -> None:
    rates = {"2015": "80", "2016": "79", "2017": "71", "2018": "63", "2019": "55", "2020": "47"}
    assert "2017-2021" in text_of(XA, {"poverty_rate": rates}, books)


def test_zone_line_met_but_general_line_unmet_is_left_to_people(books: tuple[Rulebook, ...]) -> None:
    rates = {"2015": "40", "2016": "35", "2017": "30", "2018": "25", "2019": "15", "2020": "9"}
    given = {"poverty_rate": rates, "near_poor_rate": {"2020": "10"}, "policy_poor_households": {"2019": 0}}
    result = check({**XA, "zone": "III"}, given, books)
    assert (of(result, "xa-giam-7"), of(result, "xa-khu-vuc-iii-con-20-10")) == (Verdict.UNMET, Verdict.MET)
    assert result.overall is Overall.PEOPLE
    assert "Điều văn bản để ngỏ" in explain(result)


def test_zone_unknown_leaves_the_zone_lines_open(books: tuple[Rulebook, ...]) -> None:
    given = {"poverty_rate": SEVEN, "policy_poor_households": {"2019": 0}}
    result = check({"kind": "xa", "locality": "Tuyên Quang"}, given, books)
    assert result.overall is Overall.UNDECIDED
    assert "khu vực nào" in explain(result)


def test_counts_are_exact_shares_and_give_the_most_households_allowed(books: tuple[Rulebook, ...]) -> None:
    given = {"poverty_rate": {"2020": "92 hộ nghèo / 731 hộ"}, "near_poor_rate": {"2020": "50/731"}}
    text = text_of({**XA, "zone": "III"}, given, books)
    assert "nhiều nhất 73 hộ trên 731 hộ" in text
    under = check(
        {**XA, "zone": "III"}, {"poverty_rate": {"2020": "73/731"}, "near_poor_rate": {"2020": "70/731"}}, books
    )
    assert of(under, "xa-khu-vuc-iii-con-20-10") is Verdict.MET
    over = check(
        {**XA, "zone": "III"}, {"poverty_rate": {"2020": "74/731"}, "near_poor_rate": {"2020": "70/731"}}, books
    )
    assert of(over, "xa-khu-vuc-iii-con-20-10") is Verdict.UNMET


def test_a_count_alone_is_no_rate(books: tuple[Rulebook, ...]) -> None:
    result = check({**XA, "zone": "III"}, {"poverty_rate": {"2020": "9 hộ"}, "near_poor_rate": {"2020": "5"}}, books)
    assert of(result, "xa-khu-vuc-iii-con-20-10") is Verdict.INVALID


def test_merged_units_add_households_not_rates(books: tuple[Rulebook, ...]) -> None:
    parts = [
        {"total_households": {"2020": 100}, "poor_households": {"2020": 5}, "near_poor_households": {"2020": 5}},
        {"total_households": {"2020": 900}, "poor_households": {"2020": 99}, "near_poor_households": {"2020": 50}},
    ]
    result = check({**XA, "zone": "III"}, {"merged_from": parts}, books)
    assert of(result, "xa-khu-vuc-iii-con-20-10") is Verdict.UNMET
    assert "104/1000" in explain(result)
    rates_only = check({**XA, "zone": "III"}, {"merged_from": [{"poverty_rate": {"2020": 5}}]}, books)
    assert "không cộng tỷ lệ" in explain(rates_only)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"poverty_rate": {"2020": "60"}, "near_poor_rate": {"2020": "41"}}, "Năm 2020: nghèo 60 cộng cận nghèo 41"),
        ({"poverty_rate": {"2020": "12"}, "poor_plus_near_poor_rate": {"2020": "10"}}, "lớn hơn tổng"),
        (
            {
                "poverty_rate": {"2020": "9"},
                "near_poor_rate": {"2020": "9"},
                "poor_plus_near_poor_rate": {"2020": "19"},
            },
            "khác tổng đã ghi",
        ),
    ],
)
def test_sums_that_contradict_are_named_by_year(
    books: tuple[Rulebook, ...], given: Mapping[str, object], said: str
) -> None:
    result = check({**XA, "zone": "III"}, given, books)
    assert of(result, "xa-khu-vuc-iii-con-20-10") is Verdict.INVALID
    assert said in explain(result)


def test_a_reduction_that_contradicts_its_rates_is_invalid(books: tuple[Rulebook, ...]) -> None:
    result = check(XA, {"poverty_rate": SEVEN, "yearly_reduction": {"2018": "9"}}, books)
    assert of(result, "xa-giam-7") is Verdict.INVALID
    assert "29" in explain(result)


def test_a_rise_is_no_invalid_figure(books: tuple[Rulebook, ...]) -> None:
    result = check(XA, {"yearly_reduction": {"2016": "-1"}}, books)
    assert of(result, "xa-giam-7") is Verdict.UNMET


def test_reductions_fill_gaps_between_rates(books: tuple[Rulebook, ...]) -> None:
    given = {"poverty_rate": {"2015": "50", "2018": "29"}, "yearly_reduction": {"2016": "7", "2017": "7", "2019": "7"}}
    result = check(XA, {**given, "yearly_reduction": {**given["yearly_reduction"], "2020": "7,5"}}, books)
    assert of(result, "xa-giam-7") is Verdict.MET


def test_a_poor_district_is_checked_as_one(books: tuple[Rulebook, ...]) -> None:
    rates = {"2015": "60", "2016": "54", "2017": "48", "2018": "42", "2019": "36", "2020": "30"}
    unit = {"kind": "huyen", "locality": "Tuyên Quang"}
    assert of(check(unit, {"poverty_rate": rates}, books), "huyen-giam-5") is Verdict.MET
    poor = check(unit, {"poverty_rate": rates, "is_poor_district": True}, books)
    assert of(poor, "huyen-ngheo-giam-7") is Verdict.UNMET
    assert of(poor, "huyen-giam-5") is Verdict.NOT_APPLICABLE


def test_a_contradiction_about_the_kind_of_district_is_invalid(books: tuple[Rulebook, ...]) -> None:
    unit = {"kind": "huyen_ngheo", "locality": "Tuyên Quang"}
    result = check(unit, {"poverty_rate": SEVEN, "is_poor_district": False}, books)
    assert of(result, "huyen-ngheo-giam-7") is Verdict.INVALID


def test_only_a_target_is_never_called_a_criterion(books: tuple[Rulebook, ...]) -> None:
    rates = {"2015": "60", "2016": "55", "2017": "50", "2018": "45", "2019": "40", "2020": "35"}
    result = check({"kind": "huyen_ngheo", "locality": "Tuyên Quang"}, {"poverty_rate": rates}, books)
    assert of(result, "muc-tieu-huyen-ngheo-4") is Verdict.TARGET_MET
    assert result.overall is Overall.UNMET
    assert "không phải tiêu chí" in explain(result)


def test_rates_of_different_standards_are_not_subtracted(made_up: Rulebook) -> None:
    rates = {"2020": "20", "2021": "18", "2022": "16", "2023": "14", "2024": "12", "2025": "10"}
    unit = {"kind": "huyen", "locality": "Giả Định"}
    crossed = check(unit, {"poverty_rate": rates}, [made_up])
    assert crossed.overall is not Overall.MET
    assert of(crossed, "huyen-qua-hai-chuan") is Verdict.INVALID
    assert "chuẩn nghèo" in explain(crossed)
    same = check(unit, {"poverty_rate": rates, "poverty_standard": "2022-2025"}, [made_up])
    assert of(same, "huyen-qua-hai-chuan") is Verdict.MET


def test_a_relative_fall_and_a_run_within_the_period(made_up: Rulebook) -> None:
    village = {"kind": "thon", "locality": "Giả Định"}
    assert check(village, {"poverty_rate": {"2021": "20", "2025": "8"}}, [made_up]).overall is Overall.MET
    assert check(village, {"poverty_rate": {"2021": "20", "2025": "8,01"}}, [made_up]).overall is Overall.UNMET
    commune = {"kind": "xa", "locality": "Giả Định", "zone": "khong"}
    rates = {"2021": "20", "2022": "19", "2023": "16", "2024": "13", "2025": "10"}
    assert check(commune, {"poverty_rate": rates}, [made_up]).overall is Overall.MET
    assert check(commune, {"poverty_rate": {**rates, "2024": "13,5"}}, [made_up]).overall is Overall.UNMET


def test_drafts_judge_nobody(made_up: Rulebook) -> None:
    result = check({"kind": "xa", "locality": "Giả Định"}, {"poverty_rate": {"2025": "50"}}, [made_up])
    assert "xa-nhap" not in {one.criterion.id for one in result.results}


@pytest.mark.parametrize(
    ("locality", "plan"),
    [
        ("Tuyên Quang", "tuyen-quang-112-kh-ubnd"),
        ("tinh tuyen quang", "tuyen-quang-112-kh-ubnd"),
        ("huyện Lệ Thuỷ, tỉnh Quảng Bình", "le-thuy-kh-2017-2020"),
        ("xã Quài Cang, huyện Tuần Giáo, tỉnh Điện Biên", "tuan-giao-4669-kh-ubnd"),
        ("Sở Xây dựng (KH 1223)", "so-xay-dung-kh-2021-2025"),
        ("165/KH-UBND", "lang-son-165-kh-ubnd"),
        ("huyện Sơn Dương", "tuyen-quang-112-kh-ubnd"),
        ("lang-son-165-kh-ubnd", "lang-son-165-kh-ubnd"),
    ],
)
def test_the_place_finds_its_plan(books: tuple[Rulebook, ...], locality: str, plan: str) -> None:
    result = check({"kind": "xa", "locality": locality}, {}, books)
    assert result.rulebook is not None
    assert result.rulebook.plan == plan


@pytest.mark.parametrize("locality", ["Nghệ An", "", "Hà Giang"])
def test_another_place_has_no_plan_and_is_told_which_there_are(books: tuple[Rulebook, ...], locality: str) -> None:
    result = check({"kind": "xa", "locality": locality}, {"poverty_rate": SEVEN}, books)
    assert result.rulebook is None
    assert result.overall is Overall.UNDECIDED
    assert "Tuyên Quang" in explain(result, ["Tuyên Quang"])


def test_a_plan_of_the_years_asked_about_goes_first(books: tuple[Rulebook, ...]) -> None:
    older = next(book for book in books if book.plan == "tuyen-quang-112-kh-ubnd")
    newer = older.model_copy(update={"plan": "tuyen-quang-moi", "period": (2021, 2025)})
    asked = {"2021": "20", "2022": "18", "2023": "16"}
    assert check(XA, {"poverty_rate": asked}, [older, newer]).rulebook is newer
    assert check(XA, {"poverty_rate": SEVEN}, [newer, older]).rulebook is older


def test_what_if(books: tuple[Rulebook, ...]) -> None:
    given = {"poverty_rate": {**SEVEN, "2020": "15,2"}, "policy_poor_households": {"2019": "0"}}
    assert check(XA, given, books).overall is Overall.UNMET
    assert check(XA, apply_settings(given, ["poverty_rate.2020=15,0"]), books).overall is Overall.MET
    with pytest.raises(FigureError, match=r"poverty_rate\.2020"):
        apply_settings(given, ["ty_le=3"])


def test_a_batch_answers_every_line_in_order(books: tuple[Rulebook, ...]) -> None:
    lines = [
        '{"id": "a", "unit": {"kind": "xa", "locality": "Tuyên Quang", "zone": "khong"}, "given": {}}',
        "hỏng",
        '{"id": "c", "unit": {"kind": "làng"}}',
        "[]",
        '{"id": "e", "unit": {"kind": "xa", "locality": "Tuyên Quang"}, "given": {"poverty_rate": {"2015": 1e999999}}}',
    ]
    out = [json.loads(line) for line in run_batch(lines, books)]
    assert [line.get("id") for line in out] == ["a", None, "c", None, "e"]
    assert ["error" in line for line in out] == [False, True, True, True, False]
    assert "Loại đơn vị" in out[2]["error"]
    assert out[4]["overall"] == "chua_ket_luan"


def test_one_by_one_equals_in_bulk(books: tuple[Rulebook, ...]) -> None:
    case = {"id": 1, "unit": XA, "given": {"poverty_rate": SEVEN}}
    bulk = json.loads(next(iter(run_batch([json.dumps(case)], books))))
    assert bulk == {"id": 1, **json.loads(json.dumps(as_json(check(XA, case["given"], books), books)))}


def test_figures_no_rule_asks_about_are_named(books: tuple[Rulebook, ...]) -> None:
    officer = check({"kind": "can_bo_giam_ngheo", "locality": "Lạng Sơn"}, {"years_worked": 5}, books)
    assert officer.overall is Overall.PEOPLE
    assert "không nêu tiêu chí về số năm" in explain(officer)
    village = check({"kind": "thon", "locality": "Tuyên Quang"}, {"poverty_rate": SEVEN}, books)
    assert village.overall is Overall.UNDECIDED
    assert "không nêu tiêu chí về tỷ lệ hộ nghèo" in explain(village)


def test_years_outside_the_period_are_named(books: tuple[Rulebook, ...]) -> None:
    assert "2023" in text_of(XA, {"poverty_rate": {**SEVEN, "2023": "9"}}, books)


def test_a_published_figure_at_a_threshold_is_called_borderline(books: tuple[Rulebook, ...]) -> None:
    zone = {**XA, "zone": "III"}
    assert "Sát ngưỡng" in text_of(zone, {"poverty_rate": {"2020": "9,99"}, "near_poor_rate": {"2020": "10,00"}}, books)
    assert "Sát ngưỡng" not in text_of(
        zone, {"poverty_rate": {"2020": "9,00"}, "near_poor_rate": {"2020": "5,0"}}, books
    )
    assert "Sát ngưỡng" not in text_of(zone, {"poverty_rate": {"2020": "73/731"}}, books)
