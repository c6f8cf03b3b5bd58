"""A reading of text damaged by an OCR that does not know Vietnamese: a noisy channel over whole sentences.

Each word of a damaged line may be any known syllable that the channel makes it likely to come from; which of them
it is, its neighbours decide through the trigram model. Clean lines are left as they are, to the letter, and one
number never becomes another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from documents.channel import Lexicon, shipped_lexicon
from documents.damage import damaged_lines
from documents.lattice import Slot, posteriors
from documents.ngrams import COMMA, NUMBER, STOP, UNKNOWN, Logs
from documents.reading import DOUBT, Reading, Span, Token

_TOKEN = re.compile(r"\S+")
_PART = re.compile(r"[^\s/–—-]+")
_OPENING = "\"'“”‘’([{*_~+.•|"
_CLOSING = "\"'“”‘’.,;:!?)]}*_|…"
_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*%?")
_SHORT_NUMERAL = 2
_ROMAN = re.compile(r"I{1,3}|I?V|VI{1,3}|I?X|XI{1,3}|XI?V|XVI{0,3}|XI?X|XXI{0,3}")
_ROMAN_READ = re.compile(r"[IVXl1T|!]{1,5}")
_NEW_ITEM = re.compile(r"\s*(?:[-+•*]|\d+(?:\.\d+)*[.)]|[a-zđ]\))\s")

_WEIGHT = 1.1
"""The exponent of the language model's probabilities against those of the channel."""
_KEPT_WORD = -20.0
"""The log-probability that a word is none that the model knows and stands as it was printed, besides the model's."""
_KEPT_ABBREVIATION = -8.0
_KEPT_NUMERAL = -0.3
_ROMAN_READ_SO = -3.0
_SURE = 0.98
"""A numeral is read as a word only with at least this probability."""


class Word(NamedTuple):
    """A word of a damaged line to be read: its place, what stands there, and whether a sentence ends after it."""

    span: Span
    read: str
    after: str


def restore(source: str, lexicon: Lexicon | None = None) -> Reading:
    """How a source reads, each changed or doubtful word with its place and the probability that it is right."""
    lines = damaged_lines(source)
    if not any(lines):
        return Reading(source)
    lexicon = lexicon or shipped_lexicon()
    slots: dict[str, Slot] = {}
    changes: list[Token] = []
    for sentence in _sentences(_words(source, lines)):
        changes += _read(sentence, lexicon, slots)
    return Reading(source, tuple(changes))


def _words(source: str, damaged: Sequence[bool]) -> Iterator[Word]:
    """The words of the damaged lines, without the marks around them."""
    start = 0
    lines = source.split("\n")
    for number, (line, flag) in enumerate(zip(lines, damaged, strict=True)):
        if flag:
            ends_item = number + 1 < len(lines) and _NEW_ITEM.match(lines[number + 1])
            tokens = list(_TOKEN.finditer(line))
            for token in tokens:
                last = token is tokens[-1]
                yield from _parts(token[0], start + token.start(), STOP if last and ends_item else "")
        elif line.strip():
            yield Word(Span(start, start), "", STOP)
        start += len(line) + 1


def _parts(token: str, start: int, after: str) -> Iterator[Word]:
    """The words in a run of signs: "3%/ndm)," has two."""
    parts = [(part.start(), part[0]) for part in _PART.finditer(token)]
    for number, (at, part) in enumerate(parts):
        opened = part.lstrip(_OPENING)
        core = opened.rstrip(_CLOSING)
        closing = opened[len(core) :]
        if not core:
            continue
        begin = start + at + len(part) - len(opened)
        mark = STOP if set(closing) & set(".;:!?)") else COMMA if "," in closing else ""
        last = number == len(parts) - 1
        yield Word(Span(begin, begin + len(core)), core, mark or (after if last else ""))


def _sentences(words: Iterable[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for word in words:
        if word.read:
            sentence.append(word)
        if word.after == STOP and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _read(sentence: Sequence[Word], lexicon: Lexicon, slots: dict[str, Slot]) -> list[Token]:
    """The tokens of a sentence that read differently or are in doubt."""
    comma = Slot(np.array([lexicon.model.number(COMMA)], np.int64), np.zeros(1))
    row: list[Slot] = []
    at: list[int] = []
    for word in sentence:
        if word.read not in slots:
            slots[word.read] = _slot(word.read, lexicon)
        at.append(len(row))
        row.append(slots[word.read])
        if word.after == COMMA:
            row.append(comma)
    chances = posteriors(lexicon.model, row, _WEIGHT)
    tokens = (_token(word, row[place], chances[place], lexicon) for word, place in zip(sentence, at, strict=True))
    return [token for token, word in zip(tokens, sentence, strict=True) if token.doubtful or token.text != word.read]


def _slot(read: str, lexicon: Lexicon) -> Slot:
    """What may have been printed where something was read; the last entry is what was read itself."""
    model = lexicon.model
    if len(read) > _SHORT_NUMERAL and _NUMERAL.fullmatch(read):
        return Slot(np.array([model.number(NUMBER)], np.int64), np.zeros(1))
    ids, scores = lexicon.candidates(read)
    roman = _roman(read)
    if roman in model.ids:
        ids, scores = np.r_[ids, model.ids[roman]], np.r_[scores, _ROMAN_READ_SO]
    if _NUMERAL.fullmatch(read):
        kept, score = NUMBER, _KEPT_NUMERAL
    else:
        kept, score = UNKNOWN, _KEPT_ABBREVIATION if read.isupper() and len(read) > 1 else _KEPT_WORD
    return Slot(np.r_[ids, model.number(kept)], np.r_[scores, score])


def _roman(read: str) -> str:
    """The Roman numeral that "TII", "I1" or "11" may be, in lower case, or nothing."""
    if not _ROMAN_READ.fullmatch(read):
        return ""
    roman = re.sub("[l1T|!]", "I", read)
    return roman.lower() if _ROMAN.fullmatch(roman) else ""


def _token(word: Word, slot: Slot, chances: Logs, lexicon: Lexicon) -> Token:
    best = int(np.argmax(chances))
    confidence = min(float(chances[best]), 1.0)
    if best == len(slot.ids) - 1:
        return Token(word.span, word.read, confidence)
    if _NUMERAL.fullmatch(word.read) and confidence < _SURE:
        return Token(word.span, word.read, min(1 - confidence, DOUBT / 2))
    return Token(word.span, in_case_of(word.read, lexicon.model.words[slot.ids[best]]), confidence)


def in_case_of(read: str, word: str) -> str:
    """The word in upper, title or lower case as most letters that were read have it; a Roman numeral in upper."""
    upper, lower = sum(sign.isupper() for sign in read), sum(sign.islower() for sign in read)
    if upper > max(lower, 1) or (_ROMAN.fullmatch(word.upper()) and not lower):
        return word.upper()
    return word[0].upper() + word[1:] if read[:1].isupper() else word
