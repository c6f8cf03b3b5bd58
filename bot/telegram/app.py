"""The bot as a process: what is wired to what, from start to graceful stop."""

from __future__ import annotations

import asyncio
import logging
import math
import secrets
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from telegram import Bot, Update
from telegram.error import Forbidden
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.errors import BotError
from bot.settings import settings
from bot.state.store import Store
from bot.telegram import admin, asking, checking, inline, plans, privacy, routing, uploads, welcome
from bot.telegram.intake import ALLOWED, Dispatcher, Poller, wait_for
from bot.telegram.sending import send
from bot.telegram.service import Service, say, service
from bot.telegram.web import Web
from retrieval.assistant import Assistant

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]


def run(reopen: Callable[[Path], Assistant], data: Path, token: str) -> int:
    """Run the bot until it is told to stop; `reopen` opens the assistant of a data folder. Returns the exit status."""
    store = Store.open(settings().database, data)
    the = Service(reopen(data), store, settings(), data, reopen)
    try:
        asyncio.run(serve(the, token))
    finally:
        store.close()
    return 0


def build(the: Service, token: str) -> App:
    """The application, with every handler in place."""
    app = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{the.settings.telegram_api}/bot")
        .base_file_url(f"{the.settings.telegram_api}/file/bot")
        .rate_limiter(AIORateLimiter(max_retries=5))
        .updater(None)
        .build()
    )
    app.bot_data["service"] = the
    app.add_handler(TypeHandler(Update, guard), group=-1)
    app.add_handler(CommandHandler("start", welcome.on_start))
    app.add_handler(CommandHandler(["trogiup", "help"], welcome.on_help))
    app.add_handler(CommandHandler("hoi", asking.on_command))
    app.add_handler(CommandHandler("diaban", welcome.on_place))
    app.add_handler(CommandHandler("xoadulieu", privacy.on_erase))
    app.add_handler(CommandHandler("kiemtra", checking.on_check))
    app.add_handler(CommandHandler("vanban", plans.on_plans))
    app.add_handler(CommandHandler("gopy", routing.on_remark))
    app.add_handler(CommandHandler(["huy", "cancel"], routing.on_cancel))
    app.add_handler(CommandHandler("thongke", admin.on_figures))
    app.add_handler(CommandHandler("phattin", admin.on_broadcast))
    app.add_handler(CallbackQueryHandler(routing.on_button))
    app.add_handler(InlineQueryHandler(inline.on_inline))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, routing.on_text))
    app.add_handler(MessageHandler(filters.COMMAND & filters.ChatType.PRIVATE, welcome.on_help))
    app.add_handler(MessageHandler(filters.PHOTO | filters.Document.ALL, uploads.on_file))
    app.add_handler(MessageHandler(filters.ALL & ~filters.COMMAND & ~filters.StatusUpdate.ALL, routing.on_other))
    app.add_error_handler(on_error)
    return app


async def serve(the: Service, token: str) -> None:
    """Take updates in and work them until SIGINT or SIGTERM."""
    app = build(the, token)
    stop, arrived = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    async with app:
        the.username = app.bot.username
        await welcome.set_commands(app.bot, the)
        await asyncio.to_thread(the.store.release)
        await app.start()
        poller = Poller(app.bot, the.store, arrived)
        pushed = the.settings.webhook_url is not None
        web = Web(app.bot, the.store, arrived, ill=lambda: None if pushed else poller.ill())
        try:
            await listen(the, app.bot, web)
            fetching = asyncio.create_task(wait_for(stop, math.inf) if pushed else poller.run(stop))
            await asyncio.gather(
                Dispatcher(app.bot, the.store, app.process_update, arrived).run(stop), forget(the, stop)
            )
            fetching.cancel()
        finally:
            await web.stop()
            await app.stop()


async def listen(the: Service, bot: Bot, web: Web) -> None:
    """Serve health and metrics, and the webhook where one is set; else make sure that none is."""
    secret = the.settings.webhook_secret.get_secret_value() if the.settings.webhook_secret else ""
    if the.settings.webhook_url:
        if not secret or not the.settings.listen:
            raise BotError("Webhook cần cả PLANBOT_WEBHOOK_SECRET và PLANBOT_LISTEN.")
        await web.start(the.settings.listen, secret)
        await bot.set_webhook(the.settings.webhook_url, secret_token=secret, allowed_updates=ALLOWED)
        return
    if the.settings.listen:
        await web.start(the.settings.listen)
    await bot.delete_webhook()


async def forget(the: Service, stop: asyncio.Event) -> None:
    """Forget what is older than it needs to be kept, now and every hour."""
    while not stop.is_set():
        await asyncio.to_thread(the.store.expire, the.settings.keep_days)
        await asyncio.to_thread(the.expire_files, the.settings.keep_days)
        await wait_for(stop, 3600)


async def guard(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """In allow-list mode, let only those through whose number is on the list, whatever they send."""
    allowed = service(context).settings.allow
    user = update.effective_user
    if not allowed or (user and user.id in allowed):
        return
    if user and update.effective_chat and update.effective_chat.type == "private" and update.message:
        await send(context.bot, update.effective_chat.id, [say("not_allowed", user=user.id)])
    raise ApplicationHandlerStop


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Something went wrong: a number for the user, the details for the log."""
    if isinstance(context.error, Forbidden):
        return
    number = secrets.token_hex(3)
    log.error("error %s", number, exc_info=context.error)
    if isinstance(update, Update) and update.effective_chat:
        await send(context.bot, update.effective_chat.id, [say("failed", number=number)])
