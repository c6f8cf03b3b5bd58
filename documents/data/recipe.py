"""Makes the counts that ship with the project, from plain texts of correct Vietnamese.

    python -m documents.data.recipe TEXTS... [--without NAME] [--lexicon FILE] [--out ngrams.npz]

TEXTS are files or folders of .txt, or .jsonl with a "text" or with "questions" a line. The texts themselves are not
kept: only how often their syllables follow each other. To them come the phrases of offices and of questions in
phrases.txt, what people say when they ask, drawn from the patterns in questions.txt, and the names of provinces and
districts in places.tsv. What stands in the lexicon, a list of words, is known but not counted:
a dictionary says nothing of how often.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import numpy as np

from documents.repair.ngrams import COUNTS, MARKS, count, pieces
from documents.syllables import fold, is_syllable

_WRAP = re.compile(r"\s*\n\s*(?=[^\W\d_])")
_MIN_SYLLABLE, _MIN_OTHER = 2, 5
_OWN_TIMES = 5
_DRAWN = 120
"""How many sentences of one pattern are counted."""
_NAME_TIMES, _NAME_SHARE = 3, 0.6
_KINDS = {"tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn"}
_COMMUNES = {"Xã", "Phường", "Thị trấn", "Đặc khu"}
PHRASES = Path(__file__).with_name("phrases.txt")
QUESTIONS = Path(__file__).with_name("questions.txt")
"""A pattern a line: "(còn|thế) xã thì sao?"; a bare stop at either end says that a sentence begins or ends there."""
PLACES = Path(__file__).with_name("places.tsv")


def main() -> None:
    """Count the texts named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--without", default="", help="leave out files with this in their name")
    parser.add_argument("--lexicon", type=Path, help="a list of Vietnamese words, one a line")
    parser.add_argument("--out", type=Path, default=COUNTS)
    given = parser.parse_args()
    texts = list(read(given.texts, given.without))
    lexicon = given.lexicon.read_text(encoding="utf-8").splitlines() if given.lexicon else []
    save(given.out, texts, [word for entry in lexicon for word in words(entry)])


def save(path: Path, texts: list[str], lexicon: Iterable[str] = ()) -> None:
    """Write the counts of texts and of the project's own phrases and place names."""
    own = PHRASES.read_text(encoding="utf-8").splitlines() * _OWN_TIMES
    short = [
        *own,
        *drawn(QUESTIONS.read_text(encoding="utf-8").splitlines()),
        *(f"{kind} {name}" for kind, name in place_names()),
    ]
    long, phrases = [list(words(text)) for text in texts], [list(words(phrase)) for phrase in short]
    known = vocabulary([*long, *phrases], {word for word in lexicon if is_syllable(word)})
    np.savez_compressed(
        path, allow_pickle=False, **count(long, phrases, known, names(texts, [name for _, name in place_names()]))
    )


def named(places: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What may stand before the names of places, given with their kinds."""
    for kind, name in places:
        yield from (f"{word} {name}" for word in (kind, "ở", "của", "và", "kế hoạch", "tại", "bên"))
        yield f"{name} có"


def drawn(patterns: Iterable[str]) -> Iterator[str]:
    """Sentences of each pattern, as many of each; the same ones each time."""
    for pattern in patterns:
        chance = random.Random(pattern)
        choices = [part.split("|") for part in re.split(r"[()]", pattern)]
        start = ". " if pattern.startswith(".") else ""
        yield from (start + "".join(map(chance.choice, choices)) for _ in range(_DRAWN))


def names(texts: Iterable[str], places: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of neighbouring syllables that are as a rule both written with a capital, with those of places."""
    capital = Counter(pair for place in places for pair in pairwise(words(place)))
    seen = capital.copy()
    capital.update(dict.fromkeys(capital, _NAME_TIMES))
    for text in texts:
        for one, other in pairwise(pieces(text)):
            if other.start - one.end == 1 and not text[one.start : one.end].isupper():
                seen[one.word, other.word] += 1
                capital[one.word, other.word] += text[one.start].isupper() and text[other.start].isupper()
    return sorted(
        pair
        for pair, times in capital.items()
        if times >= max(_NAME_TIMES, _NAME_SHARE * seen[pair]) and all(map(is_syllable, pair)) and pair[0] not in _KINDS
    )


def place_names() -> list[tuple[str, str]]:
    """The provinces and districts: kind and name."""
    found = set()
    for line in PLACES.read_text(encoding="utf-8").splitlines():
        for unit in line.split("\t")[2:]:
            kind, name, _, _, province, *_ = unit.split("|")
            if kind not in _COMMUNES:
                found.add((kind, name))
            if province:
                found.add(("Tỉnh", province))
    return sorted(found)


def read(paths: Iterable[Path], without: str = "") -> Iterator[str]:
    """The texts of files and folders; what is not correct Vietnamese (broken fonts, unaccented) is left out."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix not in {".txt", ".jsonl"} or (without and without in file.name):
                continue
            content = normalize("NFC", file.read_text(encoding="utf-8"))
            for text in map(_said, content.splitlines()) if file.suffix == ".jsonl" else [content]:
                yield "\n".join(line for line in text.split("\n") if is_correct(line))


def _said(line: str) -> str:
    """What a line of JSON says: its text, or the questions it asks."""
    item = json.loads(line)
    return str(item["text"]) if "text" in item else "\n\n".join([*item["questions"], *item["near"]])


def is_correct(line: str) -> bool:
    """Whether nearly every word of a line is a syllable, and enough of them have accents."""
    found = [word for word in re.findall(r"[^\W\d_]{2,}", line) if not word.isupper()]
    wrong = sum(not is_syllable(word) for word in found)
    accented = sum(fold(word) != word.lower() for word in found)
    return wrong <= 0.15 * len(found) + 0.5 and accented >= 0.3 * len(found) - 2


def words(text: str) -> Iterator[str]:
    """The words of a text, with a stop where a line does not go on in the next."""
    joined = _WRAP.sub(lambda wrap: " " if text[wrap.end()].islower() else "\t", text).replace("\n", "\t")
    return (piece.word for piece in pieces(joined))


def vocabulary(texts: Iterable[list[str]], lexicon: set[str]) -> list[str]:
    """The words worth knowing: syllables of the lexicon or seen twice, others seen more often."""
    seen = Counter(word for text in texts for word in text)
    often = {word for word, times in seen.items() if times >= (_MIN_SYLLABLE if is_syllable(word) else _MIN_OTHER)}
    return [*MARKS, *sorted((often | lexicon) - set(MARKS))]


if __name__ == "__main__":
    main()
