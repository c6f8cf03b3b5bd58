"""Criteria as data: what a plan asks of whom, with the words that say so and the state of their review."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from criteria.predicates import (
    Affirmed,
    All,
    AnyOf,
    AtDate,
    Change,
    Count,
    EachYear,
    Elapsed,
    Judged,
    Leaf,
    MeanChange,
    Run,
    Test,
    TotalChange,
    leaves,
)
from criteria.terms import (
    Comparator,
    Condition,
    Kind,
    Measure,
    OwnTarget,
    Rate,
    Reading,
    Record,
    Sense,
    Threshold,
    UnitKind,
    Years,
    Zone,
)
from documents.names.designation import kind_of

__all__ = [
    "Affirmed",
    "All",
    "AnyOf",
    "AtDate",
    "Case",
    "Change",
    "Comparator",
    "Condition",
    "Count",
    "Criterion",
    "Due",
    "EachYear",
    "Elapsed",
    "Handover",
    "Judged",
    "Kind",
    "Leaf",
    "Limit",
    "MeanChange",
    "Measure",
    "OpenQuestion",
    "OtherReading",
    "OwnTarget",
    "Rate",
    "Reading",
    "Record",
    "Review",
    "Rulebook",
    "Run",
    "Sense",
    "Source",
    "State",
    "Subject",
    "Test",
    "Threshold",
    "TotalChange",
    "UnitKind",
    "Years",
    "Zone",
    "hash_of",
    "leaves",
]


class Subject(Record):
    """Whom a rule is for: kinds of unit (none: somebody who cannot be checked), zones of a commune (none: any).

    `when` is a condition on the unit's own figures ("có tỷ lệ hộ nghèo từ 40% trở lên"); `label` the text's words.
    """

    units: tuple[UnitKind, ...] = ()
    zones: tuple[Zone, ...] = ()
    when: Test | None = None
    label: str


class Source(Record):
    """Where a rule stands: path, span in the source, the words shown, and the hash of the words that stand there."""

    path: str
    span: tuple[int, int]
    quote: str = Field(min_length=1)
    hash: str = Field(pattern=r"^[0-9a-f]{16}$")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= self.span[0] < self.span[1]:
            raise ValueError(f"span {list(self.span)} không phải là một đoạn")
        return self

    def stands_in(self, source: str) -> bool:
        """Whether the words of the span are still those that were reviewed."""
        return self.span[1] <= len(source) and hash_of(source[self.span[0] : self.span[1]]) == self.hash


def hash_of(words: str) -> str:
    """The hash that pins the words of a source; white space does not count."""
    return sha256(" ".join(words.split()).encode()).hexdigest()[:16]


class State(StrEnum):
    """How far the review of a rule has come. Only what is approved judges anybody."""

    DRAFT = "draft"
    APPROVED = "approved"
    REJECTED = "rejected"


class Review(Record):
    """Who decided what, and when; `reason` says why a rule fell back to draft or was rejected."""

    state: State = State.DRAFT
    by: str | None = None
    on: date | None = None
    reason: str | None = None

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.state is not State.DRAFT and not (self.by and self.on):
            raise ValueError("duyệt hoặc bác phải ghi người (by) và ngày (on)")
        return self


class Limit(Record):
    """A quota: how many of whom."""

    of: str
    at_most: int | None = None
    at_least: int | None = None
    per: Literal["nam", "giai_doan"] = "nam"


class Due(Record):
    """A deadline: a day ("15/11") or a year, every year or once; `before` means the day itself is too late."""

    what: str
    before: str | None = Field(default=None, pattern=r"^\d{1,2}/\d{1,2}$")
    year: int | None = None
    every_year: bool = False


class Handover(Record):
    """A delegation: the document that holds the rules, and whether the criteria or only the forms of award."""

    document: str
    issued: date | None = None
    issuer: str | None = None
    covers: Literal["criteria", "award"] = "criteria"


class OtherReading(Record):
    """Another way to read the text, and why it is not the one used."""

    test: Test | None = None
    note: str


class Case(Record):
    """One line of a rule's truth table: figures, and the verdict they must get."""

    unit: dict[str, Any] = Field(default_factory=dict)
    given: dict[str, Any] = Field(default_factory=dict)
    verdict: str
    alt: dict[str, str] = Field(default_factory=dict)


class Criterion(Record):
    """One rule of a plan. `title` says in a few Vietnamese words what it asks.

    `one_of` is the path of the clause over it by which one of the rules under that clause is enough.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Kind
    title: str = Field(min_length=1)
    award: str | None = None
    subject: Subject
    test: Test | None = None
    one_of: str | None = None
    limits: tuple[Limit, ...] = ()
    due: Due | None = None
    handover: Handover | None = None
    other_readings: tuple[OtherReading, ...] = ()
    remarks: tuple[str, ...] = ()
    effective: tuple[date | None, date | None] | None = None
    source: Source
    review: Review = Review()
    cases: tuple[Case, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needs: dict[Kind, tuple[str, object]] = {
            Kind.ELIGIBILITY: ("test", self.test),
            Kind.QUALITATIVE: ("test", self.test),
            Kind.TARGET: ("test", self.test),
            Kind.QUOTA: ("limits", self.limits),
            Kind.DEADLINE: ("due", self.due),
            Kind.DELEGATION: ("handover", self.handover),
        }
        name, value = needs[self.kind]
        if not value:
            raise ValueError(f"tiêu chí loại {self.kind} phải có {name}")
        if self.kind is Kind.QUALITATIVE and not isinstance(self.test, Judged):
            raise ValueError("tiêu chí định tính phải có test dạng judged")
        return self

    @property
    def judges(self) -> bool:
        """Whether it may be held against anybody."""
        return self.review.state is State.APPROVED


class OpenQuestion(Record):
    """What the text leaves open: whether `general` rules bind a unit that a `special` rule binds too."""

    question: str
    general: tuple[str, ...] = Field(min_length=1)
    special: tuple[str, ...] = Field(min_length=1)


class Rulebook(Record):
    """All the rules of one plan, and enough of the plan to say whose they are.

    `names` are further ways to say the place; `effective` the first and last day the rules hold, where they differ
    from the plan's issue and the end of its period.
    """

    plan: str
    number: str | None = None
    issuer: str
    issued: date | None = None
    place: str | None = None
    names: tuple[str, ...] = ()
    level: Literal["trung_uong", "tinh", "so", "huyen", "xa"] | None = None
    period: Years | None = None
    effective: tuple[date | None, date | None] | None = None
    open_questions: tuple[OpenQuestion, ...] = ()
    criteria: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [criterion.id for criterion in self.criteria]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"mã tiêu chí bị lặp: {', '.join(twice)}")
        for question in self.open_questions:
            unknown = sorted({*question.general, *question.special} - set(ids))
            if unknown:
                raise ValueError(f"câu hỏi để ngỏ nhắc tiêu chí không có: {', '.join(unknown)}")
        return self

    @property
    def name(self) -> str:
        """The plan in a few words."""
        if self.number:
            return f"{kind_of(self.number)} {self.number}"
        years = f" {self.period[0]}-{self.period[1]}" if self.period else ""
        return f"Kế hoạch của {self.issuer}{years}"

    def in_force(self, criterion: Criterion) -> tuple[date | None, date | None]:
        """From when to when a rule holds: its own dates, else the plan's, else its issue to the end of its period."""
        known = criterion.effective or self.effective
        return known or (self.issued, date(self.period[1], 12, 31) if self.period else None)

    def criterion(self, name: str) -> Criterion:
        """The rule of an id; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == name:
                return criterion
        raise KeyError(name)
