"""Questions and what hangs on their answers: sources, further questions, feedback."""

from __future__ import annotations

import asyncio
from html import escape
from typing import cast

from telegram import Update
from telegram.constants import ChatAction, ChatType
from telegram.ext import ContextTypes

from bot.telegram.keyboards import answer_rows, keyboard
from bot.telegram.markup import messages, pack
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service
from documents.plan import Citation
from documents.reading import Span
from retrieval.clause import clause
from retrieval.rendering import plain_text


async def on_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/hoi and a question."""
    words = " ".join(context.args or [])
    if words:
        await reply(update, context, words)
    elif update.effective_chat:
        await send(context.bot, update.effective_chat.id, [say("ask_what")], thread_id=conversation(update)[1] or None)


async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE, question: str) -> None:
    """Answer a question in its conversation, with its buttons."""
    the, chat = service(context), conversation(update)
    chat_id, thread_id, user_id = chat
    if the.too_many(user_id):
        await send(context.bot, chat_id, [say("too_many")], thread_id=thread_id or None)
        return
    await context.bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread_id or None)
    history = await asyncio.to_thread(the.store.history, chat)
    profile = await asyncio.to_thread(the.store.profile, user_id)
    assistant = await the.compute(the.assistant_of, user_id)
    answer = await the.compute(assistant.ask, question, history, place=profile.place)
    shown = plain_text(answer)
    rows = answer_rows(answer, question, shown, versions(the))
    message = update.effective_message
    in_group = message is not None and message.chat.type != ChatType.PRIVATE
    await send(
        context.bot,
        chat_id,
        messages(answer),
        keyboard=await keyboard(the.store, chat_id, rows),
        thread_id=thread_id or None,
        reply_to=message.message_id if message and in_group and not update.callback_query else None,
    )
    await asyncio.to_thread(the.store.say, chat, question, shown, str(answer.outcome))


async def show_source(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A clause in full, with its neighbours."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    try:
        span = cast("list[int]", data["span"])
        cited = Citation(str(data["plan"]), None, "", str(data["path"]), "", Span(*span))
        found = clause(the.assistant_of(user_id).plans, cited)
    except (KeyError, TypeError, ValueError):
        await send(context.bot, chat_id, [say("old_button")], thread_id=thread_id or None)
        return
    issued = f", ngày {found.plan.issued:%d/%m/%Y}" if found.plan.issued else ""
    parts = [
        f"<b>{escape(found.plan.name)}</b>\n{escape(found.plan.issuer)}{issued}\nMục {escape(found.path)}",
        *([f"<i>{escape(found.heading)}</i>"] if found.heading else []),
        *([f"… {escape(found.before)}"] if found.before else []),
        f"<blockquote>{escape(found.text)}</blockquote>",
        *(escape(text) for text in found.under),
        *([f"… {escape(found.after)}"] if found.after else []),
    ]
    await send(context.bot, chat_id, pack(parts), thread_id=thread_id or None)


async def keep_feedback(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """What someone thinks of an answer; a complaint is asked for a word more."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    about = data.get("about")
    verdict = str(data.get("verdict"))
    number = await asyncio.to_thread(the.store.add_feedback, user_id, verdict, about if isinstance(about, dict) else {})
    if verdict == "tot":
        await send(context.bot, chat_id, [say("thanks")], thread_id=thread_id or None)
        return
    await asyncio.to_thread(the.store.save_form, chat_id, user_id, "note", {"number": number})
    await send(context.bot, chat_id, [say("feedback_note")], thread_id=thread_id or None)


def versions(the: Service) -> dict[str, object]:
    """The versions of the plans an answer was made from."""
    return {plan.id: plan.version for plan in the.assistant.plans.values()}
