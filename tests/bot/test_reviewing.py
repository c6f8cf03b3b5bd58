"""An admin reviews drafted criteria in Telegram; only what is approved judges anybody."""

import json
from pathlib import Path

from criteria.model import State
from criteria.store import Store
from tests.bot.person import Person

PLANS = Path(__file__).parents[2] / "evaluation/plans"
PLAN = "dak-lak-58-kh-ubnd"


async def test_drafts_are_approved_rejected_or_left_one_by_one(launch):
    bot = await launch(admins="[7]")
    admin, other = Person(bot.api, 7), Person(bot.api, 8)
    await admin.say(**admin.document("ke hoach.txt", (PLANS / f"{PLAN}.txt").read_bytes()))
    [shown] = await admin.replies()
    await admin.press(shown, "Đưa vào thư viện")
    await admin.replies()
    first = await admin.ask("/duyet")
    assert "58/KH-UBND" in first["text"]
    assert "Câu gốc" in first["text"]
    await admin.press(first, "Duyệt")
    [second] = await admin.replies()
    await admin.press(second, "Bác")
    [third] = await admin.replies()
    await admin.press(third, "Để sau")
    [fourth] = await admin.replies()
    assert len({message["text"] for message in (first, second, third, fourth)}) == 4
    states = [rule.review.state for rule in Store(bot.data / "criteria").rulebook(PLAN).criteria]
    assert states[:3] == [State.APPROVED, State.REJECTED, State.DRAFT]
    await other.say("/duyet")
    answer = await other.ask("/trogiup")
    assert "chờ duyệt" not in json.dumps(answer, ensure_ascii=False)
