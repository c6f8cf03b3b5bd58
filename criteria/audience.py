"""Whom a provision of a plan is for."""

from __future__ import annotations

from collections.abc import Sequence

from criteria.drafts import Addressee, addressees
from criteria.model import Subject, UnitKind
from criteria.naming import plain_words
from documents.facts import subjects
from documents.facts.fact import Fact
from documents.facts.passage import Passage
from documents.plan import Plan

_WHOLE = {
    subjects.UnitKind.PROVINCE: "Toàn tỉnh",
    subjects.UnitKind.DISTRICT: "Toàn huyện",
    subjects.UnitKind.COMMUNE: "Toàn xã",
    subjects.UnitKind.OFFICE: "Cơ quan ban hành",
}


def addressed(passage: Passage) -> tuple[tuple[subjects.Subject, ...], int]:
    """Whom a provision is for, by its own opening ("Đối với …: …") or by its headings, and where it begins."""
    named, start = passage.opening
    return named or passage.addressees, start


def label_of(passage: Passage, one: subjects.Subject) -> str:
    """The words that name a unit."""
    for place in () if one.whole else (passage, *passage.ancestors):
        if one in place.subjects:
            words = " ".join(place.text[one.span.start : one.span.end].split())
            return words[:1].upper() + words[1:]
    return _WHOLE.get(one.kind, one.kind.value)


class Audience:
    """Whom the provisions of one plan are for, each seen beside the others."""

    def __init__(self, plan: Plan, facts: Sequence[Fact], passages: Sequence[Passage]) -> None:
        self.plan = plan
        self.facts = facts
        self.passages = passages

    def groups(
        self, passage: Passage, facts: Sequence[Fact], whom: Sequence[subjects.Subject]
    ) -> list[tuple[Addressee, list[Fact]]]:
        """The facts of a provision by whom they are for; all of one provision are mostly for the same."""
        own = {fact.subjects for fact in facts if fact.subjects and not fact.of}
        if len(own) == 1:
            whom = next(iter(own))
        general = [fact for fact in facts if not fact.subjects or fact.of or tuple(fact.subjects) == tuple(whom)]
        groups = [(one, general) for one in self.addressees(passage, whom)]
        special: dict[tuple[subjects.Subject, ...], list[Fact]] = {}
        for fact in facts:
            if fact not in general:
                special.setdefault(fact.subjects, []).append(fact)
        for named, some in special.items():
            groups += [(one, some) for one in self.addressees(passage, named)]
        return groups

    def addressees(self, passage: Passage, named: Sequence[subjects.Subject]) -> list[Addressee]:
        """Those named, as subjects of criteria; by the words of the heading where nobody is named."""
        labels = [label_of(passage, one) for one in named]
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
