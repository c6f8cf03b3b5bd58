"""Fits the model of what must be refused, and prints what it catches: `python -m evaluation.guarding [--write]`.

It learns from messages written for it (evaluation/gold/messages.tsv: a label and a message a line), and from the
questions of the gold sets and of the encoder's recipe, which are all honest but for those that gold says to refuse.
The figures are of messages and questions that it never learns from.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

import index
from documents.syllables import fold
from evaluation.gold import GOLD, questions
from retrieval.understanding.harm import WEIGHTS, Harm, find_harm, grams
from retrieval.understanding.message import read_message

MESSAGES = GOLD / "messages.tsv"
UNSEEN = GOLD / "messages.kept.tsv"
HONEST = "fine"
_ASKED = Path(index.__file__).parent / "recipe" / "questions.jsonl"
_LEARNED = ("shared", "dev", "further", "newer", "latest")
_KEPT = ("kept", "kept.further", "silence", "silence.further")

_ASKED_WEIGHT = 0.3
"""The weight of a mere question against that of a message written to be told from others."""
_BARE_WEIGHT = 0.3
"""That of a message once more without its accents: not all are put back right."""
_PENALTY = 20.0
"""The inverse of the weight of the squares of the weights, against the sum of the losses of all messages."""
_SEEN = 2
_LEAST = 0.3
"""Runs of words seen less often in messages, or with smaller weights, are left out."""


class Labelled(NamedTuple):
    """A message with its harm, or `HONEST`."""

    label: str
    text: str
    weight: float = 1.0


def main() -> None:
    """Fit and write where told to, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights")
    if parser.parse_args().write:
        written = [message._replace(text=read_message(message.text, {})) for message in read_messages(MESSAGES)]
        written += [message._replace(text=fold(message.text), weight=_BARE_WEIGHT) for message in written]
        asked = [Labelled(HONEST, q, _ASKED_WEIGHT) for line in _lines(_ASKED) for q in json.loads(line)["questions"]]
        gold = [m for name in _LEARNED for m in _of_gold(GOLD / f"{name}.jsonl") if m.label == HONEST]
        fit(written, [*asked, *gold])
    print("messages that nobody learns from:", measure(read_messages(UNSEEN)))
    print("gold that nobody learns from:", measure([m for name in _KEPT for m in _of_gold(GOLD / f"{name}.jsonl")]))


def read_messages(path: Path) -> list[Labelled]:
    """The messages of a file, a label and a message a line with a tab between."""
    return [Labelled(label, text) for label, text in (line.split("\t", 1) for line in _lines(path))]


def measure(messages: Sequence[Labelled]) -> str:
    """How many honest messages are refused, and how many of the others."""
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for message in messages:
        refused[message.label == HONEST].append(find_harm(read_message(message.text, {})) is not None)
    honest, others = refused[True], refused[False]
    return f"{sum(honest)} of {len(honest)} honest refused, {sum(others)} of {len(others)} others"


def fit(written: Sequence[Labelled], asked: Sequence[Labelled]) -> None:
    """Learn the weights from messages and from mere questions, and save them."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    runs = [set(grams(message.text)) for message in (*written, *asked)]
    seen = Counter(gram for run in runs[: len(written)] for gram in run)
    known = np.array(sorted(gram for gram, times in seen.items() if times >= _SEEN), np.uint32)
    rows = [np.searchsorted(known, sorted(run)) for run in _only(runs, known)]
    values = [np.full(len(row), 1 / max(len(row), 1) ** 0.5) for row in rows]
    starts = np.cumsum([0, *map(len, rows)])
    table = csr_matrix((np.concatenate(values), np.concatenate(rows), starts), (len(rows), len(known)))
    labels = [message.label for message in (*written, *asked)]
    shares = [message.weight for message in (*written, *asked)]
    model = LogisticRegression(C=_PENALTY, max_iter=500).fit(table, labels, sample_weight=shares)
    classes = list(model.classes_)
    order = [classes.index(harm.value) for harm in Harm]
    kept = np.abs(model.coef_).max(axis=0) >= _LEAST
    weights = (model.coef_[order] - model.coef_[classes.index(HONEST)]).T[kept]
    bias = model.intercept_[order] - model.intercept_[classes.index(HONEST)]
    np.savez_compressed(WEIGHTS, grams=known[kept], weights=weights.astype(np.float16), bias=bias)
    print(f"{kept.sum()} runs of words, {WEIGHTS.stat().st_size // 1024} KB")


def _only(runs: Iterable[set[int]], known: np.ndarray) -> list[set[int]]:
    wanted = set(known.tolist())
    return [run & wanted for run in runs]


def _of_gold(path: Path) -> list[Labelled]:
    return [Labelled("harm" if q.expect == "refuse" else HONEST, q.text) for q in questions(path)]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
