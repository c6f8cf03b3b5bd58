"""Figures set for somebody: rates, counts and years, with what they are to do and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.anchors import DIRECTIONS, RATES, YEARS_OF, Anchor, clause_of, find_anchors
from documents.clauses import inside
from documents.fact import Base, Direction, Fact, Link, Mode, Role
from documents.measures import Measure, Mention
from documents.passage import Passage
from documents.phrases import Phrase
from documents.quantities import Comparator, Quantity
from documents.reading import Span
from documents.subjects import Subject, UnitKind
from documents.times import Time, When

_AVERAGE = Phrase(r"\b(?:bình quân|trung bình)\b")
_YEARLY = Phrase(r"\b(?:hằng|hàng|mỗi|từng) năm\b|/\s*năm\b")
_AFTER = Phrase(r"\bsau\s*(?:thời gian )?\Z")
_PART = Phrase(r"\btrong (?:đó|số đó)\b")
_EXCEPTION = Phrase(r"\b(?:riêng|đối với|ngoại trừ|trừ)\b")
_BASE = Phrase(r"\bso với (?:(?:đầu|cuối) (?:kỳ|giai đoạn|nhiệm kỳ)|(?:đầu |cuối )?năm (?P<year>\d{4}))")
_CARRIED = Phrase(r"\bđối với\s*(?:các )?\Z|\bcủa\s*(?:các )?\Z")
_AWARD = Phrase(r"\b(?:giấy khen|bằng khen|cờ thi đua|huân chương|bằng ghi công|danh hiệu [“\"][^”\"]{3,60}[”\"])")
_TARGETS = Phrase(r"\b(?:phấn đấu|mục tiêu|chỉ tiêu)\b")
_FAMILY = {UnitKind.POOR_DISTRICT: UnitKind.DISTRICT}


def find_figures(passage: Passage, sentence: Span) -> tuple[Fact, ...]:
    """The figures that a sentence sets, each with its clause; one clause with two limits gives two linked facts."""
    anchors = sorted(find_anchors(passage, sentence), key=lambda anchor: anchor.span)
    found: list[Fact] = []
    after = sentence.start
    for at, anchor in enumerate(anchors):
        following = anchors[at + 1].span.start if at + 1 < len(anchors) else sentence.end
        clause = clause_of(passage, sentence, anchor, after, following)
        found.append(_Figure(passage, sentence, anchor, clause, found[-1] if found else None).fact())
        after = clause.end
    return tuple(_backwards(found))


class _Figure:
    """Reads one clause around its anchor; what it leaves out comes from the fact before it or from the lead-in."""

    def __init__(self, passage: Passage, sentence: Span, anchor: Anchor, clause: Span, before: Fact | None) -> None:
        self.passage = passage
        self.sentence = sentence
        self.anchor = anchor
        self.clause = clause
        self.before = before
        self.words = passage.text[clause.start : clause.end]
        self.bracketed = inside(clause.start, passage.brackets)
        self.link = self._link()

    def fact(self) -> Fact:
        """The fact."""
        quantity = self.anchor.quantity
        measure = self._measure()
        subjects, of = self._subjects()
        time, base = self._time()
        duration = self._duration()
        fact = Fact(
            plan=self.passage.plan.id,
            provision=self.passage.position,
            role=self._role(measure),
            place=self.passage.in_reading(self.clause),
            sentence=self.passage.in_reading(self.sentence),
            subjects=subjects,
            of=of,
            measure=measure,
            direction=self._direction(measure),
            comparator=quantity.comparator if quantity else Comparator.AT_LEAST if self.anchor.own else None,
            values=quantity.values if quantity else (),
            unit=quantity.unit if quantity else "",
            per=quantity.per if quantity else None,
            years=int(duration.value) if duration else None,
            consecutive=bool((duration and duration.running) or (quantity and quantity.running)),
            time=time,
            base=base,
            own_target=self.anchor.own,
            link=self.link,
            within=self.before if self.link else None,
        )
        fact = replace(fact, mode=self._mode(fact, duration))
        return self._award(fact)

    def _link(self) -> Link | None:
        if not self.before:
            return None
        if _PART.search(self.words, 0, min(len(self.words), 20)):
            return Link.PART
        if _EXCEPTION.match(self.words):
            return Link.EXCEPTION
        return Link.ASIDE if self.bracketed else None

    def _mentions(self) -> list[Mention]:
        conditions = [subject.span for subject in self.passage.subjects if subject.conditions]
        return [
            mention
            for mention in self.passage.measures
            if self.clause.start <= mention.span.start < self.clause.end and not inside(mention.span.start, conditions)
        ]

    def _measure(self) -> Measure:
        quantity = self.anchor.quantity
        wanted = YEARS_OF if quantity and quantity.unit == "năm" else set(Measure) - YEARS_OF - {Measure.AWARDS}
        if quantity and quantity.unit not in {"%", "điểm %", "năm"}:
            return self._counted(quantity)
        mentions = [mention for mention in self._mentions() if mention.measure in wanted]
        earlier = [mention for mention in mentions if mention.span.start <= self.anchor.span.start]
        near = earlier or [m for m in mentions if m.span.start - self.anchor.span.end < 25]
        if near:
            return near[-1].measure
        if self.anchor.own:
            return next(
                m.measure
                for m in reversed(self.passage.measures)
                if m.span.start < self.anchor.span.start and m.measure in RATES
            )
        if self.before and (self.link or not self._own_noun()):
            return self.before.measure
        lead = self.passage.lead
        if lead and lead.measures and not self._own_noun():
            return lead.measures[-1].measure
        return Measure.OTHER

    def _counted(self, quantity: Quantity) -> Measure:
        if self.passage.role is Role.QUOTA and re.match(r"tập thể|cá nhân|hộ|bằng khen|giấy khen|cờ", quantity.unit):
            return Measure.AWARDS
        mentions = [m for m in self._mentions() if m.measure is Measure.POLICY_POOR_HOUSEHOLDS]
        return mentions[-1].measure if mentions else Measure.OTHER

    def _own_noun(self) -> bool:
        """Whether the clause names something else that its percentage is of."""
        return (
            re.search(
                r"(?:tỷ|tỉ|ty|ti)\s+(?:lệ|le)\b|\d\s*%\s+(?:số\s+)?(?!/|trở|và|so|trong|sau|năm|đến|theo)[^\W\d_]{2,}",
                self.words,
            )
            is not None
        )

    def _direction(self, measure: Measure) -> Direction | None:
        if self.anchor.direction:
            return self.anchor.direction
        begin = self.anchor.span.start - self.clause.start
        found = [
            (match.end(), direction)
            for direction, phrase in DIRECTIONS
            if (match := phrase.last(self.words, 0, max(0, begin) + 1 if self.anchor.quantity else len(self.words)))
        ]
        if self.anchor.own:
            found = [one for one in found if one[1] in {Direction.REDUCE, Direction.INCREASE}]
        if found:
            return max(found)[1]
        if measure in RATES:
            if self.anchor.quantity and self.anchor.quantity.per:
                return Direction.REDUCE
            if self.before and self.before.direction:
                return self.before.direction
            lead = self.passage.lead
            if (
                lead
                and DIRECTIONS[1][1].search(lead.text)
                and self.anchor.quantity
                and self.anchor.quantity.comparator is Comparator.AT_LEAST
            ):
                return Direction.REDUCE
            return Direction.REMAIN
        return Direction.REACH if measure in YEARS_OF else None

    def _subjects(self) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
        named = self._named()
        role = self.passage.role
        if role is Role.CRITERION:
            heads = self.passage.addressees
            if not heads:
                return named or self._inherited(), ()
            families = {_family(subject) for subject in heads}
            same = tuple(s for s in named if _family(s) in families and not s.whole)
            if same:
                return same, ()
            if self.link and self.before and not named:
                return self.before.subjects, self.before.of
            return heads, tuple(s for s in named if not s.whole)
        return named or self._inherited(), ()

    def _inherited(self) -> tuple[Subject, ...]:
        if self.before and (self.before.subjects or self.link):
            return self.before.subjects
        lead = self.passage.lead
        if lead and lead.subjects:
            return lead.subjects
        if self.anchor.quantity and self.anchor.quantity.unit in {"%", "điểm %"} and not self.passage.addressees:
            return self.passage.whole
        return self.passage.addressees

    def _named(self) -> tuple[Subject, ...]:
        """The units that the clause is about: before its verb or figure, or after "đối với", "của", "toàn"."""
        measured = self._measured()
        return tuple(
            subject
            for subject in self.passage.subjects
            if self.clause.start <= subject.span.start
            and subject.span.end <= max(self.anchor.span.start + 1, measured)
            and not inside(subject.span.start, [b for b in self.passage.brackets if not inside(self.clause.start, [b])])
            and subject.kind not in {UnitKind.COLLECTIVE, UnitKind.PERSON}
            and not (self.anchor.quantity and inside(subject.span.start, [self.anchor.quantity.span]))
        )

    def _measured(self) -> int:
        return self.anchor.span.start

    def _time(self) -> tuple[Time | None, Base | None]:
        inner = [t for t in self.passage.times if self.clause.start <= t.span.start < self.clause.end]
        base = self._base(inner)
        inner = [t for t in inner if not (base and base.year and t.year == base.year and t.until is None)]
        if not self.bracketed:
            inner = [t for t in inner if not inside(t.span.start, self.passage.brackets)]
        dated = sorted(inner, key=lambda t: (t.when is not When.BY, t.until is None))
        if dated:
            return dated[0], base
        if self.before and (self.link or (self.before.time and self.before.time.when is When.BY)):
            return self.before.time, base
        lead = self.passage.lead
        return (lead.times[0] if lead and lead.times else None), base

    def _base(self, inner: Sequence[Time]) -> Base | None:
        if match := _BASE.search(self.passage.text, self.anchor.span.end, self.clause.end):
            return Base(year=int(match["year"]) if match["year"] else None, words=" ".join(match[0].split()))
        start = next(
            (
                q
                for q in self.passage.quantities
                if q.comparator is Comparator.FROM and self.clause.start <= q.span.start < self.anchor.span.start
            ),
            None,
        )
        if not start:
            return None
        year = next((t.year for t in inner if start.span.end <= t.span.start <= start.span.end + 12), None)
        return Base(value=start.value, year=year)

    def _duration(self) -> Quantity | None:
        """How many years it runs: "trong 5 năm liên tục", "sau 5 năm"."""
        return next(
            (
                q
                for q in self.passage.quantities
                if q.unit == "năm"
                and self.clause.start <= q.span.start < self.clause.end
                and q.span != self.anchor.span
            ),
            None,
        )

    def _mode(self, fact: Fact, duration: Quantity | None) -> Mode | None:
        if fact.measure not in RATES and fact.direction is not Direction.NONE_LEFT:
            return None
        if fact.direction is Direction.REDUCE:
            lead = self.passage.lead
            average = _AVERAGE.search(self.words) or (self.link and self.before and self.before.mode is Mode.AVERAGE)
            if average or (lead and _AVERAGE.search(lead.text)):
                return Mode.AVERAGE
            yearly = fact.per == "năm" or fact.consecutive or _YEARLY.search(self.words)
            return Mode.EACH_YEAR if yearly else Mode.TOTAL
        if duration and _AFTER.search(self.passage.text, self.clause.start, duration.span.start):
            return Mode.AFTER_YEARS
        if self.link is Link.PART and self.before and not fact.time:
            return self.before.mode
        return Mode.AT_DATE if fact.time else None

    def _role(self, measure: Measure) -> Role:
        role = self.passage.role
        if role is Role.QUOTA and measure is not Measure.AWARDS:
            return Role.CRITERION if measure in RATES | YEARS_OF else Role.OTHER
        if role in {Role.DEADLINE, Role.OTHER}:
            return (
                Role.TARGET
                if _TARGETS.search(self.passage.text, self.sentence.start, self.anchor.span.start)
                else Role.OTHER
            )
        return role

    def _award(self, fact: Fact) -> Fact:
        if fact.role is not Role.QUOTA:
            return fact
        yearly = _YEARLY.search(self.passage.text, self.sentence.start, self.sentence.end)
        award = _AWARD.search(self.passage.text, self.sentence.start, self.sentence.end) or _AWARD.search(
            self.passage.text
        )
        cycle = " ".join(yearly[0].split()) if yearly and "/" not in yearly[0] else None
        return replace(
            fact,
            award=" ".join(award[0].split()) if award else None,
            cycle=cycle or ("hằng năm" if fact.per == "năm" else None),
        )


def _family(subject: Subject) -> UnitKind:
    return _FAMILY.get(subject.kind, subject.kind)


def _backwards(found: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, with what the end of a sentence says for its beginning too: "sau 5 năm", "của huyện"."""
    facts = list(found)
    for at in range(len(facts) - 1, 0, -1):
        part, whole = facts[at], facts[at - 1]
        if (
            part.link is Link.PART
            and part.mode is Mode.AFTER_YEARS
            and not whole.mode
            and whole.direction is Direction.REMAIN
        ):
            facts[at - 1] = replace(whole, mode=part.mode, years=part.years)
        if (
            whole.role is Role.TARGET
            and not part.link
            and _unnamed(whole.subjects)
            and any(s.whole for s in part.subjects)
        ):
            facts[at - 1] = replace(facts[at - 1], subjects=part.subjects)
        if part.within:
            facts[at] = replace(part, within=facts[at - 1])
    return iter(facts)


def _unnamed(subjects: tuple[Subject, ...]) -> bool:
    return all(subject.span == Span(0, 0) for subject in subjects)
