"""The briefings' face on the command line."""

# ruff: noqa: T201
from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.checking import open_store
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from briefings.outline import Desk


def open_desk(data: Path) -> Desk:
    """What briefings are written from, over the library of a data folder."""
    from bot.commands import open_assistant
    from briefings.outline import Desk

    assistant = open_assistant(data)
    books = {book.plan: book for book in open_store(data).rulebooks()}
    return Desk(assistant.plans, books, assistant.ask, date.today())


def run(options: Namespace) -> int:
    """Write a briefing on a topic to a file."""
    from briefings.model import Audience
    from briefings.writing import write

    if options.audience not in set(Audience):
        raise UsageError(f"--audience phải là một trong: {', '.join(Audience)}.")
    chosen = tuple(name.strip() for name in (options.plans or "").split(",") if name.strip())
    print("Đang chọn nội dung…", file=sys.stderr)
    briefing = open_desk(options.data).compose(options.topic, Audience(options.audience), chosen)
    print(
        f"Đang viết {options.out.name}: {len(briefing.sections)} phần, {len(briefing.citations)} trích dẫn…",
        file=sys.stderr,
    )
    write(briefing, options.out, force=options.force)
    print(f"Đã viết {options.out}")
    return 0
