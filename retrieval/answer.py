"""What is said in reply to a question: data that every face renders and none composes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from documents.plan import Citation


class Outcome(StrEnum):
    """How a question ended."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    NOT_STATED = "not_stated"
    DELEGATED = "delegated"
    NOT_IN_CORPUS = "not_in_corpus"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, with the places that say it."""

    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Statements under one heading (a plan, a kind of unit); "" for none."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison: one column a plan, the first column naming the row."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A tap that asks a further question."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The short answer first, then the clauses, then what to watch.

    `options` are choices that a question back offers, `suggestions` what people ask next.
    """

    outcome: Outcome
    short: Statement
    blocks: tuple[Block, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    suggestions: tuple[Option, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """Every statement, in the order it is shown."""
        yield self.short
        for block in self.blocks:
            yield from block.statements

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place cited, once, in the order it is shown."""
        return tuple(dict.fromkeys(c for statement in self.statements() for c in statement.citations))
