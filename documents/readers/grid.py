"""A table on a scan or a photograph, cell by cell.

The rules around cells are found as long runs of ink; what they enclose are the cells, whatever the picture leans or
narrows by (a ruled table needs no other geometry). Where a table has no rules, words that stand above each other are a
column. Figures are read twice, with the words around them and once more by themselves as digits only: where the two
readings differ, neither is sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from documents.extract import Box, Format
from documents.intake import original_bytes, shown_name
from documents.readers.columns import Box as Place
from documents.readers.columns import reading_order
from documents.readers.digits import read_again
from documents.readers.enclosures import ruled, without
from documents.readers.errors import DAMAGED, UNKNOWN, UnreadableError
from documents.readers.formats import detect
from documents.readers.image import opened, page_of
from documents.readers.ocr import Engine, ScannedWord, find_turn, load_engine
from documents.readers.pdf import render
from documents.tables import Cell, Grid

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 4
_LETTER, _LOWEST, _HIGHEST = 32, 20, 48
_LARGEST = 5000
_SURE = 0.6
_READ = 0.2
_BLACK, _WHITE = 0.3, 0.85
_GRAIN = 0.03
_FEWEST_CELLS = 6
_FEWEST_LETTERS = 25


def read(path: Path, report: Callable[[int, int], None]) -> list[Grid]:
    """The tables of a picture or a PDF, at most one a page, on the first `MOST_PAGES` pages.

    Raises `DocumentError` for a file that is neither.
    """
    data, name = original_bytes(path), shown_name(path)
    form = detect(data, name)
    if form not in (Format.PDF, Format.IMAGE):
        raise UnreadableError(UNKNOWN.format(name=name))
    grids = []
    for number, count, page in _pages_of_pdf(data, name) if form is Format.PDF else _pages_of_image(data, name):
        grids.append(read_grid(page))
        report(number + 1, count)
    return [grid for grid in grids if grid.rows]


def _pages_of_image(data: bytes, name: str) -> Iterator[tuple[int, int, Image]]:
    with opened(data, name) as image:
        count = min(MOST_PAGES, getattr(image, "n_frames", 1))
        for number in range(count):
            yield number, count, page_of(image, number)


def _pages_of_pdf(data: bytes, name: str) -> Iterator[tuple[int, int, Image]]:
    import pypdfium2

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            count = min(MOST_PAGES, len(document))
            for number in range(count):
                with closing(document[number]) as page:
                    yield number, count, render(page)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error


def read_grid(image: Image, engine: Engine | None = None) -> Grid:
    """The table of a picture; without rows where there is none."""
    engine = engine or load_engine()
    grey = _flattened(_smoothed(image.convert("L")))
    upright = find_turn(grey).of(grey)
    sheet = _Sheet.of(upright, engine)
    # With so little print as a table has, the engine cannot always tell which way is up.
    for quarters in (1, 3, 2) if not sheet.legible else ():
        other = _Sheet.of(upright.rotate(-90 * quarters, expand=True, fillcolor=255), engine)
        sheet = max(sheet, other, key=lambda each: each.letters)
    if not _LOWEST < sheet.height < _HIGHEST:
        sheet = max(sheet, sheet.scaled(_LETTER / sheet.height, engine), key=lambda each: each.letters)
    if len(sheet.cells) >= _FEWEST_CELLS:
        return _by_cells(sheet, engine)
    return _by_columns(sheet, engine)


@dataclass(frozen=True)
class _Sheet:
    """A page with the cells that its rules enclose, the rules painted over, and the words on it."""

    image: Image
    cells: list[Box]
    words: list[ScannedWord]

    @classmethod
    def of(cls, image: Image, engine: Engine, cells: Sequence[Box] = (), scale: float = 1) -> _Sheet:
        """A picture read; its cells are looked for, unless they are known from another scale of it."""
        if cells:
            clean, found = image, [Box(*(round(edge * scale) for edge in box)) for box in cells]
        else:
            rules, found = ruled(image)
            clean = without(image, rules)
        words = [
            word
            for word in engine.read(clean.point(_contrasted), scattered=True).words
            if word.confidence >= _READ and any(letter.isalnum() or letter == "%" for letter in word.text)
        ]
        return cls(clean, found, words)

    def scaled(self, by: float, engine: Engine) -> _Sheet:
        """The page read again in another size."""
        from PIL.Image import Resampling

        by = min(by, _LARGEST / max(self.image.size))
        size = max(1, round(self.image.width * by)), max(1, round(self.image.height * by))
        return _Sheet.of(self.image.resize(size, Resampling.LANCZOS), engine, self.cells, by)

    @property
    def height(self) -> float:
        """How high the words are, in pixels; about what is left of letters too small to be read where none are."""
        heights = [word.bottom - word.top for word in self.words if word.confidence > _SURE]
        return median(heights) if len(heights) > 2 else _LETTER / 2

    @property
    def letters(self) -> float:
        """How much was read, as sure as it is."""
        return sum(word.confidence * len(word.text) for word in self.words if word.confidence > _SURE)

    @property
    def legible(self) -> bool:
        return self.letters > _FEWEST_LETTERS and self.letters > sum(len(word.text) for word in self.words) / 2


def _contrasted(value: int) -> float:
    return min(255.0, max(0.0, (value - 255 * _BLACK) / (_WHITE - _BLACK)))


def _flattened(image: Image) -> Image:
    """A picture in grey, the paper white under whatever light fell on it."""
    import numpy as np
    from PIL import ImageFilter
    from PIL.Image import fromarray

    small = image.resize((max(1, image.width // 8), max(1, image.height // 8)))
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(9)).resize(image.size)
    ratio = np.asarray(image, dtype=np.float32) / np.maximum(np.asarray(paper, dtype=np.float32), 1)
    return fromarray((np.clip(ratio, 0, 1) * 255).astype(np.uint8))


def _smoothed(image: Image) -> Image:
    """A picture without the grain of bad light, as much as it has."""
    import numpy as np
    from PIL import ImageFilter

    pixels = np.asarray(image, dtype=np.float32)
    grain = float(np.median(np.abs(np.diff(pixels, axis=1)))) / max(float(np.median(pixels)), 1.0)
    if grain < _GRAIN:
        return image
    return image.filter(ImageFilter.MedianFilter(3)).filter(
        ImageFilter.GaussianBlur(0.8 if grain < 2 * _GRAIN else 1.2)
    )


def _by_cells(sheet: _Sheet, engine: Engine) -> Grid:
    """Words in the cells of a ruled table."""
    boxes = sheet.cells
    held: list[list[ScannedWord]] = [[] for _ in boxes]
    top = min(box.top for box in boxes)
    over = []
    for word in sheet.words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        inside = [n for n, b in enumerate(boxes) if b.left <= x <= b.right and b.top <= y <= b.bottom]
        if inside:
            held[min(inside, key=lambda n: boxes[n].right - boxes[n].left)].append(word)
        elif word.bottom <= top:
            over.append(word)
    cells = read_again(sheet.image, boxes, [_joined(some) for some in held], engine)
    across = _edges([(box.left, box.right) for box in boxes])
    down = _edges([(box.top, box.bottom) for box in boxes])
    rows = [[Cell("", True)] * len(across) for _ in down]
    for box, cell in zip(boxes, cells, strict=True):
        for row, y in enumerate(down):
            for column, x in enumerate(across):
                if box.top <= y <= box.bottom and box.left <= x <= box.right:
                    rows[row][column] = cell
    return Grid(tuple(map(tuple, rows)), _joined(over).text)


def _edges(extents: Sequence[tuple[int, int]]) -> list[float]:
    """The middles of the narrowest extents that lie beside each other: the columns, or the rows, of a table."""
    middles: list[tuple[int, int]] = []
    for start, end in sorted(extents, key=lambda extent: extent[1] - extent[0]):
        if all(min(end, other[1]) - max(start, other[0]) < (other[1] - other[0]) / 2 for other in middles):
            middles.append((start, end))
    return sorted((start + end) / 2 for start, end in middles)


def _joined(words: Sequence[ScannedWord]) -> Cell:
    """Words of one cell in the order they are read."""
    boxes = [Place(*word[2:], number) for number, word in enumerate(words)]
    order = [box.item for lines in reading_order(boxes) for line in lines for box in line]
    sure = all(word.confidence >= _SURE for word in words)
    return Cell(" ".join(words[number].text for number in order), sure)


def _by_columns(sheet: _Sheet, engine: Engine) -> Grid:
    """Words of a table without rules: lines of words, in them what stands above each other as columns."""
    words = sheet.words
    if not words:
        return Grid(())
    height = median(word.bottom - word.top for word in words)
    lines: list[list[ScannedWord]] = []
    for word in sorted(words, key=lambda each: (each.top + each.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        if lines and middle - median((w.top + w.bottom) / 2 for w in lines[-1]) < height * 0.6:
            lines[-1].append(word)
        else:
            lines.append([word])
    cells = [list(_apart(sorted(line, key=lambda w: w.left), height)) for line in lines]
    broken = [row for row in cells if len(row) > 1]
    if len(broken) < 2:
        return Grid((), " ".join(_joined(line).text for line in lines))
    boxes = [_around(some) for row in broken for some in row]
    across = _edges([(box.left, box.right) for box in boxes])
    read = iter(read_again(sheet.image, boxes, [_joined(some) for row in broken for some in row], engine))
    rows = []
    for row in broken:
        placed = [Cell("", True)] * len(across)
        for some in row:
            box = _around(some)
            nearest = min(range(len(across)), key=lambda n: abs(across[n] - (box.left + box.right) / 2))
            placed[nearest] = next(read)
        rows.append(tuple(placed))
    caption = " ".join(_joined(line).text for line, row in zip(lines, cells, strict=True) if len(row) == 1)
    return Grid(tuple(rows), caption)


def _apart(line: Sequence[ScannedWord], height: float) -> Iterator[list[ScannedWord]]:
    """The words of a line, cut where a gap is too wide for a space."""
    part: list[ScannedWord] = []
    for word in line:
        if part and word.left - part[-1].right > 1.5 * height:
            yield part
            part = []
        part.append(word)
    yield part


def _around(words: Sequence[ScannedWord]) -> Box:
    """The cell of words that no rules enclose, with as much paper around them as a ruled one has."""
    left, top = min(word.left for word in words), min(word.top for word in words)
    right, bottom = max(word.right for word in words), max(word.bottom for word in words)
    return Box(max(0, round(left) - 8), max(0, round(top) - 8), round(right) + 8, round(bottom) + 8)
