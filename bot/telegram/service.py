"""What the handlers work with, made once and handed to each."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.checking import draft
from bot.settings import Settings
from bot.state.store import DAY, Store
from bot.telegram.pictures import Pictures
from documents.errors import DocumentError
from documents.library import Library, Outcome
from documents.pages import Original
from documents.plan import Plan
from prompts.texts import load
from retrieval.assistant import Assistant

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Service:
    """The assistant, the store and the settings, with one pool of threads for what computes."""

    assistant: Assistant
    store: Store
    settings: Settings
    data: Path
    reopen: Callable[..., Assistant]
    username: str = ""
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "answer"))
    slow: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(16, "model"))
    readers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "reading"))
    pictures: Pictures = field(default_factory=Pictures)
    own: dict[int, Assistant] = field(default_factory=dict)
    asked: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    async def compute(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run something that computes off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, lambda: function(*args, **kwargs))

    async def await_model(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run something that waits for a language model where neither what computes nor the store waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.slow, lambda: function(*args, **kwargs))

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run something that reads or draws a file, which may take minutes, where no answer waits for it."""
        return await asyncio.get_running_loop().run_in_executor(self.readers, lambda: function(*args, **kwargs))

    def assistant_for(self, update: Update) -> Assistant:
        """The assistant that answers an update: in private over the user's own files too, never before others."""
        user, chat = update.effective_user, update.effective_chat
        alone = user is not None and (chat is None or chat.type == ChatType.PRIVATE)
        return self.assistant_of(user.id) if user and alone else self.assistant

    def original_for(self, update: Update, plan: Plan) -> Original | None:
        """The file that a plan came from, as `assistant_for` knows the plan."""
        user = update.effective_user
        own = self.data / "own" / str(user.id) if user and self.assistant_for(update) is not self.assistant else None
        for folder in (own, self.data):
            library = Library.open(folder) if folder else None
            original = library.original(plan.id) if library and plan.id in library else None
            if original and original.plan.version == plan.version:
                return original
        return None

    def assistant_of(self, user_id: int) -> Assistant:
        """The assistant that answers a user: over their own files too, where they have sent some."""
        folder = self.data / "own" / str(user_id)
        if not folder.is_dir():
            self.own.pop(user_id, None)
            return self.assistant
        if user_id not in self.own:
            self.own[user_id] = self._open_own(folder)
        return self.own[user_id]

    def _open_own(self, folder: Path) -> Assistant:
        """The assistant over the library and what a user has sent; it begins with the library's index."""
        if not (folder / "index").exists() and (self.data / "index").exists():
            shutil.copytree(self.data / "index", folder / "index")
        return self.reopen(folder, self.assistant.plans)

    def unworded(self, assistant: Assistant | None = None) -> Assistant:
        """An assistant (the library's, without one) that no language model stands beside."""
        with_model = assistant or self.assistant
        return Assistant(with_model.plans, with_model.corpus)

    def ingest(self, path: Path, owner: int | None, corrections: Mapping[str, str]) -> str:
        """Take a file, as it was corrected, into the library or into an owner's own one.

        Returns the plan's id. Raises DocumentError.
        """
        folder = self.data if owner is None else self.data / "own" / str(owner)
        [report] = Library.open(folder).ingest([path], corrections=corrections)
        if report.outcome is Outcome.FAILED or report.plan is None:
            raise DocumentError(report.message)
        if owner is None:
            draft(self.data, report.plan)
            self.assistant = self.reopen(self.data)
            self.own.clear()  # each is opened again, over what the library has now
        else:
            self.own[owner] = self._open_own(folder)
        return report.plan

    def forget_files(self, user_id: int) -> None:
        """Remove everything a user has sent."""
        self.own.pop(user_id, None)
        self.pictures.forget(self.data / "own" / str(user_id))
        for kind in ("own", "inbox"):
            shutil.rmtree(self.data / kind / str(user_id), ignore_errors=True)

    def expire_files(self, days: int) -> None:
        """Remove what users sent for themselves so many days ago, and after a day what they never decided on."""
        for folder in (self.data / "own").glob("*"):
            kept = [folder, folder / "library" / "CURRENT"]
            if max(path.stat().st_mtime for path in kept if path.exists()) < time.time() - days * DAY:
                self.own.pop(int(folder.name), None)
                self.pictures.forget(folder)
                shutil.rmtree(folder, ignore_errors=True)
        for folder in (self.data / "inbox").glob("*/*"):
            if folder.stat().st_mtime < time.time() - DAY:
                shutil.rmtree(folder, ignore_errors=True)

    def too_many(self, user_id: int) -> bool:
        """Whether a user has sent more than a minute allows; counts this message."""
        times, time_now = self.asked[user_id], time.monotonic()
        while times and time_now - times[0] > 60:
            times.popleft()
        times.append(time_now)
        return len(times) > self.settings.per_minute

    def is_admin(self, user_id: int) -> bool:
        """Whether a user may add plans and see figures."""
        return user_id in self.settings.admins


def service(context: ContextTypes.DEFAULT_TYPE) -> Service:
    """The service of this bot."""
    return cast(Service, context.bot_data["service"])


def say(key: str, **values: object) -> str:
    """One of the bot's texts."""
    return load("telegram")[key].strip().format(**values)


def conversation(update: Update) -> tuple[int, int, int]:
    """Which conversation an update belongs to: chat, topic, user."""
    chat = update.effective_chat.id if update.effective_chat else 0
    message = update.effective_message
    thread = (message.message_thread_id or 0) if message and message.is_topic_message else 0
    user = update.effective_user.id if update.effective_user else 0
    return chat, thread, user
