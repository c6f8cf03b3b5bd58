"""Fits the two models of certainty and prints the curves their thresholds are chosen on.

    python -m retrieval.calibration GOLD.jsonl … [--plans FOLDER] [--off-topic QUESTIONS.jsonl …] [--write]

A gold file is JSON Lines with "question", "history", "expect", "type" and "gold" (plan and spans), as `planbot eval`
takes it; a file of questions off the topic has "question". Every question is taken with and without its accents.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from documents.syllables import fold
from retrieval.assistant import Assistant
from retrieval.certainty import WEIGHTS, SentenceSignals, Signals, SubjectSignals, fit, logistic
from retrieval.conversation import Asked, Turn, resolve
from retrieval.guard import screen
from retrieval.seeking import by_words
from retrieval.subject import signals_of as subject_signals
from retrieval.words import signals_of as sentence_signals

_ANSWERED = {"answer", "clarify_or_per_document"}
_GIVEN = {"sentence": 0.97, "subject": 0.985}
"""The share of right ones that a threshold must let through."""
_MARGIN = {"sentence": 1.0, "subject": 0.75}
"""What the threshold chosen is lowered by where few right ones were seen to choose it on."""
_SAMPLE = 400


def main() -> None:
    """Fit, print, and write where told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--plans", type=Path, help="plans to take in beside the shipped ones")
    parser.add_argument("--off-topic", nargs="*", default=[], type=Path, help="questions about other things")
    parser.add_argument("--write", action="store_true", help="keep the weights")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        if args.plans:
            from documents.library import Library

            Library.open(data).ingest(sorted(args.plans.iterdir()))
        assistant = Assistant.open(data)
        items = [item for path in args.gold for item in _items(path)]
        strange = [item for path in args.off_topic for item in _sample(path)]
        sentences = list(_sentences(items, assistant))
        subjects = list(_subjects(items, strange, assistant))
    lines = ["# Fitted by `python -m retrieval.calibration`."]
    lines += _fitted("sentence", sentences) + _fitted("subject", subjects)
    if args.write:
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _items(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sample(path: Path) -> list[dict[str, Any]]:
    items = _items(path)
    return random.Random(7).sample(items, min(_SAMPLE, len(items)))


def _asked(question: str, history: Sequence[Turn], assistant: Assistant) -> Asked | None:
    """A question as it is understood; None where it is refused or about a place that no plan is for."""
    screened = screen(question)
    asked = resolve(screened.asked or question, history, assistant.plans)
    if screened.harm or (asked.scope.elsewhere and not asked.scope.plans):
        return None
    return asked


def _sentences(items: Iterable[dict[str, Any]], assistant: Assistant) -> Iterator[tuple[SentenceSignals, bool]]:
    """What speaks for the best sentence of each question that words answer, and whether it is right."""
    for item in items:
        if item["expect"] not in {*_ANSWERED, "say_not_stated", "say_not_in_corpus"}:
            continue
        for question in (item["question"], fold(item["question"])):
            asked = _asked(question, item["history"], assistant)
            if not asked or not by_words(asked.question):
                continue
            if found := sentence_signals(asked.question, asked.scope.plans, assistant.corpus):
                passage, signals = found
                right = item["expect"] in _ANSWERED and _right(passage.plan.id, passage.cite().span, item)
                yield signals, right


def _right(plan: str, span: tuple[int, int], item: dict[str, Any]) -> bool:
    return any(
        gold["plan"] == plan and any(min(end, span[1]) > max(start, span[0]) for start, end in gold["spans"])
        for gold in item["gold"]
    )


def _subjects(
    items: Iterable[dict[str, Any]], strange: Iterable[dict[str, Any]], assistant: Assistant
) -> Iterator[tuple[SubjectSignals, bool]]:
    """What speaks for each question being about the library, and whether it is; those that name a plan are left out."""
    labelled = [(item, item["type"] != "out_of_scope") for item in items if item["type"] != "adversarial"]
    for item, about in [*labelled, *((item, False) for item in strange)]:
        for question in (item["question"], fold(item["question"])):
            asked = _asked(question, item.get("history", ()), assistant)
            if asked and not asked.scope.plans and (signals := subject_signals(asked.question, assistant.corpus)):
                yield signals, about


def _fitted(model: str, rows: Sequence[tuple[Signals, bool]]) -> list[str]:
    """The lines of one model's weights."""
    bias, *weights = fit([signals for signals, _ in rows], [right for _, right in rows])
    scored = sorted(
        (logistic(bias + sum(w * v for w, v in zip(weights, signals.values(), strict=True))), right)
        for signals, right in rows
    )
    print(f"\n{model}: {len(rows)} câu, {sum(right for _, right in rows)} đúng")
    threshold = _MARGIN[model] * _curve(scored, _GIVEN[model])
    listed = ", ".join(f"{weight:.4f}" for weight in weights)
    return ["", f"[{model}]", f"bias = {bias:.4f}", f"signals = [{listed}]", f"enough = {threshold:.2f}"]


def _curve(scored: Sequence[tuple[float, bool]], given: float) -> float:
    """Print what each threshold would do; the highest that lets through the share of right ones it must."""
    rights, wrongs = sum(right for _, right in scored), sum(not right for _, right in scored)
    print("ngưỡng  đúng được nêu %  sai bị chặn %")
    chosen = 0.0
    for step in range(1, 20):
        threshold = step / 20
        kept = sum(right and score >= threshold for score, right in scored) / max(1, rights)
        stopped = sum(not right and score < threshold for score, right in scored) / max(1, wrongs)
        print(f"{threshold:6.2f}  {100 * kept:15.1f}  {100 * stopped:13.1f}")
        if kept >= given:
            chosen = threshold
    below = wins = 0
    for _, right in scored:
        wins += below if right else 0
        below += not right
    print(f"AUROC {wins / max(1, rights * wrongs):.3f}; ngưỡng chọn {chosen:.2f}")
    return chosen


if __name__ == "__main__":
    main()
