"""Figures read from a picture of a table: what they stand for, and what a person should look at before they are used.

Nothing here is used as it was read. A face shows `readings` and `doubts`, lets a person change or drop any of them,
and takes `given` only when they agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from criteria.errors import FigureError
from criteria.figures import parse_figure
from criteria.inputs import COUNT_NAMES
from criteria.measures import COUNTS, MEASURE_NAMES, RATES, TOTAL
from criteria.model import Measure
from criteria.observations import read_observations

_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAP = 25
"""Points by which a rate changes in a year only where a figure was read wrong, as good as always."""

_PARTS = {measure: name for name, measure in COUNTS.items()}


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure that was read: what it is ("poverty_rate", "total_households"), its year, and how it was written."""

    name: str
    year: int
    text: str
    sure: bool = True

    @property
    def label(self) -> str:
        """What it is, in Vietnamese, without the year."""
        name = COUNT_NAMES.get(self.name) or MEASURE_NAMES[Measure(self.name)]
        return name[:1].upper() + name[1:]

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        percent = self.name in {rate.value for rate in RATES} and "/" not in self.text
        return f"{self.text.rstrip('%')}%" if percent and self.text else self.text or "?"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: the readings it is about, by their place in the scan, and whether it forbids their use."""

    places: tuple[int, ...]
    text: str
    grave: bool = False


@dataclass(frozen=True)
class Scan:
    """The figures of one unit, as they were read and corrected; `unit` is its name where the table has one."""

    unit: str
    readings: tuple[Reading, ...]

    @classmethod
    def load(cls, data: Mapping[str, object]) -> Scan:
        """A scan as `dump` left it; FigureError when that is not what it is given."""
        try:
            rows = data["readings"]
            if not isinstance(rows, list):
                raise TypeError
            readings = tuple(Reading(str(n), int(y), str(t), bool(s)) for n, y, t, s in rows)
            return cls(str(data["unit"]), readings)
        except (KeyError, TypeError, ValueError) as error:
            raise FigureError("Số liệu đọc từ ảnh không còn đọc được; hãy gửi lại ảnh.") from error

    def dump(self) -> dict[str, object]:
        """The scan as plain data for JSON."""
        return {"unit": self.unit, "readings": [[r.name, r.year, r.text, r.sure] for r in self.readings]}

    def joined(self, other: Scan) -> Scan:
        """This scan with what another picture adds; a figure read on both stands twice until one is dropped."""
        known = {(r.name, r.year, _bare(r.text)) for r in self.readings}
        more = tuple(r for r in other.readings if (r.name, r.year, _bare(r.text)) not in known)
        both = by_name((*self.readings, *more))
        straight = not any(_astray(scan.of(name)) for scan in (self, other) for name in scan.names)
        if straight:
            both = by_name(sorted(both, key=lambda reading: reading.year))
        return Scan(self.unit or other.unit, both)

    @property
    def names(self) -> tuple[str, ...]:
        """What the figures are, each once."""
        return tuple(dict.fromkeys(reading.name for reading in self.readings))

    def of(self, name: str) -> tuple[Reading, ...]:
        """The readings of one thing."""
        return tuple(reading for reading in self.readings if reading.name == name)

    def changed(self, place: int, text: str) -> Scan:
        """The scan with one figure as a person says it is: "43,5", or with its year "2016 43,5".

        FigureError, with what to type, when it cannot be that.
        """
        if not 0 <= place < len(self.readings):
            raise FigureError("Không còn số ấy trong danh sách; hãy chọn lại.")
        found = re.fullmatch(rf"\s*(?:năm\s*)?(?:({_YEAR.pattern})(?:\s*[:=-]\s*|\s+))?(\S.*?)\s*", text, re.IGNORECASE)
        year = int(found[1]) if found and found[1] else self.readings[place].year
        said = replace(self.readings[place], year=year, text=found[2] if found else text.strip(), sure=True)
        if fault := _fault(said):
            raise FigureError(fault)
        return replace(self, readings=(*self.readings[:place], said, *self.readings[place + 1 :]))

    def dropped(self, place: int) -> Scan:
        """The scan without one figure."""
        return replace(self, readings=tuple(r for number, r in enumerate(self.readings) if number != place))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What to look at: what was not read for sure, what cannot be, and years out of order or missing."""
        faults = [
            Doubt((place,), f"{reading.label} năm {reading.year}: {fault}", grave=True)
            for place, reading in enumerate(self.readings)
            if (fault := _fault(reading))
        ]
        wrong = {place for doubt in faults for place in doubt.places}
        faint = tuple(n for n, reading in enumerate(self.readings) if not reading.sure and n not in wrong)
        doubts = [
            *faults,
            *self._twice(),
            *self._contradictions(wrong),
            *self._years(),
            *self._leaps(wrong),
            *self._alone(),
        ]
        return (*doubts, *([Doubt(faint, "Số có dấu ⚠️ đọc chưa chắc.")] if faint else []))

    @property
    def usable(self) -> bool:
        """Whether there is something to use, and nothing that cannot be."""
        return bool(self.readings) and not any(doubt.grave for doubt in self.doubts)

    def given(self) -> dict[str, object]:
        """The figures as a check takes them: by name and year; counts as shares where all of them is known."""
        given: dict[str, dict[str, object]] = {}
        for reading in self.readings:
            text = whole_number(reading.text) if reading.name in {*COUNTS, TOTAL} else reading.text.rstrip("%")
            given.setdefault(reading.name, {})[str(reading.year)] = text
        totals = given.pop(TOTAL, {})
        for name, measure in COUNTS.items():
            counted = {year: f"{part}/{totals[year]}" for year, part in given.pop(name, {}).items() if year in totals}
            if counted:
                given[measure.value] = {**given.get(measure.value, {}), **counted}
        return dict(given)

    def _twice(self) -> Iterator[Doubt]:
        places: dict[tuple[str, int], list[int]] = {}
        for place, reading in enumerate(self.readings):
            places.setdefault((reading.name, reading.year), []).append(place)
        for same in places.values():
            if len(same) > 1:
                one = self.readings[same[0]]
                values = ", ".join(self.readings[place].shown for place in same)
                text = f"{one.label} năm {one.year} có nhiều số khác nhau ({values}): sửa năm, hoặc bỏ bớt."
                yield Doubt(tuple(same), text, grave=True)

    def _contradictions(self, wrong: set[int]) -> Iterator[Doubt]:
        """Rates that are not what their counts make, and parts that are more than their whole."""
        raw: dict[str, dict[str, object]] = {}
        for place, reading in enumerate(self.readings):
            if place not in wrong:
                text = whole_number(reading.text) if reading.name in {*COUNTS, TOTAL} else reading.text.rstrip("%")
                raw.setdefault(reading.name, {})[str(reading.year)] = text
        for fault in read_observations(raw).faults:
            keys = {(key.measure.value, key.year) for key in fault.keys}
            keys |= {(_PARTS[key.measure], key.year) for key in fault.keys if key.measure in _PARTS}
            places = tuple(n for n, reading in enumerate(self.readings) if (reading.name, reading.year) in keys)
            yield Doubt(places, fault.text, grave=True)

    def _years(self) -> Iterator[Doubt]:
        for name in self.names:
            readings = self.of(name)
            label = readings[0].label
            years = sorted({reading.year for reading in readings})
            astray = _astray(readings)
            for reading in astray:
                text = f"{label}: năm {reading.year} đứng sai thứ tự, có thể đọc nhầm năm."
                yield Doubt((self.readings.index(reading),), text)
            missing = [str(year) for one, other in pairwise(years) for year in range(one + 1, other)]
            if len(missing) > len(years) and not astray:
                yield Doubt((), f"{label}: các năm {', '.join(map(str, years))} cách nhau xa, có thể đọc nhầm năm.")
            elif missing and not astray:
                yield Doubt((), f"{label}: chưa thấy năm {', '.join(missing)}.")

    def _alone(self) -> Iterator[Doubt]:
        """Numbers of households that nothing can be reckoned from."""
        totals = {reading.year for reading in self.of(TOTAL)}
        for name, measure in COUNTS.items():
            rates = {reading.year for reading in self.of(measure.value)}
            years = [str(reading.year) for reading in self.of(name) if reading.year not in totals | rates]
            if years:
                listed = ", ".join(years)
                yield Doubt((), f"{COUNT_NAMES[name]} năm {listed}: thiếu tổng số hộ nên chưa tính được tỷ lệ.")

    def _leaps(self, wrong: set[int]) -> Iterator[Doubt]:
        rates = {rate.value for rate in RATES}
        for place, reading in enumerate(self.readings[1:], 1):
            before = self.readings[place - 1]
            same = before.name == reading.name in rates and before.year == reading.year - 1
            if same and not {place, place - 1} & wrong:
                one, other = parse_figure(before.text), parse_figure(reading.text)
                if one and other and abs(one.value - other.value) > _LEAP:
                    change = f"từ {before.shown} (năm {before.year}) thành {reading.shown} (năm {reading.year})"
                    text = f"{reading.label} {change}: thay đổi rất nhiều, xem dấu phẩy có đúng chỗ không."
                    yield Doubt((place - 1, place), text)


def _astray(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings whose years break the order of the others."""
    years = [reading.year for reading in readings]
    if all(one < other for one, other in pairwise(years)) or len(set(years)) < len(years):
        return ()
    for place, reading in enumerate(readings):
        rest = years[:place] + years[place + 1 :]
        if all(one < other for one, other in pairwise(rest)):
            return (reading,)
    return tuple(other for one, other in pairwise(readings) if other.year < one.year)


def whole_number(text: str) -> str:
    """A number of households without the points between its thousands."""
    return re.sub(r"[.,](?=\d{3}\b)", "", text)


def _bare(text: str) -> str:
    plain = text.rstrip("%").replace(".", ",")
    return re.sub(r",?0*$", "", plain) if "," in plain else plain


def by_name(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Readings of one thing together, in the order in which they stand; from the first year on where they run back."""
    order = {name: number for number, name in enumerate((*(measure.value for measure in Measure), *COUNT_NAMES))}
    groups: dict[str, list[Reading]] = {}
    for reading in sorted(readings, key=lambda each: order.get(each.name, len(order))):
        groups.setdefault(reading.name, []).append(reading)
    for group in groups.values():
        if len(group) > 1 and all(one.year > other.year for one, other in pairwise(group)):
            group.reverse()
    return tuple(reading for group in groups.values() for reading in group)


def _fault(reading: Reading) -> str:
    """Why a figure cannot be, or ""."""
    counted = reading.name in {*COUNTS, TOTAL}
    try:
        figure = parse_figure(whole_number(reading.text) if counted else reading.text)
    except FigureError as error:
        return str(error)
    if figure is None:
        return "chưa đọc được số nào."
    if counted:
        whole = figure.value.denominator == 1 and figure.value >= 0 and not figure.counts
        return "" if whole else f"{reading.text} không phải là số hộ; ghi số nguyên."
    faults = read_observations({reading.name: {str(reading.year): reading.text}}).faults
    return faults[0].text.partition(": ")[2] if faults else ""
