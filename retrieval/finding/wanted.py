"""What a question about a figure asks for: whose, which measure, in what unit, a target or a criterion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.facts.fact import Direction, Role
from documents.facts.measures import Measure
from documents.facts.quantities import Comparator
from documents.facts.subjects import Subject
from documents.syllables import fold
from retrieval.search.corpus import Corpus, Term
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic, occasions
from retrieval.understanding.everyday import find_units
from retrieval.understanding.question import Question, without

_RATES = frozenset({Measure.POVERTY_RATE, Measure.NEAR_POOR_RATE, Measure.POOR_AND_NEAR_POOR_RATE})
"""Measures that are counted in percent alone."""
TIME_UNITS = frozenset({"năm", "tháng", "ngày"})
_REDUCES = ("giam", "ha ", "bot")
_REMAINS = (
    "con duoi",
    "con bao nhieu",
    "duoi bao nhieu",
    "xuong con",
    "chi con",
    "con lai",
    "con may",
    "phai duoi",
    "duoi may",
)
_BOUNDS = {
    "toi da": Comparator.AT_MOST,
    "nhieu nhat": Comparator.AT_MOST,
    "khong qua": Comparator.AT_MOST,
    "it nhat": Comparator.AT_LEAST,
    "toi thieu": Comparator.AT_LEAST,
}
_YEARLY = re.compile(r"\b(?:moi|hang|tung|mot) nam\b")
ANY_ROLE = frozenset({Role.CRITERION, Role.TARGET, Role.QUOTA, Role.OTHER})
"""The roles of facts where neither targets nor criteria are named."""


_HELPED = re.compile(
    r"\b(?:giup(?! (?:toi|em|e|minh|mk|tui|chi|anh|voi|gium|cac muc|nhung|tom)\b)|do dau|ket nghia|phan cong|phu trach"
    r"|theo doi|kem|nhan)\b"
)
"""Where it is asked about those that an office helps, or about its helping."""
_COLLECTIVE = re.compile(r"\b(?:tap the|don vi|co quan|to chuc)\b")
"""Where awards are asked for of collectives, not of whoever gets them."""


@dataclass(frozen=True)
class Wanted:
    """What a figure asked for must be.

    `any_award` where awards are counted, whoever gets them; `helped` where it is of those whom others help.
    """

    subjects: tuple[Subject, ...]
    roles: frozenset[Role]
    unit: str | None
    direction: Direction | None
    measures: frozenset[Measure]
    terms: tuple[Term, ...]
    bound: Comparator | None = None
    yearly: bool = False
    occasions: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    any_award: bool = False
    helped: bool = False

    @classmethod
    def by(cls, question: Question, corpus: Corpus) -> Wanted:
        """What a question wants."""
        return cls(
            asked_subjects(question),
            _roles(question),
            _unit(question),
            Direction.REDUCE if _tells_fall(question) else _direction(question),
            question.measures - _timed(question),
            corpus.terms(question.sought),
            next((bound for words, bound in _BOUNDS.items() if words in question.folded), None),
            bool(_YEARLY.search(question.folded)),
            occasions(question.folded) - {"năm"},
            frozenset(time.year for time in question.times if time.year and not time.until),
            question.unit == "tập thể" and not _COLLECTIVE.search(question.folded),
            bool(_HELPED.search(question.folded)),
        )


def _timed(question: Question) -> frozenset[Measure]:
    """The measures in years that a question names, but asks no years of: "mỗi năm thoát nghèo mấy hộ"."""
    counted = question.unit is not None and question.unit not in TIME_UNITS
    return frozenset({Measure.YEARS_OF_WORK, *([Measure.YEARS_SINCE_ESCAPE] if counted else [])})


def _unit(question: Question) -> str | None:
    """What the figure asked for is counted in."""
    if question.wants(Ask.DURATION) and not question.wants(Ask.FIGURE):
        return "năm"
    rate = question.wants(Ask.FIGURE) and question.measures & _RATES
    return question.unit or _unit_of(question) or ("%" if rate else None)


def _unit_of(question: Question) -> str | None:
    """The unit of the figure that a question names itself."""
    if _tells_fall(question):
        return "%"
    put = question.figures and not question.wants(Ask.FIGURE, Ask.DIFFERENCE)
    return question.figures[0].unit.split(",")[0] if put else None


def _tells_fall(question: Question) -> bool:
    """Whether it is told how many households there were and how many are left."""
    return [quantity.unit.startswith("hộ") for quantity in question.figures] == [True, True]


def _roles(question: Question) -> frozenset[Role]:
    counted = "so luong" in question.folded or question.unit is not None
    if question.about(Topic.AWARD) and counted and question.unit != "%" and question.unit not in TIME_UNITS:
        return frozenset({Role.QUOTA})
    if question.about(Topic.DOSSIER):
        return ANY_ROLE
    if question.about(Topic.CRITERION) and not question.about(Topic.TARGET):
        return frozenset({Role.CRITERION})
    if question.about(Topic.TARGET) and not question.about(Topic.CRITERION):
        return frozenset({Role.TARGET})
    return ANY_ROLE


def _direction(question: Question) -> Direction | None:
    """Whether a fall or what is left is asked for; "các xã còn lại" are units."""
    folded = fold(without(question.masked, [unit.span for unit in find_units(question.masked)]))
    remains = any(word in folded for word in _REMAINS)
    reduces = any(word in folded for word in _REDUCES)
    if remains and not ("giam bao nhieu" in folded or "giam may" in folded):
        return Direction.REMAIN
    return Direction.REDUCE if reduces and ("giam ngheo" not in folded or folded.count("giam") > 1) else None
