"""What the figures of a pictured table stand for, by the words over them and before them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from criteria.measures import TOTAL
from criteria.model import Measure
from criteria.scan import Reading, Scan, by_name, whole_number
from documents.distance import distance
from documents.syllables import fold
from documents.tables import Cell, Grid

_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"-?\d[\d.,]*%?|\d[\d.,]*/\d[\d.,]*")
_WORDS = ("ngheo", "tong", "giam", "chinh", "sach", "thoat", "phat", "sinh")
_OTHER = re.compile(r"thoat ngheo|tai ngheo|phat sinh|ngheo moi|thieu hut")
_SHARE = re.compile(r"ty le|ti le|%|phan tram")
_COUNT = re.compile(r"\bso (?:luong )?ho\b|\bso luong\b|\bso khau\b|\bso ngheo\b|\(ho\)")
_ALL = re.compile(r"tong (?:so )?ho|so ho dan|tong so\b|\bso ho\b")
_BOTH = re.compile(r"ngheo\W+(?:va |\+ ?|cong )?(?:ho )?can ngheo")
_RATE_OF = {
    "poor": (Measure.POVERTY_RATE.value, "poor_households"),
    "near": (Measure.NEAR_POOR_RATE.value, "near_poor_households"),
}


def find_figures(grids: Iterable[Grid]) -> tuple[Scan, ...]:
    """The figures of tables, one scan a unit; none where a table has no figure that a check knows of."""
    found: dict[str, Scan] = {}
    for grid in grids:
        for unit, readings in _units(grid).items():
            scan = Scan(unit, by_name(readings))
            found[unit] = found[unit].joined(scan) if unit in found else scan
    named = {unit: scan for unit, scan in found.items() if unit}
    if len(named) == 1 and len(found) == 2:  # the second page of a table, where nobody wrote the name again
        [(unit, scan)] = named.items()
        return (scan.joined(found[""]),)
    return tuple(found.values())


def _units(grid: Grid) -> dict[str, list[Reading]]:
    """The readings of a table by the name of the unit they are for, "" where rows have no names."""
    rows, counter = grid.rows, _counter(grid)
    first = next((n for n, row in enumerate(rows) if _is_data(row, counter)), len(rows))
    found: dict[str, list[tuple[str, Reading]]] = {}
    for row in rows[first:]:
        label = " ".join(dict.fromkeys(cell.text for n, cell in enumerate(row) if n != counter and _is_label(cell)))
        for column, cell in enumerate(row):
            if column == counter or not _FIGURE.fullmatch(cell.text) or _is_year(cell, column, rows[first:]):
                continue
            heading = " ".join(dict.fromkeys(above[column].text for above in rows[:first] if above[column].text))
            own = " ".join(c.text for n, c in enumerate(row) if _is_year(c, n, rows[first:]))
            year = _year(own) or _year(label) or _year(heading) or _year(grid.caption)
            kind, unit = _kind(heading, label, grid.caption)
            if kind and year:
                found.setdefault(unit, []).append((kind, Reading("", year, cell.text.strip("."), cell.sure)))
    return {unit: _named(read) for unit, read in found.items()}


def _counter(grid: Grid) -> int | None:
    """The column that only counts the rows."""
    for column in range(min(2, len(grid.rows[0]) if grid.rows else 0)):
        if any(re.fullmatch(r"s?tt\W*|so tt\W*", fold(row[column].text)) for row in grid.rows[:3]):
            return column
    return None


def _is_label(cell: Cell) -> bool:
    return bool(cell.text) and not _FIGURE.fullmatch(cell.text)


def _is_data(row: tuple[Cell, ...], counter: int | None) -> bool:
    """Whether a row holds figures and not only years."""
    figures = [cell.text for n, cell in enumerate(row) if n != counter and _FIGURE.fullmatch(cell.text)]
    years = [text for text in figures if _YEAR.fullmatch(text)]
    return len(figures) > len(years)


def _is_year(cell: Cell, column: int, rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether a cell is the year of its row: most of its column are years."""
    if not _YEAR.search(cell.text):
        return False
    there = [row[column].text for row in rows if row[column].text]
    return 2 * sum(bool(_YEAR.fullmatch(_bare_year(text))) for text in there) > len(there)


def _bare_year(text: str) -> str:
    return re.sub(r"^(?:cuoi )?nam ", "", fold(text)).strip(" .:")


def _year(text: str) -> int | None:
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def _kind(heading: str, label: str, caption: str) -> tuple[str, str]:
    """What a figure is by the words over it and before it, and the name of the unit that its row is for."""
    of_label, of_heading = _meaning(label), _meaning(heading)
    if of_label:
        return (_meaning(f"{label} {heading}") or of_label), ""
    unit = re.sub(r"^(?:cuối )?năm\b|\(.*?\)|(?:19|20)\d\d|[:.]", "", label, flags=re.IGNORECASE).strip()
    return (of_heading or _meaning(f"{caption} {heading}")), unit


def _meaning(text: str) -> str:
    """What words say a figure is; an empty string for what no check knows.

    "rate:poor", "count:poor", "poor" (one or the other), the same with "near", "total", or the name of a measure.
    """
    words = re.sub(r"[^\w%()+,]+", " ", fold(text))
    words = " ".join(_mended(word) for word in words.split())
    share, count = bool(_SHARE.search(words)), bool(_COUNT.search(words))
    if "ngheo" not in words:
        return "total" if _ALL.search(words) and not share else ""
    if _OTHER.search(words):
        return ""
    if re.search(r"chinh sach|nguoi co cong", words):
        return Measure.POLICY_POOR_HOUSEHOLDS.value
    if re.search(r"muc giam|\bgiam\b", words):
        return Measure.YEARLY_REDUCTION.value if share or "muc giam" in words else ""
    if _BOTH.search(words):
        return "" if count and not share else Measure.POOR_PLUS_NEAR_POOR_RATE.value
    whose = "near" if "can ngheo" in words else "poor"
    return f"rate:{whose}" if share else f"count:{whose}" if count else whose


def _mended(word: str) -> str:
    """A word as it was meant: the engine slips on single letters."""
    near = min(_WORDS, key=lambda known: distance(word, known))
    return near if len(word) > 3 and distance(word, near) <= 1 else word


def _named(read: list[tuple[str, Reading]]) -> list[Reading]:
    """Readings by their names; "hộ nghèo" alone is a number of households where the figures can be nothing else."""
    named = []
    for kind, reading in read:
        form, _, whose = kind.rpartition(":")
        if kind == "total":
            name = TOTAL
        elif whose not in _RATE_OF:
            name = kind
        else:
            same = [other.text for which, other in read if which == kind]
            counted = form == "count" or (not form and _are_counts(same, any(which == "total" for which, _ in read)))
            name = _RATE_OF[whose][counted]
        named.append(replace(reading, name=name))
    return named


def _are_counts(texts: list[str], total: bool) -> bool:
    if any(re.search(r"%|[.,]\d{1,2}$", text) for text in texts):
        return False
    return total or any(int(whole_number(text) or 0) > 100 for text in texts if whole_number(text).isdigit())
