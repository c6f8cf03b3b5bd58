"""Forgetting what someone said, at once and for good."""

from __future__ import annotations

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.keyboards import Button, keyboard
from bot.telegram.sending import send
from bot.telegram.service import conversation, say, service


async def on_erase(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/xoadulieu: ask once, then erase."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    row: list[Button] = [
        ("🗑 Xóa hết", {"do": "erase", "user": user_id}),
        ("Giữ lại", {"do": "keep", "user": user_id}),
    ]
    await send(
        context.bot,
        chat_id,
        [say("erase_question")],
        keyboard=await keyboard(the.store, chat_id, [row]),
        thread_id=thread_id or None,
    )


async def erase(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Erase everything of the user who pressed, if the question was theirs."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if data.get("user") != user_id:
        return
    await asyncio.to_thread(the.store.erase, user_id)
    await asyncio.to_thread(the.forget_files, user_id)
    the.asked.pop(user_id, None)
    await send(context.bot, chat_id, [say("erased")], thread_id=thread_id or None)


async def keep(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Leave everything as it is."""
    del data
    chat_id, thread_id, _ = conversation(update)
    await send(context.bot, chat_id, [say("kept")], thread_id=thread_id or None)
