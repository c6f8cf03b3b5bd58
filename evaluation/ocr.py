"""How many characters of scanned pages are read wrong: `python -m evaluation.ocr FOLDER [ENGINE …]`.

The folder holds a `metadata.jsonl` with an `image` and its right `text` a line. Each engine is measured alone, on the
page as it was scanned; then with the page upright, level and read column by column; then with its text restored and
proofread, as the project uses it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from documents.intake import reading_of
from documents.readers.ocr import Engine, load_engine, read_page
from documents.readers.pages import text_of

if TYPE_CHECKING:
    from PIL.Image import Image


def edits(right: str, read: str) -> int:
    """The fewest insertions, deletions and substitutions between two texts (Myers 1999, bit-parallel)."""
    if not right:
        return len(read)
    places: dict[str, int] = {}
    for position, letter in enumerate(right):
        places[letter] = places.get(letter, 0) | 1 << position
    every, last = (1 << len(right)) - 1, 1 << len(right) - 1
    rises, falls, count = every, 0, len(right)
    for letter in read:
        same = places.get(letter, 0)
        across = same | falls
        down = (((same & rises) + rises) ^ rises) | same
        grows = falls | ~(down | rises) & every
        shrinks = rises & down
        count += 1 if grows & last else -1 if shrinks & last else 0
        grows = (grows << 1 | 1) & every
        rises = (shrinks << 1) & every | ~(across | grows) & every
        falls = grows & across
    return count


def errors(right: str, read: str) -> tuple[int, int]:
    """The characters wrong and how many there are, white space collapsed."""
    right, read = (" ".join(normalize("NFC", text).split()) for text in (right, read))
    return edits(right, read), len(right)


def _whole(image: Image, engine: Engine) -> str:
    page = text_of(read_page(image, engine))
    return reading_of(page.source, page.words).text


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the share of wrong characters, page by page and over all."""
    from PIL.Image import open as open_image

    parser = argparse.ArgumentParser(prog="evaluation.ocr", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("engines", nargs="*", default=["tesseract"])
    options = parser.parse_args(arguments)
    pages = [json.loads(line) for line in (options.folder / "metadata.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = [page for page in pages if (options.folder / page["image"]).is_file()]
    for name in options.engines:
        engine = load_engine(name)
        ways: dict[str, Callable[[Image, Engine], str]] = {
            "engine alone": lambda image, engine: " ".join(word.text for word in engine.read(image).words),
            "laid out": lambda image, engine: text_of(read_page(image, engine)).source,
            "whole path": _whole,
        }
        for way, read in ways.items():
            wrong = total = 0
            shares = []
            started = time.perf_counter()
            for page in pages:
                with open_image(options.folder / page["image"]) as image:
                    one, length = errors(page["text"], read(image.convert("RGB"), engine))
                wrong, total = wrong + one, total + length
                shares.append(100 * one / length)
            seconds = (time.perf_counter() - started) / len(pages)
            detail = " ".join(f"{share:.1f}" for share in shares)
            mean = sum(shares) / len(shares)
            sys.stdout.write(
                f"{name:10} {way:13} {100 * wrong / total:5.2f} % (mean of pages {mean:5.2f} %) "
                f"{seconds:4.1f} s a page: {detail}\n"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
