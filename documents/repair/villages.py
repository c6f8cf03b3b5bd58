"""The villages called "bản" in a damaged text: without its accent the word is that of a board, "ban".

Where a text has villages of that name, what only they have is theirs: their heads, their meetings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.reading import Reading, Span, Token

_VILLAGE = re.compile(r"\b[Bb]ản\b(?! (?:đồ|chính|sao|gốc|thân|tin|cam|kế|tự|quyền|lĩnh|hướng|ghi|giấy|điện))")
_OFTEN = 4
"""How often villages must be named in a text that has them."""
_READ_SO = re.compile(
    r"\b(?:[Tt]rưởng|[Cc]ác|[Tt]oàn|[Hh]ọp|[Mm]ỗi|[Tt]ừng|[Tt]hôn,|[Đđ]ối với) (?P<ban>[Bb]an)\b"
    r"(?!,? (?:ngành|đoàn thể|chỉ đạo|thường|vận động|đại diện|quản lý|dân|công tác|điều hành|chấp hành"
    r"|giám|tuyên|của|[A-ZĐ]))"
)
_LIKELY = 0.9
"""How certain such a word is."""


def villages_of(reading: Reading, damaged: Sequence[bool]) -> list[Token]:
    """The words of a reading that are read as a board and are a village, in the damaged lines of its source."""
    if len(_VILLAGE.findall(reading.text)) < _OFTEN:
        return []
    found = (Span(*match.span("ban")) for match in _READ_SO.finditer(reading.text))
    places = [(reading.in_source(span), reading.text[slice(*span)]) for span in found]
    return [
        Token(place, "Bản" if word[0].isupper() else "bản", _LIKELY)
        for place, word in places
        if damaged[reading.source.count("\n", 0, place.start)]
    ]
