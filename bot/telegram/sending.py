"""Sending messages so that they arrive: split, escaped, and plain when Telegram refuses the markup."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
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
            if "parse" not in str(error).lower() and "entit" not in str(error).lower():
                raise
            log.warning("Telegram refused the markup: %s", error)
            sent = await bot.send_message(text=plain(html), **options)  # type: ignore[arg-type]
        except Forbidden:
            return None
        reply_to = None
    return sent
