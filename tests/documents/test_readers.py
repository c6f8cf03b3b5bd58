import io
import zipfile
from pathlib import Path
from unicodedata import normalize

import docx
import openpyxl
import pytest

from documents.errors import DocumentError
from documents.extract import Extract, Format
from documents.readers import extract
from documents.reading import Span

FILES = Path(__file__).parent / "files"
ROWS = [
    "| Khu vực | Hộ nghèo | Hộ cận nghèo |",
    "| Xã khu vực III | dưới 20% | dưới 10% |",
    "| Xã khu vực II | dưới 15% | dưới 8% |",
]


@pytest.fixture
def read(tmp_path):
    def read(data: bytes | str, name: str = "ke-hoach") -> Extract:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return extract(path)

    return read


def rows(found: Extract) -> list[str]:
    return [found.source[row.start : row.end] for row in found.rows]


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_text_stays_byte_for_byte(read):
    text = "\tKẾ HOẠCH  số 1\r\n\r\n" + normalize("NFD", "Điện Biên") + "\x0c\n"
    found = read(text)
    assert (found.source, found.format) == (text, Format.TEXT)


def test_markdown_keeps_its_marks_and_knows_its_rows(read):
    text = "# KẾ HOẠCH\n\n**I. Mục đích**\n\n" + ROWS[0] + "\n| --- | --- | --- |\n" + "\n".join(ROWS[1:]) + "\n"
    found = read(text)
    assert (found.source, found.format, rows(found)) == (text, Format.MARKDOWN, ROWS)


def test_html_as_it_is_seen(read):
    found = read(
        "<!DOCTYPE html><html><head><title>x</title><style>p {}</style></head><body><h1>KẾ HOẠCH</h1>"
        "<p>Giảm <b>5%</b>/năm&nbsp;&amp; hơn<br>nữa</p><script>alert(1)</script>"
        "<ol start=3><li>Sở Nội vụ<li>Sở Tài chính</ol><ul><li>Hộ nghèo</ul>"
        "<table><tr><th>Khu vực<th>Hộ nghèo<th>Hộ cận nghèo</tr><tr><td>Xã khu vực III<td>dưới 20%<td>dưới 10%</tr>"
        "<tr><td>Xã khu vực II<td>dưới 15%<td>dưới 8%</tr></table>",
        "a.pdf",
    )
    assert found.format is Format.HTML
    assert found.source.split("\n\n") == [
        "KẾ HOẠCH",
        "Giảm 5%/năm & hơn\nnữa",
        "3. Sở Nội vụ",
        "4. Sở Tài chính",
        "- Hộ nghèo",
        "\n".join(ROWS),
    ]
    assert rows(found) == ROWS


def test_html_of_an_old_font(read):
    page = "<html><meta charset=windows-1252><body><p><font face='.VnTime'>Kế ho¹ch gi¶m nghÌo</font>"
    assert read(page.replace("ế", "Õ").encode("latin-1")).source == "Kế hoạch giảm nghèo"


def test_docx_with_lists_tables_and_letterhead(read):
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = "UBND TỈNH CAO BẰNG"
    head.cell(0, 0).add_paragraph("Số: 41/KH-UBND")
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("KẾ HOẠCH")
    for text in ("Sở Nội vụ", "Sở Tài chính"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Hộ nghèo", style="List Bullet")
    table = document.add_table(3, 3)
    for row, line in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, line.strip("| ").split(" | "), strict=True):
            cell.text = text
    found = read(saved(document))
    assert found.source.split("\n\n") == [
        "UBND TỈNH CAO BẰNG",
        "Số: 41/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "KẾ HOẠCH",
        "1. Sở Nội vụ",
        "2. Sở Tài chính",
        "- Hộ nghèo",
        "\n".join(ROWS),
    ]
    assert rows(found) == ROWS


def test_docx_cells_merged_downwards_are_said_in_each_row(read):
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "Xã"
    for number, row in enumerate(table.rows):
        row.cells[1].text, row.cells[2].text = str(number), "x"
    assert rows(read(saved(document))) == ["| Xã | 0 | x |", "| Xã | 1 | x |", "| Xã | 2 | x |"]


def test_doc_of_2003_in_tcvn3():
    found = extract(FILES / "tcvn3.doc")
    assert (found.format, found.encoding) == (Format.DOC, "tcvn3")
    assert "KẾ HOẠCH\n\nI. Mục đích: giảm tỷ lệ hộ nghèo bình quân 5%/năm, ưu tiên xã khu vực III." in found.source
    assert "1. Phân công trách nhiệm cho các sở, ngành\n\n2. Đẩy mạnh tuyên truyền" in found.source
    assert rows(found) == ROWS


def test_rtf_in_unicode_and_in_tcvn3(read):
    table = "".join(
        r"\trowd " + "".join(cell + r"\cell " for cell in line) + r"\row "
        for line in (["Khu v\\'f9c", "H\\'e9 ngh\\'cco"], ["X\\'b7 khu v\\'f9c III", "d\\'ad\\'edi 20%"], ["a", "b"])
    )
    found = read(
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}}\f0 Gi\'b6m t\'fb l\'d6 h\'e9 ngh\'cco 5%/n\'a8m.\par "
        r"\u272?\u7845?u tranh.\par " + table + "}"
    )
    assert (found.format, found.encoding) == (Format.RTF, "tcvn3")
    assert found.source.startswith("Giảm tỷ lệ hộ nghèo 5%/năm.\n\nĐấu tranh.")
    assert rows(found)[:2] == ["| Khu vực | Hộ nghèo |", "| Xã khu vực III | dưới 20% |"]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:h>KẾ<text:s text:c="2"/>HOẠCH</text:h><text:p>Giảm <text:span>5%</text:span>/năm</text:p>
<text:list><text:list-item><text:p>Hộ nghèo</text:p></text:list-item></text:list>
<table:table>{}</table:table></office:text></office:body></office:document-content>"""


def odt(content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def test_odt(read):
    cells = (
        "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row.strip("| ").split(" | ")
        )
        for row in ROWS
    )
    found = read(odt(ODT.format("".join(f"<table:table-row>{row}</table:table-row>" for row in cells))))
    assert found.format is Format.ODT
    assert found.source.split("\n\n") == ["KẾ HOẠCH", "Giảm 5%/năm", "- Hộ nghèo", "\n".join(ROWS)]
    assert rows(found) == ROWS


def test_pdf_with_text():
    found = extract(FILES / "plan.pdf")
    assert (found.format, found.pages, found.words) == (Format.PDF, (0,), ())
    assert "I. Mục đích: giảm tỷ lệ hộ nghèo bình quân 5%/năm, ưu tiên xã khu vực III." in found.source
    assert rows(found)[:3] == ROWS


def test_pdf_cells_merged_and_broken_over_lines():
    stub = "Xã đặc biệt khó khăn theo quyết định"
    assert rows(extract(FILES / "plan.pdf"))[3:] == [
        f"| {stub} | Chỉ tiêu |  |",
        f"| {stub} | Na Ư | 7,5 |",
        f"| {stub} | Pa Thơm và các bản giáp biên giới của huyện Điện Biên | 12 |",
    ]


def test_letters_apart_from_their_accents_read_as_one(read):
    from documents.intake import parse

    text = "KẾ HOẠCH\n\nI. Mục đích\n\n1. Giảm tỷ lệ hộ nghèo ở huyện Điện Biên.\n"
    apart = normalize("NFD", text)
    right, found = parse(text, "x"), parse(apart, "x")
    assert found.reading.source == apart
    assert found.reading.text == right.reading.text
    assert [p.text for p in found.provisions] == [p.text for p in right.provisions]
    assert not found.damaged
    for provision in found.provisions:
        assert " ".join(normalize("NFC", apart[slice(*provision.span)]).split()) == provision.text


def test_workbook_as_tables(read):
    from datetime import datetime

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Biểu 1"
    sheet["B2"] = "Kết quả giảm nghèo"
    for row in (["Xã", "Tỷ lệ", "Ngày"], ["Na Ư", 7.5, datetime(2017, 9, 26)], ["Pa Thơm", 12, None]):
        sheet.append([None, *row])
    workbook.create_sheet("Ẩn").sheet_state = "hidden"
    workbook["Ẩn"]["A1"] = "không hiện"
    found = read(saved(workbook))
    assert found.source == (
        "Biểu 1\n\nKết quả giảm nghèo\n\n| Xã | Tỷ lệ | Ngày |\n| Na Ư | 7,5 | 26/9/2017 |\n| Pa Thơm | 12 |  |"
    )
    assert rows(found)[1] == "| Na Ư | 7,5 | 26/9/2017 |"


def test_a_workbook_with_one_cell_in_its_last_corner(read):
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "Hết"
    found = read(saved(workbook))
    assert found.source == "Sheet\n\n| Hết |"


def test_progress_counts_pages(tmp_path):
    seen = []
    extract(FILES / "plan.pdf", lambda path, done, total: seen.append((path.name, done, total)))
    assert seen == [("plan.pdf", 1, 1)]


def test_layout_is_kept_beside_the_source():
    found = extract(FILES / "tcvn3.doc")
    assert Extract.from_layout(found.source, found.layout()) == found
    assert all(isinstance(row, Span) for row in found.rows)


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rỗng"),
        (b" \n\t ", "rỗng"),
        (b"...", "Không tìm thấy chữ"),
        (bytes(range(256)) * 40, "không phải loại tệp"),
        (b"MZ\x90\0" + b"\0" * 4000, "không phải loại tệp"),
        (zipped(a="b"), "giải nén"),
        (b"Rar!\x1a\x07", "giải nén"),
        (b"PK\x03\x04" + b"x" * 50, "hỏng"),
        (b"%PDF-1.7\nnothing", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "hỏng"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "hỏng"),
        (zipped(**{"word/document.xml": "<w:document"}), "hỏng"),
        (zipped(**{"xl/workbook.xml": "<workbook/>"}), "hỏng"),
        (zipped(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a"}), "hỏng"),
        (rb"{\rtf1 {{{{{ abc", "hỏng"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_sentence(read, data, says):
    with pytest.raises(DocumentError) as caught:
        read(data, "tệp.pdf")
    message = str(caught.value)
    assert says in message
    assert "tệp.pdf" in message
    assert "\n" not in message


def test_truncated_files(read, tmp_path):
    for path in (FILES / "plan.pdf", FILES / "tcvn3.doc"):
        with pytest.raises(DocumentError, match="hỏng"):
            read(path.read_bytes()[: path.stat().st_size // 3])
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    with pytest.raises(DocumentError, match="hỏng"):
        read(saved(document)[:-2000])


def test_a_name_is_only_a_name(tmp_path):
    path = tmp_path / "dir" / ".." / "x\nÁ"
    (tmp_path / "dir").mkdir()
    path.write_bytes(b"")
    with pytest.raises(DocumentError, match=r"^“x\?Á” là tệp rỗng"):
        extract(path)
