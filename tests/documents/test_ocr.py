import io
import json
import re
import shutil
from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image, ImageDraw, ImageFont

from documents.errors import DocumentError
from documents.extract import Format, Word
from documents.intake import reading_of
from documents.readers import extract, ocr
from documents.readers.columns import Box, reading_order
from documents.readers.ocr import OcrError, Page, ScannedWord, load_engine, read_page, skew
from documents.readers.pages import text_of
from documents.repair.proofreading import proofread
from evaluation.ocr import edits, errors

SCANS = Path(__file__).parents[3] / "shared/data/ocr/scans"
LINES = [
    "KẾ HOẠCH GIẢM NGHÈO BỀN VỮNG",
    "I. Mục đích, yêu cầu",
    "1. Phấn đấu giảm tỷ lệ hộ nghèo bình quân 5%/năm.",
    "2. Các sở, ngành và Ủy ban nhân dân các huyện tổ chức",
    "thực hiện; báo cáo kết quả trước ngày 15 tháng 11.",
]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


def page(lines=LINES, size=(1240, 900)) -> Image.Image:
    fonts = pytest.importorskip("matplotlib").get_data_path()
    font = ImageFont.truetype(f"{fonts}/fonts/ttf/DejaVuSerif.ttf", 34)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((90, 90 + 62 * number), line, fill=(20, 20, 30), font=font)
    return image


def saved(image, form, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    def read(data: bytes, name: str = "anh"):
        path = tmp_path / name
        path.write_bytes(data)
        return extract(path)

    return read


def wrong(found: str) -> float:
    bad, total = errors(" ".join(LINES), found)
    return bad / total


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 3, -4.5, 90, 180, 270])
def test_a_page_however_it_lies(turn):
    image = page().rotate(turn, expand=True, fillcolor="white")
    assert wrong(text_of(read_page(image)).source) < 0.05


@needs_tesseract
@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_images_with_the_confidence_of_each_word(read, form):
    found = read(saved(page(), form))
    assert found.format is Format.IMAGE
    assert wrong(found.source) < 0.05
    for word in found.words:
        assert 0 <= word.confidence <= 1
        assert re.fullmatch(r"\S+", found.source[word.start : word.end])
    assert " ".join(found.source[word.start : word.end] for word in found.words) == " ".join(found.source.split())


@needs_tesseract
def test_a_tiff_of_many_pages(read):
    pages = [page([f"Trang thứ {name} của kế hoạch giảm nghèo"], (1240, 300)) for name in ("nhất", "hai", "ba")]
    found = read(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert len(found.pages) == 3
    assert [name in found.source[start:] for name, start in zip(("nhất", "hai", "ba"), found.pages, strict=True)] == [
        True
    ] * 3
    assert "nhất" not in found.source[found.pages[1] :]


@needs_tesseract
def test_a_scanned_pdf_and_one_that_is_mixed(read):
    import pypdfium2

    scanned = read(saved(page(), "PDF", resolution=150))
    assert scanned.format is Format.PDF
    assert scanned.words
    assert wrong(scanned.source) < 0.05
    mixed = pypdfium2.PdfDocument.new()
    mixed.import_pages(pypdfium2.PdfDocument(Path(__file__).parent / "files" / "plan.pdf"))
    mixed.import_pages(pypdfium2.PdfDocument(saved(page(), "PDF", resolution=150)))
    out = io.BytesIO()
    mixed.save(out)
    found = read(out.getvalue())
    assert len(found.pages) == 2
    assert "I. Mục đích: giảm tỷ lệ hộ nghèo bình quân 5%/năm" in found.source[: found.pages[1]]
    assert wrong(found.source[found.pages[1] :]) < 0.05
    assert all(word.start >= found.pages[1] for word in found.words)


@needs_tesseract
def test_a_picture_of_a_cat(read):
    image = Image.new("RGB", (900, 700), (190, 210, 170))
    draw = ImageDraw.Draw(image)
    draw.ellipse((300, 250, 600, 520), fill=(120, 90, 60))
    draw.polygon([(320, 300), (340, 180), (420, 270)], fill=(120, 90, 60))
    draw.polygon([(480, 270), (560, 180), (580, 300)], fill=(120, 90, 60))
    draw.ellipse((380, 340, 410, 370), fill="black")
    draw.ellipse((490, 340, 520, 370), fill="black")
    with pytest.raises(DocumentError, match="Không tìm thấy chữ nào"):
        read(saved(image, "JPEG"), "meo.jpg")


def test_without_tesseract_one_sentence_says_how_to_install_it(monkeypatch, tmp_path, read):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(ocr.SETTING, raising=False)
    ocr._load.cache_clear()
    try:
        with pytest.raises(OcrError, match="sudo apt install tesseract-ocr tesseract-ocr-vie"):
            read(saved(Image.new("L", (200, 100), 255), "PNG"))
    finally:
        ocr._load.cache_clear()


def test_an_unknown_engine_is_named_with_those_there_are(monkeypatch):
    monkeypatch.setenv(ocr.SETTING, "mắt thần")
    with pytest.raises(OcrError, match="tesseract hoặc trueocr"):
        load_engine()


def test_another_engine_can_be_plugged_in():
    class Fixed:
        name = "fixed"

        def read(self, image):
            return Page((ScannedWord("Kế", 0.9, 10, 10, 40, 30, 0), ScannedWord("hoạch", 0.4, 50, 10, 99, 30, 0)))

    found = text_of(read_page(Image.new("RGB", (200, 100), "white"), Fixed()))
    assert found.source == "Kế hoạch"
    assert found.words == (Word(0, 2, 0.9), Word(3, 8, 0.4))


def test_trueocr_reads_too():
    pytest.importorskip("trueocr")
    found = text_of(read_page(page(), load_engine("trueocr")))
    assert wrong(found.source) < 0.15


@pytest.mark.parametrize("angle", [-6.5, -1.2, 0.0, 0.7, 5.0])
def test_skew_is_measured(angle):
    leaning = page().convert("L").rotate(-angle, expand=True, fillcolor=255)
    assert abs(skew(leaning) - angle) <= 0.3


def boxes(*rows):
    """Boxes from rows of (x, y, text), letters 10 wide and 20 high."""
    words = [(x, y, text) for row in rows for x, y, text in row]
    return [Box(x, y, x + 10 * len(text), y + 20, y, number) for number, (x, y, text) in enumerate(words)], [
        text for *_, text in words
    ]


def ordered(*rows):
    found, texts = boxes(*rows)
    return [[" ".join(texts[box.item] for box in line) for line in lines] for lines in reading_order(found)]


def test_a_letterhead_is_read_column_by_column():
    assert ordered(
        [(0, 0, "UBND TỈNH"), (400, 0, "CỘNG HÒA")],
        [(0, 25, "CAO BẰNG"), (400, 25, "Độc lập")],
        [(0, 80, "Số: 41"), (400, 80, "Cao Bằng, ngày 5")],
        [(0, 140, "Căn cứ"), (70, 140, "Luật Thi đua, Khen thưởng năm 2022 của Quốc hội")],
    ) == [
        ["UBND TỈNH", "CAO BẰNG"],
        ["CỘNG HÒA", "Độc lập"],
        ["Số: 41"],
        ["Cao Bằng, ngày 5"],
        ["Căn cứ Luật Thi đua, Khen thưởng năm 2022 của Quốc hội"],
    ]


def test_recipients_stand_before_the_signature_beside_them():
    found = ordered(
        [(0, 0, "Nơi nhận:"), (400, 5, "TM. ỦY BAN")],
        [(0, 22, "- Như trên;")],
        [(0, 44, "- Lưu: VT."), (400, 52, "CHỦ TỊCH")],
    )
    assert [line for lines in found for line in lines] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN",
        "CHỦ TỊCH",
    ]


def test_no_words_make_no_lines():
    assert reading_order([]) == []


def scanned(text: str, confidence: float = 0.95) -> tuple[Word, ...]:
    return tuple(Word(*match.span(), confidence) for match in re.finditer(r"\S+", text))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Chủ tịch Ủy ban nhân dân thành phó Hà Nội", "thành phố"),
        ("Căn cứ Luật Tô chức chính quyên địa phương", "Tổ chức chính quyền"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("Sửa đối, bồ sung một sô điều", "Sửa đổi, bổ sung một số điều"),
    ],
)
def test_accents_are_put_right_in_context(read, right):
    assert right in reading_of(read, scanned(read)).text


@pytest.mark.parametrize(
    "text",
    [
        "Phấn đấu giảm tỷ lệ hộ nghèo bình quân 5%/năm, xã khu vực II và III.",
        "Số: 41/KH-UBND, ngày 05/3/2021 của Ủy ban nhân dân tỉnh Cao Bằng",
        "Ban hành kèm theo Quyết định số 1258/QĐ-TTg ngày 21/8/2017",
        "Hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo tự nguyện đăng ký thoát nghèo",
    ],
)
def test_what_is_right_stays(text):
    assert reading_of(text, scanned(text)).text == text
    assert proofread(text, scanned(text)) == ()


def test_numbers_never_change_and_doubtful_ones_are_marked():
    text = "giảm từ 11 xuống 18 hộ nghèo theo số 4669/KH"
    tokens = proofread(text, scanned(text, 0.3))
    assert all(token.text == text[slice(*token.span)] for token in tokens if any(map(str.isdigit, token.text)))
    assert {"11", "18"} <= {token.text for token in tokens if token.doubtful}


def test_edits_are_the_levenshtein_distance():
    for one, other, distance in (("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("nghèo", "nghèo", 0)):
        assert edits(one, other) == distance
    rapidfuzz = pytest.importorskip("rapidfuzz")
    for one, other in (("a" * 80 + "bcd", "a" * 70 + "dcb"), (" ".join(LINES), " ".join(reversed(LINES)))):
        assert edits(one, other) == rapidfuzz.distance.Levenshtein.distance(one, other)


@needs_tesseract
@pytest.mark.skipif(not SCANS.is_dir(), reason="the scans are not on this machine")
def test_a_real_scan_end_to_end_is_no_worse_than_the_engine_alone():
    line = next(each for each in map(json.loads, (SCANS / "metadata.jsonl").open()) if "qd_707" in each["doc_id"])
    with Image.open(SCANS / line["image"]) as image:
        engine = load_engine("tesseract")
        alone, total = errors(line["text"], " ".join(word.text for word in engine.read(image).words))
        found = text_of(read_page(image.convert("RGB"), engine))
    whole, _ = errors(line["text"], reading_of(found.source, found.words).text)
    assert whole <= alone
    assert whole < 0.1 * total
    assert normalize("NFC", found.source) == found.source
