"""Poverty standards by year: rates measured by different standards are not subtracted from each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

STANDARD_NAMES: Mapping[str, tuple[int, int]] = {
    "2006-2010": (2006, 2010),
    "2011-2015": (2011, 2015),
    "2016-2020": (2016, 2021),
    "2022-2025": (2022, 2025),
    "2026-2030": (2026, 2030),
}
"""A standard and the years in which it held.

The standard of 2016-2020 held to the end of 2021 (Nghị định 07/2021/NĐ-CP, khoản 1 Điều 3 and Điều 8).
"""


def possible_standards(year: int, stated: Mapping[int, str]) -> frozenset[str]:
    """The standards by which a year's rate may have been measured.

    What the asker states holds. Otherwise it is the one in force; the last year of a standard was surveyed by
    the next one too, to have a base for it.
    """
    if year in stated:
        return frozenset({stated[year]})
    held = {name for name, (first, last) in STANDARD_NAMES.items() if first <= year <= last}
    held |= {name for name, (first, _) in STANDARD_NAMES.items() if year == first - 1}
    return frozenset(held)


def common_standards(years: Iterable[int], stated: Mapping[int, str]) -> frozenset[str]:
    """The standards by which every one of some years may have been measured; empty when they do not compare."""
    sets = [possible_standards(year, stated) for year in years]
    return frozenset.intersection(*sets) if sets else frozenset()
