"""The bot's own small web server: the webhook, its health, and its metrics."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable

from aiohttp import web
from prometheus_client import generate_latest
from telegram import Bot, Update

from bot.errors import BotError
from bot.state.store import Store
from bot.telegram.intake import row_of
from bot.telegram.metrics import REGISTRY, WAITING

log = logging.getLogger(__name__)


class Web:
    """Serves /webhook (where a secret is set), /health and /metrics."""

    def __init__(self, bot: Bot, store: Store, arrived: asyncio.Event, ill: Callable[[], str | None]) -> None:
        self.bot = bot
        self.store = store
        self.arrived = arrived
        self.ill = ill
        self.secret = ""
        self.runner: web.AppRunner | None = None

    async def start(self, address: str, secret: str = "") -> None:
        """Listen at host:port. Raises BotError where that cannot be."""
        self.secret = secret
        app = web.Application(client_max_size=2**20)
        app.add_routes([web.get("/health", self._health), web.get("/metrics", self._metrics)])
        if secret:
            app.add_routes([web.post("/webhook", self._webhook)])
        host, _, port = address.rpartition(":")
        self.runner = web.AppRunner(app, access_log=None)
        await self.runner.setup()
        try:
            await web.TCPSite(self.runner, host or "127.0.0.1", int(port)).start()
        except (OSError, ValueError) as error:
            raise BotError(f"Không mở được cổng {address}: đổi PLANBOT_LISTEN hoặc để trống.") from error

    async def stop(self) -> None:
        """Stop listening."""
        if self.runner:
            await self.runner.cleanup()

    async def _webhook(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            return web.Response(status=403)
        try:
            update = Update.de_json(json.loads(await request.read()), self.bot)
        except (ValueError, KeyError, TypeError):
            return web.Response(status=400)
        if update is not None:
            await asyncio.to_thread(self.store.journal, [row_of(update)])
            self.arrived.set()
        return web.Response()

    async def _health(self, _: web.Request) -> web.Response:
        ill = self.ill()
        text = json.dumps({"ok": ill is None, "why": ill}, ensure_ascii=False)
        return web.json_response(text=text, status=200 if ill is None else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        WAITING.set(await asyncio.to_thread(self.store.waiting))
        return web.Response(body=generate_latest(REGISTRY), content_type="text/plain")
