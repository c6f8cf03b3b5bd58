"""Word documents (python-docx), with the numbers that Word itself gives to list items."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import lru_cache

from documents.extract import Extract, Format
from documents.readers.blocks import Block, Cell, Node, PageBreak, Paragraph, compose, lay_out
from documents.readers.encodings import Run
from documents.readers.errors import DAMAGED, UnreadableError
from documents.readers.numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REMOVED = {f"{_W}del", f"{_W}moveFrom"}
_UNSEEN = {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}txbxContent"}
_LETTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}softHyphen": "\u00ad", f"{_W}noBreakHyphen": "-"}


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The body of the document and its footnotes; what a tracked change deleted is left out."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        found = compose(_Walk(document).blocks(), Format.DOCX)
    except (KeyError, ValueError, AttributeError, TypeError, OSError, SyntaxError) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error
    report(1, 1)
    return found


class _Walk:
    """A document in the order it is read."""

    def __init__(self, document: Node) -> None:
        self._document = document
        self._numbering = Numbering.of(document)
        self._style_font = lru_cache(None)(self._find_style_font)

    def blocks(self) -> Iterator[Block]:
        yield from self._blocks(self._document.element.body)
        for part in self._document.part.package.iter_parts():
            if str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml")):
                yield from self._notes(part.blob)

    def _blocks(self, parent: Node) -> Iterator[Block]:
        for child in parent.iterchildren():
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from lay_out(self._table(child))
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                yield from self._blocks(child)

    def _notes(self, xml: bytes) -> Iterator[Block]:
        from docx.oxml import parse_xml

        for note in parse_xml(xml):
            if note.get(f"{_W}type") not in ("separator", "continuationSeparator"):
                yield from self._blocks(note)

    def _paragraph(self, paragraph: Node) -> Iterator[Block]:
        runs = tuple(self._runs(paragraph))
        label = self._numbering.label(paragraph) if any(run.text.strip() for run in runs) else ""
        if any(mark.get(f"{_W}type") == "page" for mark in paragraph.iter(f"{_W}br")):
            yield PageBreak()
        yield Paragraph(runs, label)
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not _within(box, _UNSEEN - {f"{_W}txbxContent"}, paragraph):
                yield from self._blocks(box)

    def _runs(self, paragraph: Node) -> Iterator[Run]:
        properties = paragraph.find(f"{_W}pPr/{_W}pStyle")
        default = self._style_font(properties.get(f"{_W}val")) if properties is not None else self._style_font(None)
        for run in paragraph.iter(f"{_W}r"):
            if _within(run, _REMOVED | _UNSEEN, paragraph):
                continue
            text = "".join(
                node.text or "" if node.tag == f"{_W}t" else _LETTERS.get(node.tag, "") for node in run.iterchildren()
            )
            if text:
                yield Run(text, self._font(run) or default)

    def _font(self, run: Node) -> str | None:
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        name = fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") if fonts is not None else None
        style = run.find(f"{_W}rPr/{_W}rStyle")
        return name or (self._style_font(style.get(f"{_W}val")) if style is not None else None)

    def _find_style_font(self, style_id: str | None) -> str | None:
        styles = self._document.styles.element
        for _ in range(20):  # a chain of styles, which may be a ring in a damaged file
            style = next(
                (each for each in styles.iterchildren(f"{_W}style") if each.get(f"{_W}styleId") == style_id), None
            )
            if style is None:
                break
            fonts = style.find(f"{_W}rPr/{_W}rFonts")
            if fonts is not None and fonts.get(f"{_W}ascii"):
                return str(fonts.get(f"{_W}ascii"))
            base = style.find(f"{_W}basedOn")
            style_id = base.get(f"{_W}val") if base is not None else None
        fonts = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}rFonts")
        return fonts.get(f"{_W}ascii") if fonts is not None else None

    def _table(self, table: Node) -> list[list[Cell]]:
        """The cells; one merged downwards is said again in each row, one merged to the side once."""
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            cells: list[Cell] = []
            for cell in row.iterchildren(f"{_W}tc", f"{_W}sdt"):
                if cell.tag == f"{_W}sdt":
                    cell = next(cell.iter(f"{_W}tc"), cell)  # noqa: PLW2901
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(f"{_W}val") != "restart":
                    content = above.get(len(cells), [])
                else:
                    content = [block for block in self._blocks(cell) if isinstance(block, Paragraph) and block.runs]
                above[len(cells)] = content
                cells.append(content)
                span = cell.find(f"{_W}tcPr/{_W}gridSpan")
                width = span.get(f"{_W}val", "1") if span is not None else "1"
                cells += [[] for _ in range(min(int(width), 64) - 1)] if width.isdigit() else []
            rows.append(cells)
        return rows


def _within(node: Node, tags: set[str], top: Node) -> bool:
    parent = node.getparent()
    while parent is not None and parent is not top:
        if parent.tag in tags:
            return True
        parent = parent.getparent()
    return False
