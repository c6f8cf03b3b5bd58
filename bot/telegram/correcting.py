"""A file that is about to be taken in: confirmed as it was read, or corrected first."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from telegram import Update
from telegram.ext import ContextTypes

from bot.state.tables import Form as Kept
from bot.telegram import forms
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.sending import send
from bot.telegram.service import conversation, say, service
from documents.corrections import check
from documents.errors import DocumentError

NAME = "correct"
LABELS = {
    "number": "Số",
    "issued": "Ngày",
    "issuer": "Cơ quan",
    "place": "Địa bàn",
    "period": "Giai đoạn",
}
"""What can be corrected, as its button says it."""


def confirm_rows(waiting: Mapping[str, object], *, admin: bool) -> list[list[Button]]:
    """The buttons under a file that was read; `waiting` is where it waits and how it was corrected so far."""
    return [
        [
            ("✅ Đưa vào thư viện" if admin else "✅ Dùng riêng cho tôi", {**waiting, "do": "keep_file"}),
            ("🗑 Bỏ", {**waiting, "do": "discard"}),
        ],
        [("✏️ Sửa thông tin", {**waiting, "do": "correct"})],
    ]


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Which part of what was read is wrong; then how it should be."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    field = str(data.get("field", ""))
    if field not in LABELS:
        fields: list[Button] = [(f"✏️ {label}", {**data, "field": name}) for name, label in LABELS.items()]
        rows = [fields[:3], fields[3:]]
        await send(context.bot, chat_id, [say("correct_which")], keyboard=await keyboard(the.store, chat_id, rows))
        return
    await forms.lay(the, chat_id, user_id, NAME, {**data, "field": field})
    await send(context.bot, chat_id, [say(f"correct_{field}")])


async def on_words(update: Update, context: ContextTypes.DEFAULT_TYPE, kept: Kept, words: str) -> None:
    """The correction, typed."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    field = str(kept.state["field"])
    try:
        check(field, words)
    except DocumentError as error:
        await send(context.bot, chat_id, [f"⚠️ {escape(str(error))}"])
        return
    await forms.lift(the, chat_id, user_id)
    made = {**corrections(kept.state), field: words}
    waiting = {name: kept.state[name] for name in ("folder", "name")} | {"corrections": made}
    listed = "\n".join(f"{LABELS[name]}: <b>{escape(text)}</b>" for name, text in made.items())
    admin = the.is_admin(user_id)
    parts = [f"{say('corrected')}\n{listed}\n\n" + say("confirm_library" if admin else "confirm_corrected")]
    rows = confirm_rows(waiting, admin=admin)
    await send(context.bot, chat_id, parts, keyboard=await keyboard(the.store, chat_id, rows))


def corrections(data: Mapping[str, object]) -> dict[str, str]:
    """The corrections that a button or a form carries."""
    made = data.get("corrections")
    return {name: str(text) for name, text in made.items() if name in LABELS} if isinstance(made, dict) else {}
