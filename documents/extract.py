"""What comes out of a file: the source text of a plan, and where its pages, rows and doubtful words are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from documents.reading import Span


class Format(StrEnum):
    """The kinds of file that can be read, told apart by what is in them."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    PDF = "pdf"
    IMAGE = "image"
    XLSX = "xlsx"


class Word(NamedTuple):
    """A word that OCR read: its place in the source text and how sure the engine is, 0 to 1."""

    start: int
    end: int
    confidence: float


class Box(NamedTuple):
    """A rectangle on a page, in pixels from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


class Sheet(NamedTuple):
    """How a page lay before OCR read it: its number from 0, the turn that put it upright and level, its size then.

    `quarters` are quarter turns clockwise, `lean` the degrees counterclockwise after them; the size is in pixels.
    """

    page: int
    quarters: int
    lean: float
    width: int
    height: int


@dataclass(frozen=True)
class Extract:
    """The text of a file as it was found.

    `pages` are the places in `source` where each page starts (empty where the format has no pages), `rows` the
    table rows, written "| a | b |", `words` what OCR read (none where the file carries its text) and `boxes` where
    each of them stands on its page as its sheet was put upright, `encoding` the legacy encoding that was converted.
    """

    source: str
    format: Format
    pages: tuple[int, ...] = ()
    rows: tuple[Span, ...] = ()
    words: tuple[Word, ...] = ()
    encoding: str | None = None
    boxes: tuple[Box, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    @property
    def scanned(self) -> bool:
        """Whether any of it was read by OCR."""
        return bool(self.words)

    def layout(self) -> dict[str, Any]:
        """Everything but the source, as JSON."""
        record = asdict(self)
        del record["source"]
        return record

    @classmethod
    def from_layout(cls, source: str, layout: dict[str, Any]) -> Extract:
        """The extract whose `layout` was kept beside its source."""
        return cls(
            source,
            Format(layout["format"]),
            tuple(layout["pages"]),
            tuple(Span(*row) for row in layout["rows"]),
            tuple(Word(*word) for word in layout["words"]),
            layout["encoding"],
            tuple(Box(*box) for box in layout.get("boxes", ())),
            tuple(Sheet(*sheet) for sheet in layout.get("sheets", ())),
        )
