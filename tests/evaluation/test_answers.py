"""Over every open gold question: quotes stand at their spans, numbers in what is cited, answers hold their level."""

import pytest

from evaluation.gold import GOLD, questions
from evaluation.metrics import figures, judge_all
from evaluation.replies import ask_all, misplaced_quotes, unfounded_numbers

FLOORS = {"shared": 95, "dev": 91, "further": 84}
"""Percent passed that no change may fall under; the figures themselves stand higher."""


@pytest.fixture(scope="module", params=FLOORS)
def asked(request, five, further):
    assistant, plans = further if request.param == "further" else five
    gold = questions(GOLD / f"{request.param}.jsonl")
    return request.param, gold, list(ask_all(assistant, gold)), plans


def test_every_quote_stands_at_its_span(asked):
    _, _, replies, plans = asked
    assert [
        (reply.question.id, misplaced_quotes(reply, plans)) for reply in replies if misplaced_quotes(reply, plans)
    ] == []


def test_every_number_stands_in_what_is_cited(asked):
    _, _, replies, plans = asked
    assert {r.question.id: unfounded_numbers(r, plans) for r in replies if unfounded_numbers(r, plans)} == {}


def test_every_answer_cites(asked):
    _, _, replies, _ = asked
    assert [r.question.id for r in replies if r.answer.outcome == "answer" and not r.answer.citations] == []


def test_answers_hold_their_level(asked):
    name, gold, replies, _ = asked
    found = figures(judge_all(gold, {reply.question.id: reply.as_json() for reply in replies}))
    assert found["passed_%"] >= FLOORS[name], found
    assert found["says_what_it_must_not"] == 0


def test_nothing_is_lost_without_accents(asked, five, further):
    name, gold, replies, _ = asked
    assistant, _ = further if name == "further" else five
    bare = {reply.question.id: reply.as_json() for reply in ask_all(assistant, gold, accents=False)}
    accented = {reply.question.id: reply.as_json() for reply in replies}
    gap = figures(judge_all(gold, accented))["passed_%"] - figures(judge_all(gold, bare))["passed_%"]
    assert gap <= 3
