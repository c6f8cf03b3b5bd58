import pytest

from documents.repair.accents import restore_accents


@pytest.mark.parametrize(
    ("typed", "restored"),
    [
        ("xa khu vuc III o tuyen quang", "xã khu vực III ở Tuyên Quang"),
        ("huyen ngheo phai giam bao nhieu %/nam?", "huyện nghèo phải giảm bao nhiêu %/năm?"),
        ("UY BAN NHAN DAN TINH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("ho can ngheo va ho moi thoat ngheo", "hộ cận nghèo và hộ mới thoát nghèo"),
        ("ke hoach cua huyen le thuy", "kế hoạch của huyện Lệ Thủy"),
        ("nha toi la ho can ngheo, co duoc khen thuong khong?", "nhà tôi là hộ cận nghèo, có được khen thưởng không?"),
        ("HDND huyen, 1258/QD-TTg", "HĐND huyện, 1258/QĐ-TTg"),
    ],
)
def test_accents_come_back(typed, restored):
    assert restore_accents(typed) == restored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20% + 5,5 (2016-2020)",
        "Hộ nghèo ở xã này có được khen thưởng không?",
        "Tôi ở xa trung tâm, cho vay vốn thì ai xét?",
        "website Facebook zzz",
        "hoà giải ở Thuỷ Nguyên",
    ],
)
def test_what_is_right_stays(text):
    assert restore_accents(text) == text
