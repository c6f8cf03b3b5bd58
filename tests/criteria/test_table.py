"""Tables in and out: what a spreadsheet does to figures, and what it must not do to us."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from criteria.chart import draw_chart
from criteria.check import Overall, check
from criteria.errors import WorkbookError
from criteria.inputs import asked_keys, column_name, read_heading
from criteria.model import Rulebook, UnitKind
from criteria.table import check_rows
from criteria.workbook import check_table, write_template

PLAN = "tuyen-quang-112-kh-ubnd"
MET = ["Xã Một", "không", 50, 43, 36, 29, 22, 15, None, 0]


@pytest.fixture
def plan(books: tuple[Rulebook, ...]) -> Rulebook:
    return next(book for book in books if book.plan == PLAN)


@pytest.fixture
def filled(tmp_path: Path, plan: Rulebook) -> Any:
    """Fills the template for communes with rows, and returns the file; `edit` may touch its sheet."""

    def fill(*rows: list[Any], edit: Any = None) -> Path:
        path = write_template(tmp_path / "mau.xlsx", plan, UnitKind.COMMUNE)
        book = load_workbook(path)
        sheet = book.worksheets[0]
        for number, row in enumerate(rows, 2):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(number, place, value)
                if isinstance(value, str):
                    cell.data_type = "s"
        if edit:
            edit(sheet)
        book.save(path)
        return path

    return fill


def test_the_template_asks_what_the_rules_need(tmp_path: Path, plan: Rulebook) -> None:
    book = load_workbook(write_template(tmp_path / "mau.xlsx", plan, UnitKind.COMMUNE))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:3] == ["Tên đơn vị (xã)", "Khu vực", "Tỷ lệ hộ nghèo 2015 (%)"]
    assert sheet.freeze_panes == "C2"
    assert sheet.data_validations.dataValidation[0].formula1 == '"III,II,I,không"'
    assert sheet["C1"].comment.text
    assert book.sheetnames == ["Số liệu", "Hướng dẫn"]


def test_every_heading_of_every_template_is_read_back(books: tuple[Rulebook, ...]) -> None:
    for book in books:
        for kind in UnitKind:
            for key in asked_keys(book, kind):
                assert read_heading(column_name(key)) == (key.measure.value, key.year)
                assert read_heading(str(key)) == (key.measure.value, key.year)


def test_no_template_where_nothing_can_be_told(tmp_path: Path, plan: Rulebook) -> None:
    with pytest.raises(WorkbookError, match="không nêu tiêu chí"):
        write_template(tmp_path / "x.xlsx", plan, UnitKind.ENTERPRISE)


def test_a_filled_template_comes_back_with_verdicts_and_reasons(
    tmp_path: Path, filled: Any, books: tuple[Rulebook, ...]
) -> None:
    path = filled(MET, ["Xã Hai", "không", 50, 43, 36, 29, "22,01", 15, None, 0])
    sheet = check_table(path, tmp_path / "ra.xlsx", books)
    assert [line.result.overall for line in sheet.lines if line.result] == [Overall.MET, Overall.UNMET]
    book = load_workbook(tmp_path / "ra.xlsx")
    assert book.sheetnames == ["Tổng hợp", "Kết quả", "Lý do"]
    assert book["Tổng hợp"]._charts
    assert book["Kết quả"].conditional_formatting
    assert book["Kết quả"].freeze_panes == "C2"
    assert book["Kết quả"].print_title_rows == "$1:$1"
    assert book["Kết quả"]["C3"].value == "Không đạt"
    assert any("29,00 − 22,01 = 6,99" in str(row[4]) for row in book["Lý do"].values)


def test_a_percent_cell_is_the_percent_a_person_sees(filled: Any, books: tuple[Rulebook, ...]) -> None:
    def percent(sheet: Any) -> None:
        for place, value in enumerate((0.5, 0.43, 0.36, 0.29, 0.22, 0.0935), 3):
            sheet.cell(2, place, value).number_format = "0.00%"

    line = check_rows(filled(MET, edit=percent), books).lines[0]
    assert line.result
    figures = {key.year: figure.text for key, figure in line.result.observations.figures.items() if key.year}
    assert figures[2020] == "9,35"
    assert line.result.overall is Overall.MET


def test_shares_without_a_percent_format_are_asked_about(filled: Any, books: tuple[Rulebook, ...]) -> None:
    sheet = check_rows(filled(["Xã", "III", None, None, None, None, None, 0.09, 0.05, 0]), books)
    assert [problem.address for problem in sheet.all_problems] == ["H2", "I2"]
    assert "9%" in sheet.all_problems[0].text
    assert sheet.lines[0].result
    assert sheet.lines[0].result.overall is Overall.UNDECIDED


def test_stored_binary_numbers_are_what_they_show(filled: Any, books: tuple[Rulebook, ...]) -> None:
    drift = [51.4, 51.4 - 7, 51.4 - 14, 51.4 - 21, 51.4 - 28, 23.4 - 7.000000000000001]
    line = check_rows(filled(["Xã", "không", *drift, None, 0]), books).lines[0]
    assert line.result
    assert line.result.overall is Overall.MET


@pytest.mark.parametrize("text", ["9.350", "9,350"])
def test_a_number_that_may_be_thousands_is_asked_about(filled: Any, books: tuple[Rulebook, ...], text: str) -> None:
    row = ["Xã", "không", 50, 43, 36, 29, 22, text, None, 0]
    sheet = check_rows(filled(row, MET), books)
    assert sheet.all_problems[0].address == "H2"
    assert "9,35 hay 9350" in sheet.all_problems[0].text
    assert sheet.lines[1].result
    assert sheet.lines[1].result.overall is Overall.MET


@pytest.mark.parametrize(
    ("value", "said"),
    [("abc", "không phải là số"), (-3, "từ 0 đến 100"), (105, "từ 0 đến 100"), ("#DIV/0!", "không phải")],
)
def test_a_wrong_cell_is_named_and_the_rest_done(
    filled: Any, books: tuple[Rulebook, ...], value: object, said: str
) -> None:
    sheet = check_rows(filled(["Xã", "không", 50, 43, value, 29, 22, 15, None, 0], MET), books)
    assert [problem.address for problem in sheet.all_problems] == ["E2"]
    assert said in sheet.all_problems[0].text
    assert sheet.counts == {Overall.UNDECIDED: 1, Overall.MET: 1}


def test_a_wrong_zone_is_named_by_its_row(filled: Any, books: tuple[Rulebook, ...]) -> None:
    sheet = check_rows(filled(["Xã", "kv9", 50, 43, 36, 29, 22, 15, None, 0], MET), books)
    assert sheet.all_problems[0].address == "dòng 2"
    assert len(sheet.lines) == 2


def test_formulas_do_not_survive(tmp_path: Path, filled: Any, books: tuple[Rulebook, ...]) -> None:
    names = ["=1+1", "+cmd|'/c calc'!A0", "@SUM(A1)", "-2+3", "\t=1"]
    path = filled(*[[name, *MET[1:]] for name in names])
    check_table(path, tmp_path / "ra.xlsx", books)
    book = load_workbook(tmp_path / "ra.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [
        cell for cell in cells if isinstance(cell.value, str) and cell.value.lstrip().startswith(("=", "+", "@"))
    ]
    check_table(path, tmp_path / "ra.csv", books)
    rows = list(csv.reader(io.StringIO((tmp_path / "ra.csv").read_text("utf-8-sig"))))
    assert not [value for row in rows for value in row if value.lstrip().startswith(("=", "+", "@"))]


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path, books: tuple[Rulebook, ...]) -> None:
    book = Workbook()
    book.active["XFD1048576"] = 1
    path = tmp_path / "xa.xlsx"
    book.save(path)
    start = time.monotonic()
    with pytest.raises(WorkbookError):
        check_rows(path, books)
    assert time.monotonic() - start < 30


def test_caps_on_bytes_rows_and_what_unpacks(
    tmp_path: Path, books: tuple[Rulebook, ...], monkeypatch: pytest.MonkeyPatch, filled: Any
) -> None:
    path = filled(MET, MET, MET)
    monkeypatch.setattr("criteria.cells.MAX_ROWS", 3)
    with pytest.raises(WorkbookError, match="Hãy chia nhỏ"):
        check_rows(path, books)
    monkeypatch.setattr("criteria.cells.MAX_UNPACKED", 10)
    with pytest.raises(WorkbookError, match="giải nén quá lớn"):
        check_rows(path, books)
    monkeypatch.setattr("criteria.cells.MAX_BYTES", 10)
    with pytest.raises(WorkbookError, match="quá lớn"):
        check_rows(path, books)
    assert tmp_path.exists()


@pytest.mark.parametrize("content", [b"PK\x03\x04broken", b"not a workbook", b""])
def test_a_broken_workbook_is_told_plainly(tmp_path: Path, books: tuple[Rulebook, ...], content: bytes) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match="không phải là tệp Excel"):
        check_rows(path, books)


def test_an_archive_that_is_no_workbook(tmp_path: Path, books: tuple[Rulebook, ...]) -> None:
    path = tmp_path / "zip.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(WorkbookError, match="không phải là tệp Excel"):
        check_rows(path, books)


def test_csv_json_and_excel_agree(tmp_path: Path, books: tuple[Rulebook, ...]) -> None:
    rates = dict(zip(range(2015, 2021), (50, 43, 36, 29, 22, 15), strict=True))
    flat = {"name": "Xã", "kind": "xa", "locality": "Tuyên Quang", "zone": "khong"}
    flat |= {f"poverty_rate.{year}": value for year, value in rates.items()} | {"policy_poor_households.2019": 0}
    (tmp_path / "a.json").write_text(json.dumps([flat]), "utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(flat), "utf-8")
    heads = [
        "Tên đơn vị",
        "Loại đơn vị",
        "Địa bàn",
        "Khu vực",
        *(f"Tỷ lệ hộ nghèo {y}" for y in rates),
        "Hộ chính sách nghèo 2019",
    ]
    values = ["Xã", "xã", "Tuyên Quang", "không", *(f"{value},0" for value in rates.values()), "0"]
    (tmp_path / "a.csv").write_text(";".join(heads) + "\n" + ";".join(values), "utf-8-sig")
    for name in ("a.json", "a.jsonl", "a.csv"):
        sheet = check_table(tmp_path / name, tmp_path / "ra.json", books)
        assert sheet.counts == {Overall.MET: 1}, (name, sheet.all_problems)
    out = json.loads((tmp_path / "ra.json").read_text("utf-8"))
    assert out[0]["overall"] == "dat_cac_tieu_chi_so"


def test_unknown_headings_and_lost_years_are_named(tmp_path: Path, books: tuple[Rulebook, ...]) -> None:
    (tmp_path / "a.csv").write_text("Tên đơn vị,Tỷ lệ hộ nghèo,Màu,Hộ nghèo 2015\nXã,5,đỏ,9\n", "utf-8")
    sheet = check_rows(tmp_path / "a.csv", books, UnitKind.COMMUNE, "Tuyên Quang")
    assert [problem.address for problem in sheet.problems] == ["B1", "C1"]
    assert sheet.lines[0].result


@pytest.mark.parametrize("name", ["a.txt", "khong-co.xlsx"])
def test_other_files_are_refused(tmp_path: Path, books: tuple[Rulebook, ...], name: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(WorkbookError, match=name):
        check_rows(tmp_path / name, books)


def test_a_place_nobody_knows_is_said(tmp_path: Path, books: tuple[Rulebook, ...]) -> None:
    (tmp_path / "a.csv").write_text("Tên đơn vị,Địa bàn,Hộ nghèo 2015\nXã,Nghệ An,9\n", "utf-8")
    sheet = check_table(tmp_path / "a.csv", tmp_path / "ra.csv", books, UnitKind.COMMUNE)
    assert "Địa bàn" in sheet.all_problems[0].text


def test_the_chart_is_a_picture(books: tuple[Rulebook, ...]) -> None:
    unit = {"kind": "xa", "locality": "Tuyên Quang", "zone": "khong"}
    picture = draw_chart(check(unit, {"poverty_rate": {"2015": "50", "2016": "92/731"}}, books))
    assert picture
    assert picture.startswith(b"\x89PNG")
    assert draw_chart(check(unit, {}, books)) is None


def test_many_units_take_no_more_each_than_a_few(tmp_path: Path, filled: Any, books: tuple[Rulebook, ...]) -> None:
    def seconds(number: int) -> float:
        rows = [[f"Xã {at}", "III", 50, 43, 36, 29, 22.01, 9.5 + at / 100, 9, at % 2] for at in range(number)]
        path = filled(*rows)
        start = time.process_time()
        assert len(check_table(path, tmp_path / "ra.xlsx", books).lines) == number
        return time.process_time() - start

    few = seconds(100)
    assert seconds(400) < 2 * 4 * few
