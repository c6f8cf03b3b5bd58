"""Which lines of a text were read by an OCR that does not know Vietnamese letters, or does not see them well.

One that knows them takes a letter for another here and there, all through a text: that shows in words there are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from functools import cache
from unicodedata import normalize

from documents.repair.ngrams import shipped_model
from documents.syllables import fold, is_syllable, place_tone

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


class Damage(IntEnum):
    """What reading did to a line: nothing, some accents lost, or all that only Vietnamese has, or letters slipped."""

    NONE = 0
    SOME = 1
    ALL = 2
    SLIPS = 3


# The logarithm of how much commoner a look is in damaged lines than in clean ones, counted in the kinds of text:
# government texts, laws and encyclopedia articles against four plans read by an OCR for English, and against clean
# plans whose letters were read so each time with a chance of 20 to 50 %. Held at 4.
_EVIDENCE = {
    Look.ACCENTED: (0.0, -0.3, -4.0),
    Look.ACUTE: (0.0, 0.0, 0.0),
    Look.ACUTE_WRONG: (0.0, 4.0, 4.0),
    Look.PLAIN: (0.0, 0.6, 1.4),
    Look.PLAIN_WRONG: (0.0, 4.0, 4.0),
    Look.FOREIGN: (0.0, -0.6, -0.6),
}
_LOSSES = (Damage.NONE, Damage.SOME, Damage.ALL)
_SWITCH = 10.0
"""The cost of a change of the damage from one line to the next, on the same scale."""
_ACCENTED = 0.78
"""The share of the words of clean text that have a letter which only Vietnamese has: 41,000 words of 27 plans."""
_UNKNOWN = (3, 0.003)
"""From how many unknown words on, and from which share of all in small letters, a text has slips: clean plans (100 of
them) have at most 0.1 %, old spelling apart; texts of which 5 % of the words were misread have 2 to 3 %."""
_SLIPPED_LETTERS = 0.6
"""Letters that slipped to unknown words: every other slip makes a word there is, and words have 3.3 letters."""


def find_damage(text: str) -> list[Damage]:
    """The damage of each line (split at line feeds): a hidden Markov model over the lines, decoded by Viterbi.

    Where no line lost accents, all have slips if the text has.
    """
    damage = _losses(text)
    if not any(damage) and share_slipped(text):
        return [Damage.SLIPS] * len(damage)
    return damage


def _losses(text: str) -> list[Damage]:
    scores = [0.0, -_SWITCH, -_SWITCH]
    turns: list[list[Damage]] = []
    for words in _words_of_lines(text):
        came = [max(_LOSSES, key=lambda last: scores[last] - _SWITCH * (last != state)) for state in _LOSSES]
        gains = [_EVIDENCE[look(word)] for word in words]
        scores = [
            scores[came[state]] - _SWITCH * (came[state] != state) + sum(gain[state] for gain in gains)
            for state in _LOSSES
        ]
        turns.append(came)
    state = max(_LOSSES, key=lambda last: scores[last])
    states: list[Damage] = []
    for came in reversed(turns):
        states.append(state)
        state = came[state]
    return states[::-1]


def share_kept(text: str, damage: Sequence[Damage]) -> float:
    """The share of accents that were read in the lines that lost some, to a tenth; 0.9 at most."""
    lines = zip(_words_of_lines(text), damage, strict=True)
    looks = [look(word) for words, state in lines if state is Damage.SOME for word in words]
    return round(min(looks.count(Look.ACCENTED) / max(len(looks), 1) / _ACCENTED, 0.9), 1)


def share_slipped(text: str) -> float:
    """The share of letters taken for others, told by the words that there are none; 0 where they are too few."""
    words = [word for line in _words_of_lines(text) for word in line if word.islower()]
    unknown = sum(not _is_known(word) for word in words)
    least, share = _UNKNOWN
    return _SLIPPED_LETTERS * unknown / len(words) if unknown >= max(least, share * len(words)) else 0.0


def _is_known(word: str) -> bool:
    """Whether a word is one of the model, in either spelling of its tone, or looks like none of this language."""
    ids = shipped_model().ids
    return word in ids or place_tone(word) in ids or look(word) is Look.FOREIGN


def _words_of_lines(text: str) -> list[list[str]]:
    return [_WORD.findall(line) for line in normalize("NFC", text).split("\n")]


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
