"""Rulebooks on disk: malformed ones, kept comments, and the review gate."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from criteria.check import check
from criteria.errors import CriteriaError
from criteria.model import Review, Rulebook, State, hash_of
from criteria.review import approve, describe, drafts, edit, merge_drafts, reject
from criteria.store import Store, parse_rulebook, rulebook_yaml, shipped_plans, shipped_source

GOOD = """
# đầu tệp
plan: thu
issuer: UBND huyện Thử
place: Thử
criteria:
# lời bàn về xã
- id: xa-muc  # mã
  kind: eligibility
  title: Dưới 10%
  subject: {units: [xa], label: xã}
  test: {form: at_date, measure: poverty_rate, year: 2020, comparator: "<", threshold: "10"}
  source: {path: "1", span: [0, 12], quote: dưới 10 phần, hash: HASH}
"""
SOURCE = "dưới 10 phần trăm; dưới 8 phần trăm"
GOOD = GOOD.replace("HASH", f'"{hash_of(SOURCE[:12])}"')
ON = date(2026, 1, 2)

AT_DATE = '{form: at_date, measure: poverty_rate, year: 2020, comparator: "<"'

MALFORMED = [
    ("not yaml", GOOD + "  : : [", "không đọc được ở dòng"),
    ("a list", "- 1", "phải bắt đầu bằng"),
    ("no plan", GOOD.replace("plan: thu\n", ""), "plan: thiếu"),
    ("unknown field", GOOD.replace("title:", "tieu_de: x\n  title:"), "xa-muc.tieu_de: không có mục này"),
    ("unknown kind", GOOD.replace("kind: eligibility", "kind: luật"), "xa-muc.kind: giá trị không hợp lệ"),
    ("unknown unit", GOOD.replace("units: [xa]", "units: [ấp]"), "xa-muc.subject.units.0: giá trị không hợp lệ"),
    ("unknown test", GOOD.replace("form: at_date", "form: guess"), "xa-muc.test: dạng test không có"),
    ("unknown measure", GOOD.replace("measure: poverty_rate", "measure: income"), "xa-muc.test.at_date.measure"),
    ("unknown comparator", GOOD.replace('comparator: "<"', 'comparator: "≈"'), "xa-muc.test.at_date.comparator"),
    ("binary number", GOOD.replace('threshold: "10"', "threshold: 10.5"), "phải viết trong dấu nháy"),
    ("no number", GOOD.replace('threshold: "10"', "threshold: mười"), "không phải là số"),
    ("endless number", GOOD.replace('threshold: "10"', 'threshold: "Infinity"'), "hữu hạn"),
    ("no test", GOOD[: GOOD.index("  test:")] + GOOD[GOOD.index("  source:") :], "phải có test"),
    ("span reversed", GOOD.replace("span: [0, 12]", "span: [12, 0]"), "không phải là một đoạn"),
    ("span of three", GOOD.replace("span: [0, 12]", "span: [0, 1, 2]"), "xa-muc.source.span"),
    ("no quote", GOOD.replace("quote: dưới 10 phần, ", ""), "xa-muc.source.quote: thiếu"),
    ("bad hash", GOOD.replace('hash: "', 'hash: "XYZ'), "xa-muc.source.hash"),
    ("bad id", GOOD.replace("id: xa-muc", "id: Xã Mức"), "id"),
    ("twice", GOOD + GOOD[GOOD.index("- id:") :], "mã tiêu chí bị lặp: xa-muc"),
    ("unsigned review", GOOD + "  review: {state: approved}\n", "phải ghi người"),
    ("no years", GOOD.replace(AT_DATE, "{form: each_year"), "length"),
    ("years reversed", GOOD.replace(AT_DATE, "{form: each_year, years: [2020, 2016]"), "đứng sau năm cuối"),
    ("asks of nothing", GOOD + "open_questions: [{question: gì, general: [a], special: [b]}]\n", "không có: a, b"),
]


@pytest.mark.parametrize(("text", "said"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
def test_a_malformed_file_is_told_where_and_what(text: str, said: str) -> None:
    with pytest.raises(CriteriaError, match="tiêu chí thu") as caught:
        parse_rulebook(text, "thu.yaml")
    assert said in str(caught.value)


def test_good_one_is_read() -> None:
    assert parse_rulebook(GOOD, "thu.yaml").criterion("xa-muc").review.state is State.DRAFT


@pytest.mark.parametrize("plan", shipped_plans())
def test_yaml_round_trip_says_the_same(plan: str) -> None:
    book = Store().rulebook(plan)
    assert parse_rulebook(rulebook_yaml(book), plan) == book


def test_schema_is_exported() -> None:
    schema = json.loads(json.dumps(Rulebook.model_json_schema()))
    assert schema["additionalProperties"] is False
    assert {"Criterion", "EachYear", "Source"} <= set(schema["$defs"])


def _store(tmp_path: Path, source: str = SOURCE) -> Store:
    (tmp_path / "thu.yaml").write_text(GOOD, "utf-8")
    return Store(tmp_path, lambda plan: source if plan == "thu" else shipped_source(plan))


def test_a_draft_judges_only_once_approved_and_comments_stay(tmp_path: Path) -> None:
    store = _store(tmp_path)
    unit, given = {"kind": "xa", "locality": "Thử"}, {"poverty_rate": {"2020": "9"}}
    assert not check(unit, given, store.rulebooks()).results
    book = store.rulebook("thu")
    assert [rule.id for rule in drafts(book)] == ["xa-muc"]
    store.save(approve(book, "xa-muc", "Lan", ON, SOURCE))
    assert check(unit, given, store.rulebooks()).results[0].verdict == "dat"
    text = (tmp_path / "thu.yaml").read_text("utf-8")
    assert "# đầu tệp" in text
    assert "# lời bàn về xã" in text
    assert "# mã" in text
    assert "Lan" in text


def test_a_changed_quote_falls_back_to_draft(tmp_path: Path) -> None:
    store = _store(tmp_path)
    store.save(approve(store.rulebook("thu"), "xa-muc", "Lan", ON))
    changed = Store(tmp_path, lambda _: "dưới 20 phần trăm; dưới 8 phần trăm")
    rule = changed.rulebook("thu").criterion("xa-muc")
    assert rule.review.state is State.DRAFT
    assert rule.review.reason
    with pytest.raises(CriteriaError, match="đã đổi"):
        approve(changed.rulebook("thu"), "xa-muc", "Lan", ON, "dưới 20 phần trăm")


def test_white_space_is_no_change(tmp_path: Path) -> None:
    store = _store(tmp_path)
    store.save(approve(store.rulebook("thu"), "xa-muc", "Lan", ON))
    assert parse_rulebook(GOOD, "x").criterion("xa-muc").source.stands_in("dưới 10 phần")
    assert hash_of("dưới  10\nphần") == hash_of("dưới 10 phần")


def test_rejecting_and_editing(tmp_path: Path) -> None:
    book = approve(_store(tmp_path).rulebook("thu"), "xa-muc", "Lan", ON)
    rejected = reject(book, "xa-muc", "Lan", ON, "không phải tiêu chí")
    assert not rejected.criterion("xa-muc").judges
    edited = edit(book, "xa-muc", {"test": {**_test(book), "threshold": "8"}, "source": {"span": [19, 30]}}, SOURCE)
    rule = edited.criterion("xa-muc")
    assert rule.review.state is State.DRAFT
    assert rule.source.quote == "dưới 8 phần"
    assert "dưới 8%" in describe(rule)
    with pytest.raises(CriteriaError, match="test"):
        edit(book, "xa-muc", {"test": {"form": "at_date"}})
    with pytest.raises(CriteriaError, match="không có tiêu chí"):
        approve(book, "khac", "Lan", ON)
    with pytest.raises(CriteriaError, match="tên người duyệt"):
        approve(book, "xa-muc", " ", ON)


def _test(book: Rulebook) -> dict[str, object]:
    test = book.criterion("xa-muc").test
    assert test is not None
    return test.model_dump(mode="json")


def test_new_drafts_keep_what_was_reviewed(tmp_path: Path) -> None:
    drafted = _store(tmp_path).rulebook("thu")
    kept = approve(drafted, "xa-muc", "Lan", ON)
    moved = drafted.criterion("xa-muc")
    moved = moved.model_copy(update={"id": "xa-khac", "source": moved.source.model_copy(update={"span": (5, 17)})})
    merged = merge_drafts(kept, drafted.model_copy(update={"criteria": (moved,)}))
    assert merged.criteria[0].judges
    assert merged.criteria[0].source.span == (5, 17)
    gone = merge_drafts(kept, drafted.model_copy(update={"criteria": ()}))
    assert gone.criteria == ()


def test_every_shipped_rule_can_be_described() -> None:
    for book in Store().rulebooks():
        for rule in book.criteria:
            assert rule.source.quote in describe(rule)
    assert Review().state is State.DRAFT


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(CriteriaError, match="không hợp lệ"):
        Store(tmp_path).rulebook("../x")
    with pytest.raises(CriteriaError, match="Chưa có tiêu chí"):
        Store(tmp_path).rulebook("x")


def test_a_source_replaced_while_running_is_noticed(tmp_path: Path) -> None:
    texts = {"thu": SOURCE}
    _store(tmp_path)
    store = Store(tmp_path, texts.get)
    store.save(approve(store.rulebook("thu"), "xa-muc", "Lan", ON))
    assert store.rulebook("thu").criterion("xa-muc").judges
    texts["thu"] = "văn bản mới"
    assert not store.rulebook("thu").criterion("xa-muc").judges


def test_a_rule_holds_to_the_end_of_the_period_unless_it_says_otherwise() -> None:
    book = Store().rulebook("tuyen-quang-112-kh-ubnd")
    rule = book.criterion("xa-giam-7")
    assert book.in_force(rule) == (date(2017, 12, 19), date(2020, 12, 31))
    longer = rule.model_copy(update={"effective": (date(2018, 1, 1), None)})
    assert book.in_force(longer) == (date(2018, 1, 1), None)
