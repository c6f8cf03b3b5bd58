"""Fits the models of certainty and prints the curves their thresholds are chosen on.

    python -m evaluation.calibration GOLD.jsonl … [--plans FOLDER GOLD.jsonl …] [--about FILE.jsonl …]
        [--off-topic FILE.jsonl …] [--write]

A gold file is JSON Lines with "question", "history", "expect", "type" and "gold" (plan and spans), as `planbot eval`
takes it; those after `--plans` are asked with the plans of that folder beside the shipped ones. A file of questions to
clauses has "plan" and "questions", one off the topic "question". Every question is taken with and without its accents.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from documents.syllables import fold
from evaluation.gold import load
from evaluation.report import opened
from retrieval.assistant import Assistant
from retrieval.finding.evidence import Shape
from retrieval.finding.seeking import by_words, find
from retrieval.finding.support import WHOLE
from retrieval.finding.support import signals_of as support_signals
from retrieval.finding.words import find_likeliest
from retrieval.finding.words import signals_of as sentence_signals
from retrieval.search.certainty import WEIGHTS, SentenceSignals, Signals, SubjectSignals, SupportSignals, fit, logistic
from retrieval.search.subject import signals_of as subject_signals
from retrieval.understanding.conversation import Asked, Turn, resolve
from retrieval.understanding.guard import screen
from retrieval.understanding.message import read_message

_ANSWERED = {"answer", "clarify_or_per_document"}
_GIVEN = {"sentence": 0.97, "subject": 0.9, "support": 0.966}
"""The share of right ones that a threshold must let through."""
_SAMPLE = 400


def main() -> None:
    """Fit, print, and write where told to."""
    parser = fitting_parser(__doc__)
    parser.add_argument("--about", nargs="*", default=[], type=Path, help="questions to clauses, as the encoder's")
    parser.add_argument("--off-topic", nargs="*", default=[], type=Path, help="questions about other things")
    args = parser.parse_args()
    strange = [item for path in args.off_topic for item in _sample(path)]
    rows: dict[str, list[tuple[Signals, bool]]] = {"sentence": [], "subject": [], "support": []}
    for items, assistant in open_gold(args):
        rows["sentence"] += _sentences(items, assistant)
        rows["subject"] += _subjects([*items, *_about(args.about, assistant)], strange, assistant)
        rows["support"] += _supports(items, assistant)
    lines = ["# Fitted by `python -m evaluation.calibration`."]
    for model, found in rows.items():
        lines += _fitted(model, found)
    if args.write:
        WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fitting_parser(description: str | None) -> argparse.ArgumentParser:
    """What a fitting command takes: gold files, plans with gold about them, and whether to keep what is fitted."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument(
        "--plans", nargs="+", action="append", default=[], type=Path, help="a folder of plans, and gold files about it"
    )
    parser.add_argument("--write", action="store_true", help="keep the weights")
    return parser


def open_gold(args: argparse.Namespace) -> Iterator[tuple[list[dict[str, Any]], Assistant]]:
    """The gold named, library by library: its lines, and an assistant over the plans they are about."""
    for plans, files in ((None, args.gold), *((folder, files) for folder, *files in args.plans)):
        with opened(plans) as (assistant, _):
            yield [item for path in files for item in load(path)], assistant


def _sample(path: Path) -> list[dict[str, Any]]:
    items = load(path)
    return random.Random(7).sample(items, min(_SAMPLE, len(items)))


def _about(paths: Iterable[Path], assistant: Assistant) -> list[dict[str, Any]]:
    """A sample of the questions to clauses of the plans held."""
    lines = [line for path in paths for line in load(path) if line["plan"] in assistant.plans]
    asked = [{"question": text, "type": "lookup"} for line in lines for text in line["questions"]]
    return random.Random(7).sample(asked, min(_SAMPLE, len(asked)))


def asked_of(question: str, history: Sequence[Turn], assistant: Assistant) -> Asked | None:
    """A question as it is understood; None where it is refused or about a place that no plan is for."""
    text = read_message(question, assistant.plans)
    screened = screen(text)
    asked = resolve(screened.asked or text, history, assistant.plans)
    if screened.harm or (asked.scope.elsewhere and not asked.scope.plans):
        return None
    return replace(asked, question=replace(asked.question, typed=question))


def _sentences(items: Iterable[dict[str, Any]], assistant: Assistant) -> Iterator[tuple[SentenceSignals, bool]]:
    """What speaks for the best sentence of each question that words answer, and whether it is right."""
    for item in items:
        if item["expect"] not in {*_ANSWERED, "say_not_stated", "say_not_in_corpus"}:
            continue
        for question in (item["question"], fold(item["question"])):
            asked = asked_of(question, item["history"], assistant)
            if not asked or not by_words(asked.question):
                continue
            if found := sentence_signals(asked.question, asked.scope.plans, assistant.corpus):
                passage, signals = found
                right = item["expect"] in _ANSWERED and _right(passage.plan.id, passage.cite().span, item)
                yield signals, right


def _supports(items: Iterable[dict[str, Any]], assistant: Assistant) -> Iterator[tuple[SupportSignals, bool]]:
    """What speaks for what each plan is found to say, and whether it answers."""
    for item in items:
        if item["expect"] not in {*_ANSWERED, "say_not_stated", "say_not_in_corpus"}:
            continue
        for typed in (item["question"], fold(item["question"])):
            if not (asked := asked_of(typed, item["history"], assistant)):
                continue
            of = {passage["plan"] for passage in item["gold"]}
            for plan_id in asked.scope.plans or assistant.plans:
                ruled = find(asked.question, assistant.corpus.holdings[plan_id], assistant.corpus)
                shape = Shape.TEXT if ruled.shape in WHOLE else ruled.shape
                near = find_likeliest(asked.question, ruled.holding, assistant.corpus, shape)
                for finding in (ruled, near):
                    if not finding.said:
                        continue
                    places = [(found.passage.plan.id, found.passage.cite().span) for found in finding.items]
                    right = any(_right(plan, span, item) for plan, span in places)
                    if right or item["expect"] not in _ANSWERED or (item["expect"] == "answer" and plan_id in of):
                        yield support_signals(asked.question, finding, ruled, assistant.corpus), right


def _right(plan: str, span: tuple[int, int], item: dict[str, Any]) -> bool:
    return any(
        gold["plan"] == plan and any(min(end, span[1]) > max(start, span[0]) for start, end in gold["spans"])
        for gold in item["gold"]
    )


def _subjects(
    items: Iterable[dict[str, Any]], strange: Iterable[dict[str, Any]], assistant: Assistant
) -> Iterator[tuple[SubjectSignals, bool]]:
    """What speaks for each question being about the library, and whether it is; those that name a plan are left out."""
    labelled = [
        (item, item["type"] != "out_of_scope") for item in items if item["type"] not in {"adversarial", "near_topic"}
    ]
    for item, about in [*labelled, *((item, False) for item in strange)]:
        for question in (item["question"], fold(item["question"])):
            asked = asked_of(question, item.get("history", ()), assistant)
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
    threshold = _curve(scored, _GIVEN[model])
    listed = ", ".join(f"{weight:.4f}" for weight in weights)
    return ["", f"[{model}]", f"bias = {bias:.4f}", f"signals = [{listed}]", f"enough = {threshold:.2f}"]


def _curve(scored: Sequence[tuple[float, bool]], given: float) -> float:
    """Print what each threshold would do; the highest that lets through the share of right ones it must."""
    rights, wrongs = sum(right for _, right in scored), sum(not right for _, right in scored)
    print("ngưỡng  đúng được nêu %  sai bị chặn %")
    chosen = 0.0
    for step in range(1, 40):
        threshold = step / 40
        kept = sum(right and score >= threshold for score, right in scored) / max(1, rights)
        stopped = sum(not right and score < threshold for score, right in scored) / max(1, wrongs)
        print(f"{threshold:6.3f}  {100 * kept:15.1f}  {100 * stopped:13.1f}")
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
