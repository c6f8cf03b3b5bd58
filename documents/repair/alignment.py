"""Which words of a damaged copy stand for which words of the right text."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from documents.syllables import fold

_GAP = -0.4
_UNLIKE = -0.3
_BAND = 40


def align(right: Sequence[str], copy: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of words in order, "" where one side has none: the alignment of most alike words (Needleman & Wunsch).

    Words are alike by their letters without accents. Places further apart than a few dozen words are not paired.
    """
    ours, theirs = [fold(word) for word in right], [fold(word) for word in copy]
    slope = len(copy) / max(1, len(right))
    best: list[dict[int, tuple[float, int]]] = [{at: (at * _GAP, 2) for at in range(min(len(copy), _BAND) + 1)}]
    for i, word in enumerate(ours, 1):
        middle = int(i * slope)
        row: dict[int, tuple[float, int]] = {}
        above = best[-1]
        for j in range(max(0, middle - _BAND), min(len(copy), middle + _BAND) + 1):
            ways = []
            if j and j - 1 in above:
                ways.append((above[j - 1][0] + _likeness(word, theirs[j - 1]) + _UNLIKE, 0))
            if j in above:
                ways.append((above[j][0] + _GAP, 1))
            if j - 1 in row:
                ways.append((row[j - 1][0] + _GAP, 2))
            if ways:
                row[j] = max(ways)
        best.append(row)
    pairs = []
    i, j = len(right), len(copy)
    while i or j:
        way = best[i][j][1]
        i, j = i - (way != 2), j - (way != 1)
        pairs.append((right[i] if way != 2 else "", copy[j] if way != 1 else ""))
    return pairs[::-1]


@cache
def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()
