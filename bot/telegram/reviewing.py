"""/duyet: an admin reviews drafted criteria one at a time; only what is approved judges anybody."""

from __future__ import annotations

from datetime import date
from html import escape

from telegram import Update
from telegram.ext import ContextTypes

from bot.checking import open_store
from bot.telegram.keyboards import Button, keyboard
from bot.telegram.markup import pack
from bot.telegram.sending import send
from bot.telegram.service import Service, conversation, say, service
from criteria.errors import CriteriaError
from criteria.model import Criterion, Rulebook
from criteria.review import approve, describe, drafts, reject


async def on_review(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """The next draft of the first plan that has one, or of the plan named."""
    the, (_, _, user_id) = service(context), conversation(update)
    if the.is_admin(user_id):
        await _show(update, context, " ".join(context.args or []), ())


async def decide(update: Update, context: ContextTypes.DEFAULT_TYPE, data: dict[str, object]) -> None:
    """A decision was pressed: keep it, and show the next draft; one decided meanwhile is only passed over."""
    the, (_, _, user_id) = service(context), conversation(update)
    if not the.is_admin(user_id):
        return
    plan, rule, seen = str(data["plan"]), str(data["rule"]), data.get("passed")
    passed = tuple(map(str, seen)) if isinstance(seen, list) else ()
    if data.get("decision") == "pass":
        passed = (*passed, rule)
    else:
        await the.compute(_keep, the, plan, rule, data.get("decision") == "approve", f"telegram:{user_id}")
    await _show(update, context, plan, passed)


def _keep(the: Service, plan: str, rule: str, approved: bool, by: str) -> None:
    store = open_store(the.data)
    book = store.rulebook(plan)
    if rule not in {draft.id for draft in drafts(book)}:
        return
    store.save(approve(book, rule, by, date.today()) if approved else reject(book, rule, by, date.today()))


async def _show(update: Update, context: ContextTypes.DEFAULT_TYPE, plan: str, passed: tuple[str, ...]) -> None:
    the, (chat_id, thread_id, _) = service(context), conversation(update)
    found = await the.compute(_next, the, plan, passed)
    if found is None:
        await send(context.bot, chat_id, [say("review_done")], thread_id=thread_id or None)
        return
    book, rule, left = found
    data: dict[str, object] = {"do": "review", "plan": book.plan, "rule": rule.id, "passed": list(passed)}
    row: list[Button] = [
        (label, data | {"decision": decision})
        for label, decision in (("✅ Duyệt", "approve"), ("❌ Bác", "reject"), ("⏭ Để sau", "pass"))
    ]
    parts = [say("review_left", plan=escape(book.number or book.issuer), count=left), escape(describe(rule))]
    buttons = await keyboard(the.store, chat_id, [row])
    await send(context.bot, chat_id, pack(parts), keyboard=buttons, thread_id=thread_id or None)


def _next(the: Service, plan: str, passed: tuple[str, ...]) -> tuple[Rulebook, Criterion, int] | None:
    """The next draft with its rulebook and how many are left in it; of the plan named, where one is."""
    store = open_store(the.data)
    try:
        books = [store.rulebook(plan)] if plan else list(store.rulebooks())
    except CriteriaError:
        books = list(store.rulebooks())
    for book in books:
        waiting = [rule for rule in drafts(book) if rule.id not in passed]
        if waiting:
            return book, waiting[0], len(waiting)
    return None
