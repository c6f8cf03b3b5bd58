"""What keeps a file from being read, each in one sentence."""

from __future__ import annotations

from documents.errors import DocumentError


class UnreadableError(DocumentError):
    """The file cannot be read as what it is."""


EMPTY = "{name} là tệp rỗng: hãy kiểm tra lại tệp gốc."
UNKNOWN = (
    "{name} không phải loại tệp đọc được: hãy dùng PDF, Word (.doc, .docx), RTF, ODT, HTML, văn bản thuần, "
    "Excel (.xlsx) hoặc ảnh chụp."
)
OLD_WORKBOOK = "{name} là Excel đời cũ (.xls): hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi thử lại."
ARCHIVE = "{name} là tệp nén: hãy giải nén rồi nạp từng văn bản bên trong."
PASSWORD = "{name} có mật khẩu: hãy mở bằng mật khẩu, lưu một bản không đặt mật khẩu rồi thử lại."  # noqa: S105
DAMAGED = "{name} bị hỏng hoặc thiếu phần cuối: hãy tải hoặc sao chép lại tệp gốc rồi thử lại."
BOMB = "{name} phình ra quá lớn khi mở (có thể là tệp phá hoại) nên đã dừng: hãy xin lại tệp gốc."
ENTITIES = "{name} chứa định nghĩa XML không an toàn nên đã dừng: hãy mở bằng phần mềm gốc và lưu lại."
PAGES = "{name} có {count} trang, nhiều hơn {most} trang: hãy tách thành các tệp nhỏ hơn."
CELLS = "{name} có quá nhiều ô: hãy giữ lại những bảng cần dùng rồi thử lại."
NO_TEXT = "Không tìm thấy chữ nào trong {name}: hãy kiểm tra đó có phải văn bản không, hoặc chụp lại rõ hơn."
LONG = "{name} dài quá {most} triệu chữ: hãy tách thành các tệp nhỏ hơn."
NO_HEIC = "{name} là ảnh HEIC: hãy lưu lại thành JPEG hoặc PNG (hoặc cài gói pillow-heif) rồi thử lại."
