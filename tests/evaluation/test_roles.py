"""The parts of plans in other clothes are told apart."""

import pytest

from evaluation.roles import PLANS, judge

MIXED = {"nghia-hanh-58": 0.35, "krong-bong-187": 0.65}
"""Tables with a target or an award, a criterion and papers in each row, which is read as one of them."""


@pytest.mark.parametrize("path", sorted(PLANS.glob("*.txt")), ids=lambda path: path.stem)
def test_most_parts_of_a_plan_are_told(path):
    told = judge(path)
    assert sum(want == got for want, got in told) >= MIXED.get(path.stem, 0.75) * len(told)


def test_nearly_all_parts_of_all_plans_are_told():
    told = [pair for path in PLANS.glob("*.txt") for pair in judge(path)]
    assert sum(want == got for want, got in told) >= 0.88 * len(told)
    assert not [pair for pair in told if pair == ("target", "criterion")]
