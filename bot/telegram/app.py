"""The bot as a process: what is wired to what, from start to graceful stop."""

from __future__ import annotations

import asyncio
import logging
import math
import secrets
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from telegram import Bot, Update
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter
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
from bot.telegram import (
    admin,
    asking,
    briefs,
    checking,
    comparing,
    criteria,
    inline,
    plans,
    privacy,
    remarks,
    reviewing,
    routing,
    uploads,
    welcome,
)
from bot.telegram.intake import ALLOWED, Dispatcher, Poller, wait_for
from bot.telegram.metrics import ERRORS
from bot.telegram.sending import send
from bot.telegram.service import Service, say, service
from bot.telegram.web import Web
from retrieval.assistant import Assistant

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Command = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

COMMANDS: dict[str, Command] = {
    "start": welcome.on_start,
    "trogiup help": welcome.on_help,
    "hoi": asking.on_command,
    "kiemtra": checking.on_check,
    "tieuchi": criteria.on_criteria,
    "sosanh": comparing.on_compare,
    "vanban": plans.on_plans,
    "taplieu": briefs.on_brief,
    "diaban": welcome.on_place,
    "gopy": remarks.on_remark,
    "xoadulieu": privacy.on_erase,
    "huy cancel": routing.on_cancel,
    "thongke": admin.on_figures,
    "phattin": admin.on_broadcast,
    "duyet": reviewing.on_review,
}
"""What each command does; several names for one stand in one key."""

LONGEST_PAUSE = 30.0
"""Seconds between two tries to reach Telegram at the start, at the most."""


def run(reopen: Callable[..., Assistant], data: Path, token: str) -> int:
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
    for names, command in COMMANDS.items():
        # An edited message is MESSAGE's no more: a command is not done twice because its sender corrected it.
        app.add_handler(CommandHandler(names.split(), command, filters=filters.UpdateType.MESSAGE))
    app.add_handler(CallbackQueryHandler(routing.on_button))
    app.add_handler(InlineQueryHandler(inline.on_inline))
    app.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, routing.on_text))
    unknown = filters.COMMAND & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    app.add_handler(MessageHandler(unknown, welcome.on_help))
    app.add_handler(MessageHandler(filters.PHOTO | filters.Document.ALL, uploads.on_file))
    app.add_handler(MessageHandler(filters.ALL & ~filters.COMMAND & ~filters.StatusUpdate.ALL, routing.on_other))
    app.add_error_handler(on_error)
    return app


async def serve(the: Service, token: str) -> None:
    """Take updates in and work them until SIGINT or SIGTERM."""
    app = build(the, token)
    stop, arrived = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def halt() -> None:
        stop.set()
        arrived.set()  # who waits for updates is woken too

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, halt)
    if not await reach(app, stop):
        return
    try:
        the.username = app.bot.username
        await welcome.introduce(app.bot, the)
        if not the.settings.webhook_url:
            # Whoever polls is the only worker; behind a webhook what others have taken is theirs until its lease ends.
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
    finally:
        await app.shutdown()


async def reach(app: App, stop: asyncio.Event) -> bool:
    """Wait until Telegram can be reached; False where the bot is stopped before. Raises BotError for a wrong token."""
    pause = 1.0
    while not stop.is_set():
        try:
            await app.initialize()
        except InvalidToken as error:
            raise BotError("Telegram không nhận mã bot: kiểm tra TELEGRAM_BOT_TOKEN (lấy từ @BotFather).") from error
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached: %s", type(error).__name__)
            await wait_for(stop, pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        else:
            return True
    return False


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
        await asyncio.to_thread(the.store.expire_forms, checking.is_of_household)
        await asyncio.to_thread(the.expire_files, the.settings.keep_days)
        await wait_for(stop, 3600)


async def guard(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Let only people through, in allow-list mode only those on the list, whatever they send."""
    message = update.effective_message
    if update.channel_post or update.edited_channel_post or (message and message.is_automatic_forward):
        raise ApplicationHandlerStop
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
    ERRORS.inc()
    number = secrets.token_hex(3)
    log.error("error %s", number, exc_info=context.error)
    if isinstance(update, Update) and update.effective_chat:
        await send(context.bot, update.effective_chat.id, [say("failed", number=number)])
