"""How many provisions are found with the right path and span: `python -m evaluation.provisions [GOLD.tsv FOLDER …]`.

A gold file has a line for each provision of a hand-checked sample: the plan, the path a person cites, and the first
and last words that stand there, parted by tabs. Without arguments, the sample over the shipped plans and those kept to
measure with.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from documents.plan import Plan
from documents.read import read_text
from documents.repair.reviewed import load_reviewed

GOLD = Path(__file__).parent / "gold" / "provisions.tsv"
FOLDERS = (Path(__file__).parents[1] / "documents" / "plans", Path(__file__).parent / "plans")


class Expected(NamedTuple):
    """A provision as a person read it."""

    plan: str
    path: str
    first: str
    last: str

    def found(self, plan: Plan) -> bool:
        """Whether a plan has it: the path once, from its first words to its last."""
        texts = [provision.text for provision in plan.provisions if provision.path == self.path]
        return len(texts) == 1 and texts[0].startswith(self.first) and texts[0].endswith(self.last)


def expected(gold: Path = GOLD) -> Iterator[Expected]:
    """The provisions of a gold file."""
    for line in gold.read_text(encoding="utf-8").splitlines()[1:]:
        yield Expected(*line.split("\t"))


def missed(gold: Path = GOLD, folders: Sequence[Path] = FOLDERS) -> list[Expected]:
    """The provisions of a gold file that the plans of these folders, read anew, do not have."""
    plans: dict[str, Plan] = {}
    lost = []
    for one in expected(gold):
        if one.plan not in plans:
            plans[one.plan] = _read(one.plan, folders)
        if not one.found(plans[one.plan]):
            lost.append(one)
    return lost


def _read(name: str, folders: Sequence[Path]) -> Plan:
    path = next(folder / f"{name}.txt" for folder in folders if (folder / f"{name}.txt").exists())
    source, reviewed = path.read_text(encoding="utf-8"), path.with_suffix(".reading.txt")
    return read_text(source, name, load_reviewed(source, reviewed) if reviewed.exists() else None)


def main(arguments: Sequence[str]) -> None:
    """Print the share that is right, and what is wrong."""
    gold, folders = (Path(arguments[0]), [Path(one) for one in arguments[1:]]) if arguments else (GOLD, FOLDERS)
    total, lost = sum(1 for _ in expected(gold)), missed(gold, folders)
    lines = [f"Đúng đường dẫn và chỗ: {100 * (total - len(lost)) / total:.1f} % ({total - len(lost)}/{total})"]
    lines += [f"sai: {one.plan} · {one.path} · {one.first}" for one in lost]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
