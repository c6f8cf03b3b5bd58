import io
import os
import subprocess
import sys
import textwrap
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from documents.errors import DocumentError
from documents.library import Library, Outcome
from documents.sandbox import Limits, Sandbox, SandboxError

FILES = Path(__file__).parent / "files"
ROOT = Path(__file__).parents[2]
SHORT = Limits(seconds=20, processor=4, memory=1 << 30)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(SHORT) as sandbox:
        yield sandbox


@pytest.fixture
def refused(tmp_path, sandbox):
    """Read bytes in the sandbox and give the sentence that refuses them; the sandbox goes on reading after."""

    def refused(data: bytes, name: str = "tep.pdf") -> str:
        path = tmp_path / name
        path.write_bytes(data)
        started = time.perf_counter()
        with pytest.raises(DocumentError) as caught:
            sandbox.read(path)
        assert time.perf_counter() - started < 30
        message = str(caught.value)
        assert "\n" not in message
        assert message.endswith(".")
        extract, _ = sandbox.read(FILES / "plan.pdf")
        assert "khu vực III" in extract.source
        return message

    return refused


def pdf(pages: int, content: bytes = b"", extra: str = "", trailer: str = "", filtered: str = "") -> bytes:
    """A PDF of that many pages that share one content stream."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{n} 0 R' for n in range(5, 5 + pages))}] >>".encode(),
        f"<< /Length {len(content)} {filtered} >>\nstream\n".encode() + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
            b" /Resources << /Font << /F1 4 0 R >> >> >>"
        ]
        * pages,
        *([extra.encode()] if extra else []),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010} 00000 n \n".encode() for place in places))
    out.write(f"trailer << /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


TEXT = b"BT /F1 12 Tf 72 720 Td (Ke hoach giam ngheo ben vung nam 2021) Tj ET"


def test_a_good_file_comes_through_whole(tmp_path, sandbox):
    path = tmp_path / "kế hoạch.pdf"
    path.write_bytes(pdf(3, TEXT))
    seen = []
    extract, plan = sandbox.read(path, lambda path, done, total: seen.append((done, total)))
    assert extract.source.split("\n\n") == ["Ke hoach giam ngheo ben vung nam 2021"] * 3
    assert [extract.source[page : page + 8] for page in extract.pages] == ["Ke hoach"] * 3
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert plan.reading.source == extract.source


def test_a_pdf_with_a_password(refused):
    key = "<" + "ab" * 32 + ">"
    locked = pdf(
        1,
        TEXT,
        extra=f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O {key} /U {key} >>",
        trailer="/Encrypt 6 0 R /ID [<aa><aa>]",
    )
    assert "mật khẩu" in refused(locked)


def test_a_truncated_pdf(refused):
    assert "hỏng" in refused((FILES / "plan.pdf").read_bytes()[:6000])


def test_a_pdf_of_20000_pages(refused):
    assert "20.000 trang" in refused(pdf(20_000, TEXT))


def test_a_pdf_that_inflates(refused):
    packer = zlib.compressobj(9)
    drawing = b"0 0 m 1 1 l S " * 70_000
    packed = b"".join(packer.compress(drawing) for _ in range(500)) + packer.flush()
    data = pdf(1, packed, filtered="/Filter /FlateDecode")
    assert len(data) < 2_500_000
    assert "đã dừng" in refused(data)


def office(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


ZIPS = {
    "docx": ("word/document.xml", {}),
    "xlsx": ("xl/workbook.xml", {}),
    "odt": ("content.xml", {"mimetype": b"application/vnd.oasis.opendocument.text"}),
}


@pytest.mark.parametrize("form", ZIPS)
def test_a_zip_bomb(refused, form):
    part, others = ZIPS[form]
    data = office(**others, **{part: b"<a>" + b" " * (400 << 20) + b"</a>"})
    assert len(data) < 500_000
    assert "phình ra quá lớn" in refused(data, f"a.{form}")


@pytest.mark.parametrize("form", ZIPS)
def test_a_zip_that_lies_about_its_size(refused, form):
    """The directory says 1 byte, the part holds 400 MB."""
    part, others = ZIPS[form]
    data = office(**others, **{part: b" " * (400 << 20)})
    size = (400 << 20).to_bytes(4, "little")
    assert data.count(size) >= 1
    assert refused(data.replace(size, (1).to_bytes(4, "little")), f"a.{form}")


@pytest.mark.parametrize("form", ZIPS)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_an_xml_entity_bomb(refused, form, charset):
    part, others = ZIPS[form]
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e11;</a>'
    assert "XML không an toàn" in refused(office(**others, **{part: bomb.encode(charset)}), f"a.{form}")


def test_html_of_entities_and_depth(refused, tmp_path, sandbox):
    path = tmp_path / "sau.html"
    path.write_bytes(b"<!DOCTYPE html>" + b"<div>" * 100_000 + "Kế hoạch".encode() + b"</div>" * 100_000)
    try:
        extract, _ = sandbox.read(path)
    except DocumentError as error:
        assert "“sau.html”" in str(error)  # noqa: PT017
    else:
        assert extract.source == "Kế hoạch"


def test_rtf_without_end(refused):
    assert refused(b"{\\rtf1 " + b"{\\b " * 200_000 + b"abc", "a.rtf")


def test_a_workbook_that_needs_too_much(refused):
    """Each of many rows says that its last cell is in the last column."""
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_000))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    data = io.BytesIO()
    import openpyxl

    openpyxl.Workbook().save(data)
    out = io.BytesIO()
    with zipfile.ZipFile(data) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in book.namelist():
            content = book.read(name)
            bomb.writestr(name, sheet + rows + b"</sheetData></worksheet>" if "sheet1" in name else content)
    assert "đã dừng" in refused(out.getvalue(), "a.xlsx")


def test_an_image_that_is_far_too_large(refused):
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert "phình ra quá lớn" in refused(out.getvalue(), "a.png")


def test_a_device_or_pipe_is_no_file(tmp_path, sandbox):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "none", Path("/dev/zero")):
        with pytest.raises(DocumentError):
            sandbox.read(path)


def test_no_page_in_time_ends_the_reading(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(1, TEXT))
    with Sandbox(Limits(seconds=0.001)) as impatient, pytest.raises(SandboxError, match="quá nhiều thời gian"):
        impatient.read(path)


def test_a_batch_with_bad_files_takes_in_the_good(tmp_path):
    names = {"a.pdf": pdf(1, TEXT), "b.pdf": pdf(20_000, TEXT), "c.docx": b"", "d.txt": "Kế hoạch số 1".encode()}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    library = Library.open(tmp_path / "data")
    reports = library.ingest(tmp_path / name for name in names)
    assert [report.outcome for report in reports] == [Outcome.ADDED, Outcome.FAILED, Outcome.FAILED, Outcome.ADDED]


def test_the_reading_process_sees_no_secrets(monkeypatch):
    monkeypatch.setenv("PLANBOT_TELEGRAM_TOKEN", "secret")
    with Sandbox() as sandbox:
        sandbox.read(FILES / "plan.pdf")
        environment = Path(f"/proc/{sandbox._process._popen.pid}/environ")
        if environment.is_file():
            assert b"secret" not in environment.read_bytes()


def test_ctrl_c_leaves_nothing_half_in_and_no_process(tmp_path):
    """A real SIGINT while a long file is read."""
    import signal

    for name in ("1.pdf", "2.pdf"):
        (tmp_path / name).write_bytes(pdf(1 if name == "1.pdf" else 2900, TEXT))
    script = textwrap.dedent("""
        import signal
        import sys
        import time
        from pathlib import Path
        from documents.library import Library
        signal.signal(signal.SIGINT, signal.default_int_handler)  # where the tests run in the background it is ignored
        def progress(path, done, total):
            if path.name == "2.pdf":
                print("reading", flush=True)
                time.sleep(60)
        try:
            Library.open(Path(sys.argv[1])).ingest(map(Path, sys.argv[2:]), progress)
        except KeyboardInterrupt:
            print("broken off")
    """)
    process = subprocess.Popen(
        [sys.executable, "-c", script, tmp_path / "data", tmp_path / "1.pdf", tmp_path / "2.pdf"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "reading\n"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    readers = children.read_text().split() if children.exists() else []
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=30)
    assert rest.endswith("broken off\n")
    assert not [reader for reader in readers if Path("/proc", reader).exists()]
    library = Library.open(tmp_path / "data")
    assert sum("Ke hoach giam" in library.plans[plan_id].reading.source for plan_id in library.plans) == 1
    assert len(library.plans) == 6
