"""A photographed table in a check: what was read is shown, corrected and agreed to before any of it is used."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from telegram import Update
from telegram.ext import ContextTypes

from bot.state.tables import Form as Kept
from bot.telegram import checking, forms
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.sending import send, show
from bot.telegram.service import conversation, say, service
from criteria.errors import FigureError
from criteria.form import Form
from criteria.model import Rulebook
from criteria.scan import Scan
from criteria.scanning import find_figures
from criteria.units import find_kind
from documents.errors import DocumentError
from documents.tables import read_tables

NAME = "scan"
MOST = 60
"""At most so many figures, or units, of one table: more are a file for the template."""

DATED = re.compile(r"\s*(?:năm\s*)?((?:19|20)\d\d)[\s:=-]+\S", re.IGNORECASE)

State = dict[str, object]


async def take(update: Update, context: ContextTypes.DEFAULT_TYPE, path: Path) -> bool:
    """Read the table on a picture and show what was read. Returns whether there was one."""
    the, (chat_id, _, user_id) = service(context), conversation(update)
    try:
        found = find_figures(await the.read(read_tables, path))
    except DocumentError:
        return False
    units = [Scan(scan.unit, scan.readings[:MOST]) for scan in found[:MOST] if scan.readings]
    if not units:
        return False
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    before = _units(kept.state) if kept and kept.name == NAME else []
    if len(before) == 1 and len(units) == 1:  # another picture of the same table
        units = [before[0].joined(units[0])]
    await _keep(update, context, units, kept)
    return True


async def on_words(update: Update, context: ContextTypes.DEFAULT_TYPE, kept: Kept, words: str) -> None:
    """A figure typed: the one that was chosen to be corrected, or the one of the year that it begins with."""
    chat_id, thread_id, _ = conversation(update)
    units = _units(kept.state)
    place = kept.state.get("editing")
    dated = DATED.match(words)
    if len(units) == 1 and not isinstance(place, int) and dated:
        same = [n for n, reading in enumerate(units[0].readings) if reading.year == int(dated[1])]
        place = same[0] if len(same) == 1 else None
    if len(units) != 1 or not isinstance(place, int):
        await send(context.bot, chat_id, [say("scan_how")], thread_id=thread_id or None)
        return
    try:
        units = [units[0].changed(place, words)]
    except FigureError as error:
        await send(context.bot, chat_id, [f"⚠️ {escape(str(error))}"], thread_id=thread_id or None)
        return
    await _keep(update, context, units, kept)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A button under what was read: agree, correct, drop a figure or all of them."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if kept is None or kept.name != NAME or kept.state.get("version") != data.get("version"):
        await send(context.bot, chat_id, [say("scan_gone")], thread_id=thread_id or None)
        return
    units, number = _units(kept.state), data.get("number")
    at = number if isinstance(number, int) else 0
    match data.get("step"):
        case "agree":
            await _agree(update, context, units[0])
        case "unit":
            await _keep(update, context, [units[at]], kept)
        case "edit":
            await _offer(update, context, units[0], kept.state)
        case "figure":
            await forms.lay(the, chat_id, user_id, NAME, {**kept.state, "editing": at})
            await _ask(update, context, units[0], at, kept.state)
        case "drop":
            await _keep(update, context, [units[0].dropped(at)], kept)
        case "list":
            await _keep(update, context, units, kept)
        case _:
            await forms.lift(the, chat_id, user_id)
            await send(context.bot, chat_id, [say("scan_dropped")], thread_id=thread_id or None)


async def _agree(update: Update, context: ContextTypes.DEFAULT_TYPE, scan: Scan) -> None:
    """Put the figures into the check in hand, or begin one with them."""
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if not scan.usable:
        await _show(update, context, [scan], {})
        return
    await forms.lift(the, chat_id, user_id)
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    books = await the.compute(checking.books, the)
    try:
        form = Form.load(kept.state, books) if kept and kept.name == checking.NAME else _begun(books, scan.unit)
        form = form.fill(scan.given())
    except FigureError as error:
        await forms.lay(the, chat_id, user_id, NAME, _state([scan]))
        await send(context.bot, chat_id, [f"⚠️ {escape(str(error))}"], thread_id=thread_id or None)
        await _show(update, context, [scan], _state([scan]))
        return
    await send(context.bot, chat_id, [say("scan_used", count=len(scan.readings))], thread_id=thread_id or None)
    await checking.keep(update, context, form)


def _begun(books: Sequence[Rulebook], unit: str) -> Form:
    """A new check, of the kind of unit that a name begins with."""
    form, kind = Form.start(books), find_kind(unit)
    return form.answer("kind", kind[0].value) if kind else form


async def _keep(update: Update, context: ContextTypes.DEFAULT_TYPE, units: Sequence[Scan], kept: Kept | None) -> None:
    the, (chat_id, thread_id, user_id) = service(context), conversation(update)
    if not any(scan.readings for scan in units):
        await forms.lift(the, chat_id, user_id)
        await send(context.bot, chat_id, [say("scan_dropped")], thread_id=thread_id or None)
        return
    before = kept.state.get("version") if kept and kept.name == NAME else 0
    state = _state(units, before + 1 if isinstance(before, int) else 1)
    await forms.lay(the, chat_id, user_id, NAME, state)
    await _show(update, context, units, state)


async def _show(
    update: Update, context: ContextTypes.DEFAULT_TYPE, units: Sequence[Scan], state: Mapping[str, object]
) -> None:
    """What was read, figure by figure; of a table of many units first whose row is meant."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    step: State = {"do": NAME, "version": state.get("version")}
    if len(units) > 1:
        rows: list[list[Button]] = [
            [(scan.unit or "(không có tên)", {**step, "step": "unit", "number": n})] for n, scan in enumerate(units)
        ]
        text = [say("scan_units", count=len(units))]
        rows.append([("🗑 Bỏ", {**step, "step": "discard"})])
    else:
        scan = units[0]
        agree: list[Button] = [("✅ Đúng", {**step, "step": "agree"})] if scan.usable else []
        rows = [[*agree, ("✏️ Sửa", {**step, "step": "edit"}), ("🗑 Bỏ", {**step, "step": "discard"})]]
        text = _listed(scan)
    buttons = await keyboard(the.store, chat_id, rows)
    await send(context.bot, chat_id, pack(text), keyboard=buttons, thread_id=thread_id or None)


def _listed(scan: Scan) -> list[str]:
    """The figures under what they are, those to look at marked; then why."""
    doubts = scan.doubts
    marked = {place for doubt in doubts for place in doubt.places}
    parts = [say("scan_read", unit=f" – {escape(scan.unit)}" if scan.unit else "")]
    for name in scan.names:
        lines = [
            f"{'⚠️ ' if place in marked else ''}{reading.year}: {escape(reading.shown)}"
            for place, reading in enumerate(scan.readings)
            if reading.name == name
        ]
        parts.append("\n".join([f"<b>{escape(scan.of(name)[0].label)}</b>", *lines]))
    if doubts:
        parts.append("\n".join([say("scan_doubts"), *(f"• {escape(doubt.text)}" for doubt in doubts)]))
    parts.append(say("scan_agree" if scan.usable else "scan_mend"))
    return parts


async def _offer(update: Update, context: ContextTypes.DEFAULT_TYPE, scan: Scan, state: Mapping[str, object]) -> None:
    """A button a figure, to be corrected by tapping it."""
    the, (chat_id, _, _) = service(context), conversation(update)
    step: State = {"do": NAME, "version": state.get("version")}
    marked = {place for doubt in scan.doubts for place in doubt.places}
    alone = len(scan.names) == 1
    figures: list[Button] = [
        (
            f"{'⚠️ ' if place in marked else ''}{'' if alone else f'{reading.label} '}{reading.year}: {reading.shown}",
            {**step, "step": "figure", "number": place},
        )
        for place, reading in enumerate(scan.readings)
    ]
    width = 2 if alone else 1
    rows = [figures[start : start + width] for start in range(0, len(figures), width)]
    rows.append([("⬅️ Xem lại danh sách", {**step, "step": "list"})])
    await show(update, context.bot, say("scan_edit"), await keyboard(the.store, chat_id, rows))


async def _ask(
    update: Update, context: ContextTypes.DEFAULT_TYPE, scan: Scan, place: int, state: Mapping[str, object]
) -> None:
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    reading = scan.readings[place]
    step: State = {"do": NAME, "version": state.get("version"), "number": place}
    row: list[Button] = [("🗑 Bỏ số này", {**step, "step": "drop"}), ("⬅️ Danh sách", {**step, "step": "list"})]
    text = say("scan_figure", label=escape(reading.label), year=reading.year, read=escape(reading.shown))
    await send(
        context.bot, chat_id, [text], keyboard=await keyboard(the.store, chat_id, [row]), thread_id=thread_id or None
    )


def _state(units: Sequence[Scan], version: int = 1) -> State:
    return {"units": [scan.dump() for scan in units], "version": version}


def _units(state: Mapping[str, object]) -> list[Scan]:
    units = state.get("units")
    try:
        return [Scan.load(unit) for unit in units] if isinstance(units, list) else []
    except FigureError:
        return []
