"""Questions as people type them: accents dropped, slips of the finger, keyboards that leave their keys behind."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from unicodedata import normalize

from documents.syllables import fold

_WORD = re.compile(r"[^\W\d_]+")
_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_VNI = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORT = (
    ("bao nhiêu phần trăm", "bn %"), ("bao nhiêu", "bn"), ("không", "ko"), ("được", "dc"), ("như thế nào", "ntn"),
    ("gì", "j"), ("vậy", "z"), ("với", "vs"), ("tôi", "t"), ("em", "e"), ("mình", "mk"), ("cũng", "cx"), ("biết", "bt"),
    ("rồi", "r"), ("trước", "trc"), ("người", "ng"), ("nhiều", "nhìu"), ("thời gian", "tgian"),
)  # fmt: skip
_OFFICE = (
    ("Ủy ban nhân dân", "ubnd"), ("Ủy ban MTTQ", "ubmttq"), ("Lao động - Thương binh và Xã hội", "ldtbxh"),
    ("khu vực", "kv"), ("hộ cận nghèo", "hcn"), ("hộ nghèo", "hn"), ("kế hoạch", "kh"), ("quyết định", "qd"),
    ("hướng dẫn", "hd"), ("báo cáo", "bc"), ("tiêu chuẩn", "tc"), ("khen thưởng", "kthuong"), ("văn bản", "vb"),
    ("doanh nghiệp", "dn"), ("hồ sơ", "hs"), ("giảm nghèo", "gn"), ("thi đua", "td"), ("phong trào", "ptrao"),
    ("tỷ lệ", "tle"), ("nông thôn mới", "ntm"), ("cán bộ", "cb"), ("đơn vị", "đvị"), ("dân tộc thiểu số", "dtts"),
)  # fmt: skip
_ENGLISH = (
    ("hạn chót", "deadline"), ("thời hạn", "deadline"), ("báo cáo", "report"), ("nộp", "submit"),
    ("so sánh", "compare"), ("tóm tắt", "summary"), ("hồ sơ", "file"),
    ("phần trăm", "percent"), ("doanh nghiệp", "company"),
    ("mục tiêu", "target"), ("kế hoạch", "plan"), ("cảm ơn", "thanks"), ("danh sách", "list"), ("kiểm tra", "check"),
)  # fmt: skip

Noise = Callable[[str, random.Random], str]
"""What one kind of noise makes of a text."""


def _dropped(share: float) -> Noise:
    def drop(text: str, chance: random.Random) -> str:
        return _WORD.sub(lambda word: _cased(word[0]) if chance.random() < share else word[0], text)

    return drop


def _cased(word: str) -> str:
    """A word without its accents, in its own case."""
    return "".join(bare.upper() if letter.isupper() else bare for letter, bare in zip(word, fold(word), strict=True))


def _slip(text: str, chance: random.Random) -> str:
    """One slip of the finger: a letter dropped, swapped with the next, or the key beside it struck."""
    return _in_one_word(text, chance, _slipped)


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    kind = chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    beside = [key for row in _ROWS for key in row if _beside(key, fold(word[at]))]
    return word[:at] + chance.choice(beside or ["n"]) + word[at + 1 :]


def _beside(key: str, letter: str) -> bool:
    return any(letter in row and key in row and abs(row.index(letter) - row.index(key)) == 1 for row in _ROWS)


def _bare_slip(text: str, chance: random.Random) -> str:
    """No accents at all, and one slip."""
    return _slip(fold(text), chance)


def _struck_twice(text: str, chance: random.Random) -> str:
    """Two words with a letter struck twice."""
    for _ in range(2):
        text = _in_one_word(text, chance, _twice)
    return text


def _twice(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[: at + 1] + word[at:]


def _in_one_word(text: str, chance: random.Random, change: Callable[[str, random.Random], str]) -> str:
    """The text with one of its longer small words changed; names in capitals are typed with care."""
    words = [match for match in _WORD.finditer(text) if len(match[0]) > 2 and match[0].islower()]
    if not words:
        return text
    word = chance.choice(words)
    return f"{text[: word.start()]}{change(word[0], chance)}{text[word.end() :]}"


def _joined(text: str, chance: random.Random) -> str:
    """One space between two small words left out."""
    gaps = [match.end() for match in re.finditer(r"[^\W\d_]{2,}(?= [^\W\d_]{2,})", text)]
    gaps = [at for at in gaps if text[at + 1].islower() and text[at - 1].islower()]
    if not gaps:
        return text
    at = chance.choice(gaps)
    return text[:at] + text[at + 1 :]


def telex(word: str) -> str:
    """A word as its Telex keys: huyện → huyeenj."""
    return _keys(word, _TELEX, _TONES)


def vni(word: str) -> str:
    """A word as its VNI keys: huyện → huye6n5."""
    return _keys(word, _VNI, _VNI_TONES)


def _keys(word: str, letters: dict[str, str], tones: dict[str, str]) -> str:
    typed = tone = ""
    for letter in word:
        parts = normalize("NFD", letter)
        marks = [mark for mark in parts if mark in tones]
        tone = "".join(tones[mark] for mark in marks) or tone
        plain = normalize("NFC", "".join(part for part in parts if part not in marks))
        keys = letters.get(plain.lower(), plain.lower())
        typed += keys.capitalize() if plain.isupper() else keys
    return typed + tone


def _keyed(keys: Callable[[str], str], share: float) -> Noise:
    def key(text: str, chance: random.Random) -> str:
        return _WORD.sub(lambda word: keys(word[0]) if chance.random() < share else word[0], text)

    return key


def _replaced(pairs: tuple[tuple[str, str], ...]) -> Noise:
    def replace(text: str, chance: random.Random) -> str:  # noqa: ARG001 - one of the kinds
        for words, short in pairs:
            text = re.sub(rf"\b{re.escape(words)}\b", short, text, flags=re.IGNORECASE)
        return text

    return replace


NOISES: dict[str, Noise] = {
    "30 % không dấu": _dropped(0.3),
    "50 % không dấu": _dropped(0.5),
    "70 % không dấu": _dropped(0.7),
    "không dấu": lambda text, _: fold(text),
    "sai một chữ": _slip,
    "không dấu, sai một chữ": _bare_slip,
    "gõ đúp": _struck_twice,
    "dính chữ": _joined,
    "sót phím Telex": _keyed(telex, 0.4),
    "sót phím VNI": _keyed(vni, 0.4),
    "viết tắt khi nhắn": _replaced(_SHORT),
    "viết tắt cơ quan": _replaced(_OFFICE),
    "chen tiếng Anh": _replaced(_ENGLISH),
}
"""The kinds of noise by their names."""
