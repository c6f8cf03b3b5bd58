"""OpenDocument text: its content.xml, read with lxml."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from documents.extract import Extract, Format
from documents.readers.blocks import Block, Cell, Node, Paragraph, compose, lay_out
from documents.readers.encodings import Run
from documents.readers.errors import DAMAGED, UnreadableError

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _TABLE = f"{{{_NAMES}:text:1.0}}", f"{{{_NAMES}:table:1.0}}"
_BODY = f".//{{{_NAMES}:office:1.0}}body/{{{_NAMES}:office:1.0}}text"
_SECTIONS = {f"{_TEXT}section", f"{_TEXT}index-body", f"{_TEXT}table-of-content"}
_ROW_GROUPS = {f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"}
_UNSEEN = {f"{{{_NAMES}:office:1.0}}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note-citation"}
_MOST_SPACES = 100
_MOST_REPEATS = 64


def read(data: bytes, name: str, report: Callable[[int, int], None]) -> Extract:
    """The body of the document, without its tracked deletions."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = etree.fromstring(archive.read("content.xml"), parser).find(_BODY)
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, EOFError, OSError) as error:
        raise UnreadableError(DAMAGED.format(name=name)) from error
    if body is None:
        raise UnreadableError(DAMAGED.format(name=name))
    found = compose(_blocks(body, ""), Format.ODT)
    report(1, 1)
    return found


def _blocks(parent: Node, label: str) -> Iterator[Block]:
    for node in parent:
        if node.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield Paragraph((Run(_text(node)),), label)
            label = ""
        elif node.tag == f"{_TEXT}list":
            for item in node.iterchildren(f"{_TEXT}list-item", f"{_TEXT}list-header"):
                yield from _blocks(item, "-")
        elif node.tag == f"{_TABLE}table":
            yield from lay_out(list(_rows(node)))
        elif node.tag in _SECTIONS:
            yield from _blocks(node, label)


def _rows(table: Node) -> Iterator[list[Cell]]:
    for node in table:
        if node.tag in _ROW_GROUPS:
            yield from _rows(node)
        elif node.tag == f"{_TABLE}table-row":
            cells: list[Cell] = []
            for cell in node:
                content = [block for block in _blocks(cell, "") if isinstance(block, Paragraph)]
                cells += [content] * _count(cell.get(f"{_TABLE}number-columns-repeated"), _MOST_REPEATS)
            yield cells


def _text(node: Node) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * _count(child.get(f"{_TEXT}c"), _MOST_SPACES))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\t" if child.tag == f"{_TEXT}tab" else "\n")
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _count(number: str | None, most: int) -> int:
    return min(int(number), most) if number and number.isdigit() else 1
