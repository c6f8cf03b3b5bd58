"""A message as it was typed, made readable: abbreviations opened, places spelt right, the rest read as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from documents.plan import Plan
from documents.reading import Span
from documents.repair.typed import read_typed
from documents.syllables import fold
from retrieval.understanding.scope import Name, find_names
from retrieval.understanding.spelling import is_bare, open_spelling

_WHAT = re.compile(r"(?<!\bthi xa )(?<!\bo )(?<!\btai )(?<!\bve )\bla gi\b")
"""What a thing is, typed without accents; La Gi is a town."""
_BEFORE_NAME = {"voi": "với", "va": "và", "o": "ở", "cua": "của", "tai": "tại", "ben": "bên", "giua": "giữa"}
_BEFORE = re.compile(rf"\b(?P<word>{'|'.join(_BEFORE_NAME)})\s+\Z", re.IGNORECASE)
_FEW = re.compile(
    r"(?P<helped>\b(?:giúp(?: đỡ)?|đỡ đầu|phụ trách|theo dõi|hỗ trợ|kèm cặp)(?: được)?) mấy"
    r"(?= (?:xã|thôn|bản|ấp|làng|hộ|nhà)(?: (?:ở|của|bên|tại) [^,.?]{2,30})?[,.].*\b(?:nào|bao nhiêu|mấy|gì|sao)\b)",
    re.IGNORECASE,
)
"""What says a few, with the question still to come: "được giao đỡ đầu mấy xã, những xã đó phải giảm cỡ nào"."""


def read_message(typed: str, plans: Mapping[str, Plan]) -> str:
    """What a message says, line by line. What is readable comes back as it is, in NFC, names with their accents."""
    bare = is_bare(typed)
    lines = (_line(line, plans, bare=bare) for line in typed.splitlines())
    return "\n".join(line for line in lines if line)


def _line(typed: str, plans: Mapping[str, Plan], *, bare: bool) -> str:
    opened = open_spelling(typed)
    if fold(opened) != fold(typed):
        opened = open_spelling(_with_names(typed, plans))
    names = tuple(find_names(opened, plans))
    text, fixed = _spelt(opened, (*(_words_around(opened, names) if bare else ()), *names))
    return _FEW.sub(r"\g<helped> vài", _read(text, fixed, bare))


def _words_around(opened: str, names: Sequence[Name]) -> Iterator[Name]:
    """What can only be one word where it stands, typed without accents: before the name of a place, or as "là gì"."""
    yield from (Name(Span(*match.span()), "là gì") for match in _WHAT.finditer(opened))
    for name in names:
        if match := _BEFORE.search(opened, 0, name.span.start):
            yield Name(Span(*match.span("word")), _BEFORE_NAME[match["word"].lower()])


def _with_names(typed: str, plans: Mapping[str, Plan]) -> str:
    """What was typed, names that would be opened as something else spelt right: "hong" alone is "không"."""
    said = [
        name for name in find_names(typed, plans) if fold(open_spelling(_at(typed, name))) != fold(_at(typed, name))
    ]
    return _spelt(typed, tuple(said))[0]


def _at(text: str, name: Name) -> str:
    return text[name.span.start : name.span.end]


@lru_cache(maxsize=1024)
def _read(text: str, fixed: tuple[Span, ...], bare: bool) -> str:
    return read_typed(text, fixed, bare=bare)


def _spelt(text: str, names: tuple[Name, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text with its names spelt right, and where they stand."""
    parts: list[str] = []
    fixed: list[Span] = []
    last = length = 0
    for name in _apart(names):
        parts += [text[last : name.span.start], name.right]
        length += name.span.start - last
        fixed.append(Span(length, length + len(name.right)))
        length += len(name.right)
        last = name.span.end
    return "".join([*parts, text[last:]]), tuple(fixed)


def _apart(names: tuple[Name, ...]) -> Iterator[Name]:
    """Names in their order, none within another."""
    end = 0
    for name in sorted(names, key=lambda name: (name.span.start, -name.span.end)):
        if name.span.start >= end:
            yield name
            end = name.span.end
