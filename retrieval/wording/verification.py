"""Whether a sentence that a language model wrote says only what its sources say.

A sentence passes when it cites, every citation exists, what it puts in quotation marks stands in a cited quote, every
number stands in a cited quote and keeps its comparator, most of its words are those of its sources, it denies nothing
that they do not deny, and it names no place of a plan that it does not cite. What the user wrote is no source: an order
hidden in a question changes nothing. What cannot be shown to hold is dropped, never mended.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from documents.facts.quantities import Comparator, find_quantities
from documents.plan import Citation, Plan
from documents.syllables import fold
from retrieval.answer import Statement

MARK = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
QUOTED = re.compile(r"[“\"«]([^”\"»]{3,})[”\"»]")


SUPPORTED = 0.6
"""The share of a sentence's syllables that its sources must have."""


def verify(sentence: str, sources: Sequence[Citation], plans: Mapping[str, Plan]) -> tuple[Statement | None, str]:
    """The sentence as a cited statement and "", or None and why it does not pass; its marks count `sources` from 1."""
    numbers = [int(n) for group in MARK.findall(sentence) for n in re.split(r"[,;\s]+", group)]
    text = unicodedata.normalize("NFC", MARK.sub("", sentence)).strip(" -•*\t")
    if not text:
        return None, "empty"
    if not numbers:
        return None, "no citation"
    if any(not 1 <= number <= len(sources) for number in numbers):
        return None, "a citation that does not exist"
    cited = [sources[number - 1] for number in dict.fromkeys(numbers)]
    why = (
        _wrong_quote(text, cited)
        or _wrong_number(text, cited)
        or _wrong_comparator(text, cited)
        or _unsupported(text, cited, plans)
        or _wrong_place(text, cited, plans)
    )
    return (None, why) if why else (Statement(text, tuple(cited)), "")


def numbers_in(text: str) -> set[str]:
    """The numbers of a text in one form: no leading zeros, a comma for the decimal point."""
    found = set()
    for number in NUMBER.findall(text):
        parts = re.split(r"[.,/]", number)
        stripped = [part.lstrip("0") or "0" for part in parts]
        found.add(",".join(stripped))
    return found


def _squeeze(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", " ", fold(text)).strip()


def _wrong_quote(text: str, cited: Sequence[Citation]) -> str:
    said = [_squeeze(citation.quote) for citation in cited]
    names = [_squeeze(f"{citation.number or ''} {citation.path} {citation.issuer}") for citation in cited]
    for quoted in QUOTED.findall(text):
        if not any(_squeeze(quoted) in place for place in (*said, *names)):
            return f"a quote that is not in its source: {quoted}"
    return ""


def _wrong_number(text: str, cited: Sequence[Citation]) -> str:
    known: set[str] = set()
    for citation in cited:
        known |= numbers_in(f"{citation.quote} {citation.number or ''} {citation.path}")
    unknown = numbers_in(text) - known
    return f"a number that is not in its source: {', '.join(sorted(unknown))}" if unknown else ""


def _wrong_comparator(text: str, cited: Sequence[Citation]) -> str:
    printed: dict[tuple[object, str], set[Comparator]] = {}
    for citation in cited:
        for quantity in find_quantities(citation.quote):
            printed.setdefault((quantity.value, quantity.unit), set()).add(quantity.comparator)
    for quantity in find_quantities(text):
        allowed = printed.get((quantity.value, quantity.unit))
        if allowed and quantity.comparator not in allowed and quantity.comparator is not Comparator.EQUAL:
            return f"a comparator that is not in its source: {quantity.value} {quantity.unit}"
    return ""


def _unsupported(text: str, cited: Sequence[Citation], plans: Mapping[str, Plan]) -> str:
    source: set[str] = set()
    for citation in cited:
        plan = plans.get(citation.plan)
        place = f"{plan.place or ''} {plan.title}" if plan else ""
        source |= set(_squeeze(f"{citation.quote} {citation.issuer} {place}").split())
    said = [word for word in _squeeze(text).split() if not word.isdigit()]
    if said and sum(word in source for word in said) < SUPPORTED * len(said):
        return "words that are not in its source"
    denied = {"khong", "chua", "khoi", "mien"} & set(said) - source
    return f"a denial that is not in its source: {', '.join(denied)}" if denied else ""


def _wrong_place(text: str, cited: Sequence[Citation], plans: Mapping[str, Plan]) -> str:
    here = {citation.plan for citation in cited}
    words = f" {_squeeze(text)} "
    quoted = " ".join(_squeeze(citation.quote) for citation in cited)
    for plan in plans.values():
        name = _squeeze(plan.place or "")
        if plan.id not in here and name and f" {name} " in words and name not in quoted:
            return f"a place whose plan is not cited: {plan.place}"
    return ""
