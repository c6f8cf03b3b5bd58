"""/taplieu: a briefing by buttons: its topic, plans and audience, its outline to change, then the file or a quiz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram import forms
from bot.telegram.checking import books
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.picking import chosen_plans, plan_rows
from bot.telegram.polls import send_quiz
from bot.telegram.sending import send, show
from bot.telegram.service import Service, conversation, say, service
from documents.errors import PlanbotError
from documents.syllables import fold

if TYPE_CHECKING:
    from briefings.model import Briefing, Section
    from briefings.outline import Desk

NAME = "topic"
TOPICS = (
    "Tiêu chuẩn khen thưởng của xã",
    "Tiêu chuẩn khen thưởng của thôn, bản",
    "Tiêu chuẩn khen thưởng của hộ nghèo, hộ mới thoát nghèo",
    "Mục tiêu giảm nghèo",
    "So sánh các kế hoạch",
    "Báo cáo và hồ sơ khen thưởng",
)
"""What briefings are most often about; anything else is typed."""

AUDIENCES = {"can_bo": "👔 Cán bộ xã", "ho_dan": "🏠 Hộ dân", "tap_huan": "🎓 Lớp tập huấn"}
FORMATS = {".docx": "📝 Word", ".pptx": "📊 Trình chiếu", ".xlsx": "📗 Excel", ".md": "📄 Văn bản thô"}


async def on_brief(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/taplieu, with a topic or without."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    words = " ".join(context.args or [])
    if words:
        await choose_plans(update, context, {"topic": words})
        return
    await forms.lay(the, chat_id, user_id, NAME, {})
    rows: list[list[Button]] = [[(topic, {"do": "brief", "topic": topic, "asked": True})] for topic in TOPICS]
    await send(context.bot, chat_id, [say("brief_topic")], keyboard=await keyboard(the.store, chat_id, rows))


async def on_words(update: Update, context: ContextTypes.DEFAULT_TYPE, words: str) -> None:
    """The topic, typed."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    await forms.lift(the, chat_id, user_id)
    await choose_plans(update, context, {"topic": words})


async def choose_plans(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Which plans it is made from."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    data = dict(data)
    if data.pop("asked", False):
        await forms.lift(the, chat_id, user_id)
    rows = plan_rows(the.assistant.plans, {**data, "do": "brief"})
    count = len(chosen_plans(data))
    label = f"Tiếp, với {count} kế hoạch" if count else "Tiếp, theo chủ đề"
    rows.append([(f"▶️ {label}", {**data, "do": "brief_for"})])
    text = say("brief_plans", topic=escape(str(data["topic"])))
    await show(update, context.bot, text, await keyboard(the.store, chat_id, rows))


async def choose_audience(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Whom it is for."""
    the, (chat_id, _, _) = service(context), conversation(update)
    rows: list[list[Button]] = [
        [(label, {**data, "do": "brief_outline", "audience": audience})] for audience, label in AUDIENCES.items()
    ]
    await show(update, context.bot, say("brief_audience"), await keyboard(the.store, chat_id, rows))


async def outline(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """The outline, with a button for each section to leave out or take back, and the file formats."""
    the, (chat_id, _, _) = service(context), conversation(update)
    briefing = await _compose(update, context, data)
    if briefing is None:
        return
    without = _without(data)
    lines = [
        f"{'✂️ ' if s.heading in without else ''}{n}. {escape(s.heading)}{_size(s)}"
        for n, s in enumerate(briefing.sections, 1)
    ]
    rows: list[list[Button]] = []
    if len(briefing.sections) > 1:
        for n, section in enumerate(briefing.sections, 1):
            out = section.heading in without
            toggled = [h for h in without if h != section.heading] if out else [*without, section.heading]
            if len(toggled) < len(briefing.sections):
                rows.append([(f"{'➕ Lấy lại' if out else '✂️ Bỏ'} phần {n}", {**data, "without": toggled})])
        rows = [[button for [button] in rows[start : start + 3]] for start in range(0, len(rows), 3)]
    files: list[Button] = [(label, {**data, "do": "brief_file", "format": e}) for e, label in FORMATS.items()]
    rows += [files[:2], files[2:]]
    if briefing.exercises:
        rows.append([(f"❓ Trắc nghiệm {len(briefing.exercises)} câu", {**data, "do": "brief_quiz"})])
    rows.append(
        [
            ("Đổi đối tượng", {**data, "do": "brief_for", "without": []}),
            ("Đổi kế hoạch", {**data, "do": "brief", "without": []}),
        ]
    )
    head = say(
        "brief_outline",
        title=escape(briefing.title),
        audience=AUDIENCES[str(data["audience"])],
        plans=escape(", ".join(source.name for source in briefing.sources)),
        count=len(briefing.citations),
    )
    text = "\n".join([head, *lines])
    await show(update, context.bot, text, await keyboard(the.store, chat_id, rows))


async def send_file(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """The briefing as a file."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    briefing = await _compose(update, context, data)
    if briefing is None:
        return
    without = _without(data)
    kept = replace(briefing, sections=tuple(s for s in briefing.sections if s.heading not in without))
    name = "-".join(fold(kept.title).split())[:60] or "tai-lieu"
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{''.join(c for c in name if c.isalnum() or c == '-')}{data['format']}")
        try:
            await the.compute(_write, kept, path)
        except PlanbotError as error:
            await send(context.bot, chat_id, [escape(str(error))], thread_id=thread_id or None)
            return
        caption = say("brief_file", count=len(kept.citations))
        await context.bot.send_document(chat_id, path, caption=caption, message_thread_id=thread_id or None)


async def quiz(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """The exercises of the briefing as quizzes, one after the other."""
    chat_id, thread_id, _ = conversation(update)
    briefing = await _compose(update, context, data)
    for exercise in briefing.exercises if briefing else ():
        await send_quiz(context.bot, chat_id, thread_id or None, exercise)


async def _compose(update: Update, context: ContextTypes.DEFAULT_TYPE, data: Mapping[str, object]) -> Briefing | None:
    """The briefing that was chosen, or None after saying why there is none."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    try:
        return await the.compute(_written, the, data)
    except PlanbotError as error:
        await send(context.bot, chat_id, [escape(str(error))], thread_id=thread_id or None)
        return None


def _written(the: Service, data: Mapping[str, object]) -> Briefing:
    from briefings.model import Audience

    audience = Audience(str(data.get("audience")))
    return open_desk(the).compose(str(data.get("topic")), audience, tuple(chosen_plans(data)))


def _write(briefing: Briefing, path: Path) -> None:
    from briefings.writing import write

    write(briefing, path)


def open_desk(the: Service) -> Desk:
    """What briefings are written from, over the bot's own library; no language model words them."""
    from briefings.outline import Desk

    held = {book.plan: book for book in books(the)}
    return Desk(the.assistant.plans, held, the.unworded().ask, date.today())


def _without(data: Mapping[str, object]) -> list[str]:
    left = data.get("without")
    return [str(heading) for heading in left] if isinstance(left, Sequence) and not isinstance(left, str) else []


def _size(section: Section) -> str:
    return f" ({len(section.pieces)} mục)" if len(section.pieces) > 1 else ""
