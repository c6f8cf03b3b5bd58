"""A part of a plan as a whole: its aims, its contents, its measures, its awards, its organisation."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.facts.parts import Part
from documents.facts.subjects import find_subjects
from documents.plan import Kind
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.saying.quotes import titled
from retrieval.search.corpus import Corpus, Holding
from retrieval.search.passages import Passage, whole
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.naming import lowered, place_of
from retrieval.understanding.phrasing import count
from retrieval.understanding.question import Question

_PARTS: tuple[tuple[Part, str, str], ...] = (
    (Part.MEASURE, r"(?:nhiem vu,? )?giai phap(?: thuc hien)?", "giải pháp"),
    (Part.CONTENT, r"noi dung (?:(?:cua )?(?:thi dua|phong trao)(?: thi dua)?|thuc hien|thi dua)", "nội dung thi đua"),
    (Part.REQUIREMENT, r"yeu cau", "yêu cầu"),
    (Part.TARGET, r"muc dich", "mục đích"),
    (Part.AWARD, r"(?:cac )?hinh thuc khen(?: thuong)?", "nội dung về khen thưởng"),
    (Part.TASK, r"to chuc thuc hien", "nội dung tổ chức thực hiện"),
)
_ASKED = r"\b(?:nhung |cac |co |gom |neu |liet ke )?(?:nhung |cac )?(?:{part})\b.{{0,40}}\b(?:gi|nao|nhung|gom|ra sao|the nao)\b"
_LISTED = r"\b(?:liet ke|neu|cac|nhung|gom)\b.{{0,25}}\b(?:{part})\b"
_ALONE = (
    r"(?:\W|\b(?:cho|toi|minh|em|biet|hoi|xin|ve|cac|nhung|toan bo|tat ca|day du|chi tiet|phan|muc|neu|liet ke|danh sach|ke ra|lam|duoc|trong|cua|o|tai"
    r"|theo|ke hoach|van ban|phong trao|thi dua|nay|do|la gi|gi|nao|the nao|ra sao|voi|a|nhe|tinh|huyen|xa)\b)*"
)
_GROUPS = re.compile(
    r"\b(?:nhom(?: doi tuong)?|doi tuong|nhung ai|loai don vi)\b.*\b(?:nao|gi|rieng|gom|ai)\b|\b(?:cac|nhung|may) nhom doi tuong\b"
    r"|\b(?:liet ke|ke ten|ke ra|danh sach)(?: (?:cac|nhung|het))* (?:doi tuong|nhom|loai don vi)\b"
)
FOR = re.compile(r"^(?:đối )?với\s+", re.IGNORECASE)
"""What opens a heading that names whom it is for."""
_LEAST_GROUPS, _LONGEST_NAME = 2, 100
_LEADS_IN = re.compile(r"(?:như sau|sau đây|cụ thể)?\s*:\s*\.?$|như sau\s*[:;.]*$")


def section_asked(question: Question) -> Part | None:
    """The part of a plan that a question asks for as a whole."""
    folded = " ".join(fold(question.masked).split())
    for role, part, _ in _PARTS:
        if re.fullmatch(rf"{_ALONE}(?:{part}){_ALONE}", folded):
            return role
        if role is Part.TASK or (role is Part.REQUIREMENT and (asked_subjects(question) or question.topics)):
            continue
        if re.search(_ASKED.format(part=part), folded) or re.search(_LISTED.format(part=part), folded):
            return role
    return None


def asks_basis(question: Question) -> bool:
    """Whether a question is about nothing but what a plan rests on."""
    if not question.about(Topic.BASIS) or not question.asks <= {Ask.TEXT, Ask.LISTING}:
        return False
    folded = " ".join(fold(question.masked).split())
    return bool(re.fullmatch(rf"{_ALONE}(?:can cu|co so)(?: phap ly)?(?: (?:de )?ban hanh)?{_ALONE}", folded))


def find_section(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """Every clause of the part asked for, in order, under the headings within it."""
    role = section_asked(question)
    positions = dict.fromkeys(p.position for p in holding.passages if p.role is role and not p.is_heading)
    if not positions or role is None:
        return Finding(holding, Found.SILENT, Shape.SUMMARY)
    items = section_items(holding, role)
    number = len({head_of(item.passage) for item in items})
    name = next(name for one, _, name in _PARTS if one is role)
    whose = place_of(holding.plan)
    words = f"Kế hoạch của {whose} nêu {count(number)} {name}, đầy đủ như dưới đây" if len(items) > 1 else ""
    return Finding(holding, Found.SAID, Shape.SUMMARY, items, 1.0, words=words)


def asks_groups(question: Question) -> bool:
    """Whether it is asked whom a plan sets criteria for, and not which."""
    named = question.about(Topic.CRITERION) and _GROUPS.search(fold(question.masked))
    return bool(named) and not asked_subjects(question) and not question.wants(Ask.FIGURE, Ask.DATE, Ask.OFFICE)


def find_groups(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """The headings under which a plan sets criteria, each of a group of units or persons."""
    chosen: dict[int, Passage] = {}
    for passage in holding.passages:
        opens = passage.is_heading or (passage.first and passage.last and passage.text.endswith(":"))
        names = passage.text[:1].isupper() and (FOR.match(passage.text) or _names_first(passage))
        if (
            passage.role is Part.CRITERION
            and opens
            and names
            and chosen.keys().isdisjoint(passage.plan.above(passage.position))
        ):
            chosen[passage.position] = passage
    if len(chosen) < _LEAST_GROUPS:
        return Finding(holding, Found.NOTHING, Shape.SUMMARY)
    parents = {passage.provision.parent for passage in chosen.values()}
    beside = [p for p in holding.passages if p.first and p.provision.parent in parents and p.role is Part.CRITERION]
    groups = {passage: name for passage in beside if (name := _group(passage, named=passage.position in chosen))}
    said = "; ".join(groups.values())
    words = f"Kế hoạch của {place_of(holding.plan)} đặt tiêu chuẩn cho {count(len(groups))} nhóm: {said}"
    return Finding(holding, Found.SAID, Shape.SUMMARY, tuple(map(Item, groups)), 1.0, words=words)


def _group(passage: Passage, *, named: bool) -> str:
    """Whom a clause is for: all its words where they only name a group, else those before its colon."""
    name, colon, _ = passage.text.partition(":")
    return lowered(FOR.sub("", name).strip(" .:;")) if named or (colon and len(name) <= _LONGEST_NAME) else ""


def _names_first(passage: Passage) -> bool:
    return any(subject.span.start == 0 for subject in find_subjects(passage.text))


def section_items(holding: Holding, role: Part) -> tuple[Item, ...]:
    """The provisions of a part without those that only lead in, under the heading next over each where there are several."""
    positions = dict.fromkeys(p.position for p in holding.passages if p.role is role and not p.is_heading)
    passages = [whole(holding.plan, position) for position in positions]
    kept = [passage for passage in passages if not _LEADS_IN.search(passage.text)] or passages
    return grouped(tuple(Item(passage) for passage in kept))


def grouped(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items under the heading next over each, where they stand under several."""
    if len({item.passage.sections[:1] for item in items}) <= 1:
        return items
    return tuple(replace(item, group=heading_of(item.passage)) for item in items)


def heading_of(passage: Passage) -> str:
    """The heading next over a clause, as a heading within an answer."""
    if not passage.sections:
        return ""
    heading = titled(passage.sections[0])
    return heading.capitalize() if heading.isupper() else heading


def head_of(passage: Passage) -> int:
    """The position of the point a clause belongs to: the outermost under its heading."""
    provisions, at = passage.plan.provisions, passage.position
    while (above := provisions[at].parent) is not None and provisions[above].kind is not Kind.SECTION:
        at = above
    return at
