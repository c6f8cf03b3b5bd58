"""Questions and their answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.telegram.keyboards import answer_rows, keyboard
from bot.telegram.markup import messages
from bot.telegram.metrics import ANSWERS, SECONDS
from bot.telegram.personal import mask
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service
from bot.telegram.streaming import Stream
from retrieval.answer import Answer
from retrieval.assistant import Assistant
from retrieval.saying.rendering import plain_text
from retrieval.wording.worded import WordedAssistant

QUICK = 0.4
"""Seconds within which an answer comes without "typing" before it: every call counts against Telegram's limits."""


async def on_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/hoi and a question."""
    words = " ".join(context.args or [])
    if words:
        await reply(update, context, words)
    elif update.effective_chat:
        await send(context.bot, update.effective_chat.id, [say("ask_what")], thread_id=conversation(update)[1] or None)


async def reply(
    update: Update, context: ContextTypes.DEFAULT_TYPE, question: str, *, confidential: bool = False
) -> None:
    """Answer a question in its conversation, with its buttons.

    A confidential one (asked in the middle of a check, where figures of a household may stand in it) is not kept and
    no language model sees it.
    """
    the, chat = service(context), conversation(update)
    chat_id, thread_id, user_id = chat
    if the.too_many(user_id):
        await send(context.bot, chat_id, [say("too_many")], thread_id=thread_id or None)
        return
    question = mask(question)
    message = update.effective_message
    in_group = message is not None and message.chat.type != ChatType.PRIVATE
    reply_to = message.message_id if message and in_group and not update.callback_query else None
    draft = None if in_group else update.update_id
    assistant = await the.compute(the.assistant_for, update)
    if confidential:
        assistant = the.unworded(assistant)
    async with (
        typing(context.bot, chat_id, thread_id or None),
        Stream(context.bot, chat_id, thread_id or None, draft=draft, reply_to=reply_to) as stream,
    ):
        answer = await think(the, assistant, question, chat, stream)
    shown = plain_text(answer)
    rows = answer_rows(answer, question, shown, assistant.plans)
    await stream.finish(messages(answer), await keyboard(the.store, chat_id, rows))
    if not confidential:
        await asyncio.to_thread(the.store.say, chat, question, shown, str(answer.outcome))


async def think(
    the: Service, assistant: Assistant, question: str, chat: tuple[int, int, int], stream: Stream
) -> Answer:
    """The answer, from what was said before and where the asker is; counted and timed."""
    history = await asyncio.to_thread(the.store.history, chat)
    place = (await asyncio.to_thread(the.store.profile, chat[2])).place
    with SECONDS.time():
        if isinstance(assistant, WordedAssistant):
            answer = await the.await_model(assistant.ask, question, history, place, stream.show)
        else:
            answer = await the.compute(assistant.ask, question, history, place)
    ANSWERS.labels(str(answer.outcome)).inc()
    return answer


@asynccontextmanager
async def typing(bot: Bot, chat_id: int, thread_id: int | None) -> AsyncIterator[None]:
    """Show "typing" while something takes long; Telegram shows it for five seconds a time."""

    async def show() -> None:
        await asyncio.sleep(QUICK)
        with suppress(TelegramError):
            while True:
                await bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread_id)
                await asyncio.sleep(4.5)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
