"""The quantitative statements of a plan, found by general wording wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.facts.clauses import body_start, split_sentences
from documents.facts.duties import find_duties
from documents.facts.fact import Fact, Role
from documents.facts.figures import find_figures
from documents.facts.measures import Measure
from documents.facts.passage import Passage
from documents.facts.tables import find_cells
from documents.plan import Kind, Plan

_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYING = frozenset({Kind.TITLE, Kind.PREAMBLE, Kind.SECTION, Kind.ITEM, Kind.PARAGRAPH, Kind.ROW, Kind.CLOSING})


def extract_facts(plan: Plan) -> tuple[Fact, ...]:
    """The quantitative statements of a plan, in the order of its text.

    Legal bases, addresses and signatures state none. Reads each provision once; what it leaves out (whom, which
    measure, since when) is taken from the lead-in and the headings it stands under.
    """
    return tuple(fact for passage in Passage.of(plan) for fact in _facts(passage))


def _tells(fact: Fact, passage: Passage) -> bool:
    """Whether a figure says something: cells of a table, dirt and lengths of time outside criteria do not."""
    if fact.measure is not Measure.OTHER:
        return True
    words = _WORD.findall(passage.text[fact.place.start - passage.start : fact.place.end - passage.start])
    length = fact.role is Role.OTHER and fact.unit in {"năm", "tháng"}
    return len(words) > 1 and passage.provision.kind is not Kind.ROW and not length


def _facts(passage: Passage) -> Iterator[Fact]:
    if passage.provision.kind not in _SAYING:
        return
    found: list[Fact] = list(find_cells(passage))
    if found:
        yield from found
        return
    for sentence in split_sentences(passage.text, body_start(passage.text)):
        figures = [fact for fact in find_figures(passage, sentence) if _tells(fact, passage)]
        found.extend(figures)
        found.extend(find_duties(passage, sentence, figures))
    yield from sorted(found, key=lambda fact: fact.place)
