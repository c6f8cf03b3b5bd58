"""Words of a text as the lexical index counts them: syllables and neighbours, with accents and without."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize

from documents.syllables import fold, place_tone

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_MARKED = re.compile(r"[^\W\d_a-z]")


def split_words(text: str) -> list[str]:
    """Words and numbers in small letters, in NFC, the tone placed one way; a number without leading zeros."""
    words = _WORD.findall(normalize("NFC", text).lower())
    return [word.lstrip("0") or "0" if word[0].isdigit() else _place(word) for word in words]


def fold_words(words: Iterable[str]) -> list[str]:
    """The same words without accents."""
    return [_fold(word) for word in words]


def pair_words(words: Iterable[str]) -> list[str]:
    """Every word joined to the next: most Vietnamese words are two syllables."""
    return [f"{first}_{second}" for first, second in pairwise(words)]


def mark_words(terms: Iterable[str]) -> list[str]:
    """Terms of the accented field, told apart from those without accents."""
    return [f"={term}" for term in terms]


def lacks_accents(text: str) -> bool:
    """Whether a text of several words was typed without accents: not one of its letters is marked."""
    words = [word for word in _WORD.findall(normalize("NFC", text).lower()) if not word[0].isdigit()]
    return len(words) > 1 and not any(map(_MARKED.search, words))


@lru_cache(maxsize=1 << 16)
def _place(word: str) -> str:
    return place_tone(word) if _MARKED.search(word) else word


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    return fold(word)
