"""The words that criteria are written in: kinds of rule and unit, zones, measures, comparators."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from criteria.exact import Exact


class Kind(StrEnum):
    """What a rule of a plan is for."""

    ELIGIBILITY = "eligibility"
    QUALITATIVE = "qualitative"
    TARGET = "target"
    QUOTA = "quota"
    DEADLINE = "deadline"
    DELEGATION = "delegation"


class UnitKind(StrEnum):
    """Who can be checked."""

    DISTRICT = "huyen"
    POOR_DISTRICT = "huyen_ngheo"
    COMMUNE = "xa"
    VILLAGE = "thon"
    OFFICE = "co_quan"
    POOR_HOUSEHOLD = "ho_ngheo"
    NEAR_POOR_HOUSEHOLD = "ho_can_ngheo"
    ESCAPED_HOUSEHOLD = "ho_moi_thoat_ngheo"
    OFFICER = "can_bo_giam_ngheo"
    ENTERPRISE = "doanh_nghiep"


class Zone(StrEnum):
    """The zone of a commune in mountain and minority areas."""

    III = "III"
    II = "II"
    I = "I"  # noqa: E741
    NONE = "khong"


class Measure(StrEnum):
    """What can be known of a unit. The first seven are given by year."""

    POVERTY_RATE = "poverty_rate"
    NEAR_POOR_RATE = "near_poor_rate"
    POOR_PLUS_NEAR_POOR_RATE = "poor_plus_near_poor_rate"
    YEARLY_REDUCTION = "yearly_reduction"
    ASSIGNED_COMMUNE_POVERTY_RATE = "assigned_commune_poverty_rate"
    POLICY_POOR_HOUSEHOLDS = "policy_poor_households"
    OWN_TARGET = "own_target_per_year"
    IS_POOR_DISTRICT = "is_poor_district"
    CULTURAL_RESIDENTIAL_AREA = "khu_dan_cu_van_hoa"
    CULTURAL_FAMILY = "gia_dinh_van_hoa"
    YEARS_SINCE_EXIT = "years_since_exit"
    LOANS_ON_TIME = "loans_on_time"
    COMMUNITY_AGREES = "community_agrees"
    HELPS_OTHER_POOR = "helps_other_poor"
    REGISTERED_TO_EXIT = "registered_to_exit"
    YEARS_WORKED = "years_worked"
    HELPED_COMMUNES = "helped_communes"


Rate = Literal[
    Measure.POVERTY_RATE,
    Measure.NEAR_POOR_RATE,
    Measure.POOR_PLUS_NEAR_POOR_RATE,
    Measure.ASSIGNED_COMMUNE_POVERTY_RATE,
]
Condition = Literal[
    Measure.IS_POOR_DISTRICT,
    Measure.CULTURAL_RESIDENTIAL_AREA,
    Measure.CULTURAL_FAMILY,
    Measure.LOANS_ON_TIME,
    Measure.COMMUNITY_AGREES,
    Measure.HELPS_OTHER_POOR,
    Measure.REGISTERED_TO_EXIT,
]
Years = tuple[int, int]


class Comparator(StrEnum):
    """How a figure is held against a threshold: "từ … trở lên" is >=, "trên" is >, "dưới" is <, "tối đa" is <=."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"


class Sense(StrEnum):
    """What the percent of a change means."""

    POINTS = "points"
    RELATIVE = "relative"


class Reading(StrEnum):
    """How a yearly reduction over several years is read."""

    EACH_YEAR = "each_year"
    AVERAGE = "average"


class OwnTarget(StrEnum):
    """The threshold "mục tiêu đề ra": what the unit itself set for a year."""

    OWN = "own_target"


Threshold = Exact | OwnTarget


class Record(BaseModel):
    """A piece of criteria data: strict, closed and unchanging."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
