from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.syllables import fold, is_syllable, place_tone

SYLLABLES = (
    "nghèo người phường quyết giếng gì giữa khuỷu thuở hoà hòa thuỷ thủy quý khoẻ khỏe yêu ý uỷ ủy oà "
    "ĐẢNG Huyện xã ngoằn xoong nghiêng gìn kỹ quốc quả chuyển khuya tuýp"
)
NO_SYLLABLES = (
    "thwe hién cta ngudi phiic tat cac hỏc nge ghà cê kà ngề tìên ngừoi qa đđ UBND MTTQ 1é h6 KH nước. a-b g qu"
)


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_syllable(word):
    assert is_syllable(word)
    assert is_syllable(normalize("NFD", word))


@pytest.mark.parametrize("word", [*NO_SYLLABLES.split(), "", "tếế", "hoàn thành"])
def test_not_a_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "placed"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "Thủy"),
        ("KHOẺ", "KHỎE"),
        ("uỷ", "ủy"),
        ("quý", "quý"),
        ("toàn", "toàn"),
        ("khuỷu", "khuỷu"),
        ("loài", "loài"),
        ("của", "của"),
        ("già", "già"),
        ("giữa", "giữa"),
        ("Loudoà", "Loudoà"),
        ("UBND", "UBND"),
    ],
)
def test_place_tone(word, placed):
    assert place_tone(word) == placed
    assert place_tone(placed) == placed


def test_fold():
    assert fold("Ủy ban nhân dân XÃ Đồng Tiến, 4,5%") == "uy ban nhan dan xa dong tien, 4,5%"
    assert fold(normalize("NFD", "hộ nghèo")) == "ho ngheo"


@given(st.text(st.sampled_from("aăâbcdđeêghikmnoôơuưyáảịộựẽ ĐẢ12.,-/%\n한")))
def test_fold_keeps_places_and_is_done_once(text):
    text = normalize("NFC", text)
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
