"""An answer as Telegram shows it: HTML in messages no longer than Telegram takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape

from documents.plan import Citation
from retrieval.answer import Answer, Table

LIMIT = 4096
"""The length of a message, in UTF-16 code units after its markup is read, as Telegram counts."""


def length(html: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(plain(html).encode("utf-16-le")) // 2


def plain(html: str) -> str:
    """The text without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def messages(answer: Answer) -> list[str]:
    """The answer in HTML: short first, then a comparison, the clauses in expandable quotes, what to watch."""
    return pack(_parts(answer))


def _parts(answer: Answer) -> Iterator[str]:
    yield f"<b>{escape(answer.short.text)}</b>"
    numbers = {citation: number for number, citation in enumerate(answer.citations, 1)}
    if answer.table:
        yield from _rows(answer.table)
    for block in answer.blocks:
        if block.heading:
            yield f"<b>{escape(block.heading)}</b>"
        for statement in block.statements:
            marks = "".join(f" [{numbers[citation]}]" for citation in statement.citations)
            said = f"{escape(statement.text)}{marks}"
            yield f"<blockquote expandable>{said}</blockquote>" if statement.text.startswith("“") else f"• {said}"
    if answer.notes:
        yield "\n".join(f"<i>⚠️ {escape(note)}</i>" for note in answer.notes)
    yield from _sources(answer, numbers)


def _sources(answer: Answer, numbers: Mapping[Citation, int]) -> Iterator[str]:
    """Where each number points; with the words that stand there, unless they were quoted above."""
    quoted = _bare(" ".join(statement.text for statement in answer.statements()))
    lines = []
    for citation, number in numbers.items():
        if _bare(citation.quote) in quoted:
            lines.append(f"[{number}] {escape(reference(citation))}")
        else:
            lines.append(f"<blockquote expandable>[{number}] {escape(source(citation))}</blockquote>")
    if lines:
        yield "\n".join(["<b>Nguồn</b>", *lines])


def _bare(words: str) -> str:
    """Words without marks of emphasis, bullets and stops at the end, to see whether they were said already."""
    return " ".join(re.sub(r"[*_]", "", words).split()).strip(" -+.;,:/")


def _rows(table: Table) -> Iterator[str]:
    for name, *cells in table.rows:
        pairs = "\n".join(
            f"• {escape(head)}: {escape(cell)}" for head, cell in zip(table.header[1:], cells, strict=True)
        )
        yield f"<b>{escape(name)}</b>\n{pairs}"


def source(citation: Citation) -> str:
    """A citation in words: the document, where in it, and the quote."""
    return f"{reference(citation)}: “{citation.quote}”"


def reference(citation: Citation) -> str:
    """The document of a citation and where in it."""
    return f"{citation.number or citation.issuer}, {position(citation.path)}"


def position(path: str) -> str:
    """A path in words: “mục III.1”, but “nơi nhận”."""
    numbered = re.match(r"[IVXL]+\b|\d|[a-zđ]\)", path)
    return f"{'mục ' if numbered else ''}{path}"


def pack(parts: Iterable[str]) -> list[str]:
    """Join parts into messages, each within the limit, broken between parts where that is possible."""
    packed: list[str] = []
    for piece in (piece for part in parts for piece in _split(part)):
        if packed and length(packed[-1]) + 2 + length(piece) <= LIMIT:
            packed[-1] += "\n\n" + piece
        else:
            packed.append(piece)
    return packed


def _split(part: str) -> Sequence[str]:
    """A part in pieces within the limit; a piece of a longer part keeps its words and loses its markup."""
    if length(part) <= LIMIT:
        return [part]
    words, pieces = plain(part), []
    while length(escape(words)) > LIMIT:
        cut = LIMIT // 2
        cut = max(words.rfind(". ", 0, cut) + 1, words.rfind(" ", cut // 2, cut), 1)
        pieces.append(escape(words[:cut].strip()))
        words = words[cut:]
    return [*pieces, escape(words.strip())]
