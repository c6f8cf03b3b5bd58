import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import documents
from documents.reading import Span
from documents.repair.alignment import align
from documents.repair.channel import shipped_lexicon
from documents.repair.damage import Damage, find_damage
from documents.repair.restoration import restore
from documents.repair.reviewed import load_reviewed
from documents.syllables import fold

PLANS = Path(documents.__file__).parent / "plans"
CLEAN = ["tuyen-quang-112-kh-ubnd", "lang-son-165-kh-ubnd", "le-thuy-kh-2017-2020"]
DAMAGED = ["tuan-giao-4669-kh-ubnd", "so-xay-dung-kh-2021-2025"]


def source(plan):
    return (PLANS / f"{plan}.txt").read_text(encoding="utf-8")


@cache
def restored(plan):
    return restore(source(plan))


@pytest.mark.parametrize("plan", CLEAN)
def test_clean_text_is_not_touched(plan):
    assert restore(source(plan)).changes == ()


@pytest.mark.parametrize("text", ["", "\n\n", "The provincial committee of the poor shall report to the board.\n" * 5])
def test_what_is_no_vietnamese_is_not_touched(text):
    assert restore(text).text == text


def test_damaged_lines_among_clean_ones():
    clean = "Ủy ban nhân dân xã báo cáo kết quả giảm nghèo hằng năm về huyện.\n" * 3
    damaged = "Uy ban nhan dan xa bao cao két qua giam nghéo hang nim vé huyén.\n" * 3
    assert find_damage(clean + damaged + clean) == [Damage.NONE] * 3 + [Damage.ALL] * 3 + [Damage.NONE] * 4
    reading = restore(clean + damaged + clean)
    assert reading.text.startswith(clean)
    assert reading.text.endswith(clean)
    assert "Ủy ban nhân dân xã báo cáo kết quả giảm nghèo" in reading.text[len(clean) : -len(clean)]


def partly_damaged(text, kept):
    """A clean text of which some accents were not seen, each letter read as the shipped table says."""
    chance, signs = random.Random(7), defaultdict(list)
    for (letter, read), times in shipped_lexicon().channel.counts.items():
        if letter != "đ" and fold(letter) != letter and len(read) == 1:
            signs[letter].append((read, times))

    def read(letter):
        if letter.lower() not in signs or chance.random() < kept:
            return letter
        (seen,) = chance.choices(*zip(*signs[letter.lower()], strict=True))
        return seen.upper() if letter.isupper() else seen

    return "".join(map(read, text))


@pytest.mark.parametrize("kept", [0.4, 0.6, 0.8])
def test_a_text_that_lost_some_of_its_accents(kept):
    right = source(CLEAN[0])
    copy = partly_damaged(right, kept)
    damage = find_damage(copy)
    assert damage.count(Damage.SOME) > 0.9 * len(damage)
    assert Damage.ALL not in damage
    wrong = [
        sum(one != other for one, other in align(right.split(), text.split()) if one)
        for text in (copy, restore(copy).text)
    ]
    assert wrong[0] > 10 * wrong[1]
    for number in re.findall(r"\d+[.,]\d+|\d+(?=%)", right):
        assert number in restore(copy).text


def test_lines_that_lost_some_accents_among_clean_ones():
    clean = "Ủy ban nhân dân xã báo cáo kết quả giảm nghèo hằng năm về huyện.\n" * 6
    damaged = "Ủy ban nhan dân xã bao cáo két quả giam nghéo hằng nam về huyen.\n" * 6
    assert find_damage(clean + damaged + clean) == [Damage.NONE] * 6 + [Damage.SOME] * 6 + [Damage.NONE] * 7
    assert restore(clean + damaged + clean).text == clean * 3


def test_a_damaged_sentence():
    text = (
        "- Giam ty 1& hd nghéo dbi véi cdc xd, thi trdn duoc phén cong gitp d&\n"
        "binh quan tir 4%/ndm tré 1én trong 05 ndm lién tyc."
    )
    assert restore(text).text == (
        "- Giảm tỷ lệ hộ nghèo đối với các xã, thị trấn được phân công giúp đỡ\n"
        "bình quân từ 4%/năm trở lên trong 05 năm liên tục."
    )


def test_case_and_marks_stay():
    text = 'TO CHUC THUC HIEN phong trao thi dua "Ca nudc chung tay vi ngudi nghéo", (qua Phong Ndi vu).'
    assert restore(text).text == (
        'TỔ CHỨC THỰC HIỆN phong trào thi đua "Cả nước chung tay vì người nghèo", (qua Phòng Nội vụ).'
    )


def test_every_change_stands_on_its_own_word():
    text = source(DAMAGED[0])
    for token in restored(DAMAGED[0]).changes:
        assert not re.search(r"\s", text[token.span.start : token.span.end]) or not token.text
        assert 0 < token.confidence <= 1


@pytest.mark.parametrize("plan", DAMAGED)
def test_no_number_becomes_another(plan):
    reading = restored(plan)
    for word in re.finditer(r"\d{3,}|\d+[.,]\d+|\d+(?=%)|\d+(?=/\d)", reading.source):
        assert word[0] in reading.of(Span(*word.span()))
    for token in reading.changes:
        before = re.findall(r"\d+", reading.source[token.span.start : token.span.end])
        assert set(re.findall(r"\d+", token.text)) <= set(before)


def test_marks_of_page_images_are_read_as_nothing():
    text = "ty [image: image2.png]1é ho nghéo chung cua toan huyén giam binh quan 4%/nam va cdc muc tiéu khéc"
    assert restore(text).text == "tỷ lệ hộ nghèo chung của toàn huyện giảm bình quân 4%/năm và các mục tiêu khác"
    assert restore("[image: image2.png] Hộ nghèo của xã.").changes == ()


@pytest.mark.parametrize("zone", ["I", "II", "III"])
def test_one_roman_numeral_never_becomes_another(zone):
    text = f"+ X& nghéo khu vuc {zone} chi con ty lé ho nghéo va cén nghéo"
    assert f"khu vực {zone} chỉ" in restore(text).text


def test_a_date_is_written_as_a_date():
    assert "ngày 30/9/2016 của" in restore("Két luan s6 09 ngay 30:9:2016 cua Ban thuong vu Huyén uy vé viéc").text


def test_a_numeral_that_may_be_a_word_is_in_doubt():
    text = "+ X& nghéo khu vuc 11 chi con ty 1é ho nghéo va cén nghéo dudi 20%,"
    reading = restore(text)
    place = text.index("11")
    assert reading.of(Span(place, place + 2)) == "II" or reading.doubts(Span(place, place + 2))


@pytest.mark.parametrize("plan", DAMAGED)
def test_the_shipped_scans_read_nearly_as_a_person_reads_them(plan):
    """The channel has learned from these very readings, so this guards the machinery, not the figure for new scans."""
    text = source(plan)
    reviewed, reading = load_reviewed(text, PLANS / f"{plan}.reading.txt"), restored(plan)
    words = [Span(*word.span()) for word in re.finditer(r"\S+", text)]
    same = sum(reading.of(word).strip('.,;:"”') == reviewed.of(word).strip('.,;:"”') for word in words)
    assert same / len(words) > 0.96


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("- Xa khu vue 11 co ty 1¢ hd nghéo dudi 9% sau 03 ndm;", "khu vực II có"),
        ("- Td chirc so két vao quy 11 ndm 2024 va ngay 11 thang 11 ndm 2025;", "quý II năm 2024 và ngày 11 tháng 11"),
        ("b) Thon thuéc khu vuc IH: ty lé h6 nghéo dudi 42%;", "khu vực III: tỷ lệ"),
        ("b) Thon thuéc khu vuc H: ty lé h6 nghéo dudi 33%;", "khu vực II: tỷ lệ"),
        ("- L6ng ghep ngu6n vén cua Chirdng trinh 30a va cac ngu6n hop phap khác;", "Chương trình 30a và"),
        ("- Méi vudn uom t6i thiéu 500 m2 thudc h6 nghéo cia x&;", "500 m2 thuộc"),
        ("- TT Huyén uy, HPND huyén va cdc phong, ban;", "HĐND huyện và"),
        (
            "+ Xa gidm ty 16 hé nghéo binh quan tir 6,5%/nam tro lén trong 16 thang;",
            "tỷ lệ hộ nghèo bình quân từ 6,5%/năm",
        ),
        ("- Ung hd cong tac gidm nghéo tir 16 ty dong tro lén;", "từ 16 tỷ"),
        ("- HO so dé nghi khen thudng lap 03 bé6, giti Phong Noi vu;", "03 bộ"),
        ("- Ung hd cong tac gidm nghéo tr 200 wiéu déng tr én trong ca giai doan;", "200 triệu đồng"),
        ("- Ho tro 03 bé trai mé cdi tai thon;", "03 bé"),
        ("b) Xa khu vue Hi: dén cudi nim 2025 ty 1é hé nghéo con duéi 17%;", "khu vực III: đến"),
        ("- Danh sach trich ngang; lap 02 bG, giri Phong NGi vy huyén;", "02 bộ, gửi Phòng Nội vụ huyện"),
        ("- Ting Gidy khen: 1i da 04 tp thé, 06 ca nhdn va 08 bd gia dinh/nam;", "tối đa 04 tập thể"),
        ("- Ting Gidy khen: 1i da 04 tp thé, 06 ca nhdn va 08 bd gia dinh/nam;", "08 hộ gia đình/năm"),
        ("- Dén cudi nam 2025 téng ty 16 hd nghéo va hé can nghéo con dudi 9%;", "tổng tỷ lệ hộ nghèo và hộ cận"),
        ("- X@ giam ty 1é hd ngheo ty 6%/nadm tro 1én trong 04 nam Hién tuc;", "04 năm liên tục"),
        ("- HO nghéo, hd cdn nghéo tu nguyén ding ky thoat nghéo;", "Hộ nghèo, hộ cận nghèo"),
        ("- C6 quy dong dQi binh quan tu 700.000 dong/hoi vien tró len.", "700.000 đồng/hội viên"),
        ("- Nghi quyét sé 14-NQ/BU ngay 22/02/2022 cua Dang uy xa;", "14-NQ/ĐU ngày"),
        ("- Giup do it nhat 03 hd nghéo va hd cén nghéo cia xa;", "03 hộ nghèo và hộ cận nghèo của xã"),
    ],
)
def test_figures_and_abbreviations_in_a_scan(read: str, right: str) -> None:
    assert right in restore(f"Can cu Ke hoach cia UBND tinh ve viéc giam ngheo ben virng;\n{read}\n").text


def test_an_abbreviation_that_a_scan_repeats_stands_as_it_is():
    read = restore(
        "Can cu Ke hoach cia UBND tinh ve viéc giam ngheo ben virng;\n"
        "- Hôi CCB huyên, thành pho: giam ty lê hoi vien ngheo;\n- HQi CCB huyén ngheo: giam ty l¢ hoi vien ngheo;\n"
        "- Hoi CCB xa khu vyc TII: ty l¢ hoi viên ngheo;\n- H6i CCB xa, phuong khac: giam ty lé h6i vien ngheo;\n"
    ).text
    assert read.count("- Hội CCB ") == 4


def test_villages_are_no_boards_where_a_scan_names_them():
    head = "Can cu Ke hoach cia UBND tinh ve viéc giam ngheo ben virng;\n"
    said = "- Gui don cho tru¢ng ban; cac ban chu tri, cac ban, nganh phoi hop;\n"
    villages = "".join("- Các bản vùng cao giam ty lé hd nghéo binh quén tir 5%/nim;\n" for _ in range(4))
    assert "cho trưởng ban;" in restore(head + said).text
    read = restore(head + said + villages).text
    assert "cho trưởng bản; các bản chủ trì, các ban, ngành" in read


def test_specks_at_the_margins_of_a_scan_are_read_as_nothing():
    read = restore(
        "Can cu Ke hoach cia UBND tinh ve viéc giam ngheo ben virng thuc hién theo Ké -\n"
        "hoach sé 141/KH-UBND; UBND cac x4 giti ho so vé Phong Ndi vu huyén truéc\n"
        ". ngay 20/11 hang nam va bao cao két qua hang nam vé UBND\n_ huyén truéc ngay 05/11\n"
    ).text
    assert "theo Kế\nhoạch số 141/KH-UBND" in read
    assert "trước\nngày 20/11 hằng năm" in read
    assert "UBND\nhuyện trước" in read


SLIPS = {
    "ệ": "ẹê", "ộ": "ọô", "ư": "u", "ơ": "o", "ổ": "ỏ", "ế": "ể", "ã": "ả", "ạ": "a", "đ": "d", "ỉ": "ĩ", "ề": "ê",
    "m": ("rn",), "i": "l1", "c": "e", "h": "b", "n": ("ri",), "l": "1",
}  # fmt: skip
"""What an engine that knows Vietnamese takes letters for on a poor copy."""


def with_slips(text, often):
    chance = random.Random(7)
    slipped = (chance.choice(SLIPS[sign]) if sign in SLIPS and chance.random() < often else sign for sign in text)
    return "".join(slipped)


@pytest.mark.parametrize("often", [0.01, 0.03])
def test_letters_that_slipped_here_and_there(often):
    right = source(CLEAN[0])
    copy = with_slips(right, often)
    assert set(find_damage(copy)) == {Damage.SLIPS}
    read = restore(copy).text
    wrong = [sum(one != other for one, other in zip(right.split(), text.split(), strict=True)) for text in (copy, read)]
    assert wrong[0] > 4 * wrong[1]
    for number in re.findall(r"\d+[.,]\d+|\d+(?=%)", right):
        assert number in read


def test_names_are_no_slips():
    right = "Buôn Blắk, buôn Phung và thôn Ea Uôl của xã Cư Pui phấn đấu giảm tỷ lệ hộ nghèo từ 6%/năm trở lên.\n" * 20
    copy = right.replace("tỷ lệ", "tỷ lẹ", 9).replace("giảm", "giảrn", 9)
    assert restore(copy).text == right


def test_a_few_words_of_other_languages_are_no_damage():
    text = "Đăng trên fanpage của xã; gửi tệp pdf qua zalo, hạn chót theo deadline của huyện; uỷ ban, văn hoá.\n" * 3
    assert restore(text).text == text
