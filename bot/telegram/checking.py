"""The check as a guided form: one question a message, kept between messages, days and restarts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Update
from telegram.ext import ContextTypes

from bot.checking import open_store
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service
from criteria.batch import places
from criteria.chart import draw_chart
from criteria.check import CheckResult
from criteria.errors import CriteriaError, FigureError
from criteria.explanation import explain
from criteria.form import Form
from criteria.locality import find_rulebooks
from criteria.model import Rulebook
from criteria.units import parse_kind
from criteria.workbook import check_table, write_template

NAME = "check"
UNIT_KEYS = {"kind", "locality", "zone"}
HOUSEHOLD = "ho_"
"""How the codes of kinds of household begin."""


async def on_check(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/kiemtra: a new form, begun with what the command already says; a form in hand is offered to go on with."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    line = " ".join(context.args or [])
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if kept and kept.name == NAME and not line:
        row: list[Button] = [("▶️ Làm tiếp", {"do": "check_go"}), ("🆕 Làm lại", {"do": "check_new"})]
        buttons = await keyboard(the.store, chat_id, [row])
        await send(context.bot, chat_id, [say("check_kept")], keyboard=buttons, thread_id=thread_id or None)
        return
    await _begin(update, context, line)


async def begin_again(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A new form in place of the one in hand."""
    del data
    await _begin(update, context, "")


async def begin_with(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A new form, begun with what a button says."""
    await _begin(update, context, str(data["line"]))


async def go_on(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """The question that the form in hand has come to."""
    del data
    form = await _kept(update, context)
    if form:
        await _show(update, context, form)


async def _begin(update: Update, context: ContextTypes.DEFAULT_TYPE, line: str) -> None:
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    try:
        form = await the.compute(Form.start, books(the), line)
    except FigureError as error:
        await send(context.bot, chat_id, [escape(str(error))], thread_id=thread_id or None)
        form = Form.start(books(the))
    await send(context.bot, chat_id, [say("check_start")], thread_id=thread_id or None)
    await keep(update, context, form)


async def on_words(update: Update, context: ContextTypes.DEFAULT_TYPE, words: str) -> None:
    """What was typed while a form is open: an answer, several in one line, "bỏ qua", "quay lại", "xong"."""
    form = await _kept(update, context)
    if form is None:
        return
    if words.casefold().strip(" .!") in {"xong", "het", "hết", "kết quả"}:
        await _finish(update, context, form)
        return
    await _step(update, context, form, words)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A button of the form: an answer, back, skip, an answer to edit, or the result now."""
    form = await _kept(update, context)
    if form is None:
        return
    match data.get("step"):
        case "answer":
            key, value = str(data["key"]), str(data["value"])
            if form.question is None or form.question.key != key:
                form = form.edit(key)
            await _step(update, context, form, value)
        case "edit":
            await keep(update, context, form.edit(str(data["key"])))
        case "back":
            await _step(update, context, form, "quay lại")
        case "skip":
            await _step(update, context, form, "bỏ qua")
        case _:
            await _finish(update, context, form)


async def _step(update: Update, context: ContextTypes.DEFAULT_TYPE, form: Form, words: str) -> None:
    """One answer taken in; one that cannot be read is said, and the question asked again."""
    chat_id, thread_id, _ = conversation(update)
    try:
        form = form.reply(words)
    except FigureError as error:
        await send(context.bot, chat_id, [f"⚠️ {escape(str(error))}"], thread_id=thread_id or None)
    await keep(update, context, form)


async def keep(update: Update, context: ContextTypes.DEFAULT_TYPE, form: Form) -> None:
    """Keep a form as it stands, and ask what comes next."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    await asyncio.to_thread(the.store.save_form, chat_id, user_id, NAME, form.dump())
    await _show(update, context, form)


async def _show(update: Update, context: ContextTypes.DEFAULT_TYPE, form: Form) -> None:
    """The question now, with its buttons; when nothing is left, the result."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    question = form.question
    if question is None:
        await _finish(update, context, form)
        return
    choices: list[Button] = [
        (
            f"{choice.label[:1].upper()}{choice.label[1:]}",
            {"do": "check", "step": "answer", "key": question.key, "value": choice.value},
        )
        for choice in question.choices
    ]
    rows = [choices[start : start + 2] for start in range(0, len(choices), 2)]
    steps: list[Button] = [("⬅️ Quay lại", {"do": "check", "step": "back"})] if form.trail else []
    if question.key not in {"kind", "locality"}:
        steps += [("Chưa có số liệu", {"do": "check", "step": "skip"}), ("✅ Xem kết quả", {"do": "check"})]
    hint = f"\n<i>{escape(question.hint)}</i>" if question.hint else ""
    buttons = await keyboard(the.store, chat_id, [*rows, *([steps] if steps else [])])
    text = f"{escape(question.text)}{hint}"
    if (
        not set(form.trail) - UNIT_KEYS
        and question.key not in UNIT_KEYS
        and await _is_confidential(update, context, form)
    ):
        agree = await keyboard(the.store, chat_id, [[("Đồng ý cho giữ", {"do": "check_consent"})]])
        notice = say("check_household", days=the.settings.keep_days)
        await send(context.bot, chat_id, [notice], keyboard=agree, thread_id=thread_id or None)
    await send(context.bot, chat_id, [text], keyboard=buttons, thread_id=thread_id or None)


async def _finish(update: Update, context: ContextTypes.DEFAULT_TYPE, form: Form) -> None:
    """The verdicts with their reasons, the chart, and buttons to change an answer or get the template."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    try:
        result = await the.compute(form.check)
    except FigureError as error:
        await send(context.bot, chat_id, [escape(str(error))], thread_id=thread_id or None)
        await _show(update, context, form) if form.question else None
        return
    confidential = await _is_confidential(update, context, form)
    await _show_result(update, context, result, form, editable=not confidential)
    if confidential:
        await asyncio.to_thread(the.store.drop_form, chat_id, user_id)
        await send(context.bot, chat_id, [say("check_forgotten")], thread_id=thread_id or None)


async def _show_result(
    update: Update, context: ContextTypes.DEFAULT_TYPE, result: CheckResult, form: Form, *, editable: bool
) -> None:
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    shown = explain(result, places(form.rulebooks))
    first, _, rest = shown.partition("\n")
    parts = [f"<b>{escape(first)}</b>", *(escape(line) for line in rest.split("\n") if line.strip())]
    edits: list[Button] = [
        (f"✏️ {name}", {"do": "check", "step": "edit", "key": key}) for key, name, _ in form.summary() if editable
    ]
    rows = [edits[start : start + 2] for start in range(0, len(edits), 2)]
    about: dict[str, object] = {"do": "check_template", "kind": result.unit.kind.value, "place": result.unit.locality}
    rows.append([("📄 Mẫu Excel cho nhiều đơn vị", about)])
    buttons = await keyboard(the.store, chat_id, rows)
    picture = await the.compute(draw_chart, result)
    if picture:
        await context.bot.send_photo(chat_id, BytesIO(picture), message_thread_id=thread_id or None)
    await send(context.bot, chat_id, pack(parts), keyboard=buttons, thread_id=thread_id or None)


def is_of_household(state: Mapping[str, object]) -> bool:
    """Whether a form, as it is kept, is a household's, or lies over one that is."""
    under = state.get("under")
    if isinstance(under, dict):
        return is_of_household(under.get("state") or {})
    unit = state.get("unit")
    return isinstance(unit, dict) and str(unit.get("kind", "")).startswith(HOUSEHOLD)


async def _is_confidential(update: Update, context: ContextTypes.DEFAULT_TYPE, form: Form) -> bool:
    """Whether the figures are a household's that has not agreed to their being kept."""
    the, (_, _, user_id) = service(context), conversation(update)
    if not is_of_household(form.dump()):
        return False
    return not (await asyncio.to_thread(the.store.profile, user_id)).consent


async def consent(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Keep the figures of checks, as the user agreed to."""
    del data
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    await asyncio.to_thread(the.store.save_profile, user_id, consent=True)
    await send(context.bot, chat_id, [say("check_consented", days=the.settings.keep_days)], thread_id=thread_id or None)


async def template(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """The Excel template for units of the same kind and place."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    kind = parse_kind(str(data.get("kind")))
    found = find_rulebooks(str(data.get("place") or ""), await the.compute(books, the))
    if kind is None or not found:
        await send(context.bot, chat_id, [say("old_button")], thread_id=thread_id or None)
        return
    with TemporaryDirectory() as folder:
        path = await the.compute(write_template, Path(folder, f"mau-{kind.value}.xlsx"), found[0], kind)
        await context.bot.send_document(
            chat_id, path, caption=say("check_template"), message_thread_id=thread_id or None
        )


async def on_table(update: Update, context: ContextTypes.DEFAULT_TYPE, path: Path) -> bool:
    """A filled template comes back as a workbook of verdicts. Returns whether the file was one."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    with TemporaryDirectory() as folder:
        out = Path(folder, f"{path.stem}-ket-qua.xlsx")
        try:
            sheet = await the.compute(check_table, path, out, books(the))
        except CriteriaError:
            return False
        if not sheet.lines:
            await send(context.bot, chat_id, [say("check_empty")], thread_id=thread_id or None)
            return True
        problems = "\n".join(f"• {escape(p.address)}: {escape(p.text)}" for p in sheet.all_problems[:20])
        caption = say("check_table", count=len(sheet.lines))
        await context.bot.send_document(chat_id, out, caption=caption, message_thread_id=thread_id or None)
    if problems:
        await send(context.bot, chat_id, pack([say("check_problems"), problems]), thread_id=thread_id or None)
    return True


async def _kept(update: Update, context: ContextTypes.DEFAULT_TYPE) -> Form | None:
    """The form in hand, or None after saying that there is none any more."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    try:
        if kept and kept.name == NAME:
            return Form.load(kept.state, books(the))
    except FigureError:
        await asyncio.to_thread(the.store.drop_form, chat_id, user_id)
    await send(context.bot, chat_id, [say("check_gone")], thread_id=thread_id or None)
    return None


def books(the: Service) -> tuple[Rulebook, ...]:
    """The rulebooks of the bot's library."""
    return open_store(the.data).rulebooks()
