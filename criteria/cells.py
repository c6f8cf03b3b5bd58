"""Cells of a table as values: what a spreadsheet stores turned back into what a person meant."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from criteria.errors import WorkbookError

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 80
MAX_SECONDS = 60
MAX_MEMORY = 1 << 30

_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")

Value = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number and its values by column."""

    number: int
    values: tuple[Value, ...]

    def address(self, column: int) -> str:
        """The address of a cell, as a spreadsheet shows it ("C7")."""
        letters = ""
        place = column + 1
        while place:
            place, rest = divmod(place - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.number}"


@dataclass(frozen=True)
class Table:
    """The rows of a file, and the mark its template left (plan and kind of unit), or None."""

    rows: tuple[Row, ...]
    mark: str | None = None


def read_table(path: Path) -> Table:
    """The rows of a workbook's first sheet, or of a CSV, JSON or JSON Lines file, within caps on bytes, rows, columns.

    A workbook is read row by row in a process of its own with limits on time and memory. A cell in percent format
    gives the percent a person sees (9.35 for a stored 0.0935). WorkbookError says what cannot be read.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise WorkbookError(f"Không mở được tệp {path.name}: kiểm tra lại tên tệp và quyền đọc.") from error
    if size > MAX_BYTES:
        raise WorkbookError(f"Tệp {path.name} quá lớn ({size // 1_000_000} MB); tối đa {MAX_BYTES // 1_000_000} MB.")
    ending = path.suffix.lower()
    if ending == ".xlsx":
        table = _read_apart(path)
    elif ending == ".csv":
        table = Table(tuple(_csv_rows(path)))
    elif ending in {".json", ".jsonl"}:
        table = Table(tuple(_json_rows(path)))
    else:
        raise WorkbookError(f"Không đọc được tệp {path.name}; hãy dùng .xlsx, .csv, .json hoặc .jsonl.")
    if table.rows and table.rows[-1].number > MAX_ROWS:
        raise WorkbookError(f"Bảng có dữ liệu ở dòng {table.rows[-1].number}; tối đa {MAX_ROWS}. Hãy chia nhỏ tệp.")
    return table


def _read_apart(path: Path) -> Table:
    """Read a workbook in a process that may be slow, large or broken without harm to this one."""
    _check_unpacked(path)
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); "]
    command[-1] += "from criteria.cells import main; main(sys.argv[1])"
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and module)
            [*command, str(path.absolute())], capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WorkbookError(f"Đọc tệp {path.name} quá lâu; hãy xóa các sheet và ô thừa rồi lưu lại.") from error
    if done.returncode:
        raise WorkbookError(f"Tệp {path.name} không phải là tệp Excel .xlsx đọc được; hãy mở và lưu lại dạng .xlsx.")
    lines = done.stdout.decode("utf-8").splitlines()
    rows = (json.loads(line) for line in lines[1:])
    return Table(tuple(Row(number, tuple(map(_unpacked, values))) for number, values in rows), json.loads(lines[0]))


def _packed(value: Value) -> object:
    return [str(value)] if isinstance(value, Decimal) else value


def _unpacked(value: object) -> Value:
    return Decimal(value[0]) if isinstance(value, list) else _plain(value)


def main(path: str) -> None:
    """Write a workbook's mark and rows on standard output, one JSON value a line, under limits of its own."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    out = [json.dumps(book.properties.keywords)]
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS):
        number = next((cell.row for cell in cells if cell.value is not None), None)
        if number:
            values = [
                _packed(_cell_value(cell.value, cell.number_format)) if cell.value is not None else None
                for cell in cells
            ]
            out.append(json.dumps([number, values], ensure_ascii=False))
    sys.stdout.buffer.write("\n".join(out).encode("utf-8"))


def _check_unpacked(path: Path) -> None:
    """Refuse an archive that would unpack to more than a table ever is."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise WorkbookError(
            f"Tệp {path.name} không phải là tệp Excel .xlsx đọc được; hãy mở và lưu lại dạng .xlsx."
        ) from error
    if unpacked > MAX_UNPACKED:
        raise WorkbookError(f"Tệp {path.name} giải nén quá lớn; hãy xóa các sheet và ô thừa rồi lưu lại.")


def _cell_value(value: object, number_format: str | None) -> Value:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if number_format and "%" in number_format:
            return f"{_shortened(number * 100):f}%"
        return _shortened(number) if isinstance(value, float) else value
    if isinstance(value, date):
        return f"ngày {value.day}/{value.month}/{value.year}"
    return str(value)


def _shortened(number: Decimal) -> Decimal:
    """A stored binary number by the digits a spreadsheet keeps: 6.999999999999999 is 7."""
    if not number or not number.is_finite():
        return number
    places = max(0, 14 - number.adjusted())
    return number.quantize(Decimal(1).scaleb(-places)).normalize()


def _csv_rows(path: Path) -> Iterator[Row]:
    text = _decoded(path)
    head = text.partition("\n")[0]
    separator = max(";\t,", key=head.count)
    for number, values in enumerate(csv.reader(text.splitlines(), delimiter=separator), 1):
        if any(value.strip() for value in values):
            yield Row(number, tuple(value.strip() or None for value in values[:MAX_COLUMNS]))


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbookError(f"Tệp {path.name} không phải là UTF-8; hãy lưu lại dạng “CSV UTF-8”.") from error


def _json_rows(path: Path) -> Iterator[Row]:
    """Flat objects as a table whose head is their keys."""
    text = _decoded(path)
    try:
        if path.suffix.lower() == ".jsonl":
            items = [json.loads(line, parse_float=Decimal) for line in text.splitlines() if line.strip()]
        else:
            items = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise WorkbookError(f"Tệp {path.name} không phải là JSON đúng.") from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise WorkbookError(f"Tệp {path.name} phải là danh sách các đối tượng, mỗi đối tượng một đơn vị.")
    names = list(dict.fromkeys(name for item in items for name in item))[:MAX_COLUMNS]
    yield Row(1, tuple(names))
    for number, item in enumerate(items, 2):
        yield Row(number, tuple(_plain(item.get(name)) for name in names))


def _plain(value: object) -> Value:
    return value if isinstance(value, str | int | Decimal | bool) or value is None else str(value)


def safe(value: object) -> object:
    """A value that a spreadsheet shows and never computes: text like a formula is led by an apostrophe."""
    if (
        isinstance(value, str)
        and re.match(r"\s*[=+\-@\t\r]", value)
        and not re.fullmatch(r"[+-]?\d+([.,]\d+)?%?", value)
    ):
        return f"'{value}"
    return value


def safe_rows(rows: Iterable[Iterable[object]]) -> Iterator[list[object]]:
    """Rows whose every text is safe."""
    for row in rows:
        yield [safe(value) for value in row]
