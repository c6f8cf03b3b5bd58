"""Exercises: every key worked out again from the rules, by another way than the one that made it."""

import re
from decimal import Decimal

import pytest

from briefings.model import EXPLANATION, Form, Level
from briefings.quiz import exercises
from criteria.check import check
from criteria.model import AtDate, Change, UnitKind, leaves
from criteria.outcome import Verdict
from documents.facts.quantities import find_quantities

KEYS = {Verdict.MET: "Đạt", Verdict.UNMET: "Không đạt", Verdict.MISSING: "Chưa đủ số liệu để kết luận"}


def thresholds(rule):
    return [leaf.threshold for leaf in leaves(rule.test) if isinstance(leaf, Change | AtDate)]


@pytest.fixture(scope="module")
def made(other_desk):
    return exercises(tuple(other_desk.plans.values()), other_desk.books, (), None, 500)


def of_form(made, form):
    found = [exercise for exercise in made if exercise.form is form]
    assert len(found) >= 5, form
    return found


def test_the_right_choice_is_the_rule_and_no_other_is(made, other_desk):
    for exercise in of_form(made, Form.CHOICE):
        rule = other_desk.books[exercise.plan].criterion(exercise.rule)
        right = [quantity.value for quantity in find_quantities(exercise.choices[exercise.right])]
        uppers = [quantity.upper for quantity in find_quantities(exercise.choices[exercise.right])]
        assert len(right) == len(thresholds(rule))
        for value, upper, threshold in zip(right, uppers, thresholds(rule), strict=True):
            assert threshold in {value, upper}
        for place, choice in enumerate(exercise.choices):
            values = [quantity.value for quantity in find_quantities(choice)]
            assert len(values) == len(right), "a distractor of another kind"
            assert (values == right) == (place == exercise.right)
        yearly = {bool(quantity.per) for choice in exercise.choices for quantity in find_quantities(choice)}
        falls = [isinstance(leaf, Change) for leaf in leaves(rule.test)]
        assert True not in yearly or all(falls), "yearly falls among rates"


def test_true_means_that_the_plan_says_it(made, other_desk):
    keys = set()
    for exercise in of_form(made, Form.TRUE_FALSE):
        plan = other_desk.plans[exercise.plan]
        claim = re.search(r"“(.*)”\.$", exercise.question)[1]
        plain = " ".join(plan.reading.text.split()).casefold()
        says = claim.casefold() in plain
        assert exercise.choices[exercise.right] == ("Đúng" if says else "Sai"), exercise.question
        keys.add(says)
    assert keys == {True, False}


def test_cases_are_judged_by_the_engine(made, other_desk):
    verdicts = set()
    for exercise in of_form(made, Form.CASE):
        result = check(exercise.unit, exercise.given, other_desk.books.values())
        assert result.rulebook.plan == exercise.plan
        one = next(one for one in result.results if one.criterion.id == exercise.rule)
        assert exercise.choices[exercise.right] == KEYS[one.verdict], exercise.question
        assert exercise.solution or one.verdict is Verdict.MET
        verdicts.add(one.verdict)
    assert verdicts == set(KEYS)


def test_cases_by_hand(made, other_desk):
    """Where a rule asks for a fall in each year, the key is worked out here with plain arithmetic."""
    worked = 0
    for exercise in of_form(made, Form.CASE):
        tests = list(leaves(other_desk.books[exercise.plan].criterion(exercise.rule).test))
        if [test.form for test in tests] != ["each_year"] or isinstance(tests[0].threshold, str):
            continue
        rates = {int(y): Decimal(r.replace(",", ".")) for y, r in exercise.given[tests[0].measure.value].items()}
        first, last = tests[0].years
        falls = [rates[y - 1] - rates[y] for y in range(first, last + 1) if {y - 1, y} <= rates.keys()]
        if any(fall < tests[0].threshold for fall in falls):
            key = "Không đạt"
        else:
            key = "Đạt" if len(falls) == last - first + 1 else "Chưa đủ số liệu để kết luận"
        assert exercise.choices[exercise.right] == key
        worked += 1
    assert worked >= 3


def test_figures_of_a_case_are_told(made):
    for exercise in of_form(made, Form.CASE):
        for value in exercise.given.values():
            figures = value.items() if isinstance(value, dict) else ()
            for year, figure in figures:
                assert f"{year}: {figure}" in exercise.question


def test_exercises_fit_polls(made):
    for exercise in made:
        assert len(exercise.question) <= 300
        assert 2 <= len(exercise.choices) <= 10
        assert all(1 <= len(choice) <= 100 for choice in exercise.choices)
        assert len(set(exercise.choices)) == len(exercise.choices)
        assert len(exercise.explanation) <= EXPLANATION
        assert exercise.why.citations[0].path in exercise.explanation


@pytest.mark.parametrize("level", list(Level))
def test_difficulty_is_chosen(other_desk, level):
    chosen = exercises(tuple(other_desk.plans.values()), other_desk.books, (), level)
    assert chosen
    assert {exercise.level for exercise in chosen} == {level}


def test_no_two_questions_answer_each_other(desk):
    asked = exercises(tuple(desk.plans.values()), desk.books, (), None)
    clauses = [(e.plan, e.why.citations[0].path) for e in asked if e.form is not Form.CASE]
    assert len(clauses) == len(set(clauses))
    assert len({e.form for e in asked}) == 3
    assert len({e.plan for e in asked}) > 1


def test_questions_are_of_the_units_asked_about(desk):
    for exercise in exercises(tuple(desk.plans.values()), desk.books, (UnitKind.VILLAGE,), None):
        rule = desk.books[exercise.plan].criterion(exercise.rule)
        assert UnitKind.VILLAGE in rule.subject.units


def test_what_nobody_approved_asks_nothing(draft_desk):
    plan = draft_desk.plans["hoa-binh-77-kh-ubnd"]
    assert exercises((plan,), draft_desk.books) == ()
