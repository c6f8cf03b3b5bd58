"""Somebody with Telegram on their phone, for the tests."""

from __future__ import annotations

from tests.bot.api_server import BotApi, Refusal


class Person:
    """Writes to the bot in a private chat, or in a group with `chat`, and reads what comes back."""

    def __init__(self, api: BotApi, number: int) -> None:
        self.api, self.id, self.group = api, number, -number

    async def say(self, text: str | None = None, **more) -> dict:
        return await self.api.say(text, user=self.id, **more)

    async def press(self, sent: dict, label: str) -> dict:
        return await self.api.press(sent, label, user=self.id)

    async def replies(self, count: int = 1, *, chat: int | None = None, within: float = 20.0) -> list[dict]:
        """Wait for so many messages and take all that have come."""
        return await self.api.replies(count, chat=chat or self.id, within=within)

    async def ask(self, text: str) -> dict:
        """Say something and take the one message that answers it."""
        await self.say(text)
        [reply] = await self.replies()
        return reply

    async def until(self, text: str) -> dict:
        """The first message that says something, on itself or on its buttons; what came before it is let go."""
        while True:
            for reply in await self.replies():
                if text in str(reply):
                    return reply

    async def silence(self) -> None:
        """Nothing that was said before is answered: something said after it is, and alone."""
        reply = await self.ask("/huy")
        assert "việc nào đang làm" in reply["text"], reply

    def fail(self, method: str, *refusals: Refusal | float) -> None:
        """Let the next calls of a method to this person's chat be refused, or answered so many seconds late."""
        self.api.fail(method, *refusals, chat=self.id)

    def called(self, method: str) -> list[dict]:
        """The calls of a method to this person's chat."""
        return [params for name, params in self.api.calls if name == method and params.get("chat_id") == self.id]

    def document(self, name: str, content: bytes) -> dict:
        """A file to say something with."""
        key = f"f{self.id}-{len(self.api.files)}"
        self.api.files[key] = content
        return {"document": {"file_id": key, "file_unique_id": key, "file_name": name, "file_size": len(content)}}


def labels(message: dict) -> list[str]:
    """What stands on the buttons of a message."""
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]
