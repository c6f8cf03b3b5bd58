"""Clauses of the same plan that a sentence points at: "hoàn thành số hộ nêu tại khoản 2 Mục B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from documents.plan import Kind, Plan
from documents.syllables import fold
from retrieval.search.corpus import Holding
from retrieval.search.passages import Passage
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.matching import fits
from retrieval.understanding.question import Question

_PART = r"(?:khoản|điểm|mục|phần)\s+(?P<{}>\d+(?:\.\d+)*|[IVX]+|[A-ZĐa-zđ](?:\.\d+)*)\b"
_POINTED = re.compile(
    rf"\b(?:tại|theo|nêu ở|ở)\s+{_PART.format('inner')}(?:,?\s+{_PART.format('outer')})?"
    r"(?!\s*(?:,?\s*(?:điều|phần|mục)\s+\w|(?:của\s+)?(?:Luật|Nghị|Quyết|Thông|Kế hoạch số|Hướng|Quy)\b))",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:mốc|hạn|ngày|mức|tỷ lệ|thời điểm)(?: thời gian)? (?:nêu |nói )?(?:trên|này)\b", re.IGNORECASE)
"""What points at the sentence before: "trước các mốc trên 10 ngày"."""
_RUNS = re.compile(r"\b(?:trong|sau|suốt|cả|của) (?:\d+|hai|ba|bốn|năm) năm\b", re.IGNORECASE)
"""How long something must last."""
_MOST = 3
_LED = re.compile(r"^(?:(?:rieng|doi voi|cac) )+")


def find_pointed(question: Question, said: Sequence[Passage], holding: Holding) -> list[Passage]:
    """What the clauses that some sentences point at say of the units asked about; nothing where that is much."""
    known = {passage.id for passage in said}
    positions = {position for passage in said for position in _pointed(passage)}
    pointed = [p for p in holding.passages if p.position in positions and not p.is_heading and p.id not in known]
    asked = asked_subjects(question)
    fitting = [p for p in pointed if fits(asked, p.own_subjects, holding.plan.level)] if asked else pointed
    chosen = pointed if len(pointed) == 1 else fitting
    return chosen if len(chosen) <= _MOST else []


def find_own(question: Question, said: Sequence[Passage], holding: Holding) -> list[Passage]:
    """The sentences beside those found, of the same clauses, that open with the very units asked about.

    "Doanh nghiệp, hợp tác xã: từ 40 triệu đồng trở lên. Hợp tác xã áp dụng bằng một nửa mức này."
    """
    known = {passage.id for passage in said}
    positions = {passage.position for passage in said}
    asked = {" ".join(fold(question.text[s.span.start : s.span.end]).split()) for s in asked_subjects(question)}
    beside = [p for p in holding.passages if p.position in positions and p.id not in known and not p.first]
    own = [p for p in beside if any(_LED.sub("", p.folded).startswith(name) for name in asked if name)]
    return own if len(own) <= _MOST else []


def find_leads(said: Sequence[Passage], holding: Holding) -> list[Passage]:
    """The lead-ins over points that say for how long these hold: "… trong 04 năm liên tục, cụ thể:"."""
    known = {passage.id for passage in said}
    points = [p.provision for p in said if p.provision.kind is Kind.ITEM and p.quantities]
    parents = {point.parent for point in points}
    leads = [
        passage
        for passage in holding.passages
        if (passage.position in parents and passage.provision.kind is Kind.ITEM)
        or (passage.provision.kind is Kind.PARAGRAPH and passage.provision.parent in parents)
    ]
    return [p for p in leads if p.id not in known and p.text.rstrip().endswith(":") and _RUNS.search(p.text)]


def find_before(said: Sequence[Passage], holding: Holding) -> list[Passage]:
    """The sentences just before those that point back at them."""
    known = {passage.id for passage in said}
    backs = ((passage, _BACK.search(passage.text)) for passage in said)
    pointing = {p.id for p, match in backs if match and not re.search(r"\d", p.text[: match.start()])}
    if not pointing:
        return []
    pairs = zip(holding.passages, holding.passages[1:], strict=False)
    return [one for one, after in pairs if after.id in pointing and one.id not in known and not one.is_heading]


def _pointed(passage: Passage) -> Iterator[int]:
    """The provisions that a sentence points at, those under them included."""
    plan = passage.plan
    for match in _POINTED.finditer(passage.text):
        label = f"{match['outer']}.{match['inner']}" if match["outer"] else match["inner"]
        found = next((at for path in _paths(passage, label) if (at := _at(plan, path)) is not None), None)
        if found is not None and found != passage.position:
            yield from (at for at in range(found, len(plan.provisions)) if at == found or found in plan.above(at))


def _paths(passage: Passage, label: str) -> Iterator[str]:
    """The paths that a label may mean: beside the clause that names it, beside one it stands under, or its own."""
    for above in passage.plan.above(passage.position):
        yield f"{passage.plan.provisions[above].path}.{label}"
    yield label


def _at(plan: Plan, path: str) -> int | None:
    return next((at for at, provision in enumerate(plan.provisions) if provision.path == path), None)
