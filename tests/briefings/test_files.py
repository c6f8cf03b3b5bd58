"""Written files, opened again: every quote at its place, every number in what is cited for it."""

import re
import zipfile
from io import BytesIO

import docx
import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Pt

from briefings.docx import write_docx
from briefings.markdown import write_markdown
from briefings.model import Audience, Exercise, Grid
from briefings.rules import needed
from briefings.sheet import write_xlsx
from briefings.slides import write_pptx
from briefings.words import note, source_line
from briefings.writing import FORMATS
from retrieval.wording.verification import numbers_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOPICS = (
    ("tiêu chuẩn xét khen thưởng của xã, so sánh Tuyên Quang và Tuần Giáo", Audience.CLASS),
    ("hồ sơ khen thưởng của thôn ở Tuyên Quang", Audience.OFFICERS),
    ("hộ nghèo ở Tuần Giáo", Audience.HOUSEHOLDS),
    ("mục tiêu, báo cáo và hình thức khen thưởng", Audience.OFFICERS),
    ("thay đổi giữa các giai đoạn", Audience.CLASS),
    ("kế hoạch Lệ Thủy", Audience.OFFICERS),
    ("tiêu chuẩn của huyện", Audience.CLASS),
)


@pytest.fixture(scope="module", params=TOPICS, ids=lambda topic: f"{topic[1]}: {topic[0][:30]}")
def briefing(request, desk):
    return desk.compose(*request.param)


def known(citations):
    """The numbers that stand in what is cited, or name it."""
    return {n for c in citations for n in numbers_in(f"{c.quote} {c.number or ''} {c.path} {c.issuer}")}


def computed(briefing, desk):
    """Texts of a briefing that are worked out from rules and not quoted, worked out once more."""
    rules = [rule for source in briefing.sources for rule in desk.books[source.plan].criteria]
    return {needed(rule) for rule in rules if rule.test}


def test_quotes_stand_at_their_spans(briefing, desk):
    assert briefing.citations
    for citation in briefing.citations:
        reading = desk.plans[citation.plan].reading
        assert citation.quote == " ".join(reading.of(citation.span).split())
        assert citation.quote


def test_statements_say_only_numbers_of_their_sources(briefing, desk):
    names = {f"{p.name} {p.number} {p.period}" for p in desk.plans.values()}
    named = {n for name in names for n in numbers_in(name)}
    for statement in briefing.statements():
        if statement.citations and not statement.text.startswith("Số giả định"):
            assert numbers_in(statement.text) <= known(statement.citations) | named, statement.text


def test_nothing_of_weight_goes_uncited(briefing, desk):
    """Points are cited; a cell without a citation is a label, a sign that nothing is said, or worked out."""
    labels = computed(briefing, desk) | {"☐", "–", "văn bản không nêu", "Xem văn bản được dẫn"}
    for section in briefing.sections:
        for piece in section.pieces:
            if isinstance(piece, Grid):
                for row in piece.rows:
                    assert any(cell.citations for cell in row) or all(c.text in labels for c in row[1:])
                    for cell in row[1:]:
                        assert cell.citations or cell.text in labels or not numbers_in(cell.text), cell.text
            elif hasattr(piece, "points"):
                for point in piece.points:
                    assert point.statement.citations or "không nêu" in point.statement.text


def endnotes(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("word/endnotes.xml"))
    found = {}
    for element in root.findall(f"{W}endnote"):
        number = int(element.get(f"{W}id"))
        if number > 0:
            found[number] = "".join(t.text for t in element.iter(f"{W}t")).strip()
    return found


def marks(paragraph):
    """The numbers of the notes that a paragraph points at."""
    direct = [int(e.get(f"{W}id")) for e in paragraph._p.iter(f"{W}endnoteReference")]
    again = [int(m) for e in paragraph._p.iter(f"{W}fldSimple") for m in re.findall(r"nguon(\d+)", e.get(f"{W}instr"))]
    return direct + again


def paragraphs(document):
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_docx_notes_are_the_citations(briefing):
    content = write_docx(briefing)
    assert endnotes(content) == {n: note(c) for n, c in enumerate(briefing.citations, 1)}
    pointed = {n for p in paragraphs(docx.Document(BytesIO(content))) for n in marks(p)}
    assert pointed == set(range(1, len(briefing.citations) + 1))


def test_docx_numbers_stand_in_the_notes_they_point_at(briefing, desk):
    document = docx.Document(BytesIO(write_docx(briefing)))
    cited = dict(enumerate(briefing.citations, 1))
    named = {n for p in desk.plans.values() for n in numbers_in(f"{p.name} {p.period}")}
    seen = 0
    for paragraph in paragraphs(document):
        numbers = marks(paragraph)
        text = re.sub(r"^Câu \d+: [A-D]\. .*?\. ", "", paragraph.text)
        if numbers and not paragraph.style.name.startswith("Caption"):
            assert numbers_in(text) <= known(cited[n] for n in numbers) | named, paragraph.text
            seen += 1
    assert seen


def test_docx_bullets_are_cited_or_declared(briefing):
    """Every bullet points at a note, save notes on use, the list of plans, and lines of arithmetic."""
    document = docx.Document(BytesIO(write_docx(briefing)))
    free = {source_line(source) for source in briefing.sources}
    free |= {statement.text for statement in briefing.notes if not statement.citations}
    free |= {line for exercise in briefing.exercises for line in exercise.solution}
    for paragraph in document.paragraphs:
        if paragraph.style.name == "List Bullet":
            assert marks(paragraph) or paragraph.text in free or "không nêu nơi nộp" in paragraph.text, paragraph.text


def test_docx_has_the_layout_of_the_decree(briefing):
    document = docx.Document(BytesIO(write_docx(briefing)))
    section = document.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    assert round(section.left_margin.mm) == 30
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size >= Pt(13)
    for table in document.tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert sum(column.width.mm for column in table.columns) <= 165.5
    for shape in document.inline_shapes:
        assert shape._inline.docPr.get("descr")
        assert shape.width.mm <= 165
    names = [p.style.name for p in document.paragraphs]
    if briefing.request.audience is not Audience.HOUSEHOLDS:
        fields = [p for p in document.paragraphs if p.style.name == "toc 1"]
        assert len(fields) == names.count("Heading 1")
        marked = {b.get(f"{W}name") for b in document.element.body.iter(f"{W}bookmarkStart")}
        asked = [m for p in fields for e in p._p.iter(f"{W}instrText") for m in re.findall(r"_Toc\d+", e.text)]
        assert set(asked) <= marked
        assert len(asked) == len(fields)


def slide_texts(slide):
    for shape in slide.placeholders:
        if shape.placeholder_format.idx == 1:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
    for shape in slide.shapes:
        if shape.has_table:
            for row in shape.table.rows:
                yield from (cell.text for cell in row.cells)


def test_pptx_numbers_stand_in_the_speaker_notes(briefing, desk):
    deck = Presentation(BytesIO(write_pptx(briefing)))
    clauses = {note(citation): citation for citation in briefing.citations}
    labels = computed(briefing, desk)
    named = {n for p in desk.plans.values() for n in numbers_in(f"{p.name} {p.period}")}
    told = 0
    for slide in list(deck.slides)[1:]:
        title = slide.shapes.title.text
        if re.match(r"Câu \d+|Các kế hoạch đã dùng", title):
            continue
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        cited = [clauses[line] for line in notes.split("\n") if line in clauses]
        for text in slide_texts(slide):
            if text not in labels:
                assert numbers_in(text) <= known(cited) | named, (title, text)
        told += len(cited)
    assert told


def test_pptx_is_legible(briefing):
    deck = Presentation(BytesIO(write_pptx(briefing)))
    wide, high = deck.slide_width, deck.slide_height
    assert round(wide / high, 2) == 1.78
    for number, slide in enumerate(deck.slides):
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= high
        if number == 0:
            continue
        assert slide.shapes.title.text
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert any(str(kind).startswith("SLIDE_NUMBER") for kind in kinds)
        body = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 1]
        for paragraph in (p for shape in body for p in shape.text_frame.paragraphs):
            assert paragraph.font.size >= Pt(24)
        words = sum(len(p.text.split()) for shape in body for p in shape.text_frame.paragraphs)
        lines = sum(len(shape.text_frame.paragraphs) for shape in body)
        exercise = re.match(r"Câu \d+ ", slide.shapes.title.text)
        assert words <= 40 or lines == 1 or exercise, slide.shapes.title.text


def test_no_figure_is_lost_on_a_slide(briefing, desk):
    """What is shown of a rule keeps every figure of its clause, years apart; a target keeps its own."""
    for section in briefing.sections:
        for piece in section.pieces:
            for point in getattr(piece, "points", ()):
                if point.brief:
                    quote = numbers_in(point.statement.text)
                    assert {n for n in quote if len(n) < 4} <= numbers_in(point.brief), point.brief


def test_xlsx_clauses_and_numbers(briefing, desk):
    book = openpyxl.load_workbook(BytesIO(write_xlsx(briefing)))
    cited = dict(enumerate(briefing.citations, 1))
    rows = list(book["Điều khoản"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(cited)
    for number, document, path, quote in rows:
        citation = cited[int(number)]
        assert (document, path) == (citation.number or citation.issuer, citation.path)
        assert quote == " ".join(desk.plans[citation.plan].reading.of(citation.span).split())
    named = {n for p in desk.plans.values() for n in numbers_in(f"{p.name} {p.period}")}
    seen = 0
    for sheet in book:
        for row in sheet.iter_rows(min_row=2, values_only=True):
            for text in row:
                marked = [int(n) for n in re.findall(r" \[(\d+)\]", str(text))]
                bare = re.sub(r" \[\d+\]", "", str(text))
                if marked and sheet.title != "Điều khoản" and not bare.startswith("Số giả định"):
                    assert numbers_in(bare) <= known(cited[n] for n in marked) | named, text
                    seen += 1
    assert seen


def test_markdown_defines_every_note(briefing):
    text = write_markdown(briefing).decode()
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    defined = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    assert used == set(defined)
    assert defined == {str(n): note(c) for n, c in enumerate(briefing.citations, 1)}
    assert not re.search(r"(?<!\*)\*(?![\s*])[^*\n]+\*(?!\*)", text.split("[^1]:")[0]), "marks of the source are shown"


@pytest.mark.parametrize("ending", [".docx", ".pptx", ".xlsx", ".md"])
def test_the_same_briefing_is_the_same_bytes(desk, ending):
    first, second = (FORMATS[ending](desk.compose(*TOPICS[0])) for _ in range(2))
    assert first == second


def test_exercises_are_numbered_alike_everywhere(desk):
    briefing = desk.compose(*TOPICS[0])
    asked = [e.question for e in briefing.exercises]
    assert asked
    text = "\n".join(p.text for p in docx.Document(BytesIO(write_docx(briefing))).paragraphs)
    deck = Presentation(BytesIO(write_pptx(briefing)))
    slides = [s for s in deck.slides if s.shapes.title.text.startswith("Câu ")]
    for number, (exercise, slide) in enumerate(zip(briefing.exercises, slides, strict=True), 1):
        assert isinstance(exercise, Exercise)
        assert re.search(rf"Câu {number} \(\w+\)\. {re.escape(exercise.question)}", text)
        assert exercise.question in "\n".join(slide_texts(slide))
        assert f"Câu {number}: " in slide.notes_slide.notes_text_frame.text
