"""Questions about a plan itself: who signed it, its number and date, its name, how long it is for, who gets it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from documents.names.metadata import find_marks
from documents.plan import Kind, Plan
from documents.reading import Span
from documents.syllables import fold
from retrieval.finding.evidence import Finding, Found, Item, Shape
from retrieval.search.corpus import Corpus, Holding
from retrieval.search.passages import Passage
from retrieval.understanding.asks import Ask
from retrieval.understanding.naming import lowered
from retrieval.understanding.question import Question


def find_plan_matter(question: Question, holding: Holding, _: Corpus) -> Finding:
    """Signer, name, place, issuer, number and date, period of validity."""
    told = [tell(holding) for ask, tell in _TELLING if question.wants(ask)]
    said = [finding for finding in told if finding.said]
    if not said:
        return told[0]
    items = tuple(item for finding in said for item in finding.items)
    lacks = "; ".join(finding.lacks for finding in told if not finding.said)
    words = [finding.words for finding in said]
    if question.wants(Ask.VALIDITY) and (verdict := _by_year(question, holding.plan)):
        words.append(verdict)
    return replace(said[0], items=items, words="; ".join(words), lacks=lacks)


_YEAR = re.compile(r"(?<![\w/.-])20\d\d(?![\w/.-]*\w)")
"""A year that stands alone: not the first or last of a period."""


def _by_year(question: Question, plan: Plan) -> str:
    """Whether a plan's period holds the year that a question names, "" where either is not said."""
    years = [int(year) for year in _YEAR.findall(question.masked)]
    if not years or plan.period is None:
        return ""
    year = years[-1]
    return f"năm {year} {'nằm trong' if plan.covers(year) else 'nằm ngoài'} giai đoạn này"


def about_plan(holding: Holding, words: str | None, passage: Passage | None, lacks: str) -> Finding:
    """What is said of a plan as a whole, with the sentence it stands in; without words, that it lacks this."""
    items = (Item(passage),) if passage else ()
    if words is None:
        return Finding(holding, Found.SILENT, Shape.ABOUT_PLAN, items, 1.0, lacks=lacks)
    return Finding(holding, Found.SAID, Shape.ABOUT_PLAN, items, 1.0, words=words)


def _signer(holding: Holding) -> Finding:
    plan = holding.plan
    where = _holding_words(holding, plan.signer) or first_of(holding, Kind.SIGNATURE) or _last(holding)
    words = f"Người ký là {plan.signer}" if plan.signer else None
    return about_plan(holding, words, where, "người ký")


def _locality(holding: Holding) -> Finding:
    plan = holding.plan
    where = _holding_words(holding, plan.place) or first_of(holding, Kind.BASIS) or first_of(holding, Kind.TITLE)
    words = f"Kế hoạch này là của {plan.issuer}" if plan.place else None
    return about_plan(holding, words, where, "tên tỉnh, huyện")


def _title(holding: Holding) -> Finding:
    plan = holding.plan
    named = re.search(r"[“\"]+([^”\"]{10,200})[”\"]", plan.title)
    where = first_of(holding, Kind.TITLE)
    titles = [p for p in holding.passages if p.provision.kind is Kind.TITLE]
    where = next((p for p in titles if "“" in p.text or '"' in p.text), where)
    period = f" giai đoạn {plan.period[0]}-{plan.period[1]}" if plan.period else ""
    words = f"Phong trào có tên “{' '.join(named[1].split())}”{period}" if named else f"Tên văn bản: {plan.title}"
    return about_plan(holding, words, where, "tên phong trào")


_EFFECT = re.compile(
    r"\b(?:kế hoạch|quyết định|quy chế|quy định|hướng dẫn)(?: này)? có hiệu lực(?: thi hành)?(?: kể)? từ\b",
    re.IGNORECASE,
)


def _validity(holding: Holding) -> Finding:
    plan = holding.plan
    if not plan.period:
        return about_plan(holding, None, first_of(holding, Kind.TITLE), "thời gian áp dụng")
    years = re.compile(rf"{plan.period[0]}\s*[-–—]\s*{plan.period[1]}")
    printed = [p for p in holding.passages if p.provision.kind in {Kind.TITLE, Kind.PREAMBLE} and years.search(p.text)]
    printed = printed or [p for p in holding.passages if years.search(p.text)][:1]
    words = f"Kế hoạch áp dụng cho giai đoạn {plan.period[0]}-{plan.period[1]}"
    for passage in holding.passages:
        named = {time.year for time in passage.times}
        term = _TERM.search(passage.text)
        if term and named.issuperset(plan.period) and _LASTS.search(passage.folded):
            words = f"{words}, {' '.join(term[0].split()).lower()}"
            printed = [passage, *(other for other in printed if other is not passage)]
            break
    if effective := next((p for p in holding.passages if _EFFECT.search(p.text)), None):
        words = f"{words}; {lowered(effective.text.rstrip(' .'))}"
        printed = [effective, *(other for other in printed if other is not effective)]
    items = tuple(Item(passage) for passage in printed)
    return Finding(holding, Found.SAID, Shape.ABOUT_PLAN, items, 1.0, words=words)


_TERM = re.compile(
    r"\b[Tt]ừ (?:ngày|tháng) \d[^;.]*? đến (?:hết )?(?:ngày |tháng )?\d[\d/.-]*(?: tháng \d+)?(?: năm \d+)?"
)
"""From which day to which: "từ ngày 01/4/2022 đến hết ngày 31/12/2025"."""
_LASTS = re.compile(r"\b(?:phong trao|dot thi dua|dot phat dong|ke hoach|thoi gian (?:thuc hien|ap dung))\b")


def _identity(holding: Holding) -> Finding:
    plan = holding.plan
    number = f"Số {plan.number}" if plan.number else ""
    issued = f"ngày {plan.issued.day}/{plan.issued.month}/{plan.issued.year}" if plan.issued else ""
    words = (
        f"{number}{', ' if number and issued else ''}{issued}, do {plan.issuer} ban hành" if number or issued else None
    )
    printed = tuple(map(Item, _printed_marks(holding)))
    if words and printed:
        return Finding(holding, Found.SAID, Shape.ABOUT_PLAN, printed, 1.0, words=words)
    where = first_of(holding, Kind.HEADER) or first_of(holding, Kind.TITLE)
    return about_plan(holding, words, where, "số và ngày ban hành")


def _printed_marks(holding: Holding) -> Iterator[Passage]:
    """The number and the day of a plan as they are printed in its head."""
    plan = holding.plan
    for passage in (passage for passage in holding.passages if passage.provision.kind is Kind.HEADER):
        start = passage.place.start
        for mark in find_marks(plan.reading.text[start : passage.place.end], plan.number, plan.issued):
            yield passage.part(Span(start + mark.start, start + mark.end))


def _holder(holding: Holding) -> Finding:
    where = _holding_words(holding, holding.plan.signer) or first_of(holding, Kind.SIGNATURE) or _last(holding)
    return about_plan(holding, None, where, "ai đang giữ chức vụ này; văn bản chỉ in tên người ký lúc ban hành")


def _recipients(holding: Holding) -> Finding:
    listed = [passage for passage in holding.passages if passage.provision.kind is Kind.RECIPIENTS]
    names = re.sub(r"\W*nơi nhận\W*", " ", " ".join(passage.text for passage in listed), flags=re.IGNORECASE)
    names = names.replace("; - ", "; ").strip(" -*;.")
    if not names:
        return about_plan(holding, None, _last(holding), "nơi nhận")
    items = tuple(Item(passage) for passage in listed)
    return Finding(holding, Found.SAID, Shape.ABOUT_PLAN, items, 1.0, words=f"Nơi nhận gồm {names}")


def _issuer(holding: Holding) -> Finding:
    plan = holding.plan
    where = first_of(holding, Kind.PREAMBLE) or first_of(holding, Kind.BASIS) or first_of(holding, Kind.TITLE)
    return about_plan(
        holding, f"Kế hoạch do {plan.issuer} ban hành" if plan.issuer else None, where, "cơ quan ban hành"
    )


_TELLING: tuple[tuple[Ask, Callable[[Holding], Finding]], ...] = (
    (Ask.SIGNER, _signer),
    (Ask.LOCALITY, _locality),
    (Ask.TITLE, _title),
    (Ask.VALIDITY, _validity),
    (Ask.IDENTITY, _identity),
    (Ask.ISSUER, _issuer),
    (Ask.RECIPIENTS, _recipients),
    (Ask.PERSON, _holder),
)


def first_of(holding: Holding, kind: Kind) -> Passage | None:
    """The first sentence of the first provision of a kind."""
    return next((p for p in holding.passages if p.provision.kind is kind), None)


def _last(holding: Holding) -> Passage | None:
    return holding.passages[-1] if holding.passages else None


def _holding_words(holding: Holding, words: str | None) -> Passage | None:
    """The sentence that holds some words, from the end."""
    if not words:
        return None
    folded = fold(words)
    kinds = (Kind.SIGNATURE, Kind.TITLE, Kind.PREAMBLE, Kind.HEADER)
    return next(
        (p for kind in kinds for p in holding.passages if p.provision.kind is kind and folded in p.folded), None
    )
