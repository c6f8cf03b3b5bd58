"""A page of an original as a picture, with some of its words marked."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.extract import Box, Format, Sheet
from documents.readers.blocks import Node
from documents.readers.ocr import Turn
from documents.reading import Span

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 2000
"""Pixels of the longer side of a picture: a page of print is read on a phone, and a JPEG of it stays under 2 MB."""

_SLIMMEST = 8
_QUALITY = 85
_FOUND = 0.5
_YELLOW = (255, 236, 120)
_ORANGE = (230, 110, 20)


@dataclass(frozen=True)
class Drawing:
    """What to draw: a page of a file, counted from 0, and in it the words to mark.

    Where OCR read the page, `sheet` says how it lay and `boxes` where the words stand; else `text` is what was
    extracted from the page and `span` the words in it, which are looked for in the text layer.
    """

    form: Format
    page: int
    text: str
    span: Span
    boxes: tuple[Box, ...] = ()
    sheet: Sheet | None = None

    def as_json(self) -> dict[str, Any]:
        """The drawing as plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Drawing:
        """The drawing that `as_json` gave."""
        sheet = Sheet(*data["sheet"]) if data["sheet"] else None
        boxes = tuple(Box(*box) for box in data["boxes"])
        return cls(Format(data["form"]), data["page"], data["text"], Span(*data["span"]), boxes, sheet)


def draw(path: Path, drawing: Drawing) -> tuple[bytes, bool]:
    """The page as a JPEG no longer than `LONGEST` pixels, and whether the words could be marked on it."""
    if drawing.form is Format.PDF:
        image, places = _of_pdf(path, drawing)
    else:
        image, places = _of_image(path, drawing), ()
    if drawing.sheet:
        image = Turn(drawing.sheet.quarters, drawing.sheet.lean).of(image)
        across, down = image.width / drawing.sheet.width, image.height / drawing.sheet.height
        places = tuple((b.left * across, b.top * down, b.right * across, b.bottom * down) for b in drawing.boxes)
    lines = list(_lines(places))
    image = _mark(image, lines)
    out = io.BytesIO()
    _cropped(image, lines).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), bool(lines)


Place = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of the picture."""


def _of_image(path: Path, drawing: Drawing) -> Image:
    from documents.readers.image import opened, page_of

    with opened(path.read_bytes(), path.name) as image:
        page = page_of(image, drawing.page)
    page.thumbnail((LONGEST, LONGEST))
    return page


def _of_pdf(path: Path, drawing: Drawing) -> tuple[Image, tuple[Place, ...]]:
    import pypdfium2

    with closing(pypdfium2.PdfDocument(path)) as document, closing(document[drawing.page]) as page:
        scale = LONGEST / max(*page.get_size(), 1)
        with closing(page.render(scale=scale)) as bitmap:
            image: Image = bitmap.to_pil().convert("RGB")
            if drawing.sheet:
                return image, ()
            words = list(_words(page))
            found = _found([word for word, _ in words], drawing)
            on_picture = bitmap.get_posconv(page).to_bitmap
            corners = [
                (on_picture(left, top), on_picture(right, bottom))
                for left, bottom, right, top in (words[number][1] for number in found)
            ]
    return image, tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in corners)


def _words(page: Node) -> Iterator[tuple[str, Place]]:
    """The words of a text layer, each with its left, bottom, right and top on the page."""
    from pypdfium2 import raw

    with closing(page.get_textpage()) as layer:
        letters: list[str] = []
        boxes: list[Place] = []
        for number in range(layer.count_chars() + 1):
            letter = chr(raw.FPDFText_GetUnicode(layer, number)) if number < layer.count_chars() else " "
            if not letter.isspace() and letter != "\0":
                letters.append(letter)
                boxes.append(layer.get_charbox(number, loose=True))
            elif letters:
                left, bottom, right, top = zip(*boxes, strict=True)
                yield "".join(letters), (min(left), min(bottom), max(right), max(top))
                letters, boxes = [], []


def _found(layer: Sequence[str], drawing: Drawing) -> list[int]:
    """Which words of a text layer are those of the span, as far as layer and text agree."""
    words = [match for match in re.finditer(r"\S+", drawing.text) if match[0] != "|"]
    wanted = {n for n, word in enumerate(words) if word.start() < drawing.span.end and word.end() > drawing.span.start}
    alike = SequenceMatcher(None, layer, [word[0] for word in words], autojunk=False).get_matching_blocks()
    found = [block.a + n for block in alike for n in range(block.size) if block.b + n in wanted]
    if len(found) >= _FOUND * len(wanted):
        return found
    return sorted(wanted) if len(layer) == len(words) else []  # an old font, whose letters were converted


def _lines(places: Sequence[Place]) -> Iterator[Place]:
    """The places of words as one for each line, in the order they come."""
    line: Place | None = None
    for place in places:
        if line is None:
            line = place
            continue
        height = min(line[3] - line[1], place[3] - place[1])
        if min(line[3], place[3]) - max(line[1], place[1]) > height / 2 and place[2] > line[0]:
            line = (min(line[0], place[0]), min(line[1], place[1]), max(line[2], place[2]), max(line[3], place[3]))
        else:
            yield line
            line = place
    if line is not None:
        yield line


def _mark(image: Image, lines: Sequence[Place]) -> Image:
    """The picture with lines as a marker pen marks them, and a bar beside them that is seen on a small screen."""
    from PIL import ImageChops, ImageDraw
    from PIL.Image import new

    if not lines:
        return image
    ink = new("RGB", image.size, "white")
    pen = ImageDraw.Draw(ink)
    for left, top, right, bottom in lines:
        pen.rectangle((left - 4, top - 2, right + 4, bottom + 2), fill=_YELLOW)
    left = max(0.0, min(line[0] for line in lines) - 18)
    pen.rectangle(
        (left, min(line[1] for line in lines) - 2, left + 7, max(line[3] for line in lines) + 2), fill=_ORANGE
    )
    return ImageChops.multiply(image, ink)


def _cropped(image: Image, lines: Sequence[Place]) -> Image:
    """A page, or of a strip of paper that is too long to be shown the part around what is marked."""
    width, height = image.size
    if height > _SLIMMEST * width:
        middle = lines[0][1] if lines else 0
        top = int(min(max(0, middle - 2 * width), height - 4 * width))
        return image.crop((0, top, width, top + 4 * width))
    if width > _SLIMMEST * height:
        middle = lines[0][0] if lines else 0
        left = int(min(max(0, middle - 2 * height), width - 4 * height))
        return image.crop((left, 0, left + 4 * height, height))
    return image
