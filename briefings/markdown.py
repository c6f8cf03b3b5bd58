"""A briefing as Markdown, its clauses as footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.model import Briefing, Chart, Exercise, Grid, Points
from briefings.words import AUDIENCES, letter, note, source_line
from documents.plan import Citation
from retrieval.answer import Statement


def write_markdown(briefing: Briefing) -> bytes:
    """The briefing as a UTF-8 Markdown file."""
    return ("\n".join(_lines(briefing)) + "\n").encode()


def _lines(briefing: Briefing) -> Iterator[str]:
    numbers = {citation: number for number, citation in enumerate(briefing.citations, 1)}
    yield f"# {briefing.title}"
    yield f"\nDành cho {AUDIENCES[briefing.audience]} · Soạn ngày {briefing.made:%d/%m/%Y}"
    keys: list[str] = []
    for section in briefing.sections:
        yield f"\n## {section.heading}\n"
        for piece in section.pieces:
            match piece:
                case Points(statements):
                    yield from (_point(statement, numbers) for statement in statements)
                case Grid():
                    yield from _table(piece, numbers)
                case Chart(alt=alt):
                    yield f"\n{alt}\n"
                case Exercise():
                    keys.append(f"{letter(piece.right)}. {_marked(piece.why, numbers)}")
                    yield f"\n**Câu {len(keys)}.** {piece.question}\n"
                    yield from (f"- {letter(i)}. {choice}" for i, choice in enumerate(piece.choices))
    yield "\n## Lưu ý khi sử dụng\n"
    yield from (_point(statement, numbers) for statement in briefing.notes)
    if keys:
        yield "\n## Đáp án\n"
        yield from (f"- Câu {number}: {key}" for number, key in enumerate(keys, 1))
    yield "\n## Các kế hoạch đã dùng\n"
    yield from (f"- {source_line(source)}" for source in briefing.sources)
    yield ""
    yield from (f"[^{number}]: {note(citation)}" for citation, number in numbers.items())


def _marked(statement: Statement, numbers: dict[Citation, int]) -> str:
    return statement.text + "".join(f"[^{numbers[citation]}]" for citation in dict.fromkeys(statement.citations))


def _point(statement: Statement, numbers: dict[Citation, int]) -> str:
    if statement.text.endswith(":") and not statement.citations:
        return f"\n### {statement.text.rstrip(':')}\n"
    return f"- {_marked(statement, numbers)}"


def _table(grid: Grid, numbers: dict[Citation, int]) -> Iterator[str]:
    yield f"\n**{grid.caption}**\n"
    yield "| " + " | ".join(grid.header) + " |"
    yield "|" + " --- |" * len(grid.header)
    for row in grid.rows:
        yield "| " + " | ".join(_marked(cell, numbers).replace("|", "\\|") for cell in row) + " |"
    yield ""
