"""The opening of a briefing in a language model's words, each sentence held to its own clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from briefings.model import Briefing, Piece, Point, Points
from retrieval.answer import Answer, Outcome

Word = Callable[[str, Answer], Answer]
"""Words an answer to a question; gives it back as it was where the words do not hold."""


def smooth(briefing: Briefing, word: Word) -> Briefing:
    """The briefing with the points of its first section worded one by one; tables, figures and exercises stay.

    A point whose worded form does not hold, loses a figure or grows into several sentences stays as it was.
    """
    first, *rest = briefing.sections
    pieces = tuple(_worded(piece, briefing.title, word) for piece in first.pieces)
    return replace(briefing, sections=(replace(first, pieces=pieces), *rest))


def _worded(piece: Piece, topic: str, word: Word) -> Piece:
    if not isinstance(piece, Points):
        return piece
    return replace(piece, points=tuple(_point(point, topic, word) for point in piece.points))


def _point(point: Point, topic: str, word: Word) -> Point:
    if not point.statement.citations:
        return point
    worded = word(topic, Answer(Outcome.ANSWER, point.statement))
    kept = not worded.blocks and worded.short.citations == point.statement.citations
    return Point(worded.short) if kept else point
