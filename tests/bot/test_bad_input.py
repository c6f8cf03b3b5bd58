"""Whatever is sent gets one kind sentence or, where nobody asked the bot, none; and never an error."""

import pytest

from tests.bot.api_server import Refusal
from tests.bot.person import labels

DEADLINE = "Hạn nộp báo cáo ở Lệ Thủy là khi nào?"
FILE = {"file_id": "s", "file_unique_id": "s"}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"sticker": STICKER}, "bằng chữ"),
        ({"location": {"longitude": 105.0, "latitude": 21.0}}, "bằng chữ"),
        ({"voice": {**FILE, "duration": 3}}, "bằng chữ"),
        ({"contact": {"phone_number": "0912345678", "first_name": "Ann"}}, "bằng chữ"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "bằng chữ"),
        ({"text": "😀😀😀"}, "câu hỏi"),
        ({"text": "\u202e\u200f"}, "câu hỏi"),
        ({"text": "." * 4000}, "câu hỏi"),
        ({"text": "/khongcolenhnay"}, "Cách dùng"),
        ({"text": "/huy"}, "việc nào đang làm"),
        ({"text": "/cancel"}, "việc nào đang làm"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
async def test_what_is_no_question_gets_one_kind_sentence(person, content, expected):
    await person.say(**content)
    [reply] = await person.replies()
    assert expected in reply["text"]


async def test_4000_characters_are_answered(person):
    answer = await person.ask(f"{DEADLINE} {'rất rất quan trọng, ' * 195}"[:4000])
    assert len(answer["text"].encode("utf-16-le")) // 2 <= 4096


async def test_right_to_left_marks_and_invisible_letters_do_not_hide_a_question(person):
    answer = await person.ask("\u202eHạn nộp\u200b báo cáo\u200f ở Lệ Thủy là khi nào?\ufeff")
    assert "15/11" in answer["text"]


async def test_markup_in_a_question_is_only_words(person):
    answer = await person.ask("<b>Hạn nộp</i> báo cáo ở <script>Lệ Thủy</script> & là khi nào?")
    assert "15/11" in answer["text"]


async def test_an_edited_question_is_answered_anew(person):
    sent = await person.say("Hạn nộp báo cáo ở Tuyên Quang là khi nào?")
    await person.replies()
    edited = {**sent["message"], "text": DEADLINE, "edit_date": sent["message"]["date"] + 5}
    await person.api.push(edited_message=edited)
    note, answer = await person.replies(2)
    assert "vừa sửa" in note["text"]
    assert "15/11" in answer["text"]


async def test_an_edited_command_is_not_done_again(person):
    sent = await person.say("/xoadulieu")
    await person.replies()
    await person.api.push(edited_message={**sent["message"], "edit_date": sent["message"]["date"] + 5})
    await person.silence()


async def test_posts_of_channels_are_not_answered(person):
    channel = {"id": -1_000_000 - person.id, "type": "channel", "title": "Kênh"}
    await person.api.push(channel_post={"message_id": 1, "date": 1, "chat": channel, "text": DEADLINE})
    forwarded = {"sender_chat": channel, "is_automatic_forward": True, "chat": person.group}
    await person.say(f"@planbot_test_bot {DEADLINE}", **{**forwarded, "chat": person.group})
    await person.silence()
    assert not [call for call in person.api.calls if call[1].get("chat_id") in (channel["id"], person.group)]


@pytest.mark.parametrize("data", ["c:khong-con", "x", "c:", "check:1;DROP TABLE form"])
async def test_a_button_of_last_month_is_told_to_be_old(person, data):
    hello = await person.ask("/start")
    hello["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = data
    await person.press(hello, labels(hello)[0])
    pressed = await person.api.call_of("answerCallbackQuery", text="Nút này đã cũ, anh/chị hỏi lại giúp tôi.")
    assert pressed
    await person.silence()


async def test_a_button_of_somebody_else_does_nothing_to_them(person, someone):
    question = await person.ask("/xoadulieu")
    stranger = someone()
    await person.say("Xã ở Tuyên Quang phải giảm bao nhiêu?")
    await person.replies()
    forged = {**question, "chat": {"id": stranger.id, "type": "private"}}
    await stranger.press(forged, "Xóa hết")
    await stranger.silence()
    answer = await person.ask("Thế ở Tuần Giáo?")
    assert "4669" in answer["text"]


async def test_a_second_form_takes_the_place_of_the_first_only_when_told_so(person):
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    offer = await person.ask("/kiemtra")
    assert labels(offer) == ["▶️ Làm tiếp", "🆕 Làm lại"]
    await person.press(offer, "Làm lại")
    _, kind = await person.replies(2)
    assert "Xã" in labels(kind)
    await person.press(offer, "Làm tiếp")
    [question] = await person.replies()
    assert "Xã" in labels(question)


async def test_a_button_of_a_form_that_has_ended_says_so(person):
    await person.say("/kiemtra")
    _, kind = await person.replies(2)
    await person.ask("/huy")
    await person.press(kind, "Xã")
    [gone] = await person.replies()
    assert "/kiemtra" in gone["text"]


async def test_a_remark_under_way_does_not_end_a_check(person):
    answer = await person.ask(DEADLINE)
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    await person.press(answer, "👎")
    await person.replies()
    await person.ask("Thiếu cấp xã")
    offer = await person.ask("/kiemtra")
    assert "dở" in offer["text"]


async def test_who_has_blocked_the_bot_is_no_error(person, shared):
    before = shared.log.read_text()
    person.fail("sendMessage", Refusal(403, "Forbidden: bot was blocked by the user"))
    await person.say(DEADLINE)
    answer = await person.ask(DEADLINE)
    assert "15/11" in answer["text"]
    assert shared.log.read_text() == before


async def test_two_questions_at_once_are_answered_in_order(person):
    await person.say("Xã nghèo khu vực III ở Tuyên Quang phải dưới bao nhiêu?")
    await person.say("Thế ở Tuần Giáo?")
    first, second = await person.replies(2)
    assert "20%" in first["text"]
    assert "25%" in second["text"]


async def test_who_asks_too_fast_is_asked_to_wait(launch):
    from tests.bot.person import Person

    bot = await launch(per_minute="2")
    person = Person(bot.api, 7)
    for _ in range(3):
        await person.say(DEADLINE)
    said = await person.replies(3)
    assert "chờ" in said[-1]["text"]
    await person.say(**person.document("ke-hoach.txt", b"x"))
    [said] = await person.replies()
    assert "chờ" in said["text"]


async def test_an_answer_edited_later_is_no_answer_to_what_is_asked_now(person):
    await person.say("/kiemtra hộ mới thoát nghèo Tuyên Quang")
    await person.until("Xem kết quả")
    sent = await person.say("3")
    question = await person.until("Xem kết quả")
    edited = {**sent["message"], "text": "không", "edit_date": sent["message"]["date"] + 5}
    await person.api.push(edited_message=edited)
    [said] = await person.replies()
    assert "tin mới" in said["text"]
    await person.say("/kiemtra")
    offer = await person.until("Làm tiếp")
    await person.press(offer, "Làm tiếp")
    again = await person.until("Xem kết quả")
    assert again["text"] == question["text"]


@pytest.mark.parametrize("begun", ["/gopy", "/taplieu", "album"])
async def test_cancel_ends_what_is_in_hand_and_leaves_the_check_under_it(begun, person, shared):
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    if begun == "album":
        await person.say(**person.document("1.txt", b"x"), media_group_id="g")
    else:
        await person.say(begun)
    await person.replies()
    first = await person.ask("/huy")
    assert "/kiemtra" in first["text"]
    assert not list((shared.data / "inbox").rglob("*1.txt"))
    second = await person.ask("/huy")
    assert second["text"] == "Đã dừng."
    await person.silence()
