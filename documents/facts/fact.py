"""One quantitative statement of a plan, as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from documents.facts.measures import Measure
from documents.facts.quantities import Comparator
from documents.facts.subjects import Subject
from documents.facts.times import Time
from documents.reading import Span


class Role(StrEnum):
    """What a statement is for: a target met is not a criterion met."""

    TARGET = "mục tiêu"
    CRITERION = "tiêu chuẩn"
    QUOTA = "số lượng khen thưởng"
    REPORT = "báo cáo"
    DEADLINE = "thời hạn"
    EVENT = "mốc thời gian"
    PERIOD = "giai đoạn"
    OTHER = "khác"


class Direction(StrEnum):
    """What is to become of the measure."""

    REDUCE = "giảm"
    INCREASE = "tăng"
    REMAIN = "còn"
    REACH = "đạt"
    NONE_LEFT = "không còn"


class Mode(StrEnum):
    """How the figure is to be reached: each year, on average, at a date, after some years, over the whole time."""

    EACH_YEAR = "mỗi năm"
    AVERAGE = "bình quân"
    AT_DATE = "tại thời điểm"
    AFTER_YEARS = "sau một số năm"
    TOTAL = "cả thời kỳ"


class Link(StrEnum):
    """How a statement hangs on the one before it."""

    PART = "trong đó"
    EXCEPTION = "riêng"
    ASIDE = "tức là"


@dataclass(frozen=True, slots=True)
class Base:
    """What a change starts from: a figure, a year, or both; the words where only they are given ("đầu kỳ")."""

    value: Decimal | None = None
    year: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantitative statement of a plan.

    `plan` and `provision` (its position in `Plan.provisions`) say where it stands; `place` is its clause and `sentence`
    the whole sentence, both in the reading. Every one of `values` is printed in `place`; the years, the base and what
    else is inherited stand in the sentence, the lead-in or the headings above.

    `subjects` are whom it is set for; `of` whose measure is meant where that is somebody else (an office is judged by
    the communes it helps). `values` are empty where the threshold is the unit's own target (`own_target`) or nothing
    may be left (`Direction.NONE_LEFT`). `years` is how many years it runs, in a row if `consecutive`. `cycle` is how
    often ("hằng năm"), `recipient` and `through` to whom and by which office a report goes, `award` what is given.
    """

    plan: str
    provision: int
    role: Role
    place: Span
    sentence: Span
    subjects: tuple[Subject, ...] = ()
    of: tuple[Subject, ...] = ()
    measure: Measure = Measure.OTHER
    direction: Direction | None = None
    comparator: Comparator | None = None
    values: tuple[Decimal, ...] = ()
    unit: str = ""
    per: str | None = None
    mode: Mode | None = None
    years: int | None = None
    consecutive: bool = False
    time: Time | None = None
    base: Base | None = None
    own_target: bool = False
    cycle: str | None = None
    recipient: str | None = None
    through: str | None = None
    award: str | None = None
    event: str | None = None
    link: Link | None = None
