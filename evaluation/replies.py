"""What the assistant replies to gold questions, and whether what it says stands in what it cites."""

from __future__ import annotations

import operator
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from documents.facts.quantities import parse_number
from documents.facts.times import find_times
from documents.plan import Citation, Plan
from documents.syllables import fold
from evaluation.gold import Question
from retrieval.answer import Answer
from retrieval.wording.verification import numbers_in

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STEP = re.compile(rf"([+×:-]) ({_NUMBER.pattern})")
_WORKING = re.compile(
    rf"(?P<terms>{_NUMBER.pattern}(?: [+×:-] {_NUMBER.pattern})+) (?P<sign>[=≈]) (?P<result>{_NUMBER.pattern})"
)
_OPERATIONS = {"+": operator.add, "-": operator.sub, "×": operator.mul, ":": operator.truediv}


class Assistant(Protocol):
    """Answers a question."""

    def ask(self, question: str, history: Sequence[Any] = (), place: str | None = None) -> Answer:
        """The answer to a question after what was said before."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a gold question, and the time it took."""

    question: Question
    answer: Answer
    text: str
    milliseconds: float

    def as_json(self) -> dict[str, Any]:
        """The line that `planbot ask --batch` prints."""
        return {
            "id": self.question.id,
            "outcome": self.answer.outcome.value,
            "text": self.text,
            "citations": [citation.as_json() for citation in self.answer.citations],
            "ms": round(self.milliseconds, 1),
        }


def ask_all(assistant: Assistant, questions: Iterable[Question], *, accents: bool = True) -> Iterator[Reply]:
    """Ask every question; without accents, what the user types has none, as from a phone."""
    from retrieval.saying.rendering import plain_text

    for question in questions:
        text = question.text if accents else fold(question.text)
        history = [_turn(turn, accents=accents) for turn in question.history]
        start = time.perf_counter()
        answer = assistant.ask(text, history)
        milliseconds = (time.perf_counter() - start) * 1000
        yield Reply(question, answer, plain_text(answer), milliseconds)


def misplaced_quotes(reply: Reply, plans: Mapping[str, Plan]) -> list[Citation]:
    """The citations whose quote is not what their span reads as."""
    return [
        citation
        for citation in reply.answer.citations
        if citation.plan not in plans
        or " ".join(plans[citation.plan].reading.of(citation.span).split()) != citation.quote
    ]


def unfounded_numbers(reply: Reply, plans: Mapping[str, Plan]) -> set[str]:
    """The numbers that an answer says and that stand nowhere they may come from.

    They may come from the quotes it cites, the number, path, dates and period of a plan it cites or of a plan of the
    library that it names, or what the user wrote.
    """
    known = numbers_in(reply.question.text)
    for turn in reply.question.history:
        known |= numbers_in(turn["text"])
    for citation in reply.answer.citations:
        known |= numbers_in(f"{citation.quote} {citation.number or ''} {citation.path} {citation.issuer}")
        known |= numbers_in(" ".join(_days(citation.quote)))
    named = {citation.plan for citation in reply.answer.citations}
    named |= {plan.id for plan in plans.values() if plan.name in reply.text or (plan.place or "\0") in reply.text}
    for plan in (plans[name] for name in named if name in plans):
        years = " ".join(str(year) for year in plan.period or ())
        issued = f"{plan.issued:%d/%m/%Y} {plan.issued:%Y}" if plan.issued else ""
        known |= numbers_in(f"{plan.name} {plan.title} {years} {issued}")
    return numbers_in(reply.text) - known - _reckoned(reply.text, known)


def _reckoned(text: str, known: set[str]) -> set[str]:
    """The results of workings that an answer prints, right ones from known numbers: "40 × 15 : 100 = 6"."""
    found: set[str] = set()
    for working in _WORKING.finditer(text):
        terms = _NUMBER.findall(working["terms"])
        if all(numbers_in(term) <= known | found | {"100"} for term in terms) and _is_right(working):
            found |= numbers_in(working["result"])
    return found | ({"100"} if found else set())


def _is_right(working: re.Match[str]) -> bool:
    """Whether a printed working comes to its result, to one decimal where it is rounded."""
    total = Decimal(0)
    for sign, number in _STEP.findall(f"+ {working['terms']}"):
        total = _OPERATIONS[sign](total, parse_number(number))
    result = parse_number(working["result"])
    return total == result or (working["sign"] == "≈" and round(total, 1) == result)


def _days(text: str) -> Iterator[str]:
    """The days a text names, as answers write them: "31/7/2017" for "ngày 31 tháng 7 năm 2017"."""
    for day in find_times(text):
        if day.day and day.month and day.year:
            yield f"{day.day}/{day.month}/{day.year}"


def _turn(turn: Mapping[str, str], *, accents: bool) -> dict[str, str]:
    text = turn["text"] if accents or turn["role"] != "user" else fold(turn["text"])
    return {**turn, "text": text}
