"""The deck that slides are put into: 16:9, one sober theme, layouts with a footer and slide numbers."""

from __future__ import annotations

from typing import Any

TITLE, CONTENT, TITLE_ONLY = 0, 1, 5
"""The layouts of python-pptx's default template that are used, by their places."""

LEFT, TOP, WIDTH, BODY = 16.0, 40.0, 306.0, 132.0
"""Millimetres: where the content of a slide begins, and how wide and high it is."""

FONT, DARK, ACCENT = "Arial", "1F3864", "1F4E79"
SLIDE = (338.7, 190.5)
_SCALE = 4 / 3


def open_deck() -> Any:  # noqa: ANN401 - python-pptx gives no types
    """An empty deck with its theme and layouts set."""
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(SLIDE[0]), Mm(SLIDE[1])
    _set_theme(deck)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.shapes:
            if shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = int(shape.left * _SCALE), int(shape.width * _SCALE)
    for holder in (deck.slide_master, deck.slide_layouts[CONTENT], deck.slide_layouts[TITLE_ONLY]):
        _place(holder)
    _set_title_layout(deck.slide_layouts[TITLE])
    _set_master(deck.slide_master)
    return deck


def _set_theme(deck: Any) -> None:  # noqa: ANN401 - python-pptx gives no types
    """The colours and typeface of the theme, which the library gives no way to."""
    part = deck.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    xml = part.blob.decode()
    for old, new in (("1F497D", DARK), ("4F81BD", ACCENT), ("C0504D", "C55A11"), ("9BBB59", "548235")):
        xml = xml.replace(f'val="{old}"', f'val="{new}"')
    part._blob = xml.replace('typeface="Calibri"', f'typeface="{FONT}"').encode()


def _place(holder: Any) -> None:  # noqa: ANN401 - python-pptx gives no types
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.util import Mm

    boxes = {
        PP_PLACEHOLDER.TITLE: (LEFT, 9, WIDTH, 24),
        PP_PLACEHOLDER.OBJECT: (LEFT, TOP, WIDTH, BODY),
        PP_PLACEHOLDER.BODY: (LEFT, TOP, WIDTH, BODY),
        PP_PLACEHOLDER.FOOTER: (LEFT, 177, 250, 9),
        PP_PLACEHOLDER.SLIDE_NUMBER: (LEFT + WIDTH - 40, 177, 40, 9),
    }
    for shape in holder.placeholders:
        box = boxes.get(shape.placeholder_format.type)
        if box:
            shape.left, shape.top, shape.width, shape.height = (Mm(side) for side in box)
        elif shape.placeholder_format.type == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)


def _set_title_layout(layout: Any) -> None:  # noqa: ANN401 - python-pptx gives no types
    from pptx.util import Mm, Pt

    title, subtitle = layout.placeholders[0], layout.placeholders[1]
    title.left, title.top, title.width, title.height = Mm(LEFT), Mm(52), Mm(WIDTH), Mm(50)
    subtitle.left, subtitle.top, subtitle.width, subtitle.height = Mm(LEFT), Mm(106), Mm(WIDTH), Mm(24)
    for shape, size, bold in ((title, 40, True), (subtitle, 24, False)):
        _set_level(shape._element, size, bold=bold)
    del Pt


def _set_level(element: Any, size: int, *, bold: bool) -> None:  # noqa: ANN401 - python-pptx gives no types
    """The first level of a placeholder's list style: left, of a size."""
    from lxml import etree

    name = "http://schemas.openxmlformats.org/drawingml/2006/main"
    style = element.find(f".//{{{name}}}lstStyle")
    for child in list(style):
        style.remove(child)
    level = etree.SubElement(style, f"{{{name}}}lvl1pPr", {"marL": "0", "indent": "0", "algn": "l"})
    etree.SubElement(level, f"{{{name}}}buNone")
    run = etree.SubElement(level, f"{{{name}}}defRPr", {"sz": str(size * 100), "b": str(int(bold))})
    fill = etree.SubElement(run, f"{{{name}}}solidFill")
    etree.SubElement(fill, f"{{{name}}}srgbClr", {"val": DARK if bold else "595959"})


def _set_master(master: Any) -> None:  # noqa: ANN401 - python-pptx gives no types
    """Titles to the left, bold and dark; a thin line under them; a band of colour at the edge."""
    from pptx.dml.color import RGBColor
    from pptx.util import Mm

    for style in master._element.xpath(".//p:titleStyle/a:lvl1pPr"):
        style.set("algn", "l")
        run = style.find("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr")
        run.set("sz", "3000")
        run.set("b", "1")
        for colour in run.xpath(".//a:schemeClr"):
            colour.set("val", "tx2")
    band = _rectangle(master, 0, 0, 5, SLIDE[1])
    line = _rectangle(master, LEFT, 174, WIDTH, 0.5)
    for shape in (band, line):
        shape.find(".//{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr").set("val", ACCENT)
    del RGBColor, Mm


def _rectangle(master: Any, left: float, top: float, width: float, height: float) -> Any:  # noqa: ANN401
    """A filled rectangle behind everything else on the master, which the library can only add to slides."""
    from lxml import etree
    from pptx.util import Mm

    tree = master.shapes._spTree
    number = 900 + len(tree)
    xml = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        f'<p:cNvPr id="{number}" name="Nền {number}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{Mm(left)}" y="{Mm(top)}"/><a:ext cx="{Mm(width)}" cy="{Mm(height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>"
    )
    shape = etree.fromstring(xml)
    tree.insert(2, shape)
    return shape
