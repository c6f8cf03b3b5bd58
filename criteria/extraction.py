"""Drafts of criteria out of a plan's provisions: grounded in its words, and never a guess.

Every criterion quotes the plan at its span; the figures of its test are printed in the quote or in the heading above
it. What cannot be read into a test becomes a qualitative criterion that people judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from criteria import model
from criteria.conditions import Stated, find_conditions
from criteria.drafts import Addressee, addressees, test_of
from criteria.limbs import split_limbs
from criteria.model import (
    All,
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
from criteria.naming import document_name, plain_words, title_of, with_ids
from criteria.rules import deadlines, quotas
from documents.facts import subjects
from documents.facts.clauses import body_start, inside
from documents.facts.extraction import extract_facts
from documents.facts.fact import Fact, Link, Role
from documents.facts.passage import Passage
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
_LITTLE = 20
"""Letters of a clause beside its tests that say nothing more."""


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


@dataclass(frozen=True, slots=True)
class _Limb:
    """A stretch of a provision between semicolons: its tests, where they stand, and whether it says more."""

    span: Span
    tests: tuple[tuple[Leaf | All, Span], ...]
    more: bool


class _Drafts:
    """Makes the criteria of one plan."""

    def __init__(self, plan: Plan, facts: Sequence[Fact]) -> None:
        self.plan = plan
        self.facts = facts
        self.passages = Passage.of(plan)
        self.handed = [one.span for one in plan.references if one.relation is Relation.DELEGATES]

    def criteria(self) -> Iterator[Criterion]:
        """Criteria of awards: every clause under a heading of criteria, tests where they can be read."""
        for passage in self.passages:
            if not self._states(passage):
                continue
            facts = [f for f in self.facts if f.provision == passage.position and f.role is Role.CRITERION]
            whom, start = self._addressed(passage)
            groups = self._groups(passage, facts, whom)
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

    def _addressed(self, passage: Passage) -> tuple[tuple[subjects.Subject, ...], int]:
        """Whom a provision is for, by its own opening ("Đối với …: …") or by its headings, and where it begins."""
        named, start = passage.opening
        return named or passage.addressees, start

    def _groups(
        self, passage: Passage, facts: Sequence[Fact], whom: Sequence[subjects.Subject]
    ) -> list[tuple[Addressee, list[Fact]]]:
        """The facts of a provision by whom they are for; all of one provision are mostly for the same."""
        own = {fact.subjects for fact in facts if fact.subjects and not fact.of}
        if len(own) == 1:
            whom = next(iter(own))
        general = [fact for fact in facts if not fact.subjects or fact.of or tuple(fact.subjects) == tuple(whom)]
        groups = [(one, general) for one in self._subjects(passage, whom)]
        special: dict[tuple[subjects.Subject, ...], list[Fact]] = {}
        for fact in facts:
            if fact not in general:
                special.setdefault(fact.subjects, []).append(fact)
        for named, some in special.items():
            groups += [(one, some) for one in self._subjects(passage, named)]
        return groups

    def _subjects(self, passage: Passage, named: Sequence[subjects.Subject]) -> list[Addressee]:
        labels = [self._label(passage, one) for one in named]
        found = addressees(named, labels, self.plan, self.facts)
        if not found:
            heading = next((plain_words(above.text) for above in passage.ancestors), "mọi đối tượng")
            return [Addressee(Subject(label=heading[:120]))]
        return [self._apart(passage, one, named) for one in found]

    def _apart(self, passage: Passage, one: Addressee, named: Sequence[subjects.Subject]) -> Addressee:
        """The subject without kinds of unit that have a line of their own beside it."""
        units = one.subject.units
        kinds = {subject.kind for subject in named}
        beside = {
            subject.kind
            for fact in self.facts
            if self.plan.provisions[fact.provision].parent == passage.provision.parent
            for subject in fact.subjects
        }
        everywhere = {subject.kind for other in self.passages for subject in other.addressees + other.subjects}
        drop: set[UnitKind] = set()
        if subjects.UnitKind.POOR_DISTRICT in beside - kinds and passage.lead:
            drop.add(UnitKind.POOR_DISTRICT)
        if subjects.UnitKind.OFFICER in kinds and subjects.UnitKind.POVERTY_OFFICER in everywhere - kinds:
            drop.add(UnitKind.OFFICER)
        kept = tuple(unit for unit in units if unit not in drop)
        return Addressee(one.subject.model_copy(update={"units": kept}), one.remark)

    def _label(self, passage: Passage, one: subjects.Subject) -> str:
        """The words that name a unit."""
        for place in () if one.whole else (passage, *passage.ancestors):
            if one in place.subjects:
                words = " ".join(place.text[one.span.start : one.span.end].split())
                return words[:1].upper() + words[1:]
        return _WHOLE.get(one.kind, one.kind.value)

    def _provision(
        self, passage: Passage, addressee: Addressee, facts: Sequence[Fact], start: int, *, alone: bool
    ) -> Iterator[Criterion]:
        """The criteria that a provision sets for one addressee; `alone` if it has no other."""
        subject = addressee.subject
        spans = [span for span in split_limbs(passage.text, start) if alone or _of(span, passage, facts)]
        limbs = [self._limb(passage, span, facts, subject) for span in spans]
        tests = [test for limb in limbs for test, _ in limb.tests]
        whole = alone and tests and all(limb.tests and not limb.more for limb in limbs)
        if whole and _alike(facts, limbs):
            row = passage.provision.kind is Kind.ROW
            yield from self._tested(passage, addressee, tests, None, start if row else 0)
            return
        for limb in limbs:
            if limb.tests:
                place = limb.span if not limb.more else _cover(span for _, span in limb.tests)
                yield from self._tested(passage, addressee, [test for test, _ in limb.tests], place)
        rest = next((limb for limb in limbs if limb.more or not limb.tests), None)
        if rest:
            title = title_of(passage.text[rest.span.start : rest.span.end])
            kind = model.Kind.QUALITATIVE
            yield self._criterion(passage, kind, title, addressee, Judged(), None)

    def _limb(self, passage: Passage, span: Span, facts: Sequence[Fact], subject: Subject) -> _Limb:
        """What a limb tests; a figure in it that sets no test leaves the whole limb to people."""
        inside_limb = _of(span, passage, facts)
        found: list[tuple[Leaf | All, Span]] = []
        stated = find_conditions(passage.text, span, frozenset(subject.units))
        for group in _nested(inside_limb):
            tests = [test_of(fact, self.plan) for fact in group]
            place = _cover(_local(fact, passage) for fact in group)
            if any(_says(one, place, group) for one in stated):
                continue
            if any(test is None for test in tests):
                return _Limb(span, (), more=True)
            leaves = tuple(test for test in tests if test is not None)
            found.append((leaves[0] if len(leaves) == 1 else All(tests=leaves), place))
        if _at_odds(test for test, _ in found):
            return _Limb(span, (), more=True)
        found += [(one.test, one.span) for one in stated]
        said = [place for _, place in found] + ([one.span for one in passage.measures] if found else [])
        rest = "".join(passage.text[at] for at in range(span.start, span.end) if not inside(at, said))
        letters = len(re.sub(r"[\W\d_]", "", rest))
        return _Limb(span, tuple(found), more=letters > _LITTLE)

    def _tested(
        self, passage: Passage, addressee: Addressee, tests: Sequence[Leaf | All], place: Span | None, start: int = 0
    ) -> Iterator[Criterion]:
        test: Test = tests[0] if len(tests) == 1 else All(tests=tuple(tests))
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
            for addressee in self._subjects(passage, fact.subjects):
                place = _local(fact, passage)
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
            local = _local(fact, passage)
            labels = [self._label(passage, one) for one in fact.subjects]
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
            kinds = [subject for subject in named if subject.kind.value.startswith("ho_")]
            units = tuple(UnitKind) if criteria and not kinds else ()
            if kinds:
                units = tuple(unit for one in self._subjects(passage, kinds) for unit in one.subject.units)
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
            remarks=(addressee.remark,) if addressee.remark else (),
            source=self._source(passage, place),
        )

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
_WHOLE = {
    subjects.UnitKind.PROVINCE: "Toàn tỉnh",
    subjects.UnitKind.DISTRICT: "Toàn huyện",
    subjects.UnitKind.COMMUNE: "Toàn xã",
    subjects.UnitKind.OFFICE: "Cơ quan ban hành",
}


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


def _of(span: Span, passage: Passage, facts: Iterable[Fact]) -> list[Fact]:
    """The facts of a stretch of a passage."""
    places = ((fact, _local(fact, passage)) for fact in facts)
    return [fact for fact, place in places if span.start < place.end and place.start < span.end]


def _alike(facts: Sequence[Fact], limbs: Sequence[_Limb]) -> bool:
    """Whether tests of one provision may stand in one criterion: not where a limb is for somebody else."""
    return len(limbs) == 1 or not any(fact.link is Link.EXCEPTION for fact in facts)


def _local(fact: Fact, passage: Passage) -> Span:
    return Span(fact.place.start - passage.start, fact.place.end - passage.start)


def _cover(spans: Iterable[Span]) -> Span:
    places = list(spans)
    return Span(min(span.start for span in places), max(span.end for span in places))


def _says(stated: Stated, place: Span, group: Sequence[Fact]) -> bool:
    """Whether a condition is all that a figure asks ("giúp đỡ ít nhất 01 hộ nghèo khác")."""
    helps = stated.test.measure is model.Measure.HELPS_OTHER_POOR and group[0].values == (Decimal(1),)
    return helps and stated.span.start < place.end and place.start < stated.span.end


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
