"""Poverty standards: by year, with their law, and which years compare."""

from __future__ import annotations

from itertools import pairwise

import pytest

from criteria.standards import common_standards, household_standards, standard_of


@pytest.mark.parametrize(
    ("year", "name"),
    [(2010, "2006-2010"), (2015, "2011-2015"), (2021, "2016-2020"), (2026, "2022-2025"), (2027, "2027-2030")],
)
def test_a_year_has_its_standard(year: int, name: str) -> None:
    found = standard_of(year)
    assert found
    assert found.name == name
    assert found.source in found.describe()


def test_years_follow_without_gap_and_unknown_is_none() -> None:
    standards = household_standards()
    for before, after in pairwise(standards):
        assert after.years[0] == before.years[1] + 1
        assert after.poor.rural > before.poor.rural
    assert standard_of(1999) is None


def test_lines_are_said_with_points() -> None:
    found = standard_of(2023)
    assert found
    assert "1.500.000 đồng/người/tháng ở nông thôn" in found.describe()
    assert "Nghị định số 07/2021/NĐ-CP" in found.describe()


@pytest.mark.parametrize(
    ("years", "compare"),
    [
        (range(2015, 2021), True),
        (range(2021, 2026), True),
        (range(2020, 2026), False),
        ([2014, 2016], False),
        (range(2025, 2031), True),
        ([2024, 2026, 2028], True),
        ([], False),
    ],
)
def test_rates_compare_within_a_standard(years: list[int], compare: bool) -> None:
    assert bool(common_standards(years, {})) is compare


def test_what_is_stated_holds() -> None:
    assert common_standards([2020, 2025], {2020: "2022-2025"})
    assert not common_standards([2015, 2016], {2015: "2011-2015"})
