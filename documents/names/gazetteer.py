"""The administrative units of Vietnam, those that ended on 1 July 2025 and those of today."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from documents.plan import Level
from documents.syllables import fold

_WORD = re.compile(r"[^\W_]+")
_KIND = re.compile(r"(?i)^(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+")
LEVELS = {
    "tỉnh": Level.PROVINCE,
    "huyện": Level.DISTRICT,
    "quận": Level.DISTRICT,
    "thị xã": Level.DISTRICT,
    "xã": Level.COMMUNE,
    "phường": Level.COMMUNE,
    "thị trấn": Level.COMMUNE,
    "đặc khu": Level.COMMUNE,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, district or commune.

    `kind` is "tỉnh", "huyện", "xã" and the like; `former` whether it was there before 1 July 2025, `current`
    whether it is there now; `province` and `district` what it lies in (for a unit that ended: as it was then);
    `kin` the units it went into, or for a province of today those it was made of, each with its kind.
    """

    kind: str
    name: str
    level: Level
    former: bool
    current: bool
    province: str | None
    district: str | None
    kin: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name with its kind: huyện Lệ Thủy."""
        return f"{self.kind} {self.name}"

    @property
    def successors(self) -> tuple[str, ...]:
        """The units that took its place; none while it is there."""
        return () if self.current else self.kin

    @property
    def predecessors(self) -> tuple[str, ...]:
        """The units it was made of."""
        if not self.current:
            return ()
        return self.kin if self.level is Level.PROVINCE else _made_of(self.name, self.province or "")


@dataclass(frozen=True, slots=True)
class Entry:
    """All units of one name folded; `usual` whether it is also ordinary words, with accents or once they are off."""

    usual: bool
    usual_bare: bool
    units: tuple[Unit, ...]


def name_key(name: str) -> str:
    """A name as the gazetteer files it: folded words without hyphens and apostrophes."""
    return " ".join(_WORD.findall(fold(name)))


@cache
def names() -> dict[str, str]:
    """Every name of the gazetteer, folded, with its line."""
    text = (files("documents.data") / "places.tsv").read_text("utf-8")
    return {line[: line.index("\t")]: line for line in text.splitlines()}


@lru_cache(maxsize=4096)
def look_up(key: str) -> Entry | None:
    """The entry of a folded name, None for what is no name of a place."""
    line = names().get(key)
    if line is None:
        return None
    _, marks, *units = line.split("\t")
    return Entry("=" in marks, "~" in marks, tuple(map(_unit, units)))


def find_unit(name: str, level: Level, province: str | None = None) -> Unit | None:
    """The unit of a name and level, of the province where one is given; None where there is none or more than one."""
    entry = look_up(name_key(name))
    if entry is None:
        return None
    found = [unit for unit in entry.units if unit.level is level]
    if province:
        found = [unit for unit in found if unit.level is Level.PROVINCE or fold(unit.province or "") == fold(province)]
    found = [unit for unit in found if unit.name.lower() == name.lower()] or found
    found = [unit for unit in found if unit.current] or found
    return found[0] if len(found) == 1 else None


def is_shared(name: str, levels: Collection[Level]) -> bool:
    """Whether more than one unit of these levels has a name, written with just these accents."""
    entry = look_up(name_key(name))
    same = [unit for unit in entry.units if unit.level in levels and unit.name.lower() == name.lower()] if entry else []
    return len(same) > 1


def province_today(name: str) -> Unit | None:
    """The province of today that a province, old or new, is or went into."""
    unit = find_unit(name, Level.PROVINCE)
    if unit is None or unit.current:
        return unit
    return find_unit(bare_name(unit.kin[0]), Level.PROVINCE)


def bare_name(full_name: str) -> str:
    """A name without its kind: Lệ Thủy for huyện Lệ Thủy."""
    return _KIND.sub("", full_name)


def _unit(line: str) -> Unit:
    kind, name, since, until, province, district, kin = line.split("|")
    kind = kind.lower()
    level = LEVELS.get(kind) or (Level.DISTRICT if province else Level.PROVINCE)
    return Unit(
        kind=kind,
        name=name,
        level=level,
        former=not since,
        current=not until,
        province=province or None,
        district=district or None,
        kin=tuple(part[0].lower() + part[1:] for part in kin.split(",") if part),
    )


@lru_cache(maxsize=256)
def _made_of(name: str, province: str) -> tuple[str, ...]:
    """The old communes that went into a commune of today."""
    return tuple(sorted(f"{old.full_name} ({old.district})" for old in _communes() if _went_into(old, name, province)))


def _went_into(old: Unit, name: str, province: str) -> bool:
    if not any(bare_name(part) == name for part in old.kin):
        return False
    today = province_today(old.province or "")
    return today is not None and today.name == province


@cache
def _communes() -> tuple[Unit, ...]:
    return tuple(_old_communes())


def _old_communes() -> Iterator[Unit]:
    for key in names():
        entry = look_up.__wrapped__(key)
        for unit in entry.units if entry else ():
            if unit.level is Level.COMMUNE and not unit.current:
                yield unit
