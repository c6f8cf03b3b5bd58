"""Every line of every rule's truth table, and that each table is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from criteria.check import check_rules
from criteria.model import Case, Criterion, Kind, Rulebook
from criteria.observations import read_observations
from criteria.outcome import Verdict
from criteria.store import Store, shipped_plans
from criteria.units import parse_unit
from documents.library import Library
from documents.reading import Span

BOOKS = [Store().rulebook(plan) for plan in shipped_plans()]
RULES = [(book, rule) for book in BOOKS for rule in book.criteria]
CASES = [(book, rule, case) for book, rule in RULES for case in rule.cases]


def _name(book: Rulebook, rule: Criterion) -> str:
    return f"{book.plan}:{rule.id}"


def _verdict(book: Rulebook, rule: Criterion, case: Case) -> tuple[str, dict[str, str]]:
    unit = {"kind": rule.subject.units[0], "zone": (rule.subject.zones or ("khong",))[0], **case.unit}
    alone = book.model_copy(update={"criteria": (rule,), "open_questions": ()})
    results = check_rules(parse_unit(unit), read_observations(case.given), alone).results
    if not results:
        return Verdict.NOT_APPLICABLE, {}
    return results[0].verdict, {name: str(verdict) for name, verdict in results[0].outcome.alt.items()}


@pytest.mark.parametrize(
    ("book", "rule", "case"), CASES, ids=[f"{_name(b, r)}:{i}" for i, (b, r, _) in enumerate(CASES)]
)
def test_case_gets_its_verdict(book: Rulebook, rule: Criterion, case: Case) -> None:
    verdict, alt = _verdict(book, rule, case)
    assert verdict == case.verdict, case.given
    assert {name: alt.get(name) for name in case.alt} == case.alt


@pytest.mark.parametrize(("book", "rule"), RULES, ids=[_name(*pair) for pair in RULES])
def test_rule_for_a_unit_has_a_table_with_every_reachable_verdict(book: Rulebook, rule: Criterion) -> None:
    if not rule.subject.units or rule.kind in {Kind.QUOTA, Kind.DEADLINE}:
        pytest.skip("nobody who can be checked")
    verdicts = {case.verdict for case in rule.cases}
    if rule.kind is Kind.DELEGATION:
        assert verdicts == {"van_ban_khac"} or rule.handover is not None
    elif rule.test is not None and rule.test.form == "judged":
        assert verdicts == {"can_nguoi_xet"}
    elif rule.kind is Kind.TARGET:
        assert {"muc_tieu_dat", "muc_tieu_khong_dat"} <= verdicts
    else:
        assert {"dat", "khong_dat", "thieu_du_lieu", "so_lieu_khong_hop_le"} <= verdicts


@pytest.mark.parametrize("book", BOOKS, ids=[book.plan for book in BOOKS])
def test_every_rule_is_approved_and_stands_in_its_source(book: Rulebook) -> None:
    assert book.criteria
    assert all(rule.judges for rule in book.criteria), [rule.id for rule in book.criteria if not rule.judges]


@pytest.mark.parametrize("book", BOOKS, ids=[book.plan for book in BOOKS])
def test_rules_are_cited_as_the_plan_is_read(book: Rulebook, tmp_path: Path) -> None:
    plan = Library.open(tmp_path)[book.plan]
    spans = {provision.path: provision.span for provision in plan.provisions}
    for rule in book.criteria:
        start, end = spans[rule.source.path]
        assert start <= rule.source.span[0] < rule.source.span[1] <= end, rule.id
    assert (book.number, book.issued, book.period) == (plan.number, plan.issued, plan.period)


@pytest.mark.parametrize("book", BOOKS, ids=[book.plan for book in BOOKS])
def test_quotes_are_what_the_plan_reads_as(book: Rulebook, tmp_path: Path) -> None:
    plan = Library.open(tmp_path)[book.plan]
    for rule in book.criteria:
        read = "".join(plan.reading.of(Span(*rule.source.span)).split())
        assert "".join(rule.source.quote.split()).rstrip(",;.") == read.rstrip(",;."), rule.id
