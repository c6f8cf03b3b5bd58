"""Files sent to the bot, as whole conversations."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.bot.conftest import BotProcess

PLANS = Path(__file__).parents[2] / "evaluation/plans"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def document(api, name: str, content: bytes) -> dict:
    api.files["f1"] = content
    return {"document": {"file_id": "f1", "file_unique_id": "f1", "file_name": name, "file_size": len(content)}}


async def test_an_admins_plan_is_shown_confirmed_and_live_for_everyone(api, tmp_path):
    bot = BotProcess(api, tmp_path, admins="[7]")
    await bot.start()
    await api.say(**document(api, "ke hoach.txt", (PLANS / "dak-lak-58-kh-ubnd.txt").read_bytes()))
    [shown] = await api.replies()
    assert "58/KH-UBND" in shown["text"]
    assert "Đắk Lắk" in shown["text"]
    await api.press(shown, "Đưa vào thư viện")
    [kept] = await api.replies()
    assert "dak-lak-58-kh-ubnd" in kept["text"]
    await api.say("xã ở Đắk Lắk giảm hộ nghèo bao nhiêu thì được khen?", user=8)
    [answer] = await api.replies(chat=8)
    assert "58/KH-UBND" in answer["text"]
    await bot.kill()


async def test_anyone_elses_plan_is_for_themselves_and_forgotten(api, bot):
    await api.say(**document(api, "../../ke-hoach.txt", (PLANS / "dak-lak-58-kh-ubnd.txt").read_bytes()))
    [shown] = await api.replies()
    await api.press(shown, "riêng cho tôi")
    await api.replies()
    question = "xã ở Đắk Lắk giảm hộ nghèo bao nhiêu thì được khen?"
    await api.say(question)
    [mine] = await api.replies()
    assert "58/KH-UBND" in mine["text"]
    await api.say(question, user=8)
    [other] = await api.replies(chat=8)
    assert "58/KH-UBND" not in other["text"]
    await api.say("/xoadulieu")
    [sure] = await api.replies()
    await api.press(sure, "Xóa hết")
    await api.replies()
    assert not list((bot.data / "own").rglob("*.txt"))
    await api.say(question)
    [after] = await api.replies()
    assert "58/KH-UBND" not in after["text"]


async def test_a_file_that_is_no_plan_gets_one_sentence(api, bot):
    await api.say(**document(api, "anh.pdf", b"%PDF-1.7 hong"))
    [said] = await api.replies()
    assert len(said["text"]) < 300
    assert not list((bot.data / "inbox").rglob("*.pdf"))


async def test_a_file_too_big_is_told_so(api, bot):
    big = {"file_id": "big", "file_unique_id": "b", "file_name": "x.pdf", "file_size": 30 * 2**20}
    await api.say(document=big)
    [said] = await api.replies()
    assert "20 MB" in said["text"]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract: apt-get install tesseract-ocr-vie")
@pytest.mark.skipif(not Path(FONT).exists(), reason="needs the DejaVu fonts: apt-get install fonts-dejavu")
async def test_a_photo_of_a_question_is_read_and_answered(api, bot):
    image = Image.new("RGB", (1400, 200), "white")
    words = "Hạn nộp báo cáo ở huyện Lệ Thủy là ngày nào?"
    ImageDraw.Draw(image).text((40, 70), words, fill="black", font=ImageFont.truetype(FONT, 44))
    out = io.BytesIO()
    image.save(out, "PNG")
    api.files["p1"] = out.getvalue()
    await api.say(photo=[{"file_id": "p1", "file_unique_id": "p1", "width": 1400, "height": 200}])
    said = await api.replies(2)
    assert "Lệ Thủy" in said[0]["text"]
    assert "15/11" in said[1]["text"]
