"""Files sent to the bot: plans for the library from admins, for themselves from others, questions on a photo."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from telegram import Bot, Message, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.telegram import asking, checking, correcting, forms, scanning
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.plans import card
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service
from criteria.extraction import extract_criteria
from documents.errors import DocumentError
from documents.plan import Plan
from documents.syllables import fold

LARGEST = 20 * 2**20
"""Bytes: Telegram hands no larger file to a bot."""

PHOTOS = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
"""How the names of photos end that are pages of one album."""

PICTURES = {*PHOTOS, ".heic", ".tif", ".tiff", ".pdf"}
"""How the names of files end that may show a table."""

ALBUM = "album"

LONGEST_NAME = 60
"""Letters of a file's name that are kept."""

QUESTION = 400
"""A photo with no more letters than this holds a question, not a plan."""

TABLE = 1500
"""A page with no more letters than this may hold a table and nothing else."""

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
    if not message.media_group_id and the.too_many(user_id):
        await send(context.bot, chat_id, [say("too_many")])
        return
    await context.bot.send_chat_action(chat_id, ChatAction.TYPING)
    name = (message.document.file_name if message.document else None) or f"{held.file_unique_id}.jpg"
    try:
        content = await (await held.get_file()).download_as_bytearray()
    except BadRequest:
        await send(context.bot, chat_id, [say("file_too_big")])
        return
    path = _place(the, message, user_id, name)
    await asyncio.to_thread(path.write_bytes, bytes(content))
    if message.media_group_id:
        await _offer_album(update, context, path.parent.name)
        return
    if path.suffix.lower() in {".xlsx", ".csv"} and await checking.on_table(update, context, path):
        await asyncio.to_thread(shutil.rmtree, path.parent)
        return
    await _work(update, context, path)


async def _work(update: Update, context: ContextTypes.DEFAULT_TYPE, path: Path) -> None:
    """A file in hand: in a check a picture of a table, else a plan or a question to read."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    in_check = form is not None and form.name in {checking.NAME, scanning.NAME}
    if not in_check or path.suffix.lower() not in PICTURES:
        await _read(update, context, path)
        return
    async with asking.typing(context.bot, chat_id, thread_id or None):
        taken = await scanning.take(update, context, path)
    await asyncio.to_thread(shutil.rmtree, path.parent, ignore_errors=True)
    if not taken:
        await send(context.bot, chat_id, [say("scan_none")], thread_id=thread_id or None)


async def _offer_album(update: Update, context: ContextTypes.DEFAULT_TYPE, folder: str) -> None:
    """Pages of an album come one by one: wait until the sender says that was the last."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if form and form.name == ALBUM and form.state.get("folder") == folder:
        return
    await forms.lay(the, chat_id, user_id, ALBUM, {"folder": folder})
    row: list[Button] = [
        ("✅ Đã gửi đủ trang", {"do": "album", "folder": folder}),
        ("🗑 Bỏ", {"do": "discard", "folder": folder}),
    ]
    await send(context.bot, chat_id, [say("album")], keyboard=await keyboard(the.store, chat_id, [row]))


async def finish_album(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """All pages are there: photos are read as one file, in the order they were sent, other files one by one."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    await _lift_album(the, chat_id, user_id)
    folder = inbox(the, user_id, str(data.get("folder")))
    files = sorted(folder.glob("*")) if folder else []
    pages = [file for file in files if file.suffix.lower() in PHOTOS]
    if not files:
        await send(context.bot, chat_id, [say("old_button")])
        return
    if pages:
        await _work(update, context, await the.read(_bind, pages))
    for number, file in enumerate(other for other in files if other not in pages):
        apart = file.parent.with_name(f"{file.parent.name}-{number}")
        apart.mkdir(exist_ok=True)
        await _work(update, context, file.rename(apart / file.name.partition("-")[2]))


def _bind(pages: Sequence[Path]) -> Path:
    """Photos as one TIFF of many pages, each as the camera held it; the photos go."""
    from PIL import Image, ImageOps

    bound = pages[0].with_name("album.tiff")
    images = [ImageOps.exif_transpose(Image.open(page)).convert("RGB") for page in pages]
    images[0].save(bound, save_all=True, append_images=images[1:], compression="jpeg", quality=92)
    for page in pages:
        page.unlink()
    return bound


async def _lift_album(the: Service, chat_id: int, user_id: int) -> None:
    form = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if form and form.name == ALBUM:
        await forms.lift(the, chat_id, user_id)


async def _read(update: Update, context: ContextTypes.DEFAULT_TYPE, path: Path) -> None:
    the, (chat_id, _, user_id) = service(context), conversation(update)
    progress = Progress(context.bot, chat_id)
    try:
        plan = await the.read(_read_file, path, progress.report)
    except DocumentError as error:
        await asyncio.to_thread(shutil.rmtree, path.parent, ignore_errors=True)
        await send(context.bot, chat_id, [escape(str(error))])
        return
    finally:
        await progress.close()
    words = " ".join(plan.reading.text.split())
    pictured = path.suffix.lower() in PICTURES and not plan.number and _may_hold_figures(words)
    if pictured and await scanning.take(update, context, path):
        await asyncio.to_thread(shutil.rmtree, path.parent, ignore_errors=True)
        return
    if len(words) <= QUESTION and not plan.number:
        await asyncio.to_thread(shutil.rmtree, path.parent, ignore_errors=True)
        await send(context.bot, chat_id, [say("read_question", question=escape(words))])
        await asking.reply(update, context, words)
        return
    admin = the.is_admin(user_id)
    rows = correcting.confirm_rows({"folder": path.parent.name, "name": path.name}, admin=admin)
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
    await send(context.bot, chat_id, pack(parts), keyboard=await keyboard(the.store, chat_id, rows))


def _may_hold_figures(words: str) -> bool:
    """Whether a text is short and speaks of poor households and of several years, as a table of figures does."""
    return len(words) < TABLE and "ngheo" in fold(words) and len(set(re.findall(r"\b(?:19|20)\d\d\b", words))) > 1


def _read_file(path: Path, report: object) -> Plan:
    from documents.sandbox import Sandbox

    with Sandbox() as sandbox:
        return sandbox.read(path, report)[1]  # type: ignore[arg-type]


async def keep_file(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Take a file in: into the library from an admin, into the sender's own from anyone else."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    folder = inbox(the, user_id, str(data.get("folder")))
    path = folder / Path(str(data.get("name"))).name if folder else None
    if path is None or not path.is_file():
        await send(context.bot, chat_id, [say("old_button")])
        return
    own = None if the.is_admin(user_id) else user_id
    try:
        plan = await the.read(the.ingest, path, own, correcting.corrections(data))
    except DocumentError as error:
        await send(context.bot, chat_id, [escape(str(error))])
        return
    await asyncio.to_thread(shutil.rmtree, path.parent, ignore_errors=True)
    taken = (await the.compute(the.assistant_for, update)).plans[plan]
    text = say(
        "kept_file" if own is None else "kept_private",
        name=escape(taken.name),
        issuer=escape(taken.issuer or "cơ quan ban hành"),
        plan=escape(plan),
    )
    await send(context.bot, chat_id, [text])


async def discard_file(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Forget a file, or an album, that was sent."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    await _lift_album(the, chat_id, user_id)
    await asyncio.to_thread(discard, the, user_id, data)
    await send(context.bot, chat_id, [say("discarded")])


def discard(the: Service, user_id: int, where: Mapping[str, object]) -> None:
    """Remove the files of a message or album that a button or form is about, if it is about any."""
    folder = inbox(the, user_id, str(where.get("folder", "")))
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def inbox(the: Service, user_id: int, name: str) -> Path | None:
    """The folder of one message or album of a user's, where files wait until they are kept or discarded."""
    folder = the.data / "inbox" / str(user_id) / Path(name).name
    return folder if Path(name).name and folder.is_dir() else None


def _place(the: Service, message: Message, user_id: int, name: str) -> Path:
    """Where a file waits, its folder made: by its message, the pages of an album together and in their order."""
    bare = "".join(letter for letter in Path(name.replace("\\", "/")).name if letter.isprintable()).strip(". ") or "tep"
    stem, dot, ending = bare.rpartition(".")
    bare = f"{stem[-LONGEST_NAME:]}{dot}{ending[:8]}" if dot else bare[-LONGEST_NAME:]
    group = "".join(filter(str.isalnum, message.media_group_id or ""))
    folder = the.data / "inbox" / str(user_id) / (f"album-{group}" if group else str(message.message_id))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / (f"{message.message_id:012d}-{bare}" if group else bare)


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
