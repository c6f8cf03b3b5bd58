"""What people say of answers and of the bot, in a tap and in their own words."""

from __future__ import annotations

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.state.journal import now
from bot.state.tables import Form
from bot.telegram import forms
from bot.telegram.sending import send
from bot.telegram.service import conversation, say, service

NAME = "note"

SECONDS = 600
"""How long a remark that was asked for is waited for; later messages are questions again."""


async def on_remark(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/gopy: a remark in a user's own words."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    number = await asyncio.to_thread(the.store.add_feedback, user_id, "gopy", {})
    words = " ".join(context.args or [])
    if words:
        await asyncio.to_thread(the.store.note_feedback, number, user_id, words)
        await send(context.bot, chat_id, [say("thanks")], thread_id=thread_id or None)
        return
    await forms.lay(the, chat_id, user_id, NAME, {"number": number})
    await send(context.bot, chat_id, [say("feedback_question")], thread_id=thread_id or None)


async def keep_feedback(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """What someone thinks of an answer; a complaint is asked for a word more."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    about = data.get("about")
    verdict = str(data.get("verdict"))
    number = await asyncio.to_thread(the.store.add_feedback, user_id, verdict, about if isinstance(about, dict) else {})
    if verdict == "tot":
        await send(context.bot, chat_id, [say("thanks")], thread_id=thread_id or None)
        return
    await forms.lay(the, chat_id, user_id, NAME, {"number": number})
    await send(context.bot, chat_id, [say("feedback_note")], thread_id=thread_id or None)


async def take(update: Update, context: ContextTypes.DEFAULT_TYPE, form: Form, words: str) -> bool:
    """Keep what was typed as the remark that was asked for. Returns whether it was one: a question is not."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    await forms.lift(the, chat_id, user_id)
    if now() - form.at >= SECONDS or words.endswith("?"):
        return False
    await asyncio.to_thread(the.store.note_feedback, int(str(form.state["number"])), user_id, words)
    await send(context.bot, chat_id, [say("thanks")], thread_id=thread_id or None)
    return True
