"""The pages of originals: which hold a clause, and the clause marked where it really stands."""

import io
import json
import shutil
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from documents.errors import DocumentError
from documents.extract import Box, Extract, Format
from documents.library import Library
from documents.pages import Original
from documents.readers.drawing import LONGEST, Drawing, draw
from documents.readers.pages import scan
from documents.reading import Span

PDF = Path(__file__).parent / "files" / "dak-lak-58-kh-ubnd.pdf"
PLAN = "dak-lak-58-kh-ubnd"
BROKEN = "IV.1.2, gạch 3, + thứ 3"
"""A clause that begins on the second page of the file and ends on the third."""

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs tesseract: apt-get install tesseract-ocr-vie"
)


def taken_in(folder: Path, path: Path) -> Original:
    library = Library.open(folder)
    [report] = library.ingest([path])
    assert report.plan, report.message
    original = library.original(report.plan)
    assert original is not None
    return original


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Original:
    return taken_in(tmp_path_factory.mktemp("printed"), PDF)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory) -> Original:
    """The second and third page as a scanner gives them: one leaning, one lying on its side."""
    if shutil.which("tesseract") is None:
        pytest.skip("needs tesseract: apt-get install tesseract-ocr-vie")
    folder = tmp_path_factory.mktemp("scanned")
    first, second = sheets()
    first = first.rotate(2, expand=True, fillcolor="white")
    second = second.rotate(90, expand=True)
    first.save(folder / "quet.pdf", save_all=True, append_images=[second], resolution=150)
    return taken_in(folder, folder / "quet.pdf")


def sheets() -> list[Image.Image]:
    import pypdfium2

    with pypdfium2.PdfDocument(PDF) as document:
        return [document[number].render(scale=150 / 72).to_pil().convert("RGB") for number in (1, 2)]


def span_of(original: Original, path: str) -> Span:
    return next(provision.span for provision in original.plan.provisions if provision.path == path)


def marked_words(data: bytes) -> str:
    """What stands under the marker, as OCR reads it."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    red, green, blue = image.split()
    light = red.point(lambda value: 255 if value > 225 else 0)
    not_white = blue.point(lambda value: 255 if value < 170 else 0)
    warm = green.point(lambda value: 255 if value > 200 else 0)
    box = ImageChops.multiply(ImageChops.multiply(light, not_white), warm).getbbox()
    return " ".join(scan(image.crop(box)).source.split())


def alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def test_a_clause_over_two_pages_stands_on_both(printed):
    assert printed.count == 5
    assert printed.file == PDF.name
    assert printed.pages(span_of(printed, BROKEN)) == (2, 3)
    assert printed.pages(span_of(printed, "II.1")) == (2,)


@needs_tesseract
@pytest.mark.parametrize("file", ["printed", "scanned"])
def test_the_words_marked_are_those_of_the_clause(file, request):
    original = request.getfixturevalue(file)
    clause = next(p for p in original.plan.provisions if p.text.startswith("+ Xã khu vực II có"))
    pictures = original.draw(clause.span)
    assert [picture.page for picture in pictures] == ([2, 3] if file == "printed" else [1, 2])
    assert all(picture.marked for picture in pictures)
    for picture in pictures:
        image = Image.open(io.BytesIO(picture.data))
        assert image.format == "JPEG"
        assert sum(image.size) < 10_000
        assert len(picture.data) < 10_000_000
    first, second = (marked_words(picture.data) for picture in pictures)
    assert "Xã khu vực II" in first[:20]
    assert alike(f"{first} {second}", clause.text) > 0.9


def test_what_ships_as_text_has_no_pages(tmp_path):
    library = Library.open(tmp_path)
    assert library.original("tuyen-quang-112-kh-ubnd") is None
    with pytest.raises(KeyError):
        library.original("khong-co")


def test_a_text_file_has_an_original_and_no_pages(tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_bytes((Path(__file__).parents[2] / "evaluation/plans" / f"{PLAN}.txt").read_bytes())
    original = taken_in(tmp_path / "data", path)
    assert original.count == 0
    assert original.pages(Span(0, 500)) == ()
    assert original.draw(Span(0, 500)) == ()


def test_words_that_are_not_in_the_text_layer_leave_the_page_without_a_mark():
    data, marked = draw(PDF, Drawing(Format.PDF, 1, "Chữ không có ở trang này", Span(0, 24)))
    assert not marked
    assert Image.open(io.BytesIO(data)).size[1] == LONGEST


def test_an_original_that_cannot_be_drawn_any_more_says_so(printed, tmp_path):
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 hong")
    with pytest.raises(DocumentError):
        Original(printed.plan, "hong.pdf", broken, printed.extract).draw(span_of(printed, "II.1"))


@pytest.mark.parametrize("size", [(300, 9000), (9000, 300)])
def test_a_strip_of_paper_is_cut_to_what_a_chat_shows(size, tmp_path):
    path = tmp_path / "dai.png"
    Image.new("RGB", size, "white").save(path)
    end = Box(size[0] - 60, size[1] - 30, size[0] - 10, size[1] - 10)
    sheet = [0, 0, 0.0, *size]
    drawing = Drawing.from_json(
        json.loads(json.dumps({"form": "image", "page": 0, "text": "", "span": [0, 0], "boxes": [end], "sheet": sheet}))
    )
    data, marked = draw(path, drawing)
    shown = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = shown.size
    assert marked
    assert max(width, height) < 20 * min(width, height)
    assert any(red > 220 and blue < 160 for _, (red, _, blue) in shown.getcolors(10**6))


def test_what_was_extracted_before_boxes_were_kept_still_loads(printed):
    layout = json.loads(json.dumps(printed.extract.layout()))
    del layout["boxes"], layout["sheets"]
    old = Extract.from_layout(printed.extract.source, layout)
    assert old.boxes == ()
    assert Original(printed.plan, "cu.pdf", printed.path, old).pages(span_of(printed, "II.1")) == (2,)
