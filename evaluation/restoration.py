"""How well damaged text is read: `python -m evaluation.restoration [--data FOLDER | --pair RIGHT COPY …]`.

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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize
from zlib import crc32

from documents.data import recipe
from documents.data.confusions import PLANS, paired, reviewed, usable
from documents.reading import Reading, Span
from documents.repair.accents import restore_accents
from documents.repair.alignment import align
from documents.repair.channel import Channel, Lexicon, shipped_lexicon
from documents.repair.ngrams import NgramModel, shipped_model
from documents.repair.restoration import restore
from documents.repair.reviewed import load_reviewed
from documents.syllables import fold, place_tone

_WORD = re.compile(r"[^\W_]+(?:[.,/:-][^\W_]+)*%?")
_HELD_OUT, _HELD_WORDS = 12, 5
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


def report(
    given: Sequence[tuple[Path, Path]],
    model: NgramModel,
    clean: Sequence[Path] = (),
    lines: Mapping[str, Iterable[str]] | None = None,
    noise: Sequence[Path] = (),
) -> Iterator[str]:
    """The figures, line by line: pairs, clean texts that must stay, lines to take the accents off, noisy lines."""
    found = list(samples(given))
    for sample in found:
        yield measure(sample, [other for other in found if other is not sample] if given else [], model)
    if clean:
        changed, total = touched(clean)
        yield f"văn bản sạch bị sửa: {changed} trên {total}"
    for name, content in (lines or {}).items():
        yield f"{name}: {_percent(*accents(content, model))} âm tiết đúng dấu"
    for path in noise:
        yield from (noisy(file) for file in _files(path))


def honest_model(data: Path) -> tuple[NgramModel, list[str]]:
    """A model of the texts of a data folder without the Lạng Sơn plan, and lines of government texts left out of it."""
    held: list[str] = []
    texts = []
    for text in recipe.read([data / "text" / "government"]):
        kept: list[str] = []
        for line in text.split("\n"):
            out = len(line.split()) >= _HELD_WORDS and crc32(line.strip().encode()) % _HELD_OUT == 0
            (held if out else kept).append(line)
        texts.append("\n".join(kept))
    clean = (plan for plan in PLANS.glob("*.txt") if "." not in plan.stem and not _reviewed(plan).exists())
    others = [*(data / "retrieval").glob("*.passages.jsonl"), *(data / "documents").glob("*.txt"), *clean]
    texts += recipe.read((path for path in others if "_ocr_" not in path.name), "lang-son")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ngrams.npz"
        recipe.save(path, texts)
        return NgramModel.load(path), sorted({line.strip() for line in held})


def bench(data: Path) -> str:
    """The project's figures on a folder with text/, retrieval/, documents/ and ocr/ (see `evaluation.bench`)."""
    ocr, documents = data / "ocr", data / "documents"
    pairs = [(ocr / "plan-pair" / "lang-son.clean.txt", ocr / "plan-pair" / "lang-son.ocr.txt")]
    pairs += [(read, Path(str(read).replace("_ocr_vie", "_ocr_eng"))) for read in documents.glob("*_ocr_vie.txt")]
    model, held = honest_model(data)
    clean = [data / "text" / "government", *(data / "retrieval").glob("*.passages.jsonl")]
    lines = {"dòng văn bản nhà nước không có trong số đếm": held, "diacritics": _accented_lines(ocr / "diacritics.txt")}
    return "\n".join(report(pairs, model, clean, lines, [ocr / "noisy-lines"]))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of what the command line names."""
    parser = argparse.ArgumentParser(prog="evaluation.restoration", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--data", type=Path, help="a folder with text/, retrieval/, documents/, ocr/: all its figures")
    parser.add_argument("--pair", nargs=2, type=Path, action="append", default=[], metavar=("RIGHT", "COPY"))
    parser.add_argument("--counts", type=Path, help="n-gram counts made without the texts measured")
    parser.add_argument("--clean", type=Path, action="append", default=[], help="texts that must stay as they are")
    parser.add_argument("--accents", type=Path, action="append", default=[], help="lines to take the accents off")
    parser.add_argument("--noisy", type=Path, action="append", default=[], help="noisy lines with their right reading")
    given = parser.parse_args(argv)
    named = [given.data, given.counts, *(path for pair in given.pair for path in pair)]
    named += [*given.clean, *given.accents, *given.noisy]
    if missing := [str(path) for path in named if path and not path.exists()]:
        parser.error("không có " + ", ".join(missing))
    if given.data:
        sys.stdout.write(bench(given.data) + "\n")
        return
    model = NgramModel.load(given.counts) if given.counts else shipped_model()
    lines = {path.stem: _accented_lines(path) for path in given.accents}
    for line in report(given.pair, model, given.clean, lines, given.noisy):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _reviewed(plan: Path) -> Path:
    return plan.with_suffix(".reading.txt")


def _accented_lines(path: Path) -> list[str]:
    text = normalize("NFC", path.read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if not line.startswith("#")]


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


if __name__ == "__main__":
    main()
