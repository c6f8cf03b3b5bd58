"""From a file to a plan, without keeping it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import is_normalized, normalize

from documents.errors import DocumentError
from documents.extract import Extract, Word
from documents.names.identifiers import identify
from documents.plan import Plan
from documents.reading import Reading, Span, Token
from documents.storage import digest

_NAME = 80
_LETTER = re.compile(r"[^\W\d_][\u0300-\u036f]+|[^\x00-\u02ff\u0370-\u1dff]")
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
    return extracted, rename(plan, identify(plan, digest(extracted.source.encode()), path.stem))


def parse(source: str, plan_id: str, extract: Extract | None = None, reviewed: Path | None = None) -> Plan:
    """The plan that a source text holds, in its reviewed reading or else as `reading_of` reads it."""
    from documents.read import read_text

    if reviewed:
        from documents.repair.reviewed import load_reviewed

        return read_text(source, plan_id, load_reviewed(source, reviewed))
    return read_text(source, plan_id, reading_of(source, extract.words if extract else ()))


def rename(plan: Plan, plan_id: str) -> Plan:
    """The same plan under another id."""
    provisions = tuple(replace(provision, plan=plan_id) for provision in plan.provisions)
    return replace(plan, id=plan_id, provisions=provisions)


def reading_of(source: str, words: Sequence[Word] = ()) -> Reading:
    """How a text reads: its damaged lines restored, and what OCR read proofread; `words` are those of the OCR.

    Letters that are written apart from their accents read as one (NFC).
    """
    composed = _compose(source)
    reading = _restore(composed.text, words)
    if not composed.changes:
        return reading
    changes = [Token(composed.in_source(token.span), token.text, token.confidence) for token in reading.changes]
    covered = [token.span for token in changes]
    free = [token for token in composed.changes if not _meets(token.span, covered)]
    return Reading(source, tuple(sorted([*changes, *free], key=lambda token: token.span)))


def _compose(source: str) -> Reading:
    if is_normalized("NFC", source):
        return Reading(source)
    apart = (match for match in _LETTER.finditer(source) if not is_normalized("NFC", match[0]))
    return Reading(source, tuple(Token(Span(*match.span()), normalize("NFC", match[0])) for match in apart))


def _restore(source: str, words: Sequence[Word]) -> Reading:
    from documents.repair.restoration import restore

    reading = restore(source)
    if not words:
        return reading
    from documents.repair.proofreading import proofread

    restored = [token.span for token in reading.changes]
    free = [token for token in proofread(source, words) if not _meets(token.span, restored)]
    return Reading(source, tuple(sorted([*reading.changes, *free], key=lambda token: token.span)))


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span has letters in common with one of others that stand in order."""
    at = bisect_right(others, span.start, key=lambda other: other.end)
    return at < len(others) and others[at].start < span.end
