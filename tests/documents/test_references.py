"""Documents that a plan names: as a basis, to hand something over, to replace or amend."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from documents.names.designation import find_designations, normal_number
from documents.names.references import closes
from documents.plan import Plan, Reference, Relation
from documents.read import read_text
from documents.reading import Reading
from documents.repair.reviewed import load_reviewed
from documents.syllables import fold

PLANS = Path(__file__).parents[2] / "documents" / "plans"


def shipped(name: str) -> Plan:
    source = (PLANS / f"{name}.txt").read_text("utf-8")
    reviewed = PLANS / f"{name}.reading.txt"
    return read_text(source, name, load_reviewed(source, reviewed) if reviewed.exists() else None)


def of(plan: Plan, relation: Relation) -> list[Reference]:
    return [reference for reference in plan.references if reference.relation is relation]


def read(body: str) -> Plan:
    source = "KẾ HOẠCH\nThi đua\n" + dedent(body)
    return read_text(source, "plan", Reading(source))


@pytest.mark.parametrize(
    ("name", "bases"),
    [
        (
            "tuan-giao-4669-kh-ubnd",
            [
                ("1258/QĐ-TTg", date(2017, 8, 21), "Thủ tướng Chính phủ"),
                ("2894/KH-UBND", date(2017, 10, 5), "Ủy ban nhân dân tỉnh Điện Biên"),
                ("16-NQ/HU", date(2012, 3, 21), "Huyện ủy Tuần Giáo"),
                ("09-KL/HU", date(2016, 9, 30), "Ban thường vụ Huyện ủy"),
                ("56/NQ-HĐND", date(2017, 3, 31), "Hội đồng nhân dân huyện"),
            ],
        ),
        ("tuyen-quang-112-kh-ubnd", [("1258/QĐ-TTg", date(2017, 8, 21), "Thủ tướng Chính phủ")]),
        ("le-thuy-kh-2017-2020", [("2226/KH-UBND", date(2017, 11, 24), "Ủy ban nhân dân tỉnh Quảng Bình")]),
        ("so-xay-dung-kh-2021-2025", [("1223/KH-UBND", date(2022, 7, 8), "Ủy ban nhân dân tỉnh")]),
        (
            "lang-son-165-kh-ubnd",
            [
                ("1258/QĐ-TTg", date(2017, 8, 21), "Thủ tướng Chính phủ"),
                ("22-NQ/TU", date(2016, 8, 2), "Ban Chấp hành Đảng bộ tỉnh"),
            ],
        ),
    ],
)
def test_what_the_shipped_plans_rest_on(name: str, bases: list[tuple[str, date, str]]) -> None:
    found = of(shipped(name), Relation.BASIS)
    assert [(reference.number, reference.issued, reference.issuer) for reference in found] == bases


@pytest.mark.parametrize(
    ("name", "number", "subject", "clause"),
    [
        (
            "le-thuy-kh-2017-2020",
            "3630/QĐ-UBND",
            "Tiêu chuẩn danh hiệu thi đua và hình thức khen thưởng",
            "thực hiện theo Quyết định số 3630/QĐ-UBND ngày 16/10/2017",
        ),
        (
            "so-xay-dung-kh-2021-2025",
            "1223/KH-UBND",
            "Tiêu chí thi đua, hình thức và tiêu chuẩn khen thưởng",
            "Thực hiện theo Kế hoạch số 1223/KH-UBND của UBND tỉnh",
        ),
        (
            "lang-son-165-kh-ubnd",
            "203/HD-HĐTĐKT",
            "Đối với các huyện, thành phố đề nghị Chủ tịch UBND tỉnh tặng Bằng khen "
            "cho các tập thể, cá nhân, hộ gia đình",
            "thực hiện theo Hướng dẫn số 203/HD- HĐTĐKT ngày 16/11/2013 của Hội đồng Thi đua - Khen thưởng tỉnh",
        ),
        (
            "tuan-giao-4669-kh-ubnd",
            None,
            "Khen thưởng tổng kết phong trào thi đua",
            "sau khi có hướng dẫn của UBND tỉnh Điện Biên",
        ),
        (
            "tuyen-quang-112-kh-ubnd",
            None,
            "Việc khen thưởng tổng kết giai đoạn",
            "thực hiện khi có chỉ đạo của cấp có thẩm quyền",
        ),
    ],
)
def test_what_the_shipped_plans_hand_over(name: str, number: str | None, subject: str, clause: str) -> None:
    plan = shipped(name)
    (found,) = [reference for reference in of(plan, Relation.DELEGATES) if reference.number == number]
    assert found.subject == subject
    assert clause in " ".join(plan.reading.of(found.span).split())


def test_other_documents_are_only_mentioned() -> None:
    assert [reference.number for reference in of(shipped("tuyen-quang-112-kh-ubnd"), Relation.MENTIONS)] == [
        "46-NQ/TU",
        "66/KH-UBND",
    ]
    assert "56/NQ-HĐND" in [r.number for r in of(shipped("tuan-giao-4669-kh-ubnd"), Relation.MENTIONS)]


def test_recipients_hand_nothing_over() -> None:
    numbers = {reference.number for reference in shipped("lang-son-165-kh-ubnd").references}
    assert "2338/QĐ-UBND" not in numbers


def test_replaced_and_amended_documents() -> None:
    plan = read("""\
        I. HIỆU LỰC
        1. Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày 01/02/2016 của Ủy ban nhân dân tỉnh.
        2. Bãi bỏ Quyết định số 5/2015/QĐ-UBND ngày 03/3/2015.
        3. Sửa đổi, bổ sung một số điều của Quyết định số 7/QĐ-UBND ngày 04/4/2016 của UBND tỉnh.
        4. Quyết định số 9/QĐ-UBND ngày 05/5/2016 hết hiệu lực kể từ ngày ký.
        """)
    assert [reference.number for reference in of(plan, Relation.REPLACES)] == [
        "12/KH-UBND",
        "5/2015/QĐ-UBND",
        "9/QĐ-UBND",
    ]
    assert [reference.number for reference in of(plan, Relation.AMENDS)] == ["7/QĐ-UBND"]


def test_a_basis_may_be_a_law_named_by_its_title() -> None:
    plan = read("""\
        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
        Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ sửa đổi Nghị định số 20/2008/NĐ-CP;
        I. MỘT
        1. Hai.
        """)
    law, decree = of(plan, Relation.BASIS)
    assert (law.number, law.issued, law.subject) == (None, date(2015, 6, 19), "Luật Tổ chức chính quyền địa phương")
    assert (decree.number, decree.issuer) == ("63/2010/NĐ-CP", "Chính phủ")
    assert [reference.number for reference in of(plan, Relation.MENTIONS)] == ["20/2008/NĐ-CP"]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("16-NQHU", "16-NQ/HU"),
        ("16 - NQ/HU", "16-NQ/HU"),
        ("09-KL-HU", "09-KL/HU"),
        ("56/NQ-HDND", "56/NQ-HĐND"),
        ("1258/QD-TTg", "1258/QĐ-TTg"),
        ("203/HD-\n\nHĐTĐKT", "203/HD-HĐTĐKT"),
        ("4669 /KH-UBND", "4669/KH-UBND"),
        ("06/2022/QH15", "06/2022/QH15"),
        ("01/2022/TT-BLĐTBXH", "01/2022/TT-BLĐTBXH"),
        ("1141-TC/QĐ/CĐKT", "1141-TC/QĐ/CĐKT"),
        ("18/20202QĐ-UBND", "18/20202QĐ-UBND"),
    ],
)
def test_numbers_as_a_careful_hand_writes_them(written: str, number: str) -> None:
    assert normal_number(written) == number


@pytest.mark.parametrize(
    "text",
    ["ngày 20/10/2017", "giảm 1,5 - 2,5%/năm", "05 cá nhân, hộ gia đình/năm", "24/7", "KV I/II/III", "16/2/2020 TT"],
)
def test_dates_and_rates_are_no_documents(text: str) -> None:
    assert list(find_designations(text)) == []


def test_a_question_may_name_a_document() -> None:
    assert list(find_designations("3- Tiêu chuẩn Bằng khen; 4- Phong trào; 5-Khen")) == []
    (found,) = find_designations("quyet dinh 666/QĐ-TTg quy định tiêu chuẩn đối với xã như thế nào?")
    assert (found.kind, found.number) == ("Quyết định", "666/QĐ-TTg")


def test_a_plan_that_arrives_later_closes_what_was_handed_to_it() -> None:
    source = dedent("""\
        ỦY BAN NHÂN DÂN
        TỈNH QUẢNG BÌNH
        Số: 3630/QĐ-UBND    Quảng Bình, ngày 16 tháng 10 năm 2017
        QUYẾT ĐỊNH
        Ban hành Quy chế khen thưởng
        Căn cứ Luật Thi đua, Khen thưởng;
        QUYẾT ĐỊNH:
        Điều 1. Ban hành Quy chế.
        """)
    decision = read_text(source, "quy-che", Reading(source))
    (handed,) = of(shipped("le-thuy-kh-2017-2020"), Relation.DELEGATES)
    assert closes(decision, handed)
    assert not closes(replace(decision, number="3631/QĐ-UBND"), handed)
    assert not closes(replace(decision, issued=date(2018, 10, 16)), handed)
    assert not closes(replace(decision, issuer="Ủy ban nhân dân tỉnh Lạng Sơn"), handed)
    assert not closes(replace(decision, number=None), handed)
    (mentioned,) = of(shipped("so-xay-dung-kh-2021-2025"), Relation.DELEGATES)
    assert closes(replace(decision, number="1223/KH-UBND", issued=None), mentioned)
    assert not closes(replace(decision, number="1223/KH-UBND", issuer="Ủy ban nhân dân huyện Lệ Thủy"), mentioned)


@pytest.mark.parametrize(
    ("basis", "number", "subject"),
    [
        ("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;", None, "Luật Thi đua, khen thưởng"),
        ("Căn cứ Luật Thuế Giá trị gia tăng số 02/1997/QH9 ngày 10/5/1997;", "02/1997/QH9", None),
        ("Căn cứ Pháp lệnh cán bộ, công chức được sửa đổi;", None, "Pháp lệnh cán bộ, công chức"),
    ],
)
def test_laws_are_named_whole(basis: str, number: str | None, subject: str | None) -> None:
    plan = read(f"{basis}\nI. MỘT\n1. Hai.\n")
    (law,) = of(plan, Relation.BASIS)
    assert (law.number, law.subject) == (number, subject)
    assert plan.reading.source[slice(*law.span)].startswith(("Luật", "Pháp lệnh"))


def test_an_office_ends_where_another_document_begins() -> None:
    (first, second) = find_designations(
        "Quyết định số 1/QĐ-TTg của Thủ tướng Chính phủ và Nghị quyết số 2/NQ-CP của Chính phủ sửa đổi, bổ sung"
    )
    assert (first.issuer, second.issuer) == ("Thủ tướng Chính phủ", "Chính phủ")


@pytest.mark.parametrize(
    ("clause", "relation"),
    [
        (
            "Kế hoạch này thay thế Kế hoạch số 8/KH-UBND ngày 2/3/2021 (trước sáp nhập) và Kế hoạch số 9/KH-UBND.",
            "replaces",
        ),
        ("1. Bãi bỏ các Kế hoạch số 8/KH-UBND, 9/KH-UBND ngày 2/3/2021.", "replaces"),
        ("1. Sửa đổi, bổ sung Kế hoạch số 8/KH-UBND ngày 2/3/2021, Kế hoạch số 9/KH-UBND của huyện.", "amends"),
    ],
)
def test_what_is_said_of_the_first_of_a_list_is_said_of_all(clause: str, relation: str) -> None:
    plan = read(f"Căn cứ Luật A;\nI. MỘT\n1. Hai.\n2. Ba.\n{clause}\n")
    assert [one.number for one in of(plan, Relation(relation))] == ["8/KH-UBND", "9/KH-UBND"]
    assert not any(one.subject and "9/KH-UBND" in one.subject for one in plan.references)


@pytest.mark.parametrize(
    ("clause", "number", "subject"),
    [
        ("Tiền thưởng và mức tiền thưởng do huyện chi.", None, ""),
        ("Mức chi tập huấn theo Quyết định số 14/QĐ-UBND ngày 2/3/2021.", "14/QĐ-UBND", "Mức chi tập huấn"),
        ("Mức thưởng kèm theo Cờ áp dụng Nghị định số 98/2023/NĐ-CP.", "98/2023/NĐ-CP", "Mức thưởng kèm theo Cờ"),
        ("Mẫu đơn xin khen theo Quy chế ban hành kèm theo Quyết định số 5/QĐ-SNV.", "5/QĐ-SNV", "Mẫu đơn xin khen"),
        ("Thực hiện theo khoản 2 mục III Kế hoạch số 8/KH-UBND.", "8/KH-UBND", "MỘT"),
    ],
)  # fmt: skip
def test_a_clause_that_only_says_which_document_sets_something_hands_it_over(
    clause: str, number: str | None, subject: str
) -> None:
    handed = of(read(f"Căn cứ Luật A;\nI. MỘT\n1. Hai.\n2. {clause}\n"), Relation.DELEGATES)
    assert [one.number for one in handed] == ([number] if number else [])
    assert [fold(one.subject or "") for one in handed] == ([fold(subject)] if number else [])


@pytest.mark.parametrize(
    "clause",
    [
        "Theo Quyết định số 14/QĐ-UBND ngày 2/3/2021, cuối năm còn 300 hộ nghèo.",
        "Các xã triển khai phong trào theo Kế hoạch số 8/KH-UBND.",
    ],
)
def test_what_is_done_or_known_by_a_document_is_not_handed_over(clause: str) -> None:
    assert not of(read(f"Căn cứ Luật A;\nI. MỘT\n1. Hai.\n2. {clause}\n"), Relation.DELEGATES)


def test_an_office_of_home_affairs_keeps_its_place() -> None:
    plan = read("Căn cứ Luật A;\nI. MỘT\n1. Mẫu đơn theo Hướng dẫn số 5/HD-SNV của Sở Nội vụ tỉnh Bình Định.\n")
    assert [one.issuer for one in of(plan, Relation.DELEGATES)] == ["Sở Nội vụ tỉnh Bình Định"]


def test_a_basis_may_join_two_documents_after_what_the_first_is_about() -> None:
    plan = read(
        "Thực hiện Kế hoạch số 41/KH-UBND ngày 18/01/2023 của UBND tỉnh về phong trào thi đua và Nghị quyết số 12-NQ/HU"
        " về giảm nghèo, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:\nI. MỘT\n1. Hai.\n"
    )
    assert [one.number for one in of(plan, Relation.BASIS)] == ["41/KH-UBND", "12-NQ/HU"]


def test_a_plan_takes_the_place_of_another_in_fewer_words() -> None:
    plan = read("Căn cứ Luật A;\nI. MỘT\n1. Hai.\n2. Kế hoạch này thay cho Kế hoạch số 19-KH/HU ngày 06/5/2019.\n")
    assert [one.number for one in of(plan, Relation.REPLACES)] == ["19-KH/HU"]


def test_what_is_left_to_papers_of_their_own_is_left_without_a_number() -> None:
    plan = read("""
        I. CHỈ TIÊU
        1. Chỉ tiêu năm 2024 do UBND xã giao bằng quyết định riêng, trước ngày 20/01.
        2. Điều kiện xét của Trung ương Hội thực hiện theo hướng dẫn riêng của Trung ương Hội.
        3. Việc đề nghị tặng Huân chương thực hiện theo tiêu chuẩn, số lượng tại Kế hoạch ban hành kèm theo Quyết định số 1258/QĐ-TTg.
        """)  # noqa: E501
    assert [reference.number for reference in of(plan, Relation.DELEGATES)] == [None, None, "1258/QĐ-TTg"]


def test_terms_are_left_to_a_charter_or_to_who_sets_them() -> None:
    plan = read("""
        I. KHEN THƯỞNG
        1- Tiêu chuẩn Bằng khen của Trung ương Hội thực hiện theo Quy chế thi đua, khen thưởng của Trung ương Hội.
        2- Hằng năm: huyện tặng Giấy khen. Tiêu chí, số lượng Giấy khen do Chủ tịch UBND huyện quy định.
        """)
    left = of(plan, Relation.DELEGATES)
    assert [reference.number for reference in left] == [None, None]
    assert plan.reading.of(left[0].span).startswith("Tiêu chuẩn Bằng khen")
    assert plan.reading.of(left[1].span).startswith("Tiêu chí, số lượng")


def test_an_annex_that_names_its_own_plan_leaves_nothing_to_it() -> None:
    plan = read("""
        I. KHEN THƯỞNG
        1. Tiêu chí theo Phụ lục.
        PHỤ LỤC
        TIÊU CHÍ XÉT KHEN THƯỞNG TRONG PHONG TRÀO
        (Kèm theo Kế hoạch số 152-KH/HNDT ngày 04/10/2022 của BTV Hội Nông dân tỉnh)
        """)
    assert of(plan, Relation.DELEGATES) == []
