"""Who is checked: the kind of unit, where it is, and its zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from criteria.errors import FigureError
from criteria.model import UnitKind, Zone
from documents.facts.units import UNIT_NAMES
from documents.facts.units import UnitKind as Said
from documents.syllables import fold

KIND_NAMES: Mapping[UnitKind, str] = {kind: UNIT_NAMES[Said(kind.value)] for kind in UnitKind}
ZONE_NAMES: Mapping[Zone, str] = {
    Zone.III: "khu vực III",
    Zone.II: "khu vực II",
    Zone.I: "khu vực I",
    Zone.NONE: "không thuộc khu vực nào",
}
_KIND_WORDS: tuple[tuple[str, UnitKind], ...] = (
    (r"h(?:o|gd) moi thoat(?: ngheo)?|moi thoat ngheo|hmtn", UnitKind.ESCAPED_HOUSEHOLD),
    (r"ho can ngheo|hcn", UnitKind.NEAR_POOR_HOUSEHOLD),
    (r"ho ngheo|hn", UnitKind.POOR_HOUSEHOLD),
    (r"can bo(?: lam cong tac)?(?: giam ngheo)?|cong chuc|vien chuc|cbgn", UnitKind.OFFICER),
    (r"doanh nghiep|hop tac xa|htx|cong ty|dn", UnitKind.ENTERPRISE),
    (r"co quan|don vi|so, ban, nganh|phong, ban|doan the", UnitKind.OFFICE),
    (r"huyen ngheo", UnitKind.POOR_DISTRICT),
    (r"thon|ban|to dan pho|khoi pho|khu dan cu|ap|buon|xom", UnitKind.VILLAGE),
    (r"xa|phuong|thi tran", UnitKind.COMMUNE),
    (r"huyen|thanh pho|thi xa", UnitKind.DISTRICT),
)
_ZONE = re.compile(r"(?:(?:xa )?(?:khu vuc|kv|vung)\s*)?(iii|ii|i|3|2|1)")
_NO_ZONE = re.compile(
    r"khong|ko|k|0|none|no|(?:khong|ko) (?:thuoc|co|o)(?: khu vuc| kv)?(?: nao)?|ngoai khu vuc|khong kv"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to check; `zone` None where it is not known, `plan` set where a plan was chosen by its id."""

    kind: UnitKind
    locality: str = ""
    zone: Zone | None = None
    name: str = ""
    plan: str | None = None

    @property
    def title(self) -> str:
        """The unit in a few words."""
        zone = f" {ZONE_NAMES[self.zone]}" if self.zone and self.kind is UnitKind.COMMUNE else ""
        place = f", {self.locality}" if self.locality else ""
        return f"{self.name or KIND_NAMES[self.kind]}{zone}{place}"


def parse_kind(text: str) -> UnitKind | None:
    """The kind of unit a whole text names, by its code or by words with or without accents."""
    plain = " ".join(fold(text).replace("_", " ").split())
    for kind in UnitKind:
        if plain == kind.value.replace("_", " ") or plain == fold(KIND_NAMES[kind]):
            return kind
    return next((kind for words, kind in _KIND_WORDS if re.fullmatch(words, plain)), None)


def find_kind(text: str) -> tuple[UnitKind, int, int] | None:
    """The first kind of unit named within a text, and where (places of the folded text)."""
    plain = fold(text)
    found = []
    for order, (words, kind) in enumerate(_KIND_WORDS):
        match = re.search(rf"(?<!\w)(?:{words})(?!\w)", plain)
        if match:
            found.append((match.start(), order, match.end(), kind))
    if not found:
        return None
    start, _, end, kind = min(found)
    return kind, start, end


def parse_zone(value: object) -> Zone | None:
    """The zone of a commune ("III", "kv3", "khu vực 3", "khong"); None where unknown, FigureError for anything else."""
    if value is None:
        return None
    text = " ".join(fold(str(value)).split())
    if text in {"", "?", "khong ro", "chua ro", "chua biet"}:
        return None
    if _NO_ZONE.fullmatch(text):
        return Zone.NONE
    found = _ZONE.fullmatch(text)
    if not found:
        raise FigureError(f"Khu vực “{value}” không có; chọn III, II, I hoặc “không”.")
    return {"iii": Zone.III, "3": Zone.III, "ii": Zone.II, "2": Zone.II}.get(found[1], Zone.I)


def parse_unit(raw: object) -> Unit:
    """A unit from plain data ({"kind", "locality", "zone", "name", "plan"}); FigureError says what is wrong."""
    if not isinstance(raw, Mapping):
        raise FigureError("Thiếu “unit”: cần loại đơn vị và địa bàn.")
    kind = parse_kind(str(raw.get("kind") or ""))
    if kind is None:
        known = "; ".join(KIND_NAMES.values())
        raise FigureError(f"Loại đơn vị “{raw.get('kind') or ''}” không có; chọn một trong: {known}.")
    plan = raw.get("plan")
    return Unit(
        kind=kind,
        locality=" ".join(str(raw.get("locality") or "").split()),
        zone=parse_zone(raw.get("zone")) if kind is UnitKind.COMMUNE else None,
        name=" ".join(str(raw.get("name") or "").split()),
        plan=str(plan) if plan else None,
    )
