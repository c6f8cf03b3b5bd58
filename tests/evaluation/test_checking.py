"""Every gold check over the reviewed rules comes out as it should; extracted rules are close behind."""

import pytest

from evaluation.checking import check_set, check_text, rulebooks_for
from evaluation.gold import GOLD


@pytest.mark.parametrize("name", ["checks.shared", "checks", "checks.kept"])
def test_every_case_is_right_under_reviewed_rules(name):
    figures, faults = check_set(GOLD / f"{name}.jsonl", rulebooks_for(name))
    assert faults == {}
    assert figures["verdicts_right_%"] == 100


def test_extracted_rules_judge_as_the_text_says():
    figures, faults = check_set(GOLD / "checks.further.jsonl", rulebooks_for("checks.further"))
    assert figures["verdicts_right_%"] >= 95, faults
    assert figures["computed_values_right_%"] == 100, faults


def test_the_text_names_the_sets_and_their_figures():
    text = check_text()
    assert "checks.shared: ca 30; đúng cả ca % 100,0" in text
    assert "checks.kept" not in text


def test_nothing_is_right_without_rules():
    figures, faults = check_set(GOLD / "checks.jsonl", [])
    assert figures["verdicts_right_%"] < 20
    assert faults
