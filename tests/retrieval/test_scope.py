"""Which plans a text means."""

from dataclasses import replace

import pytest

from documents.facts.subjects import UnitKind
from documents.syllables import fold
from retrieval.understanding.conversation import resolve
from retrieval.understanding.message import read_message
from retrieval.understanding.naming import place_of
from retrieval.understanding.scope import find_scope

TUYEN_QUANG, TUAN_GIAO = "tuyen-quang-112-kh-ubnd", "tuan-giao-4669-kh-ubnd"
LANG_SON, LE_THUY, XAY_DUNG = "lang-son-165-kh-ubnd", "le-thuy-kh-2017-2020", "so-xay-dung-kh-2021-2025"
PLACES = [
    ("xã ở Tuyên Quang giảm mấy %", TUYEN_QUANG),
    ("bên huyện Lệ Thuỷ báo cáo ai", LE_THUY),
    ("giảm bao nhiêu hả Lạng Sơn", LANG_SON),
    ("Tuần Giáo ĐB giảm mấy", TUAN_GIAO),
    ("xã Quài Tở giảm mấy %", TUAN_GIAO),
    ("thị trấn Tuần Giáo phải giảm mấy", TUAN_GIAO),
    ("xã Yên Hoa huyện Na Hang phải giảm mấy", TUYEN_QUANG),
    ("huyện Na Hang giảm bao nhiêu", TUYEN_QUANG),
    ("kế hoạch 112 ai ký", TUYEN_QUANG),
    ("KH 112 nói gì", TUYEN_QUANG),
    ("kh số 4669 ai ký", TUAN_GIAO),
    ("văn bản 165 ai ký", LANG_SON),
    ("Sở Xây dựng báo cáo ai", XAY_DUNG),
    ("ở TQ xã giảm mấy %", TUYEN_QUANG),
]


@pytest.mark.parametrize(("text", "plan"), PLACES)
@pytest.mark.parametrize("write", [str, fold], ids=["typed", "bare"])
def test_a_place_means_its_plan(plans, text, plan, write):
    assert find_scope(read_message(write(text), plans), plans).plans == (plan,)


def test_initials_in_capitals_name_a_place(plans):
    assert find_scope("xã khu vực III LS giảm mấy", plans).plans == (LANG_SON,)


@pytest.mark.parametrize("text", ["UBND xã báo cáo ai", "XÃ GIẢM BAO NHIÊU LS", "theo QĐ và HD của TW"])
def test_other_capitals_name_none(plans, text):
    assert find_scope(text, plans).plans == ()


def test_the_only_department_is_meant_by_its_kind(plans):
    assert find_scope("kế hoạch của sở nói gì", plans).plans == (XAY_DUNG,)
    assert find_scope("kế hoạch số mấy", plans).plans == ()
    two = {**plans, "other": replace(plans[XAY_DUNG], id="other", issuer="Sở Y tế")}
    assert find_scope("kế hoạch của sở nói gì", two).plans == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("xã em ở huyện Tuần Giáo, giáp tỉnh Lạng Sơn thì giảm bao nhiêu", ("tuan-giao-4669-kh-ubnd",)),
        ("xã Tiền Phong cạnh huyện Tuần Giáo thì giảm bao nhiêu", ()),
        ("so huyện Lệ Thủy với huyện Tuần Giáo", ("le-thuy-kh-2017-2020", "tuan-giao-4669-kh-ubnd")),
        ("so huyen Van Canh voi huyen Tuan Giao", ("tuan-giao-4669-kh-ubnd",)),
    ],
)
def test_what_a_place_lies_beside_is_not_asked_about(plans, text, meant):
    assert find_scope(text, plans).plans == meant


def test_two_places_come_in_the_order_they_are_named(plans):
    assert find_scope("so sánh Lạng Sơn với Tuyên Quang", plans).plans == (LANG_SON, TUYEN_QUANG)
    assert find_scope("so sánh Tuyên Quang với Lạng Sơn", plans).plans == (TUYEN_QUANG, LANG_SON)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("xã Tuyên Quang phải giảm mấy %", UnitKind.COMMUNE),
        ("xã Tuần Giáo giảm mấy %", UnitKind.COMMUNE),
        ("huyện ở Tuyên Quang giảm mấy %", UnitKind.DISTRICT),
        ("xã Quài Tở phải giảm mấy %", UnitKind.COMMUNE),
        ("huyện Na Hang giảm mấy %", UnitKind.DISTRICT),
    ],
)
def test_the_kind_before_a_wider_name_is_still_asked_about(plans, text, kind):
    assert {subject.kind for subject in resolve(text, (), plans).question.subjects} == {kind}


def test_a_plans_own_kind_is_part_of_its_name(plans):
    assert resolve("kế hoạch huyện Tuần Giáo ai ký", (), plans).question.subjects == ()


@pytest.mark.parametrize("text", ["xã ở Quảng Trị giảm mấy %", "xã Quảng Bình giảm mấy %", "ở Hà Giang xã giảm mấy"])
def test_a_merged_province_is_told_apart_with_what_it_has_to_do_with_those_held(plans, text):
    scope = find_scope(text, plans)
    assert scope.plans == ()
    assert scope.elsewhere[0].startswith("tỉnh ")
    assert any("nhập vào" in why for why in scope.why)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("theo kế hoạch của tỉnh Tuyên Quang thì báo cáo ai", {TUYEN_QUANG}),
        ("ngành y tế Tuyên Quang báo cáo ai", {"so-y-te"}),
        ("kế hoạch Sở Y tế Tuyên Quang báo cáo ai", {"so-y-te"}),
        ("Tuyên Quang báo cáo ai", {TUYEN_QUANG, "so-y-te"}),
        ("kế hoạch tỉnh Tuyên Quang giao Sở Y tế việc gì", {TUYEN_QUANG, "so-y-te"}),
        ("trong tỉnh Tuyên Quang thì báo cáo ai", {TUYEN_QUANG, "so-y-te", "na-hang"}),
    ],
)
def test_the_words_tell_a_province_from_its_department(plans, text, meant):
    health = replace(plans[XAY_DUNG], id="so-y-te", place="Tuyên Quang", issuer="Sở Y tế")
    district = replace(plans[LE_THUY], id="na-hang", place="Na Hang", issuer="Ủy ban nhân dân huyện Na Hang")
    held = {**plans, "so-y-te": health, "na-hang": district}
    assert set(find_scope(text, held).plans) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("theo kế hoạch của tỉnh Tuyên Quang thì báo cáo ai", {TUYEN_QUANG}),
        ("Hội phụ nữ tỉnh Tuyên Quang giúp bao nhiêu hộ", {"hoi"}),
        ("hoi lien hiep phu nu tuyen quang giup bao nhieu ho", {"hoi"}),
        ("Tuyên Quang giúp bao nhiêu hộ", {TUYEN_QUANG, "hoi"}),
    ],
)
def test_the_words_tell_a_province_from_its_union(plans, text, meant):
    issuer = "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Tuyên Quang"
    union = replace(plans[TUYEN_QUANG], id="hoi", issuer=issuer)
    assert place_of(union) == "Hội Liên hiệp Phụ nữ tỉnh Tuyên Quang"
    assert set(find_scope(text, {**plans, "hoi": union}).plans) == meant
