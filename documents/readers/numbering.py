"""The numbers and bullets that Word gives to the items of a list, which stand nowhere in their text.

After ECMA-376 part 1, 17.9: an item belongs to a level of a list (by itself or by its style), each level counts and
says how its number is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from documents.readers.blocks import Node

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN: tuple[tuple[int, str], ...] = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
_ROMAN += ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLETS = set("-+*–—")
_PLACE = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool


class Numbering:
    """The lists of a document, counting as its paragraphs go by."""

    def __init__(self, levels: dict[tuple[str, int], _Level], lists: dict[str, str], styles: dict[str, Node]) -> None:
        self._levels = levels
        self._lists = lists
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    @classmethod
    def of(cls, document: Node) -> Numbering:
        """The lists of a python-docx document; none where it has no numbering part."""
        styles = {
            each.get(f"{_W}styleId"): each.find(f"{_W}pPr/{_W}numPr")
            for each in document.styles.element.iterchildren(f"{_W}style")
            if each.find(f"{_W}pPr/{_W}numPr") is not None
        }
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        if not parts or not hasattr(parts[0], "element"):
            return cls({}, {}, styles)
        root = parts[0].element
        levels = {
            (abstract.get(f"{_W}abstractNumId"), int(level.get(f"{_W}ilvl"))): _level(level)
            for abstract in root.iterchildren(f"{_W}abstractNum")
            for level in abstract.iterchildren(f"{_W}lvl")
        }
        lists = {}
        for each in root.iterchildren(f"{_W}num"):
            abstract = each.find(f"{_W}abstractNumId").get(f"{_W}val")
            name = each.get(f"{_W}numId")
            lists[name] = abstract
            if each.find(f"{_W}lvlOverride") is not None:  # a list that counts for itself
                lists[name] = f"{abstract}/{name}"
                own = {level: found for (owner, level), found in levels.items() if owner == abstract}
                for override in each.iterchildren(f"{_W}lvlOverride"):
                    number = int(override.get(f"{_W}ilvl"))
                    changed = override.find(f"{_W}lvl")
                    if changed is not None:
                        own[number] = _level(changed)
                    start = override.find(f"{_W}startOverride")
                    if start is not None and number in own:
                        level = own[number]
                        own[number] = _Level(int(start.get(f"{_W}val")), level.format, level.text, level.legal)
                levels |= {(lists[name], number): level for number, level in own.items()}
        return cls(levels, lists, styles)

    def label(self, paragraph: Node) -> str:
        """The number or bullet of a paragraph, "" where it has none. Each call counts it."""
        item = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        inherited = self._styles.get(style.get(f"{_W}val")) if style is not None else None
        name = _value(item, "numId") or _value(inherited, "numId")
        level = int(_value(item, "ilvl") or _value(inherited, "ilvl") or 0)
        owner = self._lists.get(name or "")
        found = self._levels.get((owner or "", level))
        if owner is None or found is None or found.format == "none":
            return ""
        if found.format == "bullet":
            return found.text if found.text in _BULLETS else "-"
        counts = self._counts[owner]
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in [number for number in counts if number > level]:
            del counts[deeper]
        return _PLACE.sub(lambda match: self._written(owner, int(match[1]) - 1, found), found.text).strip()

    def _written(self, owner: str, level: int, asked: _Level) -> str:
        found = self._levels.get((owner, level), asked)
        number = self._counts[owner].get(level, found.start)
        return _write(number, "decimal" if asked.legal else found.format)


def _level(node: Node) -> _Level:
    return _Level(
        start=int(_value(node, "start") or 1),
        format=_value(node, "numFmt") or "decimal",
        text=_value(node, "lvlText") or "",
        legal=node.find(f"{_W}isLgl") is not None,
    )


def _value(node: Node, tag: str) -> str | None:
    child = node.find(f"{_W}{tag}") if node is not None else None
    return child.get(f"{_W}val") if child is not None else None


def _write(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        written = ""
        for worth, letters in _ROMAN:
            written += letters * (number // worth)
            number %= worth
        return written if form == "upperRoman" else written.lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)
