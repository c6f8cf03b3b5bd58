"""How well the parts of plans in other clothes are told apart: `python -m evaluation.roles`.

Each plan of the folder has a list of quotes with what they are (a target, a criterion, a task, …) by its author, who
has not seen the code. Headings were learned from other writers (`evaluation.headings`).
"""

# ruff: noqa: T201
from __future__ import annotations

from collections import Counter
from pathlib import Path

from documents.read import read_text
from documents.reading import Span
from documents.repair.restoration import restore
from evaluation.gold import GOLD
from retrieval.search.passages import read_passages

PLANS = GOLD.parent / "plans.roles"


def main() -> None:
    """Print the figures, plan by plan and in all."""
    total = Counter[bool]()
    for path in sorted(PLANS.glob("*.txt")):
        told = judge(path)
        right = Counter(want == got for want, got in told)
        wrong = Counter(f"{want} as {got}" for want, got in told if want != got)
        print(f"{path.stem}: {right[True]} of {len(told)}", *(f"{times} {pair}" for pair, times in wrong.most_common()))
        total += right
    print(f"all: {total[True]} of {total.total()}")


def judge(path: Path) -> list[tuple[str, str]]:
    """For each quote of a plan what it is, and what its sentence is taken for."""
    source = path.read_text(encoding="utf-8")
    plan = read_text(source, path.stem, restore(source))
    passages = read_passages(plan)
    told = []
    for line in path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines():
        quote, _, role = line.rpartition("\t")
        middle = source.index(quote) + len(quote) // 2
        at = plan.reading.in_reading(Span(middle, middle + 1)).start
        nearest = min(passages, key=lambda passage: max(passage.place.start - at, at - passage.place.end + 1, 0))
        told.append((role, nearest.role.value))
    return told


if __name__ == "__main__":
    main()
