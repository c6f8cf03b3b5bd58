"""The commands of the command line: what runs each, and what is said when one fails."""

# Rooms are imported inside the commands that use them, so that each starts as fast as it can.
# ruff: noqa: T201
from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from bot import briefing, checking, feedback, library, questions
from bot.assistant import open_assistant
from bot.errors import UsageError
from bot.settings import settings
from documents.errors import PlanbotError

if TYPE_CHECKING:
    from argparse import Namespace

log = logging.getLogger(__name__)


def run(options: Namespace) -> int:
    """Run the command that was parsed. Returns the exit status."""
    options.data = options.data or settings().data
    try:
        return COMMANDS[options.command](options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except PlanbotError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except Exception:
        number = secrets.token_hex(3)
        log.exception("error %s", number)
        print(
            f"Có lỗi ngoài dự kiến (mã {number}). Xin thử lại; nếu vẫn lỗi, gửi mã này cho người quản trị.",
            file=sys.stderr,
        )
        return 1


def search(options: Namespace) -> int:
    """Print the passages found for each question of a file."""
    from evaluation.search import run as search_passages

    if options.top < 1:
        raise UsageError("--top phải từ 1 trở lên.")
    search_passages(options.passages, options.questions, options.top, sys.stdout)
    return 0


def evaluate(options: Namespace) -> int:
    """Print the project's own figures."""
    from evaluation.report import run as report

    print(report(kept=options.kept))
    return 0


def telegram(options: Namespace) -> int:
    """Run the Telegram bot."""
    from bot.telegram import run as run_bot

    token = settings().telegram_token
    if token is None:
        raise UsageError("Chưa có mã bot: đặt TELEGRAM_BOT_TOKEN (lấy từ @BotFather) rồi chạy lại.")
    return run_bot(open_assistant, options.data, token.get_secret_value())


def start(options: Namespace) -> int:
    """Run the bot where a token is set, else chat here, else answer the lines on standard input."""
    if settings().telegram_token:
        return telegram(options)
    from bot.terminal import answer_lines, chat

    assistant = open_assistant(options.data)
    if sys.stdin.isatty():
        return chat(assistant, place=settings().place, data=options.data)
    return answer_lines(assistant, lines(sys.stdin), place=settings().place)


def lines(stream: Iterable[str]) -> Iterator[str]:
    """The lines that hold something."""
    return (line.strip() for line in stream if line.strip())


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "run": start,
    "ask": questions.run,
    "check": checking.run,
    "criteria": checking.criteria,
    "read": library.read,
    "ingest": library.ingest,
    "plans": library.show,
    "remove": library.remove,
    "search": search,
    "brief": briefing.run,
    "eval": evaluate,
    "feedback": feedback.run,
    "bot": telegram,
}
