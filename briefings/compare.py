"""Plans set side by side: tables of what each asks, and charts of their figures. Nothing is averaged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from briefings.duties import NONE, Duty
from briefings.model import Chart, Grid, Line, Point, Points
from briefings.rules import SILENT, brief, capital, citation, name_of, of_units, point, row_of
from criteria.exact import vietnamese
from criteria.measures import MEASURE_NAMES
from criteria.model import (
    AtDate,
    EachYear,
    Kind,
    MeanChange,
    Measure,
    Rulebook,
    Sense,
    UnitKind,
    leaves,
)
from documents.plan import Citation, Plan
from retrieval.answer import Statement

Books = Mapping[str, Rulebook]

ABREAST = 3
"""Plans beside each other in a table; more are set in further tables."""

BASE = 50
"""The made-up rate, in percent, from which the paths of a chart start."""


def side_by_side(plans: Sequence[Plan], books: Books, units: Sequence[UnitKind]) -> list[Grid | Points]:
    """Tables with a row for each thing asked and a column for each plan, and who hands its criteria on."""
    own = [plan for plan in plans if of_units(books.get(plan.id), units, [Kind.ELIGIBILITY, Kind.QUALITATIVE])]
    tables: list[Grid | Points] = []
    for start in range(0, len(own), ABREAST):
        group = own[start : start + ABREAST]
        if table := _table(group, books, units):
            tables.append(table)
    rest = [point for plan in plans if plan not in own for point in _elsewhere(plan, books.get(plan.id), units)]
    return [*tables, Points(tuple(rest))] if rest else tables


def _table(plans: Sequence[Plan], books: Books, units: Sequence[UnitKind]) -> Grid | None:
    cells: dict[tuple[int, str], dict[str, list[Statement]]] = {}
    for plan in plans:
        for rule in of_units(books.get(plan.id), units, [Kind.ELIGIBILITY]):
            cells.setdefault(row_of(rule), {}).setdefault(plan.id, []).append(brief(plan, rule))
    rows = tuple(
        (Statement(key[1]), *(_joined(cells[key].get(plan.id, [])) for plan in plans)) for key in sorted(cells)
    )
    header = ("Nội dung", *(f"{name_of(plan)} ({plan.number})" if plan.number else name_of(plan) for plan in plans))
    return Grid("So sánh các kế hoạch", header, rows) if rows else None


def _joined(said: Sequence[Statement]) -> Statement:
    if not said:
        return SILENT
    return Statement("; ".join(s.text for s in said), tuple(c for s in said for c in s.citations))


def _elsewhere(plan: Plan, book: Rulebook | None, units: Sequence[UnitKind]) -> Iterator[Point]:
    """What a plan without criteria of its own says of them."""
    for rule in of_units(book, units, [Kind.DELEGATION]):
        said = point(plan, rule)
        yield Point(Statement(f"{name_of(plan)}: {said.statement.text}", said.statement.citations))


def targets(plans: Sequence[Plan], books: Books, units: Sequence[UnitKind]) -> Grid | None:
    """The targets of plans: those for some kinds of unit and those for the whole area."""
    rows = [
        (
            Statement(name_of(plan)),
            Statement(capital(rule.subject.label), brief(plan, rule).citations),
            _bare(brief(plan, rule)),
        )
        for plan in plans
        for rule in of_units(books.get(plan.id), (), [Kind.TARGET])
        if not units or not rule.subject.units or set(units).intersection(rule.subject.units)
    ]
    caption = "Mục tiêu của từng kế hoạch (không phải tiêu chuẩn khen thưởng)"
    return Grid(caption, ("Nơi", "Áp dụng cho", "Mục tiêu"), tuple(rows)) if rows else None


def _bare(said: Statement) -> Statement:
    """A target without the words that the column before it says."""
    head, colon, rest = said.text.partition(": ")
    return Statement(capital(rest), said.citations) if colon and head.startswith("Mục tiêu") else said


def zones_chart(plans: Sequence[Plan], books: Books) -> Chart | None:
    """The limits by zone, grouped by plan; none where fewer than two zones have one."""
    found: dict[tuple[str, str], dict[str, tuple[float, Citation]]] = {}
    for plan in plans:
        for rule in of_units(books.get(plan.id), [UnitKind.COMMUNE], [Kind.ELIGIBILITY]):
            for leaf in leaves(rule.test):
                if isinstance(leaf, AtDate):
                    name = MEASURE_NAMES[leaf.measure].removeprefix("tỷ lệ ")
                    for zone in rule.subject.zones:
                        key = (name_of(plan), name)
                        found.setdefault(key, {})[zone.value] = (float(leaf.threshold), citation(plan, rule))
    axis = sorted({zone for values in found.values() for zone in values}, key=lambda zone: (-len(zone), zone))
    if len(axis) < 2:
        return None
    series = tuple(
        Line(
            f"{place}: {name}",
            tuple(values[zone][0] if zone in values else None for zone in axis),
            tuple(dict.fromkeys(values[zone][1] for zone in axis if zone in values)),
        )
        for (place, name), values in found.items()
    )
    said = "; ".join(
        f"{line.name}: "
        + ", ".join(
            f"khu vực {zone} dưới {_plain(value)}%" if value is not None else f"khu vực {zone} không nêu"
            for zone, value in zip(axis, line.values, strict=True)
        )
        for line in series
    )
    title = "Mức phải xuống dưới, theo khu vực của xã"
    return Chart(title, "bars", "%", tuple(f"Khu vực {zone}" for zone in axis), series, f"{said}.")


def paths_chart(plans: Sequence[Plan], books: Books, unit: UnitKind) -> Chart | None:
    """How a unit that starts at a made-up rate must go down to meet each plan's yearly fall, at the least."""
    lines = [
        (plan, rule, leaf.threshold, leaf.years, leaf.form == "mean_change")
        for plan in plans
        for rule in of_units(books.get(plan.id), [unit], [Kind.ELIGIBILITY])
        for leaf in leaves(rule.test)
        if isinstance(leaf, EachYear | MeanChange)
        and leaf.years
        and isinstance(leaf.threshold, Decimal)
        and leaf.sense is Sense.POINTS
        and leaf.measure is not Measure.ASSIGNED_COMMUNE_POVERTY_RATE
    ]
    spans = {years for *_, years, _ in lines}
    if len(spans) != 1 or len(lines) < 2:
        return None
    first, last = spans.pop()
    if any(fall * (last - first + 1) > BASE for _, _, fall, _, _ in lines):
        return None
    years = range(first - 1, last + 1)
    series = tuple(
        Line(
            f"{name_of(plan)}: {'bình quân ' if mean else ''}{_plain(float(fall))} điểm mỗi năm",
            tuple(float(BASE - fall * step) for step in range(len(years))),
            (citation(plan, rule),),
        )
        for plan, rule, fall, _, mean in lines
    )
    said = "; ".join(f"{line.name}, cuối {last} còn {_plain(line.values[-1] or 0)}%" for line in series)
    title = f"Ví dụ: giảm từ {BASE}% phải đi theo đường nào"
    alt = f"Số giả định: tỷ lệ cuối {first - 1} là {BASE}%. {said}."
    return Chart(title, "lines", "%", tuple(str(year) for year in years), series, alt)


def timeline(found: Sequence[Duty]) -> Chart | None:
    """The duties that have a day or a year, on a line of time; none for fewer than two times."""
    timed = sorted((duty for duty in found if duty.key), key=lambda duty: duty.key or (0, 0, 0))
    axis = tuple(dict.fromkeys(_mark(duty) for duty in timed))
    if len(axis) < 2:
        return None
    names: dict[str, list[Duty]] = {}
    for duty in timed:
        names.setdefault(f"{name_of(duty.plan)}: {duty.name.lower()}", []).append(duty)
    series = tuple(
        Line(
            name,
            tuple(1.0 if mark in {_mark(duty) for duty in held} else None for mark in axis),
            tuple(dict.fromkeys(c for duty in held for c in duty.citations)),
        )
        for name, held in names.items()
    )
    said = "; ".join(f"{name}: {', '.join(_mark(duty) for duty in held)}" for name, held in names.items())
    return Chart("Mốc thời gian", "timeline", "", axis, series, f"{said}.")


def _mark(duty: Duty) -> str:
    """A place on the line of time: a year, or a day or month of every year."""
    year, month, day = duty.key or (0, 0, 0)
    if year:
        return f"Năm {year}"
    return f"{day}/{month} hằng năm" if day else f"Tháng {month} hằng năm"


def duty_table(found: Sequence[Duty], caption: str) -> Grid | None:
    """Who does what, for whom, by when, in rows."""
    if not found:
        return None
    rows: list[tuple[Statement, ...]] = [
        (
            Statement(name_of(duty.plan)),
            Statement(duty.who or NONE, duty.citations if duty.who else ()),
            Statement(duty.what, duty.citations[:1]),
            Statement(capital(duty.to) or NONE, duty.citations[:1] if duty.to else ()),
            Statement(duty.when or NONE, duty.citations[:1] if duty.when else ()),
        )
        for duty in found
    ]
    header: tuple[str, ...] = ("Nơi", "Ai làm", "Việc", "Gửi ai", "Khi nào")
    if len({row[0].text for row in rows}) == 1:
        header, rows = header[1:], [row[1:] for row in rows]
    if all(row[-1].text == NONE for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    return Grid(caption, header, tuple(rows))


def _plain(value: float) -> str:
    return vietnamese(Fraction(str(value)))
