"""Fits when the sentence found by words is sure enough to be given, and prints the curve it is chosen on.

    python -m retrieval.calibration GOLD.jsonl … [--plans FOLDER] [--write]

A gold file is JSON Lines with "question", "history", "expect" and "gold" (plan and spans), as `planbot eval` takes it.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from documents.syllables import fold
from retrieval.assistant import Assistant
from retrieval.certainty import WEIGHTS, Signals, fit, logistic
from retrieval.conversation import resolve
from retrieval.guard import screen
from retrieval.seeking import by_words
from retrieval.words import signals_of

_GIVEN = 0.97
_ANSWERED = {"answer", "clarify_or_per_document"}
Row = tuple[Signals, bool, bool]


def main() -> None:
    """Fit, print, and write where told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--plans", type=Path, help="plans to take in beside the shipped ones")
    parser.add_argument("--write", action="store_true", help="keep the weights")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        if args.plans:
            from documents.library import Library

            Library.open(data).ingest(sorted(args.plans.iterdir()))
        assistant = Assistant.open(data)
        rows = [row for path in args.gold for row in _rows(path, assistant)]
    bias, *weights = fit([signals for signals, _, _ in rows], [right for _, right, _ in rows])
    scored = sorted(((_score(bias, weights, signals), right, open_) for signals, right, open_ in rows), reverse=True)
    threshold = _curve(scored)
    if args.write:
        lines = ["# Fitted by `python -m retrieval.calibration`.", f"bias = {bias:.4f}"]
        lines += [f"signals = [{', '.join(f'{weight:.4f}' for weight in weights)}]", f"enough = {threshold:.2f}", ""]
        WEIGHTS.write_text("\n".join(lines), encoding="utf-8")


def _rows(path: Path, assistant: Assistant) -> Iterator[Row]:
    """What speaks for the best sentence of each question, with and without accents, and whether it is right."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["expect"] not in {*_ANSWERED, "say_not_stated", "say_not_in_corpus"}:
            continue
        for question in (item["question"], fold(item["question"])):
            screened = screen(question)
            asked = resolve(screened.asked or question, item["history"], assistant.plans)
            if screened.harm or not by_words(asked.question) or (asked.scope.elsewhere and not asked.scope.plans):
                continue
            found = signals_of(asked.question, asked.scope.plans, assistant.corpus)
            if found:
                passage, signals = found
                answerable = item["expect"] in _ANSWERED
                yield signals, answerable and _right(passage.plan.id, passage.cite().span, item), answerable


def _right(plan: str, span: tuple[int, int], item: dict[str, Any]) -> bool:
    return any(
        gold["plan"] == plan and any(min(end, span[1]) > max(start, span[0]) for start, end in gold["spans"])
        for gold in item["gold"]
    )


def _score(bias: float, weights: Sequence[float], signals: Signals) -> float:
    return logistic(bias + sum(w * v for w, v in zip(weights, signals.values(), strict=True)))


def _curve(scored: Sequence[tuple[float, bool, bool]]) -> float:
    """Print what each threshold would do; the highest that withholds at most three right answers in a hundred."""
    rights, wrongs = sum(right for _, right, _ in scored), sum(not right for _, right, _ in scored)
    print("ngưỡng  đúng được nêu %  sai bị chặn %  số câu")
    chosen = 0.0
    for step in range(2, 20):
        threshold = step / 20
        kept = sum(right and score >= threshold for score, right, _ in scored) / max(1, rights)
        stopped = sum(not right and score < threshold for score, right, _ in scored) / max(1, wrongs)
        print(f"{threshold:6.2f}  {100 * kept:15.1f}  {100 * stopped:13.1f}  {len(scored)}")
        if kept >= _GIVEN:
            chosen = threshold
    pairs = rights * wrongs
    order = [right for _, right, _ in scored]
    below = wins = 0
    for right in reversed(order):
        wins += below if right else 0
        below += not right
    print(f"AUROC {wins / max(1, pairs):.3f}; ngưỡng chọn {chosen:.2f}")
    return chosen


if __name__ == "__main__":
    main()
