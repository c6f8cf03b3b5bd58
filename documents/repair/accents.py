"""Accents put back where they were not typed: "xa khu vuc III" → "xã khu vực III"."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from unicodedata import normalize

import numpy as np

from documents.repair.damage import Look, look
from documents.repair.lattice import Slot, posteriors
from documents.repair.ngrams import NUMBER, STOP, NgramModel, Piece, pieces, shipped_model
from documents.syllables import fold, is_syllable

_SURELY_LOST = 0.25
"""About this share of the syllables that lost their accents cannot be right as they then stand ("duoc", "nghiep")."""
_PRIOR = 2e-4
_MOST_LOST = 0.98
_UNKNOWN_SHARE = 1e-6
"""The share of one unknown word among all there may be."""
_FIXED = {NUMBER, STOP, ","}


def restore_accents(text: str, model: NgramModel | None = None) -> str:
    """The text with accents where they are missing; what has accents, numbers and unknown words stay as they are."""
    model = model or shipped_model()
    text = normalize("NFC", text)
    found = list(pieces(text))
    spellings = [_spellings(model, piece) for piece in found]
    lost = _share_lost(found)
    best = [piece.word for piece in found]
    for row in _sentences(found):
        slots = [
            Slot(
                np.array([model.number(word) for word in spellings[at]], np.int64),
                np.log([_chance(model, found[at].word, word, lost) for word in spellings[at]]),
            )
            for at in row
        ]
        for at, chances in zip(row, posteriors(model, slots), strict=True):
            best[at] = spellings[at][int(np.argmax(chances))]
    parts: list[str] = []
    last = 0
    for at, (piece, word) in enumerate(zip(found, best, strict=True)):
        typed = text[piece.start : piece.end]
        restored = typed if word == piece.word else like(word, typed)
        if restored.islower() and _in_name(model, found, best, at):
            restored = restored.capitalize()
        parts += [text[last : piece.start], restored]
        last = piece.end
    return "".join([*parts, text[last:]])


def _in_name(model: NgramModel, found: list[Piece], best: list[str], at: int) -> bool:
    """Whether a word is part of a name together with a neighbour, and accents were put back in one of the two."""
    for one in (at - 1, at):
        if 0 <= one < len(found) - 1 and found[one + 1].start - found[one].end == 1:
            restored = any(best[place] != found[place].word for place in (one, one + 1))
            if restored and model.is_name(best[one], best[one + 1]):
                return True
    return False


def like(word: str, model: str) -> str:
    """The word in the case of another: upper, title or lower."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if model[:1].isupper() else word


@cache
def by_fold(model: NgramModel) -> dict[str, tuple[str, ...]]:
    """The words of a model by their form without accents."""
    forms: dict[str, list[str]] = defaultdict(list)
    for word in model.words:
        forms[fold(word)].append(word)
    return {form: tuple(words) for form, words in forms.items()}


def _spellings(model: NgramModel, piece: Piece) -> tuple[str, ...]:
    """What a typed word may be: itself, and for one without accents every known word that it may stand for."""
    word = piece.word
    if word in _FIXED or (word != fold(word) and is_syllable(word)):
        return (word,)
    others = by_fold(model).get(fold(word), ())
    return (word, *(other for other in others if other != word and may_be(word, other)))


def may_be(typed: str, word: str) -> bool:
    """Whether every accent that was typed is one of the word's."""
    return all(
        set(normalize("NFD", a.replace("đ", "d\u0335"))) <= set(normalize("NFD", b.replace("đ", "d\u0335")))
        for a, b in zip(typed, word, strict=True)
    )


def _share_lost(found: list[Piece]) -> float:
    """How likely an accent was not typed, from the words with accents and those that cannot be without."""
    looks = Counter(look(piece.word) for piece in found if len(piece.word) > 1)
    typed = looks[Look.ACCENTED] + looks[Look.ACUTE]
    lost = looks[Look.PLAIN_WRONG] / _SURELY_LOST + _PRIOR
    return min(lost / (lost + typed), _MOST_LOST)


def _chance(model: NgramModel, typed: str, word: str, lost: float) -> float:
    """How likely a word is typed so; an unknown word is one of very many."""
    if word != typed:
        return lost
    return 1.0 if word in model.ids else _UNKNOWN_SHARE


def _sentences(found: list[Piece]) -> list[range]:
    ends = [at for at, piece in enumerate(found) if piece.word == STOP]
    starts = [0, *(end + 1 for end in ends)]
    return [range(start, end) for start, end in zip(starts, [*ends, len(found)], strict=True) if end > start]
