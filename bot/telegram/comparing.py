"""/sosanh: what to compare and which plans, by buttons or in words."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram import asking
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.picking import chosen_plans, name_of, plan_rows
from bot.telegram.sending import send, show
from bot.telegram.service import conversation, say, service

TOPICS = (
    "mục tiêu giảm nghèo",
    "tiêu chuẩn khen thưởng đối với huyện",
    "tiêu chuẩn khen thưởng đối với xã",
    "tiêu chuẩn khen thưởng đối với thôn, bản",
    "tiêu chuẩn khen thưởng đối với hộ nghèo",
    "hạn nộp báo cáo",
    "nơi nhận hồ sơ khen thưởng",
)
"""What people compare; anything else can be typed after the command."""


async def on_compare(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/sosanh, with what to compare or without."""
    the, (chat_id, _, _) = service(context), conversation(update)
    words = " ".join(context.args or [])
    if words:
        await asking.reply(update, context, f"So sánh {words}")
        return
    rows: list[list[Button]] = [[(f"{t[:1].upper()}{t[1:]}", {"do": "compare", "topic": t})] for t in TOPICS]
    await show(update, context.bot, say("compare_what"), await keyboard(the.store, chat_id, rows))


async def choose(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Which plans to compare."""
    the, (chat_id, _, _) = service(context), conversation(update)
    rows = plan_rows(the.assistant.plans, data)
    chosen = len(chosen_plans(data))
    label = f"So sánh {chosen} kế hoạch" if chosen > 1 else "So sánh tất cả"
    rows.append([(f"▶️ {label}", {**data, "do": "compare_go"})])
    await show(
        update, context.bot, say("compare_which", topic=data.get("topic")), await keyboard(the.store, chat_id, rows)
    )


async def go(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """Ask for the comparison."""
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    plans = [the.assistant.plans[name] for name in chosen_plans(data) if name in the.assistant.plans]
    whose = " và ".join(name_of(plan) for plan in plans) if len(plans) > 1 else "các kế hoạch"
    question = f"So sánh {data.get('topic')} của {whose}"
    await send(context.bot, chat_id, [f"❓ {question}"], thread_id=thread_id or None)
    await asking.reply(update, context, question)
