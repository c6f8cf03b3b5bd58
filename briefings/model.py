"""A briefing as data: sections of cited statements, tables, charts and exercises, and the sources they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from documents.plan import Citation
from retrieval.answer import Statement


class Audience(StrEnum):
    """Whom a briefing is for."""

    OFFICERS = "can_bo"
    HOUSEHOLDS = "ho_dan"
    CLASS = "tap_huan"


@dataclass(frozen=True, slots=True)
class Points:
    """Statements one under the other."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a heading for each column, and rows of cited cells; the first cell of a row names it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a chart: a name, and the value of each place on the axis (None where there is none)."""

    name: str
    values: tuple[float | None, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures to look at: `kind` is "bars" or "lines", `axis` names the places, `alt` says it in words."""

    title: str
    kind: str
    unit: str
    axis: tuple[str, ...]
    series: tuple[Line, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question for a class: choices (one right), the right one, and why, with its clause."""

    question: str
    choices: tuple[str, ...]
    right: int
    why: Statement
    hard: bool = False


Piece = Points | Grid | Chart | Exercise


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A plan a briefing was made from, in the version it had."""

    plan: str
    version: str
    name: str
    issuer: str
    issued: date | None
    period: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A document for a trainer. `notes` are what to watch: periods over, readings in doubt, what a plan hands on."""

    title: str
    topic: str
    audience: Audience
    sections: tuple[Section, ...]
    notes: tuple[Statement, ...]
    sources: tuple[Source, ...]
    made: date

    def statements(self) -> Iterator[Statement]:
        """Every cited statement, in the order it is shown."""
        for section in self.sections:
            for piece in section.pieces:
                match piece:
                    case Points(statements):
                        yield from statements
                    case Grid(rows=rows):
                        for row in rows:
                            yield from row
                    case Chart(series=series):
                        for line in series:
                            yield Statement(line.name, (line.citation,))
                    case Exercise(why=why):
                        yield why
        yield from self.notes

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place cited, once, numbered from 1 in this order in every format."""
        return tuple(dict.fromkeys(c for statement in self.statements() for c in statement.citations))
