"""How well damaged text is read: `python -m evaluation.restoration [--pair RIGHT COPY]… [--clean PATH]… …`.

The two scans that ship are read and held against their reviewed readings, each through a channel learned from all
other pairs but not from itself; with no other pair given, the shipped channel is used, which has seen them. A count
file made without a text (`documents.data.recipe --without`) measures that text honestly: `--counts`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from documents.accents import restore_accents
from documents.alignment import align
from documents.channel import Channel, Lexicon, shipped_lexicon
from documents.data.confusions import PLANS, paired, reviewed, usable
from documents.ngrams import NgramModel, shipped_model
from documents.reading import Reading, Span
from documents.restoration import restore
from documents.reviewed import load_reviewed
from documents.syllables import fold, place_tone

_WORD = re.compile(r"[^\W_]+(?:[.,/:-][^\W_]+)*%?")
_TEXTS = {".txt", ".jsonl"}


@dataclass(frozen=True)
class Sample:
    """A damaged text, how it should read, and its pairs of words to learn from."""

    name: str
    source: str
    right: str
    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Score:
    """Right syllables and right numbers (document numbers and dates among them), each of how many."""

    syllables: tuple[int, int]
    numbers: tuple[int, int]

    def __str__(self) -> str:
        return f"{_percent(*self.syllables)} âm tiết, {_percent(*self.numbers)} số"


def score(right: str, read: str) -> Score:
    """How much of a right text stands in what was read, by the alignment of their words, in any case."""
    pairs = [(one, other) for one, other in align(_words(right), _words(read)) if one]
    numbers = [one == other for one, other in pairs if re.search(r"\d", one)]
    syllables = [one == other for one, other in pairs if not re.search(r"\d", one)]
    return Score((sum(syllables), len(syllables)), (sum(numbers), len(numbers)))


def doubts(right: str, reading: Reading) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many words are wrong, and of how many, among those in doubt and among the others."""
    read = list(_WORD.finditer(reading.text))
    in_doubt = [bool(reading.doubts(reading.in_source(Span(*word.span())))) for word in read]
    wrong: dict[bool, list[bool]] = {True: [], False: []}
    doubtful = iter(in_doubt)
    for one, other in align(_words(right), [place_tone(word[0].lower()) for word in read]):
        if other:
            wrong[next(doubtful)].append(one != other)
    return (sum(wrong[True]), len(wrong[True])), (sum(wrong[False]), len(wrong[False]))


def samples(given: Sequence[tuple[Path, Path]]) -> Iterator[Sample]:
    """The shipped scans with their reviewed readings, and the given pairs of a right text and its damaged copy."""
    for path in sorted(PLANS.glob("*.reading.txt")):
        name = path.name.removesuffix(".reading.txt")
        source = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
        yield Sample(name, source, load_reviewed(source, path).text, list(usable(reviewed(path))))
    for right, copy in given:
        source, text = copy.read_text(encoding="utf-8"), right.read_text(encoding="utf-8")
        yield Sample(copy.stem, source, text, list(usable(paired(right, copy))))


def measure(sample: Sample, others: Iterable[Sample], model: NgramModel) -> str:
    """The figures of one sample, read through a channel learned from the others."""
    pairs = [pair for other in others for pair in other.pairs]
    lexicon = Lexicon(model, Channel.learn(pairs)) if pairs else shipped_lexicon()
    start = time.perf_counter()
    reading = restore(sample.source, lexicon)
    took = time.perf_counter() - start
    doubtful, sure = doubts(sample.right, reading)
    return (
        f"{sample.name}: {score(sample.right, sample.source)} → {score(sample.right, reading.text)}; "
        f"từ ngờ sai {_percent(*doubtful)}, từ chắc sai {_percent(*sure)}; {took:.1f} giây"
    )


def touched(paths: Iterable[Path]) -> tuple[int, int]:
    """How many clean texts the restoration changes, of how many."""
    texts = [text for path in paths for file in _files(path) for text in _texts(file)]
    return sum(bool(restore(text).changes) for text in texts), len(texts)


def accents(lines: Iterable[str], model: NgramModel) -> tuple[int, int]:
    """How many syllables of lines come back right after all accents were taken off, of how many."""
    right = total = 0
    for line in lines:
        bare = "".join(fold(sign) if sign == sign.lower() else fold(sign).upper() for sign in line)
        ours = re.findall(r"[^\W\d_]+", line)
        theirs = re.findall(r"[^\W\d_]+", restore_accents(bare, model))
        right += sum(place_tone(a.lower()) == place_tone(b.lower()) for a, b in zip(ours, theirs, strict=True))
        total += len(ours)
    return right, total


def noisy(path: Path) -> str:
    """The figures of a file of noisy lines, {"input", "target"} a line, before and after."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    target = "\n".join(line["target"] for line in lines)
    ways = {
        "nguyên trạng": [line["input"] for line in lines],
        "restore": [restore(line["input"]).text for line in lines],
        "restore_accents": [restore_accents(line["input"]) for line in lines],
    }
    return f"{path.stem}: " + "; ".join(f"{way} {score(target, chr(10).join(read))}" for way, read in ways.items())


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of what the command line names."""
    parser = argparse.ArgumentParser(prog="evaluation.restoration", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--pair", nargs=2, type=Path, action="append", default=[], metavar=("RIGHT", "COPY"))
    parser.add_argument("--counts", type=Path, help="n-gram counts made without the texts measured")
    parser.add_argument("--clean", type=Path, action="append", default=[], help="texts that must stay as they are")
    parser.add_argument("--accents", type=Path, action="append", default=[], help="lines to take the accents off")
    parser.add_argument("--noisy", type=Path, action="append", default=[], help="noisy lines with their right reading")
    given = parser.parse_args(argv)
    named = [*(path for pair in given.pair for path in pair), *given.clean, *given.accents, *given.noisy]
    if missing := [str(path) for path in named if not path.exists()]:
        parser.error("không có " + ", ".join(missing))
    model = NgramModel.load(given.counts) if given.counts else shipped_model()
    found = list(samples(given.pair))
    for sample in found:
        others = [other for other in found if other is not sample] if given.pair else []
        _print(measure(sample, others, model))
    if given.clean:
        changed, total = touched(given.clean)
        _print(f"văn bản sạch bị sửa: {changed} trên {total}")
    for path in given.accents:
        lines = normalize("NFC", path.read_text(encoding="utf-8")).splitlines()
        _print(
            f"{path.stem}: {_percent(*accents((line for line in lines if line[:1] != '#'), model))} âm tiết đúng dấu"
        )
    for path in given.noisy:
        for file in _files(path):
            _print(noisy(file))


def _words(text: str) -> list[str]:
    joined = re.sub(r"(?<=\d)\s+/(?=[A-ZĐ])", "/", normalize("NFC", text))
    return [place_tone(word.lower()) for word in _WORD.findall(joined)]


def _files(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.suffix in _TEXTS) if path.is_dir() else [path]


def _texts(file: Path) -> list[str]:
    content = file.read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in content.splitlines()] if file.suffix == ".jsonl" else [content]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} % ({part}/{whole})" if whole else "không có"


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
