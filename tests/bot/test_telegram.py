"""Whole conversations with the bot, as a process against a Bot API server."""

from tests.bot.api_server import Refusal
from tests.bot.person import Person, labels

DEADLINE = "Hạn nộp báo cáo ở Lệ Thủy là khi nào?"


async def test_start_greets_and_offers_roles_and_three_questions(person):
    hello = await person.ask("/start")
    assert "Xin chào" in hello["text"]
    assert "Tuyên Quang" in hello["text"]
    assert len(labels(hello)) == 7
    await person.press(hello, "Hộ dân")
    [saved] = await person.replies()
    await person.press(saved, "Hộ nghèo")
    replies = await person.replies(2)
    assert "hộ nghèo" in replies[-1]["text"].lower()


async def test_an_english_client_is_greeted_in_english(person):
    english = {"id": person.id, "is_bot": False, "first_name": "Ann", "language_code": "en-GB"}
    await person.say("/start", **{"from": english})
    [hello] = await person.replies()
    assert hello["text"].startswith("👋 Hello")


async def test_the_bot_describes_itself_in_both_languages(shared):
    said = {
        (method, params.get("language_code")): params
        for method, params in shared.api.calls
        if method in {"setMyDescription", "setMyShortDescription"}
    }
    assert "kế hoạch" in said["setMyDescription", None]["description"]
    assert "plans" in said["setMyDescription", "en"]["description"]
    for (method, _), params in said.items():
        limit, key = (512, "description") if method == "setMyDescription" else (120, "short_description")
        assert len(params[key]) <= limit


async def test_commands_stand_in_the_menu_by_scope_and_language(shared):
    menus = {
        (params["scope"]["type"], params.get("language_code")): [command["command"] for command in params["commands"]]
        for method, params in shared.api.calls
        if method == "setMyCommands"
    }
    every = ["hoi", "kiemtra", "tieuchi", "sosanh", "vanban", "taplieu", "diaban", "gopy", "xoadulieu", "trogiup"]
    assert menus["all_private_chats", None] == menus["all_private_chats", "en"] == every
    assert "kiemtra" not in menus["all_group_chats", None]
    assert menus["chat", None] == [*every, "thongke", "phattin", "duyet"]


async def test_an_answer_is_short_first_with_its_sources_a_tap_away(person):
    answer = await person.ask("xa o tuyen quang phai giam bao nhieu % ho ngheo moi nam de duoc khen")
    assert "7%" in answer["text"].splitlines()[0]
    assert "112/KH-UBND" in answer["text"]
    await person.press(answer, "📄 1")
    [source] = await person.replies()
    assert "112/KH-UBND" in source["text"]
    assert "III.1.3" in source["text"]


async def test_a_link_opens_a_plan_a_clause_or_the_check(person):
    card = await person.ask("/start p-tuyen-quang-112-kh-ubnd")
    assert "112/KH-UBND" in card["text"]
    assert "Tuyên Quang" in card["text"]
    clause = await person.ask("/start c-3000-3100-tuyen-quang-112-kh-ubnd")
    assert "Mục" in clause["text"]
    hello = await person.ask("/start p-khong-co")
    assert "Xin chào" in hello["text"]
    await person.say("/start kiemtra")
    _, kind = await person.replies(2)
    assert "Xã" in labels(kind)


async def test_a_place_once_chosen_is_meant_from_then_on(person):
    places = await person.ask("/diaban")
    await person.press(places, "Tuyên Quang")
    [saved] = await person.replies()
    assert "Tuyên Quang" in saved["text"]
    answer = await person.ask("xã phải giảm bao nhiêu % hộ nghèo mỗi năm để được khen?")
    assert "112/KH-UBND" in answer["text"]
    assert "4669" not in answer["text"]


async def test_the_place_chosen_when_it_was_asked_for_is_remembered(person):
    asked = await person.ask("Xã phải giảm bao nhiêu % hộ nghèo mỗi năm?")
    await person.press(asked, "Tuyên Quang")
    _, answer, kept = await person.replies(3)
    assert "7%" in answer["text"]
    assert "Tuyên Quang" in kept["text"]
    answer = await person.ask("hộ mới thoát nghèo cần điều kiện gì?")
    assert "112/KH-UBND" in answer["text"]
    assert "4669" not in answer["text"]
    hello = await person.ask("/start")
    assert "📍 Địa bàn: Tuyên Quang" in labels(hello)
    await person.press(hello, "Địa bàn")
    [places] = await person.replies()
    await person.press(places, "Không mặc định")
    await person.replies()
    # A place that was chosen once is not changed by looking at another.
    await person.press(asked, "Tuần Giáo")
    await person.until("Đổi bằng")
    await person.press(asked, "Tuyên Quang")
    await person.replies(2)
    await person.silence()


async def test_after_a_restart_what_was_said_is_remembered_and_not_answered_again(launch):
    bot = await launch()
    person = Person(bot.api, 7)
    update = await person.say("Xã nghèo khu vực III ở Tuyên Quang phải dưới bao nhiêu?")
    await person.replies()
    assert await bot.stop() == 0
    bot.api.updates.append(update)
    await bot.start()
    answer = await person.ask("Thế ở Tuần Giáo?")
    assert "25%" in answer["text"]


async def test_in_a_group_only_when_named_or_replied_to_and_in_its_topic(person):
    await person.say("hạn nộp báo cáo ở Lệ Thủy?", chat=person.group)
    topic = {"chat": person.group, "message_thread_id": 5, "is_topic_message": True}
    await person.say("@planbot_test_bot hạn nộp báo cáo ở Lệ Thủy?", **topic)
    [answer] = await person.replies(chat=person.group)
    assert answer["message_thread_id"] == 5
    assert "15/11" in answer["text"]
    await person.say("thế ở Tuyên Quang?", reply_to_message={k: v for k, v in answer.items() if k != "method"}, **topic)
    [next_answer] = await person.replies(chat=person.group)
    assert "Tuyên Quang" in next_answer["text"]


async def test_inline_hands_over_clauses_to_paste(person):
    sender = {"id": person.id, "is_bot": False, "first_name": "Ann"}
    query = {"id": f"q{person.id}", "from": sender, "query": "hạn nộp báo cáo ở Lệ Thủy", "offset": ""}
    await person.api.push(inline_query=query)
    params = await person.api.call_of("answerInlineQuery", inline_query_id=query["id"])
    assert any("15/11" in result["input_message_content"]["message_text"] for result in params["results"])


async def test_what_someone_thinks_of_an_answer_is_asked_a_word_more_and_kept(person, shared):
    answer = await person.ask(DEADLINE)
    await person.press(answer, "Sai số liệu")
    [more] = await person.replies()
    assert "viết" in more["text"]
    thanks = await person.ask("Ngày đúng là 20/11")
    assert "Cảm ơn" in thanks["text"]
    admin = Person(shared.api, 6999)
    figures = await admin.ask("/thongke")
    assert "7 ngày qua" in figures["text"]


async def test_only_admins_see_figures_and_write_to_everyone(person, someone, shared):
    await person.say("/thongke")
    await person.say("/phattin quảng cáo")
    await person.silence()
    reader = someone()
    await reader.press(await reader.ask("/start"), "Hộ dân")
    await reader.replies()
    admin = Person(shared.api, 6999)
    sure = await admin.ask("/phattin Đã có kế hoạch <mới>")
    assert "<mới>" in sure["text"]
    assert not reader.called("sendMessage")[2:]
    await admin.press(sure, "Gửi")
    [news] = await reader.replies()
    assert news["text"] == "Đã có kế hoạch <mới>"
    [done] = await admin.replies()
    assert "Đã gửi" in done["text"]


async def test_flood_limits_and_refused_markup_are_survived(person):
    person.fail(
        "sendMessage",
        Refusal(429, "Too Many Requests: retry after 1", retry_after=1),
        Refusal(400, "Bad Request: can't parse entities: x"),
    )
    answer = await person.ask(DEADLINE)
    assert "15/11" in answer["text"]
    assert "<b>" not in answer["text"]
