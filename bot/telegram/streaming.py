"""An answer shown while a language model still words it: as a draft in private chats, elsewhere by editing."""

from __future__ import annotations

import asyncio
import logging
from html import escape
from types import TracebackType
from typing import Self

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.telegram.intake import wait_for
from bot.telegram.sending import edit, send

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at a growing answer: Telegram takes no more changes of a message."""


class Stream:
    """`show` takes the text so far, from any thread; `finish` puts the answer in its place."""

    def __init__(
        self, bot: Bot, chat_id: int, thread_id: int | None, *, draft: int | None, reply_to: int | None
    ) -> None:
        self.bot, self.chat_id, self.thread_id, self.reply_to = bot, chat_id, thread_id, reply_to
        self.draft = draft
        self.message_id: int | None = None
        self.text = ""
        self._done = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        if self._task:
            await self._task

    def show(self, text: str) -> None:
        """Take the text so far."""
        self.text = text

    async def finish(self, messages: list[str], keyboard: InlineKeyboardMarkup) -> None:
        """The answer itself, in place of what was shown of it."""
        if self.message_id:
            await edit(self.bot, self.chat_id, self.message_id, messages[0], None if messages[1:] else keyboard)
            messages = messages[1:]
        reply_to = None if self.message_id else self.reply_to
        await send(self.bot, self.chat_id, messages, keyboard=keyboard, thread_id=self.thread_id, reply_to=reply_to)

    async def _run(self) -> None:
        shown = ""
        while not self._done.is_set():
            if self.text != shown:
                shown = self.text
                try:
                    await self._put(f"{shown} …")
                except TelegramError as error:
                    log.info("an answer could not be shown while it grew: %s", error)
                    return
            await wait_for(self._done, EVERY)

    async def _put(self, text: str) -> None:
        if self.draft:
            await self.bot.send_message_draft(self.chat_id, self.draft, text, self.thread_id)
        elif self.message_id:
            await edit(self.bot, self.chat_id, self.message_id, escape(text))
        else:
            sent = await send(self.bot, self.chat_id, [escape(text)], thread_id=self.thread_id, reply_to=self.reply_to)
            self.message_id = sent.message_id if sent else None
