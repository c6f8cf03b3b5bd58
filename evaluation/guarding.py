"""Fits the model of what must be refused, and prints what it catches: `python -m evaluation.guarding [--write]`.

It learns from messages written for it (evaluation/gold/messages.tsv: a label and a message a line), and from the
questions of the gold sets and of the encoder's recipe, which are all honest but for those that gold says to refuse.
The figures are of messages and questions that it never learns from.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import index
from evaluation.bags import Labelled, bare, fit, read_labelled
from evaluation.gold import GOLD, questions
from retrieval.understanding.harm import WEIGHTS, find_harm
from retrieval.understanding.message import read_message

MESSAGES = GOLD / "messages.tsv"
UNSEEN = GOLD / "messages.kept.tsv"
HONEST = "fine"
_ASKED = Path(index.__file__).parent / "recipe" / "questions.jsonl"
_LEARNED = (
    "shared", "dev", "further", "newer", "latest", "later", "last", "other", "more", "real", "recent", "field", "fresh",
    "alike", "kindred", "akin", "sibling", "cousin",
)  # fmt: skip
_KEPT = ("kept", "kept.further", "kept.field", "kept.alike", "silence", "silence.further")
_GOLD_WEIGHT = 1.5
"""The weight of a question of gold: at 1, seven honest ones in five thousand are refused."""
_ASKED_WEIGHT = 0.3
"""The weight of a mere question against that of a message written to be told from others."""


def main() -> None:
    """Fit and write where told to, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights")
    if parser.parse_args().write:
        written = [message._replace(text=read_message(message.text, {})) for message in read_labelled(MESSAGES)]
        lines = _ASKED.read_text(encoding="utf-8").splitlines()
        asked = [Labelled(HONEST, q, _ASKED_WEIGHT) for line in lines for q in json.loads(line)["questions"]]
        gold = [m for name in _LEARNED for m in _of_gold(GOLD / f"{name}.jsonl") if m.label == HONEST]
        print(fit(WEIGHTS, HONEST, [*written, *bare(written)], [*asked, *gold]))
    print("messages that nobody learns from:", measure(read_labelled(UNSEEN)))
    print("gold that nobody learns from:", measure([m for name in _KEPT for m in _of_gold(GOLD / f"{name}.jsonl")]))


def measure(messages: Sequence[Labelled]) -> str:
    """How many honest messages are refused, and how many of the others."""
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for message in messages:
        refused[message.label == HONEST].append(find_harm(read_message(message.text, {})) is not None)
    honest, others = refused[True], refused[False]
    return f"{sum(honest)} of {len(honest)} honest refused, {sum(others)} of {len(others)} others"


def _of_gold(path: Path) -> list[Labelled]:
    return [Labelled("harm" if q.expect == "refuse" else HONEST, q.text, _GOLD_WEIGHT) for q in questions(path)]


if __name__ == "__main__":
    main()
