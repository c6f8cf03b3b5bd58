"""The checks' face on the command line."""

# ruff: noqa: T201
from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from argparse import Namespace

    from criteria.store import Store


def open_store(options: Namespace) -> Store:
    """The rulebooks of this data folder, held to the sources of its library."""
    from criteria.store import Store
    from documents.library import Library

    plans = Library.open(options.data).plans
    return Store(options.data / "criteria", lambda plan: plans[plan].reading.source if plan in plans else None)


def run(options: Namespace) -> int:
    """Judge a file of units line by line."""
    from criteria.batch import run_batch

    if options.batch:
        try:
            lines = options.batch.read_text("utf-8-sig", errors="replace").splitlines()
        except OSError as error:
            raise BotError(f"Không mở được tệp {options.batch}: kiểm tra lại tên tệp và quyền đọc.") from error
        for line in run_batch(lines, open_store(options).rulebooks()):
            print(line, flush=True)
    return 0
