"""Headings: told by the usual words, by the model where there are none, and found where nothing is numbered."""

from textwrap import dedent

import pytest

from documents.facts.clauses import body_start
from documents.facts.extraction import extract_facts
from documents.facts.fact import Role
from documents.facts.headings import NONE, told_by
from documents.facts.parts import Part
from documents.layout.structure import parse_provisions
from documents.read import read_text
from documents.reading import Reading
from retrieval.search.passages import read_passages

UNNUMBERED = dedent(
    """\
    UBND XÃ PHIÊNG CẠI
    Số 37/KH-UBND
    Phiêng Cại, ngày 14/3/2023

    KẾ HOẠCH
    Thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau"

    Căn cứ Nghị quyết số 09-NQ/ĐU ngày 06/01/2023 của Đảng ủy xã;
    UBND xã xây dựng kế hoạch như sau:

    MỨC PHẤN ĐẤU ĐẾN HẾT NĂM 2025
    – Tỷ lệ hộ nghèo toàn xã còn dưới 22%.
    – Xóa xong 64 nhà tạm.

    PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG
    Bản vùng thấp
    •\tGiảm hộ nghèo từ 3%/năm trở lên.
    •\tKhông có hộ tái nghèo.
    Hộ nghèo, hộ cận nghèo
    •\tRa khỏi hộ nghèo từ 2 năm trở lên.

    AI LÀM VIỆC GÌ
    – Công chức Văn hóa – Xã hội mở sổ theo dõi từng hộ nghèo.

    Nơi nhận:
    - UBND huyện;
    TM. ỦY BAN NHÂN DÂN
    CHỦ TỊCH
    Lò Văn Pâng
    """
)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Những con số phải làm được đến cuối kỳ", "target"),
        ("Cách làm phải giữ đúng", "requirement"),
        ("Thế nào thì được tuyên dương", "criterion"),
        ("Quà và giấy khen trao cho bao nhiêu người", "award"),
        ("Giấy tờ cần nộp và ngày nhận", "dossier"),
        ("Ai chịu trách nhiệm việc gì", "task"),
        ("Đối với các xã, thị trấn", NONE),
        ("Hộ nghèo, hộ cận nghèo", NONE),
        ("", NONE),
    ],
)
def test_what_a_heading_tells(heading: str, role: str) -> None:
    assert told_by(heading) == role


def test_headings_without_numbers() -> None:
    provisions = parse_provisions("plan", Reading(UNNUMBERED))
    assert [provision.path for provision in provisions if provision.path.startswith("“PHẢI")] == [
        "“PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG”",
        "“PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG”, “Bản vùng thấp”",
        "“PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG”, “Bản vùng thấp”, • thứ 1",
        "“PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG”, “Bản vùng thấp”, • thứ 2",
        "“PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG”, “Hộ nghèo, hộ cận nghèo”",
        "“PHẢI LÀM ĐƯỢC GÌ MỚI ĐƯỢC BIỂU DƯƠNG”, “Hộ nghèo, hộ cận nghèo”, • thứ 1",
    ]
    assert provisions[-1].path == "chữ ký"


def test_the_roles_that_such_headings_give() -> None:
    passages = read_passages(read_text(UNNUMBERED, "plan", Reading(UNNUMBERED)))
    roles = {passage.text: passage.role for passage in passages}
    assert roles["Tỷ lệ hộ nghèo toàn xã còn dưới 22%."] is Part.TARGET
    assert roles["Giảm hộ nghèo từ 3%/năm trở lên."] is Part.CRITERION
    assert roles["Ra khỏi hộ nghèo từ 2 năm trở lên."] is Part.CRITERION
    assert roles["Công chức Văn hóa – Xã hội mở sổ theo dõi từng hộ nghèo."] is Part.TASK


LED = dedent(
    """\
    UBND TỈNH BẮC KẠN
    Số: 538/KH-UBND
    KẾ HOẠCH
    Thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau"

    B. THI ĐUA THEO TỪNG LOẠI ĐƠN VỊ
    I. Cấp huyện
    1) Đích đến: hai huyện nghèo giảm 5,2%/năm.
    2) Điều kiện xét: huyện nghèo hạ tỷ lệ hộ nghèo từ 6,5%/năm trở lên.
    3) Suất khen: mỗi năm 01 Cờ thi đua và 02 Bằng khen.
    4) Phòng Nội vụ: theo dõi, tổng hợp kết quả.
    C. TIÊU CHUẨN XÉT KHEN
    1. Nội dung chấm: tối đa 40 điểm.
    2. Mức khen: tặng Giấy khen cho 05 xã.
    """
)


def test_the_words_a_clause_opens_with_tell_what_it_is() -> None:
    plan = read_text(LED, "plan", Reading(LED))
    roles = {passage.text.split(":")[0]: passage.role for passage in read_passages(plan)}
    assert roles["Đích đến"] is Part.TARGET
    assert roles["Suất khen"] is Part.AWARD
    assert roles["Phòng Nội vụ"] not in {Part.AWARD, Part.CRITERION, Part.TARGET}
    assert roles["Nội dung chấm"] is Part.CRITERION  # points are given there for all it says
    assert roles["Mức khen"] is Part.AWARD
    facts = {str(value): fact.role for fact in extract_facts(plan) for value in fact.values}
    assert facts["5.2"] is Role.TARGET


BESIDE_NUMBERS = dedent(
    """\
    ỦY BAN NHÂN DÂN XÃ KHÂU VÀNG
    Số: 37/KH-UBND

    KẾ HOẠCH
    Hưởng ứng phong trào thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau"

    Căn cứ Luật Tổ chức chính quyền địa phương;
    UBND xã làm kế hoạch như sau:

    Mốc xã cần đạt

    - Cuối năm 2025 hộ nghèo toàn xã còn dưới 19%, cuối
    năm 2026 còn dưới 14%.

    1. Các mức khen

    Giấy khen của Chủ tịch UBND xã tặng thôn
    - Trong năm thôn không có hộ tái nghèo, không có đơn thư.
    - Mỗi năm xã khen nhiều nhất 3 thôn.
    - Tiền kèm theo Giấy khen: 1.400.000 đồng một thôn.
    - Trưởng thôn nộp biên bản họp thôn, 2 bản, trước ngày 25 tháng 11.

    Giấy khen tặng hộ vươn lên thoát nghèo
    - Hộ đã thoát nghèo từ 12 tháng trở lên.

    2. Phân công
    - Phòng Kinh tế: lo cây con giống.

    Nơi nhận:            TM. ỦY BAN NHÂN DÂN
    - UBND tỉnh;
    """
)


def test_headings_without_numbers_beside_numbered_ones() -> None:
    plan = read_text(BESIDE_NUMBERS, "plan", Reading(BESIDE_NUMBERS))
    paths = {passage.text.split()[0]: passage.provision.path for passage in read_passages(plan)}
    assert paths["Cuối"] == "“Mốc xã cần đạt”, gạch 1"
    assert paths["Hộ"] == "1, “Giấy khen tặng hộ vươn lên thoát nghèo”, gạch 1"
    assert paths["Phòng"] == "2, gạch 1"


def test_what_stands_under_an_award_for_somebody() -> None:
    plan = read_text(BESIDE_NUMBERS, "plan", Reading(BESIDE_NUMBERS))
    roles = {passage.text.split()[0]: passage.role for passage in read_passages(plan)}
    assert roles["Cuối"] is Part.TARGET
    assert roles["Trong"] is roles["Hộ"] is Part.CRITERION
    assert roles["Mỗi"] is roles["Tiền"] is Part.AWARD
    assert roles["Trưởng"] is Part.DOSSIER
    facts = {str(value): fact.role for fact in extract_facts(plan) for value in fact.values}
    assert facts["12"] is Role.CRITERION


def test_lines_in_capitals_are_headings_over_numbers_that_begin_anew() -> None:
    body = "".join(
        f"\n{name}\n    1) Mục một của phần này.\n    2) Mục hai của phần này.\n"
        for name in ("KẾT QUẢ CẦN ĐẠT", "NGUYÊN TẮC TIẾN HÀNH", "TRÁCH NHIỆM CÁC CẤP")
    )
    text = f"ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH TRÀ VINH\n\nCHƯƠNG TRÌNH\nHưởng ứng phong trào như sau:\n{body}"
    passages = read_passages(read_text(text, "plan", Reading(text)))
    roles = [passage.role for passage in passages if passage.text.startswith("Mục")]
    assert roles == [Part.TARGET] * 2 + [Part.REQUIREMENT] * 2 + [Part.TASK] * 2
    paths = [passage.provision.path for passage in passages if passage.text.startswith("Mục một")]
    assert paths == [f"“{name}”, 1" for name in ("KẾT QUẢ CẦN ĐẠT", "NGUYÊN TẮC TIẾN HÀNH", "TRÁCH NHIỆM CÁC CẤP")]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("1.1- Động viên", "1.1", "Động viên"),
        ("II/- Đề nghị", "II", "Đề nghị"),
        ("a/ Xã, thị trấn", "a", "Xã, thị trấn"),
        ("Điều 4. Những việc", "Điều 4", "Những việc"),
        ("(iii) Xã khu vực I", "(iii)", "Xã khu vực I"),
        ("1 Phòng Nội vụ", "1", "Phòng Nội vụ"),
        ("12 hộ nghèo", "", "12 hộ nghèo"),
        ("1.5% số hộ", "", "1.5% số hộ"),
        ("05 cơ quan; 09 thôn", "", "05 cơ quan; 09 thôn"),
    ],
)
def test_where_the_words_of_a_provision_begin(text: str, label: str, words: str) -> None:
    assert text[body_start(text, label) :] == words


def test_a_line_in_italics_may_head():
    source = (
        "KẾ HOẠCH\nThi đua\n\nI. TIÊU CHUẨN\n\n**4. Đối với hộ gia đình**\n\n"
        "*a) Hộ nghèo*\n\n- Có đơn đăng ký thoát nghèo.\n\n"
        "*b) Hộ mới thoát nghèo*\n\n- Thoát nghèo từ đủ 12 tháng trở lên.\n"
    )
    plan = read_text(source, "plan", Reading(source))
    item = next(p for p in plan.provisions if "12 tháng" in p.text)
    assert plan.provisions[item.parent].text == "b) Hộ mới thoát nghèo"


def test_awards_under_a_heading_of_criteria_and_awards_are_awards():
    source = (
        "KẾ HOẠCH\nThi đua\n\nIV. HÌNH THỨC VÀ TIÊU CHUẨN KHEN THƯỞNG\n"
        "1. Hằng năm, Giám đốc Sở tặng Giấy khen cho không quá 04 tập thể và 09 cá nhân.\n"
        "2. Hồ sơ gồm 01 bộ: tờ trình, biên bản họp bình xét.\n"
        "3. Tập thể được khen phải giúp ít nhất 02 hộ thoát nghèo trong năm.\n"
    )
    roles = {p.text.split()[0]: p.role for p in read_passages(read_text(source, "plan", Reading(source)))}
    assert (roles["Hằng"], roles["Hồ"], roles["Tập"]) == (Part.AWARD, Part.DOSSIER, Part.CRITERION)
