"""Inline mode: clauses to paste into any chat."""

from __future__ import annotations

from html import escape
from uuid import uuid4

from telegram import InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.ext import ContextTypes

from bot.telegram.markup import reference, source
from bot.telegram.personal import mask
from bot.telegram.service import service

SHORTEST = 4
"""A question of fewer letters is still being typed."""


async def on_inline(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The short answer, then each clause that says it."""
    query = update.inline_query
    if not query:
        return
    the, question = service(context), query.query.strip()
    if len(question) < SHORTEST or the.too_many(query.from_user.id):
        await query.answer([], cache_time=1)
        return
    # Asked anew with every letter typed: no language model is waited for, or paid.
    answer = await the.compute(the.unworded().ask, mask(question))
    sources = "\n".join(f"<i>{escape(source(citation)[:600])}</i>" for citation in answer.citations[:3])
    results = [article(answer.short.text, question, f"<b>{escape(answer.short.text)}</b>\n\n{sources}")]
    results += [
        article(
            citation.quote,
            source(citation),
            f"<blockquote>{escape(citation.quote[:3000])}</blockquote>\n{escape(where)}",
        )
        for citation in answer.citations[:10]
        for where in [reference(citation)]
    ]
    await query.answer(results, cache_time=60)


def article(title: str, description: str, html: str) -> InlineQueryResultArticle:
    """One result, with what it pastes."""
    content = InputTextMessageContent(html, parse_mode=ParseMode.HTML)
    return InlineQueryResultArticle(str(uuid4()), title[:80], content, description=description[:120])
