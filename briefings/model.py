"""A briefing as data: sections of cited statements, tables, charts and exercises, and the sources they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from documents.plan import Citation
from retrieval.answer import Statement


class Audience(StrEnum):
    """Whom a briefing is for."""

    OFFICERS = "can_bo"
    HOUSEHOLDS = "ho_dan"
    CLASS = "tap_huan"


class Level(StrEnum):
    """How hard an exercise is: a figure to remember, figures to tell apart, a case to work out."""

    EASY = "de"
    MEDIUM = "vua"
    HARD = "kho"


class Form(StrEnum):
    """What an exercise asks for."""

    CHOICE = "trac_nghiem"
    TRUE_FALSE = "dung_sai"
    CASE = "tinh_huong"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said. `brief` is the same in fewer words with every figure kept, "" where there is nothing shorter."""

    statement: Statement
    brief: str = ""

    @property
    def short(self) -> str:
        """The fewest words that say it all."""
        return self.brief or self.statement.text


@dataclass(frozen=True, slots=True)
class Points:
    """Points one under the other, under a heading of their own where there is one."""

    points: tuple[Point, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a heading for each column, and rows of cells; a cell without a citation is a label or was computed.

    `brief` holds the first cell of each row in fewer words, where it is long.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]
    brief: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a chart: its name, the value at each place of the axis (None for none), and where they stand."""

    name: str
    values: tuple[float | None, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures to look at: `kind` is "bars", "lines" or "timeline", `axis` names the places, `alt` says it in words."""

    title: str
    kind: str
    unit: str
    axis: tuple[str, ...]
    series: tuple[Line, ...]
    alt: str

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place cited, once."""
        return tuple(dict.fromkeys(c for line in self.series for c in line.citations))


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question for a class: choices (one right), the right one, and why, with its clause.

    `rule` is the criterion it asks about, in the rulebook of `plan`. A case has a `unit` and `given` in the form that
    the criteria engine takes, and `solution`, the engine's lines of arithmetic. `brief` is the reason in few words.
    """

    form: Form
    level: Level
    question: str
    choices: tuple[str, ...]
    right: int
    why: Statement
    plan: str
    rule: str
    brief: str = ""
    unit: Mapping[str, object] = field(default_factory=dict, hash=False)
    given: Mapping[str, object] = field(default_factory=dict, hash=False)
    solution: tuple[str, ...] = ()

    @property
    def explanation(self) -> str:
        """Why, in at most 200 characters, for a poll: the document and the place, and the rule where it fits."""
        source = self.why.citations[0]
        place = f"{source.number or source.issuer}, mục {source.path}"
        whole = f"{place}: {self.brief or self.why.text}"
        return whole if len(whole) <= EXPLANATION else place[:EXPLANATION]


EXPLANATION = 200
"""Characters of a poll's explanation, at the most."""

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
class Request:
    """What a briefing was asked to be; `plans` are ids chosen by hand, none for those the topic names."""

    topic: str
    audience: Audience
    plans: tuple[str, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A document for a trainer. `notes` are what to watch: periods over, readings in doubt, what a plan hands on."""

    title: str
    request: Request
    sections: tuple[Section, ...]
    notes: tuple[Statement, ...]
    sources: tuple[Source, ...]
    made: date

    def statements(self) -> Iterator[Statement]:
        """Every statement, in the order it is shown; the reasons of exercises stand after the notes."""
        for section in self.sections:
            for piece in section.pieces:
                match piece:
                    case Points(points):
                        yield from (point.statement for point in points)
                    case Grid(rows=rows):
                        for row in rows:
                            yield from row
                    case Chart(alt=alt):
                        yield Statement(alt, piece.citations)
                    case _:
                        pass
        yield from self.notes
        yield from (exercise.why for exercise in self.exercises)

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, numbered from 1 in this order in every format."""
        return tuple(p for section in self.sections for p in section.pieces if isinstance(p, Exercise))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place cited, once, numbered from 1 in this order in every format."""
        return tuple(dict.fromkeys(c for statement in self.statements() for c in statement.citations))
