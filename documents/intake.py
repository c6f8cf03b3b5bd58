"""From a file to a plan, without keeping it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from documents.errors import DocumentError
from documents.extract import Extract
from documents.identifiers import identify
from documents.plan import Plan
from documents.reading import Reading, Span, Token
from documents.storage import digest

_NAME = 80
LARGEST_FILE = 200 << 20
"""Bytes; no office file comes near it."""

Progress = Callable[[Path, int, int], None]
"""Told of a file how many pages are done, of how many."""

Reader = Callable[[Path, Progress | None], tuple[Extract, Plan]]
"""Reads a file."""


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those within the folders named."""
    for path in paths:
        if path.is_dir():
            yield from (found for found in sorted(path.rglob("*")) if found.is_file() and found.name[0] != ".")
        else:
            yield path


def original_bytes(path: Path) -> bytes:
    """The bytes of a file that is to be read; raises `DocumentError` where it cannot be."""
    name = shown_name(path)
    try:
        if not path.exists():
            raise DocumentError(f"Không tìm thấy tệp {name}: hãy kiểm tra lại đường dẫn.")
        if not path.is_file():
            raise DocumentError(f"{name} không phải là một tệp: hãy chọn tệp văn bản.")
        if path.stat().st_size > LARGEST_FILE:
            raise DocumentError(f"{name} lớn hơn {LARGEST_FILE >> 20} MB: hãy tách thành các tệp nhỏ hơn.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise DocumentError(f"Không mở được {name}: hãy kiểm tra đường dẫn và quyền đọc tệp.") from error


def shown_name(path: Path) -> str:
    """The name of a file as it may stand in a message: short, one line."""
    name = "".join(letter if letter.isprintable() else "?" for letter in path.name) or str(path)
    return f"“{name if len(name) <= _NAME else name[:_NAME] + '…'}”"


def read_file(path: Path, progress: Progress | None = None) -> tuple[Extract, Plan]:
    """What is in a file, read in this process: for a file that is not trusted use `documents.sandbox`.

    Raises `DocumentError` with the reason when it cannot be read.
    """
    from documents.readers import extract

    extracted = extract(path, progress)
    plan = parse(extracted.source, "", extracted)
    return extracted, rename(plan, identify(plan, digest(extracted.source.encode())))


def parse(source: str, plan_id: str, extract: Extract | None = None, reviewed: Path | None = None) -> Plan:
    """The plan that a source text holds, in its reviewed reading or else with its damaged places restored."""
    from documents.read import read_text

    return read_text(source, plan_id, _reading(source, extract, reviewed))


def rename(plan: Plan, plan_id: str) -> Plan:
    """The same plan under another id."""
    provisions = tuple(replace(provision, plan=plan_id) for provision in plan.provisions)
    return replace(plan, id=plan_id, provisions=provisions)


def _reading(source: str, extract: Extract | None, reviewed: Path | None) -> Reading:
    if reviewed:
        from documents.reviewed import load_reviewed

        return load_reviewed(source, reviewed)
    from documents.restoration import restore

    reading = restore(source)
    return doubt(reading, extract) if extract and extract.scanned else reading


def doubt(reading: Reading, extract: Extract) -> Reading:
    """The reading with the words that OCR was not sure of marked, where restoration left them as they were."""
    unsure = [
        Token(Span(word.start, word.end), reading.source[word.start : word.end], word.confidence)
        for word in extract.words
    ]
    kept = list(reading.changes)
    starts = [token.span for token in kept]
    merged: list[Token] = []
    position = 0
    for token in unsure:
        while position < len(starts) and starts[position].end <= token.span.start:
            position += 1
        free = position == len(starts) or starts[position].start >= token.span.end
        if token.doubtful and free:
            merged.append(token)
    return Reading(reading.source, tuple(sorted([*kept, *merged], key=lambda token: token.span)))
