"""The bot at work: webhook, health, metrics, several workers, and starts that go wrong."""

import asyncio
import socket

from aiohttp import ClientSession

from tests.bot.api_server import BotApi, Refusal
from tests.bot.person import Person

DEADLINE = "Hạn nộp báo cáo ở Lệ Thủy là khi nào?"
SECRET = "webhook-secret_1"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


async def get(url: str) -> tuple[int, str]:
    async with ClientSession() as client, client.get(url) as reply:
        return reply.status, await reply.text()


async def hooked(launch, port: int, **more):
    address = f"127.0.0.1:{port}"
    return await launch(listen=address, webhook_url=f"http://{address}/webhook", webhook_secret=SECRET, **more)


async def test_updates_are_pushed_with_the_secret_and_refused_without(launch):
    port = free_port()
    bot = await hooked(launch, port)
    person = Person(bot.api, 7)
    answer = await person.ask(DEADLINE)
    assert "15/11" in answer["text"]
    assert not [method for method, _ in bot.api.calls if method == "getUpdates"]
    bot.api.webhook["secret_token"] = "wrong"
    refused = await person.say(DEADLINE)
    assert refused["status"] == 403
    bot.api.webhook["secret_token"] = SECRET
    again = await bot.api.push(message=refused["message"])
    assert again["status"] == 200
    await person.replies()
    await person.silence()
    status, _ = await get(f"http://127.0.0.1:{port}/health")
    assert status == 200
    _, metrics = await get(f"http://127.0.0.1:{port}/metrics")
    assert 'planbot_answers_total{outcome="answer"} 2.0' in metrics
    assert "planbot_answer_seconds_count 2.0" in metrics
    assert 'planbot_updates_total{kind="message"} 3.0' in metrics


async def test_two_workers_on_one_database_answer_each_update_once_and_in_order(launch, url):
    ports = free_port(), free_port()
    async with BotApi() as api:
        for port in ports:
            await hooked(launch, port, api=api, database=url)
        people = [Person(api, number) for number in range(100, 110)]
        for number, person in enumerate(people):
            for place in ("Lệ Thủy", "Tuyên Quang"):
                api.webhook["url"] = f"http://127.0.0.1:{ports[number % 2]}/webhook"
                update = await person.say(f"Hạn nộp báo cáo ở {place} là khi nào?")
                api.webhook["url"] = f"http://127.0.0.1:{ports[(number + 1) % 2]}/webhook"
                again = {key: value for key, value in update.items() if key not in {"update_id", "status"}}
                await api.push(update_id=update["update_id"], **again)
        for person in people:
            first, second = await person.replies(2)
            assert "15/11" in first["text"]
            assert "Tuyên Quang" in second["text"]
            await person.silence()


async def test_a_deaf_bot_is_ill_until_it_hears_again(launch):
    port = free_port()
    bot = await launch(listen=f"127.0.0.1:{port}")
    for _ in range(100):
        if (await get(f"http://127.0.0.1:{port}/health"))[0] == 200:
            break
        await Person(bot.api, 7).ask("/huy")
    bot.api.fail("getUpdates", Refusal(409, "Conflict: terminated by other getUpdates request"))
    await Person(bot.api, 7).ask("/huy")
    for _ in range(100):
        status, why = await get(f"http://127.0.0.1:{port}/health")
        if status == 503:
            break
        await asyncio.sleep(0.05)
    assert status == 503
    assert "mã bot" in why
    await Person(bot.api, 7).say("/huy")
    await Person(bot.api, 7).replies(within=30)
    status, _ = await get(f"http://127.0.0.1:{port}/health")
    assert status == 200


async def test_a_telegram_that_cannot_be_reached_is_waited_for(launch):
    async with BotApi() as api:
        api.fail("getMe", Refusal(502, "Bad Gateway"), Refusal(500, "Internal Server Error"))
        await launch(api=api)
        assert "15/11" in (await Person(api, 7).ask(DEADLINE))["text"]


async def test_a_menu_that_telegram_refuses_does_not_keep_the_bot_from_starting(launch):
    async with BotApi() as api:
        api.fail("setMyDescription", Refusal(400, "Bad Request: no"))
        await launch(api=api)
        assert "15/11" in (await Person(api, 7).ask(DEADLINE))["text"]


async def test_a_wrong_token_is_one_clear_sentence(launch):
    bot = await launch(wait=False, environment={"TELEGRAM_BOT_TOKEN": "654321:WRONG-token"})
    assert await asyncio.wait_for(bot.process.wait(), 60) == 1
    [sentence] = bot.log.read_text().splitlines()
    assert "TELEGRAM_BOT_TOKEN" in sentence
    assert "WRONG" not in sentence


async def test_a_webhook_without_a_secret_is_not_started(launch):
    bot = await launch(wait=False, webhook_url="https://example.invalid/webhook", listen="127.0.0.1:0")
    assert await asyncio.wait_for(bot.process.wait(), 60) == 1
    assert "PLANBOT_WEBHOOK_SECRET" in bot.log.read_text()


async def test_who_is_not_on_the_list_is_not_answered_whatever_they_send(launch):
    bot = await launch(allow="[8]")
    stranger, member = Person(bot.api, 7), Person(bot.api, 8)
    refusal = await stranger.ask(DEADLINE)
    assert "nội bộ" in refusal["text"]
    hello = await member.ask("/start")
    sent = await member.say("Hạn nộp báo cáo ở Tuyên Quang?")
    await member.replies()
    forged = {**hello, "chat": {"id": 7, "type": "private"}}
    await stranger.press(forged, "Hộ dân")
    await bot.api.push(edited_message={**sent["message"], "from": {"id": 7, "is_bot": False, "first_name": "x"}})
    await bot.api.push(
        inline_query={"id": "q", "from": {"id": 7, "is_bot": False, "first_name": "x"}, "query": DEADLINE, "offset": ""}
    )
    assert await member.ask(DEADLINE)
    assert not [name for name, _ in bot.api.calls if name.startswith("answer")]
    assert bot.api.sent == []
