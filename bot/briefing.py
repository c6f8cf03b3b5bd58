"""The briefings' face on the command line."""

# ruff: noqa: T201
from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant import open_assistant
from bot.checking import open_store
from bot.errors import UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from briefings.memory import Memory
    from briefings.model import Briefing
    from briefings.outline import Desk


def open_desk(data: Path) -> Desk:
    """What briefings are written from, over the library of a data folder."""
    from briefings.outline import Desk

    assistant = open_assistant(data)
    books = {book.plan: book for book in open_store(data).rulebooks()}
    return Desk(assistant.plans, books, assistant.ask, _today())


def run(options: Namespace) -> int:
    """Write a briefing on a topic to a file, or make one again from what its file remembers."""
    from briefings.memory import recall
    from briefings.writing import check_target, write

    if options.refresh is None and not (options.topic is not None and options.out):
        raise UsageError('Hãy nêu chủ đề và tệp: planbot brief --topic "…" --out TỆP.docx, hoặc --refresh TỆP.')
    out: Path = options.out or options.refresh
    force = options.force or options.out is None or _may_replace(out)
    check_target(out, force=force)
    memory = recall(options.refresh) if options.refresh else None
    _tell("Đang mở thư viện…")
    desk = open_desk(options.data)
    _tell("Đang chọn nội dung…")
    briefing = _again(memory, desk) if memory else _new(options, desk)
    briefing = _smoothed(briefing, desk)
    _tell(f"Đang viết {out.name}: {len(briefing.sections)} phần, {len(briefing.citations)} trích dẫn…")
    write(briefing, out, force=force)
    print(f"Đã viết {out}")
    return 0


def _new(options: Namespace, desk: Desk) -> Briefing:
    from briefings.model import Audience, Level

    if options.audience not in set(Audience):
        raise UsageError(f"--audience phải là một trong: {', '.join(Audience)}.")
    if options.level is not None and options.level not in set(Level):
        raise UsageError(f"--level phải là một trong: {', '.join(Level)}.")
    chosen = tuple(name.strip() for name in (options.plans or "").split(",") if name.strip())
    level = Level(options.level) if options.level else None
    return desk.compose(options.topic, Audience(options.audience), chosen, level)


def _smoothed(briefing: Briefing, desk: Desk) -> Briefing:
    """The briefing with its opening in a language model's words, where one is set."""
    from bot.settings import settings

    if not settings().llm:
        return briefing
    from briefings.smoothing import smooth
    from retrieval.wording.wording import Wording, load_model

    _tell("Đang diễn đạt phần mở đầu…")
    wording = Wording(load_model(settings().llm or "", settings().llm_seconds), settings().llm_seconds)
    return smooth(briefing, lambda topic, answer: wording.word(topic, answer, desk.plans))


def _again(memory: Memory, desk: Desk) -> Briefing:
    from briefings.refresh import changes, refresh

    briefing = refresh(memory, desk)
    for line in changes(memory, briefing, desk.plans):
        _tell(line)
    return briefing


def _may_replace(path: Path) -> bool:
    """Whether somebody at the terminal agrees that a file is written over; without one, it is not."""
    if not (path.is_file() and sys.stdin.isatty()):
        return False
    return input(f"Tệp {path.name} đã có. Ghi đè? (có/không) ").strip().casefold() in {"có", "co", "c", "y"}


def _today() -> date:
    """The day a briefing is made on; SOURCE_DATE_EPOCH sets it for files that must come out the same."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else date.today()


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
