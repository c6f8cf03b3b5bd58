"""Sending messages so that they arrive: split, escaped, and plain when Telegram refuses the markup."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.telegram.markup import plain

log = logging.getLogger(__name__)


async def send(
    bot: Bot,
    chat_id: int,
    messages: Sequence[str],
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> Message | None:
    """Send HTML messages one after the other, the keyboard under the last. Returns the last, None where blocked."""
    sent: Message | None = None
    for number, html in enumerate(messages, 1):
        options = {
            "chat_id": chat_id,
            "message_thread_id": thread_id,
            "reply_markup": keyboard if number == len(messages) else None,
            "reply_parameters": ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
        }
        try:
            sent = await bot.send_message(text=html, parse_mode=ParseMode.HTML, **options)  # type: ignore[arg-type]
        except BadRequest as error:
            if not is_markup(error):
                raise
            log.warning("Telegram refused the markup: %s", error)
            sent = await bot.send_message(text=plain(html), **options)  # type: ignore[arg-type]
        except Forbidden:
            return None
        reply_to = None
    return sent


async def edit(
    bot: Bot, chat_id: int, message_id: int, html: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Change a message; one that already says so, or is gone, is left as it is."""
    where = {"chat_id": chat_id, "message_id": message_id, "reply_markup": keyboard}
    try:
        try:
            await bot.edit_message_text(html, parse_mode=ParseMode.HTML, **where)  # type: ignore[arg-type]
        except BadRequest as error:
            if not is_markup(error):
                raise
            await bot.edit_message_text(plain(html), **where)  # type: ignore[arg-type]
    except BadRequest as error:
        log.info("a message could not be changed: %s", error)


async def show(update: Update, bot: Bot, html: str, keyboard: InlineKeyboardMarkup) -> None:
    """A screen of buttons: in place of the one whose button was pressed, else as a new message."""
    query, chat = update.callback_query, update.effective_chat
    if chat is None:
        return
    if query and query.message:
        await edit(bot, chat.id, query.message.message_id, html, keyboard)
        return
    message = update.effective_message
    thread = message.message_thread_id if message and message.is_topic_message else None
    await send(bot, chat.id, [html], keyboard=keyboard, thread_id=thread)


def is_markup(error: BadRequest) -> bool:
    """Whether Telegram refused the markup of a message, not the message."""
    return "parse" in str(error).lower() or "entit" in str(error).lower()
