"""The pages of the file that a plan came from: which of them hold a place, and how they look."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

from documents.extract import Extract, Format
from documents.plan import Plan
from documents.reading import Span

PAGED = frozenset({Format.PDF, Format.IMAGE})
"""The formats whose pages are the same wherever they are opened."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: its number from 1, the picture as a JPEG, and whether the place is marked on it."""

    page: int
    data: bytes
    marked: bool


@dataclass(frozen=True)
class Original:
    """The file of a plan: its name as it came, where it is kept, and what was extracted from it."""

    plan: Plan
    file: str
    path: Path
    extract: Extract

    @property
    def count(self) -> int:
        """How many pages it has, 0 where its format has none."""
        return len(self.extract.pages) if self.extract.format in PAGED else 0

    def pages(self, span: Span) -> tuple[int, ...]:
        """The numbers, from 1, of the pages that a span of the source stands on; none where there are no pages.

        A page that shares only its own number or heading with the span is not one of them.
        """
        if not self.count:
            return ()
        first = max(1, bisect_right(self.extract.pages, span.start))
        last = max(first, bisect_left(self.extract.pages, span.end))
        return tuple(number for number in range(first, last + 1) if self._says(self._part(number, span)))

    def draw(self, span: Span, most: int = 10) -> tuple[Picture, ...]:
        """The first pages that a span stands on, drawn with it marked.

        They are drawn in a process of its own, as files are read. Raises `DocumentError` where one cannot be.
        """
        from documents.readers.drawing import Drawing
        from documents.sandbox import Sandbox

        pictures = []
        with Sandbox() as sandbox:
            for number in self.pages(span)[:most]:
                here, whole = self._part(number, span), self._whole(number)
                text = self.extract.source[whole.start : whole.end]
                place = Span(here.start - whole.start, here.end - whole.start)
                sheet = next((sheet for sheet in self.extract.sheets if sheet.page == number - 1), None)
                boxes = tuple(
                    box
                    for word, box in zip(self.extract.words, self.extract.boxes, strict=False)
                    if word.start < here.end and word.end > here.start and self._says(Span(word.start, word.end))
                )
                drawing = Drawing(self.extract.format, number - 1, text, place, boxes, sheet)
                pictures.append(Picture(number, *sandbox.draw(self.path, drawing)))
        return tuple(pictures)

    def _whole(self, number: int) -> Span:
        """A page in the source, from 1."""
        starts = self.extract.pages
        return Span(starts[number - 1], starts[number] if number < len(starts) else len(self.extract.source))

    def _part(self, number: int, span: Span) -> Span:
        whole = self._whole(number)
        return Span(max(span.start, whole.start), min(span.end, whole.end))

    def _says(self, span: Span) -> bool:
        """Whether anything is read there: what belongs to the page and not to the text reads as nothing."""
        return span.start < span.end and any(map(str.isalnum, self.plan.reading.of(span)))
