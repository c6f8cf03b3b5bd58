"""A plan as the project holds it: what it is, what it refers to, and its provisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from documents.names.designation import kind_of
from documents.reading import Reading, Span


class Level(StrEnum):
    """The level of the office that issued a plan."""

    CENTRAL = "trung_uong"
    PROVINCE = "tinh"
    DEPARTMENT = "so"
    DISTRICT = "huyen"
    COMMUNE = "xa"


class Kind(StrEnum):
    """What part of a document a provision is."""

    HEADER = "header"
    TITLE = "title"
    BASIS = "basis"
    PREAMBLE = "preamble"
    SECTION = "section"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ROW = "row"
    CLOSING = "closing"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"


class Relation(StrEnum):
    """What one document is to another that it names."""

    BASIS = "basis"
    DELEGATES = "delegates"
    REPLACES = "replaces"
    AMENDS = "amends"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document that a plan names.

    `number` as written by a careful hand ("1258/QĐ-TTg"), `subject` what is said to stand there
    (for a delegation: what is handed over), `span` where it is named in the source.
    """

    relation: Relation
    number: str | None
    issued: date | None
    issuer: str | None
    subject: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Provision:
    """The smallest citable piece of a plan: one heading, item, paragraph or table row.

    `path` is how a person cites it ("III.1.2, gạch 5, + thứ 2"); `label` its own mark ("1.2", "a", "-", "+", "");
    `text` what it says itself, without what stands under it, white space collapsed; `span` its place in the
    source and `place` its place in the reading; `parent` the position of the provision it stands under in
    `Plan.provisions`; `heading` the headings above it, outermost first, joined by " › ".
    """

    plan: str
    path: str
    kind: Kind
    label: str
    text: str
    span: Span
    place: Span
    parent: int | None
    heading: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a plan, with the words a person is shown for it.

    `doubtful` holds the words of the quote whose reading should be checked against the original.
    """

    plan: str
    number: str | None
    issuer: str
    path: str
    quote: str
    span: Span
    doubtful: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The form of the command line's contract."""
        return {
            "plan": self.plan,
            "number": self.number,
            "issuer": self.issuer,
            "path": self.path,
            "quote": self.quote,
            "span": list(self.span),
        }


@dataclass(frozen=True)
class Plan:
    """A document of the library. What it does not say of itself is None, never guessed.

    `place` is the locality it is for ("Tuyên Quang", "Lệ Thủy"); `period` its first and last year;
    `provisions` stand in the order of the source.
    """

    id: str
    title: str
    number: str | None
    issuer: str
    level: Level | None
    place: str | None
    issued: date | None
    period: tuple[int, int] | None
    signer: str | None
    references: tuple[Reference, ...]
    damaged: bool
    reading: Reading = field(repr=False)
    provisions: tuple[Provision, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """The plan in a few words for a person: its number, or its issuer and period."""
        if self.number:
            return f"{kind_of(self.number)} {self.number}"
        years = f" {self.period[0]}-{self.period[1]}" if self.period else ""
        return f"Kế hoạch của {self.issuer}{years}"

    def covers(self, year: int) -> bool:
        """Whether a year lies in its period; none does where it has none."""
        return self.period is not None and self.period[0] <= year <= self.period[1]

    @cached_property
    def version(self) -> str:
        """Which text this is: the first 12 hexadecimal digits of the SHA-256 of the source."""
        return sha256(self.reading.source.encode()).hexdigest()[:12]

    @cached_property
    def tables(self) -> Mapping[int, int]:
        """For the position of each row that of the first of its table: rows in a run under one parent."""
        first: dict[int, int] = {}
        for at, provision in enumerate(self.provisions):
            if provision.kind is Kind.ROW:
                goes_on = at - 1 in first and self.provisions[at - 1].parent == provision.parent
                first[at] = first[at - 1] if goes_on else at
        return first

    def cite(self, provision: Provision, place: Span | None = None) -> Citation:
        """A citation of a provision, or of a place of the reading within it."""
        span = self.reading.in_source(place) if place else provision.span
        return Citation(
            plan=self.id,
            number=self.number,
            issuer=self.issuer,
            path=provision.path,
            quote=" ".join(self.reading.of(span).split()),
            span=span,
            doubtful=tuple(token.text for token in self.reading.doubts(span)),
        )

    def above(self, position: int) -> Iterator[int]:
        """The positions of the provisions that one stands under, the nearest first."""
        found = self.provisions[position].parent
        while found is not None:
            yield found
            found = self.provisions[found].parent

    def children(self, position: int) -> tuple[int, ...]:
        """The positions of the provisions that stand directly under one."""
        return tuple(i for i, provision in enumerate(self.provisions) if provision.parent == position)
