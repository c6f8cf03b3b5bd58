"""What is personal is in no log, no prompt and no other chat, and after erasing in no file."""

import pytest

from bot.telegram.personal import mask
from tests.bot.api_server import TOKEN
from tests.bot.person import Person
from tests.retrieval.model_server import ModelServer

NAME, PHONE, CARD, MAIL = "Vàng Thị Pằng", "0912 345 678", "040123456789", "pang@example.com"
FIGURE = "13579"
PLANTED = (NAME, PHONE, PHONE.replace(" ", ""), CARD, MAIL, FIGURE)


def hits(folder) -> list[str]:
    """The files that hold something planted, in the encodings a database or JSON writes it."""
    forms = {
        form for planted in PLANTED for form in (planted.encode(), planted.encode("utf-16-le"), ascii(planted).encode())
    }
    held = [file for file in folder.rglob("*") if file.is_file()]
    return [str(file) for file in held if any(form.strip(b"'") in file.read_bytes() for form in forms)]


async def test_planted_personal_data(launch):
    with ModelServer() as model:
        bot = await launch(
            log="DEBUG", llm="openai:test", environment={"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": model.url}
        )
        person, other = Person(bot.api, 7), Person(bot.api, 8)
        question = f"Tôi là {NAME}, điện thoại {PHONE}, căn cước {CARD}, {MAIL}: hộ nghèo Tuyên Quang cần gì?"
        answer = await person.ask(question)
        await person.press(answer, "Sai số liệu")
        await person.replies()
        await person.ask(f"Số đúng ở nhà {NAME} là {FIGURE}")
        await person.say("/kiemtra hộ mới thoát nghèo Tuyên Quang")
        await person.replies(2)
        await person.say(f"ở nhà {NAME} còn {FIGURE} thì có đạt không?")
        await person.replies()
        await person.say(f"đã thoát nghèo {FIGURE} năm")
        await person.replies()
        await person.say(f"@planbot_test_bot {NAME} ở Tuyên Quang có đạt không?", chat=person.group)
        await person.replies(chat=person.group)
        await person.say(**person.document(f"{NAME}.txt", f"Đơn của {NAME}, {PHONE}, {FIGURE}.\n".encode() * 40))
        await person.replies()
        said = [await other.ask(words) for words in ("/start", "/vanban", "Thế còn tôi?", f"{CARD[:3]}?")]
        assert not [planted for planted in PLANTED if planted in str(said)]
        prompts = str(model.asked)
        assert not [planted for planted in (PHONE, CARD, MAIL, FIGURE) if planted in prompts]

        assert hits(bot.data), "nothing was there to erase"

        await person.say("/xoadulieu")
        sure = await person.until("Xóa hết")
        await person.press(sure, "Xóa hết")
        [erased] = await person.replies()
        assert "Đã xóa" in erased["text"]
        await person.silence()
        assert hits(bot.data) == []
        assert await bot.stop() == 0
        assert hits(bot.data) == []
        log = bot.log.read_text()
        assert log
        assert TOKEN not in log


async def test_a_households_figures_are_gone_with_the_result_unless_it_agreed(launch):
    bot = await launch()
    person = Person(bot.api, 7)
    line = f"/kiemtra hộ mới thoát nghèo Tuyên Quang thoát nghèo {FIGURE} năm"
    await person.say(line)
    await person.replies(2)
    await person.say("xong")
    result, forgotten = await person.replies(2)
    assert "đã được xóa" in forgotten["text"]
    assert "✏️" not in str(result["reply_markup"])
    assert await bot.stop() == 0
    assert hits(bot.data) == []
    await bot.start()
    await person.say("/kiemtra hộ mới thoát nghèo Tuyên Quang")
    _, notice, _question = await person.replies(3)
    await person.press(notice, "Đồng ý cho giữ")
    [agreed] = await person.replies()
    assert "30 ngày" in agreed["text"]
    await person.say("3")
    await person.until("Xem kết quả")
    await person.say("xong")
    result = await person.until("Mẫu Excel")
    assert "✏️" in str(result["reply_markup"])


@pytest.mark.parametrize(
    "words",
    [
        "112/KH-UBND",
        "Quyết định 1722/QĐ-TTg ngày 02/9/2016",
        "2015 50 2016 43 2017 36",
        "hộ nghèo 16,4%",
        "giai đoạn 2016-2020",
        "kinh phí 1.200.000.000 đồng",
        "xã có 12345 hộ",
    ],
)
def test_figures_and_document_numbers_are_no_personal_data(words):
    assert mask(words) == words


@pytest.mark.parametrize("words", ["0912345678", "0912 345 678", "+84 912 345 678", "040123456789", "a.b@xa.gov.vn"])
def test_telephones_cards_and_mails_are_masked(words):
    assert words not in mask(f"Gọi {words} nhé: hạn nộp?")
    assert "hạn nộp?" in mask(f"Gọi {words} nhé: hạn nộp?")
