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


def add_endnotes(document: Any, heading: str, notes: Sequence[str]) -> None:  # noqa: ANN401 - no types in docx
    """Put the notes into a document, numbered 1, 2, 3 in their order; Word shows the heading where they begin."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    reference = '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteRef/></w:r>'
    body = "".join(
        f'<w:endnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr>{reference}'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:endnote>'
        for number, note in enumerate(notes, FIRST)
    )
    begin = f"<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{escape(heading)}</w:t></w:r></w:p>"
    separators = (
        f'<w:endnote w:type="separator" w:id="-1">{begin}</w:endnote>'
        '<w:endnote w:type="continuationSeparator" w:id="0">'
        "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>"
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

    def add(self, paragraph: Any, numbers: Sequence[int]) -> None:  # noqa: ANN401 - python-docx gives no types
        """Add the marks of notes to a paragraph, with commas between them."""
        for place, number in enumerate(numbers):
            if place:
                paragraph.add_run(", ").font.superscript = True
            self._add(paragraph, number)

    def _add(self, paragraph: Any, number: int) -> None:  # noqa: ANN401 - python-docx gives no types
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
