"""One assistant over the shipped plans, and one that also has the invented ones, for all tests here."""

import pytest

from evaluation.gold import PLANS
from evaluation.report import opened


@pytest.fixture(scope="session")
def five():
    with opened() as library:
        yield library


@pytest.fixture(scope="session")
def further():
    with opened(PLANS) as library:
        yield library
