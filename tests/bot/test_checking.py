"""The check in Telegram, as whole conversations."""

import io

from openpyxl import Workbook, load_workbook


async def test_a_check_is_filled_in_one_question_a_message(api, bot):
    await api.say("/kiemtra")
    start, kind = await api.replies(2)
    assert "xong" in start["text"]
    await api.press(kind, "Xã")
    [place] = await api.replies()
    await api.press(place, "Tuyên Quang")
    [zone] = await api.replies()
    await api.press(zone, "Không")
    [rates] = await api.replies()
    assert "hộ nghèo" in rates["text"]
    await api.say("2015 50 2016 43 2017 36 2018 29 2019 22,01 2020 15")
    [policy] = await api.replies()
    await api.press(policy, "Xem kết quả")
    said = await api.replies(3)
    assert [m for m in said if m["method"] == "sendPhoto"]
    [result] = [m for m in said if "KHÔNG ĐẠT" in m.get("text", "")]
    assert "29,00 − 22,01 = 6,99" in result["text"]
    assert "112/KH-UBND" in result["text"]


async def test_everything_in_one_line_gives_the_result_at_once(api, bot):
    await api.say("/kiemtra xã không thuộc khu vực Tuyên Quang 2015 50 2016 43 2017 36 2018 29 2019 22 2020 15")
    said = await api.replies(2)
    await api.say("xong")
    said = await api.replies(3)
    assert any("ĐẠT" in message.get("text", "") for message in said)


async def test_a_form_goes_on_after_a_restart(api, bot):
    await api.say("/kiemtra xã Tuyên Quang")
    await api.replies(2)
    assert await bot.stop() == 0
    await bot.start()
    await api.say("/kiemtra")
    [offer] = await api.replies()
    await api.press(offer, "Làm tiếp")
    [question] = await api.replies()
    assert "khu vực" in question["text"].lower()


async def test_a_wrong_number_is_said_and_nothing_is_lost(api, bot):
    await api.say("/kiemtra xã không khu vực Tuyên Quang")
    await api.replies(2)
    await api.say("năm kia khoảng chục phần trăm gì đó")
    said = await api.replies(2)
    assert "⚠️" in said[0]["text"]
    await api.say("quay lại")
    assert await api.replies()


async def test_a_question_in_the_middle_of_a_form_is_answered(api, bot):
    await api.say("/kiemtra xã Tuyên Quang")
    await api.replies(2)
    await api.say("hạn nộp báo cáo ở Lệ Thủy là ngày nào?")
    [answer] = await api.replies()
    assert "15/11" in answer["text"]


async def test_cancel_ends_the_form(api, bot):
    await api.say("/kiemtra")
    await api.replies(2)
    await api.say("/huy")
    [said] = await api.replies()
    assert "dừng" in said["text"]
    await api.say("xong")
    [answer] = await api.replies()
    assert "đối chiếu" not in answer["text"].splitlines()[0]


async def test_the_template_is_sent_and_comes_back_checked(api, bot):
    await api.say("/kiemtra xã không khu vực Tuyên Quang 2015 50 2016 43 2017 36 2018 29 2019 22 2020 15")
    await api.replies(2)
    await api.say("xong")
    said = await api.replies(3)
    [result] = [
        m
        for m in said
        if any("Mẫu Excel" in b["text"] for row in m.get("reply_markup", {}).get("inline_keyboard", []) for b in row)
    ]
    await api.press(result, "Mẫu Excel")
    [sent] = await api.replies()
    assert sent["method"] == "sendDocument"
    [content] = [value for key, value in api.files.items() if value[:2] == b"PK"][-1:]
    book = load_workbook(io.BytesIO(content))
    assert isinstance(book, Workbook)
    api.files["f1"] = content
    await api.say(
        document={"file_id": "f1", "file_unique_id": "f", "file_name": "mau-xa.xlsx", "file_size": len(content)}
    )
    assert (await api.replies())[0]["text"]
