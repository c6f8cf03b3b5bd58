"""Many units at once: a table in, a check for each row, every wrong cell named by its address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from criteria.cells import Row, Table, Value, read_table
from criteria.check import CheckResult, Overall, check
from criteria.errors import CriteriaError, WorkbookError
from criteria.exact import vietnamese
from criteria.inputs import read_heading
from criteria.measures import BY_YEAR, COUNTS, RATES, TOTAL, Fault, Key
from criteria.model import Measure, Rulebook, UnitKind
from criteria.observations import read_observations
from criteria.units import parse_unit

MARK = "planbot"
_IDENTITY = frozenset({"name", "id", "kind", "locality", "zone"})
_MEASURES: Mapping[str, Measure] = {measure.value: measure for measure in Measure}
_BY_YEAR = frozenset({*(measure.value for measure in BY_YEAR), *COUNTS, TOTAL})

Column = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """A wrong cell, row or heading: its address and what to do."""

    address: str
    text: str


@dataclass(frozen=True)
class Line:
    """A row of the table checked: its number, the name of the unit, and the result (None where it could not be)."""

    number: int
    name: str
    result: CheckResult | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A whole table checked."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Counter[Overall]:
        """How many units ended how; a row that could not be read counts as undecided."""
        return Counter(line.result.overall if line.result else Overall.UNDECIDED for line in self.lines)

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """The problems of headings and of every row."""
        return (*self.problems, *(problem for line in self.lines for problem in line.problems))


def check_rows(
    path: Path, rulebooks: Iterable[Rulebook], kind: UnitKind | None = None, locality: str | None = None
) -> Sheet:
    """Check every unit of a table file; a wrong cell is named and the other rows are done.

    Plan and kind of unit come from the columns of the row, else from the mark of the template, else from `kind` and
    `locality`. WorkbookError when the file or its head cannot be read.
    """
    books = tuple(rulebooks)
    table = read_table(path)
    if not table.rows:
        raise WorkbookError(f"Tệp {path.name} không có dữ liệu.")
    head, columns, problems = _find_head(table)
    default = _default_unit(table.mark, kind, locality)
    lines = []
    for row in table.rows:
        if row.number <= head or not any(
            place < len(row.values) and row.values[place] not in (None, "") for place in columns
        ):
            continue
        lines.append(_check_row(row, columns, default, books))
    return Sheet(tuple(lines), tuple(problems))


def _find_head(table: Table) -> tuple[int, dict[int, Column], list[Problem]]:
    """The row of headings (among the first ten), what its columns stand for, and headings that say nothing."""
    best: tuple[int, Row] | None = None
    for row in table.rows[:10]:
        known = sum(1 for value in row.values if isinstance(value, str) and read_heading(value))
        if known and (best is None or known > best[0]):
            best = (known, row)
    if best is None:
        raise WorkbookError("Không thấy hàng tiêu đề; hãy dùng mẫu do chương trình tạo, giữ nguyên hàng tiêu đề.")
    row = best[1]
    columns: dict[int, Column] = {}
    problems = []
    for place, value in enumerate(row.values):
        if value is None:
            continue
        column = read_heading(str(value))
        if column is None:
            problems.append(Problem(row.address(place), f"Không hiểu cột “{str(value)[:60]}”, bỏ qua cột này."))
        elif column in columns.values():
            problems.append(Problem(row.address(place), f"Cột “{str(value)[:60]}” lặp lại, bỏ qua cột này."))
        elif column[1] is None and column[0] in _BY_YEAR:
            problems.append(Problem(row.address(place), f"Cột “{str(value)[:60]}” thiếu năm, bỏ qua cột này."))
        else:
            columns[place] = column
    return row.number, columns, problems


def _default_unit(mark: str | None, kind: UnitKind | None, locality: str | None) -> dict[str, object]:
    default: dict[str, object] = {}
    parts = (mark or "").split(":")
    if len(parts) == 3 and parts[0] == MARK:
        default = {"plan": parts[1], "kind": parts[2]}
    if kind:
        default["kind"] = kind.value
    if locality:
        default |= {"locality": locality}
        default.pop("plan", None)
    return default


def _check_row(
    row: Row, columns: Mapping[int, Column], default: Mapping[str, object], books: Sequence[Rulebook]
) -> Line:
    unit: dict[str, object] = dict(default)
    given: dict[str, object] = {}
    for place, (name, year) in columns.items():
        value = row.values[place] if place < len(row.values) else None
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if name in _IDENTITY:
            unit[name] = str(value).strip()
        elif year is None:
            given[name] = value
        else:
            by_year = given.setdefault(name, {})
            if isinstance(by_year, dict):
                by_year[str(year)] = value
    if "locality" in unit:
        unit.pop("plan", None)
    name = str(unit.pop("name", "") or unit.get("id") or f"Dòng {row.number}")
    here = f"dòng {row.number}"
    try:
        observations = read_observations(given, ask_thousands=True)
        observations = replace(observations, faults=(*observations.faults, *_shares(row, columns)))
        result = check(parse_unit({**unit, "name": name}), observations, books)
    except CriteriaError as error:
        return Line(row.number, name, None, (Problem(here, str(error)),))
    places = {_key(column): place for place, column in columns.items()}
    problems = []
    for fault in observations.faults:
        column = next((places[key] for key in fault.keys if key in places), None)
        problems.append(Problem(here if column is None else row.address(column), fault.text))
    if result.rulebook is None:
        problems.append(Problem(here, "Không rõ đơn vị thuộc kế hoạch nào; thêm cột “Địa bàn” (tỉnh, huyện)."))
    return Line(row.number, name, result, tuple(problems))


def _key(column: Column) -> Key | None:
    name, year = column
    measure = COUNTS.get(name) or _MEASURES.get(name)
    return Key(measure, year) if measure else None


def _shares(row: Row, columns: Mapping[int, Column]) -> list[Fault]:
    """Rates that are all under one look like shares, 0,45 for 45 %: asked about, since 0,45 % would help too much."""
    rates: list[tuple[Key, Value]] = []
    for place, column in columns.items():
        key = _key(column)
        value = row.values[place] if place < len(row.values) else None
        if key and key.measure in RATES and column[0] in _MEASURES and value is not None:
            rates.append((key, value))
    numbers = [(key, value) for key, value in rates if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    if len(numbers) < len(rates) or not all(0 <= value <= 1 for _, value in numbers):
        return []
    return [
        Fault((key,), _say_share(key, Fraction(value))) for key, value in numbers if Fraction(value).denominator != 1
    ]


def _say_share(key: Key, value: Fraction) -> str:
    low, high = vietnamese(value), vietnamese(100 * value)
    return f"{key.label[:1].upper()}{key.label[1:]}: {low} chưa rõ là {low}% hay {high}%; hãy ghi kèm dấu %."
