"""The page of a Word document: its size and margins, styles, properties and fields."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from briefings.endnotes import NAMESPACE
from briefings.model import Briefing

FONT = "Times New Roman"
WIDTH = 165
"""Millimetres between the margins."""

_STYLES = (
    ("Normal", 13, False),
    ("Title", 16, True),
    ("Subtitle", 13, False),
    ("Heading 1", 14, True),
    ("Heading 2", 13, True),
    ("List Bullet", 13, False),
    ("Caption", 12, False),
    ("toc 1", 13, False),
)


def set_styles(document: Any, larger: int = 0) -> None:  # noqa: ANN401 - python-docx gives no types
    """The styles of an office document: one typeface, black, 13 to 14 points, or some points larger."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    styles = document.styles
    contents = styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    contents.base_style = styles["Normal"]
    contents.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    contents.paragraph_format.space_after = Pt(2)
    for name, points, bold in _STYLES:
        font = styles[name].font
        font.name, font.size, font.bold, font.italic = FONT, Pt(points + larger), bold, name == "Caption"
        font.color.rgb = RGBColor(0, 0, 0)
        fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(script), None)
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
    for name in ("Title", "Subtitle", "Caption"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    text = styles["Normal"].paragraph_format
    text.space_after, text.line_spacing = Pt(6), 1.15
    styles["List Bullet"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    styles["Heading 1"].paragraph_format.space_before = Pt(12)
    styles["Heading 1"].paragraph_format.space_after = Pt(6)
    styles["Heading 2"].paragraph_format.space_after = Pt(4)
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].paragraph_format.space_before = Pt(6)
    note = styles.add_style("EndnoteText", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = styles["Normal"], Pt(11)
    note.paragraph_format.space_after = Pt(3)
    styles.add_style("EndnoteReference", WD_STYLE_TYPE.CHARACTER).font.superscript = True


def set_page(section: Any) -> None:  # noqa: ANN401 - python-docx gives no types
    """A4 with the margins of the decree, the page number at the top, from the second page on."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.shared import Mm

    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(paragraph, "PAGE", "2")
    numbers = parse_xml(f'<w:endnotePr xmlns:w="{NAMESPACE}"><w:numFmt w:val="decimal"/></w:endnotePr>')
    section._sectPr.insert(0, numbers)
    for header in reversed(section._sectPr.xpath("w:headerReference|w:footerReference")):
        section._sectPr.insert(0, header)


def set_properties(document: Any, briefing: Briefing) -> None:  # noqa: ANN401 - python-docx gives no types
    """Title, maker, language and day."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = briefing.title[:255], "planbot", "vi-VN"
    properties.created = properties.modified = datetime.combine(briefing.made, time())
    properties.last_modified_by, properties.comments = "planbot", ""


def field(paragraph: Any, instruction: str, shown: str) -> None:  # noqa: ANN401 - python-docx gives no types
    """Add a field to a paragraph, with what it shows until a program works it out."""
    from docx.oxml import parse_xml

    xml = f'xmlns:w="{NAMESPACE}"'
    dirty = "" if shown else ' w:dirty="true"'
    for piece in (
        f'<w:fldChar w:fldCharType="begin"{dirty}/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {xml}>{piece}</w:r>"))


def bookmark(paragraph: Any, name: str, number: int) -> None:  # noqa: ANN401 - python-docx gives no types
    """Put a bookmark around a paragraph's words."""
    from docx.oxml import parse_xml

    xml = f'xmlns:w="{NAMESPACE}" w:id="{number}"'
    paragraph._p.insert(1, parse_xml(f'<w:bookmarkStart {xml} w:name="{name}"/>'))
    paragraph._p.append(parse_xml(f"<w:bookmarkEnd {xml}/>"))
