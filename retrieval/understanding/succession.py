"""Plans of one maker that follow one another: the last is meant, unless years or words say which other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest

from documents.plan import Level, Plan
from documents.syllables import fold
from retrieval.understanding.asks import Ask
from retrieval.understanding.naming import place_of
from retrieval.understanding.question import Question

_BEFORE = re.compile(
    r"\b(?:ke hoach|van ban|giai doan|dot|nhiem ky|ban) (?:cu|truoc|lan truoc)\b|\btruoc (?:day|kia)\b|\bhoi truoc\b"
)
_AND_NOW = re.compile(r"\b(?:va|so voi|sang|voi|hay) (?:ke hoach |van ban |giai doan )?(?:moi|nay|hien nay|bay gio)\b")


def follows(later: Plan, earlier: Plan) -> bool:
    """Whether a plan takes the place of another: of the same maker, for a time that begins when the other's is over."""
    if not later.period or not earlier.period or later.period[0] <= earlier.period[1]:
        return False
    return _maker(later) == _maker(earlier)


def in_turn(question: Question, meant: Iterable[str], plans: Mapping[str, Plan]) -> list[list[str]]:
    """The plans meant in the order they are to be asked: the first, and where they are silent the next.

    All at once where the question compares them. Of a maker's plans first those for the years it names, or those that
    others followed where it speaks of them; else those that nothing follows.
    """
    if question.wants(Ask.DIFFERENCE, Ask.EXTREME) or _AND_NOW.search(question.folded):
        return [list(meant)]
    makers: dict[tuple[Level | None, str], list[str]] = {}
    for plan_id in meant:
        makers.setdefault(_maker(plans[plan_id]), []).append(plan_id)
    orders = [_ordered(question, one, plans) for one in makers.values()]
    return [[p for turn in turns if turn for p in turn] for turns in zip_longest(*orders)]


def _ordered(question: Question, left: list[str], plans: Mapping[str, Plan]) -> list[list[str]]:
    """The plans of one maker, those first that are meant first."""
    turns: list[list[str]] = []
    while left:
        over = [p for p in left if any(follows(plans[other], plans[p]) for other in left)]
        turns.append([p for p in left if p not in over])
        left = over
    if years := question.years:
        turns.sort(key=lambda turn: not any(plans[p].covers(year) for p in turn for year in years))
    elif _BEFORE.search(question.folded) and len(turns) > 1:
        turns = [*turns[1:], turns[0]]
    return turns


def _maker(plan: Plan) -> tuple[Level | None, str]:
    return plan.level, fold(place_of(plan))
