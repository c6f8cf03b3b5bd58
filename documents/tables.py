"""Tables as they were read from pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Cell(NamedTuple):
    """What stands in a cell, and whether it was read for sure."""

    text: str
    sure: bool


@dataclass(frozen=True)
class Grid:
    """A table: its rows of cells, all of the same length, and the words over it.

    A cell merged over several columns stands in each of them, one merged over rows in each of those.
    """

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


def read_tables(path: Path) -> tuple[Grid, ...]:
    """The tables of a photograph, a scan or a PDF, one a page at the most, read in a process of its own.

    None where no table is seen. Raises `DocumentError` with the reason where the file cannot be read.
    """
    from documents.sandbox import Sandbox

    with Sandbox() as sandbox:
        return tuple(
            Grid(tuple(tuple(Cell(*cell) for cell in row) for row in rows), caption)
            for caption, rows in sandbox.read_tables(path)
        )
