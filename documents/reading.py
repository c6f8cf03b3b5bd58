"""What a source says to a person: its text with the damaged places read right."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

DOUBT = 0.6
"""A token read with less confidence than this is shown as doubtful."""


class Span(NamedTuple):
    """A run of Unicode code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """One place of a source that reads differently from what stands there, or is in doubt.

    `span` is its place in the source, `text` what it reads as ("" where nothing should stand),
    `confidence` between 0 and 1.
    """

    span: Span
    text: str
    confidence: float = 1.0

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at the original."""
        return self.confidence < DOUBT


@dataclass(frozen=True)
class Reading:
    """A source text and how it reads; every place in one is found in the other.

    `changes` are the tokens that read differently, in order and apart from each other. Between them
    the source stands as it is, so a clean source has no changes and reads as itself.
    """

    source: str
    changes: tuple[Token, ...] = ()
    text: str = field(init=False, repr=False)
    _places: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts: list[str] = []
        places: list[int] = []
        length = last = 0
        for token in self.changes:
            if token.span.start < last or token.span.end < token.span.start or token.span.end > len(self.source):
                raise ValueError(f"changes must be in order, apart and inside the source: {token}")
            parts.append(self.source[last : token.span.start])
            length += len(parts[-1])
            places.append(length)
            parts.append(token.text)
            length += len(token.text)
            last = token.span.end
        parts.append(self.source[last:])
        object.__setattr__(self, "text", "".join(parts))
        object.__setattr__(self, "_places", tuple(places))

    def in_source(self, place: Span) -> Span:
        """The source span of a place in the reading; a place inside a changed token takes it whole."""
        return Span(self._to_source(place.start, end=False), self._to_source(place.end, end=True))

    def in_reading(self, span: Span) -> Span:
        """The place in the reading of a span of the source; a span inside a changed token takes it whole."""
        return Span(self._to_reading(span.start, end=False), self._to_reading(span.end, end=True))

    def of(self, span: Span) -> str:
        """What a span of the source reads as, with white space as it stands."""
        place = self.in_reading(span)
        return self.text[place.start : place.end]

    def doubts(self, span: Span) -> tuple[Token, ...]:
        """The doubtful tokens within a span of the source."""
        return tuple(token for token in self.within(span) if token.doubtful)

    def within(self, span: Span) -> tuple[Token, ...]:
        """The changed tokens within a span of the source."""
        first = bisect_left(self.changes, span.start, key=lambda token: token.span.end)
        return tuple(takewhile(lambda token: token.span.start < span.end, self.changes[first:]))

    def _to_source(self, position: int, *, end: bool) -> int:
        number = (bisect_left if end else bisect_right)(self._places, position) - 1
        if number < 0:
            return position
        token, start = self.changes[number], self._places[number]
        beyond = position - start - len(token.text)
        if beyond > 0 or (beyond == 0 and (not end or token.text)):
            return token.span.end + beyond
        return token.span.end if end else token.span.start

    def _to_reading(self, position: int, *, end: bool) -> int:
        number = (bisect_left if end else bisect_right)(self.changes, position, key=lambda token: token.span.start) - 1
        if number < 0:
            return position
        token, start = self.changes[number], self._places[number]
        beyond = position - token.span.end
        if beyond >= 0:
            return start + len(token.text) + beyond
        return start + len(token.text) if end else start
