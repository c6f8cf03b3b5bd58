"""The check in Telegram, as whole conversations."""

import io

from openpyxl import load_workbook

from tests.bot.person import Person


async def test_a_check_is_filled_in_one_question_a_message(person):
    await person.say("/kiemtra")
    start, kind = await person.replies(2)
    assert "xong" in start["text"]
    await person.press(kind, "Xã")
    [place] = await person.replies()
    await person.press(place, "Tuyên Quang")
    [zone] = await person.replies()
    await person.press(zone, "Không")
    [rates] = await person.replies()
    assert "hộ nghèo" in rates["text"]
    await person.say("2015 50 2016 43 2017 36 2018 29 2019 22,01 2020 15")
    [policy] = await person.replies()
    await person.press(policy, "Xem kết quả")
    said = await person.replies(2)
    assert [m for m in said if m["method"] == "sendPhoto"]
    [result] = [m for m in said if "KHÔNG ĐẠT" in m.get("text", "")]
    assert "29,00 − 22,01 = 6,99" in result["text"]
    assert "112/KH-UBND" in result["text"]


async def test_everything_in_one_line_gives_the_result_at_once(person):
    await person.say("/kiemtra xã không thuộc khu vực Tuyên Quang 2015 50 2016 43 2017 36 2018 29 2019 22 2020 15")
    said = await person.replies(2)
    await person.say("xong")
    said = await person.replies(2)
    assert any("ĐẠT" in message.get("text", "") for message in said)


async def test_a_form_goes_on_after_a_restart(launch):
    bot = await launch()
    person = Person(bot.api, 7)
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    assert await bot.stop() == 0
    await bot.start()
    await person.say("/kiemtra")
    [offer] = await person.replies()
    await person.press(offer, "Làm tiếp")
    [question] = await person.replies()
    assert "khu vực" in question["text"].lower()


async def test_a_wrong_number_is_said_and_nothing_is_lost(person):
    await person.say("/kiemtra xã không khu vực Tuyên Quang")
    await person.replies(2)
    await person.say("năm kia khoảng chục phần trăm gì đó")
    said = await person.replies(2)
    assert "⚠️" in said[0]["text"]
    await person.say("quay lại")
    assert await person.replies()


async def test_a_question_in_the_middle_of_a_form_is_answered(person):
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    await person.say("hạn nộp báo cáo ở Lệ Thủy là ngày nào?")
    [answer] = await person.replies()
    assert "15/11" in answer["text"]


async def test_cancel_ends_the_form(person):
    await person.say("/kiemtra")
    await person.replies(2)
    await person.say("/huy")
    [said] = await person.replies()
    assert "dừng" in said["text"]
    await person.say("xong")
    [answer] = await person.replies()
    assert "đối chiếu" not in answer["text"].splitlines()[0]


async def test_the_template_is_sent_and_comes_back_checked(person):
    await person.say("/kiemtra xã không khu vực Tuyên Quang 2015 50 2016 43 2017 36 2018 29 2019 22 2020 15")
    await person.replies(2)
    await person.say("xong")
    said = await person.replies(2)
    [result] = [
        m
        for m in said
        if any("Mẫu Excel" in b["text"] for row in m.get("reply_markup", {}).get("inline_keyboard", []) for b in row)
    ]
    await person.press(result, "Mẫu Excel")
    [sent] = await person.replies()
    assert sent["method"] == "sendDocument"
    content = person.api.files[sent["document"]["file_id"]]
    await person.say(**person.document("mau-xa.xlsx", content))
    [empty] = await person.replies()
    assert "chưa có dòng số liệu" in empty["text"]

    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows(max_row=10) if any("2015" in str(cell.value) for cell in row))
    values = {
        "Tên": "Xã Thanh Sơn",
        "Khu vực": "không",
        **{str(y): r for y, r in zip(range(2015, 2021), (50, 43, 36, 29, 22, 15), strict=True)},
    }
    for cell in head:
        for words, value in values.items():
            if words in str(cell.value) and "chính sách" not in str(cell.value):
                sheet.cell(cell.row + 1, cell.column, value)
    out = io.BytesIO()
    book.save(out)
    await person.say(**person.document("mau-xa.xlsx", out.getvalue()))
    filled = await person.until("Đã đối chiếu 1 đơn vị")
    result = load_workbook(io.BytesIO(person.api.files[filled["document"]["file_id"]]))
    assert "Xã Thanh Sơn" in str([cell.value for sheet in result for row in sheet.iter_rows() for cell in row])
