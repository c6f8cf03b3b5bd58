"""What can be known of a unit: names, groups, and the key of one thing known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from criteria.terms import Measure

RATES = (
    Measure.POVERTY_RATE,
    Measure.NEAR_POOR_RATE,
    Measure.POOR_PLUS_NEAR_POOR_RATE,
    Measure.ASSIGNED_COMMUNE_POVERTY_RATE,
)
BY_YEAR = (*RATES, Measure.YEARLY_REDUCTION, Measure.POLICY_POOR_HOUSEHOLDS)
ANSWERS = (
    Measure.IS_POOR_DISTRICT,
    Measure.CULTURAL_RESIDENTIAL_AREA,
    Measure.CULTURAL_FAMILY,
    Measure.LOANS_ON_TIME,
    Measure.COMMUNITY_AGREES,
    Measure.HELPS_OTHER_POOR,
    Measure.REGISTERED_TO_EXIT,
)
ONCE = (Measure.YEARS_SINCE_EXIT, Measure.YEARS_WORKED, Measure.HELPED_COMMUNES)
WHOLE = (Measure.POLICY_POOR_HOUSEHOLDS, Measure.HELPED_COMMUNES)
MEASURE_NAMES: Mapping[Measure, str] = {
    Measure.POVERTY_RATE: "tỷ lệ hộ nghèo",
    Measure.NEAR_POOR_RATE: "tỷ lệ hộ cận nghèo",
    Measure.POOR_PLUS_NEAR_POOR_RATE: "tỷ lệ hộ nghèo và cận nghèo",
    Measure.YEARLY_REDUCTION: "mức giảm tỷ lệ hộ nghèo",
    Measure.ASSIGNED_COMMUNE_POVERTY_RATE: "tỷ lệ hộ nghèo của xã được phân công giúp đỡ",
    Measure.POLICY_POOR_HOUSEHOLDS: "số hộ chính sách, người có công là hộ nghèo",
    Measure.OWN_TARGET: "mục tiêu giảm hằng năm của đơn vị",
    Measure.IS_POOR_DISTRICT: "có là huyện nghèo không",
    Measure.CULTURAL_RESIDENTIAL_AREA: "danh hiệu “Khu dân cư văn hóa”",
    Measure.CULTURAL_FAMILY: "danh hiệu “Gia đình văn hóa”",
    Measure.YEARS_SINCE_EXIT: "số năm đã thoát nghèo",
    Measure.LOANS_ON_TIME: "vay vốn đúng mục đích, trả đúng hạn",
    Measure.COMMUNITY_AGREES: "cộng đồng bình xét, nhất trí đề nghị",
    Measure.HELPS_OTHER_POOR: "có giúp các hộ nghèo khác",
    Measure.REGISTERED_TO_EXIT: "tự nguyện đăng ký thoát nghèo",
    Measure.YEARS_WORKED: "số năm liên tục làm công tác giảm nghèo",
    Measure.HELPED_COMMUNES: "số xã được giúp đỡ",
}
COUNTS: Mapping[str, Measure] = {
    "poor_households": Measure.POVERTY_RATE,
    "near_poor_households": Measure.NEAR_POOR_RATE,
}
TOTAL = "total_households"
STANDARD = "poverty_standard"
MERGED = "merged_from"


class Key(NamedTuple):
    """One thing that can be known: a measure, and the year where it has one."""

    measure: Measure
    year: int | None = None

    def __str__(self) -> str:
        return f"{self.measure}.{self.year}" if self.year else str(self.measure)

    @property
    def label(self) -> str:
        """The key in Vietnamese words."""
        return MEASURE_NAMES[self.measure] + (f" năm {self.year}" if self.year else "")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with what was given; every rule that needs one of `keys` cannot be decided on it."""

    keys: tuple[Key, ...]
    text: str
