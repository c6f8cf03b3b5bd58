"""The sentences of a plan in the order of how much of what is looked for they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from documents.facts.parts import Part
from documents.facts.subjects import Subject
from retrieval.search.corpus import Holding, Term, coverage
from retrieval.search.passages import Passage
from retrieval.understanding.matching import fits

_NEARNESS = 0.5
_SILENT = frozenset({Part.RECIPIENTS, Part.SIGNATURE, Part.BASIS, Part.NAME})


def best_passages(
    terms: Sequence[Term],
    holding: Holding,
    *,
    subjects: Sequence[Subject] = (),
    roles: frozenset[Part] = frozenset(),
    near: Mapping[str, float] | None = None,
    limit: int = 5,
) -> list[tuple[float, Passage]]:
    """The sentences of a plan that hold most of what is looked for, best first, with what they hold (0 to 1)."""
    scored = []
    for passage, texts in zip(holding.passages, holding.texts, strict=True):
        if passage.role in _SILENT:
            continue
        if passage.is_heading and len(passage.text) < 60:
            continue
        score = coverage(terms, texts)
        if subjects:
            score *= 0.7 + 0.3 * fits(subjects, passage.subjects, holding.plan.level)
        if roles:
            score *= 1.0 if passage.role in roles else 0.7
        score += _NEARNESS * (near or {}).get(passage.id, 0.0)
        scored.append((score, passage))
    scored.sort(key=lambda pair: -pair[0])
    return scored[:limit]
