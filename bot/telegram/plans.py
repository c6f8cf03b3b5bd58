"""The plans that are there: a list, and a card for each."""

from __future__ import annotations

from html import escape

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.sending import send
from bot.telegram.service import conversation, say, service
from documents.plan import Kind, Plan, Relation


async def on_plans(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/vanban: the plans, each a button to its card."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    plans = the.assistant.plans.values()
    rows: list[list[Button]] = [
        [(f"📘 {plan.place or plan.issuer}: {plan.name}", {"do": "plan", "plan": plan.id})] for plan in plans
    ]
    listed = "\n".join(f"• <b>{escape(plan.name)}</b> – {escape(plan.issuer)}{years(plan)}" for plan in plans)
    await send(
        context.bot,
        chat_id,
        [f"{say('plans')}\n{listed}"],
        keyboard=await keyboard(the.store, chat_id, rows),
        thread_id=thread_id or None,
    )


async def show_plan(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A plan's card: what it is, its outline, what it hands to documents that are elsewhere."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    plan = the.assistant.plans.get(str(data["plan"]))
    if plan is None:
        await send(context.bot, chat_id, [say("old_button")], thread_id=thread_id or None)
        return
    about = f"kế hoạch {plan.number or 'của ' + plan.issuer}"
    rows: list[list[Button]] = [
        [("Tóm tắt", {"do": "ask", "question": f"Tóm tắt {about}"})],
        [("Căn cứ pháp lý", {"do": "ask", "question": f"Liệt kê các căn cứ của {about}"})],
    ]
    await send(
        context.bot,
        chat_id,
        pack(card(plan)),
        keyboard=await keyboard(the.store, chat_id, rows),
        thread_id=thread_id or None,
    )


def card(plan: Plan) -> list[str]:
    """The parts of a plan's card, in HTML."""
    unknown = "văn bản không nêu"
    issued = f"{plan.issued:%d/%m/%Y}" if plan.issued else unknown
    period = spoken(plan.period) if plan.period else unknown
    outline = [p.text for p in plan.provisions if p.kind is Kind.SECTION and p.parent is None]
    handed = [r for r in plan.references if r.relation is Relation.DELEGATES and r.number]
    parts = [
        f"<b>{escape(plan.title)}</b>",
        f"Số: {escape(plan.number or unknown)}\nNgày: {issued}\nCơ quan: {escape(plan.issuer or unknown)}\n"
        f"Địa bàn: {escape(plan.place or unknown)}\nGiai đoạn: {period}",
    ]
    if outline:
        parts.append("<b>Bố cục</b>\n" + "\n".join(f"• {escape(text[:150])}" for text in outline))
    if handed:
        parts.append(
            "<b>Giao cho văn bản khác</b>\n"
            + "\n".join(f"• {escape(r.number or '')}: {escape(r.subject or '')}" for r in handed)
        )
    if plan.damaged:
        parts.append("<i>⚠️ Bản quét hỏng chữ, phần chữ đã được khôi phục; con số quan trọng nên xem lại bản gốc.</i>")
    return parts


def years(plan: Plan) -> str:
    """A plan's period in brackets."""
    return f" ({spoken(plan.period)})" if plan.period else ""


def spoken(period: tuple[int, int]) -> str:
    """A first and a last year, or the one year that they are."""
    return str(period[0]) if period[0] == period[1] else f"{period[0]}-{period[1]}"
