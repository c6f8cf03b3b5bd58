"""How the bot bears a crowd: `python -m tests.bot.load --users 200 --seconds 60 --think 10`.

Each user asks, waits for the answer, reads it (`--think` seconds on average) and asks again. Telegram lets a bot send
about 30 messages a second, so 200 users who never read would wait for Telegram, not for the bot. The Bot API server
runs on the same machine and takes its share of the cores.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import asyncio
import random
import re
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bot.api_server import BotApi
from tests.bot.conftest import BotProcess
from tests.bot.person import Person
from tests.bot.test_operations import free_port, get

PLACES = ("Tuyên Quang", "Tuần Giáo", "Lạng Sơn", "Lệ Thủy")
QUESTIONS = (
    "hạn nộp báo cáo ở {} là khi nào?",
    "xa o {} phai giam bao nhieu % ho ngheo moi nam",
    "hồ sơ khen thưởng ở {} gửi về đâu",
    "hộ nghèo ở {} muốn được khen thì cần gì?",
    "thôn, bản ở {} đạt tiêu chuẩn là như thế nào?",
    "mục tiêu giảm nghèo của {}",
    "thời tiết ở {} hôm nay",
)


@dataclass
class Load:
    """A crowd that asks, and how long each answer took (seconds)."""

    process: BotProcess
    think: float
    waits: list[float] = field(default_factory=list)
    lost: int = 0

    async def use(self, number: int, end: float) -> None:
        person = Person(self.process.api, 10_000 + number)
        await asyncio.sleep(random.uniform(0, self.think))
        while time.monotonic() < end:
            start = time.monotonic()
            try:
                await person.ask(random.choice(QUESTIONS).format(random.choice(PLACES)))
            except AssertionError:
                self.lost += 1
            else:
                self.waits.append(time.monotonic() - start)
            await asyncio.sleep(random.expovariate(1 / self.think) if self.think else 0)

    def memory(self) -> float:
        """Resident megabytes of the bot."""
        status = Path(f"/proc/{self.process.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def measure(users: int, seconds: float, think: float) -> None:
    data, port = Path(tempfile.mkdtemp(prefix="planbot-load")), free_port()
    async with BotApi() as api:
        process = BotProcess(api, data, listen=f"127.0.0.1:{port}", per_minute="1000")
        await process.start()
        load = Load(process, think)
        await load.use(-1, time.monotonic() + 3)
        before, end = load.memory(), time.monotonic() + seconds
        load.waits.clear()
        crowd = [asyncio.create_task(load.use(number, end)) for number in range(users)]
        await asyncio.sleep(seconds / 2)
        middle = load.memory()
        await asyncio.gather(*crowd)
        _, metrics = await get(f"http://127.0.0.1:{port}/metrics")
        after = load.memory()
        await process.stop()
    shutil.rmtree(data)
    report(load, users, seconds, metrics)
    print(f"bộ nhớ (MB): {before:.0f} lúc đầu, {middle:.0f} giữa chừng, {after:.0f} lúc cuối")


def report(load: Load, users: int, seconds: float, metrics: str) -> None:
    def mean(name: str) -> float:
        total, count = (float(re.search(rf"{name}_{part} (\S+)", metrics)[1]) for part in ("sum", "count"))
        return 1000 * total / count

    waits = sorted(load.waits)
    if not waits:
        raise SystemExit(f"Không câu nào được trả lời: {load.process.log}")
    p95 = waits[int(0.95 * (len(waits) - 1))]
    answer, work, whole = mean("planbot_answer_seconds"), mean("planbot_update_seconds"), 1000 * statistics.mean(waits)
    errors = float(re.search(r"^planbot_errors_total (\S+)", metrics, re.MULTILINE)[1])
    print(f"{users} người, {seconds:.0f} giây: {len(waits)} câu trả lời, {len(waits) / seconds:.1f} câu/giây")
    print(f"trung vị {statistics.median(waits):.2f} s, p95 {p95:.2f} s, lâu nhất {waits[-1]:.2f} s")
    print(f"lỗi {errors:.0f}, mất {load.lost}")
    print(f"chia thời gian (ms): trả lời {answer:.0f}, lưu và gửi {work - answer:.0f}, chờ đến lượt {whole - work:.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=10)
    options = parser.parse_args()
    asyncio.run(measure(options.users, options.seconds, options.think))
