"""Fits the model of what headings say, and prints how often it is right: `python -m evaluation.headings [--write]`.

It learns from headings written for it (evaluation/gold/headings.tsv: a role and a heading a line), with and without
their accents. The figures are of every fifth heading, learned from the other four.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.bag import Bag
from documents.facts.headings import NONE, TOLD, WEIGHTS
from evaluation.bags import Labelled, bare, fit, read_labelled
from evaluation.gold import GOLD

HEADINGS = GOLD / "headings.tsv"
_MARK = re.compile(r"^\W*(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-ZĐa-zđ])[.)/:]\s+|^[-–•+*\s]+")
_PARTS = 5


def main() -> None:
    """Fit, print, and write where told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights")
    write = parser.parse_args().write
    headings = [one._replace(text=_MARK.sub("", one.text)) for one in read_labelled(HEADINGS)]
    print(measure(headings))
    if write:
        print(fit(WEIGHTS, NONE, [*headings, *bare(headings)]))


def measure(headings: list[Labelled]) -> str:
    """How many headings are told right, wrong, or left untold, each by what was learned from the others."""
    counts: Counter[str] = Counter()
    with TemporaryDirectory() as folder:
        for part in range(_PARTS):
            path = Path(folder) / f"{part}.npz"
            rest = [one for number, one in enumerate(headings) if number % _PARTS != part]
            fit(path, NONE, [*rest, *bare(rest)])
            bag = Bag(path)
            for one in headings[part::_PARTS]:
                chances = bag.chances(one.text)
                likeliest = max(chances, key=lambda role: chances[role])
                told = likeliest if chances[likeliest] >= TOLD else NONE
                counts["right" if told == one.label else "untold" if told == NONE else "wrong"] += 1
    return ", ".join(f"{100 * number / len(headings):.1f} % {name}" for name, number in counts.most_common())


if __name__ == "__main__":
    main()
