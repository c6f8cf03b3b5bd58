"""What a rule asks of a unit, as a tree of tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from criteria.exact import Exact
from criteria.terms import Comparator, Condition, Measure, Rate, Record, Sense, Threshold, Years


class AtDate(Record):
    """A rate held against a threshold at the end of a year ("sau 5 năm": of the last year of the period).

    Without a year, the last year for which the unit has the rate.
    """

    form: Literal["at_date"] = "at_date"
    measure: Rate
    year: int | None = None
    comparator: Comparator
    threshold: Exact


class Change(Record):
    """A rate's yearly fall over a run of years.

    `years` are the first and last year of the period (the base is the year before the first); without them,
    the last `length` years known. A `length` shorter than the period is a run anywhere in it.
    """

    measure: Rate = Measure.POVERTY_RATE
    comparator: Comparator = Comparator.AT_LEAST
    threshold: Threshold
    sense: Sense = Sense.POINTS
    years: Years | None = None
    length: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _some_years(self) -> Self:
        if self.years is None and self.length is None:
            raise ValueError("cần ghi years (năm đầu, năm cuối) hoặc length (số năm)")
        if self.years and self.years[0] > self.years[1]:
            raise ValueError(f"năm đầu {self.years[0]} đứng sau năm cuối {self.years[1]}")
        return self


class EachYear(Change):
    """The fall in every single year ("từ 7%/năm trở lên trong 5 năm liên tục")."""

    form: Literal["each_year"] = "each_year"


class MeanChange(Change):
    """The mean yearly fall ("bình quân 5%/năm")."""

    form: Literal["mean_change"] = "mean_change"


class TotalChange(Change):
    """The fall from the base year to the last year together ("giảm ít nhất 60% so với đầu kỳ": relative)."""

    form: Literal["total_change"] = "total_change"


class Count(Record):
    """A number of households at the end of a year ("không còn hộ …": at most 0)."""

    form: Literal["count"] = "count"
    measure: Literal[Measure.POLICY_POOR_HOUSEHOLDS]
    year: int | None = None
    comparator: Comparator = Comparator.AT_MOST
    threshold: Exact


class Elapsed(Record):
    """Full years since something happened, and what starts the count again."""

    form: Literal["elapsed"] = "elapsed"
    measure: Literal[Measure.YEARS_SINCE_EXIT] = Measure.YEARS_SINCE_EXIT
    comparator: Comparator = Comparator.AT_LEAST
    threshold: Exact
    reset_by: str | None = None


class Run(Record):
    """Consecutive years of doing something ("3 năm liên tục trở lên trong giai đoạn 2016-2020")."""

    form: Literal["run"] = "run"
    measure: Literal[Measure.YEARS_WORKED, Measure.HELPED_COMMUNES] = Measure.YEARS_WORKED
    comparator: Comparator = Comparator.AT_LEAST
    threshold: Exact
    within: Years | None = None


class Affirmed(Record):
    """Something the unit answers yes or no to; `skip` is the answer that leaves nothing to judge."""

    form: Literal["affirmed"] = "affirmed"
    measure: Condition
    skip: Literal["khong_vay"] | None = None


class Judged(Record):
    """What people judge. `open` is the reason why even a full set of figures leaves it open."""

    form: Literal["judged"] = "judged"
    open: str | None = None


class All(Record):
    """Every one of its tests ("; trong đó …")."""

    form: Literal["all"] = "all"
    tests: tuple[Test, ...] = Field(min_length=1)


class AnyOf(Record):
    """At least one of its tests."""

    form: Literal["any"] = "any"
    tests: tuple[Test, ...] = Field(min_length=1)


Leaf = AtDate | EachYear | MeanChange | TotalChange | Count | Elapsed | Run | Affirmed | Judged
Test = Annotated[Leaf | All | AnyOf, Field(discriminator="form")]


def leaves(test: Test | None) -> Iterator[Leaf]:
    """The single tests of a tree, in order."""
    if isinstance(test, All | AnyOf):
        for part in test.tests:
            yield from leaves(part)
    elif test is not None:
        yield test


All.model_rebuild()
AnyOf.model_rebuild()
