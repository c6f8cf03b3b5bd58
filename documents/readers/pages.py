"""Scanned pages and pages of print, put together into one source text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.extract import Extract, Format, Word
from documents.readers.ocr import Page, read_page
from documents.reading import Span

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True)
class PageText:
    """The text of one page, its words where OCR read them, and its table rows."""

    source: str
    words: tuple[Word, ...] = ()
    rows: tuple[Span, ...] = ()


def text_of(page: Page) -> PageText:
    """The words of a scanned page as lines, a blank line between its paragraphs."""
    parts: list[str] = []
    words: list[Word] = []
    length = 0
    for paragraph in page.paragraphs():
        for line in paragraph:
            for number, word in enumerate(line):
                if number:
                    parts.append(" ")
                    length += 1
                words.append(Word(length, length + len(word.text), round(word.confidence, 3)))
                parts.append(word.text)
                length += len(word.text)
            parts.append("\n")
            length += 1
        parts.append("\n")
        length += 1
    return PageText("".join(parts).rstrip("\n"), tuple(words))


def scan(image: Image) -> PageText:
    """A picture of a page, read by OCR."""
    return text_of(read_page(image))


def join(pages: Iterable[PageText], form: Format, encoding: str | None = None) -> Extract:
    """The pages one after the other, a blank line between them."""
    parts: list[str] = []
    starts: list[int] = []
    words: list[Word] = []
    rows: list[Span] = []
    length = 0
    for page in pages:
        if parts:
            parts.append("\n\n")
            length += 2
        starts.append(length)
        words += [Word(word.start + length, word.end + length, word.confidence) for word in page.words]
        rows += [Span(row.start + length, row.end + length) for row in page.rows]
        parts.append(page.source)
        length += len(page.source)
    return Extract("".join(parts), form, tuple(starts), tuple(rows), tuple(words), encoding)
