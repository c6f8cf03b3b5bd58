"""Scanned text proofread: accents that OCR took for others, put right where the words around them say so.

An engine that knows Vietnamese reads letters well and accents less so ("thành phó", "quyên hạn", "QUYÉT ĐỊNH"). Each
word may be any known syllable with its letters, the less likely the more accents differ and the surer the engine was;
the trigram model decides in context. Numbers and letters are never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import normalize

import numpy as np

from documents.extract import Word
from documents.reading import DOUBT, Span, Token
from documents.repair.lattice import Slot, posteriors
from documents.repair.ngrams import NUMBER, STOP, NgramModel, Piece, pieces, shipped_model
from documents.repair.restoration import in_case_of
from documents.syllables import fold

_ACCENT, _SURE_ACCENT = 2.0, 4.0
"""What an accent that differs costs, as a logarithm, and what it costs more where the engine was sure."""
_UNKNOWN_COST = 9.0
_UNCHECKED = 0.9
_LEAST = 0.8


def proofread(source: str, words: Sequence[Word], model: NgramModel | None = None) -> tuple[Token, ...]:
    """The words of a scanned text that read differently, and those of which neither engine nor context is sure."""
    model = model or shipped_model()
    tokens: list[Token] = []
    for sentence, sure in _sentences(source, words):
        slots = [_slot(model, piece, confidence) for piece, confidence in zip(sentence, sure, strict=True)]
        chances = posteriors(model, slots)
        for piece, slot, chance, confidence in zip(sentence, slots, chances, sure, strict=True):
            best = int(np.argmax(chance))
            read = source[piece.start : piece.end]
            right = model.words[slot.ids[best]]
            span = Span(piece.start, piece.end)
            if best and float(chance[best]) >= _LEAST and right != piece.word:
                tokens.append(Token(span, in_case_of(read, right), float(chance[best])))
            elif confidence < DOUBT:
                tokens.append(Token(span, read, confidence))
    return tuple(tokens)


def _sentences(source: str, words: Sequence[Word]) -> Iterator[tuple[list[Piece], list[float]]]:
    """The words sentence by sentence, with how sure the engine was of each."""
    sentence: list[Piece] = []
    sure: list[float] = []
    position = 0
    found = [*pieces(source), Piece(STOP, len(source), len(source))]
    for piece in found:
        while position < len(words) and words[position].end <= piece.start:
            position += 1
        if piece.word == STOP:
            if sentence:
                yield sentence, sure
            sentence, sure = [], []
            continue
        inside = position < len(words) and words[position].start <= piece.start
        sentence.append(piece)
        sure.append(words[position].confidence if inside else 1.0)


def _slot(model: NgramModel, piece: Piece, confidence: float) -> Slot:
    """What was read comes first."""
    own = model.number(piece.word)
    others = []
    if piece.word not in (NUMBER, ",") and len(piece.word) > 1:
        others = [word for word in _by_letters(model).get(fold(piece.word), ()) if word != piece.word]
    costs = [_differ(piece.word, word) * (_ACCENT + _SURE_ACCENT * confidence) for word in others]
    ids = np.array([own, *(model.number(word) for word in others)], np.int64)
    return Slot(ids, -np.array([0.0 if piece.word in model.ids else _UNKNOWN_COST, *costs]))


@cache
def _by_letters(model: NgramModel) -> dict[str, list[str]]:
    """The words of a model by their letters without accents."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in model.words:
        found[fold(word)].append(word)
    return found


def _differ(one: str, other: str) -> int:
    """How many accents two spellings of the same letters have apart."""
    return sum(
        len(set(normalize("NFD", a.replace("đ", "d\u0335"))) ^ set(normalize("NFD", b.replace("đ", "d\u0335"))))
        for a, b in zip(one, other, strict=True)
    )
