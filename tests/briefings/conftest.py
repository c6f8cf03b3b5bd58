"""A desk over the shipped plans, and over one more that is made up, with a stand-in for the assistant."""

from datetime import date

import pytest

from briefings.outline import Desk
from criteria.extraction import extract_criteria
from criteria.model import Review, State
from criteria.store import Store
from documents.library import Library
from documents.read import read_text
from retrieval.answer import Answer, Outcome, Statement
from tests.briefings.other_plan import TEXT

OTHER = "hoa-binh-77-kh-ubnd"
TODAY = date(2026, 1, 15)


def refuse(question):
    return Answer(Outcome.NOT_IN_CORPUS, Statement("Không có."))


@pytest.fixture(scope="session")
def plans(tmp_path_factory):
    return dict(Library.open(tmp_path_factory.mktemp("library")).plans)


@pytest.fixture(scope="session")
def books(tmp_path_factory):
    return {book.plan: book for book in Store(tmp_path_factory.mktemp("store") / "criteria").rulebooks()}


@pytest.fixture(scope="session")
def desk(plans, books):
    return Desk(plans, books, refuse, TODAY)


@pytest.fixture(scope="session")
def draft_desk(plans, books):
    """The library with one plan more, whose criteria were read by the machine and not reviewed."""
    plan = read_text(TEXT, OTHER)
    return Desk({**plans, OTHER: plan}, {**books, OTHER: extract_criteria(plan)}, refuse, TODAY)


@pytest.fixture(scope="session")
def other_desk(draft_desk):
    """The same after somebody has approved all of them."""
    review = Review(state=State.APPROVED, by="người duyệt", on=TODAY)
    book = draft_desk.books[OTHER]
    rules = tuple(rule.model_copy(update={"review": review}) for rule in book.criteria)
    return Desk(
        draft_desk.plans, {**draft_desk.books, OTHER: book.model_copy(update={"criteria": rules})}, refuse, TODAY
    )
