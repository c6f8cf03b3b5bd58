"""Sentences of a passage or a question, as far as punctuation and line ends tell."""

from __future__ import annotations

import re

from index.tokens import split_words

SHORTEST = 4
"""Words of a sentence that asks or tells something by itself; "Đúng hay sai?" does not."""
_END = re.compile(r"(?<=[.;:!?…])\s+|\n+")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; a blank one is a sentence, as it stands."""
    return [sentence for sentence in _END.split(text) if sentence.strip()] or [text]


def last_sentence(text: str) -> str:
    """The last of several sentences that say something by themselves; "" where there is only one."""
    told = [sentence for sentence in split_sentences(text) if len(split_words(sentence)) >= SHORTEST]
    return told[-1] if len(told) > 1 else ""
