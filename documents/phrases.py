"""Wording looked for in Vietnamese text, with its accents or typed without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from documents.syllables import fold

_MARKS = re.compile("[\u0300-\u036f]")
_WORDS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=512)
def is_accented(text: str) -> bool:
    """Whether a text is written with accents: a fifth of its words bear one (running Vietnamese has two thirds)."""
    words = _WORDS.findall(text)
    return 5 * sum(not word.isascii() for word in words) >= len(words) > 0


class Phrase:
    """A regular expression over Vietnamese, written with accents, that reads text without accents too.

    Accented text is matched as it is written, so that "bản" is no "ban" and "xã" no "xa"; text without accents is
    matched against the pattern without its accents, or against `plain` where that would take in too much. Spaces in
    the pattern stand for any white space. Text is taken in NFC, so places in it are places in what was given.
    """

    def __init__(self, pattern: str, plain: str | None = None) -> None:
        self._exact = _compile(pattern)
        self._plain = _compile(_without_accents(pattern if plain is None else plain))

    def _choose(self, text: str) -> tuple[re.Pattern[str], str]:
        return (self._exact, text) if is_accented(text) else (self._plain, _folded(text))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match that does not overlap one before it."""
        pattern, text = self._choose(text)
        return pattern.finditer(text, start, len(text) if end is None else end)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match."""
        pattern, text = self._choose(text)
        return pattern.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """A match that begins at `start`."""
        pattern, text = self._choose(text)
        return pattern.match(text, start, len(text) if end is None else end)

    def last(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The last match."""
        found = None
        for match in self.finditer(text, start, end):
            found = match
        return found


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(normalize("NFC", pattern).replace(" ", r"\s+"), re.IGNORECASE)


def _without_accents(pattern: str) -> str:
    """The pattern without its accents; escapes keep their case."""
    bare = normalize("NFC", _MARKS.sub("", normalize("NFD", pattern)))
    return bare.replace("đ", "d").replace("Đ", "D")
