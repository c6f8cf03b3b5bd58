"""The documents that a plan rests on, names, leaves matters to or takes the place of, and the forms it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from documents.facts.parts import Part
from documents.names.designation import kind_of
from documents.plan import Kind, Level, Reference, Relation
from documents.reading import Span
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.finding.planmatters import about_plan, first_of
from retrieval.search.corpus import Corpus, Holding, coverage
from retrieval.search.passages import Passage
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.papers import asks_every_paper, asks_rested_on
from retrieval.understanding.question import Question

_REPLACES = re.compile(
    r"\b(?:thay the|thay cho|bi thay|bai bo|huy bo|het (?:hieu luc|dung|ap dung)"
    r"|thay (?=(?:ke hoach|van ban|quyet dinh|nghi quyet)\b))"
)
_OLD = re.compile(r"\b(?:ban|quy che|quy dinh) (?:cu|truoc)\b")
_OLDER = re.compile(
    r"\b(?:ban|ke hoach|van ban|quyet dinh) (?:(?:cu|truoc|nam)\b(?: \d{4})?|\d{4})(?! ?-)(?: \w+){0,2}"
    r" con (?:dung|hieu luc|ap dung|gia tri)"
)
_NUMBERED = re.compile(
    r"\b(?:ke hoach|van ban|quyet dinh) (?:so )?\d+(?:/[\w-]+)*(?:\s+\w+){0,8}\s+con (?:dung|hieu luc|ap dung|gia tri)"
)
"""Whether a document still holds that is named by its number; it may be the plan itself."""
NAMED, _LIKELY = 1.0, 0.95
"""The strength of documents that a question names by number, kind or issuer, and of those it is likely about."""
_TEXTS = re.compile(r"\b(?:ke hoach|van ban|quyet dinh|nghi quyet)\b")


def replacement_asked(question: Question) -> bool:
    """Whether it is asked which document a plan takes the place of, or which takes its place."""
    folded = fold(question.text.replace("thấy", "")) if "thấy" in question.text else question.folded
    named = question.wants(Ask.VALIDITY) and _NUMBERED.search(folded)
    old = _TEXTS.search(folded) or _OLD.search(folded)
    return older_asked(question) or bool(named or (_REPLACES.search(folded) and old))


def older_asked(question: Question) -> bool:
    """Whether it is asked if an older document still holds: "bản 2017 còn dùng không"."""
    return bool(_OLDER.search(question.folded))


def find_replacement(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """The sentences of a plan that put it in the place of other documents."""
    said = [
        passage.limb(limb)
        for passage in holding.passages
        for limb in passage.text.split("; ")
        if _REPLACES.search(fold(limb)) and _TEXTS.search(fold(limb))
    ]
    if said:
        return Finding(holding, Found.SAID, Shape.MEANING, tuple(Item(passage) for passage in said), 1.0)
    return about_plan(holding, None, first_of(holding, Kind.TITLE), "văn bản nào thay thế hay bị thay thế")


_FORM = re.compile(r"\b(?:mau so|bieu mau|mau (?:bieu|don|bao cao))\b")


def find_form(question: Question, holding: Holding, corpus: Corpus) -> Finding:  # noqa: ARG001 - one of the ways
    """The sentences of a plan that speak of forms to fill in."""
    said = [p for p in holding.passages if _FORM.search(p.folded) and not p.is_heading]
    if said:
        return Finding(holding, Found.SAID, Shape.MEANING, tuple(Item(passage) for passage in said), 1.0)
    return Finding(holding, Found.SILENT, Shape.TEXT, strength=1.0, lacks="mẫu này")


def find_documents(question: Question, holding: Holding, corpus: Corpus) -> Finding:
    """Documents that a plan rests on, or leaves a matter to."""
    references = holding.plan.references
    bases = [reference for reference in references if reference.relation is Relation.BASIS]
    handed = [reference for reference in references if reference.relation is Relation.DELEGATES]
    if question.documents and (named := named_in(question.documents, holding)):
        return _documents(holding, named)
    if question.wants(Ask.LISTING) or re.search(
        r"\b(?:vien dan|dan chieu|nhac (?:den|toi)|cac (?:nghi quyet|quyet dinh|van ban))\b", question.folded
    ):
        return _documents(holding, _distinct(_listed(question, holding)))
    of_kind = _kind_asked(question, references)
    if upper_asked(question, holding) or (of_kind and not _kind_asked(question, handed)):
        handed = []
    if not question.about(Topic.BASIS) and (matched := _handed(question, handed, holding, corpus)):
        matched = _dated(matched, holding) if question.wants(Ask.DATE) else matched
        return _documents(holding, matched, _LIKELY)
    if question.about(Topic.CRITERION, Topic.AWARD) and not question.about(Topic.BASIS):
        return Finding(holding, Found.SILENT, Shape.DOCUMENTS, _criteria_heading(holding), 0.5, lacks="văn bản khác")
    mentioned = [reference for reference in references if reference.number and reference.relation is Relation.MENTIONS]
    chosen = _of_issuer(question, bases) or _of_issuer(question, mentioned)
    if chosen or _asked_level(question):
        return _documents(holding, chosen)
    return _documents(holding, bases, _LIKELY)


def _listed(question: Question, holding: Holding) -> list[Reference]:
    """The documents of a list: all that are named, or those that the plan rests on."""
    references = holding.plan.references
    if asks_every_paper(question.folded):
        numbered = "so hieu" in question.folded
        return [reference for reference in references if reference.number or not numbered]
    bases = [reference for reference in references if reference.relation is Relation.BASIS]
    if not asks_rested_on(question.folded):
        return bases
    return [*bases, *(r for r in references if r.relation is Relation.MENTIONS and _is_carried_out(holding, r))]


def _is_carried_out(holding: Holding, reference: Reference) -> bool:
    """Whether the aims of a plan are to carry a document out."""
    passage = _passage(holding, reference)
    return bool(reference.number) and passage.role is Part.TARGET and "thuc hien" in passage.folded


def named_in(numbers: Iterable[str], holding: Holding) -> list[Reference]:
    """The references of a plan to documents of these numbers, whole or their figures alone."""
    return _distinct(r for r in holding.plan.references if _is_numbered(r, numbers))


def _is_numbered(reference: Reference, numbers: Iterable[str]) -> bool:
    return bool(reference.number) and not _forms(reference.number or "").isdisjoint(n.lstrip("0") for n in numbers)


def left_to(numbers: Iterable[str], holding: Holding) -> Finding:
    """That a plan leaves a matter to documents of these numbers; nothing where it does not."""
    handed = [
        reference
        for reference in holding.plan.references
        if reference.relation is Relation.DELEGATES and _is_numbered(reference, numbers)
    ]
    items = tuple(Item(passage) for passage in dict.fromkeys(_passage(holding, reference) for reference in handed))
    return Finding(holding, Found.DELEGATED if items else Found.NOTHING, Shape.TEXT, items, 0.8)


def tells_of(reference: Reference, holding: Holding) -> bool:
    """Whether a plan says what stands in a document that it names: "Theo Quyết định …, cuối năm còn …"."""
    passage = _passage(holding, reference)
    return passage.role not in {Part.BASIS, Part.NAME} and passage.folded.startswith("theo ")


def _forms(number: str) -> set[str]:
    """The ways a document's number is typed: whole, or its figures alone."""
    folded = fold(number).lstrip("0")
    return {folded, re.split(r"[/-]", folded)[0]}


def _handed(question: Question, handed: list[Reference], holding: Holding, corpus: Corpus) -> list[Reference]:
    """The delegations that are about what is asked; all of them where they stand in the part it is about."""
    handed = _of_kind(question, handed)
    terms = corpus.terms(question.sought)
    scored = [(coverage(terms, holding.texts_of(_passage(holding, r))), r) for r in handed]
    best = max((score for score, _ in scored), default=0.0)
    chosen = [reference for score, reference in scored if score >= max(0.3, 0.9 * best)]
    if chosen or not question.about(Topic.CRITERION, Topic.AWARD):
        return chosen
    parts = {Part.CRITERION, Part.AWARD}
    return [r for r in handed if r.number and _passage(holding, r).role in parts]


_ASKED_KIND = re.compile(r"\b(?P<kind>[a-z]+ [a-z]+|luat) (?:nao|gi|may|so (?:may|nao|bao nhieu))\b")


def _of_kind(question: Question, references: list[Reference]) -> list[Reference]:
    """The references of the kind that is asked for ("hướng dẫn số mấy"), those with a number first; else all."""
    numbered = (
        [r for r in references if r.number] if re.search(r"\bso (?:may|nao|bao nhieu)\b", question.folded) else []
    )
    return _kind_asked(question, references) or numbered or references


def _kind_asked(question: Question, references: Iterable[Reference]) -> list[Reference]:
    asked = {match["kind"] for match in _ASKED_KIND.finditer(question.folded)}
    return [r for r in references if r.number and fold(kind_of(r.number)) in asked]


_LEVEL = re.compile(
    r"\b(?:nao|gi|may|so bao nhieu)\s+(?:\w+\s+){0,2}?(?:cua|do|ben)\s+(?:ubnd |uy ban nhan dan |uy ban )?"
    r"(?P<level>tinh|huyen|xa)\b(?! uy\b)"
)
_UPPER = re.compile(
    r"\bke hoach (?:cua )?(?:ubnd |uy ban nhan dan )?(?P<level>tinh|huyen) (?:do|ay|kia|noi tren|vua noi)\b"
    r"|\bke hoach (?:do|ay|kia|noi tren|vua noi) cua (?:ubnd |uy ban nhan dan )?(?P<of>tinh|huyen)\b"
)
_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT}
_KINDS = {
    "quyet dinh": "QĐ",
    "nghi quyet": "NQ",
    "nghi dinh": "NĐ",
    "ke hoach so": "KH",
    "ke hoach nao": "KH",
    "luat": "Luật",
}
_OFFICES = ("thu tuong", "chinh phu", "tinh uy", "huyen uy", "dang uy", "trung uong", "quoc hoi")


def _asked_level(question: Question) -> str | None:
    """The level of the office whose document is asked for: "tinh" in "văn bản số mấy của tỉnh"."""
    match = _LEVEL.search(question.line) or _UPPER.search(question.line)
    return match[match.lastgroup or 0] if match else None


def upper_asked(question: Question, holding: Holding) -> bool:
    """Whether a question points at a plan of another level than this one: "kế hoạch của tỉnh đó" of a department."""
    match = _UPPER.search(question.line)
    return match is not None and holding.plan.level is not _LEVELS[match[match.lastgroup or 0]]


def _of_issuer(question: Question, references: Iterable[Reference]) -> list[Reference]:
    """The references by the office, or of the kind, that the question names."""
    folded = question.folded
    named = [sign for words, sign in _KINDS.items() if words in folded]
    kind = [r for r in references if any(sign in (r.number or r.subject or "") for sign in named)]
    level = _asked_level(question)
    offices = (level,) if level else tuple(office for office in _OFFICES if office in folded)
    issued = [r for r in references if r.issuer and any(office in fold(r.issuer) for office in offices)]
    return _distinct([r for r in issued if r in kind] or (issued if offices and issued else kind))


def _documents(holding: Holding, references: list[Reference], strength: float = NAMED) -> Finding:
    if not references:
        where = first_of(holding, Kind.BASIS) or first_of(holding, Kind.PREAMBLE) or first_of(holding, Kind.TITLE)
        nearest = (Item(where),) if where else ()
        return Finding(holding, Found.SILENT, Shape.DOCUMENTS, nearest, 0.5, lacks="văn bản căn cứ")
    items = tuple(Item(_reference_passage(holding, reference), label=name(reference)) for reference in references)
    return Finding(holding, Found.SAID, Shape.DOCUMENTS, items, strength)


def _dated(references: Sequence[Reference], holding: Holding) -> list[Reference]:
    """References; in the place of one without a day stands that which names the same document with it, if any."""
    dated: dict[str | None, Reference] = {
        r.number: r for r in reversed(holding.plan.references) if r.number and r.issued
    }
    return [reference if reference.issued else dated.get(reference.number, reference) for reference in references]


def _distinct(references: Iterable[Reference]) -> list[Reference]:
    seen: dict[str, Reference] = {}
    for reference in references:
        seen.setdefault(reference.number or f"{reference.issuer} {reference.subject}", reference)
    return list(seen.values())


def _passage(holding: Holding, reference: Reference) -> Passage:
    return holding.passage_at(holding.plan.reading.in_reading(reference.span).start)


def _reference_passage(holding: Holding, reference: Reference) -> Passage:
    """The words that name a document, as a sentence of their own where a basis names several."""
    whole = _passage(holding, reference)
    if reference.relation is Relation.DELEGATES:
        return whole
    return whole.part(Span(*holding.plan.reading.in_reading(reference.span)))


def name(reference: Reference) -> str:
    """A document as a person names it: kind, number, date and issuer, as far as the plan says."""
    kinds = {"QĐ": "Quyết định", "KH": "Kế hoạch", "NQ": "Nghị quyết", "HD": "Hướng dẫn", "KL": "Kết luận",
             "NĐ": "Nghị định", "TT": "Thông tư", "CT": "Chỉ thị", "CV": "Công văn", "TB": "Thông báo"}  # fmt: skip
    if not reference.number:
        return f"hướng dẫn của {reference.issuer}" if reference.issuer else (reference.subject or "văn bản khác")
    sign = re.search(r"[/-]([A-ZĐ]+)[-/]", reference.number)
    kind = kinds.get(sign[1], "Văn bản") if sign else "Văn bản"
    issued = (
        f" ngày {reference.issued.day}/{reference.issued.month}/{reference.issued.year}" if reference.issued else ""
    )
    issuer = f" của {reference.issuer}" if reference.issuer else ""
    return f"{kind} số {reference.number}{issued}{issuer}"


def _criteria_heading(holding: Holding) -> tuple[Item, ...]:
    found = next((p for p in holding.passages if p.role is Part.CRITERION), None)
    return (Item(found),) if found else ()
