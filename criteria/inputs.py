"""What has to be known of a unit to hold it against the rules of a plan, as columns and questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from criteria.measures import ANSWERS, MEASURE_NAMES, RATES, TOTAL, Key
from criteria.model import (
    Affirmed,
    AtDate,
    Change,
    Count,
    Kind,
    Leaf,
    Measure,
    OwnTarget,
    Rulebook,
    Run,
    UnitKind,
    Zone,
    leaves,
)
from documents.syllables import fold

COUNT_NAMES: Mapping[str, str] = {
    "poor_households": "Số hộ nghèo",
    "near_poor_households": "Số hộ cận nghèo",
    TOTAL: "Tổng số hộ",
}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def asked_keys(rulebook: Rulebook, kind: UnitKind, zone: Zone | None = None) -> tuple[Key, ...]:
    """Everything that the approved rules for a kind of unit need, by measure and year.

    With a zone, only what the rules for communes of that zone need.
    """
    found: dict[Key, None] = {}
    for rule in rulebook.criteria:
        if not rule.judges or kind not in rule.subject.units or rule.kind not in {Kind.ELIGIBILITY, Kind.TARGET}:
            continue
        if zone and rule.subject.zones and zone not in rule.subject.zones:
            continue
        for leaf in (*leaves(rule.subject.when), *leaves(rule.test)):
            found.update(dict.fromkeys(_keys(leaf)))
    order = list(Measure)
    return tuple(sorted(found, key=lambda key: (order.index(key.measure), key.year or 0)))


def has_zones(rulebook: Rulebook, kind: UnitKind) -> bool:
    """Whether a rule for this kind of unit asks for its zone."""
    return any(rule.judges and kind in rule.subject.units and rule.subject.zones for rule in rulebook.criteria)


def _keys(leaf: Leaf) -> Iterable[Key]:
    if isinstance(leaf, Change):
        if leaf.years:
            yield from (Key(leaf.measure, year) for year in range(leaf.years[0] - 1, leaf.years[1] + 1))
        if isinstance(leaf.threshold, OwnTarget):
            yield Key(Measure.OWN_TARGET)
    elif isinstance(leaf, AtDate):
        if leaf.measure is Measure.POOR_PLUS_NEAR_POOR_RATE:
            yield Key(Measure.POVERTY_RATE, leaf.year)
            yield Key(Measure.NEAR_POOR_RATE, leaf.year)
        else:
            yield Key(leaf.measure, leaf.year)
    elif isinstance(leaf, Count):
        yield Key(leaf.measure, leaf.year)
    elif isinstance(leaf, Affirmed | Run) or hasattr(leaf, "measure"):
        yield Key(leaf.measure)


def column_name(key: Key) -> str:
    """The heading of a column for a key, in Vietnamese."""
    name = MEASURE_NAMES[key.measure]
    unit = ""
    if key.measure in RATES:
        unit = " (%)"
    elif key.measure in {Measure.OWN_TARGET, Measure.YEARLY_REDUCTION}:
        unit = " (điểm %)"
    elif key.measure in ANSWERS:
        unit = " (có/không/không vay)" if key.measure is Measure.LOANS_ON_TIME else " (có/không)"
    when = f" {key.year}" if key.year else ""
    return name[:1].upper() + name[1:] + when + unit


def _headings() -> Mapping[str, str]:
    names = {measure.value: MEASURE_NAMES[measure] for measure in Measure} | dict(COUNT_NAMES)
    plain = {_plain(label): name for name, label in names.items()}
    return plain | {_plain(name.replace("_", " ")): name for name in names} | _OTHER_HEADINGS


_OTHER_HEADINGS = {
    "ty le ngheo": Measure.POVERTY_RATE.value,
    "ho ngheo": Measure.POVERTY_RATE.value,
    "ty le can ngheo": Measure.NEAR_POOR_RATE.value,
    "ho can ngheo": Measure.NEAR_POOR_RATE.value,
    "ty le ho ngheo can ngheo": Measure.POOR_PLUS_NEAR_POOR_RATE.value,
    "tong ty le ngheo va can ngheo": Measure.POOR_PLUS_NEAR_POOR_RATE.value,
    "muc giam": Measure.YEARLY_REDUCTION.value,
    "ho chinh sach ngheo": Measure.POLICY_POOR_HOUSEHOLDS.value,
    "muc tieu giam": Measure.OWN_TARGET.value,
    "muc tieu": Measure.OWN_TARGET.value,
    "tong ho": TOTAL,
    "so ho": TOTAL,
}
_IDENTITY = {
    "ten": "name",
    "ten don vi": "name",
    "don vi": "name",
    "ten xa": "name",
    "name": "name",
    "id": "id",
    "ma": "id",
    "loai don vi": "kind",
    "loai": "kind",
    "kind": "kind",
    "dia ban": "locality",
    "tinh": "locality",
    "huyen tinh": "locality",
    "locality": "locality",
    "khu vuc": "zone",
    "kv": "zone",
    "zone": "zone",
}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", fold(re.sub(r"\([^)]*\)", " ", text)).replace("ti le", "ty le")))


def read_heading(text: str) -> tuple[str, int | None] | None:
    """What a heading stands for: the name of a figure ("poverty_rate") and its year, or a part of the unit.

    Takes the headings of the template, the names of the contract ("poverty_rate.2015"), and near wordings, with or
    without accents. None for anything else.
    """
    years = _YEAR.findall(text)
    year = int(years[-1]) if years else None
    plain = _plain(_YEAR.sub(" ", text).replace("_", " ").replace("cuối", " ").replace("năm", " "))
    if plain in _IDENTITY and year is None:
        return _IDENTITY[plain], None
    for candidate in (plain, _plain(_YEAR.sub(" ", text).replace("_", " "))):
        name = _headings().get(candidate)
        if name:
            return name, year
    return None
