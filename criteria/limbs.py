"""The stretches of a provision that each ask one thing, and what they test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria import model
from criteria.conditions import Stated, find_conditions
from criteria.drafts import test_of
from criteria.model import All, AtDate, Change, Leaf, Subject
from documents.facts.clauses import find_brackets, inside, split_sentences
from documents.facts.fact import Fact, Link
from documents.facts.passage import Passage
from documents.plan import Plan
from documents.reading import Span

_LITTLE = 20
"""Letters of a clause beside its tests that say nothing more."""


@dataclass(frozen=True, slots=True)
class Limb:
    """A stretch of a provision between semicolons: its tests, where they stand, and whether it says more."""

    span: Span
    tests: tuple[tuple[Leaf | All, Span], ...]
    more: bool


def split_limbs(text: str, start: int) -> Iterator[Span]:
    """The stretches between full stops and semicolons; "trong đó …" stays with what it is part of."""
    brackets = find_brackets(text)
    for sentence in split_sentences(text, start):
        cuts = [
            match.start()
            for match in re.finditer(r";(?!\s*trong\s+đó)", text[: sentence.end])
            if match.start() >= sentence.start and not inside(match.start(), brackets)
        ]
        edges = [sentence.start, *(cut + 1 for cut in cuts)]
        for first, last in zip(edges, [*cuts, sentence.end], strict=True):
            words = text[first:last]
            if words.strip(" \t\r\n,.;"):
                yield Span(first + len(words) - len(words.lstrip()), first + len(words.rstrip(" \t\r\n,.;")))


def read_limb(passage: Passage, span: Span, facts: Sequence[Fact], subject: Subject, plan: Plan) -> Limb:
    """What a limb tests; a figure in it that sets no test leaves the whole limb to people."""
    inside_limb = facts_in(span, passage, facts)
    found: list[tuple[Leaf | All, Span]] = []
    stated = find_conditions(passage.text, span, frozenset(subject.units))
    for group in _nested(inside_limb):
        tests = [test_of(fact, plan) for fact in group]
        place = cover(local_of(fact, passage) for fact in group)
        if any(_says(one, place, group) for one in stated):
            continue
        if any(test is None for test in tests):
            return Limb(span, (), more=True)
        leaves = tuple(test for test in tests if test is not None)
        found.append((leaves[0] if len(leaves) == 1 else All(tests=leaves), place))
    if _at_odds(test for test, _ in found):
        return Limb(span, (), more=True)
    found += [(one.test, one.span) for one in stated]
    said = [place for _, place in found] + ([one.span for one in passage.measures] if found else [])
    rest = "".join(passage.text[at] for at in range(span.start, span.end) if not inside(at, said))
    letters = len(re.sub(r"[\W\d_]", "", rest))
    return Limb(span, tuple(found), more=letters > _LITTLE)


def _nested(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts together with what is "trong đó"."""
    groups: list[list[Fact]] = []
    for fact in facts:
        if fact.link is Link.PART and groups:
            groups[-1].append(fact)
        else:
            groups.append([fact])
    return groups


def _at_odds(tests: Iterable[Leaf | All]) -> bool:
    """Whether two tests hold one measure against different thresholds: the text then means more than one unit."""
    asked = [leaf for test in tests for leaf in model.leaves(test) if isinstance(leaf, AtDate | Change)]
    return len({(leaf.form, leaf.measure) for leaf in asked}) < len(asked)


def facts_in(span: Span, passage: Passage, facts: Iterable[Fact]) -> list[Fact]:
    """The facts of a stretch of a passage."""
    places = ((fact, local_of(fact, passage)) for fact in facts)
    return [fact for fact, place in places if span.start < place.end and place.start < span.end]


def local_of(fact: Fact, passage: Passage) -> Span:
    """Where a fact stands in its passage."""
    return Span(fact.place.start - passage.start, fact.place.end - passage.start)


def cover(spans: Iterable[Span]) -> Span:
    """The shortest span over all spans, of which there is at least one."""
    places = list(spans)
    return Span(min(span.start for span in places), max(span.end for span in places))


def _says(stated: Stated, place: Span, group: Sequence[Fact]) -> bool:
    """Whether a condition is all that a figure asks ("giúp đỡ ít nhất 01 hộ nghèo khác")."""
    helps = stated.test.measure is model.Measure.HELPS_OTHER_POOR and group[0].values == (Decimal(1),)
    return helps and stated.span.start < place.end and place.start < stated.span.end
