"""Poverty standards by year: what a household is measured by, and which years' rates may be compared.

A second source beside the plans, with the law of each; it is used when asked, and to refuse a difference between
rates that were measured by different standards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from criteria.exact import grouped
from criteria.model import Years
from prompts.texts import load


class Incomes(BaseModel):
    """A line of income, in đồng a person a month."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    rural: int
    urban: int


class HouseholdStandard(BaseModel):
    """A poverty standard: the years it measures, its law, and its lines.

    `poor` is the income up to which a household may be poor, `near_poor` the one up to which it may be near-poor;
    `lacking` indicators decide `below` the poor line (2022 on) or `between` both lines (2016-2021). What is not
    certain is None. `surveyed` is false while no household has been measured by it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    years: Years
    source: str
    extended_by: str | None = None
    poor: Incomes
    near_poor: Incomes | None = None
    lacking: int | None = None
    lacking_for: Literal["below", "between"] | None = None
    surveyed: bool = True

    def describe(self) -> str:
        """The standard in Vietnamese, with its law."""
        texts, (first, last) = load("checks"), self.years
        lines = [texts["standard"].format(first=first, last=last, line=self._incomes(self.poor))]
        near = self._incomes(self.near_poor) if self.near_poor else ""
        if self.lacking_for:
            lines.append(texts[f"standard_{self.lacking_for}"].format(count=self.lacking, line=near))
        elif near:
            lines.append(texts["standard_near"].format(line=near))
        law = f"{self.source}; {self.extended_by}" if self.extended_by else self.source
        lines.append(texts["standard_law"].format(law=law))
        return " ".join(lines)

    @staticmethod
    def _incomes(line: Incomes) -> str:
        rural, urban = grouped(line.rural), grouped(line.urban)
        return load("checks")["standard_incomes"].format(rural=rural, urban=urban)


@cache
def household_standards() -> tuple[HouseholdStandard, ...]:
    """Every standard there is, the oldest first."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe").load(files("criteria").joinpath("household_standards.yaml").read_text("utf-8"))
    return TypeAdapter(tuple[HouseholdStandard, ...]).validate_python(
        tuple({**item, "years": tuple(item["years"])} for item in data)
    )


def standard_of(year: int) -> HouseholdStandard | None:
    """The standard by which the households of a year are measured, or None where none is known."""
    return next((found for found in household_standards() if found.years[0] <= year <= found.years[1]), None)


def possible_standards(year: int, stated: Mapping[int, str]) -> frozenset[str]:
    """The standards by which a year's rate may have been measured.

    What the asker states holds. Otherwise it is the one in force; the last year of a standard was surveyed by
    the next one too, to have a base for it; and a rate for a year whose standard nobody has been measured by yet is
    a forecast, made by the one before.
    """
    if year in stated:
        return frozenset({stated[year]})
    found = set()
    for before, standard in zip((None, *household_standards()), household_standards(), strict=False):
        if standard.years[0] - 1 <= year <= standard.years[1]:
            found.add(standard.name)
            if before and not standard.surveyed:
                found.add(before.name)
    return frozenset(found)


def common_standards(years: Iterable[int], stated: Mapping[int, str]) -> frozenset[str]:
    """The standards by which every one of some years may have been measured; empty when they do not compare."""
    sets = [possible_standards(year, stated) for year in years]
    return frozenset.intersection(*sets) if sets else frozenset()
