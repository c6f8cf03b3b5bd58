"""The bot as a process, against a Bot API server on loopback.

One process answers most tests, each of which brings a person of its own; `launch` starts another where a test
restarts it, kills it or sets it up differently. All async tests share one event loop, where the server lives.
"""

import asyncio
import inspect
import itertools
import os
import shutil
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.bot.api_server import TOKEN, BotApi
from tests.bot.databases import postgres, url  # noqa: F401 - fixtures
from tests.bot.person import Person

ROOT = Path(__file__).parents[2]
TRANSCRIPT = ROOT / "build/transcript.txt"
STARTING = 120.0
WAITING = """
import sys
import bot.telegram.app, retrieval.assistant, index.searcher
from bot.cli import main
import os
os.read(0, 1)  # and not through sys.stdin, whose encoding is still to be set
sys.exit(main())
"""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and inspect.iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


class BotProcess:
    """`planbot bot`, started, killed and started again over one data folder."""

    def __init__(self, api: BotApi, data: Path, environment: dict[str, str] | None = None, **settings: str) -> None:
        self.api, self.data = api, data
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("PLANBOT_", "TELEGRAM_"))},
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "PLANBOT_TELEGRAM_API": api.url,
            "PLANBOT_LISTEN": "",
            **{f"PLANBOT_{key.upper()}": value for key, value in settings.items()},
            **(environment or {}),
        }
        self.process: asyncio.subprocess.Process | None = None
        self.log = data / "bot.log"

    async def spawn(self, *program: str) -> asyncio.subprocess.Process:
        """Start it, and do not wait until it listens."""
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *(program or ("-m", "bot")),
                *("bot", "--data", str(self.data)),
                cwd=ROOT,
                env=self.environment,
                stdin=asyncio.subprocess.PIPE,
                stderr=log,
            )

    async def prepare(self) -> asyncio.subprocess.Process:
        """Another process with everything imported, which begins when it is let go: starting is most of a restart."""
        return await self.spawn("-c", WAITING)

    async def start(self, ready: asyncio.subprocess.Process | None = None) -> None:
        heard = self.api.heard
        if ready:
            ready.stdin.write(b"\n")
        self.process = ready or await self.spawn()
        for _ in range(int(STARTING / 0.05)):
            if self.process.returncode is not None:
                raise AssertionError(self.log.read_text())
            if self.api.heard > heard:
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


numbers = itertools.count(7001)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A data folder as the first start leaves it: the index of the shipped plans is made once."""
    from retrieval.assistant import Assistant

    folder = tmp_path_factory.mktemp("prepared")
    Assistant.open(folder)
    return folder


def copied(prepared: Path, data: Path) -> Path:
    """Another data folder like it."""
    for kind in ("index", "library"):
        if (prepared / kind).exists():
            shutil.copytree(prepared / kind, data / kind)
    data.mkdir(parents=True, exist_ok=True)
    return data


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(prepared, tmp_path_factory):
    """The process that most tests talk to."""
    TRANSCRIPT.parent.mkdir(exist_ok=True)
    TRANSCRIPT.write_text("")
    async with BotApi() as api:
        data = copied(prepared, tmp_path_factory.mktemp("shared") / "planbot")
        process = BotProcess(api, data, admins="[6999]", per_minute="60")
        await process.start()
        yield process
        await process.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def person(shared, request):
    """Somebody new to the bot; what is said goes to build/transcript.txt, to be read as on a phone."""
    somebody = Person(shared.api, next(numbers))
    yield somebody
    said = [text for chat, text in shared.api.said if chat == somebody.id]
    with TRANSCRIPT.open("a", encoding="utf-8") as transcript:
        print(f"\n===== {request.node.name}\n", "\n\n".join(said), sep="\n", file=transcript)
    assert "trục trặc" not in "".join(said), shared.log.read_text()[-3000:]
    assert not shared.api.problems, shared.api.problems


@pytest.fixture
def someone(shared):
    """More people."""
    return lambda: Person(shared.api, next(numbers))


@pytest_asyncio.fixture(loop_scope="session")
async def launch(prepared, tmp_path):
    """Start a bot of its own over a server of its own: `bot = await launch(admins="[7]")`."""
    running = []

    async def start(
        *, wait: bool = True, api: BotApi | None = None, environment: dict[str, str] | None = None, **settings: str
    ) -> BotProcess:
        data = copied(prepared, tmp_path / f"bot{len(running)}")
        if api is None:
            api = await servers.enter_async_context(BotApi())
        process = BotProcess(api, data, environment, **settings)
        running.append(process)
        if wait:
            await process.start()
        else:
            process.process = await process.spawn()
        return process

    async with AsyncExitStack() as servers:
        yield start
        for process in running:
            await process.kill()
