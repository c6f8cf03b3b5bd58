"""What must hold of every check, whatever the figures."""

from __future__ import annotations

import ast
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import criteria
from criteria.batch import run_batch
from criteria.check import Overall, Result, check, check_rules
from criteria.evaluation import evaluate
from criteria.exact import plain, vietnamese
from criteria.figures import parse_figure
from criteria.model import Kind, Measure, Rulebook, UnitKind
from criteria.observations import Observations, read_observations
from criteria.outcome import Outcome, Verdict
from criteria.store import Store
from criteria.units import Unit

BOOKS = Store().rulebooks()
TUYEN_QUANG = next(book for book in BOOKS if book.plan.startswith("tuyen-quang"))
TUAN_GIAO = next(book for book in BOOKS if book.plan.startswith("tuan-giao"))
YEARS = [str(year) for year in range(2015, 2021)]
SLOW = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])

rates = st.integers(0, 10000).map(lambda number: Decimal(number) / 100)
levels = st.dictionaries(st.sampled_from(["2019", "2020"]), rates, max_size=2)
answers = st.sampled_from([True, False, None, "khong_vay"])
units = st.builds(
    lambda kind, place, zone: {"kind": kind, "locality": place, "zone": zone},
    st.sampled_from([str(kind) for kind in UnitKind]),
    st.sampled_from(["Tuyên Quang", "Tuần Giáo", "Lạng Sơn"]),
    st.sampled_from(["III", "II", "I", "khong", None]),
)


@st.composite
def falling(draw: st.DrawFn) -> dict[str, Decimal]:
    """Rates that fall by about the points that are asked for, so that both sides of thresholds are met often."""
    start = draw(st.integers(2500, 9000))
    falls = draw(st.lists(st.integers(430, 730), min_size=5, max_size=5))
    series, value = {}, start
    for year, fall in zip(YEARS, [0, *falls], strict=True):
        value -= fall
        series[year] = Decimal(max(value, 0)) / 100
    return series


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    data: dict[str, Any] = {
        "poverty_rate": draw(st.one_of(falling(), st.dictionaries(st.sampled_from(YEARS), rates))),
        "near_poor_rate": draw(levels),
        "policy_poor_households": draw(st.dictionaries(st.sampled_from(["2019", "2020"]), st.integers(0, 3))),
        "assigned_commune_poverty_rate": draw(falling()),
        "years_since_exit": draw(st.one_of(st.none(), st.integers(0, 6))),
        "years_worked": draw(st.one_of(st.none(), st.integers(0, 6))),
        "own_target_per_year": draw(st.one_of(st.none(), st.integers(1, 6))),
    }
    for name in (
        "helps_other_poor",
        "gia_dinh_van_hoa",
        "community_agrees",
        "registered_to_exit",
        "khu_dan_cu_van_hoa",
    ):
        data[name] = draw(st.sampled_from([True, False, None]))
    data["loans_on_time"] = draw(answers)
    return data


def verdicts(unit: dict[str, Any], figures: dict[str, Any]) -> dict[str, Verdict]:
    return {one.criterion.id: one.verdict for one in check(unit, figures, BOOKS).results}


@SLOW
@given(units, cases(), st.data())
def test_removing_a_figure_never_makes_anything_met(unit: dict[str, Any], figures: dict[str, Any], data: Any) -> None:
    before = verdicts(unit, figures)
    keys = [(name, year) for name, value in figures.items() if isinstance(value, dict) for year in value]
    keys += [(name, None) for name, value in figures.items() if value is not None and not isinstance(value, dict)]
    assume(keys)
    name, year = data.draw(st.sampled_from(keys))
    less = {key: dict(value) if isinstance(value, dict) else value for key, value in figures.items()}
    if year is None:
        less[name] = None
    else:
        del less[name][year]
    # A contradiction taken away may leave a rule that can be decided; nothing else may become met.
    for rule, verdict in verdicts(unit, less).items():
        if verdict in {Verdict.MET, Verdict.TARGET_MET}:
            assert before.get(rule) in {verdict, Verdict.INVALID}, (rule, name, year)


@SLOW
@given(st.sampled_from(["III", "II"]), rates, rates, rates)
def test_lowering_poverty_never_unmeets_a_level(zone: str, poor: Decimal, near: Decimal, lower: Decimal) -> None:
    unit = {"kind": "xa", "locality": "Tuyên Quang", "zone": zone}
    rule = {"III": "xa-khu-vuc-iii-con-20-10", "II": "xa-khu-vuc-ii-con-15-8"}[zone]
    figures = {"poverty_rate": {"2020": poor}, "near_poor_rate": {"2020": near}}
    if verdicts(unit, figures)[rule] is Verdict.MET:
        better = {**figures, "poverty_rate": {"2020": min(poor, lower)}}
        assert verdicts(unit, better)[rule] is Verdict.MET


@SLOW
@given(units, cases())
def test_what_it_takes_is_enough(unit: dict[str, Any], figures: dict[str, Any]) -> None:
    result = check(unit, figures, BOOKS)
    for one in result.results:
        if one.need and one.need.possible and (one.need.figures or one.need.answers) and one.criterion.test:
            after = evaluate(one.criterion.test, one.need.apply(result.observations))
            assert after.verdict is Verdict.MET, (one.criterion.id, one.need.text)


@SLOW
@given(st.sampled_from([TUYEN_QUANG, TUAN_GIAO]), cases())
def test_what_cannot_be_met_any_more_cannot(book: Rulebook, figures: dict[str, Any]) -> None:
    for one in check_rules(Unit(UnitKind.COMMUNE), read_observations(figures), book).results:
        if one.need and not one.need.possible:
            assert one.verdict in {Verdict.UNMET, Verdict.TARGET_UNMET}


@SLOW
@given(st.lists(st.tuples(units, cases()), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_row_order_does_not_matter_and_one_by_one_equals_in_bulk(rows: list[Any], random: Any) -> None:
    lines = [
        json.dumps({"id": place, "unit": unit, "given": figures}, default=str)
        for place, (unit, figures) in enumerate(rows)
    ]
    alone = {json.loads(line)["id"]: next(iter(run_batch([line], BOOKS))) for line in lines}
    random.shuffle(lines)
    assert {json.loads(line)["id"]: line for line in run_batch(lines, BOOKS)} == alone


@SLOW
@given(units, cases())
def test_the_whole_is_never_met_over_an_unmet_or_open_rule(unit: dict[str, Any], figures: dict[str, Any]) -> None:
    result = check(unit, figures, BOOKS)
    if result.overall is Overall.MET:
        decided = {one.verdict for one in result.results if one.decides}
        assert decided == {Verdict.MET}


@SLOW
@given(falling(), st.sampled_from(["xa-giam-7", "huyen-giam-5"]))
def test_each_year_is_never_kinder_than_the_mean(series: dict[str, Decimal], rule: str) -> None:
    test = TUYEN_QUANG.criterion(rule).test
    assert test is not None
    outcome = evaluate(test, read_observations({"poverty_rate": series}))
    if outcome.verdict is Verdict.MET:
        assert outcome.alt["average"] is Verdict.MET


@SLOW
@given(st.fractions(-1000, 1000))
def test_numbers_are_cut_not_rounded_up(value: Fraction) -> None:
    shown = Fraction(plain(value))
    assert abs(shown) <= abs(value)
    assert abs(value - shown) < Fraction(1, 10**6)
    assert "." not in vietnamese(value)


@SLOW
@given(st.decimals(-1000, 1000, places=3))
def test_a_figure_is_read_back_as_it_was_written(number: Decimal) -> None:
    for text in (str(number), str(number).replace(".", ",")):
        figure = parse_figure(text)
        assert figure is not None
        assert figure.value == Fraction(number)


@SLOW
@given(st.text(max_size=30))
def test_any_text_is_a_figure_unknown_or_told_wrong(text: str) -> None:
    observations = read_observations({"poverty_rate": {"2020": text}})
    assert len(observations.figures) + len(observations.faults) <= 1


keys = st.text(max_size=6) | st.sampled_from(YEARS)
loose = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(YEARS), inner, max_size=3)
    ),
    max_leaves=6,
)
names = st.sampled_from([*(str(measure) for measure in Measure), "total_households", "poor_households", "merged_from"])


@SLOW
@given(
    st.dictionaries(names | st.text(max_size=5), loose, max_size=5), st.sampled_from(["xa", "thon", "ho_ngheo"]), loose
)
def test_whatever_is_given_a_line_comes_back(figures: dict[str, Any], kind: str, zone: Any) -> None:
    case = {"id": "x", "unit": {"kind": kind, "locality": "Tuyên Quang", "zone": zone}, "given": figures}
    (line,) = run_batch([json.dumps(case)], BOOKS)
    assert json.loads(line)["id"] == "x"


def everything(value: object) -> list[object]:
    """Every number in a result, however deep."""
    if isinstance(value, Outcome | Observations | Result) or hasattr(value, "__dataclass_fields__"):
        fields = getattr(value, "__dataclass_fields__", {})
        return [found for name in fields for found in everything(getattr(value, name))]
    if isinstance(value, dict):
        return [found for item in value.values() for found in everything(item)]
    if isinstance(value, tuple | list):
        return [found for item in value for found in everything(item)]
    return [value]


@settings(max_examples=40)
@given(units, cases())
def test_no_binary_number_in_a_result(unit: dict[str, Any], figures: dict[str, Any]) -> None:
    result = check(unit, figures, BOOKS)
    assert not [value for value in everything(list(result.results)) if isinstance(value, float)]
    assert not [value for value in everything(result.observations) if isinstance(value, float)]


DRAWN = {"chart.py", "cells.py", "workbook.py", "sheets.py", "template.py", "tool.py"}
"""Pictures and spreadsheets are binary numbers outside; no verdict is made there."""


@pytest.mark.parametrize(
    "path", sorted(p for p in Path(criteria.__file__).parent.glob("*.py") if p.name not in DRAWN), ids=lambda p: p.name
)
def test_no_binary_number_in_the_code_of_verdicts(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{path.name}:{node.lineno}"
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        assert called not in {"float", "round"}, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            assert "/" not in ast.unparse(node) or not isinstance(node.left, ast.Constant)


def test_only_rules_for_figures_are_held_against_anybody() -> None:
    kinds = {
        one.criterion.kind
        for book in BOOKS
        for one in check_rules(Unit(UnitKind.COMMUNE), Observations(), book).results
    }
    assert Kind.QUOTA not in kinds
    assert Kind.DEADLINE not in kinds
