"""Words that a keyboard left as the keys of Telex or VNI: huyeenj and huye65n are huyện."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from documents.syllables import is_syllable, place_tone

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_TELEX_MARKS = (
    ("dd", "đ"), ("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("uow", "ươ"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
_VNI_MARKS = {"6": ("aeo", "âêô"), "7": ("uo", "ươ"), "8": ("a", "ă"), "9": ("d", "đ")}
_VOWEL = re.compile("[aăâeêioôơuưy]+")


@lru_cache(maxsize=4096)
def read_keys(word: str) -> tuple[str, ...]:
    """What a word, in small letters, may be the keys of; not all of it need be words."""
    lower = word.lower()
    found = _vni(lower) if re.search(r"\d", lower) else _telex(lower)
    return tuple(dict.fromkeys(place_tone(syllable) for syllable in found if syllable != lower))


def _telex(word: str) -> list[str]:
    """Letters struck twice or with w, and at most one key of a tone, anywhere after the vowel."""
    ways = [(word, "")]
    ways += [
        (word[:at] + word[at + 1 :], _TELEX_TONES[word[at]])
        for at in range(len(word) - 1, 0, -1)
        if word[at] in _TELEX_TONES and _VOWEL.search(word[:at])
    ]
    found = []
    for bare, tone in ways:
        marked = re.sub(r"([aeo])([^aeow]+)(\1)$", r"\1\1\2", bare)
        for form in dict.fromkeys((bare, marked, _w_at_end(bare))):
            for keys, letter in _TELEX_MARKS:
                form = form.replace(keys, letter)  # noqa: PLW2901 - one letter after the other
            found += _toned(form, tone)
    return found


def _w_at_end(word: str) -> str:
    """A word whose w was struck last: dduocw is dduowc."""
    if not word.endswith("w"):
        return word
    vowels = list(re.finditer("uo|[aou]", word))
    return word[: vowels[-1].end()] + "w" + word[vowels[-1].end() : -1] if vowels else word


def _vni(word: str) -> list[str]:
    """Digits for marks and tones, each somewhere after its letter."""
    letters: list[str] = []
    tone = ""
    for sign in word:
        if sign in _VNI_TONES and not tone and letters:
            tone = _VNI_TONES[sign]
        elif sign in _VNI_MARKS:
            plain, marked = _VNI_MARKS[sign]
            places = [at for at, letter in enumerate(letters) if letter in plain]
            if not places:
                return []
            both = sign == "7" and len(places) > 1 and places[-1] - places[-2] == 1
            for at in places[-2:] if both else places[-1:]:
                letters[at] = marked[plain.index(letters[at])]
        elif sign.isdigit():
            return []
        else:
            letters.append(sign)
    return _toned("".join(letters), tone)


def _toned(word: str, tone: str) -> list[str]:
    """The syllable of a word and a tone, wherever the tone has to stand; on its first vowel in what is no syllable."""
    vowels = _VOWEL.search(word)
    if not vowels:
        return []
    forms = [normalize("NFC", word[: at + 1] + tone + word[at + 1 :]) for at in range(*vowels.span())]
    return next(([form] for form in forms if is_syllable(form)), forms[:1])
