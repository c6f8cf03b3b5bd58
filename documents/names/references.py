"""What a plan says of other documents: what it rests on, hands over to, replaces, amends or names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from documents.names.designation import DATE, Designation, find_designations, full_name, read_date, read_office
from documents.plan import Kind, Plan, Provision, Reference, Relation
from documents.reading import Reading, Span
from documents.syllables import fold

_FRONT = {Kind.BASIS, Kind.PREAMBLE}
_SILENT = {Kind.HEADER, Kind.RECIPIENTS, Kind.SIGNATURE}
_HANDS_OVER = re.compile(
    r"(?:(?:th\S{1,2}c hi\S{1,2}n|ap dung|tien hanh|xet(?: chon| tang| khen thuong)?|khen thuong|dam bao|chap hanh"
    r"|tuan thu)(?:\s(?!\(?kem\s)\S+){0,4}"
    r"\s+theo(?:\s+(?:dung|quy dinh|huong dan|noi dung|cac quy dinh)(?:\s+(?:tai|cua))?)?"
    r"|theo\s+(?:cac\s+|nhung\s+)?(?:quy dinh|huong dan|tieu chuan|dieu kien|tieu chi|so luong)(?:,?\s\S+){0,5}"
    r"\s+(?:tai|cua))"
    r"(?:\s+(?:khoan|muc|diem|dieu|phan|phu luc)\s\S+)*"
    r"(?:\s+(?:ke hoach|quy che|quy dinh)(?:\s\S+){0,4}\s+kem(?:\s+theo)?)?\s*$"
)
# "Mức tiền thưởng theo Quy chế ban hành kèm Quyết định số …": what is granted, by a document and no verb.
_GRANTED = re.compile(
    r"(?:cac )?(?:muc|tieu chuan|tieu chi|dieu kien|thu tuc|trinh tu|quy trinh|thanh phan|ho so|bieu mau|mau|hinh thuc"
    r"|che do|so luong|doi tuong|cach (?:tinh|cham)|viec (?:xet|de nghi|khen|cong nhan|ho tro|chi))\b"
)
_FOLLOWS = re.compile(
    r"(?:\b(?<!kem )theo|\bap dung)(?:\s+quy (?:che|dinh)(?:\s\S+){0,6}\s+kem(?:\s+theo)?)?"
    r"(?:\s+(?:khoan|muc|diem|dieu|phan|phu luc)\s\S+)*\s*$"
)
_REPLACES = re.compile(r"(?:(?:thay th\S|bai bo|huy bo)(?:\s\S+){0,6}|\bthay(?:\s+cho)?)\s*$")
_AMENDS = re.compile(r"sua doi(?:,? bo sung)?(?:\s\S+){0,8}\s*$")
_ENDS = re.compile(r"[^.;]{0,120}?(?:het hieu luc|duoc thay the|bi bai bo)")
# A hand-over to words that are yet to come, or to an office's guidance without its number.
_GUIDANCE = re.compile(
    r"(?:(?:sau\s+)?khi\s+\S{1,2}\s+(?:hu\S{1,4}n?g?\s+d\S{1,2}n|chi\sdao|quy\sdinh|van\sban\s+\S+\s+\S+)"
    r"|theo\s+hu\S{2,4}g\s+d\S{1,2}n)(?:\s+(?:cu\sthe|chi\stiet|moi|rieng))?\s+(?:c\S{1,3}a)\s+"
    r"|\b(?:bang|theo|tai|co|trong)\s+(?:quyet\sdinh|van\sban|huong\sdan|cong\svan)"
    r"(?:\s+(?:huong\sdan|quy\sdinh))?\s+rieng\b"
    r"|\b(?:tieu\schi|tieu\schuan|dieu\skien|so\sluong)\b[^.;:]{0,80}?"
    r"\bdo(?=\s[^.;:]{4,60}?\s(?:tu\s)?(?:quy\sdinh|quyet\sdinh|huong\sdan)\s*[.;])\s+"
    r"|\b(?:thoi\s(?:han|gian|diem)|lich)\b[^.;:]{0,40}?\b(?:bao\scao|ho\sso|nop|gui)\b[^.;:]{0,40}?"
    r"\bdo(?=\s[^.;:]{4,60}?\s(?:tu\s)?(?:quy\sdinh|quyet\sdinh|huong\sdan|an\sdinh)\s*[.;/])\s+"
    r"|\btheo\s+(?:thoi\s(?:han|gian|diem)|lich|mau)\b[^.;:]{0,20}?"
    r"\bdo(?=\s[^.;:]{4,60}?\s(?:tu\s)?(?:quy\sdinh|quyet\sdinh|huong\sdan|an\sdinh)\s*[.;/])\s+"
    r"|\btien\sthuong\b[^.;:]{0,60}?\btheo\s+(?:cac\s+)?quy\sdinh(?:\s+hien\shanh)?\s+cua\s+"
    r"|\bthuc\shien\s+theo\s+(?:quy\sche|dieu\sle)(?:[\s,]+[^\s.;,]+){0,6}?\s+cua\s+"
)
_BY_RUNG = re.compile(r"(?P<rung>(?:cac\s)?cap\s+\S+)\s+(?:tu\s)?(?:quy\sdinh|quyet\sdinh|huong\sdan|an\sdinh)")
_OFFICE = re.compile(r"(?:uy ban|ubnd|so|ban|hoi dong|bo|phong|chu tich)\s\S+\s")
_ABOUT = re.compile(
    r"\s*(?:\([^)]*\)\s*)?[,:]?\s*(?:(?!va\s)v\S{1,2}\s+(?:vi\S{1,2}c\s+)?"
    r"|(?=ban hanh|phe duyet|quy dinh|huong dan|sua doi|thuc hien|t\S\s+chuc))"
)
_LISTED = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[,;]|[,;]?\s*va)\s+(?:(?:cac|va|so)\s+)*$")
_LAW = re.compile(r"\b(?:bo luat|luat|phap lenh|hien phap|dieu le)\s+(?=\S)")
_LAW_ENDS = re.compile(r"[;.(]|\s(?:ngày|năm \d|được|đã|số \d|và các|quy định|sửa đổi|; |, Luật)")
_LAW_AMENDS = re.compile(r"Luật sửa đổi[^;.(]*?(?=,?\s+(?:ngày|năm \d|số \d|và các)|[;.(]|$)")
_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}-|\(?\w{1,4}[.)]|[\dIVX.]+\.)\s+")
_SPACE = re.compile(r"\s+")


def find_references(provisions: Sequence[Provision], reading: Reading) -> tuple[Reference, ...]:
    """Every document that the provisions of a plan name, in the order of the text.

    What stands after "Căn cứ" or "Thực hiện" at the head of a plan is a basis; a clause that leaves something to
    another document, or to guidance that is yet to come, delegates, and its span is the whole clause.
    """
    found: list[Reference] = []
    for position, provision in enumerate(provisions):
        if provision.kind in _SILENT:
            continue
        named = list(_named(provision, reading))
        if provision.kind in _FRONT:
            found += _bases(provision, reading, named)
        else:
            heading = _heading(provisions, position)
            found += _references(provision, reading, named, heading)
            found += _guidance(provision, reading, named, heading)
    return tuple(sorted(found, key=lambda reference: reference.span))


def closes(plan: Plan, reference: Reference) -> bool:
    """Whether a plan is the document that a reference names: same number, and no date or place that differs."""
    if not reference.number or not plan.number or fold(reference.number) != fold(plan.number):
        return False
    if reference.issued and plan.issued and reference.issued != plan.issued:
        return False
    if not reference.issuer or not plan.issuer:
        return True
    asked, held = fold(full_name(reference.issuer)), fold(plan.issuer)
    return held.startswith(asked) or asked.startswith(held) or _without_place(asked) == held


def _without_place(issuer: str) -> str:
    return re.sub(r"\s(?:tinh|huyen|thanh pho|thi xa|xa|phuong)\s.*", "", issuer)


def _named(provision: Provision, reading: Reading) -> Iterator[Designation]:
    place = provision.place
    for one in find_designations(reading.text[place.start : place.end]):
        span = Span(place.start + one.span.start, place.start + one.span.end)
        yield Designation(one.kind, one.number, one.issued, one.issuer, span)


def _bases(provision: Provision, reading: Reading, named: Sequence[Designation]) -> Iterator[Reference]:
    """The documents at the head of each part of a basis; those named further on are only mentioned."""
    text = reading.text
    opened = bool(re.match(r"c\S{1,2}n [ce]\S|th\S{1,2}c hi|trien khai|theo|xet", fold(provision.text)))
    last: Designation | None = None
    headed = False
    for one in named:
        between = fold(text[last.span.end if last else provision.place.start : one.span.start])
        joined = headed and re.search(r"\sva\s*$", between)
        led = re.search(r"\b(?:can cu|thuc hien)\s*$", between) if last is None else joined
        heads = bool(led) or (
            opened and (last is None or bool(re.search(r"[;:][^;:]{0,30}$", between)) or between.strip() in {"va", ","})
        )
        relation = Relation.BASIS if heads else Relation.MENTIONS
        yield _plain(reading, one, relation, _about(text, one, provision))
        last, headed = one, heads
    if opened and provision.kind is Kind.BASIS:
        yield from _laws(provision, reading, named)


def _laws(provision: Provision, reading: Reading, named: Sequence[Designation]) -> Iterator[Reference]:
    """The laws that a basis names by their titles; those in the title of a law that amends them are no bases."""
    end = 0
    for law in _LAW.finditer(fold(provision.text)):
        if law.start() >= end and (reference := _law(provision, reading, law.start(), named)):
            yield reference
            end = law.start() + len(reference.subject or "")


def _law(provision: Provision, reading: Reading, start: int, named: Sequence[Designation]) -> Reference | None:
    """A law that is named by its title."""
    head = provision.text[:start].rstrip()
    if not provision.text[start].isupper() or not (head.endswith((";", "và", ",")) or len(head) < 12):
        return None
    amends = _LAW_AMENDS.match(provision.text, start)
    title = amends[0] if amends else _LAW_ENDS.split(provision.text[start:], maxsplit=1)[0].strip(" ,")
    words = re.compile(r"\s+".join(map(re.escape, title.split())))
    match = words.search(reading.text, _in_reading(provision, reading, start), provision.place.end)
    if not match or any(one.span.start < match.end() and one.span.end > match.start() for one in named):
        return None
    dated = re.compile(r"\s+" + DATE).match(fold(reading.text[match.end() : match.end() + 40]))
    span = reading.in_source(Span(*match.span()))
    return Reference(Relation.BASIS, None, read_date(dated) if dated else None, None, title, span)


def _references(
    provision: Provision, reading: Reading, named: Sequence[Designation], heading: str
) -> Iterator[Reference]:
    """What a provision says of each document it names: of those of a list, what it says of the first."""
    last: Reference | None = None
    for before, one in zip((None, *named), named, strict=False):
        reference = _reference(provision, reading, one, heading)
        joined = before is not None and _LISTED.match(fold(reading.text[before.span.end : one.span.start]))
        shared = last is not None and last.relation in {Relation.REPLACES, Relation.AMENDS}
        if joined and shared and last and reference.relation is Relation.MENTIONS:
            reference = replace(reference, relation=last.relation)
        yield reference
        last = reference


def _reference(provision: Provision, reading: Reading, one: Designation, heading: str) -> Reference:
    text = reading.text
    before = _SPACE.sub(" ", fold(text[max(provision.place.start, one.span.start - 120) : one.span.start]))
    after = fold(text[one.span.end : min(provision.place.end, one.span.end + 160)])
    clause = _clause(text, provision.place, one.span.start)
    granted = _GRANTED.match(fold(text[clause.start : one.span.start]))
    if _HANDS_OVER.search(before) or (granted and _FOLLOWS.search(before)):
        return Reference(
            Relation.DELEGATES,
            one.number,
            one.issued,
            one.issuer,
            _handed(text, clause, one.span.start, heading),
            reading.in_source(clause),
        )
    if _REPLACES.search(before) or _ENDS.match(after):
        return _plain(reading, one, Relation.REPLACES, _about(text, one, provision))
    if _AMENDS.search(before):
        return _plain(reading, one, Relation.AMENDS, _about(text, one, provision))
    return _plain(reading, one, Relation.MENTIONS, _about(text, one, provision))


def _guidance(
    provision: Provision, reading: Reading, named: Sequence[Designation], heading: str
) -> Iterator[Reference]:
    """Hand-overs without a number."""
    place = provision.place
    folded = fold(reading.text[place.start : place.end])
    for match in _GUIDANCE.finditer(folded):
        start = place.start + match.start()
        if any(one.span.start <= place.start + match.end() <= one.span.end for one in named):
            continue
        words = reading.text[place.start : place.end]
        office, _ = read_office(words, folded, match.end())
        if not office and (rung := _BY_RUNG.match(folded, match.end())):
            office = " ".join(words[slice(*rung.span("rung"))].split())
        clause = _clause(reading.text, place, start)
        subject = _handed(reading.text, clause, start, heading)
        yield Reference(Relation.DELEGATES, None, None, office, subject, reading.in_source(clause))


def _in_reading(provision: Provision, reading: Reading, at: int) -> int:
    """The place in the reading of a place in a provision's text, whose white space is collapsed."""
    letters = len("".join(provision.text[:at].split()))
    words = reading.text[provision.place.start : provision.place.end]
    solid = (position for position, letter in enumerate(words) if not letter.isspace())
    return provision.place.start + next(islice(solid, letters, None), len(words))


def _plain(reading: Reading, one: Designation, relation: Relation, subject: str | None) -> Reference:
    return Reference(relation, one.number, one.issued, one.issuer, subject, reading.in_source(one.span))


def _about(text: str, one: Designation, provision: Provision) -> str | None:
    """What a document is said to be about, right after its name."""
    rest = text[one.span.end : provision.place.end]
    opening = _ABOUT.match(fold(rest))
    if not opening:
        return None
    words = re.split(r";|\.(?=\s|$)|, (?=[A-ZĐỦ])", rest[opening.end() :], maxsplit=1)[0]
    return " ".join(words.split()).rstrip(" .,;") or None


def _clause(text: str, place: Span, within: int) -> Span:
    """The clause of a provision that holds a place of the text."""
    start = (
        max((m.end() for m in re.finditer(r"[.;]\s+(?=\S|\Z)", text[place.start : within])), default=0) + place.start
    )
    mark = _MARK.match(text[start:within])
    start += mark.end() if mark else 0
    end = re.compile(r"[.;](?=\s|$)|\./").search(text, within, place.end)
    return Span(start, end.start() if end else place.end)


def _handed(text: str, clause: Span, named: int, heading: str) -> str | None:
    """What a clause hands over: its words before "thực hiện theo", or the heading it stands under."""
    before = text[clause.start : named]
    leaves = r"\s*\b(?:được\s+)?(?:sẽ\s+)?(?:[Tt]hực hiện|[Áá]p dụng|(?<!kèm )theo)\b(?=[^.;]*$)"
    words = re.split(leaves, before, maxsplit=1)[0]
    words = " ".join(words.split()).strip(" ,")
    says_what = len(words.split()) > 2 and not _OFFICE.match(fold(words))
    return words if says_what else heading or words or None


def _heading(provisions: Sequence[Provision], position: int) -> str:
    """The words of the nearest heading above a provision."""
    above = provisions[position].parent
    if above is None:
        return ""
    words = _MARK.sub("", provisions[above].text).rstrip(":. ")
    return words.capitalize() if words.isupper() else words
