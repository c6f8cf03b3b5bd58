"""Updates from Telegram, kept in the journal before they are acknowledged, and worked once each.

python-telegram-bot's own updater acknowledges what it fetches before anything is done with it, so a process
killed in the middle loses it. Here the journal is written first; what a killed process left is worked at the next
start. Within a chat updates are worked in order, across chats side by side.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable

from telegram import Bot, Update
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.state.journal import LEASE, Journal
from bot.telegram.metrics import ERRORS, UPDATES, WORK

log = logging.getLogger(__name__)

ALLOWED = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
"""The kinds of update the bot asks for."""

Work = Callable[[Update], Awaitable[None]]


def row_of(update: Update) -> tuple[int, int, int, str]:
    """An update as the journal keeps it: its id, chat, user and payload."""
    chat = update.effective_chat.id if update.effective_chat else 0
    user = update.effective_user.id if update.effective_user else 0
    return update.update_id, chat or user, user, update.to_json()


class Poller:
    """Fetches updates by long polling; the next fetch, which acknowledges, comes after the journal is written."""

    def __init__(self, bot: Bot, store: Journal, arrived: asyncio.Event, *, timeout: int = 30) -> None:
        self.bot = bot
        self.store = store
        self.arrived = arrived
        self.timeout = timeout
        self.heard = 0.0
        self.deaf: str | None = "chưa nghe được Telegram lần nào"

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop; what goes wrong is waited out, never given up."""
        offset, pause = 0, 1.0
        while not stop.is_set():
            try:
                # One that has not been heard is not waited for long: whether it is heard again is known at once.
                timeout = 0 if self.deaf else self.timeout
                updates = await self.bot.get_updates(
                    offset=offset, timeout=timeout, allowed_updates=ALLOWED, read_timeout=timeout + 10
                )
                await asyncio.to_thread(self.store.journal, [row_of(update) for update in updates])
            except RetryAfter as error:
                wait = error.retry_after
                pause = float(wait.total_seconds() if hasattr(wait, "total_seconds") else wait)
                self.deaf = "Telegram bảo chờ"
            except Conflict:
                self.deaf = "một chương trình khác đang chạy cùng mã bot này"
                log.error("another process polls with this token")
                pause = 10.0
            except (NetworkError, TelegramError) as error:
                self.deaf = "không nối được tới Telegram"
                log.warning("cannot fetch updates: %s", type(error).__name__)
                pause = min(pause * 2, 30.0)
            else:
                if updates:
                    offset = updates[-1].update_id + 1
                    self.arrived.set()
                self.heard, self.deaf, pause = time.monotonic(), None, 1.0
                continue
            await wait_for(stop, pause)

    def ill(self, within: float = 60.0) -> str | None:
        """Why Telegram is not heard, or None where it is."""
        if self.deaf is None and time.monotonic() - self.heard > within + self.timeout:
            return "không nghe được Telegram quá lâu"
        return self.deaf


class Dispatcher:
    """Works the journal: in order within a chat, up to `workers` chats at a time."""

    def __init__(self, bot: Bot, store: Journal, work: Work, arrived: asyncio.Event, *, workers: int = 16) -> None:
        self.bot = bot
        self.store = store
        self.work = work
        self.arrived = arrived
        self.workers = workers
        self._tasks: dict[asyncio.Task[None], int] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop, then finish what is in work."""
        holding = asyncio.create_task(self._hold())
        while not stop.is_set():
            self.arrived.clear()
            free = self.workers - len(self._tasks)
            rows = await asyncio.to_thread(self.store.claim, free) if free > 0 else []
            for row in rows:
                task = asyncio.create_task(self._one(row.update_id, row.payload))
                self._tasks[task] = row.update_id
                task.add_done_callback(self._done)
            if not rows:
                await wait_for(self.arrived, 1.0)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=20)
        holding.cancel()

    async def _one(self, update_id: int, payload: str) -> None:
        try:
            update = Update.de_json(json.loads(payload), self.bot)
            if update is not None:
                UPDATES.labels(next((kind for kind in ALLOWED if getattr(update, kind)), "other")).inc()
                with WORK.time():
                    await self.work(update)
        except asyncio.CancelledError:
            raise
        except Exception:
            ERRORS.inc()
            log.exception("update %s failed", update_id)
        await asyncio.to_thread(self.store.finish, update_id)

    async def _hold(self) -> None:
        """Keep what is in work from being taken for left: reading a scan may take minutes."""
        while True:
            await asyncio.sleep(LEASE / 3)
            await asyncio.to_thread(self.store.hold, list(self._tasks.values()))

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self.arrived.set()


async def wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, at most so long."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
