"""What the figures of a pictured table stand for, and what a person is asked to look at before they are used."""

import json

import pytest

from criteria.errors import FigureError
from criteria.scan import Reading, Scan
from criteria.scanning import find_figures
from documents.tables import Cell, Grid
from tests.tables import COUNTS, RATES, by_years_down


def grid(rows: list[list[str]], caption: str = "", unsure: tuple[str, ...] = ()) -> Grid:
    return Grid(tuple(tuple(Cell(text, text not in unsure) for text in row) for row in rows), caption)


def rates(**figures: str) -> Scan:
    return Scan("", tuple(Reading("poverty_rate", int(year[1:]), text) for year, text in figures.items()))


def read(**figures: str) -> Scan:
    """Figures of 2020."""
    return Scan("", tuple(Reading(name, 2020, text) for name, text in figures.items()))


def words(scan: Scan) -> str:
    return "\n".join(doubt.text for doubt in scan.doubts)


@pytest.mark.parametrize(
    ("rows", "caption", "expected"),
    [
        (by_years_down(), "", {"poverty_rate": RATES}),
        (by_years_down(heading="Tỷ lệ (%)"), "BIỂU SỐ LIỆU HỘ NGHÈO XÃ A", {"poverty_rate": RATES}),
        ([["Năm", "Hộ nghèo", "<"], ["", "Số hộ", "Tỷ lệ (%)"], ["2019", "120", "12,5"]], "", None),
        (COUNTS, "", {"poverty_rate": {"2015": "617/1234", "2020": "192/1281"}}),
        (
            [["", "2019", "2020"], ["Ty lê hô nghéo (%)", "12,5", "10"], ["Tỷ lệ hộ cận nghèo (%)", "7", "6,5"]],
            "",
            {"poverty_rate": {"2019": "12,5"}, "near_poor_rate": {"2020": "6,5"}},
        ),
        (
            [["Chỉ tiêu", "2020"], ["Tỷ lệ hộ nghèo và cận nghèo", "19,5%"], ["Số hộ thoát nghèo", "31"]],
            "",
            {"poor_plus_near_poor_rate": {"2020": "19,5"}},
        ),
        (
            [["Năm", "Tổng số hộ", "Hộ nghèo"], ["2019", "800", "90"], ["2020", "800", "72"]],
            "",
            {"poverty_rate": {"2020": "72/800"}},
        ),
        (
            [["Cuối năm", "Hộ nghèo"], ["Cuối năm 2019", "12"], ["Cuối năm 2020", "9"]],
            "",
            {"poverty_rate": {"2020": "9"}},
        ),
    ],
)
def test_figures_are_known_by_the_words_over_and_before_them(rows, caption, expected):
    filled = [[row[n - 1] if cell == "<" else cell for n, cell in enumerate(row)] for row in rows]
    [scan] = find_figures([grid(filled, caption)])
    given = scan.given()
    for name, years in (expected or {"poverty_rate": {"2019": "12,5"}}).items():
        assert {year: given[name][year] for year in years} == years
    if expected:
        assert set(given) == set(expected)


def test_each_row_that_is_named_is_a_unit():
    rows = [
        ["STT", "Tên xã", "Tỷ lệ hộ nghèo (%)", "Tỷ lệ hộ nghèo (%)"],
        ["", "", "2019", "2020"],
        ["1", "Xã Thanh Sơn", "35,5", "29,1"],
        ["2", "Xã Phú Lộc", "41,25", "33"],
    ]
    first, second = find_figures([grid(rows)])
    assert (first.unit, second.unit) == ("Xã Thanh Sơn", "Xã Phú Lộc")
    assert second.given() == {"poverty_rate": {"2019": "41,25", "2020": "33"}}


@pytest.mark.parametrize(
    "rows",
    [
        [["Hàng", "Giá"], ["Gạo", "20.000"], ["Muối", "5.000"]],
        [["Năm", "Sản lượng"], ["2019", "120"], ["2020", "140"]],
        [["", ""], ["", ""]],
        [],
    ],
)
def test_what_is_no_table_of_figures_gives_none(rows):
    assert find_figures([grid(rows)]) == ()


def test_years_of_the_newest_first_are_put_in_order():
    [scan] = find_figures([grid(by_years_down(dict(reversed(RATES.items()))))])
    assert [reading.year for reading in scan.readings] == [2015, 2016, 2017, 2018, 2019, 2020]
    assert "thứ tự" not in words(scan)


@pytest.mark.parametrize(
    ("scan", "said", "usable"),
    [
        (rates(y2015="50", y2016="430"), "từ 0 đến 100", False),
        (rates(y2015="50", y2016=""), "chưa đọc được", False),
        (rates(y2015="50", y2016="4x"), "không phải là số", False),
        (rates(y2015="50", y2017="36", y2018="29"), "chưa thấy năm 2016", True),
        (rates(y2015="50", y2016="43", y2011="36", y2018="29"), "năm 2011 đứng sai thứ tự", True),
        (rates(y2015="12", y2016="11", y2071="10"), "cách nhau xa", True),
        (rates(y2015="12,5", y2016="118"), "từ 0 đến 100", False),
        (rates(y2015="12,5", y2016="11,8", y2017="98"), "dấu phẩy", True),
        (rates(y2020="9").joined(rates(y2020="6")), "nhiều số khác nhau", False),
        (read(poor_households="92"), "thiếu tổng số hộ", True),
        (read(poverty_rate="21", poor_households="92", total_households="731"), "tính từ số hộ", False),
        (read(poor_households="920", total_households="731"), "không hợp lý", False),
        (Scan("", (Reading("poverty_rate", 2020, "9", sure=False),)), "chưa chắc", True),
    ],
)
def test_what_cannot_be_or_is_missing_is_pointed_at(scan, said, usable):
    assert said in words(scan)
    assert scan.usable is usable


def test_a_sound_table_is_not_doubted():
    scan = find_figures([grid(COUNTS)])[0]
    assert scan.doubts == ()
    assert scan.usable


def test_a_figure_is_changed_by_its_value_by_its_year_too_and_dropped():
    scan = rates(y2015="50", y2011="43")
    assert scan.changed(1, "43,5").readings[1] == Reading("poverty_rate", 2011, "43,5")
    mended = scan.changed(1, "2016 43,5")
    assert mended.given() == {"poverty_rate": {"2015": "50", "2016": "43,5"}}
    assert scan.changed(1, "năm 2016: 92/731").readings[1].year == 2016
    assert scan.dropped(1).given() == {"poverty_rate": {"2015": "50"}}
    for wrong in ("435", "chục", "", "2016"):
        with pytest.raises(FigureError):
            scan.changed(1, wrong)
    with pytest.raises(FigureError):
        scan.changed(7, "43")


def test_two_pictures_of_one_table_are_one_scan():
    first, second = rates(y2015="50", y2016="43"), rates(y2016="44", y2017="36")
    both = first.joined(rates(y2016="43,0", y2017="36"))
    assert [reading.year for reading in both.readings] == [2015, 2016, 2017]
    assert "nhiều số khác nhau" in words(first.joined(second))
    rows = [["Tên xã", "Tỷ lệ hộ nghèo 2019"], ["Xã A", "12"]]
    [scan] = find_figures([grid(rows), grid(by_years_down({"2020": "11"}))])
    assert scan.unit == "Xã A"
    assert scan.given() == {"poverty_rate": {"2019": "12", "2020": "11"}}


def test_a_scan_is_kept_as_plain_data():
    scan = find_figures([grid(COUNTS, unsure=("617",))])[0]
    assert Scan.load(json.loads(json.dumps(scan.dump()))) == scan
    with pytest.raises(FigureError):
        Scan.load({"unit": "x"})
