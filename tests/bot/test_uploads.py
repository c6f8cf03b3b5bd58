"""Files sent to the bot, as whole conversations."""

import io
import os
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from bot.telegram.service import Service
from tests.bot.person import Person

PLANS = Path(__file__).parents[2] / "evaluation/plans"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


async def test_an_admins_plan_is_shown_confirmed_and_live_for_everyone(launch):
    bot = await launch(admins="[7]")
    person, other = Person(bot.api, 7), Person(bot.api, 8)
    await person.say(**person.document("ke hoach.txt", (PLANS / "dak-lak-58-kh-ubnd.txt").read_bytes()))
    [shown] = await person.replies()
    assert "58/KH-UBND" in shown["text"]
    assert "Đắk Lắk" in shown["text"]
    assert "Tiêu chí đọc được: 0" not in shown["text"]
    assert "Tiêu chí đọc được: " in shown["text"]
    await person.press(shown, "Đưa vào thư viện")
    [kept] = await person.replies()
    assert "dak-lak-58-kh-ubnd" in kept["text"]
    answer = await other.ask("xã ở Đắk Lắk giảm hộ nghèo bao nhiêu thì được khen?")
    assert "58/KH-UBND" in answer["text"]


async def test_anyone_elses_plan_is_for_themselves_and_forgotten(person, someone, shared):
    await person.say(**person.document("../../ke-hoach.txt", (PLANS / "dak-lak-58-kh-ubnd.txt").read_bytes()))
    [shown] = await person.replies()
    await person.press(shown, "riêng cho tôi")
    await person.replies()
    question = "xã ở Đắk Lắk giảm hộ nghèo bao nhiêu thì được khen?"
    await person.say(question)
    [mine] = await person.replies()
    assert "58/KH-UBND" in mine["text"]
    other = await someone().ask(question)
    assert "58/KH-UBND" not in other["text"]
    await person.say("/xoadulieu")
    [sure] = await person.replies()
    await person.press(sure, "Xóa hết")
    await person.replies()
    assert not list((shared.data / "own" / str(person.id)).rglob("*.txt"))
    await person.say(question)
    [after] = await person.replies()
    assert "58/KH-UBND" not in after["text"]


async def test_a_file_that_is_no_plan_gets_one_sentence(person, shared):
    await person.say(**person.document("anh.pdf", b"%PDF-1.7 hong"))
    [said] = await person.replies()
    assert len(said["text"]) < 300
    assert not list((shared.data / "inbox" / str(person.id)).rglob("*.pdf"))


async def test_a_file_too_big_is_told_so(person):
    big = {"file_id": "big", "file_unique_id": "b", "file_name": "x.pdf", "file_size": 30 * 2**20}
    await person.say(document=big)
    [said] = await person.replies()
    assert "20 MB" in said["text"]


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract: apt-get install tesseract-ocr-vie")
@pytest.mark.skipif(not Path(FONT).exists(), reason="needs the DejaVu fonts: apt-get install fonts-dejavu")
async def test_a_photo_of_a_question_is_read_and_answered(person):
    image = Image.new("RGB", (1400, 200), "white")
    words = "Hạn nộp báo cáo ở huyện Lệ Thủy là ngày nào?"
    ImageDraw.Draw(image).text((40, 70), words, fill="black", font=ImageFont.truetype(FONT, 44))
    out = io.BytesIO()
    image.save(out, "PNG")
    held = person.document("anh.png", out.getvalue())["document"]["file_id"]
    await person.say(photo=[{"file_id": held, "file_unique_id": held, "width": 1400, "height": 200}])
    said = await person.replies(2)
    assert "Lệ Thủy" in said[0]["text"]
    assert "15/11" in said[1]["text"]


async def test_pages_of_an_album_are_one_file_and_a_check_in_hand_goes_on(person):
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    page = io.BytesIO()
    Image.new("RGB", (60, 60), "white").save(page, "JPEG")
    for number in range(2):
        held = person.document(f"{number}.jpg", page.getvalue())["document"]["file_id"]
        photo = [{"file_id": held, "file_unique_id": held, "width": 60, "height": 60}]
        await person.say(photo=photo, media_group_id="g")
    [offer] = await person.replies()
    await person.press(offer, "Bỏ")
    [gone] = await person.replies()
    assert "Đã bỏ" in gone["text"]
    await person.say("/kiemtra")
    [kept] = await person.replies()
    assert "dở" in kept["text"]


async def test_two_files_sent_together_are_two_documents(person):
    text = (PLANS / "dak-lak-58-kh-ubnd.txt").read_bytes()
    for name in ("mot.txt", "hai.txt"):
        await person.say(**person.document(name, text), media_group_id="tep")
    offer = await person.until("Đã gửi đủ")
    await person.press(offer, "Đã gửi đủ")
    first, second = await person.replies(2)
    assert "58/KH-UBND" in first["text"]
    await person.press(first, "Bỏ")
    await person.until("Đã bỏ tệp")
    await person.press(second, "riêng cho tôi")
    await person.until("dak-lak-58-kh-ubnd")


@pytest.mark.parametrize("name", ["..", "\x00", "a" * 300 + ".txt", "../../../x.txt", "  .  ", "con\u202etxt.exe"])
async def test_a_file_of_any_name_is_read(name, person, shared):
    await person.say(**person.document(name, (PLANS / "tan-phu-02-kh-ubnd.txt").read_bytes()))
    [shown] = await person.replies()
    assert "02/KH-UBND" in shown["text"]
    [waiting] = (path for path in (shared.data / "inbox" / str(person.id)).rglob("*") if path.is_file())
    assert len(waiting.name) < 80
    await person.press(shown, "Bỏ")
    await person.replies()


async def test_what_was_read_wrong_is_corrected_before_it_goes_live(launch):
    bot = await launch(admins="[7]")
    admin, reader = Person(bot.api, 7), Person(bot.api, 8)
    text = (PLANS / "dak-lak-58-kh-ubnd.txt").read_text(encoding="utf-8").replace("58/KH-UBND", "5S/KH-UBND", 1)
    await admin.say(**admin.document("quet.txt", text.encode()))
    shown = await admin.until("Sửa thông tin")
    await admin.press(shown, "Sửa thông tin")
    [which] = await admin.replies()
    await admin.press(which, "Số")
    await admin.replies()
    wrong = await admin.ask("năm mươi tám")
    assert "58/KH-UBND" in wrong["text"]
    corrected = await admin.ask("59/KH-UBND")
    assert "Số: 59/KH-UBND" in corrected["text"]
    await admin.press(corrected, "Sửa thông tin")
    [which] = await admin.replies()
    await admin.press(which, "Giai đoạn")
    await admin.replies()
    corrected = await admin.ask("2026 - 2031")
    await admin.press(corrected, "Đưa vào thư viện")
    kept = await admin.until("Đã đưa vào")
    assert "59/KH-UBND" in kept["text"]
    assert await bot.stop() == 0
    await bot.start()
    answer = await reader.ask("xã ở Đắk Lắk giảm hộ nghèo bao nhiêu thì được khen?")
    assert "59/KH-UBND" in answer["text"]
    assert "2026-2031" in answer["text"]


def test_files_are_forgotten_when_they_are_no_longer_needed(tmp_path):
    the = Service(None, None, None, tmp_path, None)
    ages = {"own/7": 31, "own/8": 29, "own/9": 31, "inbox/7/100": 2, "inbox/7/101": 0, "inbox/9/5": 2}
    for name, days in ages.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text("x")
        os.utime(folder, (time.time() - days * 86_400,) * 2)
    (tmp_path / "own/9/library").mkdir()
    (tmp_path / "own/9/library/CURRENT").write_text("a plan added yesterday")
    os.utime(tmp_path / "own/9", (time.time() - 31 * 86_400,) * 2)
    the.expire_files(30)
    assert [name for name in ages if (tmp_path / name).exists()] == ["own/8", "own/9", "inbox/7/101"]
