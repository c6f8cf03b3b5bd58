"""Tables on pictures, read by real Tesseract: printed, leaning, turned, photographed in bad light."""

import re
import shutil

import pytest
from PIL import Image, ImageFilter

from documents.errors import DocumentError
from documents.readers.digits import settle
from documents.tables import Cell, Grid, read_tables
from tests.tables import COUNTS, RATES, by_years_down, photographed, table

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs tesseract: apt-get install tesseract-ocr-vie"
)


@pytest.fixture
def read(tmp_path):
    def read(image: Image.Image, name: str = "bang.jpg", **more) -> tuple[Grid, ...]:
        image.save(tmp_path / name, **more)
        return read_tables(tmp_path / name)

    return read


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def wrong(grid: Grid, rows: list[list[str]]) -> list[tuple[Cell, str]]:
    """The figures that were read otherwise than they stand."""
    cells = [
        (cell, truth) for row, true in zip(grid.rows, rows, strict=True) for cell, truth in zip(row, true, strict=True)
    ]
    return [(cell, truth) for cell, truth in cells if truth[:1].isdigit() and cell.text != truth]


@pytest.mark.parametrize("turn", [0, 3, -4, 90, 180, 270])
def test_a_table_however_it_lies(turn, read):
    rows = by_years_down()
    [grid] = read(table(rows, title="BIỂU SỐ LIỆU HỘ NGHÈO").rotate(turn, expand=True, fillcolor="white"))
    assert [row[0] for row in texts(grid)[1:]] == list(RATES)
    assert all(not cell.sure for cell, _ in wrong(grid, rows))
    assert len(wrong(grid, rows)) <= 1


@pytest.mark.parametrize(("lean", "noise", "blur"), [(2, 10, 0.7), (-4, 16, 1.2), (1, 5, 1.5)])
@pytest.mark.parametrize("rows", [by_years_down(), COUNTS], ids=["down", "across"])
def test_what_is_read_wrong_in_a_photograph_is_not_sure(rows, lean, noise, blur, read):
    [grid] = read(photographed(table(rows), lean=lean, noise=noise, blur=blur))
    assert len(grid.rows) == len(rows)
    assert all(not cell.sure for cell, _ in wrong(grid, rows))
    assert len(wrong(grid, rows)) <= 2


def test_a_heading_over_several_columns_stands_in_each(read):
    rows = [
        ["Tên xã", "Tỷ lệ hộ nghèo (%)", "<", "<"],
        ["", "2018", "2019", "2020"],
        ["Xã Phú Lộc", "41,5", "33", "25"],
    ]
    [grid] = read(table(rows))
    assert [text.startswith("Tỷ lệ hộ nghèo") for text in texts(grid)[0]] == [False, True, True, True]
    assert texts(grid)[1][1:] == ["2018", "2019", "2020"]


def test_a_table_without_rules(read):
    [grid] = read(table(COUNTS, ruled=False))
    assert texts(grid)[1][1:] == COUNTS[1][1:]
    assert texts(grid)[2][0] == "Số hộ nghèo"


def test_pages_of_a_pdf_are_read_one_by_one(read):
    pages = [table(by_years_down({"2015": "50", "2016": "43", "2017": "36"})), table(COUNTS)]
    first, second = read(pages[0], "hai.pdf", save_all=True, append_images=pages[1:], resolution=150)
    assert texts(first)[2] == ["2016", "43"]
    assert texts(second)[1][1:] == COUNTS[1][1:]


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGB", (800, 600), "white"),
        Image.effect_noise((500, 400), 90).convert("RGB"),
        table(by_years_down()).filter(ImageFilter.GaussianBlur(14)),
    ],
    ids=["nothing", "noise", "blurred"],
)
def test_where_nothing_can_be_read_there_is_nothing_sure(image, read):
    figures = [
        cell for grid in read(image) for row in grid.rows for cell in row if re.fullmatch(r"[\d.,%]+", cell.text)
    ]
    assert not [cell for cell in figures if cell.sure]


def test_what_is_no_picture_is_named(tmp_path):
    path = tmp_path / "bang.txt"
    path.write_text("Năm 2015: 50", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"bang\.txt"):
        read_tables(path)


def test_a_figure_is_read_twice_and_doubted_where_the_readings_differ():
    assert settle(Cell("43,5", True), "43,5") == Cell("43,5", True)
    assert settle(Cell("90,12", True), "50,12") == Cell("50,12", False)
    assert settle(Cell("42,98", True), "4298") == Cell("42,98", False)
    assert settle(Cell("", True), "7") == Cell("7", False)
    assert settle(Cell("4O,l", True), "40,1") == Cell("40,1", True)
