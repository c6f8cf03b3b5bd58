"""An answer as plain text, the way every face without markup shows it."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.answer import Answer, Block, Table


def plain_text(answer: Answer) -> str:
    """The short answer, the clauses under their plans, a table if there is one, what to watch, choices."""
    parts = [answer.short.text]
    if answer.table:
        parts.append("\n".join(_rows(answer.table)))
    parts += ["\n".join(_block(block)) for block in answer.blocks]
    if answer.notes:
        parts.append("\n".join(["Lưu ý:", *(f"- {note}" for note in answer.notes)]))
    if answer.options:
        parts.append("\n".join(f"→ {option.label}" for option in answer.options))
    return "\n\n".join(part for part in parts if part)


def _block(block: Block) -> Iterator[str]:
    if block.heading:
        yield f"{block.heading}:"
    for statement in block.statements:
        yield f"• {statement.text}"


def _rows(table: Table) -> Iterator[str]:
    """Row by row, each cell under the name of its column: a phone shows no wide table."""
    for row in table.rows:
        yield row[0]
        for name, cell in zip(table.header[1:], row[1:], strict=True):
            yield f"  {name}: {cell}"
