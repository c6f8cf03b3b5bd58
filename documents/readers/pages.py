"""Scanned pages and pages of print, put together into one source text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.extract import Box, Extract, Format, Sheet, Word
from documents.readers.ocr import Page, read_page
from documents.reading import Span

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True)
class PageText:
    """The text of one page, its table rows, and where OCR read it the words, their boxes and how the page lay."""

    source: str
    words: tuple[Word, ...] = ()
    rows: tuple[Span, ...] = ()
    boxes: tuple[Box, ...] = ()
    sheet: Sheet | None = None


def text_of(page: Page) -> PageText:
    """The words of a scanned page as lines, a blank line between its paragraphs."""
    parts: list[str] = []
    words: list[Word] = []
    boxes: list[Box] = []
    length = 0
    for paragraph in page.paragraphs():
        for line in paragraph:
            for number, word in enumerate(line):
                if number:
                    parts.append(" ")
                    length += 1
                words.append(Word(length, length + len(word.text), round(word.confidence, 3)))
                boxes.append(Box(*map(round, word[2:6])))
                parts.append(word.text)
                length += len(word.text)
            parts.append("\n")
            length += 1
        parts.append("\n")
        length += 1
    sheet = Sheet(0, *page.turn, *page.size)
    return PageText("".join(parts).rstrip("\n"), tuple(words), boxes=tuple(boxes), sheet=sheet)


def scan(image: Image) -> PageText:
    """A picture of a page, read by OCR."""
    return text_of(read_page(image))


def join(pages: Iterable[PageText], form: Format, encoding: str | None = None) -> Extract:
    """The pages one after the other, a blank line between them."""
    parts: list[str] = []
    starts: list[int] = []
    words: list[Word] = []
    rows: list[Span] = []
    boxes: list[Box] = []
    sheets: list[Sheet] = []
    length = 0
    for number, page in enumerate(pages):
        if parts:
            parts.append("\n\n")
            length += 2
        starts.append(length)
        words += [Word(word.start + length, word.end + length, word.confidence) for word in page.words]
        rows += [Span(row.start + length, row.end + length) for row in page.rows]
        boxes += page.boxes
        if page.sheet:
            sheets.append(page.sheet._replace(page=number))
        parts.append(page.source)
        length += len(page.source)
    return Extract(
        "".join(parts), form, tuple(starts), tuple(rows), tuple(words), encoding, tuple(boxes), tuple(sheets)
    )
