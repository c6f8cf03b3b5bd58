"""Drafts of criteria: held against the reviewed ones, and against expectations for plans of other makings."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import model
from criteria.check import Overall, check
from criteria.explanation import explain
from criteria.extraction import extract_criteria
from criteria.model import Judged, Kind, Measure, UnitKind, leaves
from criteria.outcome import Verdict
from criteria.store import shipped_rulebook
from documents.facts.extraction import extract_facts
from documents.facts.quantities import find_quantities
from documents.plan import Plan
from documents.read import read_text
from documents.reading import Span
from documents.repair.reviewed import load_reviewed

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(path.stem for path in (ROOT / "criteria" / "plans").glob("*.yaml"))
FURTHER = ("cu-pui-31-kh-ubnd", "dak-lak-58-kh-ubnd", "quan-son-142-kh-ubnd", "tan-phu-02-kh-ubnd")
TESTED = {Kind.ELIGIBILITY, Kind.TARGET}


def plan_of(name: str) -> Plan:
    folder = ROOT / ("documents" if name in SHIPPED else "evaluation") / "plans"
    source = (folder / f"{name}.txt").read_text(encoding="utf-8")
    reviewed = folder / f"{name}.reading.txt"
    return read_text(source, name, load_reviewed(source, reviewed) if reviewed.exists() else None)


def quantitative(criterion):
    return criterion.kind in TESTED and not isinstance(criterion.test, Judged)


def said(leaf) -> str:
    """A single test in a few signs: "each_year poverty_rate >= 7 2016-2020"."""
    parts = [leaf.form, leaf.measure]
    parts += [str(getattr(leaf, name)) for name in ("comparator", "threshold") if hasattr(leaf, name)]
    if getattr(leaf, "sense", None) is model.Sense.RELATIVE:
        parts.append("relative")
    years = getattr(leaf, "years", None) or getattr(leaf, "within", None)
    if years:
        parts.append(f"{years[0]}-{years[1]}")
    if getattr(leaf, "year", None):
        parts.append(str(leaf.year))
    if getattr(leaf, "length", None):
        parts.append(f"{leaf.length} năm")
    return " ".join(parts)


def overlap(one, other):
    return one.source.span[0] < other.source.span[1] and other.source.span[0] < one.source.span[1]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_reviewed_test_is_drafted_for_the_same_units(name):
    drafted = [c for c in extract_criteria(plan_of(name)).criteria if quantitative(c)]
    for reviewed in filter(quantitative, shipped_rulebook(name).criteria):
        near = [c for c in drafted if overlap(c, reviewed) and c.kind is reviewed.kind]
        near = [c for c in near if set(c.subject.units) == set(reviewed.subject.units)]
        found = {said(leaf) for c in near for leaf in leaves(c.test)}
        assert {said(leaf) for leaf in leaves(reviewed.test)} <= found, reviewed.id


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_drafted_that_no_reviewer_found(name):
    reviewed = [c for c in shipped_rulebook(name).criteria if quantitative(c)]
    for drafted in filter(quantitative, extract_criteria(plan_of(name)).criteria):
        near = {said(leaf) for c in reviewed if overlap(c, drafted) for leaf in leaves(c.test)}
        assert {said(leaf) for leaf in leaves(drafted.test)} <= near, drafted.id


@pytest.mark.parametrize("name", SHIPPED)
def test_every_reviewed_criterion_is_drafted_somehow(name):
    drafted = extract_criteria(plan_of(name)).criteria
    for reviewed in shipped_rulebook(name).criteria:
        assert any(overlap(c, reviewed) for c in drafted), reviewed.id


@pytest.mark.parametrize("name", [*SHIPPED, *FURTHER])
def test_quotes_stand_at_their_spans_and_thresholds_in_their_quotes(name):
    plan = plan_of(name)
    for criterion in extract_criteria(plan).criteria:
        source = criterion.source
        assert source.stands_in(plan.reading.source)
        assert source.quote == " ".join(plan.reading.of(Span(*source.span)).split())
        assert criterion.review.state is model.State.DRAFT
        printed = find_quantities(source.quote)
        values = {value for q in printed for value in q.values} | {q.value / 12 for q in printed if q.unit == "tháng"}
        for leaf in leaves(criterion.test):
            threshold = getattr(leaf, "threshold", None)
            nothing_left = threshold == 0 and "không còn" in source.quote.lower()
            assert threshold is None or isinstance(threshold, model.OwnTarget) or nothing_left or threshold in values


EXPECTED = {
    "dak-lak-58-kh-ubnd": [
        ("target", "", "", "mean_change poverty_rate >= 1.2 2026-2030"),
        ("target", "", "", "at_date poverty_rate < 3.5 2030"),
        ("target", "xa", "III", "mean_change poverty_rate > 3.5 2026-2030"),
        ("target", "", "", "mean_change poverty_rate >= 2.5 2026-2030"),
        ("eligibility", "co_quan", "", "mean_change assigned_commune_poverty_rate >= 3 2026-2030 3 năm"),
        ("eligibility", "xa", "", "each_year poverty_rate >= 2 2026-2030 4 năm"),
        ("eligibility", "xa", "III", "at_date poor_plus_near_poor_rate < 18 2030"),
        ("eligibility", "xa", "III", "at_date poverty_rate < 9 2030"),
        ("eligibility", "xa", "II", "at_date poor_plus_near_poor_rate < 13 2030"),
        ("eligibility", "xa", "II", "at_date poverty_rate < 6 2030"),
        ("eligibility", "xa", "I", "at_date poor_plus_near_poor_rate < 9 2030"),
        ("eligibility", "xa", "I", "at_date poverty_rate < 4 2030"),
        ("eligibility", "xa", "", "count policy_poor_households <= 0 2027"),
        ("eligibility", "thon", "", "mean_change poor_plus_near_poor_rate >= 3.5 2026-2030"),
        ("eligibility", "ho_moi_thoat_ngheo", "", "elapsed years_since_exit >= 2"),
        ("eligibility", "ho_moi_thoat_ngheo", "", "affirmed helps_other_poor"),
        ("eligibility", "ho_moi_thoat_ngheo", "", "affirmed loans_on_time"),
        ("eligibility", "ho_ngheo ho_can_ngheo", "", "affirmed registered_to_exit"),
        ("eligibility", "ho_ngheo ho_can_ngheo", "", "affirmed community_agrees"),
        ("eligibility", "can_bo_giam_ngheo", "", "run years_worked >= 4"),
    ],
    "quan-son-142-kh-ubnd": [
        ("target", "huyen huyen_ngheo", "", "at_date poverty_rate < 22 2025"),
        ("target", "huyen huyen_ngheo", "", "mean_change poverty_rate >= 5.2 2022-2025"),
        ("target", "", "", "mean_change poverty_rate >= 6.5 2021-2025"),
        ("target", "huyen huyen_ngheo", "", "count policy_poor_households <= 0 2024"),
        ("eligibility", "co_quan", "", "mean_change assigned_commune_poverty_rate >= 4.5 2021-2025 3 năm"),
        ("eligibility", "xa", "", "mean_change poverty_rate >= 6 2022-2025"),
        ("eligibility", "", "", "mean_change poverty_rate >= 2.5 2022-2025"),
        ("eligibility", "xa", "III", "at_date poor_plus_near_poor_rate < 35 2025"),
        ("eligibility", "xa", "III", "at_date poverty_rate < 22 2025"),
        ("eligibility", "xa", "II", "at_date poor_plus_near_poor_rate < 28 2025"),
        ("eligibility", "xa", "II", "at_date poverty_rate < 16 2025"),
        ("eligibility", "ho_ngheo ho_can_ngheo", "", "affirmed registered_to_exit"),
        ("eligibility", "ho_moi_thoat_ngheo", "", "elapsed years_since_exit >= 1.5"),
        ("eligibility", "can_bo_giam_ngheo", "", "run years_worked >= 2"),
    ],
    "cu-pui-31-kh-ubnd": [
        ("target", "xa", "", "at_date poverty_rate < 19 2030"),
        ("target", "xa", "", "mean_change poverty_rate >= 4.8 2026-2030"),
        ("target", "", "", "mean_change poverty_rate >= 5.6 2026-2030"),
        ("eligibility", "thon", "", "each_year poverty_rate >= own_target 2026-2030"),
    ],
    "tan-phu-02-kh-ubnd": [("target", "xa", "", "each_year poverty_rate >= 1.4 2026-2026")],
}


@pytest.mark.parametrize("name", FURTHER)
def test_plans_of_other_makings_give_these_tests_and_no_others(name):
    drafted = [
        (c.kind.value, " ".join(c.subject.units), " ".join(c.subject.zones), said(leaf))
        for c in extract_criteria(plan_of(name)).criteria
        if quantitative(c)
        for leaf in leaves(c.test)
    ]
    assert sorted(drafted) == sorted(EXPECTED[name])


def test_households_still_poor_are_not_asked_for_years_since_they_escaped():
    drafted = extract_criteria(plan_of("lang-son-165-kh-ubnd")).criteria
    for criterion in drafted:
        measures = {getattr(leaf, "measure", None) for leaf in leaves(criterion.test)}
        if Measure.YEARS_SINCE_EXIT in measures:
            assert criterion.subject.units == (UnitKind.ESCAPED_HOUSEHOLD,)


def test_whether_zone_and_general_lines_both_bind_is_left_open():
    (question,) = extract_criteria(plan_of("tuan-giao-4669-kh-ubnd")).open_questions
    assert len(question.general) == 1
    assert len(question.special) == 3


def mini(criterion: str) -> Plan:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG\n\nSố: 9/KH-UBND\n\nKẾ HOẠCH\nPhong trào thi đua giai đoạn 2021-2025\n\n"
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao nhận thức về công tác giảm nghèo.\n\n"
        f"II. TIÊU CHUẨN THI ĐUA\n\n1. Đối với xã, phường\n\n- {criterion}\n\n- Thực hiện tốt chế độ báo cáo.\n"
    )
    return read_text(text, "ha-giang-9-kh-ubnd")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Giảm tỷ lệ hộ nghèo từ 2,5%/năm trở lên trong 05 năm liên tục.", "each_year poverty_rate >= 2.5 2021-2025"),
        ("Giảm tỷ lệ hộ nghèo ít nhất 60% so với đầu kỳ.", "total_change poverty_rate >= 60 relative 2021-2025"),
        ("Giảm tỷ lệ hộ nghèo đa chiều bình quân 3%/năm.", None),
        ("Giảm tỷ lệ tái nghèo xuống dưới 1%.", None),
        ("Có ít nhất 03 mô hình giảm nghèo được nhân rộng.", None),
        ("Tỷ lệ hộ nghèo đến cuối năm 2025 còn không quá 4%.", "at_date poverty_rate <= 4 2025"),
        ("Tỷ lệ hộ cận nghèo còn dưới 6% vào năm 2025.", "at_date near_poor_rate < 6 2025"),
        ("Hằng năm giảm tỷ lệ hộ nghèo đạt chỉ tiêu được giao.", "each_year poverty_rate >= own_target 2021-2025"),
        ("Tỷ lệ hộ nghèo dưới 5% trước ngày 30/6/2025.", None),
        (
            "Trong 03 năm liên tục, mỗi năm giảm tỷ lệ hộ nghèo ít nhất 4%.",
            "each_year poverty_rate >= 4 2021-2025 3 năm",
        ),
        ("Tỷ lệ hộ nghèo giảm 03 năm liên tục, mỗi năm giảm trên 5%.", "each_year poverty_rate > 5 2021-2025 3 năm"),
        ("Giảm tỷ lệ hộ nghèo từ 6%/năm trở lên trong ít nhất 03 năm của giai đoạn.", None),
        ("Giảm tỷ lệ hộ nghèo hằng năm bình quân từ 3% trở lên.", "mean_change poverty_rate >= 3 2021-2025"),
        ("Không còn hộ nghèo vào cuối năm 2025.", "at_date poverty_rate <= 0 2025"),
        ("Tỷ lệ hộ nghèo dân tộc thiểu số giảm trên 3%/năm.", None),
        ("Giảm 50% số hộ nghèo so với đầu kỳ.", None),
        ("Vượt chỉ tiêu giảm nghèo được giao từ 10% trở lên.", None),
        ("Tỷ lệ hộ nghèo còn dưới 10%, vùng khó khăn còn dưới 15%.", None),
        ("Sau 3 năm thực hiện, tỷ lệ hộ nghèo giảm còn dưới 12%.", "at_date poverty_rate < 12 2023"),
        (
            "Trong giai đoạn 2021-2025 giảm tỷ lệ hộ nghèo ít nhất 12 điểm phần trăm.",
            "total_change poverty_rate >= 12 2021-2025",
        ),
    ],
)
def test_wording_becomes_its_test_or_is_left_to_people(words, expected):
    drafted = [c for c in extract_criteria(mini(words)).criteria if words[:20] in c.source.quote]
    assert drafted
    tests = [said(leaf) for c in drafted if quantitative(c) for leaf in leaves(c.test)]
    assert tests == ([expected] if expected else [])
    if not expected:
        assert all(c.kind is Kind.QUALITATIVE for c in drafted)


def test_what_is_said_of_some_communes_binds_no_others():
    text = (
        "Giảm tỷ lệ hộ nghèo từ 5%/năm trở lên (xã đặc biệt khó khăn từ 7%/năm trở lên); thị trấn Đồng Văn từ 2%/năm."
    )
    drafted = {
        (" ".join(c.subject.units), " ".join(c.subject.zones), said(c.test))
        for c in extract_criteria(mini(text)).criteria
        if quantitative(c)
    }
    assert drafted == {
        ("xa", "", "each_year poverty_rate >= 5 2021-2025"),
        ("xa", "III", "each_year poverty_rate >= 7 2021-2025"),
        ("", "", "each_year poverty_rate >= 2 2021-2025"),
    }


def test_limits_in_brackets_are_for_the_units_they_name():
    text = "Tỷ lệ hộ nghèo dưới 10% (đối với xã khu vực I), dưới 25% (đối với xã khu vực III) vào năm 2025."
    drafted = [c for c in extract_criteria(mini(text)).criteria if quantitative(c)]
    limits = {(" ".join(c.subject.zones), leaf.threshold) for c in drafted for leaf in leaves(c.test)}
    assert limits == {("I", 10), ("III", 25)}


def test_a_part_of_a_limit_keeps_its_own_measure():
    text = "Tỷ lệ hộ nghèo, hộ cận nghèo cuối năm 2025 dưới 12%, trong đó hộ nghèo dưới 5%."
    (drafted,) = [c for c in extract_criteria(mini(text)).criteria if quantitative(c)]
    assert [said(leaf) for leaf in leaves(drafted.test)] == [
        "at_date poor_plus_near_poor_rate < 12 2025",
        "at_date poverty_rate < 5 2025",
    ]


def test_ids_stay_apart_where_thresholds_look_alike():
    lines = "\n\n".join(f"- Giảm tỷ lệ hộ nghèo từ {rate}%/năm trở lên." for rate in ("5", "5", "5,2"))
    ids = [c.id for c in extract_criteria(mini(lines[2:])).criteria]
    assert len(ids) == len(set(ids)) > 3


@given(st.text(alphabet="aàảbcdđeêghiklmnoôơpqrstuưvxy ,.;:()-+%0123456789/*\n", max_size=200))
def test_no_text_breaks_extraction(text):
    for criterion in extract_criteria(mini(f"Giảm tỷ lệ hộ nghèo {text}")).criteria:
        assert criterion.id
        assert criterion.title
        assert criterion.source.quote


def test_a_plan_without_criteria_gives_none():
    plan = read_text("KẾ HOẠCH\n\nI. MỤC ĐÍCH\n\n1. Tuyên truyền sâu rộng.\n", "khong-tieu-chi")
    assert extract_facts(plan) == ()
    assert extract_criteria(plan).criteria == ()


def test_a_condition_left_to_people_is_not_said_to_be_missing():
    source = (ROOT / "tests" / "documents" / "plans" / "yen-bai-1876-qd-ubnd.txt").read_text(encoding="utf-8")
    book = extract_criteria(read_text(source, "yen-bai-1876-qd-ubnd"))
    approved_by = model.Review(state=model.State.APPROVED, by="người duyệt", on=date(2026, 1, 1))
    approved = [c.model_copy(update={"review": approved_by}) for c in book.criteria]
    book = book.model_copy(update={"criteria": tuple(approved)})
    given = {"khu_dan_cu_van_hoa": True, "helps_other_poor": True}
    assert check({"kind": "thon", "locality": "Yên Bái"}, given, [book]).unstated == (Measure.HELPS_OTHER_POOR,)


ONE_OF = """ỦY BAN NHÂN DÂN
HUYỆN GIẢ ĐỊNH
Số: 12/KH-UBND
Giả Định, ngày 02 tháng 3 năm 2017
KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2016 - 2020
I. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với xã
a) Đến cuối năm 2019 không còn hộ nghèo thuộc chính sách người có công.
b) Đạt một trong các mức sau:
- Giảm tỷ lệ hộ nghèo bình quân từ 6%/năm trở lên trong giai đoạn 2016 - 2020.
- Tỷ lệ hộ nghèo còn dưới 5% vào cuối năm 2020.
2. Đối với huyện
a) Huyện nghèo: giảm từ 6,5%/năm trở lên trong giai đoạn 2016 - 2020.
b) Huyện, thành phố còn lại: giảm từ 2%/năm trở lên trong giai đoạn 2016 - 2020.
3. Đối với thôn
Đạt một trong hai điều kiện: tỷ lệ hộ nghèo còn dưới 4% vào cuối năm 2020; hoặc còn dưới 3% vào cuối năm 2018.
"""
LOW = {"2015": "9", "2016": "8", "2017": "7", "2018": "6", "2019": "5", "2020": "4"}
HIGH = {"2015": "9", "2016": "8,9", "2017": "8,8", "2018": "8,7", "2019": "8,6", "2020": "8,5"}


def approved(book):
    signed = model.Review(state=model.State.APPROVED, by="x", on=date(2026, 1, 1))
    return book.model_copy(update={"criteria": tuple(c.model_copy(update={"review": signed}) for c in book.criteria)})


def of_one(rates, policy="0", kind="xa"):
    book = approved(extract_criteria(read_text(ONE_OF, "one-of")))
    unit = {"kind": kind, "locality": "huyện Giả Định", "zone": "khong"}
    return check(unit, {"poverty_rate": rates, "policy_poor_households": {"2019": policy}}, [book])


def test_one_of_several_lines_is_enough():
    result = of_one(LOW)
    assert result.overall is Overall.MET
    spared = [one for one in result.results if one.spared]
    assert [one.verdict for one in spared] == [Verdict.UNMET]
    text = explain(result)
    assert "đạt một trong các ý ở mục I.1.b" in text
    assert spared[0].need is None or spared[0].need.text not in text


def test_none_of_several_lines_is_not_enough():
    result = of_one(HIGH)
    assert result.overall is Overall.UNMET
    assert not any(one.spared for one in result.results)


def test_the_lines_beside_a_choice_still_count():
    assert of_one(LOW, policy="3").overall is Overall.UNMET


def test_a_choice_stays_open_while_a_line_may_still_be_met():
    result = of_one({"2019": "8"})
    assert result.overall is Overall.UNDECIDED


@pytest.mark.parametrize(
    ("rates", "overall"),
    [
        ({"2018": "5", "2020": "3,5"}, Overall.MET),
        ({"2018": "2", "2020": "6"}, Overall.MET),
        ({"2018": "5", "2020": "6"}, Overall.PEOPLE),  # the words that lead in the two are for people to judge
    ],
)
def test_one_of_several_conditions_in_a_sentence_is_enough(rates, overall):
    assert of_one(rates, kind="thon").overall is overall


def test_the_remaining_districts_are_all_but_the_poor():
    lines = [c for c in extract_criteria(read_text(ONE_OF, "one-of")).criteria if c.source.path.startswith("I.2")]
    assert [c.subject.units for c in lines] == [(UnitKind.POOR_DISTRICT,), (UnitKind.DISTRICT,)]
