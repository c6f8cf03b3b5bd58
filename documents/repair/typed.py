"""What was typed in haste read as what was meant: accents, slips of the finger, keys left behind, spaces left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import log
from typing import NamedTuple
from unicodedata import normalize

from documents.names.gazetteer import names
from documents.reading import Span
from documents.repair.accents import by_fold, like, may_be
from documents.repair.decoding import Option, decode
from documents.repair.keys import read_keys
from documents.repair.ngrams import COMMA, NUMBER, STOP, UNKNOWN, NgramModel, shipped_model
from documents.syllables import fold, place_tone

_PIECE = re.compile(
    r"(?P<number>\d+(?:[.,/:-]\d+)*%?(?![^\W\d_])|%)|(?P<word>[^\W\d_](?:[^\W_]*[^\W_])?)|(?P<comma>,)"
    r"|(?P<stop>[.;:!?…|()\t])|(?P<other>[^\W_]+)"
)
_LOST = ((1e-4, 1.0), (0.1, 0.01), (0.5, 0.02))
"""How likely an accent was left out by one who types them and by one who does so now and then, and how many do."""
_ALL_LOST = 0.98
_SLIP, _TWICE, _KEYS, _JOINED, _UNKNOWN = log(1e-4), log(4e-3), log(0.05), log(2e-3), log(1e-7)
_LETTER, _UNUSUAL = -1.5, 5
"""What each letter beyond so many makes an unknown word less likely: there are the more of them the longer they are."""
_NAME = log(1e-4)
_LOST_IN_SLIP = 0.05
_SHORTEST = 2
"""A shorter word is too near to too many others to be a slip of one of them."""
_SIDES, _SPLITS = 10, 8


class _Piece(NamedTuple):
    word: str
    typed: str
    span: Span
    fixed: bool


def read_typed(
    text: str, fixed: Iterable[Span] = (), model: NgramModel | None = None, *, bare: bool | None = None
) -> str:
    """The text as it was meant.

    A known word with accents stays as typed, a word without them may get them, and what is no word is read as the
    likeliest among its neighbours: a letter wrong, missing, too many or swapped, Telex or VNI keys that stayed,
    two words without their space. What stands in `fixed`, numbers and what is like nothing known stay. `bare` says
    that no accents were typed where the text has some that were put there since. NFC.
    """
    model = model or shipped_model()
    text = normalize("NFC", text)
    row = list(_pieces(text, tuple(fixed)))
    if bare is None:
        bare = all(piece.word == fold(piece.word) for piece in row if not piece.fixed)
    ways = ((_ALL_LOST, 1.0),) if bare else _LOST
    found = [(_read(model, row, lost), often) for lost, often in ways]
    read = max(found, key=lambda way: way[0][1] + log(way[1]))[0][0]
    parts: list[str] = []
    last = 0
    for piece, option in zip(row, read, strict=True):
        same = option.words == (piece.word,) or piece.fixed
        parts += [text[last : piece.span.start], piece.typed if same else like(" ".join(option.words), piece.typed)]
        last = piece.span.end
    return "".join([*parts, text[last:]])


def _read(model: NgramModel, row: Sequence[_Piece], lost: float) -> tuple[list[Option], float]:
    """The likeliest options if accents are left out so often, and how likely they and what was typed are."""
    options = [_options(model, piece, lost) for piece in row]
    path, chance = decode(model, options)
    odd = [at for at in _odd(model, path) if row[at].word == fold(row[at].word) and len(path[at].words) == 1]
    odd = [at for at in odd if not row[at].fixed and row[at].typed.islower()]
    if odd:
        for at in odd:
            options[at] = [*options[at], *_slipped(model, row[at].word, lost)]
        path, chance = decode(model, options)
    kept = sum(piece.word != fold(piece.word) and not piece.fixed for piece in row)
    return path, chance + kept * log(1 - lost)


def _odd(model: NgramModel, path: Sequence[Option]) -> Iterator[int]:
    """The places of words never seen after the one before them, nor before the one after."""
    words = [STOP, *(option.words[0] for option in path), STOP]
    ends = [STOP, *(option.words[-1] for option in path)]
    for at in range(len(path)):
        if not model.follows(ends[at], words[at + 1]) and not model.follows(ends[at + 1], words[at + 2]):
            yield at


def _pieces(text: str, fixed: Sequence[Span]) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        span = Span(*match.span())
        kind = str(match.lastgroup)
        inside = any(place.start <= span.start and span.end <= place.end for place in fixed)
        marks = {"number": NUMBER, "comma": COMMA, "stop": STOP, "other": UNKNOWN}
        word = marks.get(kind) or place_tone(match[0].lower())
        short = kind == "word" and match[0].isupper() and len(match[0]) > 1 and not text.isupper()
        yield _Piece(word, match[0], span, inside or short or kind != "word")


def _options(model: NgramModel, piece: _Piece, lost: float) -> list[Option]:
    """What a typed word may stand for."""
    word = piece.word
    known = word in model.ids
    if piece.fixed or (known and word != fold(word)):
        return [Option((word,), 0.0)]
    found: dict[tuple[str, ...], float] = {}
    readings: list[Iterable[Option]] = [_spelt_as(model, word, lost), _keyed(model, word, lost)]
    if not known:
        readings += [_struck_twice(model, word, lost), [Option((word,), _unknown(model, word))]]
    if not known and word.isalpha():
        readings += [_slipped(model, word, lost), _splits(model, word, lost)]
    for option in chain.from_iterable(readings):
        found[option.words] = max(found.get(option.words, option.score), option.score)
    return [Option(words, score) for words, score in found.items()]


def _spelt_as(model: NgramModel, word: str, lost: float, cost: float = 0.0) -> Iterator[Option]:
    """The known words that a word is, as options."""
    return (Option((other,), score + cost) for other, score in _spelt(model, word, lost))


def _keyed(model: NgramModel, word: str, lost: float) -> Iterator[Option]:
    """The words whose keys stayed."""
    for meant in read_keys(word):
        yield from _spelt_as(model, meant, lost, _KEYS)
        if fold(meant) in _name_words(model):
            yield Option((meant,), _KEYS)


def _struck_twice(model: NgramModel, word: str, lost: float) -> Iterator[Option]:
    """The words of which one letter was struck twice."""
    for at in (at for at in range(1, len(word)) if word[at] == word[at - 1]):
        yield from _spelt_as(model, place_tone(word[:at] + word[at + 1 :]), lost, _TWICE)


def _slipped(model: NgramModel, word: str, lost: float) -> Iterator[Option]:
    """The known words that a slip of the finger makes a word of, as options; a slip may take an accent with it."""
    for other in _slips(model, word):
        lacking = len(_marks(other)) > len(_marks(word))
        yield Option((other,), _SLIP + (log(max(lost, _LOST_IN_SLIP)) if lacking else 0.0))


def _spelt(model: NgramModel, word: str, lost: float) -> Iterator[tuple[str, float]]:
    """The known words that a word is, with all its accents or without some."""
    for other in by_fold(model).get(fold(word), ()):
        if other == word:
            yield other, 0.0
        elif may_be(word, other):
            yield other, log(lost)


def _unknown(model: NgramModel, word: str) -> float:
    """The log-likelihood of a word that is none of the known."""
    if fold(word) in _name_words(model):
        return _NAME
    return _UNKNOWN + _LETTER * max(0, len(word) - _UNUSUAL)


@cache
def _name_words(model: NgramModel) -> frozenset[str]:
    """The folded words of names of places that are like nothing else: krong, lak."""
    return frozenset(word for name in names() for word in name.split()) - by_fold(model).keys()


@lru_cache(maxsize=4096)
def _slips(model: NgramModel, word: str) -> tuple[str, ...]:
    """The known words that a slip of the finger makes a word of, or a wrong accent."""
    if len(word) < _SHORTEST:
        return ()
    bare, marks = fold(word), _marks(word)
    found = []
    for form in {form for key in _without_one(bare) for form in _by_deletion(model).get(key, ())}:
        if len(form) < _SHORTEST or (form != bare and not _one_slip(form, bare)):
            continue
        found += [other for other in by_fold(model)[form] if marks <= _marks(other) or form == bare]
    return tuple(found)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter changed, missing, too many, or two swapped make one word of the other."""
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    one, other = one[at:], other[at:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[:2][::-1] and one[2:] == other[2:])
    return one[1:] == other or one == other[1:]


def _without_one(word: str) -> set[str]:
    """A word, and what is left of it without any one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@cache
def _by_deletion(model: NgramModel) -> dict[str, tuple[str, ...]]:
    """The folded words of a model by what is left of them without one letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for form in by_fold(model):
        if form.isalpha():
            for key in _without_one(form):
                found[key].append(form)
    return {key: tuple(forms) for key, forms in found.items()}


def _splits(model: NgramModel, word: str, lost: float) -> list[Option]:
    """The two words that a word may be without their space, the likeliest few."""
    found = []
    for at in range(1, len(word)):
        left, right = (
            sorted(_spelt(model, part, lost), key=lambda pair: -pair[1] - log(model.single[model.number(pair[0])]))
            for part in (place_tone(word[:at]), place_tone(word[at:]))
        )
        for one, first in left[:_SIDES]:
            for other, second in right[:_SIDES]:
                likely = model.log_bigram_of(one, other) + first + second
                found.append((likely, (one, other), first + second + _JOINED))
    return [Option(words, score) for _, words, score in sorted(found, reverse=True)[:_SPLITS]]


@lru_cache(maxsize=1 << 14)
def _marks(word: str) -> frozenset[tuple[str, int]]:
    """The accents of a word, each with how often it has it."""
    signs = [sign for sign in normalize("NFD", word.replace("đ", "d\u0335")) if "\u0300" <= sign <= "\u036f"]
    return frozenset((sign, number) for number, sign in enumerate(sorted(signs)) if sign)
