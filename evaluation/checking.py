"""The gold checks run through the criteria, and what came out, as a text to read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from criteria.batch import run_batch
from criteria.model import Rulebook
from criteria.store import Store
from evaluation.gold import GOLD, cases
from evaluation.metrics import check_figures

OPEN = ("checks.shared", "checks")
"""The gold checks that may be tuned on, over the plans that ship."""
KEPT = ("checks.kept",)
"""Those that nobody tunes on."""
_NAMES = {
    "cases": "ca",
    "cases_all_right_%": "đúng cả ca %",
    "verdicts_right_%": "kết luận đúng %",
    "overall_right_%": "kết quả chung đúng %",
    "other_reading_right_%": "cách hiểu khác đúng %",
    "computed_values_right_%": "số tính đúng %",
    "mentions_%": "nêu đủ ý %",
}


def check_set(path: Path, rulebooks: Iterable[Rulebook]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The figures of one gold file of checks, and by case what is wrong with it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    replies = {reply["id"]: reply for reply in map(json.loads, run_batch(lines, rulebooks)) if "error" not in reply}
    return check_figures(cases(path), replies)


def check_text(*, kept: bool = False, show: bool = False) -> str:
    """The figures of every gold file of checks, one a line; `show` also lists what is wrong."""
    rulebooks = Store().rulebooks()
    lines = ["Kiểm tra số liệu của đơn vị theo tiêu chí"]
    for name in KEPT if kept else OPEN:
        figures, faults = check_set(GOLD / f"{name}.jsonl", rulebooks)
        said = (f"{words} {str(figures[key]).replace('.', ',')}" for key, words in _NAMES.items())
        lines.append(f"{name}: {'; '.join(said)}")
        if show and not kept:
            lines += [f"    {case}: {'; '.join(wrong)}" for case, wrong in faults.items()]
    return "\n".join(lines)
