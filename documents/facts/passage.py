"""A provision as its facts are looked for: its words, its headings and lead-in, what its place makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from documents.facts.cells import cells_of
from documents.facts.clauses import body_start, find_brackets, find_documents, inside, split_sentences
from documents.facts.fact import Role
from documents.facts.measures import Mention, find_measures
from documents.facts.parts import Part, part_of, parts_of_columns
from documents.facts.quantities import Quantity, find_quantities
from documents.facts.subjects import Subject, UnitKind, find_subjects
from documents.facts.times import Time, find_times
from documents.phrases import Phrase
from documents.plan import Kind, Level, Plan, Provision
from documents.reading import Span

_OF_PART = {
    Part.TARGET: Role.TARGET,
    Part.REQUIREMENT: Role.TARGET,
    Part.CRITERION: Role.CRITERION,
    Part.AWARD: Role.QUOTA,
    Part.DOSSIER: Role.DEADLINE,
    Part.MEASURE: Role.DEADLINE,
    Part.TASK: Role.DEADLINE,
}
"""What is said in the parts of a plan; in the others it is said by the way."""
_VARIES = frozenset({Role.CRITERION, Role.QUOTA, Role.DEADLINE})
"""What may be told under the name of an award, sentence by sentence."""
_HEADING, _OPENING = 160, 16  # how far into a heading, or into an item, those it is for may stand
_LEADS = Phrase(r"(?::|\bnhư sau|\bsau đây|, cụ thể)\s*[:.;,]?\s*\Z")
_NOTE = Phrase(r"(?:ghi chú|lưu ý)\b")
_ASKED = Phrase(r"\b(?:đề nghị|yêu cầu|giao(?: cho)?)\b")
_OPENED = Phrase(r"(?:(?:hằng|hàng|định kỳ|mỗi) năm,?|năm \d{4},?)\s*")
_NEAR = re.compile(
    r"(?:[\s,;]|các|và|của|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|ủy ban nhân dân|thủ trưởng"
    r"|Thủ trưởng|Chủ tịch|chủ tịch)*",
    re.IGNORECASE,
)
_WHERE = Phrase(r"\b(?:ở|của|thuộc|trên|tại)\b")
_TO_WHOM = Phrase(r"\b(?:đối với|dành cho|áp dụng (?:cho|đối với))\b")
_WHOLE = {
    Level.PROVINCE: UnitKind.PROVINCE,
    Level.DISTRICT: UnitKind.DISTRICT,
    Level.COMMUNE: UnitKind.COMMUNE,
    Level.DEPARTMENT: UnitKind.OFFICE,
}


@dataclass(frozen=True)
class Passage:
    """One provision with what is read in it, once; places are places in `text`, `start` is its place in the reading."""

    plan: Plan
    position: int
    text: str
    start: int
    others: Sequence[Passage] = field(repr=False, compare=False)

    @classmethod
    def of(cls, plan: Plan) -> tuple[Passage, ...]:
        """The passages of a plan, one for each provision; each finds those above it among them."""
        passages: list[Passage] = []
        for position, provision in enumerate(plan.provisions):
            text = plan.reading.text[provision.place.start : provision.place.end]
            passages.append(cls(plan, position, text, provision.place.start, passages))
        return tuple(passages)

    @property
    def provision(self) -> Provision:
        """The provision itself."""
        return self.plan.provisions[self.position]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its quantities but those in numbers of documents."""
        first = body_start(self.text)
        return tuple(
            found
            for found in find_quantities(self.text)
            if found.number.start >= first and not inside(found.number.start, self.documents)
        )

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Its times but the dates of documents."""
        return tuple(found for found in find_times(self.text) if not inside(found.span.end - 1, self.documents))

    @cached_property
    def measures(self) -> tuple[Mention, ...]:
        """The measures it names."""
        return find_measures(self.text)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The units and persons it names."""
        return find_subjects(self.text)

    @cached_property
    def documents(self) -> tuple[Span, ...]:
        """The documents it names by number."""
        return find_documents(self.text)

    @cached_property
    def brackets(self) -> tuple[Span, ...]:
        """Its outermost brackets."""
        return find_brackets(self.text)

    @cached_property
    def ancestors(self) -> tuple[Passage, ...]:
        """The provisions it stands under, nearest first."""
        return tuple(self.others[above] for above in self.plan.above(self.position))

    @cached_property
    def leads(self) -> bool:
        """Whether it only leads in what stands under it ("…, cụ thể:")."""
        return _LEADS.search(self.text) is not None

    @cached_property
    def opens(self) -> bool:
        """Whether it leads in with whom what stands under it is for ("Xã khu vực III, đến cuối năm 2025:")."""
        start = body_start(self.text)
        first = self.subjects[0].span.start if self.subjects else len(self.text)
        return self.leads and _NEAR.fullmatch(self.text[start:first]) is not None

    @cached_property
    def lead(self) -> Passage | None:
        """The lead-in it stands under, if it stands under one."""
        above = self.ancestors[0] if self.ancestors else None
        if not above or not above.leads:
            return None
        return above if above.provision.kind is not Kind.SECTION or above.measures else None

    @cached_property
    def role(self) -> Role:
        """What its own first words or its place in the plan make of what it says."""
        if _NOTE.match(self.text, body_start(self.text)):
            return Role.OTHER
        return _OF_PART.get(part_of(self.plan, self.position), Role.OTHER)

    def role_at(self, place: Span) -> Role:
        """The role of a clause: that of its cell in a table of several matters, of its sentence under an award."""
        if self.columns:
            parts = zip(cells_of(self.text), self.columns, strict=False)
            return next(
                (_OF_PART.get(part, self.role) for (cell, _), part in parts if place.start < cell.end), self.role
            )
        if self.role not in _VARIES:
            return self.role
        sentence = next((s for s in self._sentences if place.start < s.end), Span(0, len(self.text)))
        said = " ".join(self.text[sentence.start : sentence.end].split())
        return _OF_PART.get(part_of(self.plan, self.position, said), self.role)

    @cached_property
    def columns(self) -> tuple[Part, ...]:
        """What the columns of its table hold, where it is a row of one that is of several matters."""
        return parts_of_columns(self.plan, self.position) if self.provision.kind is Kind.ROW else ()

    @cached_property
    def _sentences(self) -> tuple[Span, ...]:
        return split_sentences(self.text, body_start(self.text))

    @cached_property
    def addressees(self) -> tuple[Subject, ...]:
        """Whom the headings above say it is for, the nearest heading that names anybody."""
        for above in self.ancestors:
            heads = above.provision.kind is Kind.SECTION or _TO_WHOM.search(above.text, 0, 40) or above.opens
            named = tuple(subject for subject in above.subjects if not subject.whole) if heads else ()
            if named:
                return _leading(named, above.text)
        return ()

    @cached_property
    def opening(self) -> tuple[tuple[Subject, ...], int]:
        """Whom its own first words say it is for, and where they end: "Đối với doanh nghiệp: …", a cell of a table.

        Nobody, and where its words begin, if it opens with what it says.
        """
        start = body_start(self.text)
        if self.provision.kind is Kind.ROW:
            return self._cell(start)
        colon = self.text.find(":", start, start + _HEADING)
        named = tuple(one for one in self.subjects if one.span.start < colon and not one.whole)
        if not named or not self.text[colon + 1 :].strip() or named[0].span.start - start >= _OPENING:
            return (), start
        return _leading(named, self.text), colon + 1

    def _cell(self, start: int) -> tuple[tuple[Subject, ...], int]:
        """Whom the first cell of a row that names anybody, and no measure or figure, says the row is for."""
        for cell in re.finditer(r"[^|]+", self.text):
            span = Span(*cell.span())
            named = tuple(one for one in self.subjects if inside(one.span.start, [span]))
            said = [one.span for one in self.measures] + [one.span for one in self.quantities if one.unit]
            if named:
                free = not any(inside(place.start, [span]) for place in said)
                return (_leading(named, self.text), span.end) if free else ((), start)
        return (), start

    @property
    def whole(self) -> tuple[Subject, ...]:
        """The locality the plan is for, as a subject that no words name."""
        kind = _WHOLE.get(self.plan.level) if self.plan.level else None
        return (Subject(kind, Span(0, 0), whole=True),) if kind else ()

    def actors(self, start: int, before: int) -> tuple[Subject, ...]:
        """Those whom the words before a place name as who acts: asked to, or opening the sentence or the provision."""
        asked = _ASKED.last(self.text, start, before)
        places = [asked.end()] if asked else [start, body_start(self.text)]
        return next((found for place in places if (found := self._listed(place, before))), ())

    def _listed(self, start: int, before: int) -> tuple[Subject, ...]:
        """The units listed from a place on."""
        opened = _OPENED.match(self.text, start, before)
        start = opened.end() if opened else start
        found: list[Subject] = []
        for subject in self.subjects:
            if subject.span.start < start or subject.span.start >= before or subject.whole:
                continue
            if not _NEAR.fullmatch(self.text[start : subject.span.start]):
                break
            start = subject.span.end
            if subject.kind not in {one.kind for one in found}:
                found.append(subject)
        return tuple(found)

    def limb(self, span: Span) -> Span:
        """The stretch between the semicolons, colons and full stops around a place; a bracket it is in is one."""
        around = next((b for b in self.brackets if b.start < span.start < b.end), None)
        first, last = (around.start + 1, around.end - 1) if around else (0, len(self.text))
        inner = [b for b in self.brackets if b != around]
        marks = [at for at in self._stops if first <= at < last and not inside(at, inner)]
        start = max([first, *(at + 1 for at in marks if at < span.start)])
        return Span(start, min([last, *(at for at in marks if at >= span.end)]))

    @cached_property
    def _stops(self) -> tuple[int, ...]:
        found = [0]
        for match in re.finditer(r"[;:](?!\d)|\.(?=\s|$)", self.text):
            opened = self.text[found[-1] : match.start()].strip(" \t\r\n;:.-+*•")
            names = [self.text[slice(*s.span)] for s in self.subjects if found[-1] <= s.span.start < match.start()]
            if match[0] != ":" or not names or len(opened) > sum(map(len, names)) + _OPENING:
                found.append(match.start())
        return tuple(found[1:])

    def in_reading(self, span: Span) -> Span:
        """A place in this text as a place in the reading."""
        return Span(span.start + self.start, span.end + self.start)


def _leading(named: tuple[Subject, ...], text: str) -> tuple[Subject, ...]:
    """The subjects a heading is for: those in its list, not those a relative clause or bracket mentions."""
    kept = [named[0]]
    for subject in named[1:]:
        between = text[kept[-1].span.end : subject.span.start]
        if (len(between) > 12 and ";" not in between) or _WHERE.search(between):
            break
        if subject.kind not in {one.kind for one in kept} or subject.zone:
            kept.append(subject)
    return tuple(kept)
