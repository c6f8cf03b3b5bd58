"""Whole conversations with the bot, as a process against a Bot API server."""

import asyncio
import random

import pytest

from tests.bot.api_server import TOKEN, Refusal
from tests.bot.conftest import BotProcess


def labels(message):
    return [button["text"] for row in message["reply_markup"]["inline_keyboard"] for button in row]


async def test_start_greets_and_offers_roles_and_three_questions(api, bot):
    await api.say("/start")
    [hello] = await api.replies()
    assert "Xin chào" in hello["text"]
    assert "Tuyên Quang" in hello["text"]
    assert len(labels(hello)) == 6
    await api.press(hello, "Hộ dân")
    [saved] = await api.replies()
    await api.press(saved, "Hộ nghèo")
    replies = await api.replies(2)
    assert "hộ nghèo" in replies[-1]["text"].lower()


async def test_an_answer_is_short_first_with_its_sources_a_tap_away(api, bot):
    await api.say("xa o tuyen quang phai giam bao nhieu % ho ngheo moi nam de duoc khen")
    [answer] = await api.replies()
    assert "7%" in answer["text"].splitlines()[0]
    assert "112/KH-UBND" in answer["text"]
    await api.press(answer, "📄 1")
    [source] = await api.replies()
    assert "112/KH-UBND" in source["text"]
    assert "III.1.3" in source["text"]


async def test_what_was_said_before_is_remembered_across_a_restart(api, bot):
    await api.say("Xã nghèo khu vực III ở Tuyên Quang phải dưới bao nhiêu?")
    await api.replies()
    assert await bot.stop() == 0
    await bot.start()
    await api.say("Thế ở Tuần Giáo?")
    [answer] = await api.replies()
    assert "25%" in answer["text"]


async def test_an_update_handed_over_twice_is_answered_once(api, bot):
    update = await api.say("Hạn nộp báo cáo ở Lệ Thủy là khi nào?")
    await api.replies()
    assert await bot.stop() == 0
    api.updates.append(update)
    await bot.start()
    await api.say("/trogiup")
    [help_text] = await api.replies()
    assert "/xoadulieu" in help_text["text"]


async def test_killed_in_the_middle_nothing_is_lost(api, tmp_path):
    bot = BotProcess(api, tmp_path)
    await bot.start()
    chats = range(100, 108)
    for chat in chats:
        await api.say("Hạn nộp báo cáo ở Lệ Thủy là khi nào?", user=chat)
    await asyncio.sleep(random.uniform(0, 0.3))
    await bot.kill()
    await bot.start()
    for chat in chats:
        answers = await api.replies(chat=chat)
        assert "15/11" in answers[0]["text"]
    await bot.kill()


async def test_in_a_group_only_when_named_or_replied_to(api, bot):
    await api.say("hạn nộp báo cáo ở Lệ Thủy?", chat=-100)
    await api.say("@planbot_test_bot hạn nộp báo cáo ở Lệ Thủy?", chat=-100, message_thread_id=5, is_topic_message=True)
    [answer] = await api.replies(chat=-100)
    assert answer["message_thread_id"] == 5
    assert "15/11" in answer["text"]


async def test_erasing_asks_once_and_forgets(api, bot):
    await api.say("Xã nghèo khu vực III ở Tuyên Quang phải dưới bao nhiêu? bí-mật-0912345678")
    await api.replies()
    await api.say("/xoadulieu")
    [question] = await api.replies()
    await api.press(question, "Xóa hết")
    [erased] = await api.replies()
    assert "Đã xóa" in erased["text"]
    await bot.stop()
    for file in bot.data.rglob("*"):
        if file.is_file():
            assert b"0912345678" not in file.read_bytes(), file


async def test_neither_token_nor_question_stands_in_the_log(api, tmp_path):
    bot = BotProcess(api, tmp_path, log="DEBUG")
    await bot.start()
    await api.say("câu hỏi riêng tư 0912345678")
    await api.replies()
    await bot.stop()
    log = bot.log.read_text()
    assert log
    assert TOKEN not in log
    assert "0912345678" not in log


async def test_who_is_not_on_the_list_is_not_answered(api, tmp_path):
    bot = BotProcess(api, tmp_path, allow="[8]")
    await bot.start()
    await api.say("Hạn nộp báo cáo?", user=7)
    [refusal] = await api.replies()
    assert "nội bộ" in refusal["text"]
    await api.say("Hạn nộp báo cáo?", user=8)
    assert await api.replies(chat=8)
    await bot.kill()


async def test_flood_limits_and_refused_markup_are_survived(api, bot):
    api.fail(
        "sendMessage",
        Refusal(429, "Too Many Requests: retry after 1", retry_after=1),
        Refusal(400, "Bad Request: can't parse entities: x"),
    )
    await api.say("Hạn nộp báo cáo ở Lệ Thủy là khi nào?")
    [answer] = await api.replies()
    assert "15/11" in answer["text"]
    assert "<b>" not in answer["text"]


@pytest.mark.parametrize(
    "content",
    [
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "s",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"location": {"longitude": 105.0, "latitude": 21.0}},
        {"text": "😀😀😀"},
        {"text": "\u202e\u200f"},
        {"text": "a" * 4000},
        {"text": "/khongcolenhnay"},
        {"text": "/huy"},
    ],
    ids=["sticker", "location", "emoji", "right-to-left", "4000 letters", "unknown command", "cancel"],
)
async def test_anything_sent_gets_one_kind_sentence(api, bot, content):
    await api.say(**content)
    replies = await api.replies()
    assert replies[0]["text"].strip()


async def test_a_button_of_last_month_is_told_to_be_old(api, bot):
    await api.say("/start")
    [hello] = await api.replies()
    hello["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = "c:khong-con"
    await api.press(hello, labels(hello)[0])
    for _ in range(100):
        answered = [params for method, params in api.calls if method == "answerCallbackQuery"]
        if answered:
            break
        await asyncio.sleep(0.05)
    assert "cũ" in answered[0]["text"]
