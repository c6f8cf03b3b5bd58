"""Who is named, with zone and conditions, with accents and without."""

from decimal import Decimal

import pytest

from documents.facts.subjects import Trait, UnitKind, find_subjects
from documents.syllables import fold


def named(text):
    return [(s.kind.value + (f" {s.zone}" if s.zone else ""), sorted(s.traits)) for s in find_subjects(text)]


NAMED = [
    ("Huyện (không là huyện nghèo) giảm tỷ lệ hộ nghèo", [("huyen", [Trait.NOT_POOR])]),
    ("Huyện nghèo giảm tỷ lệ hộ nghèo", [("huyen_ngheo", [])]),
    ("Xã nghèo khu vực III chỉ còn tỷ lệ hộ nghèo và cận nghèo dưới 20%", [("xa III", [Trait.POOR])]),
    ("các xã, phường, thị trấn", [("xa", [])]),
    ("xã kv3", [("xa III", [])]),
    ("xã khu vực II, III và khu vực I", [("xa II", []), ("xa III", []), ("xa I", [])]),
    ("khu vực 2 thì sao", [("xa II", [])]),
    ("xã không thuộc khu vực nào", [("xa khong", [])]),
    ("Đối với huyện, thành phố (cấp huyện)", [("huyen", [])]),
    ("thôn, bản, tổ dân phố", [("thon", [])]),
    (
        "hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo",
        [("ho_ngheo", []), ("ho_can_ngheo", []), ("ho_moi_thoat_ngheo", [])],
    ),
    ("Đối với hộ gia đình không phải hộ nghèo", [("ho_khong_ngheo", [])]),
    ("cán bộ, công chức, viên chức làm công tác giảm nghèo", [("can_bo_giam_ngheo", [])]),
    ("các doanh nghiệp, hợp tác xã", [("doanh_nghiep", [])]),
    ("các xã, thị trấn được phân công giúp đỡ", [("xa", [Trait.ASSIGNED])]),
    (
        "riêng các huyện nghèo, xã đặc biệt khó khăn, hộ nghèo dân tộc thiểu số giảm",
        [("huyen_ngheo", []), ("xa", [Trait.HARDSHIP]), ("ho_ngheo", [Trait.MINORITY])],
    ),
    ("hợp tác xã và kinh tế - xã hội của nông thôn", [("doanh_nghiep", [])]),
    ("tỷ lệ hộ nghèo và cận nghèo", []),
    ("Xã, phường không thuộc diện quy định tại các điểm dưới đây giảm", [("xa", [Trait.REMAINING])]),
    ("Các thôn khác giảm tỷ lệ hộ nghèo", [("thon", [Trait.REMAINING])]),
    ("mức giảm của các xã khác nhau", [("xa", [])]),
    ("Thị trấn giảm tỷ lệ hộ nghèo", [("xa", [Trait.TOWN])]),
    ("Phường, thị trấn giảm tỷ lệ hộ nghèo", [("xa", [Trait.TOWN])]),
    ("xã biên giới đặc biệt khó khăn", [("xa", [Trait.BORDER, Trait.HARDSHIP])]),
    ("xã biên giới không thuộc diện đặc biệt khó khăn", [("xa", [Trait.BORDER, Trait.NOT_HARDSHIP])]),
    ("Huyện có tỷ lệ hộ nghèo cuối năm 2015 từ 7% trở lên: giảm", [("huyen", [Trait.POVERTY_RATE])]),
    ("Xã có từ 15% đồng bào dân tộc Khmer trở lên: giảm", [("xa", [Trait.MINORITY])]),
    ("Hộ hội viên nghèo, hộ hội viên cận nghèo", [("ho_ngheo", []), ("ho_can_ngheo", [])]),
    ("hộ hội viên cựu chiến binh còn nghèo", [("ho_ngheo", [])]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_units_are_named_with_zone_and_conditions(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_units_are_found_without_accents(text, expected):
    assert named(fold(text)) == expected


def test_relative_clause_holds_for_the_whole_list():
    found = find_subjects("riêng các huyện, xã có tỷ lệ hộ nghèo từ 40% trở lên giảm từ 4%/năm trở lên")
    assert [s.kind for s in found] == [UnitKind.DISTRICT, UnitKind.COMMUNE]
    for subject in found:
        (condition,) = subject.conditions
        assert condition.trait is Trait.POVERTY_RATE
        assert condition.limit is not None
        assert condition.limit.value == Decimal(40)


def test_policy_households_are_a_measure_and_no_subject():
    assert find_subjects("Hết năm 2019 không còn hộ chính sách, người có công là hộ nghèo.") == ()


def test_named_offices_do_not_name_their_locality():
    assert find_subjects("gửi Phòng Nội vụ huyện") == ()


def test_words_of_everyday_name_nobody():
    assert find_subjects("các bạn ơi, văn bản cơ bản ở vùng xa") == ()


def test_to_issue_is_no_office():
    assert [s.kind for s in find_subjects("Kế hoạch số bao nhiêu, ban hành ngày nào?")] == []
