"""What becomes of a file that is taken in, and the states of a plan that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    """What became of a file that was to be taken in."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ingestion:
    """The report on one file: `plan` is its id, `message` one sentence saying why where it failed."""

    path: Path
    outcome: Outcome
    plan: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a plan. `source`, `layout` and `original` name objects by their SHA-256.

    `source` is the text that spans count in, `layout` what else was extracted, `original` the file itself as it
    came, `file` its name then, `reader` the version of the code that extracted it, `corrections` what a person said
    the plan is where it was read otherwise.
    """

    source: str
    layout: str
    original: str
    file: str
    reader: str
    corrections: Mapping[str, str] = field(default_factory=dict)
