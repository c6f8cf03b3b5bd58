"""HTML as a person sees it: blocks as paragraphs, list items with their marks, tables as rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from documents.extract import Extract, Format
from documents.readers.blocks import Block, Cell, Node, Paragraph, compose, lay_out
from documents.readers.encodings import Run
from documents.readers.errors import DAMAGED, UnreadableError

_HIDDEN = {"script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object", "nav"}
_BLOCKS = set(
    (  # noqa: SIM905
        "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
        "h5 h6 header hr html li main ol p pre section table tbody td tfoot th thead tr ul"
    ).split()
)
_DEEPEST = 400


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The text of the page, without what a browser does not show."""
    from lxml import etree, html

    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        text = _decoded(data)
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error
    walk = _Walk()
    found = compose([*walk.blocks(root), *walk.flush()], Format.HTML)
    report(1, 1)
    return found


def _decoded(data: bytes) -> str:
    """The letters of the page; those of old fonts as they stand, since its fonts tell what they are."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    declared = re.search(rb"""charset\s*=\s*["']?\s*([\w-]+)""", data[:4096])
    for name in ("utf-8-sig", declared[1].decode("ascii") if declared else "cp1252", "cp1252"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


class _Walk:
    """A page in the order it is read; what stands side by side gathers until a block ends."""

    def __init__(self) -> None:
        self._pending: list[Run] = []
        self._label = ""

    def blocks(self, node: Node, font: str | None = None, depth: int = 0) -> Iterator[Block]:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _HIDDEN or not tag:
            return
        font = node.get("face") or font
        if tag in _BLOCKS:
            yield from self.flush()
        if tag == "table" and not node.xpath(".//table"):
            yield from lay_out(_cells(node, font))
            return
        if tag == "li":
            self._label = _item_label(node)
        elif tag == "br":
            self._pending.append(Run("\n", font))
        if depth > _DEEPEST:
            self._add(" ".join(node.itertext()), font)
            return
        self._add(node.text, font)
        for child in node:
            yield from self.blocks(child, font, depth + 1)
            self._add(child.tail, font)
        if tag in _BLOCKS:
            yield from self.flush()

    def flush(self) -> Iterator[Block]:
        if any(run.text.strip() for run in self._pending):
            yield Paragraph(tuple(self._pending), self._label)
            self._label = ""
        self._pending = []

    def _add(self, text: str | None, font: str | None) -> None:
        if text:
            self._pending.append(Run(" ".join(_kept(text)), font))


def _kept(text: str) -> list[str]:
    """The words of a text, with an empty one where it begins or ends in white space."""
    words = text.split()
    return [*([""] if text[:1].isspace() else []), *words, *([""] if text[-1:].isspace() else [])]


def _item_label(item: Node) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    start = parent.get("start", "1")
    number = (int(start) if start.isdigit() and len(start) < 6 else 1) + parent.findall("li").index(item)
    if parent.get("type") in ("a", "A"):
        return f"{chr(ord(parent.get('type')) + (number - 1) % 26)})"
    return f"{number}."


def _cells(table: Node, font: str | None) -> list[list[Cell]]:
    rows = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        rows.append([[Paragraph((Run(line, _face(cell) or font),)) for line in _lines(cell)] for cell in cells])
    return rows


def _face(cell: Node) -> str | None:
    faces = cell.xpath(".//@face")
    return str(faces[0]) if faces else None


def _lines(cell: Node) -> list[str]:
    for node in cell.iter():
        if node.tag == "br":
            node.tail = "\n" + (node.tail or "")
        elif node is not cell and node.tag in _BLOCKS:
            node.text = "\n" + (node.text or "")
    lines = "".join(cell.itertext()).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]
