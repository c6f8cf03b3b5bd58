"""Provisions: their paths and places, in the shipped plans and in other layouts."""

import os
import time
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.facts.tables import cells_of
from documents.layout.lines import furniture
from documents.layout.structure import parse_provisions
from documents.plan import Kind, Provision
from documents.read import read_text
from documents.reading import Reading, Span, Token

PLANS = Path(__file__).parents[2] / "documents" / "plans"
SOURCES = sorted(path for path in PLANS.glob("*-*.txt") if not path.name.endswith(".reading.txt"))
OTHERS = Path(os.environ.get("PLANBOT_DATA_FOR_TESTS", "/nonexistent"))


def parse(text: str) -> tuple[Provision, ...]:
    return parse_provisions("plan", Reading(text))


def paths(text: str) -> list[str]:
    return [provision.path for provision in parse(dedent(text))]


def at(source: str, path: str) -> str:
    return next(provision.text for provision in parse(source) if provision.path == path)


def source_of(name: str) -> str:
    return (PLANS / f"{name}.txt").read_text("utf-8")


def check_places(source: str, provisions: tuple[Provision, ...]) -> None:
    """Every text equals its span, no two overlap, all words but furniture are held."""
    held = bytearray(len(source))
    for provision in provisions:
        start, end = provision.span
        assert provision.text == " ".join(source[start:end].split())
        assert provision.text
        assert not any(held[start:end])
        held[start:end] = b"\x01" * (end - start)
    for span in furniture(source):
        held[span.start : span.end] = b"\x01" * (span.end - span.start)
    left = "".join(letter for letter, inside in zip(source, held, strict=True) if not inside)
    assert not "".join(left.split()).strip("#*_>")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_provisions_stand_apart_and_hold_every_word(path: Path) -> None:
    source = path.read_text("utf-8")
    check_places(source, parse(source))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_paths_are_of_one_provision_each(path: Path) -> None:
    found = [provision.path for provision in parse(path.read_text("utf-8"))]
    assert len(set(found)) == len(found)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "I. MỤC ĐÍCH",
                "1. Mục đích",
                "1.1. Đối với xã",
                "a) Một việc;",
                "- Gạch đầu dòng.",
                "+ Dấu cộng;",
                "II.",
                "2",
                "Điều 3. Điều",
                "Một đoạn văn thường kết thúc bằng dấu chấm.",
                "dòng tiếp theo",
                "",
                " ",
                "Chương IV",
                "Nơi nhận:",
                "KẾ HOẠCH",
                "PHỤ LỤC",
                "TM. UBND",
                "TT | Tên | Số",
                "1 | Xã A | 7%",
                "Căn cứ Luật A;",
                "[image: a.png]",
                "# **Đậm**",
                "Kính gửi: Xã A",
                "......",
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_lines_is_read_without_loss(lines: list[str]) -> None:
    source = "\n".join(lines)
    check_places(source, parse(source))


@pytest.mark.parametrize(
    ("name", "path", "opens", "ends"),
    [
        ("tuyen-quang-112-kh-ubnd", "III.1.2, gạch 5, + thứ 2", "+ Huyện nghèo giảm", "5 năm liên tục."),
        ("tuyen-quang-112-kh-ubnd", "III.1.2, gạch 6", "- Đến hết năm 2020", "hộ nghèo."),
        ("tuyen-quang-112-kh-ubnd", "III.1.5.a, gạch 3", "- Đã thoát nghèo từ 3 năm", "làm theo."),
        ("tuyen-quang-112-kh-ubnd", "V.4, đoạn 1", "Tăng cường tuyên truyền", "Phong trào thi đua."),
        ("tuyen-quang-112-kh-ubnd", "đoạn kết", "Yêu cầu các sở", "giải quyết./."),
        ("lang-son-165-kh-ubnd", "I.1.c", "c) Tổ chức Phong trào", "của người nghèo."),
        ("lang-son-165-kh-ubnd", "I.2", "2. Yêu cầu", "2. Yêu cầu"),
        ("lang-son-165-kh-ubnd", "III.6, đoạn 1", "Nỗ lực công tác", "chương trình giảm nghèo."),
        ("lang-son-165-kh-ubnd", "IV.3.b, gạch 2", "- Đối với các huyện", "đến năm 2020."),
        ("lang-son-165-kh-ubnd", "V.7", "7. Ban Thi đua", "Phong trào thi đua."),
        ("lang-son-165-kh-ubnd", "đoạn kết", "Trong quá trình tổ chức", "bổ sung./."),
        ("le-thuy-kh-2017-2020", "II.1", "1. Các phòng, ban", "thoát nghèo bền vững."),
        ("le-thuy-kh-2017-2020", "III", "III. TIÊU CHUẨN", "KHEN THƯỞNG"),
        ("le-thuy-kh-2017-2020", "III, đoạn 1", "Tiêu chuẩn danh hiệu", "2016-2020."),
        ("tuan-giao-4669-kh-ubnd", "II", "I1. NOI DUNG", "TRAO"),
        ("tuan-giao-4669-kh-ubnd", "III", "1. GIAI PHAP", "HIEN"),
        ("tuan-giao-4669-kh-ubnd", "IV.1.2, gạch 4, + thứ 2", "+ X& nghéo khu vue TII", "05 nam;"),
        ("tuan-giao-4669-kh-ubnd", "V.4", "4, Giao cho Phong", "nhiém:"),
        ("so-xay-dung-kh-2021-2025", "I.2.c", "¢) Kip thoi", "thi dua."),
        ("so-xay-dung-kh-2021-2025", "III", "I1I. GIAI", "HIEN"),
        ("so-xay-dung-kh-2021-2025", "V.2, đoạn 1", "Tham muu", "chi dao./."),
    ],
)
def test_a_clause_has_the_path_a_person_cites(name: str, path: str, opens: str, ends: str) -> None:
    text = at(source_of(name), path)
    assert text.startswith(opens)
    assert text.endswith(ends)


def test_what_stands_around_the_body() -> None:
    kinds = {provision.path: provision.kind for provision in parse(source_of("lang-son-165-kh-ubnd"))}
    around = ["phần đầu", "tên văn bản", "căn cứ 1", "căn cứ 2", "mở đầu", "đoạn kết", "nơi nhận", "chữ ký"]
    assert [kinds[path] for path in around] == [
        Kind.HEADER,
        Kind.TITLE,
        Kind.BASIS,
        Kind.BASIS,
        Kind.PREAMBLE,
        Kind.CLOSING,
        Kind.RECIPIENTS,
        Kind.SIGNATURE,
    ]


def test_a_title_goes_on_to_the_first_basis() -> None:
    text = (
        "HUYỆN BÙ GIA MẬP\nSố: 27/KH-UBND\n\nKẾ HOẠCH\n"
        "Tổ chức thực hiện Phong trào thi đua “Cả nước chung tay vì người nghèo - Không\n"
        "để ai bị bỏ lại phía sau” trên địa bàn huyện Bù Gia Mập, giai đoạn 2016 - 2020\n\n"
        "Căn cứ Quyết định số 1258/QĐ-TTg ngày 21/8/2017 của Thủ tướng Chính phủ về việc\n"
        "ban hành Kế hoạch tổ chức thực hiện Phong trào thi đua;\n"
        "UBND huyện Bù Gia Mập ban hành Kế hoạch như sau:\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n"
    )
    kinds = {provision.kind: provision.text for provision in parse(text)}
    assert kinds[Kind.TITLE].endswith("giai đoạn 2016 - 2020")
    assert kinds[Kind.BASIS].startswith("Căn cứ")
    assert kinds[Kind.PREAMBLE].startswith("UBND huyện")


def test_parents_and_headings_lead_up_to_the_section() -> None:
    provisions = parse(source_of("tuyen-quang-112-kh-ubnd"))
    plus = next(provision for provision in provisions if provision.path == "III.1.2, gạch 5, + thứ 2")
    above = []
    parent = plus.parent
    while parent is not None:
        above.append(provisions[parent].path)
        parent = provisions[parent].parent
    assert above == ["III.1.2, gạch 5", "III.1.2", "III.1", "III"]
    assert plus.label == "+"
    assert plus.heading.startswith("III. TIÊU CHUẨN DANH HIỆU THI ĐUA VÀ KHEN THƯỞNG › 1. Tiêu chuẩn thi đua › 1.2")


def test_numerals_may_be_skipped_repeated_or_lose_strokes() -> None:
    skipped = paths("KẾ HOẠCH\nI. MỘT\n1. A\nII. HAI\n1. A\nV. NĂM\n1. A\n")
    assert [path for path in skipped if "." not in path][1:] == ["I", "II", "V"]
    lost = paths(
        "KE HOACH\n1. MUC DICH\n1. Muc dich\n2. Yeu cau\nI1. NOI DUNG\n1. A\n1. GIAI PHAP\n1. A\nIV. TO CHUC\n"
    )
    assert lost == ["tên văn bản", "I", "I.1", "I.2", "II", "II.1", "III", "III.1", "IV"]


def test_strokes_of_numerals_that_a_scan_ran_together() -> None:
    heads = ["I. MUC DICH", "IL. NOI DUNG THI DUA", "IH. GIAI PHAP", "IV. TIEU CHUAN", "V. KHEN THUONG", "VL TO CHUC"]
    text = "".join(f"{head} THUC HIEN\n- Thi dua giam ngheo.\n" for head in heads)
    assert [path for path in paths(text) if "," not in path] == ["I", "II", "III", "IV", "V", "VI"]
    assert "HL" not in "".join(paths("I. MUC DICH\n- Mot.\nHL MUC TIEU PHAN DAU\n- Hai.\nHI. NOI DUNG\n- Ba.\n"))


def test_a_figure_or_dash_at_the_start_of_a_wrapped_line_is_no_mark() -> None:
    text = """\
        KẾ HOẠCH
        I. MỤC TIÊU
        1. Phấn đấu đến cuối giai đoạn giảm tỷ lệ hộ nghèo của toàn tỉnh còn dưới
        5. Trong đó các huyện miền núi giảm nhanh hơn theo kế hoạch của Sở Lao động
        - Thương binh và Xã hội đã trình và được Ủy ban nhân dân tỉnh phê duyệt từ
        2020 đến nay, bảo đảm các chỉ tiêu đã giao cho từng huyện, thành phố trong
        giai đoạn này và những năm tiếp theo.
        2. Bảo đảm nguồn lực.
        """
    assert paths(text) == ["tên văn bản", "I", "I.1", "I.2"]


def test_a_law_of_chapters_articles_clauses_and_points() -> None:
    text = """\
        LUẬT
        THI ĐUA
        Căn cứ Hiến pháp;
        Quốc hội ban hành Luật Thi đua.
        Chương I
        NHỮNG QUY ĐỊNH CHUNG
        Điều 1. Phạm vi
        Luật này quy định về thi đua.
        Điều 2. Nguyên tắc
        1. Việc thi đua theo các nguyên tắc sau:
        a) Tự nguyện;
        đ) Công khai.
        2. Khác.
        Chương II
        TỔ CHỨC
        Mục 1. DANH HIỆU
        Điều 3. Danh hiệu
        1. Một.
        """
    provisions = parse(dedent(text))
    assert [provision.path for provision in provisions] == [
        "tên văn bản",
        "căn cứ 1",
        "mở đầu",
        "Chương I",
        "Điều 1",
        "Điều 1, đoạn 1",
        "Điều 2",
        "Điều 2.1",
        "Điều 2.1.a",
        "Điều 2.1.đ",
        "Điều 2.2",
        "Chương II",
        "Chương II, Mục 1",
        "Điều 3",
        "Điều 3.1",
    ]
    assert provisions[-1].heading == "Chương II. TỔ CHỨC › Mục 1. DANH HIỆU › Điều 3. Danh hiệu"
    assert provisions[3].text == "Chương I NHỮNG QUY ĐỊNH CHUNG"


def test_a_decision_with_regulations_and_a_table_attached() -> None:
    text = """\
        QUYẾT ĐỊNH
        Về việc ban hành Quy chế
        Căn cứ Luật Tổ chức;
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Quy chế.
        Điều 2. Quyết định này có hiệu lực từ ngày ký./.
        Nơi nhận:
        - Như Điều 2;
        - Lưu: VT.
        KT. CHỦ TỊCH
        Nguyễn Văn A
        QUY CHẾ
        Khen thưởng
        (Ban hành kèm theo Quyết định số 1/QĐ-UBND)
        Điều 1. Phạm vi
        1. Một.
        PHỤ LỤC II
        DANH SÁCH
        TT | Tên xã | Tỷ lệ
        1 | Xã A | 7%
        2 | Xã B | 5%
        """
    provisions = parse(dedent(text))
    assert [provision.path for provision in provisions][4:] == [
        "Điều 2",
        "nơi nhận",
        "chữ ký",
        "Quy chế",
        "Quy chế, Điều 1",
        "Quy chế, Điều 1.1",
        "Phụ lục II",
        "Phụ lục II, dòng 1",
        "Phụ lục II, dòng 2",
        "Phụ lục II, dòng 3",
    ]
    assert provisions[-1].kind is Kind.ROW
    assert provisions[-1].heading.endswith("TT | Tên xã | Tỷ lệ")


def test_guidance_of_letters_numerals_and_numbers() -> None:
    found = paths("HƯỚNG DẪN\nA. KHỐI\nI. CƠ CẤU\n1. Một\na) Hai;\nII. NHIỆM VỤ\n1. Ba\nB. CỤM\n1. Bốn\n")
    assert found == ["tên văn bản", "A", "A.I", "A.I.1", "A.I.1.a", "A.II", "A.II.1", "B", "B.1"]


def test_a_page_that_turns_in_a_sentence_does_not_part_it() -> None:
    source = source_of("tuan-giao-4669-kh-ubnd")
    plan = read_text(source, "plan", Reading(source))
    clause = next(provision for provision in plan.provisions if provision.path == "I.1, đoạn 2")
    assert "cd ty 1€ hd ngheo cao hon ty 1¢ ho nghéo chung" in clause.text
    assert "[image:" in source[slice(*clause.span)]


def test_a_dash_that_a_scan_lost_counts() -> None:
    source = "KE HOACH\nI. MOT\n1. Đối với bản\n- Đoàn kết.\nXây dựng quy chế.\n.- Nâng cao.\n- Giảm tỷ lệ.\n"
    mended = Reading(source, (Token(Span(0, 2), "KẾ"),))
    assert [p.path for p in parse_provisions("plan", mended)][-4:] == [f"I.1, gạch {number}" for number in (1, 2, 3, 4)]
    assert [p.path for p in parse(source)][-4:] == ["I.1, gạch 1", "I.1, đoạn 1", "I.1, gạch 2", "I.1, gạch 3"]


def test_a_law_of_half_a_million_letters_takes_a_second() -> None:
    points = "".join(
        f"{letter}) Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước, đoàn kết, tương trợ;\n\n"
        for letter in "abcdđe"
    )
    articles = (f"Điều {number}. Thi đua\n\n1. Được xét khen thưởng khi:\n\n{points}" for number in range(1, 801))
    source = "LUẬT\n\nTHI ĐUA\n\nQuốc hội ban hành Luật Thi đua.\n\n" + "".join(articles)
    assert len(source) > 450_000
    start = time.process_time()
    provisions = parse(source)
    assert time.process_time() - start < 5  # about one on an idle machine
    assert len(provisions) == 2 + 8 * 800


@pytest.mark.skipif(not OTHERS.is_dir(), reason="PLANBOT_DATA_FOR_TESTS names no folder of other texts")
def test_other_texts_are_held_whole() -> None:
    for path in sorted(OTHERS.rglob("*.txt")):
        source = path.read_text("utf-8", errors="ignore")
        check_places(source, parse(source))


@pytest.mark.parametrize("source", ["", "\n\n", " \t\n", "[image: a.png]", "\ufeff"])
def test_nothing_said_gives_no_provision(source: str) -> None:
    assert parse(source) == ()


def test_a_dash_that_a_scan_read_as_a_line_counts():
    source = "I. NỘI DUNG\n\n1. Công an tỉnh\n\n_ 7 Chủ trì tổ chức thực hiện.\n\n- Báo cáo kết quả.\n"
    paths = [p.path for p in parse_provisions("x", Reading(source))]
    assert paths[-2:] == ["I.1, gạch 1", "I.1, gạch 2"]


def test_a_number_may_stand_before_a_figure() -> None:
    text = "1. Mục tiêu\n1.1. Giảm 3%/năm.\n1.2. 95% hộ nghèo có thẻ bảo hiểm y tế.\n1.3. 12 xã về đích.\n2. Yêu cầu\n"
    assert paths(text) == ["1", "1.1", "1.2", "1.3", "2"]


def test_a_point_opens_after_a_heading_as_wide_as_the_page() -> None:
    text = (
        "1. Đối với các phòng, ban chuyên môn, Mặt trận Tổ quốc, hội\n"
        "a) Xây dựng kế hoạch, phân công cán bộ giúp đỡ từng thôn và\n"
        "từng hộ nghèo theo địa chỉ.\n"
        "b) Mỗi đơn vị góp ít nhất 15 ngày công trong cả giai đoạn để\n"
        "sửa nhà cho hộ nghèo.\n"
        "2. Đối với các xã, thị trấn nêu tại khoản 1 và các thôn theo\n"
        "quy định chung.\n"
    )
    assert paths(text) == ["1", "1.a", "1.b", "2"]


def test_codes_number_points_and_letters_may_leave_out_d_bar() -> None:
    text = """\
        KẾ HOẠCH
        PHẦN C. THƯỚC ĐO ĐỂ XÉT KHEN
        C1. Cách chấm
        (1) Giảm tỷ lệ hộ nghèo từ 2% trở lên.
        (2) Không có hộ tái nghèo.
        C2. Thôn, buôn
        a) Có quỹ xoay vòng;
        PHẦN D. HÌNH THỨC
        1. Toàn tỉnh:
        CT1. Giảm 2% mỗi năm.
        CT2. Xóa hết nhà tạm.
        PHẦN E. PHÂN CÔNG
        1. Sở Nội vụ nhận hồ sơ.
        PHẦN F. LỊCH
        """
    assert paths(text)[1:] == [
        "Phần C", "Phần C, C1", "Phần C, C1.(1)", "Phần C, C1.(2)", "Phần C, C2", "Phần C, C2.a",
        "Phần D", "Phần D, 1", "Phần D, 1.CT1", "Phần D, 1.CT2", "Phần E", "Phần E, 1", "Phần F",
    ]  # fmt: skip


SPACED = """\
II. CHỈ TIÊU
2. Chỉ tiêu giao cho từng xã (cả giai đoạn):
  TT   Đơn vị             Số hộ thoát    Nhà được
                          nghèo, thoát   sửa chữa
                          cận nghèo      (nhà)
  1    Xã Hồng Thái            12            1
  2    Xã Sơn Phú               9            0
       Tổng cộng               21            1

3. Mỗi chi hội nhận đỡ đầu ít nhất 01 hội viên có hoàn cảnh khó khăn.
"""


def test_a_table_that_only_spaces_make() -> None:
    provisions = parse(SPACED)
    rows = [provision for provision in provisions if provision.kind is Kind.ROW]
    cells = [[cell for _, cell in cells_of(SPACED[row.place.start : row.place.end])] for row in rows]
    assert cells == [
        ["TT", "Đơn vị", "Số hộ thoát nghèo, thoát cận nghèo", "Nhà được sửa chữa (nhà)"],
        ["1", "Xã Hồng Thái", "12", "1"],
        ["2", "Xã Sơn Phú", "9", "0"],
        ["Tổng cộng", "21", "1"],
    ]
    assert provisions[-1].path == "II.3"


def test_two_columns_of_a_head_are_no_table() -> None:
    head = "TỈNH ĐOÀN ĐẮK NÔNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nSố: 3/KH          Gia Nghĩa, ngày 9/3/2023\n"
    assert not [provision for provision in parse(head * 3) if provision.kind is Kind.ROW]


def test_a_letter_and_a_number_number_a_point() -> None:
    text = (
        "PHẦN C. VIỆC PHẢI LÀM\nC.1. Nhà ở\na) Làm nhà mới.\nC.2 Nước sạch\nMỗi bản một bể nước.\nPHẦN D. KHEN THƯỞNG\n"
    )
    paths = [provision.path for provision in parse_provisions("plan", Reading(text))]
    assert paths == ["Phần C", "Phần C, C.1", "Phần C, C.1.a", "Phần C, C.2", "Phần C, C.2, đoạn 1", "Phần D"]


def test_the_number_of_a_document_at_the_start_of_a_line_numbers_nothing() -> None:
    basis = "Thực hiện Nghị quyết số\n11/NQ-HĐND ngày 26/12/2025 của HĐND xã;"
    text = f"KẾ HOẠCH\nThi đua\n{basis}\nI. MỤC TIÊU\n1. Giảm nghèo.\n"
    paths = [provision.path for provision in parse_provisions("plan", Reading(text))]
    assert paths == ["tên văn bản", "căn cứ 1", "I", "I.1"]


WRAPPED = """III. PHÂN CÔNG
TT | Nhiệm vụ | Đơn vị chủ trì | Phối hợp | Thời gian
1 | Hướng dẫn đăng ký chỉ tiêu, tổng hợp báo cáo, tham mưu sơ kết | Ban Kinh tế -
Xã hội | Văn phòng | Hằng năm
2 | Tiếp nhận, thẩm định hồ sơ | Ban Tổ chức | Ban Kinh tế - Xã hội | Tháng 4
3 | Khảo sát nhu cầu học nghề | Hội cấp huyện
| Phòng Lao động | Trước ngày 15/12
"""


def test_rows_broken_over_lines_are_one_each() -> None:
    rows = [p for p in read_text(WRAPPED, "bang").provisions if p.kind is Kind.ROW]
    assert [row.text.count("|") for row in rows] == [4, 4, 4, 4]
    assert "Ban Kinh tế - Xã hội | Văn phòng" in rows[1].text
    assert rows[3].text.endswith("Trước ngày 15/12")


def test_the_foot_of_a_page_with_its_number_is_no_part_of_a_sentence() -> None:
    text = (
        "II. TIÊU CHUẨN\n1. Hộ nghèo viết đơn đăng ký thoát nghèo, nộp trưởng xóm trước ngày\n\n"
        "KH phong trào vì người nghèo - xã Vầy Nưa          Trang 2/4\n\n15/9 hằng năm.\n2. Hộ khác giúp 02 hộ.\n\n"
        "KH phong trào vì người nghèo - xã Vầy Nưa          Trang 3/4\n"
    )
    provisions = read_text(text, "chan-trang").provisions
    assert not [p.path for p in provisions if "Trang" in p.text]
    assert any("15/9" in p.text for p in provisions)


def test_a_bar_at_the_margin_makes_no_row() -> None:
    text = "I. HỒ SƠ\n1. Hồ sơ lập 01 bộ.\n| 2. Hồ sơ đề nghị huyện khen lập 02 bộ.\n3. Hồ sơ chậm không xét.\n"
    plan = read_text(text, "vach")
    assert [p.path for p in plan.provisions if p.kind is not Kind.SECTION] == ["I.1", "I.2", "I.3"]


def test_a_page_number_in_brackets_is_no_clause() -> None:
    text = "I. HỒ SƠ\n1. Hồ sơ lập 02 bộ.\n[trang 3]\n2. Hồ sơ chậm không xét.\n"
    assert not [p.path for p in read_text(text, "trang").provisions if "trang" in p.text]


def test_a_page_number_with_a_speck_is_no_clause() -> None:
    text = "I. TIÊU CHUẨN\n- Không còn hộ nghèo là người có công với cách\n\n3 |\n\nmạng.\n- Có 02 mô hình.\n"
    first = next(p for p in read_text(text, "so-trang").provisions if "người có công" in p.text)
    assert first.path == "I, gạch 1"
    assert first.text.endswith("mạng.")


def test_numerals_that_lost_their_shape_follow_those_before() -> None:
    text = "I. MUC DICH\n- Mot.\nH. NOI DUNG\n- Hai.\nIll. TIEU CHUAN\n- Ba.\nIV. HO SO\n- Bon.\nVv. TO CHUC\n- Nam.\n"
    assert paths(text) == [f"{numeral}{rest}" for numeral in ("I", "II", "III", "IV", "V") for rest in ("", ", gạch 1")]
    small = "IV. HO SO\n- Bon.\nv.TO CHUC THUC HIEN\n1. Mot.\n"
    assert "V.1" in paths(small)
