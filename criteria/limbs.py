"""The stretches of a provision that each ask one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.facts.clauses import find_brackets, inside, split_sentences
from documents.reading import Span


def split_limbs(text: str, start: int) -> Iterator[Span]:
    """The stretches between full stops and semicolons; "trong đó …" stays with what it is part of."""
    brackets = find_brackets(text)
    for sentence in split_sentences(text, start):
        cuts = [
            match.start()
            for match in re.finditer(r";(?!\s*trong\s+đó)", text[: sentence.end])
            if match.start() >= sentence.start and not inside(match.start(), brackets)
        ]
        edges = [sentence.start, *(cut + 1 for cut in cuts)]
        for first, last in zip(edges, [*cuts, sentence.end], strict=True):
            words = text[first:last]
            if words.strip(" \t\r\n,.;"):
                yield Span(first + len(words) - len(words.lstrip()), first + len(words.rstrip(" \t\r\n,.;")))
