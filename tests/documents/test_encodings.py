from pathlib import Path
from unicodedata import normalize

import pytest
from viparse.normalize.encodings import CHARMAPS

from documents.readers.encodings import Run, decode, to_unicode

TEXT = (
    "Căn cứ Luật Thi đua, Khen thưởng; xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 41/TTr-SNV.\n"
    "1. Phấn đấu giảm tỷ lệ hộ nghèo bình quân từ 5%/năm trở lên, không để ai bị bỏ lại phía sau.\n"
    "2. Ưu tiên xã đặc biệt khó khăn; mỗi hộ nghèo được hỗ trợ 15.000.000đ để sửa chữa nhà ở.\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT."
)
PLANS = Path(__file__).parents[2] / "documents/plans"
GOVERNMENT = Path(__file__).parents[3] / "shared/data/text/government"


def typed(text, encoding):
    """Text as it was typed for an old font: TCVN3 has no capitals with accents."""
    letters = {}
    for legacy, letter in CHARMAPS[encoding].pairs:
        letters.setdefault(letter, legacy)
    if encoding == "tcvn3":
        letters |= {letter.upper(): legacy for letter, legacy in letters.items() if len(letter.upper()) == 1}
        letters |= {letter: legacy for legacy, letter in CHARMAPS[encoding].pairs}
    return "".join(letters.get(letter, letter) for letter in text)


def wrong(right, read):
    right, read = right.split(), read.split()
    assert len(right) == len(read)
    return [(a, b) for a, b in zip(right, read, strict=True) if a.lower() != b.lower()]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_bytes_of_old_fonts(encoding):
    found = decode(typed(TEXT, encoding).encode("latin-1"))
    assert found.encoding == encoding
    assert wrong(TEXT, found.text) == []


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_comes_back_letter_for_letter(name):
    text = TEXT.replace("\n", "\r\n") + normalize("NFD", "Điện Biên")
    assert decode(text.encode(name)) == (text, None)


def test_the_vietnamese_code_page_of_windows():
    accents = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    text = "".join(
        piece if piece in accents else normalize("NFC", piece)
        for letter in TEXT
        for piece in [
            normalize("NFC", "".join(c for c in normalize("NFD", letter) if c not in accents)),
            *(c for c in normalize("NFD", letter) if c in accents),
        ]
    )
    found = decode(text.encode("cp1258"))
    assert found.encoding == "windows-1258"
    assert found.text == TEXT


def test_what_is_no_text():
    for data in (bytes(range(256)) * 40, b"\0" * 500, b"\x01\x02\x03\xff" * 100):
        with pytest.raises(ValueError, match="no text"):
            decode(data)


def test_a_named_font_decides():
    runs = [
        Run("Bé", ".VnTime"),
        Run(" và Bé", "Times New Roman"),
        Run(" ñy ban", ".VnTimeH"),
        Run(" Boä", "VNI-Times"),
    ]
    texts, encoding = to_unicode([runs])
    assert texts == ["Bộ và Bé ỦY BAN Bộ"]
    assert encoding == "tcvn3"


def test_a_letter_parted_by_formatting_is_one():
    assert to_unicode([[Run("Boä", "VNI-Times"), Run("i tro", "VNI-Times"), Run("ïng", "VNI-Times")]])[0] == [
        "Bội trọng"
    ]


def test_paragraphs_of_two_fonts_in_one_text():
    lines = TEXT.split("\n")
    mixed = [lines[0], typed(lines[1], "tcvn3"), typed(lines[2], "vni"), *lines[3:]]
    texts, _ = to_unicode([[Run(line)] for line in mixed])
    assert wrong(TEXT, "\n".join(texts)) == []


def test_words_of_another_font_in_a_paragraph():
    line = TEXT.split("\n")[1]
    words = line.split()
    mixed = " ".join([*words[:9], *(typed(word, "tcvn3") for word in words[9:])])
    texts, _ = to_unicode([[Run(typed(TEXT, "tcvn3"))], [Run(mixed)]])
    assert wrong(line, texts[1]) == []


def test_capitals_that_tcvn3_cannot_write():
    text = "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG\nSố: 41/KH-UBND\nKẾ HOẠCH\nnăm 2021"
    texts, _ = to_unicode([[Run(line, ".VnTime")] for line in typed(text, "tcvn3").split("\n")])
    assert "\n".join(texts) == text


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Müller: 50 ± 5 µm, 20 °C, § 3 — Microsoft® Word™ “niño”",
        "El niño español comió piñas; l'été à Paris, über Straßen.",
        "The plan for 2021-2025",
        "tién nguoi trtrc tiép lao dong san xuét, h$ nghéo vuon lén, cán b6 o co sd.",
    ],
)
def test_what_is_unicode_stays(text):
    assert to_unicode([[Run(line)] for line in text.split("\n")]) == (text.split("\n"), None)


@pytest.mark.parametrize("name", ["tuan-giao-4669-kh-ubnd", "so-xay-dung-kh-2021-2025"])
def test_what_an_ocr_without_vietnamese_reads_is_no_old_font(name):
    lines = (PLANS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    assert to_unicode([[Run(line)] for line in lines]) == ([normalize("NFC", line) for line in lines], None)


@pytest.mark.skipif(not GOVERNMENT.is_dir(), reason="the government texts are not on this machine")
@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_government_texts_typed_for_old_fonts(encoding):
    bad = total = 0
    for path in sorted(GOVERNMENT.glob("*.txt"))[::6]:
        text = normalize("NFC", path.read_text(encoding="utf-8"))[:20_000]
        text = "".join(letter for letter in text if all(ord(c) < 256 for c in typed(letter, encoding)))
        bad += len(wrong(text, decode(typed(text, encoding).encode("latin-1")).text))
        total += len(text.split())
    assert bad / total <= 0.005
