"""Plans of further makings: a decision with a plan attached, a commune's, one with a table, one hard-wrapped, one
of a union in words of its own."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from criteria.extraction import extract_criteria
from criteria.model import Judged, Kind, leaves
from documents.facts.extraction import extract_facts
from documents.facts.fact import Direction, Role
from documents.facts.measures import Measure
from documents.facts.quantities import Comparator
from documents.plan import Plan, Relation
from documents.read import read_text

PLANS = Path(__file__).parent / "plans"
DECISION, COMMUNE, FRONT, WRAPPED, UNION = (
    "yen-bai-1876-qd-ubnd",
    "dak-wil-47-kh-ubnd",
    "cao-bang-64-kh-mttq-btt",
    "bac-kan-912-kh-snn",
    "hoi-phu-nu-phu-yen-21-kh-btv",
)


@cache
def plan_of(name: str) -> Plan:
    return read_text((PLANS / f"{name}.txt").read_text(encoding="utf-8"), name)


def text_at(name: str, path: str) -> str:
    return next(p.text for p in plan_of(name).provisions if p.path == path)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        (
            DECISION,
            ("1876/QĐ-UBND", date(2022, 10, 17), "Ủy ban nhân dân tỉnh Yên Bái", "Yên Bái", (2021, 2025)),
        ),
        (COMMUNE, ("47/KH-UBND", date(2023, 3, 3), "Ủy ban nhân dân xã Đắk Wil", "Đắk Wil", (2023, 2025))),
        (
            FRONT,
            (
                "64/KH-MTTQ-BTT",
                date(2024, 2, 22),
                "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Cao Bằng",
                "Cao Bằng",
                (2024, 2025),
            ),
        ),
        (WRAPPED, ("912/KH-SNN", date(2023, 5, 8), "Sở Nông nghiệp và Phát triển nông thôn", "Bắc Kạn", (2023, 2025))),
    ],
)
def test_says_what_it_is(name, known):
    plan = plan_of(name)
    assert (plan.number, plan.issued, plan.issuer, plan.place, plan.period) == known


@pytest.mark.parametrize(
    ("name", "signer"),
    [(DECISION, "Vũ Thị Hiền Hạnh"), (COMMUNE, "Y Blơm Êban"), (FRONT, "Nông Văn Thuyết"), (WRAPPED, "Hà Sỹ Huân")],
)
def test_is_signed_even_where_a_plan_is_attached_after_the_signature(name, signer):
    assert plan_of(name).signer == signer


@pytest.mark.parametrize(
    ("name", "path", "opening"),
    [
        (DECISION, "Điều 2", "Điều 2. Quyết định này có hiệu lực"),
        (DECISION, "Kế hoạch, II.2.b", "b) Xã khu vực III"),
        (DECISION, "Kế hoạch, đoạn kết", "Trong quá trình thực hiện"),
        (COMMUNE, "I.2, • thứ 3", "• Mỗi năm có ít nhất 12 hộ"),
        (COMMUNE, "II.2.a, * thứ 2", "* Không có thành viên"),
        (COMMUNE, "II.3.3", "3) Tiêu chuẩn khen thưởng"),
        (COMMUNE, "IV.1, gạch 2", "– Tiếp nhận danh sách"),
        (FRONT, "B.II, dòng 4", "3 | Khu dân cư"),
        (FRONT, "C.2", "2. Ban Thường trực"),
        (WRAPPED, "I.2", "2. Đến hết năm 2025"),
        (WRAPPED, "II.3.b", "b) Hộ đã thoát nghèo"),
    ],
)
def test_is_cited_by_its_path(name, path, opening):
    assert text_at(name, path).startswith(opening)


def test_page_numbers_stand_in_no_provision():
    assert text_at(WRAPPED, "I.2").endswith("tăng từ 12%/năm trở lên.")
    assert text_at(WRAPPED, "II.3.a").endswith("đúng hạn;")


def test_laws_are_bases_once_with_their_whole_title():
    plan = plan_of(DECISION)
    laws = [r for r in plan.references if r.relation is Relation.BASIS and r.number is None]
    assert [(law.subject, law.issued) for law in laws] == [
        ("Luật Tổ chức chính quyền địa phương", date(2015, 6, 19)),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương",
            date(2019, 11, 22),
        ),
        ("Luật Thi đua, Khen thưởng", date(2003, 11, 26)),
        ("Luật sửa đổi, bổ sung một số điều của Luật Thi đua, Khen thưởng", date(2013, 11, 16)),
    ]
    assert all(plan.reading.source[slice(*law.span)].startswith(law.subject) for law in laws)


def test_replaces_the_decision_before_it():
    replaced = [r.number for r in plan_of(DECISION).references if r.relation is Relation.REPLACES]
    assert replaced == ["2011/QĐ-UBND"]


@pytest.mark.parametrize(
    ("name", "path", "kinds"),
    [
        (DECISION, "Kế hoạch, II.4.b", {"ho_moi_thoat_ngheo"}),
        (DECISION, "Kế hoạch, II.5", {"doanh_nghiep"}),
        (DECISION, "Kế hoạch, II.6", {"can_bo_giam_ngheo"}),
        (FRONT, "B.II, dòng 2", {"co_quan"}),
        (FRONT, "B.II, dòng 4", {"thon"}),
    ],
)
def test_figures_are_for_those_the_item_or_the_row_opens_with(name, path, kinds):
    plan = plan_of(name)
    facts = [fact for fact in extract_facts(plan) if plan.provisions[fact.provision].path == path]
    assert facts
    assert {subject.kind.value for fact in facts for subject in fact.subjects} == kinds


@pytest.mark.parametrize(
    ("name", "path", "tests"),
    [
        (
            DECISION,
            "Kế hoạch, II.2.b",
            [(("III",), "dưới 30%"), (("II",), "dưới 22%"), (("I",), "dưới 12%")],
        ),
        (FRONT, "B.II, dòng 3", [((), "từ 6,5%/năm trở lên")]),
        (FRONT, "B.II, dòng 4", [((), "dưới 35%")]),
    ],
)
def test_each_zone_of_one_item_and_each_row_is_a_criterion(name, path, tests):
    drafted = [c for c in extract_criteria(plan_of(name)).criteria if c.source.path == path]
    assert [tuple(zone.value for zone in c.subject.zones) for c in drafted] == [zones for zones, _ in tests]
    assert all(words in c.source.quote.lower() for c, (_, words) in zip(drafted, tests, strict=True))
    assert not any(isinstance(leaf, Judged) for c in drafted for leaf in leaves(c.test))


def test_years_in_brackets_are_those_the_fall_runs_over():
    drafted = extract_criteria(plan_of(DECISION)).criteria
    fall = next(c for c in drafted if "04 năm liên tục" in c.source.quote and c.kind is Kind.ELIGIBILITY)
    assert fall.test.years == (2022, 2025)


def test_what_a_figure_does_not_decide_stays_for_people():
    drafted = [c for c in extract_criteria(plan_of(DECISION)).criteria if c.source.path == "Kế hoạch, II.6"]
    assert {c.kind for c in drafted} == {Kind.ELIGIBILITY, Kind.QUALITATIVE}


@pytest.mark.parametrize(("name", "called"), [(DECISION, "Quyết định 1876/QĐ-UBND"), (WRAPPED, "Kế hoạch 912/KH-SNN")])
def test_is_called_what_its_number_says(name, called):
    assert plan_of(name).name == called


@pytest.mark.parametrize(
    ("name", "words", "role", "cycle", "recipient"),
    [
        (WRAPPED, "hồ sơ tổng kết gửi trước ngày 20/8/2025", "thời hạn", None, None),
        (WRAPPED, "định kỳ 6 tháng (trước ngày 15/6)", "báo cáo", "6 tháng", "Giám đốc Sở"),
        (WRAPPED, "hằng năm (trước ngày 30/11)", "báo cáo", "hằng năm", "Giám đốc Sở"),
        (DECISION, "hồ sơ đề nghị khen thưởng tổng kết gửi trước ngày 15/9/2025", "thời hạn", None, None),
    ],
)
def test_papers_for_a_review_are_due_by_their_day_and_reports_of_two_kinds_by_theirs(
    name, words, role, cycle, recipient
):
    plan = plan_of(name)
    said = {" ".join(plan.reading.text[slice(*fact.place)].split()): fact for fact in extract_facts(plan)}
    assert words in said
    assert (said[words].role.value, said[words].cycle, said[words].recipient) == (role, cycle, recipient)


def test_headings_in_plain_words_tell_what_they_are_for():
    plan = plan_of(UNION)
    sections = {p.label: p.text for p in plan.provisions if p.label.startswith("Phần")}
    assert list(sections) == [f"Phần {letter}" for letter in "ABCDEF"]
    found = [(fact.role, fact.measure, fact.direction, fact.comparator, fact.values) for fact in extract_facts(plan)]
    target, criterion, quota = Role.TARGET, Role.CRITERION, Role.QUOTA
    rate, lower = Measure.POVERTY_RATE, Direction.REDUCE
    assert (target, rate, lower, Comparator.EQUAL, (Decimal("1.2"),)) in found
    assert (target, rate, Direction.REMAIN, Comparator.AT_MOST, (Decimal("2.8"),)) in found
    assert (criterion, rate, lower, Comparator.AT_LEAST, (Decimal("1.5"),)) in found
    assert (criterion, rate, lower, Comparator.AT_LEAST, (Decimal("4.0"),)) in found
    assert [values for role, *_, values in found if role is quota] == [(Decimal(8),), (Decimal(16),)]
    assert [c for *_, c, values in found if values == (Decimal(2),)] == [Comparator.AT_MOST]
