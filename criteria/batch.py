"""Checks by the line: JSON in, JSON out, one line for each line read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from criteria.check import CheckResult, Result, check, cite
from criteria.errors import CriteriaError
from criteria.exact import plain
from criteria.explanation import explain
from criteria.measures import Key
from criteria.model import Rulebook
from criteria.outcome import Verdict


def run_batch(lines: Iterable[str], rulebooks: Iterable[Rulebook]) -> Iterator[str]:
    """Check each line `{"id", "unit", "given"}` and give the line of its result, in order.

    A line that cannot be read gives `{"id", "error"}` and does not stop the rest; empty lines are passed over.
    """
    books = tuple(rulebooks)
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line, books), ensure_ascii=False)


def _answer(line: str, rulebooks: Sequence[Rulebook]) -> dict[str, object]:
    name: object = None
    try:
        case = _read(line)
        name = case.get("id")
        result = check(case.get("unit") or {}, case.get("given"), rulebooks)
        return {"id": name, **as_json(result, rulebooks)}
    except CriteriaError as error:
        return {"id": name, "error": str(error)}


def _read(line: str) -> dict[str, Any]:
    try:
        case = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise CriteriaError("Dòng này không phải là JSON đúng; kiểm tra dấu ngoặc, dấu phẩy và dấu nháy.") from None
    if not isinstance(case, dict):
        raise CriteriaError("Mỗi dòng phải là một đối tượng JSON có “id”, “unit” và “given”.")
    return case


def as_json(result: CheckResult, rulebooks: Iterable[Rulebook] = ()) -> dict[str, object]:
    """A check in the form of `planbot check --batch`, without the id of its line."""
    return {
        "overall": result.overall.value,
        "text": explain(result, places(rulebooks)),
        "results": [_result_json(result, one) for one in result.results],
    }


def places(rulebooks: Iterable[Rulebook]) -> list[str]:
    """The places there are rules for."""
    return list(dict.fromkeys(book.place or book.issuer for book in rulebooks))


def _result_json(result: CheckResult, one: Result) -> dict[str, object]:
    if result.rulebook is None:
        raise ValueError("a result without a rulebook")
    outcome = one.outcome
    return {
        "id": one.criterion.id,
        "title": one.criterion.title,
        "citation": cite(result.rulebook, one.criterion).as_json(),
        "verdict": one.verdict.value,
        "reading": outcome.reading.value if outcome.reading else None,
        "values": [None if value is None else plain(value) for value in outcome.values],
        "alt": {name: verdict.value for name, verdict in outcome.alt.items()},
        "missing": ["zone"] if one.zone_unknown else _missing(outcome.missing, one.verdict),
        "needed": one.need.text if one.need else None,
    }


def _missing(keys: Sequence[Key], verdict: Verdict) -> list[str]:
    """What is missing: years where one measure is, else the names of figures with their years."""
    if verdict is Verdict.INVALID:
        return []
    if keys and all(key.year for key in keys) and len({key.measure for key in keys}) == 1:
        return [str(key.year) for key in keys]
    return [str(key) for key in keys]
