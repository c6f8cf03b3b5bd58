"""Makes the table of how an OCR for English reads Vietnamese letters.

    python -m documents.data.confusions [--pair RIGHT COPY]... [--without ID] [--out confusions.tsv]

It is learned from the reviewed readings of the shipped plans, and from any pairs of a right text and its damaged
copy. Only counts of letters are kept.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

import documents
from documents.reading import Span
from documents.repair.alignment import align
from documents.repair.channel import CONFUSIONS, Channel
from documents.repair.reviewed import load_reviewed
from documents.syllables import fold

PLANS = Path(documents.__file__).parent / "plans"

_MARKS = "\"'“”‘’.,;:!?()[]*+~-–—/…"
_ALIKE = 0.3
_SHORT = 2


def main() -> None:
    """Learn from what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pair", nargs=2, type=Path, action="append", default=[], metavar=("RIGHT", "COPY"))
    parser.add_argument("--without", default="", help="leave out the shipped plans with this in their id")
    parser.add_argument("--out", type=Path, default=CONFUSIONS)
    given = parser.parse_args()
    pairs = [pair for right, copy in given.pair for pair in paired(right, copy)]
    for path in sorted(PLANS.glob("*.reading.txt")):
        if not given.without or given.without not in path.name:
            pairs += reviewed(path)
    Channel.learn(usable(pairs)).save(given.out)


def paired(right: Path, copy: Path) -> list[tuple[str, str]]:
    """The words of a right text with those of its damaged copy."""
    return align(right.read_text(encoding="utf-8").split(), copy.read_text(encoding="utf-8").split())


def reviewed(path: Path) -> Iterator[tuple[str, str]]:
    """The words of a reviewed reading with those of its source."""
    source = path.with_name(path.name.replace(".reading", "")).read_text(encoding="utf-8")
    reading = load_reviewed(source, path)
    for word in re.finditer(r"\S+", source):
        yield reading.of(Span(*word.span())), word[0]


def usable(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of one word read as one, without the marks around them, that are no accident of the alignment."""
    for printed, read in ((printed.strip(_MARKS), read.strip(_MARKS)) for printed, read in pairs):
        if not printed.isalpha() or not read or "/" in read:
            continue
        alike = SequenceMatcher(None, fold(printed), fold(read)).ratio()
        if alike >= _ALIKE or len(read) <= _SHORT:
            yield printed, read


if __name__ == "__main__":
    main()
