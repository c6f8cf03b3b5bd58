"""Phone spelling and office abbreviations opened into plain Vietnamese."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from documents.syllables import fold, is_syllable, place_tone

_WORD = re.compile(r"[^\W_]+(?:[-&][^\W_\d]+)*", re.UNICODE)
_NUMBERED = re.compile(r"\b(?:([^\W\d_]{1,3})[. ]?(\d{1,4})|(kv|khu)[. ]?([ivx]{1,3}))\b(?![./]\w)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\d+\s*/\s*[\w/-]+|\d+-[A-ZĐ]{2}\b")
_POINTS = re.compile(
    r"(?P<fall>\b(?:giảm|giam|hạ|ha|bớt|bot|tụt|tut|kéo|keo)\b(?: [^\W\d]+){0,3}? )(?P<number>\d+(?:[.,]\d+)?|mấy|may|bao nhiêu|bao nhieu)"
    r" (?:điểm|diem)\b(?! (?:%|phần|phan|số|so|thi|trường|truong))",
    re.IGNORECASE,
)
"""How far a rate falls, as people say it."""
_STRETCHED = re.compile(r"([^\W\dIVXivx])\1{2,}")
_ROMAN = {"1": "I", "2": "II", "3": "III"}


def is_bare(typed: str) -> bool:
    """Whether a text was typed without accents."""
    return fold(typed) == typed.lower()


def open_spelling(text: str) -> str:
    """The text with abbreviations and phone spelling written out, in NFC.

    Numbers of documents stay as they are. A word that is a good Vietnamese syllable as typed is left alone unless
    it is known as an abbreviation.
    """
    text = " ".join(normalize("NFC", text).split())
    text = _STRETCHED.sub(r"\1", text)
    numbers: list[str] = []

    def keep(match: re.Match[str]) -> str:
        numbers.append(match[0])
        return f"\ue000{len(numbers) - 1}\ue001"

    kept = _DOCUMENT.sub(lambda m: m[0] if fold(m[0]) in _table("words") else keep(m), text)
    kept = _NUMBERED.sub(_open_numbered, kept)
    kept = _WORD.sub(lambda match: _open_word(match[0]), kept)
    kept = _open_phrases(kept)
    return re.sub("\ue000(\\d+)\ue001", lambda match: numbers[int(match[1])], kept)


_OFFICES = (
    ("LĐ-TB&XH|LĐTB&XH|LĐ-TBXH|LĐTBXH|LĐ-TB-XH", "Lao động - Thương binh và Xã hội"),
    ("Lao động TB&XH|Lao động - TB và XH|Lao động - TB&XH|LĐ-TB và XH", "Lao động - Thương binh và Xã hội"),
    ("UBMTTQ(?:VN)?", "Ủy ban Mặt trận Tổ quốc"), ("MTTQ(?:VN)?", "Mặt trận Tổ quốc"), ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"), ("HĐTĐKT|HĐ TĐKT", "Hội đồng Thi đua - Khen thưởng"), ("TĐKT", "Thi đua - Khen thưởng"),
    ("BCĐ", "Ban Chỉ đạo"), ("MTQG", "mục tiêu quốc gia"), ("NTM", "nông thôn mới"), ("ĐBKK", "đặc biệt khó khăn"),
    ("DTTS", "dân tộc thiểu số"), ("TB&XH|TBXH", "Thương binh và Xã hội"),
)  # fmt: skip
_OFFICE = re.compile("|".join(rf"(?P<o{number}>\b(?:{short})\b)" for number, (short, _) in enumerate(_OFFICES)))


def open_offices(text: str) -> str:
    """The text of a plan with the abbreviations of offices written out."""
    return _OFFICE.sub(lambda match: _OFFICES[int((match.lastgroup or "o0")[1:])][1], text)


def _open_numbered(match: re.Match[str]) -> str:
    word = _table("numbered").get(fold(match[1] or match[3]))
    if not word:
        return match[0]
    number = (match[2] or match[4]).upper()
    if word != "khu vực":
        return f"{word} {number}"
    zone = _ROMAN.get(number, number)
    return f"{word} {zone}" if zone in _ROMAN.values() or fold(match[0]).startswith("kv") else match[0]


def _open_phrases(text: str) -> str:
    """The text with everyday names of units as plans have them, and points of a rate as per cent."""
    text = _POINTS.sub(r"\g<fall>\g<number> %", text)
    parts, last, plain = [], 0, fold(text)
    for match in _phrases().finditer(plain):
        parts += [text[last : match.start()], _table("phrases")[match[0]]]
        last = match.end()
    return "".join([*parts, text[last:]])


def _open_word(word: str) -> str:
    if is_syllable(word) and not word.isascii():
        return place_tone(word)
    return _table("words").get(fold(word), word)


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    content = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
    return {name: {fold(key): value for key, value in table.items()} for name, table in content.items()}


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_table('phrases'), key=len, reverse=True))})\b")


def _table(name: str) -> dict[str, str]:
    return _tables()[name]
