"""What is known of a unit: figures by year, figures, answers, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from criteria.consistency import find_contradictions
from criteria.errors import FigureError
from criteria.figures import Figure, parse_figure, share
from criteria.measures import ANSWERS, BY_YEAR, COUNTS, MEASURE_NAMES, MERGED, RATES, STANDARD, TOTAL, WHOLE, Fault, Key
from criteria.standards import household_standards
from criteria.terms import Measure
from documents.syllables import fold

_YES = frozenset({"co", "roi", "dung", "dat", "true", "yes", "y", "x", "1", "da", "duoc"})
_NO = frozenset({"khong", "ko", "chua", "sai", "khong dat", "chua dat", "false", "no", "n", "0", "hok"})
_COUNT_ALONE = re.compile(r"\s*\d[\d.,]*\s*ho\b(?:(?!/| tren ).)*")
_NO_LOAN = frozenset({"khong vay", "ko vay", "khong co vay", "khong vay von"})

Answer = bool | Literal["khong_vay"]


@dataclass(frozen=True)
class Observations:
    """What is known of a unit. Nothing here is guessed: what was not given is not there."""

    figures: Mapping[Key, Figure] = field(default_factory=dict)
    answers: Mapping[Measure, Answer] = field(default_factory=dict)
    standards: Mapping[int, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    def figure(self, measure: Measure, year: int | None = None) -> Figure | None:
        """A figure as it was given, or None."""
        return self.figures.get(Key(measure, year))

    def years(self, *measures: Measure) -> tuple[int, ...]:
        """The years for which any of some measures is known, in order."""
        return tuple(sorted({key.year for key in self.figures if key.year and key.measure in measures}))

    def faults_of(self, keys: Iterable[Key]) -> tuple[Fault, ...]:
        """What is wrong with any of some keys."""
        wanted = set(keys)
        return tuple(fault for fault in self.faults if wanted.intersection(fault.keys))


class _Reader:
    """Collects figures, answers and faults from what was given."""

    def __init__(self, *, ask_thousands: bool) -> None:
        self.figures: dict[Key, Figure] = {}
        self.answers: dict[Measure, Answer] = {}
        self.standards: dict[int, str] = {}
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self._ask = ask_thousands

    def fault(self, text: str, *keys: Key) -> None:
        self.faults.append(Fault(keys, text))

    def figure(self, key: Key, raw: object) -> None:
        try:
            if key.measure in RATES and isinstance(raw, str) and _COUNT_ALONE.fullmatch(fold(raw)):
                raise FigureError(f"“{raw.strip()}” là số hộ; hãy ghi kèm tổng số hộ, như 92/731.")
            figure = parse_figure(raw, ask_thousands=self._ask)
            if figure is not None:
                _in_range(key.measure, figure)
                self.figures[key] = figure
        except FigureError as error:
            self.fault(f"{_capital(key.label)}: {error}", key)

    def answer(self, measure: Measure, raw: object) -> None:
        if raw is None or (isinstance(raw, str) and fold(raw).strip() in {"", "?", "khong ro", "chua ro", "ko ro"}):
            return
        text = " ".join(fold(str(raw)).replace("_", " ").split())
        if measure is Measure.LOANS_ON_TIME and text in _NO_LOAN:
            self.answers[measure] = "khong_vay"
        elif raw is True or text in _YES:
            self.answers[measure] = True
        elif raw is False or text in _NO:
            self.answers[measure] = False
        else:
            label = MEASURE_NAMES[measure]
            self.fault(f"{_capital(label)}: “{raw}” không phải là có hoặc không.", Key(measure))

    def by_year(self, name: str, raw: object) -> Iterable[tuple[int, object]]:
        if not isinstance(raw, Mapping):
            self.notes.append(f"“{name}” phải ghi theo năm, như {{“2020”: 9,5}}; chưa dùng được.")
            return
        for year, value in raw.items():
            text = str(year).strip()
            if text.isdigit() and 1990 <= int(text) <= 2100:
                yield int(text), value
            else:
                self.notes.append(f"“{name}”: năm “{year}” không hợp lệ, bỏ qua.")


def read_observations(given: object, *, ask_thousands: bool = False) -> Observations:
    """What was given, parsed and checked against itself.

    Takes the `given` of `planbot check`, and besides by year `poor_households`, `near_poor_households` and
    `total_households` (counts, taken as exact shares), `poverty_standard` (by year, or one for all) and
    `merged_from` (a list of such counts of units now one). FigureError when it is not a mapping at all.
    """
    if given is None:
        given = {}
    if not isinstance(given, Mapping):
        raise FigureError("“given” phải là các cặp tên và số liệu.")
    reader = _Reader(ask_thousands=ask_thousands)
    merged = given.get(MERGED)
    if merged is not None:
        given = {**given, **_merged(merged, reader)}
    measures = {measure.value: measure for measure in Measure}
    for name, raw in given.items():
        if name in measures:
            _read_measure(measures[name], raw, reader)
        elif name not in {*COUNTS, TOTAL, STANDARD, MERGED}:
            reader.notes.append(f"Không dùng “{name}”: không có số liệu nào tên như vậy.")
    _read_counts(given, reader)
    _read_standards(given.get(STANDARD), reader)
    reader.faults += find_contradictions(reader.figures)
    return Observations(
        reader.figures, reader.answers, reader.standards, tuple(reader.faults), tuple(dict.fromkeys(reader.notes))
    )


def _read_measure(measure: Measure, raw: object, reader: _Reader) -> None:
    if measure in ANSWERS:
        reader.answer(measure, raw)
    elif measure in BY_YEAR or (measure is Measure.OWN_TARGET and isinstance(raw, Mapping)):
        for year, value in reader.by_year(measure.value, raw if raw is not None else {}):
            reader.figure(Key(measure, year), value)
    else:
        reader.figure(Key(measure), raw)


def _in_range(measure: Measure, figure: Figure) -> None:
    value = figure.value
    if measure in RATES and not 0 <= value <= 100:
        raise FigureError(f"{figure.text} không hợp lệ; tỷ lệ phải từ 0 đến 100.")
    if measure is Measure.YEARLY_REDUCTION and abs(value) > 100:
        raise FigureError(f"{figure.text} không hợp lệ; một năm không thể giảm quá 100 điểm.")
    if measure is Measure.OWN_TARGET and not 0 < value <= 100:
        raise FigureError(f"{figure.text} không hợp lệ; mục tiêu giảm phải lớn hơn 0 và không quá 100.")
    if measure in {*WHOLE, Measure.YEARS_SINCE_EXIT, Measure.YEARS_WORKED} and value < 0:
        raise FigureError(f"{figure.text} không hợp lệ; không được âm.")
    if measure in WHOLE and value.denominator != 1:
        raise FigureError(f"{figure.text} không hợp lệ; phải là số nguyên.")


def _read_counts(given: Mapping[str, object], reader: _Reader) -> None:
    """Counts of households by year, as exact shares of all households."""
    totals = dict(reader.by_year(TOTAL, given.get(TOTAL) or {}))
    for name, measure in COUNTS.items():
        for year, raw in reader.by_year(name, given.get(name) or {}):
            key = Key(measure, year)
            try:
                part, whole = parse_figure(raw), parse_figure(totals.get(year))
                if part is None:
                    continue
                if whole is None:
                    reader.notes.append(f"Có số hộ năm {year} nhưng thiếu tổng số hộ, nên chưa tính được tỷ lệ.")
                    continue
                if part.value.denominator != 1 or whole.value.denominator != 1:
                    raise FigureError("số hộ phải là số nguyên.")
                counted = share(int(part.value), int(whole.value))
            except FigureError as error:
                reader.fault(f"{_capital(key.label)}: {error}", key)
                continue
            stated = reader.figures.get(key)
            if stated and abs(stated.value - counted.value) > stated.half:
                reader.fault(f"{_capital(key.label)}: ghi {stated.text} nhưng tính từ số hộ là {counted.text}.", key)
            reader.figures[key] = counted


def _merged(raw: object, reader: _Reader) -> dict[str, object]:
    """The summed counts of units that became one. Rates are not summed: parts without counts leave a gap."""
    if not isinstance(raw, list | tuple) or not all(isinstance(part, Mapping) for part in raw):
        reader.notes.append("“merged_from” phải là danh sách các đơn vị cũ, mỗi đơn vị có số hộ theo năm.")
        return {}
    sums: dict[str, object] = {}
    for name in (TOTAL, *COUNTS):
        columns = [dict(reader.by_year(name, part.get(name) or {})) for part in raw]
        years = {year for column in columns for year in column}
        summed = {}
        for year in sorted(years):
            values = [parse_figure(column.get(year)) for column in columns]
            if all(value is not None for value in values):
                summed[str(year)] = int(sum(value.value for value in values if value is not None))
            else:
                reader.notes.append(f"Đơn vị sáp nhập thiếu số hộ năm {year} ở một đơn vị cũ, nên không cộng năm đó.")
        if summed:
            sums[name] = summed
    if not sums:
        reader.notes.append("Sáp nhập đơn vị thì cộng số hộ, không cộng tỷ lệ; hãy ghi số hộ nghèo và tổng số hộ.")
    return sums


def _read_standards(raw: object, reader: _Reader) -> None:
    if raw is None:
        return
    pairs: Iterable[tuple[int, object]]
    if isinstance(raw, str):
        pairs = [(year, raw) for year in {key.year for key in reader.figures if key.year}]
    else:
        pairs = reader.by_year(STANDARD, raw)
    known = {standard.name for standard in household_standards()}
    for year, name in pairs:
        text = str(name).replace("–", "-").replace(" ", "")
        if text in known:
            reader.standards[year] = text
        else:
            reader.notes.append(f"Không có chuẩn nghèo “{name}” (năm {year}); các chuẩn: {', '.join(sorted(known))}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
