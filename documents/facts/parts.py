"""The parts of a plan, each with what it is for: its targets, its criteria of awards, its tasks."""

from __future__ import annotations

import re
from enum import StrEnum

from documents.facts.cells import cells_of, head_of
from documents.facts.clauses import body_start
from documents.facts.headings import AIM, AWARDED, STANDARD, SURELY, TERMS, nearest_told, told_by, told_by_lead
from documents.facts.subjects import find_subjects
from documents.plan import Kind, Plan, Provision
from documents.syllables import fold


class Part(StrEnum):
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
    Kind.HEADER: Part.NAME,
    Kind.TITLE: Part.NAME,
    Kind.BASIS: Part.BASIS,
    Kind.PREAMBLE: Part.NAME,
    Kind.CLOSING: Part.CLOSING,
    Kind.RECIPIENTS: Part.RECIPIENTS,
    Kind.SIGNATURE: Part.SIGNATURE,
}
# The first that a heading holds, innermost heading first; folded.
_BY_HEADING = (
    (
        Part.CRITERION,
        re.compile(
            rf"\b(?:(?:tieu chuan|tieu chi|{fold(STANDARD)}"
            rf"|dieu kien (?:de|duoc|xet|khen|cong nhan)|{fold(TERMS)})\b|chuan [\"“])"
        ),
    ),
    (Part.AWARD, re.compile(r"\bhinh thuc(?:,| va) so luong\b")),
    (Part.DOSSIER, re.compile(r"\bho so\b|(?<!chi tieu, )(?<!chi tieu va )\bthoi (?:han|gian)\b")),
    (
        Part.AWARD,
        re.compile(rf"\b(?:khen thuong|tien thuong|hinh thuc|bang khen|giay khen|che do ho tro|{fold(AWARDED)})\b"),
    ),
    (
        Part.TARGET,
        re.compile(rf"\b(?:muc dich|muc tieu|chi tieu|{fold(AIM)})\b"),
    ),
    (Part.REQUIREMENT, re.compile(r"\byeu cau\b")),
    (Part.MEASURE, re.compile(r"\bgiai phap\b")),
    (
        Part.TASK,
        re.compile(
            r"\b(?:to chuc (?:thuc|trien khai)|trach nhiem|phan (?:cong|vai)|thuc hien|(?:viec|nhiem vu) cua)\b"
        ),
    ),
    (Part.CONTENT, re.compile(r"\bnoi dung\b")),
)
COUNCIL = re.compile(r"\b(?:hoi dong|ban|cum|khoi|phong) thi dua\s*[-,–]?\s*khen thuong\b")
"""Offices that are named for what they do, and not what a part of a plan is for."""
_GIVEN_OUT = re.compile(r"\bduoc (?:\w+ ){0,4}?(?:phan cong|giao nhiem vu)\b")
"""Whom others were given charge of, and no tasks: "Đối với xã được Sở phân công giúp đỡ"."""
COLUMNS = 3
MATTERS = frozenset({Part.TARGET, Part.CRITERION, Part.AWARD, Part.DOSSIER})
"""How many columns a table has at least, and of which several are, that is read column by column."""
_BY_HEAD = (
    (Part.DOSSIER, re.compile(r"\b(?:giay to|ho so|han (?:nop|nhan|gui))\b")),
    (Part.AWARD, re.compile(r"\b(?:duoc (?:tang|nhan|thuong)|hinh thuc|tien|muc thuong|so luong)\b")),
    (Part.CRITERION, re.compile(r"\b(?:dieu kien|muc (?:phai )?dat)\b")),
)
"""What the head of a column calls them, shorter than a heading does."""
_TOLD = {role.value: role for role in (Part.TARGET, Part.REQUIREMENT, Part.CONTENT, Part.CRITERION, Part.AWARD)}
_TOLD |= {role.value: role for role in (Part.DOSSIER, Part.TASK)}
"""What a heading says by the model; one that says how things stand tells nothing of what stands under it."""
RUN_IN = re.compile(r"Đối với [^.:;]{2,80}\.(?=\s|$)")
"""Whom the sentences after it in one paragraph are for: "Đối với hộ gia đình. Hộ nghèo được xét khi …"."""
_OPENING = 160
_TERMS = re.compile(rf"\b{fold(TERMS)}\b")
_AWARD = re.compile(r"(?:giay khen|bang khen|co thi dua|thu (?:khen|cam on)|bieu trung|ky niem chuong|danh hieu)\b")
_HANDED_IN = re.compile(
    r"\b(?:ho so(?! (?:vay|bao hiem|chinh sach))|giay to|bien ban|bao cao thanh tich|to trinh|ban sao|trich ngang"
    r"|thanh tich ca nhan|phieu kin|(?:moi (?:thu|loai)|lam|lap) \d+ ban|\d+ ban (?:chinh|giay)"
    r"|(?:nop|gui)\b.*\b(?:truoc|cham nhat|han))\b"
)
_PAPERS = re.compile(r"(?:thanh phan )?ho so\b(?! (?:vay|bao hiem|chinh sach))[^.;:]{0,60}\bgom\b")
"""How a sentence opens that says what a dossier is made up of, whatever its clause is about."""
_QUOTA = re.compile(
    r"\b(?:tang|trao|khen|de nghi)\b.*\b(?:giay khen|bang khen|co thi dua)\b.*\b(?:khong qua|toi da|nhieu nhat) \d"
)
"""How many awards there are, wherever it stands."""
_BOTH = re.compile(r"\b(?=.*\b(?:tieu chuan|tieu chi|dieu kien)\b)(?=.*\bhinh thuc\b)")
"""A heading over criteria and awards: "Hình thức và tiêu chuẩn khen thưởng"."""
_LEVELLED = re.compile(rf"\b(?:noi dung|muc dich|muc tieu|chi tieu|{fold(AIM)})\b")
"""A heading that may stand over targets, whatever else: "Mục tiêu và tiêu chuẩn"."""
_GIVES = re.compile(
    r"\b(?:khen|thuong|tang|trao|bieu duong|ton vinh|so luong|bao nhieu|suat|hinh thuc|danh (?:hieu|cho ai)|de nghi \d+"
    r"|(?:khong qua|toi da|nhieu nhat|ca (?:xa|huyen|tinh)) \d+ (?:nguoi|ho|thon|ban|tap the|ca nhan|don vi|xa))\b"
)


def part_of(plan: Plan, position: int, said: str = "") -> Part:
    """What a provision is for: by the words it opens with, else by the part of the plan it stands in.

    `said` is a sentence of it: under the name of an award one may set a condition and the next the number of awards.
    """
    role = _part_above(plan, position)
    own = plan.provisions[position]
    if own.kind in _BY_KIND or own.kind is Kind.SECTION:
        return role
    if own.kind is Kind.ROW:
        columns = parts_of_columns(plan, position)
        return Part.CRITERION if Part.CRITERION in columns and Part.TARGET not in columns else role
    if said and _PAPERS.match(fold(said)):
        return Part.DOSSIER
    led = told_by_lead(unmarked(own), criterial=role is Part.CRITERION)
    if led in _TOLD:
        return _TOLD[led]
    if role is Part.CRITERION:
        return _within_criteria(plan, own, said or own.text)
    return _within_award(plan, own, said or own.text) if role is Part.AWARD else role


def _within_criteria(plan: Plan, own: Provision, said: str) -> Part:
    """What a sentence among criteria is: a number of awards, or papers where the heading is of the awards too."""
    folded = fold(said)
    if _QUOTA.search(folded):
        return Part.AWARD
    while own.parent is not None:
        own = plan.provisions[own.parent]
        if own.kind is Kind.SECTION and _BOTH.search(fold(own.text[:_OPENING])):
            return Part.DOSSIER if _HANDED_IN.search(folded) else Part.CRITERION
    return Part.CRITERION


def _within_award(plan: Plan, own: Provision, said: str) -> Part:
    """What a sentence under the name of an award is: a condition of it where it tells nothing else."""
    above = plan.provisions[own.parent] if own.parent is not None else None
    if above is None or above.kind is not Kind.SECTION:
        return Part.AWARD
    if not (_AWARD.match(fold(unmarked(above))) or find_subjects(above.text)):
        return Part.AWARD
    folded = fold(said)
    if _TERMS.search(folded):
        return Part.CRITERION
    if _HANDED_IN.search(folded):
        return Part.DOSSIER
    return Part.AWARD if _GIVES.search(folded) else Part.CRITERION


def parts_of_columns(plan: Plan, position: int) -> tuple[Part, ...]:
    """What stands in the columns over a row of a table that is of several matters, or of conditions; else nothing.

    "Đối tượng | Điều kiện | Được tặng | Giấy tờ".
    """
    head = head_of(plan, position)
    if head is None:
        return ()
    place = plan.provisions[head].place
    parts = tuple(part_of_column(name) for _, name in cells_of(plan.reading.text[place.start : place.end]))
    several = Part.CRITERION in parts or len(MATTERS.intersection(parts)) > 1
    return parts if several and len(parts) >= COLUMNS else ()


def part_of_column(head: str) -> Part:
    """What stands in a column of a table, by its head: by the usual words, else by the model."""
    folded = fold(head)
    known = next((part for part, words in _BY_HEAD if words.search(folded)), None)
    return known or _named(head) or _TOLD.get(told_by(head), Part.OTHER)


def _named(heading: str) -> Part | None:
    folded = _GIVEN_OUT.sub(" ", COUNCIL.sub(" ", fold(heading[:_OPENING])))
    return next((part for part, words in _BY_HEADING if words.search(folded)), None)


def _part_above(plan: Plan, position: int) -> Part:
    """What the innermost heading that tells says.

    A heading tells by the usual words or, surely, by the model; where none does, by the model alone.
    """
    provision: Provision | None = plan.provisions[position]
    untold: list[str] = []
    while provision is not None:
        if provision.kind in _BY_KIND:
            return _BY_KIND[provision.kind]
        if provision.kind is Kind.SECTION:
            words = titled(provision)
            if named := _named(words):
                return _level_of(plan, provision) if named is Part.TARGET else named
            if not words.endswith(":"):
                untold.append(words)
                if (told := told_by(untold[-1], SURELY)) in _TOLD:
                    return _TOLD[told]
        elif provision.text.rstrip().endswith(":") and _TERMS.search(fold(provision.text[:_OPENING])):
            return Part.CRITERION
        provision = plan.provisions[provision.parent] if provision.parent is not None else None
    return nearest_told(untold, _TOLD, Part.OTHER)


def _level_of(plan: Plan, heading: Provision) -> Part:
    """What a level under a heading is: a criterion where the heading over it is of nothing but criteria.

    An article is of a matter of its own, whatever the whole is about.
    """
    parent = None if heading.label.startswith("Điều") else heading.parent
    while parent is not None:
        above = fold(plan.provisions[parent].text[:_OPENING]) if plan.provisions[parent].kind is Kind.SECTION else ""
        if above and _named(above):
            return Part.CRITERION if _named(above) is Part.CRITERION and not _LEVELLED.search(above) else Part.TARGET
        parent = plan.provisions[parent].parent
    return Part.TARGET


def titled(provision: Provision) -> str:
    """The words that head what stands under a provision, without its mark and the sentences that go on with it."""
    words = unmarked(provision).strip()
    run_in = RUN_IN.match(words)
    return run_in[0] if run_in else words


def unmarked(provision: Provision) -> str:
    """A provision's words without its mark."""
    return provision.text[body_start(provision.text, provision.label) :]
