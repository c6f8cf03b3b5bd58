"""Criteria as data: what a plan asks of whom, with the words that say so and the state of their review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from criteria.exact import Exact


class Kind(StrEnum):
    """What a rule of a plan is for."""

    ELIGIBILITY = "eligibility"
    QUALITATIVE = "qualitative"
    TARGET = "target"
    QUOTA = "quota"
    DEADLINE = "deadline"
    DELEGATION = "delegation"


class UnitKind(StrEnum):
    """Who can be checked."""

    DISTRICT = "huyen"
    POOR_DISTRICT = "huyen_ngheo"
    COMMUNE = "xa"
    VILLAGE = "thon"
    OFFICE = "co_quan"
    POOR_HOUSEHOLD = "ho_ngheo"
    NEAR_POOR_HOUSEHOLD = "ho_can_ngheo"
    ESCAPED_HOUSEHOLD = "ho_moi_thoat_ngheo"
    OFFICER = "can_bo_giam_ngheo"
    ENTERPRISE = "doanh_nghiep"


class Zone(StrEnum):
    """The zone of a commune in mountain and minority areas."""

    III = "III"
    II = "II"
    I = "I"  # noqa: E741
    NONE = "khong"


class Measure(StrEnum):
    """What can be known of a unit. The first seven are given by year."""

    POVERTY_RATE = "poverty_rate"
    NEAR_POOR_RATE = "near_poor_rate"
    POOR_PLUS_NEAR_POOR_RATE = "poor_plus_near_poor_rate"
    YEARLY_REDUCTION = "yearly_reduction"
    ASSIGNED_COMMUNE_POVERTY_RATE = "assigned_commune_poverty_rate"
    POLICY_POOR_HOUSEHOLDS = "policy_poor_households"
    OWN_TARGET = "own_target_per_year"
    IS_POOR_DISTRICT = "is_poor_district"
    CULTURAL_RESIDENTIAL_AREA = "khu_dan_cu_van_hoa"
    CULTURAL_FAMILY = "gia_dinh_van_hoa"
    YEARS_SINCE_EXIT = "years_since_exit"
    LOANS_ON_TIME = "loans_on_time"
    COMMUNITY_AGREES = "community_agrees"
    HELPS_OTHER_POOR = "helps_other_poor"
    REGISTERED_TO_EXIT = "registered_to_exit"
    YEARS_WORKED = "years_worked"
    HELPED_COMMUNES = "helped_communes"


Rate = Literal[
    Measure.POVERTY_RATE,
    Measure.NEAR_POOR_RATE,
    Measure.POOR_PLUS_NEAR_POOR_RATE,
    Measure.ASSIGNED_COMMUNE_POVERTY_RATE,
]
Condition = Literal[
    Measure.IS_POOR_DISTRICT,
    Measure.CULTURAL_RESIDENTIAL_AREA,
    Measure.CULTURAL_FAMILY,
    Measure.LOANS_ON_TIME,
    Measure.COMMUNITY_AGREES,
    Measure.HELPS_OTHER_POOR,
    Measure.REGISTERED_TO_EXIT,
]
Years = tuple[int, int]


class Comparator(StrEnum):
    """How a figure is held against a threshold: "từ … trở lên" is >=, "trên" is >, "dưới" is <, "tối đa" is <=."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"


class Sense(StrEnum):
    """What the percent of a change means."""

    POINTS = "points"
    RELATIVE = "relative"


class Reading(StrEnum):
    """How a yearly reduction over several years is read."""

    EACH_YEAR = "each_year"
    AVERAGE = "average"


class OwnTarget(StrEnum):
    """The threshold "mục tiêu đề ra": what the unit itself set for a year."""

    OWN = "own_target"


Threshold = Exact | OwnTarget


class Record(BaseModel):
    """A piece of criteria data: strict, closed and unchanging."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class AtDate(Record):
    """A rate held against a threshold at the end of a year ("sau 5 năm": of the last year of the period).

    Without a year, the last year for which the unit has the rate.
    """

    form: Literal["at_date"] = "at_date"
    measure: Rate
    year: int | None = None
    comparator: Comparator
    threshold: Exact


class Change(Record):
    """A rate's yearly fall over a run of years.

    `years` are the first and last year of the period (the base is the year before the first); without them,
    the last `length` years known. A `length` shorter than the period is a run anywhere in it.
    """

    measure: Rate = Measure.POVERTY_RATE
    comparator: Comparator = Comparator.AT_LEAST
    threshold: Threshold
    sense: Sense = Sense.POINTS
    years: Years | None = None
    length: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _some_years(self) -> Self:
        if self.years is None and self.length is None:
            raise ValueError("cần ghi years (năm đầu, năm cuối) hoặc length (số năm)")
        if self.years and self.years[0] > self.years[1]:
            raise ValueError(f"năm đầu {self.years[0]} đứng sau năm cuối {self.years[1]}")
        return self


class EachYear(Change):
    """The fall in every single year ("từ 7%/năm trở lên trong 5 năm liên tục")."""

    form: Literal["each_year"] = "each_year"


class MeanChange(Change):
    """The mean yearly fall ("bình quân 5%/năm")."""

    form: Literal["mean_change"] = "mean_change"


class TotalChange(Change):
    """The fall from the base year to the last year together ("giảm ít nhất 60% so với đầu kỳ": relative)."""

    form: Literal["total_change"] = "total_change"


class Count(Record):
    """A number of households at the end of a year ("không còn hộ …": at most 0)."""

    form: Literal["count"] = "count"
    measure: Literal[Measure.POLICY_POOR_HOUSEHOLDS]
    year: int | None = None
    comparator: Comparator = Comparator.AT_MOST
    threshold: Exact


class Elapsed(Record):
    """Full years since something happened, and what starts the count again."""

    form: Literal["elapsed"] = "elapsed"
    measure: Literal[Measure.YEARS_SINCE_EXIT] = Measure.YEARS_SINCE_EXIT
    comparator: Comparator = Comparator.AT_LEAST
    threshold: Exact
    reset_by: str | None = None


class Run(Record):
    """Consecutive years of doing something ("3 năm liên tục trở lên trong giai đoạn 2016-2020")."""

    form: Literal["run"] = "run"
    measure: Literal[Measure.YEARS_WORKED, Measure.HELPED_COMMUNES] = Measure.YEARS_WORKED
    comparator: Comparator = Comparator.AT_LEAST
    threshold: Exact
    within: Years | None = None


class Affirmed(Record):
    """Something the unit answers yes or no to; `skip` is the answer that leaves nothing to judge."""

    form: Literal["affirmed"] = "affirmed"
    measure: Condition
    skip: Literal["khong_vay"] | None = None


class Judged(Record):
    """What people judge. `open` is the reason why even a full set of figures leaves it open."""

    form: Literal["judged"] = "judged"
    open: str | None = None


class All(Record):
    """Every one of its tests ("; trong đó …")."""

    form: Literal["all"] = "all"
    tests: tuple[Test, ...] = Field(min_length=1)


class AnyOf(Record):
    """At least one of its tests."""

    form: Literal["any"] = "any"
    tests: tuple[Test, ...] = Field(min_length=1)


Leaf = AtDate | EachYear | MeanChange | TotalChange | Count | Elapsed | Run | Affirmed | Judged
Test = Annotated[Leaf | All | AnyOf, Field(discriminator="form")]


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
    """One rule of a plan. `title` says in a few Vietnamese words what it asks."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    kind: Kind
    title: str = Field(min_length=1)
    award: str | None = None
    subject: Subject
    test: Test | None = None
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

    `names` are further ways to say the place; `numbers` of documents that lead here are taken from the rules.
    """

    plan: str
    number: str | None = None
    issuer: str
    issued: date | None = None
    place: str | None = None
    names: tuple[str, ...] = ()
    level: Literal["trung_uong", "tinh", "so", "huyen", "xa"] | None = None
    period: Years | None = None
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
            return f"Kế hoạch {self.number}"
        years = f" {self.period[0]}-{self.period[1]}" if self.period else ""
        return f"Kế hoạch của {self.issuer}{years}"

    def criterion(self, name: str) -> Criterion:
        """The rule of an id; KeyError when there is none."""
        for criterion in self.criteria:
            if criterion.id == name:
                return criterion
        raise KeyError(name)


def leaves(test: Test | None) -> Iterator[Leaf]:
    """The single tests of a tree, in order."""
    if isinstance(test, All | AnyOf):
        for part in test.tests:
            yield from leaves(part)
    elif test is not None:
        yield test


All.model_rebuild()
AnyOf.model_rebuild()
Subject.model_rebuild()
