"""What ruled lines enclose on a picture: the cells of a table, however the picture leans or narrows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from documents.extract import Box
from documents.readers.blocks import Node

if TYPE_CHECKING:
    from PIL.Image import Image

_WORKING = 1400
_DARK = 0.72 * 255


def ruled(image: Image) -> tuple[Node, list[Box]]:
    """Where the rules are, as an array of the working size, and the boxes of the cells between them in the picture."""
    import numpy as np

    scale = min(1.0, _WORKING / max(image.size))
    small = image.resize((round(image.width * scale), round(image.height * scale)))
    ink = np.asarray(small) < _DARK
    height, width = ink.shape
    lying = _runs(_grown(ink, 1, axis=0), max(60, width // 15))
    upright = _runs(_grown(ink, 1, axis=1).T, max(45, height // 25)).T
    walls = _grown(lying, 10, axis=1) | _grown(upright, 10, axis=0)
    cells = [
        Box(*(round(edge / scale) for edge in box))
        for box in _rooms(walls)
        if box[2] - box[0] >= 15 and box[3] - box[1] >= 10
    ]
    return lying | upright, cells


def _grown(ink: Node, by: int, axis: int) -> Node:
    """The ink spread by so many pixels to both sides along an axis."""
    import numpy as np

    grown = ink.copy()
    for step in range(1, by + 1):
        for shift in (step, -step):
            moved = np.roll(ink, shift, axis=axis)
            edge = slice(0, shift) if shift > 0 else slice(shift, None)
            if axis == 0:
                moved[edge] = False
            else:
                moved[:, edge] = False
            grown |= moved
    return grown


def _runs(ink: Node, length: int) -> Node:
    """The ink of lying runs of at least a length."""
    import numpy as np

    counts = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=counts[:, 1:])
    if ink.shape[1] < length:
        return np.zeros_like(ink)
    begins = counts[:, length:] - counts[:, :-length] == length
    steps = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    steps[:, : begins.shape[1]] += begins
    steps[:, length : length + begins.shape[1]] -= begins
    return np.cumsum(steps, axis=1)[:, :-1] > 0


def _rooms(walls: Node) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of what walls enclose on every side."""
    import numpy as np

    height, width = walls.shape
    parents: list[int] = []
    boxes: list[list[int]] = []

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    above: list[tuple[int, int, int]] = []
    for y in range(height):
        free = np.flatnonzero(np.diff(np.concatenate(([1], walls[y].astype(np.int8), [1]))))
        here = []
        for left, right in zip(free[::2].tolist(), free[1::2].tolist(), strict=True):
            number = len(parents)
            parents.append(number)
            boxes.append([left, y, right, y + 1])
            for begin, end, other in above:
                if begin < right and left < end:
                    parents[root(other)] = root(number)
            here.append((left, right, number))
        above = here
    rooms: dict[int, list[int]] = {}
    for number, (left, top, right, bottom) in enumerate(boxes):
        room = rooms.setdefault(root(number), [left, top, right, bottom])
        room[:] = [min(room[0], left), min(room[1], top), max(room[2], right), max(room[3], bottom)]
    for left, top, right, bottom in rooms.values():
        if left > 0 and top > 0 and right < width and bottom < height:
            yield left, top, right, bottom


def without(image: Image, rules: Node) -> Image:
    """The picture with its rules painted over."""
    import numpy as np
    from PIL import Image as pictures  # noqa: N813 - the module, beside its class

    cover = pictures.fromarray(_grown(_grown(rules, 2, axis=0), 2, axis=1) * np.uint8(255)).resize(image.size)
    clean = image.copy()
    clean.paste(255, mask=cover)
    return clean
