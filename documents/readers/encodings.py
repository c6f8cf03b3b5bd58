"""Vietnamese typed for fonts of before Unicode (TCVN3, VNI, VISCII, VPS), made Unicode.

The tables are those of viparse. Which one applies is told by the name of the font where a file has fonts, and else
by what makes the words possible Vietnamese syllables: the whole text first, then each paragraph, then the words that
are still none, since offices paste from one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from documents.syllables import is_syllable

NAMES = ("tcvn3", "vni", "viscii", "vps")
_GUESSED = ("tcvn3", "vni", "viscii")  # VPS and VISCII give the same bytes other letters; VPS is taken by font alone
_GAIN = 0.1
_STRAY = 2
_WHOLE, _MENDED = 0.8, 0.25
"""The share of words that are syllables in what was pasted from an old font, and of those that were none before."""
_EDGES = "\"'“”‘’()[]{}<>.,;:!?…-–—/\\|*_+=#%&0123456789"
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"\S*[^\W\d_]{2}\S*")
_PIECE = re.compile(r"[^\s\-–—/,.;:()“”\"]+")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_MARKED = re.compile("[\u0300-\u036f]")


class Run(NamedTuple):
    """Letters in one font; `font` is None where the file does not say."""

    text: str
    font: str | None = None


class Decoded(NamedTuple):
    """A text in Unicode, and the legacy encoding it was in, if any."""

    text: str
    encoding: str | None


def decode(data: bytes) -> Decoded:
    """The text of a plain text file in any encoding that Vietnamese is found in.

    Unicode comes back as it is but for its byte order mark. Raises `ValueError` for what is no text.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return Decoded(data.decode(name), None)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_single_bytes(data)
    if "\0" in text:
        return _decode_without_mark(data)
    return Decoded(text, None)


def to_unicode(paragraphs: Sequence[Sequence[Run]]) -> tuple[list[str], str | None]:
    """The paragraphs in Unicode NFC, and the encoding that most of what was converted was in."""
    found: dict[str, int] = {}
    unnamed = "\n".join(run.text for runs in paragraphs for run in runs if _of_font(run.font) is None)
    main = _guess(unnamed)
    texts = []
    carried = main
    for runs in paragraphs:
        parts = []
        for text, named, capitals in _joined(runs):
            used = named
            if named is None:
                part, used, carried = _convert_unnamed(text, main, carried)
            else:
                part = _convert(text, named, capitals=capitals)
            parts.append(part)
            if used:
                found[used] = found.get(used, 0) + len(text)
        texts.append(normalize("NFC", "".join(parts)))
    return texts, max(found, key=lambda name: found[name]) if found else None


def _joined(runs: Sequence[Run]) -> Iterator[tuple[str, str | None, bool]]:
    """Runs of one encoding together: a letter of VNI is two characters, which formatting may part."""
    pending: tuple[str, str | None, bool] | None = None
    for run in runs:
        encoding, capitals = _of_font(run.font), _has_capitals_only(run.font)
        if pending and pending[1:] == (encoding, capitals):
            pending = (pending[0] + run.text, encoding, capitals)
            continue
        if pending:
            yield pending
        pending = (run.text, encoding, capitals)
    if pending:
        yield pending


def _of_font(font: str | None) -> str | None:
    name = _SUBSET.sub("", font or "").upper()
    if name.startswith(".VN"):
        return "tcvn3"
    if name.startswith("VNI"):
        return "vni"
    return "vps" if name.startswith("VPS") else None


def _has_capitals_only(font: str | None) -> bool:
    """TCVN3 has no capitals with accents; fonts such as .VnTimeH draw small letters as capitals."""
    return bool(font) and _of_font(font) == "tcvn3" and str(font).upper().endswith("H")


def _convert_unnamed(text: str, main: str | None, carried: str | None) -> tuple[str, str | None, str | None]:
    """A paragraph in no named font: its text, its encoding, and the encoding to expect of the next."""
    if not _has_signs(text):
        return text, None, carried
    plain = _valid(text)
    counts = {name: _valid(_table(name, text)) for name in _GUESSED}
    best = max(counts, key=lambda name: (counts[name], name == carried))
    if carried and counts[carried] == max(counts[best], plain):  # nothing speaks against what stood before
        best = carried
    elif counts[best] - plain < (1 if main else _STRAY) or not (main or _is_whole(text, plain, counts[best])):
        return (_mend(text, None, main) if main else text), None, None
    return _mend(text, best, main), best, best


def _is_whole(text: str, plain: int, valid: int) -> bool:
    """Whether a paragraph is of an old font as a whole: signs of several kinds, and nearly every word mended by it.

    An OCR without Vietnamese reads many letters as the one "é", which is "ộ" in TCVN3.
    """
    signs = {letter for letter in text if not letter.isascii() and letter not in _EDGES}
    words = len(_LETTERS.findall(text))
    return len(signs) > 1 and valid >= _WHOLE * words and valid - plain >= _MENDED * words


def _mend(text: str, encoding: str | None, main: str | None) -> str:
    """The paragraph in its encoding, but each word that is no syllable then in the one that makes it one."""
    others = [name for name in (main, None) if name != encoding]
    pieces, last = [], 0
    for match in _PIECE.finditer(text):
        word = match[0]
        if not _has_signs(word) or _is_word(_table(encoding, word)):
            continue
        for other in others:
            if _is_word(_table(other, word)):
                pieces += [_convert(text[last : match.start()], encoding), _convert(word, other)]
                last = match.end()
                break
    return "".join([*pieces, _convert(text[last:], encoding)])


def _convert(text: str, encoding: str | None, *, capitals: bool = False) -> str:
    converted = _table(encoding, text)
    if encoding != "tcvn3":
        return converted
    return converted.upper() if capitals else _with_capitals(text, converted)


def _with_capitals(legacy: str, converted: str) -> str:
    """Capitals for the accented letters of words otherwise in capitals, which TCVN3 cannot write."""
    if len(legacy) != len(converted):
        return converted
    lines = []
    at = 0
    for line in converted.split("\n"):
        before = legacy[at : at + len(line)]
        at += len(line) + 1
        words = " ".join(word for word in before.split() if "/" not in word and not any(map(str.isdecimal, word)))
        capitals = sum(letter.isascii() and letter.isupper() for letter in words)
        if capitals >= 2 and not any(letter.isascii() and letter.islower() for letter in words):
            lines.append(line.upper())
        else:
            lines.append(_WORD.sub(lambda match, before=before: _capital_word(match, before), line))  # type: ignore[misc]
    return "\n".join(lines)


def _capital_word(match: re.Match[str], before: str) -> str:
    word, raw = match[0], before[match.start() : match.end()]
    small = any(letter.isascii() and letter.islower() for letter in raw)
    inner = any(letter.isascii() and letter.isupper() for letter in raw.lstrip(_EDGES)[1:])
    return word.upper() if inner and not small else word


def _guess(text: str) -> str | None:
    """The encoding of a whole text, None for Unicode or too little to tell."""
    if not _has_signs(text):
        return None
    words = max(1, len(_WORD.findall(text)))
    plain = _valid(text)
    counts = {name: _valid(_table(name, text)) for name in _GUESSED}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] - plain >= max(_STRAY, _GAIN * words) else None


def _valid(text: str) -> int:
    """How many words are possible syllables."""
    return sum(_is_word(word) for word in _WORD.findall(text))


@lru_cache(maxsize=1 << 15)
def _is_word(word: str) -> bool:
    bare = word.strip(_EDGES)
    return len(bare) > 1 and is_syllable(bare)  # one letter is as often a unit or a mark


def _has_signs(text: str) -> bool:
    """Whether there is anything that a legacy table would read otherwise."""
    return not text.isascii() or any(category(letter) == "Cc" and letter not in "\t\n\r\f\v" for letter in text)


def _table(encoding: str | None, text: str) -> str:
    if encoding is None:
        return text
    from viparse.normalize.encodings import CHARMAPS
    from viparse.normalize.tables import convert

    converted: str = convert(text, CHARMAPS[encoding], "NFC")
    return converted


def _decode_single_bytes(data: bytes) -> Decoded:
    if b"\0" in data:
        return _decode_without_mark(data)
    candidates = []
    for surface in ("latin-1", "cp1252"):
        text = data.decode(surface, errors="replace")
        paragraphs, encoding = to_unicode([[Run(line)] for line in text.split("\n")])
        candidates.append(Decoded("\n".join(paragraphs), encoding))
    candidates.append(Decoded(normalize("NFC", data.decode("cp1258", errors="replace")), "windows-1258"))
    best = max(candidates, key=lambda found: (_valid(found.text) - found.text.count("\ufffd"), found.encoding or ""))
    if sum(category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in best.text) > len(best.text) / 50:
        raise ValueError("no text")
    return best


def _decode_without_mark(data: bytes) -> Decoded:
    """UTF-16 without a byte order mark: every second byte of its ASCII is zero."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < len(data) / 8 or min(even, odd) > max(even, odd) / 4:
        raise ValueError("no text")
    return Decoded(data.decode("utf-16-le" if odd > even else "utf-16-be"), None)
