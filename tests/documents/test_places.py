"""Places in questions and running text, old and new."""

import time
from pathlib import Path

import pytest

from documents.names.gazetteer import find_unit, look_up, name_key, province_today
from documents.names.places import find_places, unit_of, why_here
from documents.plan import Level, Plan
from documents.read import read_text

SOURCES = Path(__file__).parents[2] / "documents" / "plans"


def plan(name: str) -> Plan:
    return read_text((SOURCES / f"{name}.txt").read_text("utf-8"), name)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Xã tôi ở Tuyên Quang phải giảm bao nhiêu?", "tỉnh Tuyên Quang"),
        ("xa khu vuc III o tuyen quang", "tỉnh Tuyên Quang"),
        ("e bên xã ở lệ thuỷ, bc hằng năm hạn chót ngày mấy", "huyện Lệ Thủy"),
        ("le thuy phan dau con duoi bao nhieu", "huyện Lệ Thủy"),
        ("thoi tiet tuan giao hom nay", "huyện Tuần Giáo"),
        ("UBND TỈNH LẠNG SƠN", "tỉnh Lạng Sơn"),
        ("xa toi o nghe an", "tỉnh Nghệ An"),
        ("Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("huyện Ea H'leo", "huyện Ea H'leo"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("Thừa Thiên Huế", "tỉnh Thừa Thiên Huế"),
        ("xã ở hòa bình", "tỉnh Hòa Bình"),
        ("x. Quài Tở", "xã Quài Tở"),
    ],
)
def test_a_place_is_found_however_it_is_typed(question: str, unit: str) -> None:
    (place,) = find_places(question)
    assert place.unit.full_name == unit
    assert question[place.span.start : place.span.end] == place.text


@pytest.mark.parametrize(
    "words",
    [
        "thống nhất nội dung và biện pháp triển khai",
        "xã đoàn kết giúp nhau giảm nghèo",
        "giữ gìn hòa bình, an toàn xã hội",
        "xã nghèo khu vực III, huyện nghèo",
        "can bo lam cong tac giam ngheo can may nam lien tuc",
        "so xay dung thi dua vi nguoi ngheo",
        "Cộng hòa xã hội chủ nghĩa Việt Nam định hướng",
        "dien bien phuc tap".replace("dien bien", "diễn biến"),
        "xã trong quan hệ với thôn",
        "",
    ],
)
def test_ordinary_words_are_no_places(words: str) -> None:
    assert find_places(words) == ()


def test_a_district_of_many_provinces_is_settled_by_the_province_named_beside_it() -> None:
    alone = find_places("huyện Châu Thành")[0]
    beside = find_places("huyện Châu Thành, tỉnh Tây Ninh")[0]
    assert len({unit.province for unit in alone.units}) > 3
    assert beside.unit.province == "Tây Ninh"


def test_63_provinces_became_34() -> None:
    units = [unit for key in map(name_key, _province_names()) if (entry := look_up(key)) for unit in entry.units]
    provinces = {unit.name: unit for unit in units if unit.level is Level.PROVINCE}
    assert sum(unit.former for unit in provinces.values()) == 64  # Huế by both of its names
    assert sum(unit.current for unit in provinces.values()) == 34
    assert {province_today(name).name for name in provinces} == {n for n, unit in provinces.items() if unit.current}


def _province_names() -> list[str]:
    from documents.names.gazetteer import names

    return [key for key, line in names().items() if "Tỉnh|" in line or "Thành phố|" in line]


def test_an_old_district_leads_to_its_communes_and_back() -> None:
    district = find_unit("Lệ Thủy", Level.DISTRICT)
    assert district is not None
    assert not district.current
    assert district.province == "Quảng Bình"
    assert "xã Cam Hồng" in district.successors
    commune = find_unit("Cam Hồng", Level.COMMUNE)
    assert commune is not None
    assert commune.current
    assert any("Lệ Thủy" in old for old in commune.predecessors)


@pytest.mark.parametrize(
    ("asked", "name", "says"),
    [
        ("Quảng Trị", "le-thuy-kh-2017-2020", "tỉnh Quảng Bình cũ, nay nhập vào tỉnh Quảng Trị"),
        ("Quảng Bình", "le-thuy-kh-2017-2020", "tỉnh Quảng Bình cũ"),
        ("xã Cam Hồng", "le-thuy-kh-2017-2020", "huyện Lệ Thủy cũ"),
        ("thị trấn Kiến Giang", "le-thuy-kh-2017-2020", "trước thuộc huyện Lệ Thủy"),
        ("Hà Giang", "tuyen-quang-112-kh-ubnd", "đã nhập vào tỉnh Tuyên Quang"),
        ("huyện Sơn Dương", "tuyen-quang-112-kh-ubnd", "thuộc tỉnh Tuyên Quang"),
        ("Bắc Sơn", "lang-son-165-kh-ubnd", "thuộc tỉnh Lạng Sơn"),
    ],
)
def test_it_is_said_why_a_plan_of_another_name_is_meant(asked: str, name: str, says: str) -> None:
    assert says in (why_here(find_places(asked)[0].unit, plan(name)) or "")


def test_the_same_place_needs_no_word_and_another_has_none() -> None:
    lang_son = plan("lang-son-165-kh-ubnd")
    assert why_here(find_places("Lạng Sơn")[0].unit, lang_son) == ""
    assert why_here(find_places("Nghệ An")[0].unit, lang_son) is None
    assert why_here(find_places("Quảng Bình")[0].unit, lang_son) is None


def test_a_plan_that_names_no_place_is_of_none() -> None:
    assert unit_of(plan("so-xay-dung-kh-2021-2025")) is None


def test_a_question_takes_no_time() -> None:
    question = "Ở Tuyên Quang và Lạng Sơn, cơ quan nào lo việc khen thưởng của phong trào?"
    find_places(question)
    start = time.process_time()
    for _ in range(50):
        find_places(question)
    assert time.process_time() - start < 50 * 0.002
