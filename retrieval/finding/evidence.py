"""What one plan says to one question: the sentences that answer it, or that it is silent, or hands it on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from documents.facts.fact import Fact
from retrieval.search.corpus import Holding
from retrieval.search.passages import Passage


class Found(StrEnum):
    """How a plan stands to a question."""

    SAID = "said"
    SILENT = "silent"
    DELEGATED = "delegated"
    NOTHING = "nothing"


class Shape(StrEnum):
    """How what was found is best told."""

    FIGURE = "figure"
    DATE = "date"
    OFFICE = "office"
    LIST = "list"
    TASKS = "tasks"
    DOCUMENTS = "documents"
    MEANING = "meaning"
    ABOUT_PLAN = "about_plan"
    SUMMARY = "summary"
    TEXT = "text"


@dataclass(frozen=True)
class Item:
    """A sentence that answers, with the facts in it that do.

    `label` says what it is where that must be told apart; `group` the heading it is shown under, "" for none.
    """

    passage: Passage
    facts: tuple[Fact, ...] = ()
    label: str = ""
    group: str = ""


@dataclass(frozen=True)
class Finding:
    """What a plan says to a question.

    `strength`, 0 to 1, is how well it fits what was asked for by the way it was found, `sure`, 0 to 1, how sure it is
    that it answers, by all that speaks for it.
    `words` is a short answer told instead of the clauses, `lacks` what is not said, in words that follow "không nêu".
    """

    holding: Holding
    found: Found
    shape: Shape = Shape.TEXT
    items: tuple[Item, ...] = ()
    strength: float = 0.0
    sure: float = 0.0
    words: str = ""
    lacks: str = ""

    @property
    def said(self) -> bool:
        """Whether the plan answers."""
        return self.found is Found.SAID
