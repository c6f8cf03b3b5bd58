"""PDF (pypdfium2): the text that it carries, or what OCR reads where a page is only a picture."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from documents.extract import Extract, Format
from documents.readers.blocks import Block, Node, Paragraph, Row, clean, compose
from documents.readers.encodings import Run, to_unicode
from documents.readers.errors import DAMAGED, PAGES, PASSWORD, UnreadableError
from documents.readers.pages import PageText, join, scan
from documents.readers.rulings import Area, find_tables
from documents.syllables import is_syllable

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 3000
_POINTS = 72
_RESOLUTION = 300
_LONGEST_SIDE = 5000
_FEWEST_LETTERS = 16
_COVERED = 0.6
_FEWEST_SYLLABLES = 0.7
_SCAN_COVERS = 0.85


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """Page by page: the text layer where there is a good one, OCR where the page is a picture."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableError((PASSWORD if locked else DAMAGED).format(name=name)) from error
    with closing(document):
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableError(PAGES.format(name=name, count=f"{count:,}".replace(",", "."), most=MOST_PAGES))
        pages = []
        encoding = None
        for number in range(count):
            try:
                with closing(document[number]) as page:
                    text, used = _page(page)
            except pypdfium2.PdfiumError as error:
                raise UnreadableError(DAMAGED.format(name=name)) from error
            pages.append(text)
            encoding = encoding or used
            report(number + 1, count)
    return join(pages, Format.PDF, encoding)


def _page(page: Node) -> tuple[PageText, str | None]:
    with closing(page.get_textpage()) as layer:
        printed, encoding = _printed(page, layer)
    text = printed.source
    covered = _covered(page)
    letters = sum(letter.isalpha() for letter in text)
    if covered >= _COVERED and (letters < _FEWEST_LETTERS or (covered >= _SCAN_COVERS and not _reads_well(text))):
        scanned = scan(render(page))
        if scanned.words or not letters:
            return scanned, None
    if letters < _FEWEST_LETTERS and _draws(page):
        scanned = scan(render(page))
        if sum(word.end - word.start for word in scanned.words) > letters:
            return scanned, None
    return printed, encoding


def _printed(page: Node, layer: Node) -> tuple[PageText, str | None]:
    """The text layer of a page, its ruled tables as rows."""
    tables = find_tables(page)
    if not tables:
        texts, encoding = to_unicode([[Run(line)] for line in clean(layer.get_text_range(errors="ignore")).split("\n")])
        return PageText("\n".join(texts)), encoding
    left, bottom, right, top = page.get_mediabox()
    blocks: list[Block] = []
    for table in tables:
        blocks.append(_paragraph(layer, Area(left, table.area.top, right, top)))
        for row in table.cells():
            cells = (layer.get_text_bounded(*cell, errors="ignore") if cell else "" for cell in row)
            blocks.append(Row(tuple((Run(cell),) for cell in cells)))
        top = min(top, table.area.bottom)
    blocks.append(_paragraph(layer, Area(left, bottom, right, top)))
    found = compose(blocks, Format.PDF)
    return PageText(found.source, rows=found.rows), found.encoding


def _paragraph(layer: Node, area: Area) -> Paragraph:
    text = layer.get_text_bounded(*area, errors="ignore") if area.top > area.bottom else ""
    return Paragraph((Run(clean(text)),))


def _reads_well(text: str) -> bool:
    """Whether a text layer over a scan is Vietnamese, and not what an engine without its letters made of it."""
    words = [word for word in text.split() if word.isalpha() and len(word) > 1]
    if not words:
        return False
    valid = sum(is_syllable(word) for word in words)
    accented = sum(not word.isascii() for word in words)
    return valid >= _FEWEST_SYLLABLES * len(words) and accented >= len(words) / 4


def _covered(page: Node) -> float:
    """The share of the page under its largest picture."""
    from pypdfium2 import raw

    width, height = page.get_size()
    largest = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        across, down = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
        largest = max(largest, max(across, 0) * max(down, 0))
    return largest / (width * height) if width and height else 0.0


def _draws(page: Node) -> bool:
    """Whether there is anything on the page but text."""
    from pypdfium2 import raw

    return any(item.type != raw.FPDF_PAGEOBJ_TEXT for item in page.get_objects(max_depth=3))


def render(page: Node) -> Image:
    """A page as OCR takes it: 300 dots an inch, unless that makes it too large."""
    scale = min(_RESOLUTION / _POINTS, _LONGEST_SIDE / max(*page.get_size(), 1))
    with closing(page.render(scale=scale)) as bitmap:
        image: Image = bitmap.to_pil().convert("RGB")
    return image
