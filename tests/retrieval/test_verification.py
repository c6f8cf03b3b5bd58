"""A sentence of a language model's passes only when its sources say it."""

from types import SimpleNamespace

import pytest

from documents.plan import Citation
from documents.reading import Span
from retrieval.wording.verification import numbers_in, verify

COMMUNE = Citation(
    plan="tq",
    number="112/KH-UBND",
    issuer="Ủy ban nhân dân tỉnh Tuyên Quang",
    path="III.1.3, gạch 4, + thứ 1",
    quote="+ Xã, phường, thị trấn giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục.",
    span=Span(0, 10),
)
ZONE = Citation(
    plan="tg",
    number="4669/KH-UBND",
    issuer="Ủy ban nhân dân huyện Tuần Giáo",
    path="IV.1.2, gạch 4, + thứ 2",
    quote="+ Xã nghèo khu vực III chỉ còn tỷ lệ hộ nghèo và cận nghèo dưới 25%",
    span=Span(0, 10),
)
SOURCES = (COMMUNE, ZONE)
PLANS = {
    "tq": SimpleNamespace(id="tq", place="Tuyên Quang", title="Kế hoạch phong trào thi đua"),
    "tg": SimpleNamespace(id="tg", place="Tuần Giáo", title="Kế hoạch phong trào thi đua"),
}


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [1]",
        "- **Xã ở Tuyên Quang giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 05 năm liên tục** [1]",
        "Kế hoạch 112/KH-UBND: “giảm tỷ lệ hộ nghèo từ 7%/năm trở lên” trong 5 năm liên tục [1].",
        "Xã nghèo khu vực III ở Tuần Giáo chỉ còn tỷ lệ hộ nghèo và cận nghèo dưới 25%. [2]",
    ],
)
def test_what_the_source_says_passes(sentence):
    statement, why = verify(sentence, SOURCES, PLANS)
    assert not why
    assert "[" not in statement.text
    assert statement.citations[0] in SOURCES


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên.", "no citation"),
        ("Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên. [3]", "does not exist"),
        ("Xã phải giảm tỷ lệ hộ nghèo từ 8%/năm trở lên trong 5 năm liên tục. [1]", "number"),
        ("Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [2]", "number"),
        ("Xã nghèo khu vực III chỉ còn tỷ lệ hộ nghèo và cận nghèo trên 25%. [2]", "comparator"),
        ("Kế hoạch nêu “xã được miễn giảm tỷ lệ hộ nghèo 7%/năm”. [1]", "quote"),
        ("Xã ở Tuần Giáo giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [1]", "place"),
        ("Xã không phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục. [1]", "denial"),
        ("Thời tiết hôm nay đẹp, mời anh chị ghé quán cà phê gần chợ. [1]", "words"),
        ("[1]", "empty"),
    ],
)
def test_what_the_source_does_not_say_is_dropped(sentence, why):
    statement, reason = verify(sentence, SOURCES, PLANS)
    assert statement is None
    assert why in reason


def test_numbers_are_compared_in_one_form():
    assert numbers_in("dưới 5,0% trước 15/11, 03 năm, 1.5") == {"5,0", "15,11", "3", "1,5"}
