"""The project's own questions as a set that retrieval is measured on, beside sets from elsewhere.

`python -m evaluation.retrieval_plans FOLDER` writes `plans.passages.jsonl`, the sentences of the shipped plans and of
those of the gold files, and `plans.questions.jsonl`, the gold questions that one plan answers and that need nothing
said before, with the sentences that answer them; `python -m evaluation.retrieval FOLDER` measures both.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from evaluation.gold import GOLD, PLANS, questions
from evaluation.metrics import overlaps
from evaluation.report import opened
from retrieval.search.passages import Passage
from retrieval.understanding.naming import place_of

FILES = ("shared", "dev", "further")
"""The gold files that choices may be made on."""


def write_set(folder: Path) -> None:
    """Write the passages and the questions as JSON Lines."""
    with opened(PLANS) as (assistant, _):
        held = {name: holding.passages for name, holding in assistant.corpus.holdings.items()}
    _write(folder / "plans.passages.jsonl", map(_indexed, (one for passages in held.values() for one in passages)))
    _write(folder / "plans.questions.jsonl", _asked(held))


def _indexed(passage: Passage) -> Mapping[str, object]:
    """A sentence as it is indexed."""
    return {"id": passage.id, "text": passage.text, "context": f"{place_of(passage.plan)} › {passage.heading}"}


def _asked(held: Mapping[str, Iterable[Passage]]) -> Iterable[Mapping[str, object]]:
    for name in FILES:
        for question in questions(GOLD / f"{name}.jsonl"):
            plans = {passage.plan for passage in question.passages}
            if question.expect != "answer" or question.history or len(plans) != 1:
                continue
            spans = [span for passage in question.passages for span in passage.spans]
            relevant = [one.id for one in held[plans.pop()] if overlaps(one.cite().span, spans)]
            if relevant:
                yield {"id": f"{name}-{question.id}", "question": question.text, "relevant": relevant}


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> None:
    """Write the set into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the two files go")
    write_set(parser.parse_args().folder)


if __name__ == "__main__":
    main()
