"""Every gold check comes out as it should, the kept ones too."""

import pytest

from criteria.store import Store
from evaluation.checking import KEPT, OPEN, check_set, check_text
from evaluation.gold import GOLD


@pytest.mark.parametrize("name", [*OPEN, *KEPT])
def test_every_case_is_right(name):
    figures, faults = check_set(GOLD / f"{name}.jsonl", Store().rulebooks())
    assert faults == {}
    assert figures["verdicts_right_%"] == 100


def test_the_text_names_the_sets_and_their_figures():
    text = check_text()
    assert "checks.shared: ca 30; đúng cả ca % 100,0" in text
    assert "checks.kept" not in text


def test_nothing_is_right_without_rules():
    figures, faults = check_set(GOLD / "checks.jsonl", [])
    assert figures["verdicts_right_%"] < 20
    assert faults
