"""Figures set for somebody: rates, counts and lengths of time, with what they are to do and by when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.facts.anchors import DIRECTIONS, LENGTHS, PERCENT, RATES, Anchor, clause_of, find_anchors, length_of
from documents.facts.clauses import inside
from documents.facts.fact import Base, Direction, Fact, Link, Mode, Role
from documents.facts.measures import Measure, Mention
from documents.facts.passage import Passage
from documents.facts.quantities import Comparator, Quantity
from documents.facts.subjects import Subject, UnitKind
from documents.facts.times import Time, When
from documents.phrases import Phrase
from documents.reading import Span

_AVERAGE = Phrase(r"\b(?:bình quân|trung bình)\b")
_EVERY = Phrase(
    r"\b(?:(?:hằng|hàng|mỗi|từng) (?P<unit>năm|quý|tháng|tuần|đợt|kỳ)"
    r"|mỗi (?P<each>xã|phường|huyện|thôn|bản|đơn vị|cơ quan|cụm|khối|chi hội))\b"
)
_EVERY_YEAR = Phrase(r"\b(?:hằng|hàng|mỗi|trong một) năm\Z")
_YEARLY = Phrase(r"\b(?:hằng|hàng|mỗi) năm\b")
_LAST_YEAR = Phrase(r"\bso với năm (?:trước|liền kề)")
_AFTER = Phrase(r"\bsau\s*(?:thời gian )?\Z")
_PART = Phrase(r"\btrong (?:đó|số đó)\b")
_FOR = Phrase(r"\b(?:đối với|dành cho|áp dụng cho|cho|ở|tại)(?: các| những)?\s*\Z")
_LISTED = re.compile(r"\s*(?:,|và|,? và)?\s*")
_LOWER = Phrase(r"\b(?:thấp|ít) hơn\b")
_SOON = 40
_EXCEPTION = Phrase(r"\s*(?:riêng|đối với|ngoại trừ|trừ)\b")
_BASE = Phrase(
    r"\bso với (?:(?:đầu|cuối) (?:kỳ|giai đoạn|nhiệm kỳ)|(?:đầu |cuối )?năm (?P<year>\d{4})"
    r"|cùng kỳ(?: năm trước)?|năm (?:trước|liền kề))"
)
_AWARD = Phrase(r"\b(?:giấy khen|bằng khen|cờ thi đua|huân chương|bằng ghi công)\b")
_TARGETS = Phrase(r"\b(?:phấn đấu|mục tiêu|chỉ tiêu)\b")
_OWN_NOUN = re.compile(
    r"(?:tỷ|tỉ|ty|ti)\s+(?:lệ|le)\b|\d\s*%\s+(?:số\s+)?(?!/|trở|và|so|trong|sau|năm|đến|theo|nam|tro|den)[^\W\d_]{2,}"
    r"|thu nhập|thu nhap",
    re.IGNORECASE,
)
_FAMILY = {UnitKind.POOR_DISTRICT: UnitKind.DISTRICT, UnitKind.OTHER_HOUSEHOLD: UnitKind.HOUSEHOLD}


def find_figures(passage: Passage, sentence: Span) -> tuple[Fact, ...]:
    """The figures that a sentence sets, each with its clause; one clause with two limits gives two linked facts."""
    anchors = sorted(find_anchors(passage, sentence), key=lambda anchor: anchor.span)
    found: list[Fact] = []
    after = sentence.start
    for at, anchor in enumerate(anchors):
        following = anchors[at + 1].span.start if at + 1 < len(anchors) else sentence.end
        clause = clause_of(passage, sentence, anchor, after, following)
        found.append(_Figure(passage, sentence, anchor, clause, found).fact())
        after = clause.end
    return tuple(_completed(found))


class _Figure:
    """Reads one clause around its anchor; what it leaves out comes from the facts before it or from the lead-in."""

    def __init__(self, passage: Passage, sentence: Span, anchor: Anchor, clause: Span, earlier: Sequence[Fact]) -> None:
        self.passage = passage
        self.sentence = sentence
        self.anchor = anchor
        self.quantity = anchor.quantity
        self.clause = clause
        self.earlier = tuple(earlier)
        self.before = earlier[-1] if earlier else None
        self.words = passage.text[clause.start : clause.end]
        self.bracket = next((b for b in passage.brackets if b.start < clause.start < b.end), None)
        self.link = self._link()

    def fact(self) -> Fact:
        """The fact."""
        quantity = self.quantity
        measure = self._measure()
        direction = self._direction(measure)
        subjects, of = self._subjects()
        time, base = self._time()
        if base and measure in RATES and not base.year and _LAST_YEAR.search(base.words):
            base = None  # said of every year, not where a change starts
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
            direction=direction,
            comparator=quantity.comparator if quantity else Comparator.AT_LEAST if self.anchor.own else None,
            values=quantity.values if quantity else (),
            unit=quantity.unit if quantity else "",
            per=self._per(direction),
            years=int(duration.value) if duration else None,
            consecutive=bool((duration and duration.running) or (quantity and quantity.running)),
            time=time,
            base=base,
            own_target=self.anchor.own,
            link=self.link,
            within=self.before if self.link else None,
        )
        return self._award(replace(fact, mode=self._mode(fact, duration)))

    def _link(self) -> Link | None:
        if not self.before:
            return None
        if _PART.search(self.words, 0, min(len(self.words), 20)):
            return Link.PART
        if self.before.link is Link.EXCEPTION and self._named() and self._goes_on():
            return Link.EXCEPTION
        opening = self.bracket.start + 1 if self.bracket else self.clause.start
        if _EXCEPTION.match(self.passage.text, opening):
            return Link.EXCEPTION
        return Link.ASIDE if self.bracket else None

    def _joined(self) -> bool:
        """Whether it goes on with the fact before it, and does not begin anew after a semicolon."""
        return self.before is not None and (self.link is not None or self._goes_on())

    def _goes_on(self) -> bool:
        end = self.before.place.end - self.passage.start if self.before else 0
        return ";" not in self.passage.text[end : self.clause.start]

    def _listed(self) -> bool:
        """Whether it is a further count in a list: "350 hộ nghèo, 420 hộ cận nghèo", "10 tập thể, 15 cá nhân"."""
        counts = PERCENT | {"", "năm", "tháng"}
        if not self.before or not self.quantity or self.quantity.unit in counts or self.before.unit in counts:
            return False
        end = self.before.place.end - self.passage.start
        return _LISTED.fullmatch(self.passage.text, end, self.quantity.span.start) is not None

    def _mentions(self) -> list[Mention]:
        conditions = [subject.span for subject in self.passage.subjects if subject.conditions]
        return [
            mention
            for mention in self.passage.measures
            if self.clause.start <= mention.span.start < self.clause.end and not inside(mention.span.start, conditions)
        ]

    def _measure(self) -> Measure:
        quantity = self.quantity
        if quantity and quantity.unit in {"năm", "tháng"}:
            return length_of(self.passage, quantity)
        if quantity and quantity.unit not in PERCENT:
            return Measure.AWARDS if self.passage.role is Role.QUOTA and "đồng" not in quantity.unit else Measure.OTHER
        mentions = [mention for mention in self._mentions() if mention.measure not in LENGTHS]
        earlier = [mention for mention in mentions if mention.span.start <= self.anchor.span.start]
        near = earlier or [m for m in mentions if m.span.start - self.anchor.span.end < 25]
        if near:
            return near[-1].measure
        if self.anchor.own:
            rates = [m for m in self.passage.measures if m.span.start < self.anchor.span.start and m.measure in RATES]
            return rates[-1].measure
        if self._own_noun():
            return Measure.OTHER
        if self.before:
            return self.before.measure
        limb = self.passage.limb(self.anchor.span)
        rates = [m for m in self.passage.measures if limb.start <= m.span.start < self.clause.start]
        rates = [m for m in rates if m.measure in RATES]
        if rates:
            return rates[-1].measure
        lead = self.passage.lead
        return lead.measures[-1].measure if lead and lead.measures else Measure.OTHER

    def _own_noun(self) -> bool:
        """Whether the clause names something else that its percentage is of."""
        named = [s.span for s in self.passage.subjects if s.conditions]
        words = "".join(
            " " if inside(at, named) else self.passage.text[at] for at in range(self.clause.start, self.clause.end)
        )
        return _OWN_NOUN.search(words) is not None

    def _direction(self, measure: Measure) -> Direction | None:
        if self.anchor.direction:
            return self.anchor.direction
        if measure in LENGTHS:
            return Direction.REACH
        until = self.anchor.span.start - self.clause.start + 1 if self.quantity else len(self.words)
        if self.quantity and self.quantity.unit == "điểm %" and self._lower(self.quantity):
            return Direction.REDUCE
        found = [
            (match.end(), direction)
            for direction, phrase in DIRECTIONS
            if (match := phrase.last(self.words, 0, max(0, until)))
        ]
        if self.anchor.own:
            found = [one for one in found if one[1] in {Direction.REDUCE, Direction.INCREASE}]
        if measure in RATES:
            found = [one for one in found if one[1] is not Direction.REACH]
        if found:
            return max(found)[1]
        if measure in RATES:
            return self._usual_direction()
        if self.before and self._listed():
            return self.before.direction
        return None

    def _lower(self, quantity: Quantity) -> bool:
        """Whether so many points are how much lower a rate is to be: "thấp hơn 1,8 điểm phần trăm"."""
        return _LOWER.search(self.passage.text, self.clause.start, quantity.number.start) is not None

    def _usual_direction(self) -> Direction:
        """What a rate is to do where no verb says so."""
        if self.quantity and self.quantity.per:
            return Direction.REDUCE
        if self.before and self.before.direction and self._joined():
            return self.before.direction
        lead = self.passage.lead
        reduces = lead and DIRECTIONS[1][1].search(lead.text)
        if reduces and self.quantity and self.quantity.comparator in {Comparator.AT_LEAST, Comparator.MORE}:
            return Direction.REDUCE
        return Direction.REMAIN

    def _per(self, direction: Direction | None) -> str | None:
        if not self.quantity or self.quantity.per:
            return self.quantity.per if self.quantity else None
        if direction is Direction.REMAIN or self.quantity.unit in {"năm", "tháng"}:
            return None
        every = _EVERY.last(self.words, 0, max(0, self.anchor.span.start - self.clause.start))
        if every:
            return (every["unit"] or every["each"]).lower()
        after = self.quantity.unit not in PERCENT and _EVERY_YEAR.search(
            self.passage.text, self.anchor.span.end, self.clause.end
        )
        if after:
            return "năm"
        if self.before and self._listed():
            return self.before.per
        again = self.link is Link.EXCEPTION and self.before and self.before.unit == self.quantity.unit in PERCENT
        return self.before.per if again and self.before else None

    def _subjects(self) -> tuple[tuple[Subject, ...], tuple[Subject, ...]]:
        """Whom it is set for, and whose measure is meant where that is somebody else."""
        role = self.passage.role
        if role is Role.QUOTA:
            return (), ()
        if role not in {Role.CRITERION, Role.TARGET}:
            return self.passage.actors(self.clause.start, self.anchor.span.start) or self._inherited(), ()
        named = self._named()
        if role is Role.TARGET:
            return named or self._inherited(), ()
        heads = self.passage.opening[0] or self.passage.addressees
        if not heads:
            return named or self._inherited(), ()
        families = {_family(subject) for subject in heads}
        same = tuple(s for s in named if _family(s) in families and not s.whole)
        if same:
            return same, ()
        if self.link and self.before and not named:
            return self.before.subjects, self.before.of
        return heads, tuple(s for s in named if not s.whole)

    def _inherited(self) -> tuple[Subject, ...]:
        if self.before and self._joined():
            return self.before.subjects
        lead = self.passage.lead
        if lead and lead.subjects:
            return lead.subjects
        if heads := self.passage.opening[0] or self.passage.addressees:
            return heads
        if self.passage.role is Role.TARGET or (self.quantity and self.quantity.unit in PERCENT):
            return self.passage.whole
        return self.passage.actors(self.sentence.start, self.clause.start)

    def _named(self) -> tuple[Subject, ...]:
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
        return len(words) < _SOON and _FOR.search(words) is not None

    def _time(self) -> tuple[Time | None, Base | None]:
        inner = [t for t in self.passage.times if self.clause.start <= t.span.start < self.clause.end]
        base = self._base(inner)
        others = [b for b in self.passage.brackets if b != self.bracket]
        inner = [t for t in inner if not inside(t.span.start, others) or self._runs(t)]
        inner = [t for t in inner if not (base and base.year and t.year == base.year and t.until is None)]
        dated = sorted(inner, key=lambda t: (t.when not in {When.BY, When.BEFORE}, t.until is None))
        if dated:
            return dated[0], base
        if self.before and (self.link or self._listed() or (self.before.time and self.before.time.when is When.BY)):
            return self.before.time, base or (self.before.base if self._same_change() else None)
        lead = self.passage.lead
        return (lead.times[0] if lead and lead.times else None), base

    def _runs(self, time: Time) -> bool:
        """Whether a time is all that brackets after the figure say: "trong 04 năm liên tục (2022 - 2025)"."""
        before, after = self.passage.text[: time.span.start], self.passage.text[time.span.end :]
        closed = before.rstrip().endswith("(") and after.lstrip().startswith(")")
        return closed and time.until is not None and time.span.start > self.anchor.span.end

    def _same_change(self) -> bool:
        """Whether it says over again, by the year, the change that the fact before it states."""
        return self._joined() and self.link in {None, Link.ASIDE} and not self._named()

    def _base(self, inner: Sequence[Time]) -> Base | None:
        if match := _BASE.search(self.passage.text, self.anchor.span.end, self.clause.end):
            return Base(year=int(match["year"]) if match["year"] else None, words=" ".join(match[0].split()))
        earlier = [
            quantity
            for quantity in self.passage.quantities
            if quantity.comparator is Comparator.FROM
            and self.clause.start <= quantity.span.start < self.anchor.span.start
        ]
        if not earlier:
            return None
        start = earlier[-1]
        year = next((t for t in inner if start.span.end <= t.span.start <= start.span.end + 12), None)
        end = year.span.end if year else start.span.end
        words = " ".join(self.passage.text[start.span.start : end].split())
        return Base(value=start.value, year=year.year if year else None, words=words)

    def _duration(self) -> Quantity | None:
        """How many years it runs: "trong 5 năm liên tục", "sau 5 năm"."""
        if self.quantity and self.quantity.unit not in PERCENT:
            return None
        limb = self.passage.limb(self.anchor.span)
        years = [q for q in self.passage.quantities if q.unit == "năm" and limb.start <= q.span.start < self.clause.end]
        return next((q for q in years if q.span.start >= self.clause.start), next(iter(years), None))

    def _mode(self, fact: Fact, duration: Quantity | None) -> Mode | None:
        if fact.measure not in RATES and fact.direction is not Direction.NONE_LEFT:
            return None
        if fact.direction is Direction.REDUCE:
            return self._pace(fact)
        if duration and _AFTER.search(self.passage.text, max(0, duration.span.start - _SOON), duration.span.start):
            return Mode.AFTER_YEARS
        if self.link is Link.PART and self.before and not fact.time:
            return self.before.mode
        return Mode.AT_DATE if fact.time else None

    def _pace(self, fact: Fact) -> Mode:
        lead = self.passage.lead
        if _AVERAGE.search(self.words) or (lead and _AVERAGE.search(lead.text)):
            return Mode.AVERAGE
        like = next((one for one in reversed(self.earlier) if one.direction is Direction.REDUCE), None)
        if self.link and like and like.mode is Mode.AVERAGE:
            return Mode.AVERAGE
        yearly = fact.per == "năm" or fact.consecutive or _EVERY.search(self.words) or _LAST_YEAR.search(self.words)
        return Mode.EACH_YEAR if yearly else Mode.TOTAL

    def _role(self, measure: Measure) -> Role:
        role = self.passage.role
        if self.quantity and self.quantity.unit in {"ngày", "ngày làm việc", "giờ"}:
            return Role.DEADLINE
        if role is Role.QUOTA and measure is not Measure.AWARDS:
            return Role.CRITERION if measure in RATES | LENGTHS else Role.OTHER
        if role in {Role.DEADLINE, Role.OTHER}:
            aims = _TARGETS.search(self.passage.text, self.sentence.start, self.anchor.span.start)
            return Role.TARGET if aims and measure in RATES else Role.OTHER
        return role

    def _award(self, fact: Fact) -> Fact:
        """An award's quota with what is given, how often or when."""
        if fact.role is not Role.QUOTA:
            return fact
        text = self.passage.text
        award = _AWARD.search(text, self.sentence.start, self.sentence.end) or _AWARD.search(text)
        headings = [above.text for above in self.passage.ancestors[:1]]
        yearly = fact.per == "năm" or any(_YEARLY.search(words) for words in [self.passage.text, *headings])
        colon = text.find(":", self.sentence.start, self.clause.start)
        opening = [time for time in self.passage.times if self.sentence.start <= time.span.start < colon]
        above = opening if len(opening) == 1 else []
        above += [time for heading in self.passage.ancestors[:1] for time in heading.times]
        return replace(
            fact,
            award=" ".join(award[0].split()) if award else None,
            cycle="hằng năm" if yearly else None,
            time=fact.time or (above[0] if above and not yearly else None),
        )


def _family(subject: Subject) -> UnitKind:
    return _FAMILY.get(subject.kind, subject.kind)


def _completed(found: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, with what the end of a sentence says for its beginning too: "sau 5 năm", "của huyện"."""
    facts = list(found)
    for at in range(len(facts) - 1, 0, -1):
        part, whole = facts[at], facts[at - 1]
        dated = part.link is Link.PART and part.mode in {Mode.AFTER_YEARS, Mode.AT_DATE}
        if dated and not whole.mode and whole.direction is Direction.REMAIN:
            facts[at - 1] = replace(whole, mode=part.mode, years=part.years, time=part.time)
        named = all(subject.span == Span(0, 0) for subject in whole.subjects)
        if whole.role is Role.TARGET and not part.link and named and any(s.whole for s in part.subjects):
            facts[at - 1] = replace(facts[at - 1], subjects=part.subjects)
    for at, fact in enumerate(facts):
        facts[at] = replace(fact, within=facts[at - 1]) if fact.within else fact
    return iter(facts)
