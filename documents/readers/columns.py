"""The order in which the words of a page are read: bands from top to bottom, in them columns from left to right.

Recursive cuts along white space (XY-cut, Nagy & Seth 1984): a Vietnamese letterhead and the foot of a document, with
those it goes to beside the signature, stand in two columns that lines must not run across.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

_BAND = 0.42
_GUTTER = 1.8
_BLANK = 4.0
_SAME_LINE = 0.6


class Box(NamedTuple):
    """A place on a page in pixels, from its top left corner.

    `line` is the same for words that the engine found on one line, `item` the number of what stands there.
    """

    left: float
    top: float
    right: float
    bottom: float
    line: int
    item: int


def reading_order(boxes: Sequence[Box]) -> list[list[list[Box]]]:
    """The boxes as paragraphs of lines of words."""
    if not boxes:
        return []
    return [lines for lines in _cut(list(boxes), median(box.bottom - box.top for box in boxes)) if lines]


def _cut(boxes: list[Box], height: float) -> list[list[list[Box]]]:
    bands = _split(boxes, lambda box: (box.top, box.bottom), _BAND * height)
    if len(bands) > 1:
        return [lines for band in bands for lines in _cut(band, height)]
    lines = _lines(boxes)
    # On a line by itself a gap is as often left to be filled in by hand ("Số:      /KH-UBND").
    columns = _split(boxes, lambda box: (box.left, box.right), (_GUTTER if len(lines) > 1 else _BLANK) * height)
    if len(columns) > 1:
        return [lines for column in columns for lines in _cut(column, height)]
    return [lines]


def _split(boxes: list[Box], extent: Callable[[Box], tuple[float, float]], gap: float) -> list[list[Box]]:
    """The boxes in groups that a gap parts, in order."""
    groups: list[list[Box]] = []
    end = 0.0
    for box in sorted(boxes, key=lambda each: extent(each)[0]):
        first, last = extent(box)
        if not groups or first - end > gap:
            groups.append([])
            end = last
        groups[-1].append(box)
        end = max(end, last)
    return groups


def _lines(boxes: list[Box]) -> list[list[Box]]:
    """The boxes line by line; what the engine took for two lines is one where they stand side by side."""
    found: dict[int, list[Box]] = {}
    for box in boxes:
        found.setdefault(box.line, []).append(box)
    lines: list[list[Box]] = []
    for line in sorted(found.values(), key=_middle):
        line.sort(key=lambda box: box.left)
        if lines and _beside(lines[-1], line):
            lines[-1] = sorted([*lines[-1], *line], key=lambda box: box.left)
        else:
            lines.append(line)
    return lines


def _middle(line: list[Box]) -> float:
    return median((box.top + box.bottom) / 2 for box in line)


def _beside(one: list[Box], other: list[Box]) -> bool:
    apart = one[-1].right <= other[0].left or other[-1].right <= one[0].left
    height = min(median(box.bottom - box.top for box in line) for line in (one, other))
    return apart and abs(_middle(one) - _middle(other)) < _SAME_LINE * height
