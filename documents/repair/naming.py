"""The names of provinces, districts and communes in a damaged text, as the gazetteer writes them.

A name is seldom among the words that a language model knows, so that its accents are a guess: "Pác Nặm" reads as
"Pắc Năm". Its letters mostly survive somewhere in the text; where they do, every mention close to them is that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.distance import distance
from documents.names.gazetteer import LEVELS, Unit, look_up, name_key
from documents.plan import Level
from documents.reading import Reading, Span, Token
from documents.syllables import fold

_KINDS = {fold(kind): kind for kind in ("tỉnh", "huyện", "thị xã", "xã", "phường", "thị trấn")}
_KIND = re.compile(rf"\b(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})(?: uy)?\s+(?!hoi\b)")
_LISTED = re.compile(r"(?:,| và)\s+(?=[^\W\d_])")
"""What stands between two names of one kind: "huyện Ngọc Hiển, Năm Căn"."""
_TOWN = re.compile(r"(?:[^\W\d_]+ ){0,3}[^\W\d_]+, ngay\b")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 4
_LIKE = str.maketrans("01468", "oiaob")
"""Figures as the letters that an OCR takes for them."""
_CLOSE = 8
"""From this many letters on, a mention may be two letters away from its name, before that one."""
_LIKELY = 0.9
"""How certain such a name is."""


class _Mention(NamedTuple):
    """A place where a name may stand: its level, None where any, and its kind and the words there as spans."""

    level: Level | None
    words: tuple[Span, ...]
    kind: Span = Span(0, 0)


def restore_names(reading: Reading, damaged: Sequence[bool]) -> Reading:
    """The reading with the names of places put right in the damaged lines of its source."""
    mentions = [mention for mention in _mentions(reading) if _is_in(mention, reading, damaged)]
    provinces = {
        unit.name for mention in mentions for _, unit in _known(mention, reading, ()) if unit.level is Level.PROVINCE
    }
    known = {mention: found[0] for mention in mentions if (found := list(_known(mention, reading, provinces)))}
    named = {(unit.level, unit.name) for _, unit in known.values()}
    tokens: list[Token] = []
    for mention in mentions:
        if mention.words and reading.text[slice(*mention.kind)] == "HUYEN":  # read right but for a name nobody knows
            tokens.append(Token(reading.in_source(mention.kind), "HUYỆN", _LIKELY))
        if mention in known:
            size, name = known[mention][0], known[mention][1].name
        else:
            size, name = _nearest(mention, reading, named)
        if name:
            tokens += _written(name, mention.words[:size], reading)
    return with_tokens(reading, tokens)


def _mentions(reading: Reading) -> Iterator[_Mention]:
    folded = fold(reading.text)
    for match in _KIND.finditer(folded):
        kind = _KINDS[match["kind"]]
        written = reading.text[slice(*match.span("kind"))]
        if written.lower() == kind or (written.isupper() and written.isascii()):
            words = tuple(_names(reading.text, match.end()))
            yield _Mention(LEVELS[kind], words, Span(*match.span("kind")))
            while words and (listed := _LISTED.match(reading.text, words[-1].end)):
                words = tuple(_names(reading.text, listed.end()))
                yield _Mention(LEVELS[kind], words)
    for match in _TOWN.finditer(folded):
        yield _Mention(None, tuple(_names(reading.text, match.start())))


def _names(text: str, start: int) -> Iterator[Span]:
    """The words with a capital from a place on, up to a sign between them."""
    for number, match in enumerate(_WORD.finditer(text, start, start + 60)):
        apart = text[start : match.start()].strip() or "\n\n" in text[start : match.start()]
        if apart or number >= _LONGEST or not match[0][0].isupper():
            return
        yield Span(*match.span())
        start = match.end()


def _is_in(mention: _Mention, reading: Reading, damaged: Sequence[bool]) -> bool:
    if not mention.words:
        return False
    return damaged[reading.source.count("\n", 0, reading.in_source(mention.words[0]).start)]


def _spellings(words: Sequence[Span], reading: Reading) -> tuple[str, str]:
    """What words read as and what stands there, as the gazetteer files names."""
    read = " ".join(reading.text[slice(*word)] for word in words)
    printed = " ".join(reading.source[slice(*reading.in_source(word))] for word in words)
    return name_key(read), name_key(fold(printed).translate(_LIKE))


def _known(mention: _Mention, reading: Reading, provinces: Sequence[str] | set[str]) -> Iterator[tuple[int, Unit]]:
    """The unit whose name stands there but for its accents, and how many words it has; those of `provinces` first."""
    for size in range(len(mention.words), 0, -1):
        for spelling in _spellings(mention.words[:size], reading):
            entry = look_up(spelling)
            units = [unit for unit in entry.units if mention.level is unit.level] if entry else []
            if size == 1:
                units = [unit for unit in units if unit.level is not Level.COMMUNE]
            units = [unit for unit in units if {unit.name, unit.province} & set(provinces)] or units
            if len({unit.name for unit in units}) == 1:
                yield size, units[0]
                return


def _nearest(mention: _Mention, reading: Reading, named: set[tuple[Level, str]]) -> tuple[int, str]:
    """The name that the text has elsewhere and that a mention is a letter or two away from; "" for none."""
    found = []
    for level, name in named:
        key = name_key(name)
        size = len(key.split())
        if mention.level in {level, None} and size <= len(mention.words):
            apart = min(distance(spelling, key) for spelling in _spellings(mention.words[:size], reading))
            if apart <= (2 if len(key) >= _CLOSE else 1):
                found.append((apart, -size, name))
    if not found:
        return 0, ""
    _, size, name = min(found)
    return -size, name


def _written(name: str, words: Sequence[Span], reading: Reading) -> Iterator[Token]:
    """The words of a name in the place of those that stand there."""
    right = _WORD.findall(name)
    if len(right) != len(words):
        return
    for word, place in zip(right, words, strict=True):
        read = reading.text[slice(*place)]
        wanted = word.upper() if read.isupper() else word
        if read != wanted:
            yield Token(reading.in_source(place), wanted, _LIKELY)


def with_tokens(reading: Reading, tokens: Sequence[Token]) -> Reading:
    """The reading with other tokens in the place of those they overlap."""
    if not tokens:
        return reading
    new = {token.span: token for token in tokens}
    taken = [range(*span) for span in new]
    kept = [
        token
        for token in reading.changes
        if not any(token.span.start < span.stop and span.start < token.span.end for span in taken)
    ]
    return Reading(reading.source, tuple(sorted([*kept, *new.values()], key=lambda token: token.span)))
