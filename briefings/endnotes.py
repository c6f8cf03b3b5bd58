"""Word endnotes, which python-docx does not write: one for each source, pointed at from everywhere it is cited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
FIRST = 1
"""The number of the first note; Word keeps the numbers below it for its separators."""


def add_endnotes(document: Any, notes: Sequence[str]) -> None:  # noqa: ANN401 - python-docx gives no types
    """Put the notes into a document, numbered 1, 2, 3 in their order."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    reference = '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteRef/></w:r>'
    body = "".join(
        f'<w:endnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr>{reference}'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:endnote>'
        for number, note in enumerate(notes, FIRST)
    )
    separators = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:endnotes xmlns:w="{NAMESPACE}">{separators}{body}</w:endnotes>'
    )
    part = Part(PackURI("/word/endnotes.xml"), CONTENT_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATION)


class Marks:
    """The marks in the text that point at notes: the first time the note itself, after that a reference to it."""

    def __init__(self) -> None:
        self.placed: set[int] = set()

    def add(self, paragraph: Any, number: int) -> None:  # noqa: ANN401 - python-docx gives no types
        """Add the mark of a note to a paragraph."""
        from docx.oxml import parse_xml

        style = '<w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr>'
        name = f"nguon{number}"
        pieces = (
            [
                f'<w:bookmarkStart {{}} w:id="{1000 + number}" w:name="{name}"/>',
                f'<w:r {{}}>{style}<w:endnoteReference w:id="{number}"/></w:r>',
                f'<w:bookmarkEnd {{}} w:id="{1000 + number}"/>',
            ]
            if number not in self.placed
            else [
                f'<w:fldSimple {{}} w:instr=" NOTEREF {name} \\f \\h ">'
                f"<w:r>{style}<w:t>{number}</w:t></w:r></w:fldSimple>"
            ]
        )
        self.placed.add(number)
        for piece in pieces:
            paragraph._p.append(parse_xml(piece.format(f'xmlns:w="{NAMESPACE}"')))
