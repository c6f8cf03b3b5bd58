"""Files sent to the bot: plans for the library from admins, for themselves from others, questions on a photo."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

from telegram import Bot, Message, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.telegram import asking, checking, forms
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.plans import card
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service
from criteria.extraction import extract_criteria
from documents.errors import DocumentError
from documents.plan import Plan

LARGEST = 20 * 2**20
"""Bytes: Telegram hands no larger file to a bot."""

QUESTION = 400
"""A photo with no more letters than this holds a question, not a plan."""


DRAFTS = 12
"""At most so many draft criteria are listed."""


async def on_file(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A document or a photo: kept as a page, read, and shown as it was read."""
    message, the = update.effective_message, service(context)
    if not message or message.chat.type != ChatType.PRIVATE:
        return
    chat_id, _, user_id = conversation(update)
    held = message.document or (message.photo[-1] if message.photo else None)
    if held is None or (held.file_size or 0) > LARGEST:
        await send(context.bot, chat_id, [say("file_too_big")])
        return
    await context.bot.send_chat_action(chat_id, ChatAction.TYPING)
    name = Path(message.document.file_name or "tep").name if message.document else f"{held.file_unique_id}.jpg"
    folder = inbox(the, user_id)
    try:
        content = await (await held.get_file()).download_as_bytearray()
    except BadRequest:
        await send(context.bot, chat_id, [say("file_too_big")])
        return
    path = folder / name
    await asyncio.to_thread(path.write_bytes, bytes(content))
    if message.media_group_id:
        await _offer_album(update, context, message)
        return
    if path.suffix.lower() in {".xlsx", ".csv"} and await checking.on_table(update, context, path):
        await asyncio.to_thread(discard, the, user_id)
        return
    await _read(update, context, [path])


async def _offer_album(update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message) -> None:
    """Pages of an album come one by one: wait until the sender says that was the last."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    group = str(message.media_group_id)
    if form and form.name == "album" and form.state.get("group") == group:
        return
    await forms.lay(the, chat_id, user_id, "album", {"group": group})
    row: list[Button] = [("✅ Đã gửi đủ trang", {"do": "album"}), ("Bỏ", {"do": "discard"})]
    await send(context.bot, chat_id, [say("album")], keyboard=await keyboard(the.store, chat_id, [row]))


async def finish_album(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """All pages are there: read them as one file, in the order they came."""
    del data
    the, (chat_id, _, user_id) = service(context), conversation(update)
    await forms.lift(the, chat_id, user_id)
    pages = sorted(inbox(the, user_id).glob("*.jpg"), key=lambda path: path.stat().st_mtime_ns)
    if not pages:
        await send(context.bot, chat_id, [say("old_button")])
        return
    await _read(update, context, [await the.read(_bind, pages)])


def _bind(pages: Sequence[Path]) -> Path:
    """Photos as one TIFF of many pages; the photos go."""
    from PIL import Image

    bound = pages[0].with_name("album.tiff")
    images = [Image.open(page).convert("RGB") for page in pages]
    images[0].save(bound, save_all=True, append_images=images[1:], compression="jpeg")
    for page in pages:
        page.unlink()
    return bound


async def _read(update: Update, context: ContextTypes.DEFAULT_TYPE, paths: list[Path]) -> None:
    the, (chat_id, _, user_id) = service(context), conversation(update)
    progress = Progress(context.bot, chat_id)
    try:
        plan = await the.read(_read_file, paths[0], progress.report)
    except DocumentError as error:
        await asyncio.to_thread(discard, the, user_id)
        await send(context.bot, chat_id, [escape(str(error))])
        return
    finally:
        await progress.close()
    words = " ".join(plan.reading.text.split())
    if len(words) <= QUESTION and not plan.number:
        await asyncio.to_thread(discard, the, user_id)
        await send(context.bot, chat_id, [say("read_question", question=escape(words))])
        await asking.reply(update, context, words)
        return
    admin = the.is_admin(user_id)
    row: list[Button] = [
        ("✅ Đưa vào thư viện" if admin else "✅ Dùng riêng cho tôi", {"do": "keep_file", "name": paths[0].name}),
        ("Bỏ", {"do": "discard"}),
    ]
    doubtful = [token.text for token in plan.reading.changes if token.doubtful and token.text.strip()]
    parts = [say("read_as"), *card(plan)]
    if doubtful:
        shown = ", ".join(dict.fromkeys(doubtful[:20]))
        parts.append(say("doubtful", count=len(doubtful), words=escape(shown)))
    if admin:
        drafts = (await the.compute(extract_criteria, plan)).criteria
        titles = "\n".join(f"• {escape(rule.title)}" for rule in drafts[:DRAFTS])
        parts.append(say("drafts", count=len(drafts), titles=titles))
    parts.append(say("confirm_library" if admin else "confirm_private", days=the.settings.keep_days))
    await send(context.bot, chat_id, pack(parts), keyboard=await keyboard(the.store, chat_id, [row]))


def _read_file(path: Path, report: object) -> Plan:
    from documents.sandbox import Sandbox

    with Sandbox() as sandbox:
        return sandbox.read(path, report)[1]  # type: ignore[arg-type]


async def keep_file(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Take a file in: into the library from an admin, into the sender's own from anyone else."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    path = inbox(the, user_id) / Path(str(data["name"])).name
    if not path.is_file():
        await send(context.bot, chat_id, [say("old_button")])
        return
    own = None if the.is_admin(user_id) else user_id
    try:
        plan = await the.read(the.ingest, path, own)
    except DocumentError as error:
        await send(context.bot, chat_id, [escape(str(error))])
        return
    await asyncio.to_thread(discard, the, user_id)
    await send(context.bot, chat_id, [say("kept_file" if own is None else "kept_private", plan=escape(plan))])


async def discard_file(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Forget a file that was sent."""
    del data
    the, (chat_id, _, user_id) = service(context), conversation(update)
    form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if form and form.name == "album":
        await forms.lift(the, chat_id, user_id)
    await asyncio.to_thread(discard, the, user_id)
    await send(context.bot, chat_id, [say("discarded")])


def inbox(the: Service, user_id: int) -> Path:
    """Where a user's files wait until they are kept or discarded."""
    folder = the.data / "inbox" / str(user_id)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def discard(the: Service, user_id: int) -> None:
    """Remove a user's waiting files."""
    shutil.rmtree(the.data / "inbox" / str(user_id), ignore_errors=True)


class Progress:
    """How far a long file has been read, as one message that changes; short files need none."""

    EVERY = 2.0

    def __init__(self, bot: Bot, chat_id: int) -> None:
        self.bot, self.chat_id = bot, chat_id
        self.loop = asyncio.get_running_loop()
        self.message: Message | None = None
        self.last = self.loop.time()

    def report(self, path: Path, done: int, total: int) -> None:
        """Called from the reading thread, page by page."""
        del path
        if total > 1 and self.loop.time() - self.last > self.EVERY:
            self.last = self.loop.time()
            asyncio.run_coroutine_threadsafe(self._show(done, total), self.loop)

    async def _show(self, done: int, total: int) -> None:
        text = f"📖 Đang đọc: {done}/{total} trang"
        if self.message is None:
            self.message = await self.bot.send_message(self.chat_id, text)
        else:
            await self.message.edit_text(text)

    async def close(self) -> None:
        """Take the message away."""
        if self.message:
            await self.message.delete()
