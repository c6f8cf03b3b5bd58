"""The kinds of unit that a question is about, told apart from those it asks for or only counts."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.facts.subjects import Condition, Subject, Trait, UnitKind
from documents.facts.units import HOUSEHOLDS
from documents.reading import Span
from documents.syllables import fold
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.matching import AWARDED
from retrieval.understanding.question import Question

_LENT = re.compile(r"\b(?:vay|von)(?: \w+){0,2}\s*$")
_NOT_POOR = re.compile(
    r"(?<!huyen )(?<!xa )(?<!thon )(?<!em )(?<!minh )\bkhong (?:phai |thuoc )(?:la )?(?:dien )?(?:ho )?ngheo\b"
    r"|\bho khong ngheo\b"
    r"|\b(?:nha|ho|gia dinh)\b(?:\s+\w+){0,3}?\s+(?:kha gia|khong ngheo|du an|du da|lam an kha)\b"
    r"|\b(?:nha|gia dinh) (?:toi|em|minh|con|chau|e|ta)\b[^.?!;]{0,40}?[\s,]"
    r"(?:khong ngheo(?! (?:nua|khi))|(?:goi|thuoc|cung|vao)(?: \w+){0,2} (?:kha|du an)\b(?! hon)|co cua an)\b"
    r"|\b(?:nha|gia dinh)\b(?:[\s,]+\w+){0,5}?[\s,]+khong"
    r" (?:(?:phai |thuoc )(?:la )?(?:dien )?(?:ho )?ngheo|kho khan gi|thieu thon)\b"
)
_ESCAPED = re.compile(r"\b(?:nha|gia dinh|toi|minh|em|ho)\b.{0,40}\bthoat ngheo\b.{0,15}\b(?:nam|thang|roi)\b")
_OWN_ESCAPE = re.compile(
    r"(?:\b(?:nha|gia dinh)\s+(?:cua\s+)?(?:toi|em|minh|chau|tui|con)\b|^\W*(?:toi|em|minh|chau|tui)\b)"
    r"(?:(?!\b(?:giup|keo|van dong|ho ngheo|xa|thon|ban|ap)\b)[^.?!]){0,70}?"
    r"\b(?:cong nhan thoat ngheo|(?:thoat|ra khoi|het)(?: (?:ho|dien|danh sach|so))* ngheo"
    r" (?:duoc |da |tron |hon |gan |moi |hoi |tu )*"
    r"(?:\d+|mot|hai|ba|bon|thang|nam))\b"
)
_HELPED = re.compile(r"\bduoc\b[^,.?!]{0,40}?\bgiup(?: do)?\b|\bduoc (?:ubnd )?(?:xa|thon|ban|ap|huyen)\b")
"""One's own household that has escaped poverty, when it did told with it; whoever else is named helps or meets."""
_OWN_OFFICE = re.compile(
    r"\b(?:giup|do dau|phan cong|phu trach)\b.*\b(?:phong|co quan|don vi|so|ban|nganh|doan the)"
    r"(?: (?:cua )?(?:chung )?(?:em|toi|minh|ta))? (?:moi|thi|sao cho|de) (?:duoc )?(?:\w+ ){0,2}(?:dat|du|khen|xet)\b"
)
"""An office that is judged by the communes or hamlets it helps: "xã ấy phải giảm cỡ nào thì phòng em mới đạt"."""
_OWN_DUTY = re.compile(
    r"\b(?:toi|em|minh|chau|nguoi)\b(?: (?:la|moi|dang|duoc|chuyen|can bo|cong chuc)){0,3}"
    r" (?:phu trach|lam|theo doi|lo|chuyen trach|dam nhan)(?: (?:cong tac|mang|viec|chuyen|linh vuc)){0,2}"
    r" (?:giam ngheo|ho ngheo|nha ngheo)\b"
)
_OF_SELF = re.compile(
    r"\bca nhan (?:toi|em|minh)\b|\btham nien\b|\b(?:toi|em|minh) (?:co |da |can |phai )*(?:duoc|du)\b"
    r"|\b(?:may|bao nhieu|\d+|mot|hai|ba|bon|nam) nam\b"
)
"""One whose work it is to fight poverty, asking of himself and not of his commune."""
_OWN = re.compile(r"\s*(?:cua )?(?:chung )?(?:em|toi|minh|nha|ta|nay|do|ay)\b")
"""What follows a unit of one's own ("xã em ở vùng 3"), whose zone is named apart."""
_STILL = r"(?<=\w\s)(?<!ok )(?<!duoc )(?<!the )(?<!vay )(?<!roi )(?<!da )con"
"""What is left of a number; "ok, còn hộ nghèo" goes on to others."""
_COUNTS = re.compile(
    rf"(?:%|\d|\bphan tram|\bty le|\bti le|\bgiam|\bso|{_STILL}|\bbao nhieu|\bmay|\bgiup|\bgiup do|\bho tro)"
    r"\s*(?:so )?$"
)


_WHOEVER = re.compile(r"\bnao\b.*\b(?:la|thi|deu) (?:cung |deu |se )?duoc\b")
"""Where "nào" is whichever: "xã nào giảm được 1,5% là được khen, phải không"."""
_DENIED = re.compile(r"\bkhong (?:phai|thuoc|nam trong|o trong)(?: (?:la|vao|danh sach|dien|nhom|so|cac|nhung))*\s*$")
_OF_NO_SORT = re.compile(
    r"\bkhong (?:phai|thuoc|nam trong)(?: (?:la|xa|thon|ban|vung|dien|khu vuc|dia ban|cac|so))*"
    r"(?: (?:khu vuc|vung) (?:hay|hoac|va))? (?:bien gioi|dac biet kho khan|kho khan|bai ngang)\b"
    r"|\b(?:huyen|xa|phuong|thon|ban|buon|ap|xom) (?:binh thuong|thuong)"
    r"(?=,| khong| o\b| thi| phai| thuong| giam| moi| va| voi|$)"
)
"""Where a unit is of none of the sorts that plans tell apart."""
_OF_NO_ZONE = re.compile(
    r"\bkhong (?:(?:phai|thuoc|nam|trong|o|vao|co|xep)\s+)+(?:khu vuc|vung|dien)"
    r"\s+(?:nao|gi|i\b\W+ii\b\W+(?:va |hay )?iii)\b"
)
_SORTED = {
    UnitKind.COMMUNE: Trait.REMAINING,
    UnitKind.VILLAGE: Trait.REMAINING,
    UnitKind.DISTRICT: Trait.NOT_POOR,
}
_OFF_DUTY = re.compile(
    r"\bkhong (?:phai )?(?:lam|phu trach|chuyen trach|theo doi|dam nhan)(?: (?:cong tac|mang|viec|chuyen))*"
    r" (?:giam )?ngheo\b"
)
"""Who serves the state, and not against poverty."""
_CHAIR = r"(?: (?:uy ban nhan dan|ubnd|chu tich|ben))*\s*$"
_GIVEN = re.compile(rf"\b(?:duoc|do|de|moi){_CHAIR}")
_GIVES = re.compile(r"\s*(?:(?:em|toi|minh|ta|nha)\s+)?(?:xet )?(?:khen|tang|bieu duong|ton vinh)\b")
_GIVER = re.compile(r"\s*(?:(?:em|toi|minh|ta|nha)\s+)?tang (?:giay|bang) khen\b|\s*khen cho\b")
_NAMED_FOR = re.compile(r"\b(?:dai|bao|benh vien|cong an|kho bac|toa an|ngan hang)\s+$")
"""What a unit is but the name of: "đài tỉnh"."""
_PRAISE_OF = re.compile(rf"\b(?:giay khen|bang khen|co thi dua)(?: cap| cua){_CHAIR}")
"""What stands around a unit that praises, and is not praised."""


def asked_subjects(question: Question) -> tuple[Subject, ...]:
    """The units a question is about: not those it asks for ("cơ quan nào"), those that only name a rate, or counts."""
    if question.chosen is not None:
        return question.chosen
    text = fold(question.masked)
    if match := _NOT_POOR.search(text):
        return (Subject(UnitKind.OTHER_HOUSEHOLD, Span(*match.span())),)
    if match := _OWN_OFFICE.search(text):
        return (Subject(UnitKind.OFFICE, Span(*match.span())),)
    if (match := _OWN_DUTY.search(text)) and _OF_SELF.search(text) and question.unit != "%":
        return (Subject(UnitKind.POVERTY_OFFICER, Span(*match.span())),)
    zoned = {subject.kind for subject in question.subjects if subject.zone}
    kept = [subject for subject in question.subjects if not _is_asked_for(subject, text, question)]
    kept = [s for s in kept if s.zone or s.kind not in zoned or not _OWN.match(text[s.span.end :])]
    kept = [s for s in kept if s.kind is not UnitKind.BANK or not _LENT.search(text[: s.span.start])]
    kept = [s for s in kept if not _NAMED_FOR.search(text[: s.span.start])]
    if question.unit == "%":  # a rate is of units, whoever asks
        kept = [s for s in kept if s.kind not in {UnitKind.OFFICER, UnitKind.POVERTY_OFFICER}] or kept
    kept = _without_denied(kept, text)
    special = [subject for subject in kept if subject.kind not in AWARDED]
    if (own := _OWN_ESCAPE.search(_HELPED.sub(lambda helped: " " * len(helped[0]), text))) and not any(
        subject.kind in HOUSEHOLDS and not own.start() <= subject.span.start < own.end() for subject in kept
    ):
        special = [Subject(UnitKind.ESCAPED_HOUSEHOLD, Span(0, 0))]
    if not special and _ESCAPED.search(text):
        special = [Subject(UnitKind.ESCAPED_HOUSEHOLD, Span(0, 0))]
    whole = question.about(Topic.CRITERION) and question.asks <= {Ask.TEXT, Ask.LISTING, Ask.SUMMARY, Ask.TASKS}
    if not special and (whole or question.wants(Ask.CONDITIONS)) and question.household:
        special = [question.household]
    return tuple(special or kept)


def _without_denied(subjects: list[Subject], text: str) -> list[Subject]:
    """The units, one that is said not to be of a sort taken for any of its kind: "xã em không phải xã biên giới"."""
    found: dict[tuple[object, ...], Subject] = {}
    for subject in subjects:
        off_duty = subject.kind is UnitKind.POVERTY_OFFICER and _OFF_DUTY.search(text)
        denied = off_duty or _DENIED.search(text[: subject.span.start])
        meant = _of_any_sort(subject) if denied else subject
        found.setdefault((meant.kind, meant.zone, meant.conditions), meant)
    if _OF_NO_ZONE.search(text):
        found = {key: _of_no_zone(subject) for key, subject in found.items()}
    elif _OF_NO_SORT.search(text):
        found = {key: _of_the_rest(subject) for key, subject in found.items()}
    sorted_out = {s.kind for s in found.values() if s.traits & {Trait.NOT_POOR, Trait.REMAINING}}
    return [subject for subject in found.values() if subject.traits or subject.kind not in sorted_out]


def _of_the_rest(subject: Subject) -> Subject:
    """A commune or hamlet that is said to be of no sort."""
    plain = subject.kind in _SORTED and not subject.zone and not subject.sort
    return replace(subject, conditions=(Condition(_SORTED[subject.kind], ""),)) if plain else subject


def _of_no_zone(subject: Subject) -> Subject:
    return replace(subject, zone="khong") if subject.kind is UnitKind.COMMUNE and not subject.zone else subject


def _of_any_sort(subject: Subject) -> Subject:
    if subject.kind is UnitKind.POVERTY_OFFICER:
        return replace(subject, kind=UnitKind.OFFICER)
    if subject.kind is UnitKind.POOR_DISTRICT:
        return replace(subject, kind=UnitKind.DISTRICT, zone=None, conditions=(Condition(Trait.NOT_POOR, ""),))
    rest = (Condition(Trait.REMAINING, ""),) if subject.sort or subject.zone else ()
    return replace(subject, zone=None, conditions=rest)


def _awards(before: str, after: str) -> bool:
    """Whether a unit is the one that praises: "được xã khen", "giấy khen của xã"."""
    given = _GIVES.match(after) and _GIVEN.search(before)
    return bool(given or _PRAISE_OF.search(before) or _GIVER.match(after))


def _is_asked_for(subject: Subject, text: str, question: Question) -> bool:
    after, before = text[subject.span.end : subject.span.end + 6].strip(), text[: subject.span.start].rstrip()
    any_one = question.wants(Ask.CONFIRM) and _WHOEVER.search(text)
    if (re.match(r"(?:nao|gi)\b", after) and not any_one) or _awards(
        text[: subject.span.start], text[subject.span.end :]
    ):
        return True
    if subject.kind in HOUSEHOLDS and question.wants(Ask.FIGURE, Ask.EXTREME, Ask.DIFFERENCE, Ask.CONFIRM, Ask.TEXT):
        counted = bool(_COUNTS.search(before)) or (
            subject.kind is not UnitKind.ESCAPED_HOUSEHOLD and question.unit == "%"
        )
        return counted and not before.endswith(("doi voi", "cua", "cho"))
    return False
