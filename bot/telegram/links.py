"""Deep links: `?start=` opens a plan, a clause or the check. Telegram allows 64 letters, digits, "_" and "-"."""

from __future__ import annotations

import re

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram import checking
from bot.telegram.plans import show_plan
from bot.telegram.service import service
from bot.telegram.sources import show_source

CLAUSE = re.compile(r"c-(\d+)-(\d+)-([\w-]+)")
PLAN = re.compile(r"p-([\w-]+)")


async def follow(update: Update, context: ContextTypes.DEFAULT_TYPE, payload: str) -> bool:
    """Open what a payload names. Returns whether there was something to open."""
    plans = service(context).assistant.plans
    found = CLAUSE.fullmatch(payload)
    if found and found[3] in plans:
        data: dict[str, object] = {"plan": found[3], "path": "", "span": [int(found[1]), int(found[2])]}
        await show_source(update, context, data)
        return True
    found = PLAN.fullmatch(payload)
    if found and found[1] in plans:
        await show_plan(update, context, {"plan": found[1]})
        return True
    if payload in {"kiemtra", "check"}:
        context.args = []
        await checking.on_check(update, context)
        return True
    return False
