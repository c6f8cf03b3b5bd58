"""Sentences and clauses of a provision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from documents.phrases import Phrase
from documents.reading import Span

_LABEL = re.compile(
    r"\s*(?:#+\s*)?\**(?:[-+*•·–—~▪►]+|\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)"
    r"|(?:(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[.):/]|[IVXLCTl1]{1,5}\s?[.):/,])-?(?=\s|[^\W\d])"
    r"|(?:\d{1,2}|[A-ZĐ]|[IVX]{1,4})-(?=\s)|\d{1,2}(?:\.\d{1,2})+-?(?=\s)|[A-ZĐ]{1,3}(?:-?\d{1,2}\s?[.):]|(?:\.\d{1,2})+(?:\s?[.):])?)-?(?=\s)"
    r"|(?i:điều|chương|mục|phần)\s+(?:\d+\w?|[IVXLC]+|[A-ZĐ]|(?i:thứ \w+))[.:]?(?=\s))\**\s*(?=\S)"
)
_MISREAD = re.compile(r"\s*[IVXLHl1v!|]{1,5}[.,]\s+(?=\S)")
"""The Roman numeral of a heading as a scan has it: "H." for II, "Vv." for V."""
_STOP = re.compile(r"(?:\./\.|\.{3}|[.!?…])[”\"'*)]*(?=\s+[\"“(*]*([^\W\d_]|[-+*–•])|\s*$)")
_SHORT = re.compile(r"(?:\b(?:TP|Tp|T|Ths|TS|GS|PGS|St|tr|v\.v)|\b[A-ZĐ])\.$")
_BREAK = re.compile(r"(?:[,;:](?!\d)(?!(?<=\d{4}[,;])\s*(?:19|20)\d\d\b)|\|)\s*")
_DOCUMENT = Phrase(
    r"(?:\b(?:luật|nghị định|nghị quyết|quyết định|chỉ thị|thông tư|kế hoạch|kết luận"
    r"|hướng dẫn|công văn|thông báo|báo cáo|tờ trình|chương trình|văn bản)"
    r" )?(?:số\s*:?\s*)?\d+(?:/\d{4})?\s*[/-]\s*(?-i:[A-ZĐ])[\w&-]*(?:/[\w-]+)*(?:,? ngày"
    r" \d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| tháng \d{1,2} năm \d{4}))?"
)

_ONE_OF = Phrase(r"\b(?:một|01|1) trong (?:các|hai|ba|bốn|những|số|\d)")


def body_start(text: str, label: str = "") -> int:
    """Where a provision's words begin after its mark ("1.2.", "a)", "-"), or a number that is its label."""
    match = _LABEL.match(text) or (re.match(rf"\s*{re.escape(label)}(?:\s+|,\s)(?=\S)", text) if label else None)
    if not match and label and set(label) <= set("IVX"):
        match = _MISREAD.match(text)
    return match.end() if match else len(text) - len(text.lstrip())


def offers_choice(text: str) -> bool:
    """Whether one of several is enough by these words: "đạt một trong các mức sau"."""
    return _ONE_OF.search(text) is not None


def find_documents(text: str) -> tuple[Span, ...]:
    """Numbers of documents with their dates: what stands in them is no figure of the text."""
    return tuple(Span(*match.span()) for match in _DOCUMENT.finditer(text))


def split_sentences(text: str, start: int) -> tuple[Span, ...]:
    """The sentences of a text from `start` on; a full stop after an abbreviation or in brackets ends none."""
    found = []
    brackets = find_brackets(text)
    for match in _STOP.finditer(text, start):
        goes_on = match[1] and match[1].islower()
        short = _SHORT.search(text, max(start, match.start() - 4), match.start() + 1)
        if goes_on or short or inside(match.start(), brackets):
            continue
        found.append(Span(start, match.start()))
        start = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if text[start:].strip():
        found.append(Span(start, len(text.rstrip())))
    return tuple(span for span in found if span.end > span.start)


def find_brackets(text: str) -> tuple[Span, ...]:
    """The outermost brackets of a text, from "(" to after ")"."""
    found, depth, start = [], 0, 0
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            depth += 1
            start = match.start() if depth == 1 else start
        elif depth:
            depth -= 1
            if depth == 0:
                found.append(Span(start, match.end()))
    return tuple(found)


def inside(position: int, spans: Iterable[Span]) -> bool:
    """Whether a position lies within one of the spans."""
    return any(span.start <= position < span.end for span in spans)


def find_breaks(text: str, sentence: Span, whole: Sequence[Span]) -> tuple[int, ...]:
    """Where clauses may part: after commas, semicolons, colons and cells of a sentence, but not within `whole`.

    Years told one by one ("2022, 2023, 2024") are of one clause.
    """
    return tuple(
        match.end()
        for match in _BREAK.finditer(text, 0, sentence.end)
        if match.start() >= sentence.start and not inside(match.start(), whole)
    )
