"""Gold questions and checks: what is asked, and what a right reply must hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.errors import EvaluationError

GOLD = Path(__file__).parent / "gold"
"""The folder of the project's own gold files."""
PLANS = Path(__file__).parent / "plans"
"""Invented plans that only some gold files are about; they never ship as documents. More lie in folders beside it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place that a right answer cites: any of the spans of the plan's source text."""

    plan: str
    section: str
    quote: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One gold question.

    `expect` names what may be replied (see `metrics.ALLOWED`); each of `contains` must be said, where "|" parts
    alternatives, and none of `lacks`; `passages` are what a right answer cites.
    """

    id: str
    text: str
    history: tuple[Mapping[str, str], ...]
    type: str
    style: str
    user: str
    expect: str
    answerable: bool
    passages: tuple[Passage, ...]
    contains: tuple[str, ...]
    lacks: tuple[str, ...]

    @classmethod
    def from_json(cls, item: Mapping[str, Any]) -> Question:
        """A question from a line of a gold file."""
        return cls(
            id=item["id"],
            text=item["question"],
            history=tuple(item["history"]),
            type=item["type"],
            style=item["style"],
            user=item["user"],
            expect=item["expect"],
            answerable=item["answerable"],
            passages=tuple(_passage(gold) for gold in item["gold"]),
            contains=tuple(item["answer_contains"]),
            lacks=tuple(item["answer_must_not_contain"]),
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """What a check should say of one criterion; `alt` is the verdict under other readings, `values` None if open."""

    passage: Passage
    verdict: str
    alt: Mapping[str, str]
    values: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Case:
    """One gold check: a unit and its figures, and the verdicts they should get; `acceptable` are as good."""

    id: str
    unit: Mapping[str, Any]
    given: Mapping[str, Any]
    expected: tuple[Expected, ...]
    overall: str
    acceptable: frozenset[str]
    mentions: tuple[str, ...]

    @classmethod
    def from_json(cls, item: Mapping[str, Any]) -> Case:
        """A check from a line of a gold file."""
        return cls(
            id=item["id"],
            unit=item["unit"],
            given=item["given"],
            expected=tuple(
                Expected(
                    passage=_passage(expected),
                    verdict=expected["verdict"],
                    alt=expected.get("alt") or {},
                    values=tuple(expected["values"]) if expected.get("values") else None,
                )
                for expected in item["expected"]
            ),
            overall=item["overall"],
            acceptable=frozenset(item.get("acceptable", ())),
            mentions=tuple(item["must_mention"]),
        )


def load(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file. Raises EvaluationError naming the line that cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"Không đọc được tệp {path}: kiểm tra lại tên tệp và bảng mã UTF-8.") from error
    items = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            items.append(json.loads(line))
        except ValueError as error:
            raise EvaluationError(f"Dòng {number} của {path} không phải JSON: sửa dòng đó rồi chạy lại.") from error
    return items


def questions(path: Path) -> list[Question]:
    """The questions of a gold file."""
    return [Question.from_json(item) for item in load(path)]


def cases(path: Path) -> list[Case]:
    """The checks of a gold file."""
    return [Case.from_json(item) for item in load(path)]


def _passage(item: Mapping[str, Any]) -> Passage:
    return Passage(
        plan=item["plan"],
        section=item.get("section", ""),
        quote=item.get("quote", ""),
        spans=tuple((start, end) for start, end in item["spans"]),
    )
