"""Names of places in scans that an OCR without Vietnamese read."""

from pathlib import Path

import pytest

import evaluation
from documents.plan import Level
from documents.read import read_text
from documents.repair.restoration import restore

SCAN = """ HUYEN MUONG TE                        Boc lap - Tu do - Hánh phuc
 $6: 152 /KH-UBND                   Muong Tè, ngay 14 thang 3 nam 2018
KE HOACH

Trien khai thuc hien phong trao thi dua
"C4 nuoc chung tay vi nguroi ngheo - Khdng dé ai bi b6 lii phia sau"
giai doén 2016-2020 tren dia bdn huy&n Mudng Te

Thuc hién Kê hoach s6 58/KH-UBND ngay 22/01/2018 cua UBND tinh Lai Chau vé
to chyc thuc hien phong trao thi dua "Cé nuoc chung tay vi nguoi nghéo -
Không de ai bi bo lai phia sau" trén dia ban tinh giai doén 2016-2020;
Can cw Nghj quyét s6 12-NQ/HU ngay 18/5/2016 cua Huyen uy Muong Té vé day
minh cdng tac giém ngheo,
UBND huyén ban hanh Ké hoach trién khai thuc hién phong trao thi dua trên
dia bán huyén, cu the nhu sau:

I. MUC DICH, YEU CAU
1. Phát huy tinh thin đoan két, tuong thân twong ai cua các dan téc; khoi day y
chi tu lirc, tu cuong cua ho ngheo o xa Pa Ve Su.
"""


def test_names_read_as_the_gazetteer_has_them():
    text = restore(SCAN).text
    assert "trên địa bàn huyện Mường Tè" in text
    assert "Huyện ủy Mường Tè" in text
    assert "Mường Tè, ngày 14 tháng" in text
    assert "tỉnh Lai Châu" in text
    assert "xã Pa Vệ Sủ" in text


def test_a_scan_without_the_first_line_of_its_letterhead_has_a_place():
    plan = read_text(SCAN, "scan")
    assert (plan.place, plan.level) == ("Mường Tè", Level.DISTRICT)
    assert plan.issuer == "Ủy ban nhân dân huyện Mường Tè"
    assert plan.number == "152/KH-UBND"


@pytest.mark.parametrize("name", ["huyện Mường Te", "xã Pa Vệ Su", "tỉnh Lai Chau"])
def test_names_in_the_clean_lines_of_a_scan_stand_as_printed(name):
    clean = [
        f"Ủy ban nhân dân {name} ban hành kế hoạch thực hiện phong trào thi đua vì người nghèo trên địa bàn.",
        "Các cơ quan, đơn vị và địa phương tổ chức thực hiện nghiêm túc kế hoạch này trong cả giai đoạn.",
    ]
    text = restore(SCAN + "\n".join([*clean * 3, ""])).text
    assert f"dân {name} ban hành" in text
    assert "huyện Mường Tè" in text


def test_the_second_of_two_names_is_of_the_kind_of_the_first():
    scan = SCAN.replace("o xa Pa Ve Su.", "o huyen Ngoc Hién, Nam Can tinh Ca Mau.")
    assert "huyện Ngọc Hiển, Năm Căn tỉnh Cà Mau" in restore(scan).text


def test_what_is_no_name_stays():
    scan = SCAN.replace("xa Pa Ve Su", "xa Hoi dong, xa Xuat Sac va xa Bon Nghin")
    assert "Pa Vệ Sủ" not in restore(scan).text
    assert "xã Hội đồng" in restore(scan).text


def test_the_place_stands_in_the_line_above_the_office():
    scan = """DANG BO TINH BAC KAN DANG CONG SAN VIET NAM
DANG UY KHOI CAC CO QUAN
VA DOANH NGHIEP TINH Bac Kan, ngay 21 thang 10 nam 2022
S6 57-KH/DUK
KE HOACH
thuc hién Phong trao thi dua "Ca nuéc chung tay vi nguoi nghéo - Khong dé ai bi bo lai phia sau"

Thuc hién Quyét dinh s6 666/QD-TTg, ngay 02/6/2022 cua Thu tuéng Chinh phu, Ban Thuong vu Dang uy Khéi
x4y dung Ké hoach thuc hién Phong trao thi dua nhu sau:
I. MUC DICH, YEU CAU
1. Phat huy vai tro hat nhan cua cac chi bé trong céng tac giam nghéo.
"""
    plan = read_text(scan, "scan")
    assert (plan.place, plan.level) == ("Bắc Kạn", Level.PROVINCE)


@pytest.mark.parametrize(
    ("plan", "issuer"),
    [
        ("dakrong-37-kh-ubnd", "Ủy ban nhân dân huyện Dakrong"),
        ("lai-hoa-58-kh-ubnd", "Ủy ban nhân dân xã Lai Hòa"),
    ],
)
def test_the_issuer_is_written_as_a_person_writes_it(plan, issuer):
    scan = (Path(evaluation.__file__).parent / f"plans.kindred/{plan}.txt").read_text(encoding="utf-8")
    assert read_text(scan, plan).issuer == issuer
