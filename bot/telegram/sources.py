"""The clause behind an answer: in full between its neighbours, and where its file has pages, marked on the page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from html import escape
from typing import cast

from telegram import Bot, InputMediaPhoto, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.telegram.markup import pack, position
from bot.telegram.sending import send
from bot.telegram.service import conversation, say, service
from documents.errors import DocumentError
from documents.pages import Picture
from documents.plan import Citation
from documents.reading import Span
from retrieval.saying.clause import Clause, clause
from retrieval.saying.quotes import plain

log = logging.getLogger(__name__)


async def show_source(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A clause in full, with its neighbours; then its page or pages as pictures, where the file has any."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    try:
        span = Span(*cast("list[int]", data["span"]))
        cited = Citation(str(data["plan"]), None, "", str(data["path"]), "", span)
        found = clause(the.assistant_for(update).plans, cited)
    except (KeyError, TypeError, ValueError):
        await send(context.bot, chat_id, [say("old_button")], thread_id=thread_id or None)
        return
    if data.get("version") not in (None, found.plan.version):
        await send(context.bot, chat_id, [say("plan_changed")], thread_id=thread_id or None)
        return
    original = await the.read(the.original_for, update, found.plan)
    pages = original.pages(found.span) if original else ()
    await send(context.bot, chat_id, pack(_parts(found, pages)), thread_id=thread_id or None)
    if not original or not pages:
        return
    try:
        await context.bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO, message_thread_id=thread_id or None)
        pictures = await the.read(the.pictures.draw, original, found.span)
        await _send(context.bot, chat_id, thread_id or None, found, pictures, original.count)
    except (DocumentError, TelegramError) as error:
        # The clause has been shown in words, which is what was asked for.
        log.warning("a page could not be shown: %s", type(error).__name__)


def _parts(found: Clause, pages: Sequence[int]) -> list[str]:
    issued = f", ngày {found.plan.issued:%d/%m/%Y}" if found.plan.issued else ""
    where = position(found.path)
    head = f"{where[:1].upper()}{where[1:]}{f', trang {_listed(pages)}' if pages else ''}"
    return [
        f"<b>{escape(found.plan.name)}</b>\n{escape(found.plan.issuer)}{issued}\n{escape(head)}",
        *([f"<i>{escape(plain(found.heading))}</i>"] if found.heading else []),
        *([f"… {escape(plain(found.before))}"] if found.before else []),
        f"<blockquote>{escape(plain(found.text))}</blockquote>",
        *(escape(plain(text)) for text in found.under),
        *([f"… {escape(plain(found.after))}"] if found.after else []),
    ]


def _listed(pages: Sequence[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"


async def _send(
    bot: Bot, chat_id: int, thread_id: int | None, found: Clause, pictures: Sequence[Picture], count: int
) -> None:
    """The pages as one photo or one album, each saying what it is a page of."""
    captions = [
        say(
            "page" if picture.marked else "page_unmarked",
            plan=escape(found.plan.name),
            path=escape(position(found.path)[:600]),
            page=picture.page,
            count=count,
        )
        for picture in pictures
    ]
    try:
        if len(pictures) == 1:
            await bot.send_photo(
                chat_id, pictures[0].data, captions[0], parse_mode=ParseMode.HTML, message_thread_id=thread_id
            )
        elif pictures:
            album = [
                InputMediaPhoto(picture.data, caption, parse_mode=ParseMode.HTML)
                for picture, caption in zip(pictures, captions, strict=True)
            ]
            await bot.send_media_group(chat_id, album, message_thread_id=thread_id)
    except Forbidden:
        return
