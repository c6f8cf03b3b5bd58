"""What admins see and do: figures, unanswered questions, a message to everyone."""

from __future__ import annotations

import asyncio
from html import escape

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.state.journal import now
from bot.state.store import DAY
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.sending import send
from bot.telegram.service import conversation, say, service


async def on_figures(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/thongke: the last seven days."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if not the.is_admin(user_id):
        return
    since = now() - 7 * DAY
    figures = await asyncio.to_thread(the.store.figures, since)
    questions = await asyncio.to_thread(the.store.unanswered, since)
    waiting = await asyncio.to_thread(the.store.waiting)
    outcomes = "\n".join(f"• {name}: {count}" for name, count in figures.items() if name not in {"users", "questions"})
    unanswered = "\n".join(f"• {escape(question[:120])} ({count})" for question, count in questions)
    text = say("figures", **{k: figures[k] for k in ("users", "questions")}, outcomes=outcomes or "–", waiting=waiting)
    parts = [text, *([f"{say('unanswered')}\n{unanswered}"] if unanswered else [])]
    await send(context.bot, chat_id, ["\n\n".join(parts)], thread_id=thread_id or None)


async def on_broadcast(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/phattin and a text: ask once more before it goes to everyone."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if not the.is_admin(user_id) or not update.effective_message:
        return
    words = (update.effective_message.text or "").partition(" ")[2].strip()
    if not words:
        await send(context.bot, chat_id, [say("broadcast_what")], thread_id=thread_id or None)
        return
    users = await asyncio.to_thread(the.store.users)
    row: list[Button] = [("Gửi", {"do": "broadcast", "text": words, "user": user_id}), ("Thôi", {"do": "keep"})]
    await send(
        context.bot,
        chat_id,
        [say("broadcast_question", count=len(users), text=escape(words))],
        keyboard=await keyboard(the.store, chat_id, [row]),
        thread_id=thread_id or None,
    )


async def broadcast(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Send a text to everyone who has a profile; who has blocked the bot is not written to again."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if not the.is_admin(user_id) or data.get("user") != user_id:
        return
    reached = 0
    for user in await asyncio.to_thread(the.store.users):
        try:
            await context.bot.send_message(user, str(data["text"]))
            reached += 1
        except Forbidden:
            await asyncio.to_thread(the.store.save_profile, user, blocked=True)
        except TelegramError:
            continue
    await send(context.bot, chat_id, [say("broadcast_done", count=reached)], thread_id=thread_id or None)
