"""Where a message or a button goes: to the form someone is filling in, to what a button stands for, or to an answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from html import escape

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.telegram import (
    admin,
    asking,
    briefs,
    checking,
    comparing,
    correcting,
    criteria,
    forms,
    plans,
    privacy,
    remarks,
    reviewing,
    scanning,
    sources,
    uploads,
    welcome,
)
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service

Press = Callable[[Update, ContextTypes.DEFAULT_TYPE, dict[str, object]], Awaitable[None]]

UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks of direction and letters of no width, which phones put in and nobody sees."""


async def ask_again(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A button that asks a question."""
    chat_id, thread_id, _ = conversation(update)
    question = str(data["question"])
    await send(context.bot, chat_id, [f"❓ {escape(question)}"], thread_id=thread_id or None)
    await asking.reply(update, context, question)
    if place := data.get("place"):
        await welcome.keep_place(update, context, str(place))


BUTTONS: dict[str, Press] = {
    "ask": ask_again,
    "source": sources.show_source,
    "feedback": remarks.keep_feedback,
    "plan": plans.show_plan,
    "role": welcome.choose_role,
    "place": welcome.choose_place,
    "places": welcome.offer_places,
    "erase": privacy.erase,
    "keep": privacy.keep,
    "broadcast": admin.broadcast,
    "review": reviewing.decide,
    "check": checking.press,
    "check_new": checking.begin_again,
    "check_go": checking.go_on,
    "check_consent": checking.consent,
    "check_line": checking.begin_with,
    "criteria": criteria.choose,
    "compare": comparing.choose,
    "compare_go": comparing.go,
    "brief": briefs.choose_plans,
    "brief_for": briefs.choose_audience,
    "brief_outline": briefs.outline,
    "brief_file": briefs.send_file,
    "brief_quiz": briefs.quiz,
    "check_template": checking.template,
    "scan": scanning.press,
    "album": uploads.finish_album,
    "keep_file": uploads.keep_file,
    "correct": correcting.press,
    "discard": uploads.discard_file,
}
"""What pressing a button does, by what it stands for."""


async def on_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A button was pressed: do what it stands for, or say that it is too old."""
    query = update.callback_query
    if not query:
        return
    the, (chat_id, _, _) = service(context), conversation(update)
    data = await asyncio.to_thread(the.store.choice, (query.data or "").removeprefix("c:"), chat_id)
    press = BUTTONS.get(str(data["do"])) if data else None
    if data is None or press is None:
        await query.answer(say("old_button"))
        return
    await query.answer()
    await press(update, context, data)


async def on_text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A message in words: part of a form, a remark that was asked for, or a question."""
    message, the = update.effective_message, service(context)
    if not message or not message.text or not addressed(message, the):
        return
    chat_id, thread_id, user_id = conversation(update)
    words = UNSEEN.sub("", message.text.replace(f"@{the.username}", " ")).strip()
    form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if form and update.edited_message and not words.endswith("?"):
        # What was asked when it was first written has been answered: it is no answer to what is asked now.
        await send(context.bot, chat_id, [say("edited_answer")], thread_id=thread_id or None)
        return
    if form and form.name == remarks.NAME:
        if await remarks.take(update, context, form, words):
            return
        form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if form and form.name == briefs.NAME and any(letter.isalpha() for letter in words):
        await briefs.on_words(update, context, words)
        return
    if form and form.name == correcting.NAME and not words.endswith("?"):
        await correcting.on_words(update, context, form, words)
        return
    if form and form.name == checking.NAME and not words.endswith("?"):
        await checking.on_words(update, context, words)
        return
    if form and form.name == scanning.NAME and not words.endswith("?"):
        await scanning.on_words(update, context, form, words)
        return
    if not any(letter.isalnum() for letter in words):
        await send(context.bot, chat_id, [say("nothing_to_ask")], thread_id=thread_id or None)
        return
    if update.edited_message:
        await send(context.bot, chat_id, [say("edited")], thread_id=thread_id or None)
    await asking.reply(
        update, context, words, confidential=form is not None and form.name in {checking.NAME, scanning.NAME}
    )


async def on_other(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Anything that is not words: say what can be done with it."""
    message = update.effective_message
    if message and message.chat.type == ChatType.PRIVATE:
        await send(context.bot, message.chat_id, [say("text_only")])


async def on_cancel(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/huy: end what is in hand; a check that lies under a short question is in hand again."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    text = "cancelled" if kept else "nothing_to_cancel"
    if kept and kept.name in forms.SHORT:
        text = "cancelled_short" if kept.state.get("under") else "cancelled"
        await forms.lift(the, chat_id, user_id)
        if kept.name == uploads.ALBUM:
            await asyncio.to_thread(uploads.discard, the, user_id, kept.state)
    elif kept:
        await asyncio.to_thread(the.store.drop_form, chat_id, user_id)
    await send(context.bot, chat_id, [say(text)], thread_id=thread_id or None)


def addressed(message: Message, the: Service) -> bool:
    """Whether a message is for the bot: in a group, only when it is named or replied to."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if f"@{the.username}".casefold() in (message.text or "").casefold():
        return True
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.username == the.username)
