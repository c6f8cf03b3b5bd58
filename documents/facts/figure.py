"""One figure in its clause, and how it is joined to the figures before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.facts.anchors import PERCENT, Anchor
from documents.facts.clauses import inside
from documents.facts.fact import Fact, Link
from documents.facts.passage import Passage
from documents.facts.subjects import Subject, UnitKind
from documents.phrases import Phrase
from documents.reading import Span

_PART = Phrase(r"\btrong (?:đó|số đó)\b")
_FOR = Phrase(r"\b(?:đối với|dành cho|áp dụng cho|cho|ở|tại)(?: các| những)?\s*\Z")
_LISTED = re.compile(r"\s*(?:,|và|,? và)?\s*")
_EXCEPTION = Phrase(r"\s*(?:riêng|đối với|ngoại trừ|trừ|với(?= (?:huyện|xã|thôn|bản|vùng|nơi|(?-i:[A-ZĐ]))))\b")
NEAR = 40
"""Letters between a figure and words that are still said of it."""


class Figure:
    """One figure in its clause, among the figures of its sentence: how it is joined to them and whose it is."""

    def __init__(self, passage: Passage, sentence: Span, anchor: Anchor, clause: Span, earlier: Sequence[Fact]) -> None:
        self.passage = passage
        self.sentence = sentence
        self.anchor = anchor
        self.quantity = anchor.quantity
        self.clause = clause
        self.role = passage.role_at(clause)
        self.earlier = tuple(earlier)
        self.before = earlier[-1] if earlier else None
        self.words = passage.text[clause.start : clause.end]
        self.bracket = next((b for b in passage.brackets if b.start < clause.start < b.end), None)
        self.link = self._link()

    def _link(self) -> Link | None:
        if not self.before:
            return None
        if _PART.search(self.words, 0, min(len(self.words), 20)):
            return Link.PART
        if self.before.link is Link.EXCEPTION and self.named() and self._goes_on():
            return Link.EXCEPTION
        opening = self.bracket.start + 1 if self.bracket else self.clause.start
        if _EXCEPTION.match(self.passage.text, opening):
            return Link.EXCEPTION
        return Link.ASIDE if self.bracket else None

    def joined(self) -> bool:
        """Whether it goes on with the fact before it, and does not begin anew after a semicolon."""
        return self.before is not None and (self.link is not None or self._goes_on())

    def _goes_on(self) -> bool:
        end = self.before.place.end - self.passage.start if self.before else 0
        return ";" not in self.passage.text[end : self.clause.start]

    def listed(self) -> bool:
        """Whether it is a further count in a list: "350 hộ nghèo, 420 hộ cận nghèo", "10 tập thể, 15 cá nhân"."""
        counts = PERCENT | {"", "năm", "tháng"}
        if not self.before or not self.quantity or self.quantity.unit in counts or self.before.unit in counts:
            return False
        end = self.before.place.end - self.passage.start
        return _LISTED.fullmatch(self.passage.text, end, self.quantity.span.start) is not None

    def named(self) -> tuple[Subject, ...]:
        """The units that the clause names before its figure; whom the figure counts and whom it is for come after."""
        measures = [mention.span for mention in self.passage.measures]
        others = [b for b in self.passage.brackets if b != self.bracket]
        inner = [
            subject
            for subject in self.passage.subjects
            if self.clause.start <= subject.span.start < self.clause.end
            and subject.kind not in {UnitKind.COLLECTIVE, UnitKind.PERSON}
            and not inside(subject.span.start, measures)
        ]
        told = tuple(one for one in inner if one.span.start >= self.anchor.span.end and self._is_for(one))
        before = [one for one in inner if one.span.end <= self.anchor.span.start + 1]
        return told or tuple(one for one in before if not inside(one.span.start, others))

    def _is_for(self, subject: Subject) -> bool:
        """Whether words right after the figure say that it is for these units ("dưới 10% (đối với xã khu vực I)")."""
        words = self.passage.text[self.anchor.span.end : subject.span.start]
        return len(words) < NEAR and _FOR.search(words) is not None
