import pytest

from documents.reading import Span
from documents.repair.keys import read_keys
from documents.repair.typed import read_typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ho can ngheo o Lạng Sơn can điều kiện gì", "hộ cận nghèo ở Lạng Sơn cần điều kiện gì"),
        ("xã khu vuc III duoi bao nhieu %", "xã khu vực III dưới bao nhiêu %"),
        ("con xa thi sao", "còn xã thì sao"),
        ("em moi ve nhan cong tac o xa", "em mới về nhận công tác ở xã"),
    ],
)
def test_each_word_without_accents_gets_them_from_its_neighbours(typed, meant):
    assert read_typed(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hạn nộp báo cáo là ki nào", "hạn nộp báo cáo là khi nào"),
        ("muốn được khen tìh phải làm gì", "muốn được khen thì phải làm gì"),
        ("tỷ lệ hộ nghoè phải gỉam bao nhiêu", "tỷ lệ hộ nghèo phải giảm bao nhiêu"),
        ("tiêu chuẩnn của xã nàào", "tiêu chuẩn của xã nào"),
        ("hộnghèo cần những gì", "hộ nghèo cần những gì"),
        ("thif tyr leej hộ ngheof dưới bao nhiêu", "thì tỷ lệ hộ nghèo dưới bao nhiêu"),
        ("huye65n d9u7o7c5 khen thu7o7ng3 khi na2o", "huyện được khen thưởng khi nào"),
    ],
)
def test_what_is_no_word_is_read_as_the_one_that_was_meant(typed, meant):
    assert read_typed(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20% + 5,5 (2016-2020), số 1258/QĐ-TTg",
        "Tôi ở xa trung tâm, cho vay vốn thì ai xét?",
        "Trân trọng kính chào và cám ơn sự hợp tác của Quý cơ quan.",
        "Mình đang đi học về, sẽ ghé qua nhà bạn vào lúc bảy giờ tối.",
        "UBND xã Krông Nô, huyện Đắk Mil",
        "website Facebook zzz",
    ],
)
def test_what_is_right_stays(text):
    assert read_typed(text) == text


def test_what_is_fixed_stays_and_the_rest_is_read():
    assert read_typed("xa can tho o tinh nao", [Span(3, 10)]) == "xã can tho ở tỉnh nào"


def test_composed_and_decomposed_letters_read_alike():
    assert read_typed("ti\u0300h hình nghe\u0300o") == read_typed("tìh hình nghèo")


@pytest.mark.parametrize(
    ("keys", "word"),
    [("huyeenj", "huyện"), ("dduowcj", "được"), ("dduwowcj", "được"), ("hooj", "hộ"), ("tyr", "tỷ"),
     ("ngheof", "nghèo"),
     ("huye65n", "huyện"), ("huye6n5", "huyện"), ("d9u7o7c5", "được"), ("tho6n", "thôn"), ("na8m", "năm")],
)  # fmt: skip
def test_keys_are_read(keys, word):
    assert word in read_keys(keys)


@pytest.mark.parametrize("word", ["kh112", "qd80", "kv3", "tq"])
def test_what_has_no_vowel_is_no_keys(word):
    assert read_keys(word) == ()
