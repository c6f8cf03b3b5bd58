"""Killed again and again at random moments, the bot loses nothing and says nothing twice that it knows it said."""

import asyncio
import os
import random
import sqlite3

import pytest

from tests.bot.person import Person

KILLS = int(os.environ.get("PLANBOT_TEST_KILLS", "5"))
PEOPLE = 20
QUESTIONS = {
    "Hạn nộp báo cáo ở Lệ Thủy là khi nào?": "15/11",
    "Xã nghèo khu vực III ở Tuần Giáo phải dưới bao nhiêu?": "25%",
    "Huyện nghèo ở Tuyên Quang phải giảm bao nhiêu % để được khen?": "7%",
}


async def converse(person: Person, over: asyncio.Event) -> tuple[int, int]:
    """Ask one question after the other, each after the answer to the last. Returns how many were asked and answered."""
    asked = answered = 0
    while not over.is_set():
        question, expected = list(QUESTIONS.items())[asked % len(QUESTIONS)]
        await person.say(question)
        asked += 1
        while True:
            replies = await person.replies(within=120)
            answered += len(replies)
            if any(expected in reply["text"] for reply in replies):
                break
        await asyncio.sleep(random.uniform(0, 1))
    return asked, answered


@pytest.mark.slow
async def test_nothing_is_lost_and_nothing_is_said_twice(launch):
    bot = await launch(per_minute="1000")
    over = asyncio.Event()
    people = [Person(bot.api, number) for number in range(100, 100 + PEOPLE)]
    talks = [asyncio.create_task(converse(person, over)) for person in people]
    for _ in range(KILLS):
        ready = await bot.prepare()
        await asyncio.sleep(random.uniform(0, 1.5))
        await bot.kill()
        await bot.start(ready)
    over.set()
    counts = await asyncio.gather(*talks)
    for person in people:
        await person.say("/huy")
        last = await person.replies(within=60)
        assert "việc nào đang làm" in last[-1]["text"]
    assert await bot.stop() == 0
    journal = sqlite3.connect(bot.data / "bot.sqlite3")
    assert journal.execute("SELECT count(*) FROM journal WHERE state <> 'done'").fetchone() == (0,)
    for person, (asked, answered) in zip(people, counts, strict=True):
        tries = journal.execute("SELECT attempts FROM journal WHERE chat_id = ?", (person.id,)).fetchall()
        assert len(tries) == asked + 1
        # An answer may come twice only where the process died between sending it and knowing that it had.
        assert asked <= answered <= sum(count for (count,) in tries) - 1
