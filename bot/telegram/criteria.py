"""/tieuchi: the criteria of a kind of unit in a place, each with its clause."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from html import escape

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.checking import books
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.sending import send, show
from bot.telegram.service import conversation, say, service
from criteria.locality import find_rulebooks
from criteria.model import Criterion, Kind, Rulebook, UnitKind
from criteria.units import KIND_NAMES, find_kind
from retrieval.saying.quotes import plain

SHOWN = {
    Kind.ELIGIBILITY: "Điều kiện",
    Kind.QUALITATIVE: "Điều kiện do người xét",
    Kind.TARGET: "Mục tiêu (không phải tiêu chuẩn khen thưởng)",
    Kind.QUOTA: "Số lượng",
    Kind.DELEGATION: "Giao cho văn bản khác",
}
"""The kinds of rule that are shown, in this order, and the heading of each."""

SOURCES = 8
"""At most so many clause buttons."""


async def on_criteria(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/tieuchi, with a kind of unit and a place or without."""
    words = " ".join(context.args or [])
    the, (_, _, user_id) = service(context), conversation(update)
    place = words or (await asyncio.to_thread(the.store.profile, user_id)).place or ""
    kind = find_kind(words)
    found = find_rulebooks(place, books(the)) if place else ()
    data: dict[str, object] = {"plan": found[0].plan} if found else {}
    await choose(update, context, data | ({"kind": kind[0].value} if kind else {}))


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Ask for what is not known yet, the kind of unit before the place; then the criteria."""
    the, (chat_id, _, _) = service(context), conversation(update)
    held = await the.compute(books, the)
    if data.get("kind") not in set(UnitKind):
        kinds: list[Button] = [
            (capital(KIND_NAMES[kind]), {**data, "do": "criteria", "kind": kind.value})
            for kind in UnitKind
            if any(of_kind(book, kind) for book in held)
        ]
        rows = [kinds[start : start + 2] for start in range(0, len(kinds), 2)]
        await show(update, context.bot, say("criteria_kind"), await keyboard(the.store, chat_id, rows))
        return
    kind = UnitKind(str(data["kind"]))
    book = next((book for book in held if book.plan == data.get("plan")), None)
    if book is None:
        rows = [
            [(f"📍 {book.place or book.issuer}", {**data, "do": "criteria", "plan": book.plan})]
            for book in held
            if of_kind(book, kind)
        ]
        text = say("criteria_place", kind=KIND_NAMES[kind])
        await show(update, context.bot, text, await keyboard(the.store, chat_id, rows))
        return
    await _show(update, context, book, kind)


async def _show(update: Update, context: ContextTypes.DEFAULT_TYPE, book: Rulebook, kind: UnitKind) -> None:
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    rules = of_kind(book, kind)
    place = book.place or book.issuer
    sources: list[Button] = [
        (f"📄 {n}", {"do": "source", "plan": book.plan, "path": rule.source.path, "span": list(rule.source.span)})
        for n, rule in enumerate(rules[:SOURCES], 1)
    ]
    rows = [sources[start : start + 4] for start in range(0, len(sources), 4)]
    if any(rule.kind is Kind.ELIGIBILITY for rule in rules):
        line = f"{KIND_NAMES[kind]} {place}"
        rows.append([(f"✅ Đối chiếu số liệu: {KIND_NAMES[kind]}", {"do": "check_line", "line": line})])
    rows.append(
        [
            ("Loại khác", {"do": "criteria", "plan": book.plan}),
            ("Nơi khác", {"do": "criteria", "kind": kind.value}),
        ]
    )
    head = f"<b>{escape(capital(KIND_NAMES[kind]))} – {escape(place)}</b>\n{escape(book.number or book.issuer)}"
    period = f", giai đoạn {book.period[0]}-{book.period[1]}" if book.period else ""
    body = list(_body(rules)) or [say("criteria_none", kind=KIND_NAMES[kind], place=escape(place))]
    await send(
        context.bot,
        chat_id,
        pack([f"{head}{period}", *body]),
        keyboard=await keyboard(the.store, chat_id, rows),
        thread_id=thread_id or None,
    )


def _body(rules: Sequence[Criterion]) -> Iterator[str]:
    """The rules under their headings, numbered as their buttons are, each with its clause."""
    numbers = {rule.id: number for number, rule in enumerate(rules, 1)}
    for kind, heading in SHOWN.items():
        of = [rule for rule in rules if rule.kind is kind]
        if of:
            yield f"<b>{heading}</b>"
        for rule in of:
            zones = f" (khu vực {', '.join(rule.subject.zones)})" if rule.subject.zones else ""
            yield (
                f"{numbers[rule.id]}. {escape(rule.title)}{zones}\n<blockquote expandable>mục "
                f"{escape(rule.source.path)}: “{escape(plain(rule.source.quote).lstrip('-+ '))}”</blockquote>"
            )


def of_kind(book: Rulebook, kind: UnitKind) -> list[Criterion]:
    """The reviewed rules of a plan for a kind of unit, in the order they are shown."""
    order = list(SHOWN)
    rules = [rule for rule in book.criteria if rule.judges and kind in rule.subject.units and rule.kind in SHOWN]
    return sorted(rules, key=lambda rule: order.index(rule.kind))


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"
