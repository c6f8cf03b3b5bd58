"""Which format a briefing is written in, and putting the file in its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from briefings.docx import write_docx
from briefings.errors import BriefingError
from briefings.markdown import write_markdown
from briefings.memory import remember
from briefings.model import Briefing
from briefings.sheet import write_xlsx
from briefings.slides import write_pptx

PDF_SECONDS = 120
"""How long LibreOffice may take."""


def write(briefing: Briefing, path: Path, *, force: bool = False) -> None:
    """Write a briefing to a file whose ending names the format; whole or not at all. Raises BriefingError."""
    check_target(path, force=force)
    content = FORMATS[path.suffix.lower()](briefing)
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}", delete=False) as beside:
            beside.write(content)
        Path(beside.name).chmod(0o644)
        Path(beside.name).replace(path)
    except OSError as error:
        raise BriefingError(f"Không ghi được tệp {path}: kiểm tra quyền ghi và chỗ trống của ổ đĩa.") from error


def check_target(path: Path, *, force: bool = False) -> None:
    """Whether a briefing can be written to a file. Raises BriefingError with what to do where it cannot."""
    endings = ", ".join(FORMATS)
    if not path.suffix:
        raise BriefingError(f"Tên tệp «{path.name}» chưa có đuôi: thêm một trong {endings} để chọn dạng tài liệu.")
    if path.suffix.lower() not in FORMATS:
        raise BriefingError(f"Chưa soạn được tệp dạng «{path.suffix}»: dùng một trong {endings}.")
    if not path.parent.is_dir():
        raise BriefingError(f"Không có thư mục {path.parent}: tạo thư mục này trước, hoặc chọn nơi khác.")
    if path.is_dir():
        raise BriefingError(f"{path} là một thư mục: hãy nêu tên tệp trong đó, ví dụ {path / 'tai-lieu.docx'}.")
    if not os.access(path.parent, os.W_OK):
        raise BriefingError(f"Không có quyền ghi vào thư mục {path.parent}: chọn nơi khác.")
    if path.exists() and not force:
        raise BriefingError(f"Tệp {path.name} đã có: chọn tên khác, hoặc thêm --force để ghi đè.")


def write_pdf(briefing: Briefing) -> bytes:
    """The Word form as a PDF, by LibreOffice. Raises BriefingError where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise BriefingError("Cần LibreOffice để xuất PDF: cài gói libreoffice-writer, hoặc chọn .docx.")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "tai-lieu.docx")
        source.write_bytes(remember(briefing, write_docx(briefing)))
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        try:
            subprocess.run(  # noqa: S603 - our own command and file
                [*command, "--outdir", folder, source], check=True, capture_output=True, timeout=PDF_SECONDS
            )
            return source.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise BriefingError("LibreOffice không xuất được PDF: thử lại, hoặc chọn .docx.") from error


FORMATS: dict[str, Callable[[Briefing], bytes]] = {
    ".docx": lambda briefing: remember(briefing, write_docx(briefing)),
    ".pptx": lambda briefing: remember(briefing, write_pptx(briefing)),
    ".xlsx": lambda briefing: remember(briefing, write_xlsx(briefing)),
    ".md": write_markdown,
    ".pdf": write_pdf,
}
"""What each ending of a file's name stands for."""
