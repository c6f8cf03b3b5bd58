"""A million passages on this machine: how long to build, how long to search, how much is found.

`python -m evaluation.scale --passages 1000000`. The texts are stretches of the shipped plans with words exchanged at
random, the vectors points around a few thousand centres: what is measured is the machinery, not the meaning.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.dense import FLAT_LIMIT, DenseIndex, Floats
from index.encoder import normalise_rows
from index.lexical import Postings
from index.snapshot import WHOLE, plain_terms

if TYPE_CHECKING:
    import faiss

PASSAGES = 1_000_000
WORDS = 30
DIMENSIONS = 384
CENTRES = 4000
SPREAD = 0.8
"""The length of the noise around a centre, as a share of the length of the centre."""
QUERIES = 100
TOP = 10
PLANS = Path(__file__).parent.parent / "documents" / "plans"


def make_texts(count: int, seed: int = 7) -> Iterator[str]:
    """Stretches of the shipped plans, every fifth word another one."""
    chance = random.Random(seed)
    words = [word for path in sorted(PLANS.glob("*.txt")) for word in path.read_text(encoding="utf-8").split()]
    for _ in range(count):
        start = chance.randrange(len(words) - WORDS)
        text = words[start : start + WORDS]
        for place in range(chance.randrange(5), WORDS, 5):
            text[place] = chance.choice(words)
        yield " ".join(text)


def make_vectors(count: int, seed: int = 7) -> Floats:
    """Unit vectors around `CENTRES` centres."""
    generator = np.random.default_rng(seed)
    centres = normalise_rows(generator.standard_normal((CENTRES, DIMENSIONS), np.float32))
    vectors = generator.standard_normal((count, DIMENSIONS), np.float32)
    vectors *= SPREAD / DIMENSIONS**0.5
    vectors += centres[generator.integers(0, CENTRES, count)]
    return normalise_rows(vectors)


def measure_words(count: int, folder: Path) -> list[str]:
    """Lines on the lexical index: building, size, and the time of a question of a dozen words."""
    start = time.perf_counter()
    Postings.build(map(plain_terms, make_texts(count)), **WHOLE).save(folder, "words")
    built = time.perf_counter() - start
    postings = Postings.open(folder, "words")
    size = sum(path.stat().st_size for path in folder.glob("words.*"))
    questions = [" ".join(text.split()[:12]) for text in make_texts(QUERIES, seed=8)]
    times = []
    for question in questions:
        start = time.perf_counter()
        np.argpartition(-postings.score(dict.fromkeys(plain_terms(question), 1.0)), TOP)[:TOP]
        times.append(1000 * (time.perf_counter() - start))
    return [f"words: built in {built:.0f} s, {size / 1e6:.0f} MB, {statistics.median(times):.1f} ms a question"]


def measure_vectors(count: int, folder: Path) -> list[str]:
    """Lines on the dense index that suits the number, beside exact search: building, size, time, recall@10."""
    import faiss

    faiss.omp_set_num_threads(2)
    vectors = make_vectors(count)
    generator = np.random.default_rng(9)
    noise = generator.standard_normal((QUERIES, DIMENSIONS), np.float32) * (0.5 / DIMENSIONS**0.5)
    queries = normalise_rows(vectors[generator.integers(0, count, QUERIES)] + noise)
    exact, took = search_exactly(vectors, queries)
    lines = [f"vectors, exact: {vectors.nbytes / 1e6:.0f} MB, {took:.1f} ms a question"]
    start = time.perf_counter()
    DenseIndex.build(vectors).save(folder / "vectors.faiss")
    built = time.perf_counter() - start
    del vectors
    index = DenseIndex.open(folder / "vectors.faiss")
    times, found = [], []
    for query in queries:
        start = time.perf_counter()
        found.append(index.search(query[None], TOP)[1][0])
        times.append(1000 * (time.perf_counter() - start))
    recall = np.mean([len({*one} & {*other}) / TOP for one, other in zip(found, exact, strict=True)])
    kind = "flat" if index.exact else "inverted lists, 8 bits"
    size = (folder / "vectors.faiss").stat().st_size
    lines.append(
        f"vectors, {kind}: built in {built:.0f} s, {size / 1e6:.0f} MB, "
        f"{statistics.median(times):.1f} ms a question, recall@{TOP} {recall:.3f}"
    )
    return lines


def search_exactly(vectors: Floats, queries: Floats) -> tuple[np.ndarray, float]:
    """The nearest rows to every query, and the milliseconds for one."""
    import faiss

    index: faiss.Index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    start = time.perf_counter()
    places = np.concatenate([index.search(query[None], TOP)[1] for query in queries])
    return places, 1000 * (time.perf_counter() - start) / len(queries)


def bench(data: Path, passages: int = PASSAGES) -> str:  # noqa: ARG001
    """Every figure as text; nothing is read from `data`."""
    lines = [f"{passages:,} passages of {WORDS} words, vectors of {DIMENSIONS} (flat up to {FLAT_LIMIT:,}):"]
    with tempfile.TemporaryDirectory(prefix="planbot-scale-") as folder:
        lines += measure_words(passages, Path(folder))
        lines += measure_vectors(passages, Path(folder))
    return "\n  ".join(lines)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    print(bench(Path(), parser.parse_args().passages))  # noqa: T201


if __name__ == "__main__":
    main()
