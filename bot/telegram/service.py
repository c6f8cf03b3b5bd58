"""What the handlers work with, made once and handed to each."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar, cast

from telegram import Update
from telegram.ext import ContextTypes

from bot.settings import Settings
from bot.state.store import Store
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
    username: str = ""
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "answer"))
    asked: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    async def compute(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run something that computes off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, lambda: function(*args, **kwargs))

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
