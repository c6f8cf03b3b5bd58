"""The shipped rulebooks, and a plan made up for what they do not ask."""

from __future__ import annotations

import pytest

from criteria.model import Rulebook
from criteria.store import Store, parse_rulebook

MADE_UP = """
plan: huyen-gia-dinh
number: 9/KH-UBND
issuer: UBND huyện Giả Định
place: Giả Định
level: huyen
period: [2021, 2025]
criteria:
- id: thon-giam-60
  kind: eligibility
  title: Giảm ít nhất 60% so với đầu kỳ
  subject: {units: [thon], label: thôn}
  test: {form: total_change, measure: poverty_rate, threshold: "60", sense: relative, years: [2022, 2025]}
  source: {path: "1", span: [0, 10], quote: a, hash: "0000000000000000"}
  review: {state: approved, by: x, on: 2026-01-01}
- id: xa-3-nam
  kind: eligibility
  title: Giảm từ 3%/năm trở lên trong 3 năm liên tục
  subject: {units: [xa], label: xã}
  test: {form: each_year, threshold: "3", years: [2022, 2025], length: 3}
  source: {path: "2", span: [10, 20], quote: b, hash: "0000000000000000"}
  review: {state: approved, by: x, on: 2026-01-01}
- id: huyen-qua-hai-chuan
  kind: eligibility
  title: Giảm bình quân từ 2%/năm
  subject: {units: [huyen], label: huyện}
  test: {form: mean_change, threshold: "2", years: [2021, 2025]}
  source: {path: "3", span: [20, 30], quote: c, hash: "0000000000000000"}
  review: {state: approved, by: x, on: 2026-01-01}
- id: xa-nhap
  kind: eligibility
  title: Bản nháp
  subject: {units: [xa], label: xã}
  test: {form: at_date, measure: poverty_rate, year: 2025, comparator: "<", threshold: "1"}
  source: {path: "4", span: [30, 40], quote: d, hash: "0000000000000000"}
"""


@pytest.fixture(scope="session")
def books() -> tuple[Rulebook, ...]:
    return Store().rulebooks()


@pytest.fixture(scope="session")
def made_up() -> Rulebook:
    return parse_rulebook(MADE_UP, "huyen-gia-dinh")
