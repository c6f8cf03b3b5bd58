"""Figures in the cells of a table, read a second time by themselves as digits only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from documents.extract import Box
from documents.readers.ocr import Engine, ScannedWord
from documents.tables import Cell

if TYPE_CHECKING:
    from PIL.Image import Image

_SHADE = 0.72
_HEIGHT = 42
_DIGITS = "0123456789.,%/"
_FIGURE = re.compile(r"[\d.,%/ ]*\d[\d.,%/ ]*")
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})


def read_again(image: Image, boxes: Sequence[Box], cells: Sequence[Cell], engine: Engine) -> list[Cell]:
    """The cells, those that hold a figure or could not be read once more as digits, all in one picture."""
    from PIL.Image import new

    figures = [
        n
        for n, (box, cell) in enumerate(zip(boxes, cells, strict=True))
        if as_figure(cell.text) or (not cell.text and _has_ink(image, box))
    ]
    if not figures:
        return list(cells)
    crops = [image.crop(_inked(image, boxes[number])) for number in figures]
    # Digits as high as those the engine was trained on: larger ones it reads worse, and it should read otherwise.
    scale = min(2.0, _HEIGHT / median(crop.height for crop in crops))
    crops = [crop.resize((max(1, round(crop.width * scale)), max(1, round(crop.height * scale)))) for crop in crops]
    tall = median(crop.height for crop in crops)
    pitch = round(max(crop.height for crop in crops) + 1.2 * tall)
    strip = new("L", (max(crop.width for crop in crops) + 80, pitch * len(crops) + 40), 255)
    for place, crop in enumerate(crops):
        strip.paste(crop, (40, 40 + place * pitch))
    again: dict[int, list[ScannedWord]] = {}
    for word in engine.read(strip, scattered=True, letters=_DIGITS).words:
        again.setdefault(int(((word.top + word.bottom) / 2 - 40 + 0.6 * tall) // pitch), []).append(word)
    read = list(cells)
    for place, number in enumerate(figures):
        words = sorted(again.get(place, ()), key=lambda word: word.left)
        read[number] = settle(cells[number], "".join(word.text for word in words))
    return read


def settle(cell: Cell, digits: str) -> Cell:
    """A figure that was read twice."""
    first, second = as_figure(cell.text), as_figure(digits)
    if first and second:
        if first.rstrip("%") == second.rstrip("%"):
            return Cell(first, cell.sure)
        # A comma is more easily lost than found.
        return Cell(first if len(re.findall("[.,]", first)) > len(re.findall("[.,]", second)) else second, False)
    return Cell(first or second or cell.text, False)


def as_figure(text: str) -> str:
    """The text as the figure that it is, "" where it is none."""
    bare = re.sub(r"(?<=[\d.,])[OoQlI|SB]|[OoQlI|SB](?=[\d.,])", lambda m: m[0].translate(_LIKE_DIGITS), text.strip())
    bare = bare.strip("|[](){}_—–- '’‘")
    return re.sub(r"\s+", "", bare).strip(".,") if _FIGURE.fullmatch(bare) else ""


def _inked(image: Image, box: Box) -> tuple[int, int, int, int]:
    """The part of a cell that has ink, with a little paper around it."""
    import numpy as np

    inner = image.crop((box.left + 4, box.top + 4, max(box.left + 5, box.right - 4), max(box.top + 5, box.bottom - 4)))
    ink = np.asarray(inner) < _SHADE * 255
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.sum(axis=0) > 1)
    if not len(rows) or not len(columns):
        return box
    left, top = box.left + 4 + int(columns[0]) - 8, box.top + 4 + int(rows[0]) - 8
    right, bottom = box.left + 4 + int(columns[-1]) + 9, box.top + 4 + int(rows[-1]) + 9
    return max(left, box.left), max(top, box.top), min(right, box.right), min(bottom, box.bottom)


def _has_ink(image: Image, box: Box) -> bool:
    """Whether something stands in a cell although no word was read there."""
    left, top, right, bottom = _inked(image, box)
    return (left, top, right, bottom) != tuple(box) and bottom - top > 24 and right - left > 20
