"""The written Vietnamese syllable: what one may look like, without its accents, and where its tone stands."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_MARKS = re.compile("[\u0300-\u036f]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng

_ONSETS = frozenset(
    ["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()]  # noqa: SIM905
)
_RIMES = frozenset(
    (  # noqa: SIM905
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
        "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
        "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet "
        "oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
        "u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uôc uôi uôm uôn uông uôt uơ up ut "
        "uy uya uych uyên uyêt uynh uyp uyt uyu "
        "ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
    ).split()
)
_AFTER_QU = frozenset(
    (  # noqa: SIM905
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh êt "
        "i it ơ ơi ôc y ych yên yêt ynh yt"
    ).split()
)
_Y_AFTER = frozenset(["", "h", "k", "l", "m", "s", "t", "v"])
_FRONT = "eêiy"
_VOWELS = "aăâeêioôơuưy"
_SYLLABLE = re.compile(rf"(qu|gi(?=[{_VOWELS}])|[^{_VOWELS}]*)([{_VOWELS}]+)([^{_VOWELS}]*)")


def fold(text: str) -> str:
    """Lower case without accents, đ as d, in NFC. Composed text keeps its length, so places stay the same."""
    bare = _MARKS.sub("", normalize("NFD", text.lower()))
    return normalize("NFC", bare).replace("đ", "d")


@lru_cache(maxsize=1 << 15)
def is_syllable(word: str) -> bool:
    """Whether a word is one possible Vietnamese syllable, in any case, its tone placed the old way or the new.

    Onset, rime and tone must go together by the rules of the orthography: c, g, ng stand before back vowels and
    k, gh, ngh before front ones, and a rime that ends in c, ch, p or t has the tone sắc or nặng. What obeys the
    rules need not be a word of the language.
    """
    word = normalize("NFC", word.lower())
    bare, tone = _without_tone(word)
    parts = _SYLLABLE.fullmatch(bare)
    if not parts or len(tone) > 1:
        return False
    onset, rime = parts[1], parts[2] + parts[3]
    if onset == "g" and rime[0] == "i":  # gì, gìn: the i of the onset is the vowel
        onset = "gi"
    if onset not in _ONSETS or not _goes_with(onset, rime):
        return False
    if parts[3] in {"c", "ch", "p", "t"} and tone not in {"\u0301", "\u0323"}:
        return False
    return not tone or word in {_with_tone(parts, tone, old=True), _with_tone(parts, tone, old=False)}


def place_tone(word: str) -> str:
    """The syllable with its tone where the commoner spelling has it: hoà → hòa, thuỷ → thủy, khoẻ → khỏe.

    Case is kept. What is not a syllable comes back as it is, in NFC.
    """
    word = normalize("NFC", word)
    if not is_syllable(word):
        return word
    bare, tone = _without_tone(word.lower())
    parts = _SYLLABLE.fullmatch(bare)
    if not parts or not tone:
        return word
    placed = _with_tone(parts, tone, old=True)
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, placed, strict=True))


def _goes_with(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi" and "i" + rime in _RIMES:  # giếng, giết: one i for onset and vowel
        return True
    if rime not in _RIMES:
        return False
    if rime == "y":
        return onset in _Y_AFTER
    if rime[0] == "y":
        return onset == ""
    if onset in {"k", "gh", "ngh"}:
        return rime[0] in _FRONT
    return not (onset in {"c", "g", "ng"} and rime[0] in _FRONT)


def _without_tone(word: str) -> tuple[str, str]:
    """The word without its tone mark, and the mark (or marks, where there are too many)."""
    letters = normalize("NFD", word)
    tone = "".join(letter for letter in letters if letter in _TONES)
    return normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)), tone


def _with_tone(parts: re.Match[str], tone: str, *, old: bool) -> str:
    """The syllable with its tone on the main vowel; `old` puts it on the first of oa, oe, uy in an open syllable."""
    onset, vowels, coda = parts.groups()
    marked = [at for at, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        at = marked[-1]
    elif len(vowels) == 1:
        at = 0
    elif coda or len(vowels) > 2 or (not old and vowels in {"oa", "oe", "uy"}):
        at = 1
    else:
        at = 0
    return onset + vowels[:at] + normalize("NFC", vowels[at] + tone) + vowels[at + 1 :] + coda
