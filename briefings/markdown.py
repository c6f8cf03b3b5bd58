"""A briefing as Markdown, its clauses as footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.memory import comment
from briefings.model import Briefing, Chart, Exercise, Grid, Points
from briefings.words import ANSWERS, NOTES, SOURCES, byline, key, letter, note, source_line, task
from documents.plan import Citation
from retrieval.answer import Statement


def write_markdown(briefing: Briefing) -> bytes:
    """The briefing as a UTF-8 Markdown file."""
    return ("\n".join(_lines(briefing)) + "\n").encode()


def _lines(briefing: Briefing) -> Iterator[str]:
    numbers = {citation: number for number, citation in enumerate(briefing.citations, 1)}
    yield f"# {briefing.title}"
    yield f"\n{byline(briefing)}"
    asked = 0
    for section in briefing.sections:
        yield f"\n## {section.heading}\n"
        for piece in section.pieces:
            match piece:
                case Points(points, title):
                    if title:
                        yield f"\n### {title}\n"
                    yield from (f"- {_marked(point.statement, numbers)}" for point in points)
                case Grid():
                    yield from _table(piece, numbers)
                case Chart():
                    yield f"\n**{piece.title}.** {_marked(Statement(piece.alt, piece.citations), numbers)}\n"
                case Exercise():
                    asked += 1
                    yield f"\n**{task(piece, asked)}** {piece.question}\n"
                    yield from (f"- {letter(place)}. {choice}" for place, choice in enumerate(piece.choices))
    if briefing.notes:
        yield f"\n## {NOTES}\n"
        yield from (f"- {_marked(statement, numbers)}" for statement in briefing.notes)
    if briefing.exercises:
        yield f"\n## {ANSWERS}\n"
        for number, exercise in enumerate(briefing.exercises, 1):
            yield f"- **{key(exercise, number)}** {_marked(exercise.why, numbers)}"
            yield from (f"  - {line}" for line in exercise.solution)
    yield f"\n## {SOURCES}\n"
    yield from (f"- {source_line(source)}" for source in briefing.sources)
    yield ""
    yield from (f"[^{number}]: {note(citation)}" for citation, number in numbers.items())
    yield ""
    yield comment(briefing)


def _marked(statement: Statement, numbers: dict[Citation, int]) -> str:
    marks = "".join(f"[^{numbers[citation]}]" for citation in dict.fromkeys(statement.citations))
    return f"{statement.text}{marks}"


def _table(grid: Grid, numbers: dict[Citation, int]) -> Iterator[str]:
    yield f"\n**{grid.caption}**\n"
    yield "| " + " | ".join(grid.header) + " |"
    yield "|" + " --- |" * len(grid.header)
    for row in grid.rows:
        yield "| " + " | ".join(_marked(cell, numbers).replace("|", "\\|") for cell in row) + " |"
    yield ""
