"""The gold checks run through the criteria, and what came out, as a text to read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from criteria.batch import run_batch
from criteria.extraction import extract_criteria
from criteria.model import Review, Rulebook, State
from criteria.store import Store
from documents.library import Library
from evaluation.gold import GOLD, PLANS, cases
from evaluation.metrics import check_figures

OPEN = ("checks.shared", "checks", "checks.further")
"""The gold checks that may be tuned on."""
KEPT = ("checks.kept", "checks.kept.further")
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


def rulebooks_for(name: str) -> tuple[Rulebook, ...]:
    """The rules that a gold file is checked with: the reviewed ones, and for the invented plans what was extracted."""
    reviewed = Store().rulebooks()
    return (*reviewed, *extracted_rulebooks()) if name.endswith("further") else reviewed


def extracted_rulebooks() -> Iterator[Rulebook]:
    """The rules extracted from the invented plans, taken as if a person had approved each as it is."""
    approved = Review(state=State.APPROVED, by="evaluation", on=date(2026, 1, 1))
    with tempfile.TemporaryDirectory(prefix="planbot-eval-") as folder:
        library = Library.open(Path(folder))
        for report in library.ingest(sorted(PLANS.glob("*.txt"))):
            if report.plan is not None:
                drafts = extract_criteria(library[report.plan])
                rules = tuple(rule.model_copy(update={"review": approved}) for rule in drafts.criteria)
                yield drafts.model_copy(update={"criteria": rules})


def check_text(*, kept: bool = False, show: bool = False) -> str:
    """The figures of every gold file of checks, one a line; `show` also lists what is wrong."""
    lines = ["Kiểm tra số liệu của đơn vị theo tiêu chí"]
    for name in KEPT if kept else OPEN:
        figures, faults = check_set(GOLD / f"{name}.jsonl", rulebooks_for(name))
        said = (f"{words} {str(figures[key]).replace('.', ',')}" for key, words in _NAMES.items())
        lines.append(f"{name}: {'; '.join(said)}")
        if show and not kept:
            lines += [f"    {case}: {'; '.join(wrong)}" for case, wrong in faults.items()]
    return "\n".join(lines)
