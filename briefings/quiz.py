"""Exercises for a class, made from the rules of plans; every key is computed, none is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from random import Random

from briefings.cases import cases
from briefings.model import Exercise, Form, Level
from briefings.rules import full_name, of_units, phrases, point, shown, small
from criteria.measures import MEASURE_NAMES
from criteria.model import Change, Criterion, Judged, Kind, Rulebook, State, UnitKind, leaves
from documents.facts.quantities import find_quantities
from documents.plan import Plan

ASKED = 4
"""Choices of a question, at the most."""

MOST = 10
"""Exercises of a briefing, at the most."""

LONGEST = 170
"""Characters of a clause in a question, at the most: a poll's question has room for 300."""

TRUE, FALSE = "Đúng", "Sai"


def exercises(
    plans: Sequence[Plan],
    books: Mapping[str, Rulebook],
    units: Sequence[UnitKind] = (),
    level: Level | None = None,
    most: int = MOST,
) -> tuple[Exercise, ...]:
    """Exercises on the rules of some plans for some kinds of unit (none: any), of one level or from easy to hard.

    Wrong choices are figures of the same kind from other rules of the library: rates against rates, yearly falls
    against yearly falls. Cases are judged by the criteria engine. The same rules always give the same exercises.
    """
    pools = _pools(books)
    rules = [
        (plan, books[plan.id], rule)
        for plan in plans
        if plan.id in books
        for rule in of_units(books[plan.id], units, [Kind.ELIGIBILITY, Kind.TARGET])
        if rule.review.state is State.APPROVED
    ]
    made: dict[Form, list[Exercise]] = {
        Form.CHOICE: list(_choices(rules, pools)),
        Form.TRUE_FALSE: list(_claims(rules, pools)),
        Form.CASE: _turned([list(cases(plan, book, rule)) for plan, book, rule in rules]),
    }
    queues = {form: _by_plan([e for e in of_form if level in {None, e.level}]) for form, of_form in made.items()}
    mixed = list(_mixed(queues, most))
    return tuple(sorted(mixed, key=lambda exercise: list(Level).index(exercise.level)))


def _mixed(queues: Mapping[Form, list[Exercise]], most: int) -> Iterator[Exercise]:
    """The forms taking turns; no clause gives two questions that answer each other as long as there are others."""
    used: set[tuple[str, str]] = set()
    taken = 0
    while taken < most and any(queues.values()):
        for form, queue in queues.items():
            if not queue or taken == most:
                continue
            fresh = [e for e in queue if form is Form.CASE or (e.plan, e.why.citations[0].path) not in used]
            others = any(e.level for other in queues.values() if other is not queue for e in other)
            if not fresh and others and form is not Form.CASE:
                queue.clear()
                continue
            exercise = (fresh or queue)[0]
            queue.remove(exercise)
            if form is not Form.CASE:
                used.add((exercise.plan, exercise.why.citations[0].path))
            taken += 1
            yield exercise


def _turned(of_rules: Sequence[list[Exercise]]) -> list[Exercise]:
    """The cases of rules, one of each rule at a time, and of neighbouring rules another kind of figures."""
    turned = [made[i % len(made) :] + made[: i % len(made)] for i, made in enumerate(of_rules) if made]
    return [exercise for row in zip_longest(*turned) for exercise in row if exercise]


def _by_plan(made: Sequence[Exercise]) -> list[Exercise]:
    """The exercises with the plans taking turns."""
    plans = dict.fromkeys(exercise.plan for exercise in made)
    rows = zip_longest(*([e for e in made if e.plan == plan] for plan in plans))
    return [exercise for row in rows for exercise in row if exercise]


def sort_of(rule: Criterion) -> str:
    """The kind of figure a rule asks for: only figures of one kind are set against each other."""
    kinds = ["fall" if isinstance(leaf, Change) else leaf.form for leaf in leaves(rule.test)]
    return " ".join(kinds)


def asked(rule: Criterion) -> str:
    """The thresholds of a rule as its clause prints them ("từ 7%/năm trở lên"); several with what each is for."""
    said = list(phrases(rule))
    tests = list(leaves(rule.test))
    if not said or len(said) != len(tests):
        return ""
    if len(said) == 1:
        return said[0]
    names = [MEASURE_NAMES[leaf.measure].removeprefix("tỷ lệ ") for leaf in tests if not isinstance(leaf, Judged)]
    return ", ".join(f"{name} {phrase}" for name, phrase in zip(names, said, strict=True))


def _pools(books: Mapping[str, Rulebook]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for book in books.values():
        for rule in book.criteria:
            if rule.kind in {Kind.ELIGIBILITY, Kind.TARGET} and rule.review.state is State.APPROVED and asked(rule):
                found.setdefault(sort_of(rule), {})[asked(rule)] = None
    return {sort: sorted(pool) for sort, pool in found.items()}


def _others(rule: Criterion, pool: Sequence[str], seed: str, most: int) -> list[str]:
    """Wrong answers: figures of other rules of the same kind, no two of the same value."""
    right = _values(asked(rule))
    meant = {_values(other): other for other in reversed(pool) if _values(other) != right}
    others = sorted(meant.values())
    return Random(seed).sample(others, min(most, len(others)))


def _values(phrase: str) -> tuple[object, ...]:
    return tuple(quantity.values for quantity in find_quantities(phrase))


def _what(rule: Criterion) -> str:
    return "mục tiêu" if rule.kind is Kind.TARGET else "tiêu chuẩn khen thưởng"


def _choices(
    rules: Sequence[tuple[Plan, Rulebook, Criterion]], pools: Mapping[str, Sequence[str]]
) -> Iterator[Exercise]:
    for plan, _, rule in rules:
        right = asked(rule)
        wrong = _others(rule, pools.get(sort_of(rule), ()), f"{plan.id} {rule.id}", ASKED - 1) if right else []
        if len(wrong) < 2:
            continue
        options = [right, *wrong]
        Random(f"{rule.id} {plan.id}").shuffle(options)
        said = point(plan, rule)
        many = len(list(leaves(rule.test))) > 1
        yield Exercise(
            form=Form.CHOICE,
            level=Level.MEDIUM if many or rule.kind is Kind.TARGET else Level.EASY,
            question=f"{full_name(plan)}: {_what(rule)} đối với {small(rule.subject.label)} là mức nào?",
            choices=tuple(options),
            right=options.index(right),
            why=said.statement,
            brief=said.brief,
            plan=plan.id,
            rule=rule.id,
        )


def _claims(
    rules: Sequence[tuple[Plan, Rulebook, Criterion]], pools: Mapping[str, Sequence[str]]
) -> Iterator[Exercise]:
    """A clause as it stands, or with a figure of another rule in the place of its own."""
    number = 0
    for plan, _, rule in rules:
        said = list(phrases(rule))
        if len(said) != 1 or len(list(leaves(rule.test))) != 1:
            continue
        bare = said[0].removeprefix("bình quân ")
        text = shown(rule.source.quote)
        wrong = [o.removeprefix("bình quân ") for o in _others(rule, pools[sort_of(rule)], rule.id, ASKED)]
        if text.count(bare) != 1 or not wrong or len(text) > LONGEST:
            continue
        number += 1
        true = number % 2 == 0
        told = text if true else text.replace(bare, wrong[0])
        whole = point(plan, rule)
        yield Exercise(
            form=Form.TRUE_FALSE,
            level=Level.EASY if rule.kind is Kind.ELIGIBILITY else Level.MEDIUM,
            question=f"Đúng hay sai? {full_name(plan)} ghi {_what(rule)}: “{told}”.",
            choices=(TRUE, FALSE),
            right=0 if true else 1,
            why=whole.statement,
            brief=whole.brief,
            plan=plan.id,
            rule=rule.id,
        )
