"""One assistant over the shipped plans, and one that also has the invented ones, for all tests here."""

import pytest

from evaluation.report import opened


@pytest.fixture(scope="session")
def five():
    with opened(further=False) as library:
        yield library


@pytest.fixture(scope="session")
def further():
    with opened(further=True) as library:
        yield library
