"""The bot as a process, against a Bot API server on loopback."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.bot.api_server import TOKEN, BotApi

ROOT = Path(__file__).parents[2]


class BotProcess:
    """`planbot bot`, started, killed and started again over one data folder."""

    def __init__(self, api: BotApi, data: Path, **settings: str) -> None:
        self.api, self.data = api, data
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PLANBOT_", "TELEGRAM_"))},
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "PLANBOT_TELEGRAM_API": api.url,
            "PLANBOT_LISTEN": "",
            **{f"PLANBOT_{key.upper()}": value for key, value in settings.items()},
        }
        self.process: asyncio.subprocess.Process | None = None
        self.log = data / "bot.log"

    async def start(self) -> None:
        polled = sum(method == "getUpdates" for method, _ in self.api.calls)
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "bot", "--data", str(self.data), cwd=ROOT, env=self.environment, stderr=log
            )
        for _ in range(600):
            if self.process.returncode is not None:
                raise AssertionError(self.log.read_text())
            if self.api.webhook or sum(method == "getUpdates" for method, _ in self.api.calls) > polled:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("the bot does not ask for updates: " + self.log.read_text())

    async def kill(self) -> None:
        if self.process and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 30)


@pytest.fixture
async def api():
    async with BotApi() as server:
        yield server


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("planbot")


@pytest.fixture
async def bot(api, tmp_path):
    process = BotProcess(api, tmp_path)
    await process.start()
    yield process
    await process.kill()
