"""What documents say of themselves, and what they do not say."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from documents.names.issuer import read_seat
from documents.plan import Level, Plan
from documents.read import read_text
from documents.reading import Reading
from documents.repair.reviewed import load_reviewed

PLANS = Path(__file__).parents[2] / "documents" / "plans"


def shipped(name: str) -> Plan:
    source = (PLANS / f"{name}.txt").read_text("utf-8")
    reviewed = PLANS / f"{name}.reading.txt"
    return read_text(source, name, load_reviewed(source, reviewed) if reviewed.exists() else None)


def read(text: str) -> Plan:
    source = dedent(text)
    return read_text(source, "plan", Reading(source))


@pytest.mark.parametrize(
    ("name", "number", "issued", "issuer", "level", "place", "period", "signer"),
    [
        (
            "tuan-giao-4669-kh-ubnd",
            "4669/KH-UBND",
            date(2017, 11, 24),
            "Ủy ban nhân dân huyện Tuần Giáo",
            Level.DISTRICT,
            "Tuần Giáo",
            (2016, 2020),
            None,
        ),
        (
            "tuyen-quang-112-kh-ubnd",
            "112/KH-UBND",
            date(2017, 12, 19),
            "Ủy ban nhân dân tỉnh Tuyên Quang",
            Level.PROVINCE,
            "Tuyên Quang",
            (2016, 2020),
            "Nguyễn Hải Anh",
        ),
        (
            "le-thuy-kh-2017-2020",
            None,
            None,
            "Ủy ban nhân dân huyện Lệ Thủy",
            Level.DISTRICT,
            "Lệ Thủy",
            (2017, 2020),
            "Lê Văn Bảo",
        ),
        ("so-xay-dung-kh-2021-2025", None, None, "Sở Xây dựng", Level.DEPARTMENT, None, (2021, 2025), None),
        (
            "lang-son-165-kh-ubnd",
            "165/KH-UBND",
            date(2017, 9, 26),
            "Ủy ban nhân dân tỉnh Lạng Sơn",
            Level.PROVINCE,
            "Lạng Sơn",
            (2016, 2020),
            "Hồ Tiến Thiệu",
        ),
    ],
)
def test_the_shipped_plans(
    name: str,
    number: str | None,
    issued: date | None,
    issuer: str,
    level: Level,
    place: str | None,
    period: tuple[int, int],
    signer: str | None,
) -> None:
    plan = shipped(name)
    assert (plan.number, plan.issued, plan.issuer, plan.level) == (number, issued, issuer, level)
    assert (plan.place, plan.period, plan.signer) == (place, period, signer)


def test_titles_are_as_a_person_writes_them() -> None:
    assert shipped("tuyen-quang-112-kh-ubnd").title == (
        "Kế hoạch tổ chức thực hiện phong trào thi đua “Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại "
        "phía sau” giai đoạn 2016-2020 trên địa bàn tỉnh Tuyên Quang"
    )
    assert shipped("so-xay-dung-kh-2021-2025").title.startswith("Triển khai thực hiện Phong trào thi đua")


def test_damage_is_told() -> None:
    assert shipped("tuan-giao-4669-kh-ubnd").damaged
    assert not shipped("lang-son-165-kh-ubnd").damaged


def test_the_office_of_a_stamp_of_arrival_is_not_the_issuer() -> None:
    plan = read(
        """\
        ỦY BAN NHÂN DÂN
        HUYỆN BA TƠ

        UBND XÃ BA VÌ          CÔNG VĂN ĐẾN Số: 3381 Ngày 09/12/2022

        Số: 118/KH-UBND
                                                  Ba Tơ, ngày 05 tháng 12 năm 2022

        KẾ HOẠCH
        Triển khai Phong trào thi đua trên địa bàn huyện Ba Tơ

        I. MỤC ĐÍCH
        1. Nội dung.
        """
    )
    assert (plan.issuer, plan.level, plan.place) == ("Ủy ban nhân dân huyện Ba Tơ", Level.DISTRICT, "Ba Tơ")


def test_a_stamp_of_arrival_is_neither_number_nor_date() -> None:
    plan = read("""\
        SỞ TƯ PHÁP T. HÀ GIANG
        CÔNG VĂN ĐẾN Số: 5705
        Ngày 27-12-2017
        KẾ HOẠCH
        Phát động thi đua
        I. MỤC ĐÍCH
        1. Một.
        """)
    assert plan.number is None
    assert plan.issued is None


@pytest.mark.parametrize(
    "line",
    [
        "Số:      /KH-UBND    Lạng Sơn, ngày      tháng 9 năm 2017",
        "Số: ó2 /KH-UBND Quảng Bình, ngày f7 tháng 2ˆ năm 2024",
        "Số: …/KH-UBND   Hà Nội, ngày 31 tháng 02 năm 2020",
    ],
)
def test_what_is_blank_or_broken_stays_unknown(line: str) -> None:
    plan = read(f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n{line}\nKẾ HOẠCH\nThi đua\nI. MỤC ĐÍCH\n1. Một.\n")
    assert plan.number is None
    assert plan.issued is None
    assert plan.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"


@pytest.mark.parametrize(
    ("header", "issuer", "level", "place"),
    [
        (
            "UBND TỈNH THÁI NGUYÊN\nSỞ LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI",
            "Sở Lao động - Thương binh và Xã hội",
            Level.DEPARTMENT,
            "Thái Nguyên",
        ),
        (
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ QUÀI TỞ Độc lập - Tự do - Hạnh phúc",
            "Ủy ban nhân dân xã Quài Tở",
            Level.COMMUNE,
            "Quài Tở",
        ),
        (
            "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TỈNH HƯNG YÊN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Hội đồng Thi đua - Khen thưởng tỉnh Hưng Yên",
            Level.PROVINCE,
            "Hưng Yên",
        ),
        ("BỘ KẾ HOẠCH VÀ ĐẦU TƯ", "Bộ Kế hoạch và Đầu tư", Level.CENTRAL, None),
        ("|QUỐC HỘI          |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |", "Quốc hội", Level.CENTRAL, None),
        ("UBND THÀNH PHỐ HÀ NỘI", "Ủy ban nhân dân thành phố Hà Nội", Level.PROVINCE, "Hà Nội"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐỒNG HỚI", "Ủy ban nhân dân thành phố Đồng Hới", Level.DISTRICT, "Đồng Hới"),
        (
            "MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH SƠN LA\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn La",
            Level.PROVINCE,
            "Sơn La",
        ),
        (
            "ỦY BAN TRUNG ƯƠNG\nMẶT TRẬN TỔ QUỐC VIỆT NAM\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            Level.CENTRAL,
            None,
        ),
        ("TỈNH ỦY SƠN LA\nVĂN PHÒNG", "Văn phòng Tỉnh ủy Sơn La", Level.PROVINCE, "Sơn La"),
        ("UBND HUYỆN MƯỜNG LA\nVĂN PHÒNG", "Văn phòng Ủy ban nhân dân huyện Mường La", Level.DISTRICT, "Mường La"),
        (
            "UBND HUYỆN MƯỜNG LA\nBAN CHỈ ĐẠO CHƯƠNG TRÌNH MTQG",
            "Ban Chỉ đạo chương trình mục tiêu quốc gia huyện Mường La",
            Level.DISTRICT,
            "Mường La",
        ),
        (
            "HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH TỈNH SƠN LA",
            "Ban Chấp hành Hội Nông dân tỉnh Sơn La",
            Level.PROVINCE,
            "Sơn La",
        ),
        (
            "MẶT TRẬN TỔ QUỐC VIỆT NAM\nỦY BAN TỈNH SƠN LA\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sơn La",
            Level.PROVINCE,
            "Sơn La",
        ),
        ("HỘI NÔNG DÂN TỈNH SƠN LA", "Hội Nông dân tỉnh Sơn La", Level.PROVINCE, "Sơn La"),
        ("UBND TỈNH SƠN LA\nBAN DÂN TỘC", "Ban Dân tộc", Level.DEPARTMENT, "Sơn La"),
    ],
)
def test_issuers_of_every_level(header: str, issuer: str, level: Level, place: str | None) -> None:
    plan = read(f"{header}\nSố: 12/KH-ABC\nKẾ HOẠCH\nThi đua năm 2024\nI. MỤC ĐÍCH\n1. Một.\n")
    assert (plan.issuer, plan.level, plan.place) == (issuer, level, place)
    assert plan.number == "12/KH-ABC"
    assert plan.period == (2024, 2024)


def test_the_issuer_of_a_decision_is_the_authority_under_its_title() -> None:
    plan = read("""\
        Quyết định
        Về việc điều chỉnh chỉ tiêu
        Chủ tịch ủy ban nhân dân thành phố hồ chí minh
        Căn cứ Luật Tổ chức;
        Quyết định:
        Điều 1. Điều chỉnh.
        """)
    assert plan.issuer == "Ủy ban nhân dân thành phố Hồ Chí Minh"
    assert plan.title == "Quyết định về việc điều chỉnh chỉ tiêu"


def test_number_and_date_may_stand_in_the_title() -> None:
    plan = read("""\
        Nghị định
        của Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998
        về việc ban hành Quy chế thực hiện dân chủ ở xã

        Chính phủ

        Căn cứ Luật Tổ chức Chính phủ;
        Nghị định:
        Điều 1. Ban hành Quy chế.
        """)
    assert (plan.number, plan.issued, plan.issuer) == ("29/1998/NĐ-CP", date(1998, 5, 11), "Chính phủ")
    assert plan.period is None


def test_a_number_that_another_document_has_is_not_its_own() -> None:
    plan = read(
        "Kế hoạch hỗ trợ hộ nghèo ngoài kế hoạch số 77/KH-LT\nThực hiện Quyết định số 1/QĐ-TTg;\nI. Một\n1. A.\n"
    )
    assert plan.number is None


@pytest.mark.parametrize("name", ["Y H'Lan", "K’Sơn Bdap", "Rơ Chăm Hạnh"])
def test_names_of_the_highlands_sign(name: str) -> None:
    plan = read(
        f"UBND TỈNH SƠN LA\nSố: 1/KH-UBND\nKẾ HOẠCH\nThi đua\nI. MỘT\n1. Hai.\n\nTM. UBND\nCHỦ TỊCH\n\n{name}\n"
    )
    assert plan.signer == name


def test_a_commune_keeps_the_name_it_is_printed_with() -> None:
    """Another commune's name differs in an accent only; one that lost its accents is read as the known one."""
    assert read_seat("Ủy ban nhân dân xã Thanh An").name == "Thanh An"  # of several, and Thanh is another
    assert read_seat("UBND XÃ BẢN LÂU").name == "Bản Lâu"
    assert read_seat("UBND XÃ BAN LAU").name == "Bản Lầu"
    assert read_seat("UBND XÃ NGHĨA HÀNH TỈNH NGHỆ AN").name == "Nghĩa Hành"


@pytest.mark.parametrize(
    "stamp",
    [
        "VĂN PHÒNG UBND HUYỆN SÌN HỒ\nĐẾN   Số: 3318\n      Ngày: 21/11/2017",
        "UBND XÃ LONG SƠN\nCÔNG VĂN ĐẾN\nSố: 418 - Ngày 04/10/2022",
    ],
)
@pytest.mark.parametrize("number", ["Số: 2176 /KH-UBND", "Số:      /KH-UBND"])
def test_a_stamp_over_the_letterhead_says_nothing_of_the_plan(stamp, number):
    head = f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\n{number}\nLạng Sơn, ngày 14 tháng 11 năm 2017"
    plan = read(f"{stamp}\n\n{head}\nKẾ HOẠCH\nThi đua\nI. MỤC ĐÍCH\n1. Một.\n")
    assert plan.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert plan.number == ("2176/KH-UBND" if "2176" in number else None)
    assert plan.issued == date(2017, 11, 14)


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        (
            "Nơi nhận:                    TM. BAN THƯỜNG VỤ\n- Tổng LĐLĐ (b/c);              CHỦ TỊCH\n"
            "- Các ban LĐLĐ tỉnh;            Lâm Thị Hồng Thắm\n- Lưu: VT.",
            "Lâm Thị Hồng Thắm",
        ),
        ("Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký, đóng dấu) Giàng Seo Lử", "Giàng Seo Lử"),
        ("Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nK’ Sơn Hà", "K’ Sơn Hà"),
        ("Nơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None),
    ],
)
def test_the_signer_may_stand_beside_the_recipients(end, signer):
    plan = read(f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nKẾ HOẠCH\nThi đua\nI. MỤC ĐÍCH\n1. Một hai ba.\n\n{end}\n")
    assert plan.signer == signer
