"""A reading of a damaged source made by a person, kept beside it as plain text.

The file has the lines of the source, and on each line one word for each word of the source: the word as it
should read. In it "_" stands for a space (one damaged word that is two), "∅" for nothing (dirt of the scanner)
and "⁇" at the end marks a word whose reading is in doubt.
"""

from __future__ import annotations

import re
from pathlib import Path

from documents.errors import DocumentError
from documents.reading import Reading, Span, Token

NOTHING = "∅"
SPACE = "_"
DOUBTFUL = "⁇"
_IN_DOUBT = 0.5
_WORD = re.compile(r"\S+")


class ReviewError(DocumentError):
    """A reviewed reading that does not go with its source."""


def load_reviewed(source: str, path: Path) -> Reading:
    """The reading of `source` that the file at `path` holds.

    Raises `ReviewError`, naming the line, where the lines or words of the two do not go together.
    """
    source_lines = source.rstrip().split("\n")
    lines = path.read_text(encoding="utf-8").rstrip().split("\n")
    if len(lines) != len(source_lines):
        raise ReviewError(
            f"{path.name}: có {len(lines)} dòng, bản gốc có {len(source_lines)} dòng. "
            "Mỗi dòng của bản gốc cần đúng một dòng."
        )
    changes: list[Token] = []
    start = 0
    for number, (source_line, line) in enumerate(zip(source_lines, lines, strict=True), 1):
        places = [Span(start + word.start(), start + word.end()) for word in _WORD.finditer(source_line)]
        words = line.split()
        if len(words) != len(places):
            raise ReviewError(
                f"{path.name}, dòng {number}: có {len(words)} từ, bản gốc có {len(places)} từ. "
                f"Mỗi từ của bản gốc cần đúng một từ (dùng {SPACE} cho khoảng trắng, {NOTHING} cho chỗ phải bỏ)."
            )
        for place, word in zip(places, words, strict=True):
            token = _token(place, word)
            if token.doubtful or token.text != source[place.start : place.end]:
                changes.append(token)
        start += len(source_line) + 1
    return Reading(source, tuple(changes))


def _token(place: Span, word: str) -> Token:
    text = word.removesuffix(DOUBTFUL)
    confidence = 1.0 if text == word else _IN_DOUBT
    return Token(place, "" if text == NOTHING else text.replace(SPACE, " "), confidence)
