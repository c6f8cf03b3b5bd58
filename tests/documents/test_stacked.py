"""Tables whose cells are lines: rows that are alike under heads of words, and nothing that only looks like it."""

from decimal import Decimal

from documents.facts.extraction import extract_facts
from documents.facts.fact import Mode, Role
from documents.layout.stacked import find_stacked
from documents.read import read_text

AWARDS = """III. SỐ LƯỢNG KHEN THƯỞNG
1. Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, số lượng tối đa như sau:

Đợt khen thưởng
Tập thể
Cá nhân
Hộ gia đình
Hằng năm (trừ năm 2023)
08
10
14
Sơ kết (năm 2023)
18
22
26

2. Mỗi huyện đề nghị không quá 02 tập thể.
"""
HEAD = """ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SƠN LA                 Độc lập - Tự do - Hạnh phúc
Số: 77/KH-UBND              Sơn La, ngày 14 tháng 3 năm 2022

KẾ HOẠCH
Tổ chức thực hiện phong trào thi đua "Vì người nghèo - Không để ai bị bỏ lại phía sau" giai đoạn 2022 - 2025

I. MỤC ĐÍCH
Giúp người nghèo vươn lên.
"""


def cells(text):
    return [[[text[a:b] for a, b in row] for row in table.rows] for table in find_stacked(text)]


def test_rows_of_lines_are_a_table():
    (table,) = cells(AWARDS)
    assert table == [
        ["Đợt khen thưởng", "Tập thể", "Cá nhân", "Hộ gia đình"],
        ["Hằng năm (trừ năm 2023)", "08", "10", "14"],
        ["Sơ kết (năm 2023)", "18", "22", "26"],
    ]


def test_a_caption_is_no_head():
    text = "Bảng chấm điểm\nNội dung\nĐiểm\nGiúp hộ nghèo\n40\nBáo cáo\n20\nVận động tiền\n25\nHọp đều\n15\n"
    assert cells(text) == [
        [["Nội dung", "Điểm"], ["Giúp hộ nghèo", "40"], ["Báo cáo", "20"], ["Vận động tiền", "25"], ["Họp đều", "15"]]
    ]


def test_years_may_be_heads_and_words_may_stand_for_figures():
    text = "Loại xã\n2022\nTỷ lệ còn lại\nXã A\n9\ndưới 28%\nXã B\n7\ndưới 18%\nPhường\nkhông quy định\ndưới 4%\n"
    (table,) = cells(text)
    assert table[0] == ["Loại xã", "2022", "Tỷ lệ còn lại"]
    assert table[-1] == ["Phường", "không quy định", "dưới 4%"]


def test_heads_that_are_broken_over_lines_are_left_alone():
    """Which line is a head of which column cannot be told: no name at all is better than a wrong one."""
    assert cells("Xã\nTổng số\nhộ dân\nHộ nghèo\nXã A\n400\n20\nXã B\n500\n30\n") == []


def test_a_table_ends_with_the_last_row_that_is_alike():
    (table,) = cells("Xã\nSố hộ\nSố thôn\nXã A\n9\n2\nXã B\n7\n3\nĐại biểu mời\n5\nCác thôn\n")
    assert table[-1] == ["Xã B", "7", "3"]


def test_lines_of_a_text_are_no_table():
    assert cells("- Như Điều 1;\n- Sở Nội vụ;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n2\n3\n") == []


def test_what_a_row_gives_is_a_fact_with_its_place_in_the_source():
    source = HEAD + AWARDS
    plan = read_text(source, "son-la-77-kh-ubnd")
    assert not plan.damaged
    quotas = [
        (fact.values[0], fact.unit, fact.cycle, fact.time.year if fact.time else None)
        for fact in extract_facts(plan)
        if fact.role is Role.QUOTA and "|" in plan.provisions[fact.provision].text
    ]
    assert quotas == [
        (8, "tập thể", "hằng năm", None),
        (10, "cá nhân", "hằng năm", None),
        (14, "hộ gia đình", "hằng năm", None),
        (18, "tập thể", None, 2023),
        (22, "cá nhân", None, 2023),
        (26, "hộ gia đình", None, 2023),
    ]
    row = next(provision for provision in plan.provisions if "Sơ kết" in provision.text)
    assert source[slice(*row.span)] == "Sơ kết (năm 2023)\n18\n22\n26"
    assert plan.cite(row).quote == "Sơ kết (năm 2023) | 18 | 22 | 26"


def test_a_cell_that_says_how_its_figure_is_meant_and_awards_by_occasion():
    source = (
        HEAD
        + """II. TIÊU CHUẨN KHEN THƯỞNG
1. Đối với xã:
Loại xã
Giảm tỷ lệ hộ nghèo
Tỷ lệ hộ nghèo, cận nghèo cuối năm 2025
Xã khu vực III
bình quân từ 6,5%/năm trở lên
dưới 28%
Xã khu vực II
từ 4,5%/năm trở lên
dưới 18%
III. SỐ LƯỢNG KHEN THƯỞNG
Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh:
Đối tượng
Hằng năm
Tổng kết 2025
Hộ gia đình
20
40
Cá nhân
15
25
IV. TỔ CHỨC THỰC HIỆN
Sở Lao động - Thương binh và Xã hội theo dõi.
"""
    )
    facts = extract_facts(read_text(source, "son-la-77-kh-ubnd"))
    rates = [(f.subjects[0].zone, f.values[0], f.unit, f.mode) for f in facts if f.role is Role.CRITERION]
    assert rates == [
        ("III", Decimal("6.5"), "%", Mode.AVERAGE),
        ("III", 28, "%", Mode.AT_DATE),
        ("II", Decimal("4.5"), "%", Mode.EACH_YEAR),
        ("II", 18, "%", Mode.AT_DATE),
    ]
    quotas = [(f.values[0], f.unit, f.cycle, f.time and f.time.year) for f in facts if f.role is Role.QUOTA]
    assert quotas == [
        (20, "hộ gia đình", "hằng năm", None),
        (40, "hộ gia đình", None, 2025),
        (15, "cá nhân", "hằng năm", None),
        (25, "cá nhân", None, 2025),
    ]
