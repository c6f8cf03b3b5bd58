"""Drafts of criteria out of a plan's provisions: grounded in its words, and never a guess.

Every criterion quotes the plan at its span; the figures of its test are printed in the quote or in the heading above
it. What cannot be read into a test becomes a qualitative criterion that people judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from criteria import model
from criteria.audience import Audience, addressed, label_of
from criteria.drafts import Addressee, test_of
from criteria.limbs import Limb, cover, facts_in, local_of, read_limb, split_limbs
from criteria.model import (
    All,
    AnyOf,
    AtDate,
    Change,
    Criterion,
    Elapsed,
    Handover,
    Judged,
    Leaf,
    OpenQuestion,
    Rulebook,
    Source,
    Subject,
    Test,
    UnitKind,
    hash_of,
)
from criteria.naming import document_name, title_of, with_ids
from criteria.rules import deadlines, quotas
from documents.facts.clauses import body_start, offers_choice
from documents.facts.extraction import extract_facts
from documents.facts.fact import Fact, Link, Role
from documents.facts.passage import Passage
from documents.facts.units import HOUSEHOLDS
from documents.plan import Kind, Plan, Relation
from documents.reading import Span
from documents.syllables import fold

_STATED = frozenset({Kind.SECTION, Kind.ITEM, Kind.PARAGRAPH, Kind.ROW})
_POOR = {UnitKind.POOR_HOUSEHOLD, UnitKind.NEAR_POOR_HOUSEHOLD}
_STILL_POOR = (
    "Hộ còn nghèo hoặc cận nghèo chưa thể có số năm thoát nghèo, mà văn bản vẫn xếp ý này cho cả các hộ đó; "
    "cần hỏi cơ quan chủ trì."
)
_QUESTION = (
    "Văn bản không nói rõ xã thuộc khu vực phải đạt cả dòng giảm chung và dòng của khu vực, "
    "hay chỉ cần dòng của khu vực."
)


def extract_criteria(plan: Plan) -> Rulebook:
    """The rules of a plan as drafts for review: criteria of every kind of unit, targets, quotas, deadlines, hand-overs.

    Takes a plan as it was read; gives a rulebook in which nothing is approved yet.
    """
    facts = extract_facts(plan)
    drafts = _Drafts(plan, facts)
    criteria = (*drafts.targets(), *drafts.criteria(), *drafts.quotas(), *drafts.deadlines(), *drafts.handovers())
    in_order = sorted(criteria, key=lambda criterion: (criterion.source.span[0], criterion.source.span[1]))
    named = tuple(with_ids(in_order))
    return Rulebook(
        plan=plan.id,
        number=plan.number,
        issuer=plan.issuer,
        issued=plan.issued,
        place=plan.place,
        level=plan.level.value if plan.level else None,
        period=plan.period,
        open_questions=tuple(_open_questions(named)),
        criteria=named,
    )


class _Drafts:
    """Makes the criteria of one plan."""

    def __init__(self, plan: Plan, facts: Sequence[Fact]) -> None:
        self.plan = plan
        self.facts = facts
        self.passages = Passage.of(plan)
        self.audience = Audience(plan, facts, self.passages)
        self.handed = [one.span for one in plan.references if one.relation is Relation.DELEGATES]

    def criteria(self) -> Iterator[Criterion]:
        """Criteria of awards: every clause under a heading of criteria, tests where they can be read."""
        for passage in self.passages:
            if not self._states(passage):
                continue
            facts = [f for f in self.facts if f.provision == passage.position and f.role is Role.CRITERION]
            whom, start = addressed(passage)
            groups = self.audience.groups(passage, facts, whom)
            for addressee, own in groups:
                yield from self._provision(passage, addressee, own, start, alone=len({id(o) for _, o in groups}) == 1)

    def _states(self, passage: Passage) -> bool:
        provision = passage.provision
        if provision.kind not in _STATED or passage.role is not Role.CRITERION:
            return False
        parent = any(passage.position == one.parent for one in self.plan.provisions)
        if parent and (passage.leads or provision.kind is Kind.SECTION):
            return False
        if any(span.start < provision.span.end and provision.span.start < span.end for span in self.handed):
            return False
        named, start = passage.opening
        if provision.kind is Kind.ROW and not named:
            return False
        heading = provision.kind is Kind.SECTION and start == body_start(passage.text)
        return not heading and not passage.leads

    def _provision(
        self, passage: Passage, addressee: Addressee, facts: Sequence[Fact], start: int, *, alone: bool
    ) -> Iterator[Criterion]:
        """The criteria that a provision sets for one addressee; `alone` if it has no other."""
        subject = addressee.subject
        spans = [span for span in split_limbs(passage.text, start) if alone or facts_in(span, passage, facts)]
        limbs = [read_limb(passage, span, facts, subject, self.plan) for span in spans]
        tests = [test for limb in limbs for test, _ in limb.tests]
        whole = alone and tests and all(limb.tests and not limb.more for limb in limbs)
        if whole and _alike(facts, limbs):
            row = passage.provision.kind is Kind.ROW
            yield from self._tested(passage, addressee, tests, None, start if row else 0)
            return
        for limb in limbs:
            if limb.tests:
                place = limb.span if not limb.more else cover(span for _, span in limb.tests)
                yield from self._tested(passage, addressee, [test for test, _ in limb.tests], place)
        rest = next((limb for limb in limbs if limb.more or not limb.tests), None)
        if rest:
            title = title_of(passage.text[rest.span.start : rest.span.end])
            kind = model.Kind.QUALITATIVE
            yield self._criterion(passage, kind, title, addressee, Judged(), None)

    def _tested(
        self, passage: Passage, addressee: Addressee, tests: Sequence[Leaf | All], place: Span | None, start: int = 0
    ) -> Iterator[Criterion]:
        joined = AnyOf if offers_choice(passage.text) else All
        test: Test = tests[0] if len(tests) == 1 else joined(tests=tuple(tests))
        words = passage.text[place.start : place.end] if place else passage.text[start:]
        title = title_of(words, whole=True)
        kind = model.Kind.ELIGIBILITY
        units = addressee.subject.units
        poor = tuple(unit for unit in units if unit in _POOR)
        if poor and any(isinstance(leaf, Elapsed) for leaf in model.leaves(test)):
            rest = tuple(unit for unit in units if unit not in _POOR)
            if rest:
                yield self._criterion(passage, kind, title, _with_units(addressee, rest), test, place)
            unsettled = Judged(open=_STILL_POOR)
            yield self._criterion(passage, kind, title, _with_units(addressee, poor), unsettled, place)
            return
        yield self._criterion(passage, kind, title, addressee, test, place)

    def targets(self) -> Iterator[Criterion]:
        """Targets of the whole locality and of kinds of unit in it; met, they are no criterion met."""
        for fact in self.facts:
            test = test_of(fact, self.plan) if fact.role is Role.TARGET else None
            if test is None:
                continue
            passage = self.passages[fact.provision]
            for addressee in self.audience.addressees(passage, fact.subjects):
                place = local_of(fact, passage)
                title = title_of(f"Mục tiêu: {passage.text[place.start : place.end]}", whole=True)
                yield self._criterion(passage, model.Kind.TARGET, title, addressee, test, place)

    def quotas(self) -> Iterator[Criterion]:
        """How many may be awarded, one rule a sentence."""
        for place, award, limits in quotas(self.facts, self.plan):
            passage = self._passage_at(place)
            local = Span(place.start - passage.start, place.end - passage.start)
            title = title_of(passage.text[local.start : local.end], whole=True)
            subject = Subject(label=", ".join(dict.fromkeys(limit.of for limit in limits)))
            source = self._source(passage, local)
            yield Criterion(
                id="x", kind=model.Kind.QUOTA, title=title, award=award, subject=subject, limits=limits, source=source
            )

    def deadlines(self) -> Iterator[Criterion]:
        """What is due by a day or in a year."""
        for fact, due in deadlines(self.facts, self.plan):
            passage = self.passages[fact.provision]
            local = local_of(fact, passage)
            labels = [label_of(passage, one) for one in fact.subjects]
            subject = Subject(label=", ".join(dict.fromkeys(labels)) or "cơ quan thực hiện")
            title = title_of(passage.text[local.start : local.end], whole=True)
            source = self._source(passage, local)
            yield Criterion(id="x", kind=model.Kind.DEADLINE, title=title, subject=subject, due=due, source=source)

    def handovers(self) -> Iterator[Criterion]:
        """What the plan leaves to another document."""
        for reference in self.plan.references:
            if reference.relation is not Relation.DELEGATES:
                continue
            place = self.plan.reading.in_reading(reference.span)
            passage = self._passage_at(place)
            headings = " ".join(above.text for above in passage.ancestors[:1])
            said = _CRITERIA.search(fold(f"{reference.subject or ''} {headings}"))
            criteria = said is not None and passage.role is Role.CRITERION
            named = passage.subjects if criteria else ()
            kinds = [subject for subject in named if subject.kind in HOUSEHOLDS]
            units = tuple(UnitKind) if criteria and not kinds else ()
            if kinds:
                units = tuple(unit for one in self.audience.addressees(passage, kinds) for unit in one.subject.units)
            words = " ".join(self.plan.reading.text[place.start : place.end].split())
            document = document_name(words, reference.number)
            yield Criterion(
                id="x",
                kind=model.Kind.DELEGATION,
                title=title_of(passage.text[body_start(passage.text) :], whole=True),
                subject=Subject(units=units, label=reference.subject or "mọi đối tượng"),
                handover=Handover(
                    document=document,
                    issued=reference.issued,
                    issuer=reference.issuer,
                    covers="criteria" if criteria else "award",
                ),
                source=self._source(passage, Span(place.start - passage.start, place.end - passage.start)),
            )

    def _criterion(
        self, passage: Passage, kind: model.Kind, title: str, addressee: Addressee, test: Test, place: Span | None
    ) -> Criterion:
        return Criterion(
            id="x",
            kind=kind,
            title=title,
            subject=addressee.subject,
            test=test,
            one_of=self._choice(passage),
            remarks=(addressee.remark,) if addressee.remark else (),
            source=self._source(passage, place),
        )

    def _choice(self, passage: Passage) -> str | None:
        """The path of a clause that lets one of its own parts, or of the clauses right under it, be enough."""
        clauses = (passage, *passage.ancestors[:1])
        return next((one.provision.path for one in clauses if offers_choice(one.text)), None)

    def _source(self, passage: Passage, place: Span | None) -> Source:
        citation = self.plan.cite(passage.provision, passage.in_reading(place) if place else None)
        words = self.plan.reading.source[citation.span.start : citation.span.end]
        return Source(
            path=citation.path, span=(citation.span.start, citation.span.end), quote=citation.quote, hash=hash_of(words)
        )

    def _passage_at(self, place: Span) -> Passage:
        for passage in self.passages:
            if passage.provision.place.start <= place.start < passage.provision.place.end:
                return passage
        return self.passages[0]


_CRITERIA = re.compile(r"tieu chuan|tieu chi|dieu kien")


def _alike(facts: Sequence[Fact], limbs: Sequence[Limb]) -> bool:
    """Whether tests of one provision may stand in one criterion: not where a limb is for somebody else."""
    return len(limbs) == 1 or not any(fact.link is Link.EXCEPTION for fact in facts)


def _with_units(addressee: Addressee, units: tuple[UnitKind, ...]) -> Addressee:
    return Addressee(addressee.subject.model_copy(update={"units": units}), addressee.remark)


def _open_questions(criteria: Sequence[Criterion]) -> Iterator[OpenQuestion]:
    """Zone lines beside a general line for communes under one heading: whether both bind is for people to settle."""
    lines: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        communes = criterion.subject.units == (UnitKind.COMMUNE,) and criterion.subject.when is None
        rates = [leaf for leaf in model.leaves(criterion.test) if isinstance(leaf, Change | AtDate)]
        if criterion.kind is model.Kind.ELIGIBILITY and communes and rates:
            lines.setdefault(criterion.source.path.rsplit(",", 1)[0].rsplit(".", 1)[0], []).append(criterion)
    for members in lines.values():
        general = tuple(one.id for one in members if not one.subject.zones)
        special = tuple(one.id for one in members if one.subject.zones)
        if general and special:
            yield OpenQuestion(question=_QUESTION, general=general, special=special)
