"""Fits the weights that sentences are reranked with, and prints how often the right one comes first.

    python -m evaluation.training GOLD.jsonl … [--plans FOLDER GOLD.jsonl …] [--write]

Files as `evaluation.calibration` takes them. The figures are of questions that the weights were not fitted on: the
questions are parted in five by their plan and id, each part ranked with weights of the other four.
"""

# ruff: noqa: T201
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from documents.syllables import fold
from evaluation.calibration import asked_of, fitting_parser, open_gold
from evaluation.metrics import overlaps
from retrieval.assistant import Assistant
from retrieval.search.reranking import WEIGHTS, signals_of

_PARTS = 5
_PENALTY = 40.0
"""Of the squares of the weights of standardised signals, against the sum of the losses of the questions."""
_LEAST = 0.02
"""Standardised weights below it are left out."""
Vector = NDArray[np.float64]


class Example(NamedTuple):
    """A question put to a plan that answers it: the signals of its nearest sentences, and which of them answer."""

    part: int
    signals: Sequence[Mapping[str, float]]
    right: NDArray[np.bool_]


def main() -> None:
    """Fit, print, and write where told to."""
    args = fitting_parser(__doc__).parse_args()
    found = [example for items, assistant in open_gold(args) for example in _examples(items, assistant)]
    examples = [example for example in found if example.right.any()]
    print(f"{len(found)} questions, the right sentence among the nearest for {len(examples)}")
    ranks = [
        _rank(example, weights)
        for part in range(_PARTS)
        for weights in [fit([e for e in examples if e.part != part])]
        for example in examples
        if example.part == part
    ]
    for first in (1, 2, 3, 5):
        print(f"among the first {first}: {100 * sum(rank < first for rank in ranks) / len(found):.1f} %")
    if args.write:
        lines = [f'"{name}" = {weight:.4f}' for name, weight in sorted(fit(examples).items())]
        head = "# Fitted by `python -m evaluation.training`.\n\n[weights]\n"
        WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which the sentences that answer have the largest share of the softmax over each plan's."""
    from scipy.optimize import minimize

    names = sorted({name for example in examples for signals in example.signals for name in signals})
    tables = [_table(example.signals, names) for example in examples]
    spread = np.concatenate(tables).std(axis=0) + 1e-6
    tables = [table / spread for table in tables]

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = _PENALTY * float(weights @ weights), 2 * _PENALTY * weights
        for table, example in zip(tables, examples, strict=True):
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            given = shares * example.right
            total -= float(np.log(given.sum() + 1e-12))
            slope = slope - table.T @ (given / (given.sum() + 1e-12) - shares)
        return total, slope

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {n: float(w / s) for n, w, s in zip(names, weights, spread, strict=True) if abs(w) >= _LEAST}


def _table(signals: Sequence[Mapping[str, float]], names: Sequence[str]) -> Vector:
    return np.array([[one.get(name, 0.0) for name in names] for one in signals])


def _rank(example: Example, weights: Mapping[str, float]) -> int:
    """How many sentences stand before the first that answers."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in example.signals]
    order = np.argsort([-score for score in scores], kind="stable")
    return int(np.flatnonzero(example.right[order])[0])


def _examples(items: Iterable[Mapping[str, Any]], assistant: Assistant) -> Iterator[Example]:
    for item in items:
        plans = {passage["plan"] for passage in item["gold"]}
        if item["expect"] != "answer" or len(plans) != 1:
            continue
        holding = assistant.corpus.holdings[plans.pop()]
        spans = [(start, end) for passage in item["gold"] for start, end in passage["spans"]]
        part = crc32(f"{holding.plan.id} {item['id']}".encode()) % _PARTS
        for typed in (item["question"], fold(item["question"])):
            if asked := asked_of(typed, item["history"], assistant):
                found = signals_of(asked.question, holding, assistant.corpus)
                right = np.array([overlaps(passage.cite().span, spans) for passage, _ in found], bool)
                yield Example(part, [signals for _, signals in found], right)


if __name__ == "__main__":
    main()
