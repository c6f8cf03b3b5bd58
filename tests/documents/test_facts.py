"""The quantitative statements of the plans, each held against a table written by hand from the text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.facts.extraction import extract_facts
from documents.facts.fact import Fact, Mode, Role
from documents.facts.measures import Measure
from documents.facts.quantities import Comparator, find_quantities
from documents.facts.subjects import UnitKind
from documents.plan import Plan
from documents.read import read_text
from documents.repair.reviewed import load_reviewed

ROOT = Path(__file__).parents[2]
TABLES = Path(__file__).parent / "facts"
NAMES = sorted(path.stem for path in TABLES.glob("*.txt"))


def plan_of(name: str) -> Plan:
    """A plan of the library, or one of other making that is kept to measure with."""
    folder = next(
        room
        for room in (ROOT / "documents" / "plans", ROOT / "evaluation" / "plans")
        if (room / f"{name}.txt").exists()
    )
    source = (folder / f"{name}.txt").read_text(encoding="utf-8")
    reviewed = folder / f"{name}.reading.txt"
    return read_text(source, name, load_reviewed(source, reviewed) if reviewed.exists() else None)


def figure(fact: Fact) -> str:
    """How much: "≥ 7 %/năm", "< 41 % từ 55.6 năm 2015", "mục tiêu riêng"."""
    if fact.own_target:
        return "mục tiêu riêng"
    unit = (
        fact.unit + (f"/{fact.per}" if fact.per else "") + (" liên tục" if fact.consecutive and not fact.years else "")
    )
    parts = [fact.comparator or "", " - ".join(map(str, fact.values)), unit]
    if fact.base:
        parts.append(f"từ {fact.base.value} năm {fact.base.year}" if fact.base.value else fact.base.words)
    return " ".join(filter(None, parts))


def when(fact: Fact) -> str:
    """By when, how long, how often: "5 năm liên tục", "đến 2020", "trước 15/11", "hằng năm"."""
    parts = [fact.cycle or ""]
    if fact.years:
        parts.append(f"{fact.years} năm{' liên tục' if fact.consecutive else ''}")
    if time := fact.time:
        quarter = f"quý {time.quarter}" if time.quarter else None
        day = "/".join(str(part) for part in (time.day, time.month, quarter, time.year) if part)
        parts.append(f"{time.when} {'hết ' if time.end else ''}{day}{f'-{time.until}' if time.until else ''}")
    return ", ".join(filter(None, parts))


def who(fact: Fact) -> str:
    """Whom it is set for: kind, zone, traits; "<" before those whose measure it is."""

    def one(subject):
        traits = "".join(
            f" [{condition.trait}{f' {condition.limit.value}' if condition.limit else ''}]"
            for condition in subject.conditions
        )
        name = f" {subject.name}" if subject.name else ""
        return (
            subject.kind
            + name
            + (f" {subject.zone}" if subject.zone else "")
            + (" (cả)" if subject.whole else "")
            + traits
        )

    return ", ".join(map(one, fact.subjects)) + (" < " + ", ".join(map(one, fact.of)) if fact.of else "")


def described(fact: Fact, plan: Plan) -> str:
    """A fact as a line of the table."""
    to = f"về {fact.recipient}{f' qua {fact.through}' if fact.through else ''}" if fact.recipient else None
    what = fact.event or to or fact.measure
    cells = [
        fact.role,
        who(fact),
        " ".join(filter(None, [fact.direction, what])),
        figure(fact),
        fact.mode or "",
        when(fact),
        " ".join(filter(None, [fact.link, fact.award])),
        " ".join(plan.reading.text[fact.place.start : fact.place.end].split()),
    ]
    return " | ".join(cells)


def table(name: str) -> list[str]:
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_read_as_a_person_reads_it(name):
    plan = plan_of(name)
    assert [described(fact, plan) for fact in extract_facts(plan)] == table(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_printed_in_its_clause(name):
    plan = plan_of(name)
    for fact in extract_facts(plan):
        printed = {quantity.value for quantity in find_quantities(plan.reading.text[slice(*fact.place)])}
        printed |= {quantity.upper for quantity in find_quantities(plan.reading.text[slice(*fact.place)])}
        assert set(fact.values) <= printed
        assert fact.sentence.start <= fact.place.start < fact.place.end <= fact.sentence.end


def stated(clause: str, heading: str = "II. TIÊU CHUẨN THI ĐUA") -> tuple[Fact, ...]:
    """The facts of a plan that says one clause of communes."""
    text = (
        "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG\n\nSố: 9/KH-UBND\n\nKẾ HOẠCH\nPhong trào thi đua “Vì người nghèo”\n\n"
        f"I. PHẠM VI\n\n1. Áp dụng trên địa bàn tỉnh.\n\n{heading}\n\n1. Đối với xã, phường\n\n- {clause}\n\n"
        "- Thực hiện nghiêm túc các quy định của pháp luật.\n"
    )
    return extract_facts(read_text(text, "ha-giang-9-kh-ubnd"))


RATES = {
    "tỷ lệ hộ nghèo": Measure.POVERTY_RATE,
    "tỷ lệ hộ cận nghèo": Measure.NEAR_POOR_RATE,
    "tỷ lệ hộ nghèo và cận nghèo": Measure.POOR_AND_NEAR_POOR_RATE,
}
BOUNDS = {
    "từ {}%/năm trở lên": Comparator.AT_LEAST,
    "trên {}%/năm": Comparator.MORE,
    "ít nhất {}%/năm": Comparator.AT_LEAST,
    "{}%/năm": Comparator.EQUAL,
}
numbers = st.decimals(min_value=0, max_value=99, places=2).map(lambda value: value.normalize())


@given(numbers, st.sampled_from(sorted(RATES)), st.sampled_from(sorted(BOUNDS)), st.booleans(), st.integers(2, 9))
def test_any_figure_in_a_known_wording_is_read_as_printed(value, rate, bound, average, years):
    printed = f"{value:f}".replace(".", ",")
    mean = "bình quân " if average else ""
    (fact,) = stated(f"Giảm {rate} {mean}{bound.format(printed)} trong {years:02d} năm liên tục.")
    assert (fact.measure, fact.values, fact.comparator) == (RATES[rate], (value,), BOUNDS[bound])
    assert (fact.per, fact.years, fact.consecutive) == ("năm", years, True)
    assert fact.mode is (Mode.AVERAGE if average else Mode.EACH_YEAR)
    assert [subject.kind for subject in fact.subjects] == [UnitKind.COMMUNE]
    assert fact.role is Role.CRITERION


@given(st.text(alphabet="aàảbcdđeêghiklmnoôơpqrstuưvxy ,.;:()-+%0123456789/\n", max_size=300))
def test_no_text_breaks_extraction_and_every_place_is_inside(text):
    plan = read_text(f"KẾ HOẠCH\n\nI. MỤC TIÊU\n\n1. Giảm tỷ lệ hộ nghèo {text}\n", "x")
    for fact in extract_facts(plan):
        assert 0 <= fact.place.start < fact.place.end <= len(plan.reading.text)


DUTIES = [
    (
        "Các xã báo cáo về Phòng Kinh tế trước ngày 10/12 hằng năm.",
        ("báo cáo", "về Phòng Kinh tế", "hằng năm, trước 10/12"),
    ),
    (
        "Hồ sơ gửi về Sở Nội vụ chậm nhất ngày 30 tháng 9 năm 2023.",
        ("thời hạn", "về Sở Nội vụ", "chậm nhất 30/9/2023"),
    ),
    ("Tổ chức tổng kết phong trào vào năm 2025.", ("mốc thời gian", "tổng kết", "vào 2025")),
    ("Hằng năm tổ chức sơ kết phong trào.", ("mốc thời gian", "sơ kết", "hằng năm")),
    (
        "Định kỳ 6 tháng báo cáo UBND tỉnh (qua Sở Nội vụ) để tổng hợp.",
        ("báo cáo", "về UBND tỉnh qua Sở Nội vụ", "định kỳ 6 tháng"),
    ),
]


@pytest.mark.parametrize(("clause", "expected"), DUTIES)
def test_duties_are_read_with_day_and_recipient(clause, expected):
    (fact,) = stated(clause, "II. TỔ CHỨC THỰC HIỆN")
    to = f"về {fact.recipient}{f' qua {fact.through}' if fact.through else ''}" if fact.recipient else None
    assert (fact.role, fact.event or to, when(fact)) == expected


def test_criteria_only_ask_for_reports_and_set_no_deadline():
    assert stated("Báo cáo đúng hạn trước ngày 10/12 hằng năm.") == ()


@pytest.mark.parametrize(
    "clause",
    [
        "Thực hiện Quyết định số 1258/QĐ-TTg ngày 21/8/2017 của Thủ tướng Chính phủ.",
        "Thực hiện theo Điều 5, khoản 2 Nghị định số 98/2023/NĐ-CP.",
        "Đoàn kết, giúp đỡ nhau giảm nghèo bền vững.",
        "Xây dựng kế hoạch hằng năm sát thực tế.",
    ],
)
def test_numbers_of_documents_and_words_alone_are_no_facts(clause):
    assert stated(clause) == ()


def test_a_lead_in_says_whom_and_which_measure() -> None:
    text = (
        "KẾ HOẠCH\nThi đua\nIII. TIÊU CHUẨN\n1. Đối với xã, phường\n"
        "a) Giảm tỷ lệ hộ nghèo đạt một trong các mức sau:\n"
        "- Xã biên giới: giảm từ 7%/năm trở lên trong 03 năm liên tục.\n"
        "b) Mức còn lại:\n- Xã khu vực II, đến cuối năm 2027:\n+ Tỷ lệ hộ nghèo còn dưới 11%.\n"
    )
    first, second = extract_facts(read_text(text, "plan"))
    assert (first.measure, first.values) == (Measure.POVERTY_RATE, (7,))
    assert [subject.zone for subject in second.subjects] == ["II"]
    assert second.time is not None
    assert second.time.year == 2027


@pytest.mark.parametrize(
    ("clause", "values", "unit"),
    [
        ("- Mỗi thôn có ít nhất 02 vườn ươm, tối thiểu 300 m2.", [2, 300], "m2"),
        ("- Xây mới 45 căn và sửa chữa 30 căn nhà.", [45, 30], "căn nhà"),
        ("- Mỗi quý giám sát ít nhất 03 chuyên đề.", [3], "chuyên đề"),
        ("- Mỗi năm ủng hộ ít nhất 02 ngày lương.", [2], "ngày lương"),
        ("- Không tái nghèo trong 18 tháng liền trước khi xét.", [18], "tháng"),
    ],
)
def test_what_is_counted_is_named(clause: str, values: list[int], unit: str) -> None:
    facts = stated(clause)
    assert [fact.values[0] for fact in facts] == values
    assert facts[-1].unit == unit


def test_a_share_is_no_date_and_a_heading_of_forms_and_numbers_is_of_awards() -> None:
    assert not any(fact.time for fact in stated("- Hoàn thành từ 5/7 chỉ tiêu được giao."))
    awards = stated("- Giám đốc Sở tặng Giấy khen cho không quá 04 tập thể.", "IV. HÌNH THỨC, SỐ LƯỢNG, THỜI HẠN")
    assert [fact.role for fact in awards] == [Role.QUOTA]


def test_a_level_among_criteria_is_a_criterion_and_of_members_a_rate_of_the_poor() -> None:
    text = (
        "KẾ HOẠCH\nThi đua\nII. MỤC TIÊU\n1. Kết quả hướng tới: hội viên nghèo còn dưới 3%.\n"
        "III. TIÊU CHUẨN KHEN THƯỞNG\n1. Đối với xã\na) Về kết quả giảm nghèo đến hết năm 2025:\n"
        "+ Xã khu vực III: tỷ lệ hội viên nghèo và cận nghèo còn dưới 18%, trong đó hội viên nghèo còn dưới 9%;\n"
    )
    target, both, poor = extract_facts(read_text(text, "plan"))
    assert (target.role, target.measure) == (Role.TARGET, Measure.POVERTY_RATE)
    assert (both.role, both.measure) == (Role.CRITERION, Measure.POOR_AND_NEAR_POOR_RATE)
    assert (poor.role, poor.measure) == (Role.CRITERION, Measure.POVERTY_RATE)


def test_names_in_brackets_do_not_part_a_figure_from_its_units() -> None:
    said = "Tỷ lệ hộ nghèo tại các huyện miền núi (Sơn Hòa, Sông Hinh) giảm 3,5%/năm."
    text = f"KẾ HOẠCH\nThi đua\nI. MỤC TIÊU\n1. {said}\n"
    fact = next(fact for fact in extract_facts(read_text(text, "plan")) if fact.unit == "%")
    assert [subject.kind for subject in fact.subjects] == [UnitKind.DISTRICT]


def test_what_is_not_to_go_beyond_a_figure_is_at_most_that() -> None:
    fact = stated("- Không để phát sinh hộ tái nghèo quá 0,5% mỗi năm.")[-1]
    assert (fact.measure, fact.comparator) == (Measure.RELAPSE_RATE, Comparator.AT_MOST)
    assert float(fact.values[0]) == 0.5
