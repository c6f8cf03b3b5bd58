"""A Bot API server on loopback, as strict as Telegram: every request and reply is held to aiogram's schema."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import re
import time
from collections import defaultdict, deque

import aiogram.methods
from aiogram.types import Message, Update
from aiohttp import ClientSession, web
from PIL import Image
from pydantic import ValidationError

from tests.bot.refusals import Markup, Refusal

TOKEN = "123456:TEST-token"
BOT = {"id": 123456, "is_bot": True, "first_name": "planbot", "username": "planbot_test_bot"}
QUIET = {"sendChatAction", "setMyCommands", "setMyDescription", "setMyShortDescription", "deleteWebhook", "setWebhook"}


class BotApi:
    """The server and, for the tests, the people who write to the bot."""

    def __init__(self) -> None:
        self.updates: list[dict] = []
        self.ids = itertools.count(1000)
        self.messages = itertools.count(1)
        self.calls: list[tuple[str, dict]] = []
        self.sent: list[dict] = []
        self.problems: list[str] = []
        self.faults: defaultdict[tuple[str, int | None], deque[Refusal | float]] = defaultdict(deque)
        self.files: dict[str, bytes] = {}
        self.shown: dict[int, dict] = {}
        self.said: list[tuple[int, str]] = []
        self.changed = asyncio.Condition()
        self.heard = 0
        self.webhook: dict | None = None
        self.url = ""

    async def __aenter__(self) -> BotApi:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", f"/bot{TOKEN}/{{method}}", self._call)
        app.router.add_route("*", "/bot{token}/{method}", self._unauthorized)
        app.router.add_get(f"/file/bot{TOKEN}/{{path:.*}}", self._download)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.heard += 1  # nobody is kept waiting for updates any more
        async with self.changed:
            self.changed.notify_all()
        await self._runner.cleanup()
        assert not self.problems, self.problems

    # What people do

    async def say(self, text: str | None = None, *, user: int, chat: int | None = None, **more) -> dict:
        """Someone writes to the bot."""
        message = self._message(user, chat, text=text, **more)
        return await self.push(message=message)

    async def press(self, sent: dict, label: str, *, user: int) -> dict:
        """Someone presses a button of a message, found by a part of its label."""
        rows = sent["reply_markup"]["inline_keyboard"]
        [button] = [button for row in rows for button in row if label in button["text"]][:1]
        self.said.append((sent["chat"]["id"], f"▶ ({button['text']})"))
        sender = {"id": user, "is_bot": False, "first_name": f"Người {user}"}
        query = {"id": str(next(self.ids)), "from": sender, "chat_instance": "1", "data": button["callback_data"]}
        return await self.push(
            callback_query={**query, "message": {k: v for k, v in sent.items() if k != "parse_mode"}}
        )

    async def push(self, **what) -> dict:
        """Hand an update to the bot, by long polling or by its webhook."""
        update = {"update_id": next(self.ids), **what}  # one handed over again brings its own number
        Update.model_validate(update)
        if self.webhook:
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
            async with (
                ClientSession() as client,
                client.post(self.webhook["url"], json=update, headers=headers) as reply,
            ):
                update["status"] = reply.status
            return update
        async with self.changed:
            self.updates.append(update)
            self.changed.notify_all()
        return update

    async def replies(self, count: int = 1, *, chat: int, within: float = 20.0) -> list[dict]:
        """Wait until so many messages have come to a chat since the last look, and take them."""

        async def enough():
            async with self.changed:
                await self.changed.wait_for(lambda: sum(m["chat"]["id"] == chat for m in self.sent) >= count)

        try:
            await asyncio.wait_for(enough(), within)
        except TimeoutError:
            raise AssertionError(f"{count} messages to {chat} wanted, got {self.sent}; {self.problems}") from None
        mine = [message for message in self.sent if message["chat"]["id"] == chat]
        self.sent = [message for message in self.sent if message["chat"]["id"] != chat]
        return mine

    async def call_of(self, method: str, *, within: float = 20.0, **expected: object) -> dict:
        """Wait for a call of a method with some parameters."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            for name, params in self.calls:
                if name == method and expected.items() <= params.items():
                    return params
            await asyncio.sleep(0.02)
        raise AssertionError(f"no {method} with {expected}")

    def fail(self, method: str, *refusals: Refusal | float, chat: int | None = None) -> None:
        """Let the next calls of a method (to a chat) be refused, or answered so many seconds late."""
        self.faults[method, chat].extend(refusals)

    # The server

    def _message(self, user: int, chat: int | None, **content) -> dict:
        sender = {"id": user, "is_bot": False, "first_name": f"Người {user}", "language_code": "vi"}
        where = {"id": chat or user, "type": "private" if chat in (None, user) else "supergroup"}
        if where["type"] == "supergroup":
            where["title"] = "Nhóm"
        message = {"message_id": next(self.messages), "date": int(time.time()), "from": sender, "chat": where}
        self.said.append((where["id"], f"▶ {content.get('text') or '/'.join(content)}"))
        if (content.get("text") or "").startswith("/"):
            length = len(content["text"].split()[0])
            content.setdefault("entities", [{"type": "bot_command", "offset": 0, "length": length}])
        return {**message, **{key: value for key, value in content.items() if value is not None}}

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        try:
            params = await self._params(request, method)
            self.calls.append((method, params))
            for faults in (self.faults[method, None], self.faults[method, params.get("chat_id")]):
                fault = faults.popleft() if faults else 0
                if isinstance(fault, Refusal):
                    raise fault
                await asyncio.sleep(fault)
            result = await getattr(self, f"_{method}", self._other)(params, method)
        except Refusal as refusal:
            body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.status)
        return web.json_response({"ok": True, "result": result})

    async def _unauthorized(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401)

    async def _params(self, request: web.Request, method: str) -> dict:
        schema = getattr(aiogram.methods, method[0].upper() + method[1:], None)
        if schema is None:
            raise Refusal(404, "Not Found: method not found")
        params, uploaded, sent = {}, set(), {}
        for key, value in (await request.post()).items():
            field = schema.model_fields.get(key)
            if isinstance(value, web.FileField):
                name = f"sent{len(self.files)}"
                self.files[name] = value.file.read()
                uploaded.add(key)
                params[key] = sent[key] = f"attach://{name}"
            elif field is not None and field.annotation in (str, str | None):
                params[key] = value
            else:
                try:
                    params[key] = json.loads(value)
                except ValueError:
                    params[key] = value
        for item in params.get("media", []):  # an album names its files as it sends them
            name = item["media"].removeprefix("attach://")
            item["media"] = sent.pop(name, item["media"])
            params.pop(name, None)
        unknown = set(params) - set(schema.model_fields) - {f.alias for f in schema.model_fields.values()} - uploaded
        try:
            schema.model_validate(params)
        except ValidationError as error:
            wrong = [
                e for e in error.errors() if e["input"] is not None and not str(e["input"]).startswith("attach://")
            ]
            if wrong:
                self.problems.append(f"{method}: {wrong}")
                raise Refusal(400, f"Bad Request: {wrong[0]['msg']}") from error
        if unknown:
            self.problems.append(f"{method}: unknown {unknown}")
        return params

    async def _getUpdates(self, params: dict, _: str) -> list[dict]:
        self.heard += 1
        turn, offset = self.heard, params.get("offset", 0)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        async with self.changed:
            self.changed.notify_all()
            try:
                ready = self.changed.wait_for(lambda: self.updates or self.heard != turn)
                await asyncio.wait_for(ready, params.get("timeout") or 0.01)
            except TimeoutError:
                return []
        if self.heard != turn:
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return self.updates[: params.get("limit", 100)]

    async def _getMe(self, *_: object) -> dict:
        return BOT

    async def _getFile(self, params: dict, _: str) -> dict:
        name = params["file_id"]
        if name not in self.files:
            raise Refusal(400, "Bad Request: file is too big" if name == "big" else "Bad Request: invalid file_id")
        return {
            "file_id": name,
            "file_unique_id": name,
            "file_size": len(self.files[name]),
            "file_path": f"documents/{name}",
        }

    async def _download(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["path"].removeprefix("documents/")])

    async def _setWebhook(self, params: dict, _: str) -> bool:
        self.webhook = params
        self.heard += 1
        return True

    async def _deleteWebhook(self, *_: object) -> bool:
        self.webhook = None
        return True

    async def _sendMessageDraft(self, params: dict, _: str) -> bool:
        if int(params["chat_id"]) < 0:
            raise Refusal(400, "Bad Request: drafts are for private chats")
        if not params["draft_id"] or len(params["text"]) > 4096:
            raise Refusal(400, "Bad Request: wrong draft")
        return True

    async def _sendPoll(self, params: dict, method: str) -> dict:
        options = [option if isinstance(option, str) else option["text"] for option in params["options"]]
        lengths = [(params["question"], 300), (params.get("explanation", ""), 200), *((text, 100) for text in options)]
        if any(len(text) > limit for text, limit in lengths) or not 2 <= len(options) <= 12:
            self.problems.append(f"sendPoll: {params}")
            raise Refusal(400, "Bad Request: poll does not fit")
        return await self._deliver(params, method)

    async def _other(self, params: dict, method: str) -> object:
        if method in QUIET or method.startswith(("answer", "set", "delete", "pin")):
            return True
        if method.startswith("edit"):
            if self.shown.get(params["message_id"]) == params:
                raise Refusal(400, "Bad Request: message is not modified")
            self.shown[params["message_id"]] = params
        return await self._deliver(params, method)

    async def _sendPhoto(self, params: dict, method: str) -> dict:
        self._look_at(params["photo"])
        return await self._deliver(params, method)

    async def _sendMediaGroup(self, params: dict, method: str) -> list[dict]:
        media = params["media"]
        if not 2 <= len(media) <= 10:
            self.problems.append(f"sendMediaGroup of {len(media)}")
            raise Refusal(400, "Bad Request: wrong number of media")
        where = {key: value for key, value in params.items() if key != "media"}
        messages = []
        for item in media:
            self._look_at(item["media"])
            shown = {key: item[key] for key in ("caption", "parse_mode") if key in item}
            messages.append(await self._deliver({**where, **shown, "photo": item["media"]}, "sendPhoto"))
        return messages

    def _look_at(self, photo: str) -> None:
        """Refuse a picture that Telegram does not take as a photo."""
        data = self.files[photo.removeprefix("attach://")]
        width, height = Image.open(io.BytesIO(data)).size
        if len(data) > 10 * 2**20 or width + height > 10_000 or max(width, height) > 20 * min(width, height):
            self.problems.append(f"photo of {width}x{height}, {len(data)} bytes")
            raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")

    async def _deliver(self, params: dict, method: str) -> dict:
        limit, key = (1024, "caption") if "caption" in params else (4096, "text")
        text = params.get(key, "")
        if params.get("parse_mode") == "HTML":
            text = Markup(text).text
        if method == "sendMessage" and not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > limit:
            self.problems.append(f"{method}: too long")
            raise Refusal(400, "Bad Request: message is too long")
        for row in (params.get("reply_markup") or {}).get("inline_keyboard", []):
            for button in row:
                if len(button.get("callback_data", "").encode()) > 64:
                    self.problems.append(f"callback_data too long: {button}")
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        chat = int(params["chat_id"])
        message = {
            "message_id": params.get("message_id") or next(self.messages),
            "date": int(time.time()),
            "from": BOT,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
        }
        if method in {"sendMessage", "editMessageText"}:
            message["text"] = text
        else:
            kind = re.sub("^send", "", method).lower()
            name = str(params.get(kind, kind)).removeprefix("attach://")
            shape = {"file_id": name, "file_unique_id": name}
            if kind == "photo":
                message["photo"] = [{**shape, "width": 1, "height": 1}]
            elif kind == "document":
                message["document"] = shape
            elif kind == "poll":
                options = [option if isinstance(option, str) else option["text"] for option in params["options"]]
                message["poll"] = {
                    "id": str(message["message_id"]),
                    "question": params["question"],
                    "options": [
                        {"text": text, "voter_count": 0, "persistent_id": str(n)} for n, text in enumerate(options)
                    ],
                    "total_voter_count": 0,
                    "is_closed": False,
                    "is_anonymous": True,
                    "type": params.get("type", "regular"),
                    "allows_multiple_answers": False,
                    "allows_revoting": False,
                    "members_only": False,
                }
            if text:
                message["caption"] = text
        if params.get("message_thread_id"):
            message |= {"message_thread_id": params["message_thread_id"], "is_topic_message": True}
        if params.get("reply_markup"):
            message["reply_markup"] = params["reply_markup"]
        Message.model_validate(message)
        buttons = [
            " ".join(f"[{b['text']}]" for b in row)
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        ]
        what = text if key in params else params.get("question", f"<{method}> {params.get('document', '')}")
        self.said.append((chat, "\n".join([what, *buttons])))
        async with self.changed:
            self.sent.append({**message, "method": method})
            self.changed.notify_all()
        return message
