"""What a plan says, sentence by sentence, with the part of the plan it stands in and whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from documents.facts.clauses import body_start, find_documents, inside
from documents.facts.headings import AIM, AWARDED, STANDARD, SURELY, TERMS, nearest_told, told_by, told_by_lead
from documents.facts.quantities import Quantity, find_quantities
from documents.facts.subjects import Subject, find_subjects
from documents.facts.times import Time, find_times
from documents.plan import Citation, Kind, Plan, Provision
from documents.reading import Span
from documents.syllables import fold


class Role(StrEnum):
    """What a part of a plan is for."""

    BASIS = "basis"
    NAME = "name"
    TARGET = "target"
    REQUIREMENT = "requirement"
    CONTENT = "content"
    MEASURE = "measure"
    CRITERION = "criterion"
    AWARD = "award"
    DOSSIER = "dossier"
    TASK = "task"
    CLOSING = "closing"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    OTHER = "other"


_BY_KIND = {
    Kind.HEADER: Role.NAME,
    Kind.TITLE: Role.NAME,
    Kind.BASIS: Role.BASIS,
    Kind.PREAMBLE: Role.NAME,
    Kind.CLOSING: Role.CLOSING,
    Kind.RECIPIENTS: Role.RECIPIENTS,
    Kind.SIGNATURE: Role.SIGNATURE,
}
# The first that a heading holds, innermost heading first; folded.
_BY_HEADING = (
    (
        Role.CRITERION,
        re.compile(
            rf"\b(?:(?:tieu chuan|tieu chi|{fold(STANDARD)}"
            rf"|dieu kien (?:de|duoc|xet|khen|cong nhan)|{fold(TERMS)})\b|chuan [\"“])"
        ),
    ),
    (Role.DOSSIER, re.compile(r"\b(?:ho so|thoi han|thoi gian)\b")),
    (
        Role.AWARD,
        re.compile(rf"\b(?:khen thuong|tien thuong|hinh thuc|bang khen|giay khen|che do ho tro|{fold(AWARDED)})\b"),
    ),
    (
        Role.TARGET,
        re.compile(rf"\b(?:muc dich|muc tieu|chi tieu|{fold(AIM)})\b"),
    ),
    (Role.REQUIREMENT, re.compile(r"\byeu cau\b")),
    (Role.MEASURE, re.compile(r"\bgiai phap\b")),
    (
        Role.TASK,
        re.compile(
            r"\b(?:to chuc (?:thuc hien|trien khai)|trach nhiem|phan (?:cong|vai)|thuc hien|(?:viec|nhiem vu) cua)\b"
        ),
    ),
    (Role.CONTENT, re.compile(r"\bnoi dung\b")),
)
_TOLD = {role.value: role for role in (Role.TARGET, Role.REQUIREMENT, Role.CONTENT, Role.CRITERION, Role.AWARD)}
_TOLD |= {role.value: role for role in (Role.DOSSIER, Role.TASK)}
"""What a heading says by the model; one that says how things stand tells nothing of what stands under it."""
_OPENING = 160
_TERMS = re.compile(rf"\b{fold(TERMS)}\b")
_HANDED_IN = re.compile(
    r"\b(?:ho so|giay to|bien ban|bao cao thanh tich|to trinh|ban sao|trich ngang|thanh tich ca nhan|\d+ ban|phieu kin"
    r"|(?:nop|gui)\b.*\b(?:truoc|cham nhat|han))\b"
)
_GIVES = re.compile(
    r"\b(?:khen|thuong|tang|trao|bieu duong|ton vinh|so luong|bao nhieu|suat|hinh thuc|danh (?:hieu|cho)|de nghi \d+"
    r"|(?:khong qua|toi da|nhieu nhat|it nhat|ca (?:xa|huyen|tinh)) \d+ (?:nguoi|ho|thon|ban|tap the|ca nhan|don vi|xa))\b"
)
_ACTOR_ENDS = re.compile(r"\s*[:(]|\s+(?:có trách nhiệm|chịu trách nhiệm|chủ trì)\b|\s+-\s+[Cc]ơ quan")
_OFFICE = re.compile(
    r"(?:Hội đồng|Sở|Phòng|Ban|Ủy ban|Uỷ ban|UBND|Văn phòng|Công an|Đề nghị|Các (?:sở|phòng|ban|cơ quan|xã))\b"
    r".{2,150}?(?=,? (?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp|căn cứ|tham mưu|là cơ quan)\b|:)"
)
_GIVEN = re.compile(r"^(?:Giao cho|Giao|Trách nhiệm (?:của|cửa))\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)*]*\s+(?=[\"“‘(*]*[^\W\d_])")
_ABBREVIATION = re.compile(r"(?:\b(?:T|TP|Tp|TX|Q|P|H|ThS|TS|KT|TM|TL|Th|Nxb|v\.v|[A-ZĐ])|\.\.)\.$")


@dataclass(frozen=True)
class Passage:
    """One sentence of a provision.

    `place` is where it stands in the plan's reading, without the mark of its provision; `heading` the headings over
    it, `lead` the words that open the provision it belongs to (a heading run into the text, an office and its task).
    """

    plan: Plan = field(repr=False)
    position: int
    place: Span
    text: str
    role: Role
    first: bool
    last: bool

    @property
    def provision(self) -> Provision:
        """The provision it is a sentence of."""
        return self.plan.provisions[self.position]

    @cached_property
    def id(self) -> str:
        """A name no other passage of the library has."""
        return f"{self.plan.id}#{self.place.start}"

    @cached_property
    def heading(self) -> str:
        """The headings over it."""
        return self.provision.heading

    @cached_property
    def folded(self) -> str:
        """Its words without accents."""
        return fold(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures it states."""
        return find_quantities(self.text)

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """The days, years and periods it names."""
        return find_times(self.text)

    @cached_property
    def own_times(self) -> tuple[Time, ...]:
        """Those among them that are no dates of documents it names."""
        documents = find_documents(self.text)
        return tuple(time for time in self.times if not inside(time.span.end - 1, documents))

    @cached_property
    def own_subjects(self) -> tuple[Subject, ...]:
        """The units its own words name."""
        return find_subjects(self.text)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The units it is about: those its innermost heading that names any does, else those its own words do."""
        for heading in self.sections:
            found = find_subjects(heading)
            if found:
                return found
        lead = re.split(r"[:.;]", self.text, maxsplit=1)[0]
        return find_subjects(lead) or self.own_subjects

    @property
    def is_heading(self) -> bool:
        """Whether it is no more than the heading of what stands under it."""
        return self.provision.kind is Kind.SECTION and self.first and self.last

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The headings over it without their marks, innermost first; the one it opens itself is none."""
        found = []
        above = self.provision.parent
        while above is not None:
            provision = self.plan.provisions[above]
            if provision.kind is Kind.SECTION:
                found.append(_unmarked(provision).strip())
            above = provision.parent
        return tuple(found)

    @cached_property
    def actor(self) -> str:
        """The office that the heading or the point right over it names as the one to act, "" where none does."""
        if self.role not in {Role.TASK, Role.MEASURE, Role.CONTENT}:
            return ""
        above = self.plan.provisions[self.provision.parent] if self.provision.parent is not None else None
        opening = ""
        if above and above.kind is Kind.ITEM and (match := _OFFICE.match(_unmarked(above))):
            opening = match[0]
        elif len(self.sections) > 1:
            opening = self.sections[0]
        name = _ACTOR_ENDS.split(opening, maxsplit=1)[0].strip(" .:;-,")
        return _GIVEN.sub("", name) if len(name) <= 160 else ""

    @cached_property
    def opener(self) -> str:
        """The office that its own words open with as the one to act ("Phòng Nội vụ: …"), "" where none do."""
        match = _OFFICE.match(self.text)
        return match[0] if match and self.text[match.end() :].startswith(":") else ""

    def cite(self) -> Citation:
        """Its citation."""
        return self.plan.cite(self.provision, self.place)


def whole(plan: Plan, position: int) -> Passage:
    """A provision as one passage, without its mark."""
    provision = plan.provisions[position]
    place = _trimmed(plan.reading.text, _start(plan, provision), provision.place.end)
    text = " ".join(plan.reading.text[place.start : place.end].split())
    return Passage(plan, position, place, text, role_of(plan, position), first=True, last=True)


def _unmarked(provision: Provision) -> str:
    """A provision's words without its mark."""
    return provision.text[body_start(provision.text, provision.label) :]


def _start(plan: Plan, provision: Provision) -> int:
    """Where in the reading the words of a provision begin after its mark."""
    place = provision.place
    return place.start + body_start(plan.reading.text[place.start : place.end], provision.label)


def read_passages(plan: Plan) -> tuple[Passage, ...]:
    """The sentences of a plan in the order of the source."""
    return tuple(_passages(plan))


def role_of(plan: Plan, position: int) -> Role:
    """The role of a provision: what the words it opens with say, else that of the part of the plan it stands in."""
    role = _role_of_part(plan, position)
    own = plan.provisions[position]
    if own.kind in _BY_KIND or own.kind is Kind.SECTION:
        return role
    led = told_by_lead(_unmarked(own), criterial=role is Role.CRITERION)
    if led in _TOLD or role is not Role.AWARD or own.kind is Kind.ROW:
        return _TOLD.get(led, role)
    return _within_award(plan, own)


def _within_award(plan: Plan, own: Provision) -> Role:
    """What a clause under the name of an award for somebody is: a condition of it where it tells nothing else."""
    above = plan.provisions[own.parent] if own.parent is not None else None
    if above is None or above.kind is not Kind.SECTION or not find_subjects(above.text):
        return Role.AWARD
    folded = fold(own.text)
    if _TERMS.search(folded):
        return Role.CRITERION
    if _HANDED_IN.search(folded):
        return Role.DOSSIER
    return Role.AWARD if _GIVES.search(folded) else Role.CRITERION


def _role_of_part(plan: Plan, position: int) -> Role:
    """What the innermost heading that tells says.

    A heading tells by the usual words or, surely, by the model; where none does, by the model alone.
    """
    provision: Provision | None = plan.provisions[position]
    untold: list[str] = []
    while provision is not None:
        if provision.kind in _BY_KIND:
            return _BY_KIND[provision.kind]
        if provision.kind is Kind.SECTION:
            folded = fold(provision.text[:_OPENING])
            for role, words in _BY_HEADING:
                if words.search(folded):
                    return role
            if not provision.text.endswith(":"):
                untold.append(_unmarked(provision))
                if (told := told_by(untold[-1], SURELY)) in _TOLD:
                    return _TOLD[told]
        elif provision.text.rstrip().endswith(":") and _TERMS.search(fold(provision.text[:_OPENING])):
            return Role.CRITERION
        provision = plan.provisions[provision.parent] if provision.parent is not None else None
    return nearest_told(untold, _TOLD, Role.OTHER)


def _passages(plan: Plan) -> Iterator[Passage]:
    for position, provision in enumerate(plan.provisions):
        role = role_of(plan, position)
        places = list(_sentences(plan.reading.text, Span(_start(plan, provision), provision.place.end)))
        for number, place in enumerate(places):
            text = " ".join(plan.reading.text[place.start : place.end].split())
            if text:
                yield Passage(plan, position, place, text, role, number == 0, number == len(places) - 1)


def _sentences(text: str, place: Span) -> Iterator[Span]:
    """The sentences of what stands in a place."""
    start = place.start
    for end in _SENTENCE_END.finditer(text, start, place.end):
        if not _ABBREVIATION.search(text, max(start, end.start() - 6), end.start()):
            yield _trimmed(text, start, end.start() + len(end[0].rstrip()))
            start = end.end()
    if start < place.end:
        yield _trimmed(text, start, place.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
