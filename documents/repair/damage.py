"""Which lines of a text were read by an OCR that does not know Vietnamese letters."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from unicodedata import normalize

from documents.repair.ngrams import shipped_model
from documents.syllables import fold, is_syllable

_WORD = re.compile(r"[^\W\d_]{2,}")
_ACUTE = "\u0301"
_VIETNAMESE = set("\u0300\u0302\u0303\u0306\u0309\u031b\u0323")


class Look(StrEnum):
    """How a word looks."""

    ACCENTED = "a letter that only Vietnamese has"
    ACUTE = "a syllable with an acute accent, which any OCR knows"
    ACUTE_WRONG = "an acute accent in what is no syllable"
    PLAIN = "a syllable without accents"
    PLAIN_WRONG = "no syllable as it stands, one with accents"
    FOREIGN = "neither"


# The logarithm of how much commoner a look is in damaged lines than in clean ones, counted in the three kinds of
# text: government texts, laws and encyclopedia articles against four plans read by an OCR for English. Held at 4.
_EVIDENCE = {
    Look.ACCENTED: -4.0,
    Look.ACUTE: 0.0,
    Look.ACUTE_WRONG: 4.0,
    Look.PLAIN: 1.4,
    Look.PLAIN_WRONG: 4.0,
    Look.FOREIGN: -0.6,
}
_SWITCH = 10.0
"""The cost of a change between clean and damaged from one line to the next, on the same scale."""


def damaged_lines(text: str) -> list[bool]:
    """For each line (split at line feeds) whether it is damaged: a two-state hidden Markov model over the lines."""
    evidence = [
        sum(_EVIDENCE[look(word)] for word in _WORD.findall(line)) for line in normalize("NFC", text).split("\n")
    ]
    clean, damaged = 0.0, -_SWITCH
    turns: list[tuple[bool, bool]] = []
    for gain in evidence:
        turns.append((damaged - _SWITCH > clean, damaged >= clean - _SWITCH))
        clean, damaged = max(clean, damaged - _SWITCH), max(damaged, clean - _SWITCH) + gain
    state = damaged > clean
    states = [state] * len(evidence)
    for at in range(len(evidence) - 1, 0, -1):
        state = turns[at][state]
        states[at - 1] = state
    return states


def look(word: str) -> Look:
    """How a word looks, in NFC."""
    marks = set(normalize("NFD", word))
    if marks & _VIETNAMESE or "đ" in word.lower():
        return Look.ACCENTED
    if _ACUTE in marks:
        return Look.ACUTE if is_syllable(word) else Look.ACUTE_WRONG
    if is_syllable(word):
        return Look.PLAIN
    return Look.PLAIN_WRONG if fold(word) in _bare_syllables() else Look.FOREIGN


@cache
def _bare_syllables() -> frozenset[str]:
    return frozenset(fold(word) for word in shipped_model().words if is_syllable(word))
