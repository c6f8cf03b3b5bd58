"""A photographed table in a check: read by real Tesseract, shown, corrected, agreed to, and only then used."""

import io
import shutil

import pytest
from PIL import Image, ImageFilter

from tests.bot.person import Person, labels
from tests.tables import RATES, by_years_down, photographed, table

pytestmark = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs tesseract: apt-get install tesseract-ocr-vie"
)

UNIT = "/kiemtra xã không thuộc khu vực Tuyên Quang"
FALLING = {"2015": "50", "2016": "43", "2017": "36", "2018": "29", "2019": "22", "2020": "15"}


async def photograph(person: Person, image: Image.Image, **more) -> None:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=88)
    held = person.document("anh.jpg", out.getvalue())["document"]["file_id"]
    photo = [{"file_id": held, "file_unique_id": held, "width": image.width, "height": image.height}]
    await person.say(photo=photo, **more)


async def begin(person: Person, line: str = UNIT) -> None:
    await person.say(line)
    await person.replies(2)


async def test_a_photographed_table_is_shown_agreed_to_and_judged(person):
    await begin(person)
    await photograph(person, photographed(table(by_years_down(FALLING), title="XÃ THANH SƠN")))
    [read] = await person.replies()
    for year, rate in FALLING.items():
        assert f"{year}: {rate}%" in read["text"]
    assert labels(read) == ["✅ Đúng", "✏️ Sửa", "🗑 Bỏ"]
    await person.press(read, "Đúng")
    used, policy = await person.replies(2)
    assert "6 số" in used["text"]
    await person.press(policy, "Xem kết quả")
    said = await person.replies(2)
    assert any("mỗi năm" in message.get("text", "") or "ĐẠT" in message.get("text", "") for message in said)
    # The button of a list that is done with does nothing a second time.
    await person.press(read, "Đúng")
    [gone] = await person.replies()
    assert "không còn dùng" in gone["text"]


async def test_nothing_that_was_read_is_used_before_it_is_agreed_to(person, shared):
    await begin(person)
    await photograph(person, table(by_years_down(FALLING)))
    [read] = await person.replies()
    await person.press(read, "Bỏ")
    [dropped] = await person.replies()
    assert "Đã bỏ" in dropped["text"]
    await person.say("xong")
    result = await person.until("Mẫu Excel")
    assert "43" not in result["text"]
    assert not list((shared.data / "inbox").rglob("*.jpg"))


async def test_a_figure_is_corrected_by_tapping_it_and_by_typing(person):
    await begin(person)
    await photograph(person, table(by_years_down({**FALLING, "2017": "360", "2019": "2,2"})))
    [read] = await person.replies()
    assert "⚠️ 2017: 360%" in read["text"]
    assert "từ 0 đến 100" in read["text"]
    assert labels(read) == ["✏️ Sửa", "🗑 Bỏ"]
    await person.press(read, "Sửa")
    [figures] = await person.replies()
    assert "⚠️ 2017: 360%" in labels(figures)
    await person.press(figures, "2017")
    [asked] = await person.replies()
    assert "360%" in asked["text"]
    wrong = await person.ask("ba mươi sáu")
    assert "⚠️" in wrong["text"]
    mended = await person.ask("36")
    assert "2017: 36%" in mended["text"]
    assert "✅ Đúng" in labels(mended)
    mended = await person.ask("2019 22,01")
    assert "2019: 22,01%" in mended["text"]
    other = await person.ask("thế là sao")
    assert "«Đúng»" in other["text"]
    answer = await person.ask("hạn nộp báo cáo ở Lệ Thủy là ngày nào?")
    assert "15/11" in answer["text"]
    await person.press(read, "Sửa")  # of the list before it was corrected
    [gone] = await person.replies()
    assert "không còn dùng" in gone["text"]
    await person.press(mended, "Đúng")
    await person.until("Đã đưa 6 số")
    await person.say("xong")
    result = await person.until("Mẫu Excel")
    assert "29 − 22,01 = 6,99" in result["text"].replace(",00", "")


async def test_what_was_read_survives_a_restart_and_a_second_photo_adds_to_it(launch):
    bot = await launch()
    person = Person(bot.api, 7)
    await begin(person)
    first = dict(list(FALLING.items())[:3])
    last = dict(list(FALLING.items())[3:])
    await photograph(person, table(by_years_down(first)))
    [read] = await person.replies()
    assert await bot.stop() == 0
    await bot.start()
    await photograph(person, table(by_years_down(last)))
    [read] = await person.replies()
    assert all(f"{year}: {rate}%" in read["text"] for year, rate in FALLING.items())
    await person.press(read, "Đúng")
    await person.until("Đã đưa 6 số")


async def test_two_photos_sent_together_are_one_table(person):
    await begin(person)
    halves = dict(list(FALLING.items())[:3]), dict(list(FALLING.items())[3:])
    for half in halves:
        await photograph(person, table(by_years_down(half)), media_group_id="hai")
    offer = await person.until("Đã gửi đủ")
    await person.press(offer, "Đã gửi đủ")
    read = await person.until("Số đọc được")
    assert all(f"{year}: {rate}%" in read["text"] for year, rate in FALLING.items())


@pytest.mark.parametrize(
    "image",
    [
        table(by_years_down(RATES)).filter(ImageFilter.GaussianBlur(14)),
        Image.new("RGB", (900, 700), (90, 140, 200)),
        table([["Hàng", "Giá"], ["Gạo", "20.000"], ["Muối", "5.000"]]),
    ],
    ids=["blurred", "something else", "another table"],
)
async def test_a_photo_without_the_figures_is_told_so_and_the_check_goes_on(image, person):
    await begin(person)
    await photograph(person, image)
    [said] = await person.replies()
    assert "không thấy bảng số liệu" in said["text"]
    await person.say("2015 50 2016 43 2017 36 2018 29 2019 22 2020 15")
    await person.until("Xem kết quả")


async def test_of_a_table_of_many_communes_the_row_is_asked_for(person):
    rows = [
        ["STT", "Tên xã", "Tỷ lệ hộ nghèo (%)", "<", "<"],
        ["", "", "2018", "2019", "2020"],
        ["1", "Xã Thanh Sơn", "35,5", "29,1", "22"],
        ["2", "Xã Phú Lộc", "41,5", "33", "25,4"],
    ]
    await photograph(person, table(rows))  # and without a check in hand
    which = await person.until("Bảng có 2 đơn vị")
    await person.press(which, "Phú Lộc")
    [read] = await person.replies()
    assert "Xã Phú Lộc" in read["text"]
    assert "2019: 33%" in read["text"]
    assert "35,5" not in read["text"]
    await person.press(read, "Đúng")
    place = await person.until("Ở địa bàn nào")  # that it is a commune, its name says
    assert "Tuyên Quang" in labels(place)


async def test_a_table_in_a_pdf_sent_as_a_file(person):
    await begin(person)
    out = io.BytesIO()
    table(by_years_down(FALLING)).save(out, "PDF", resolution=150)
    await person.say(**person.document("bieu.pdf", out.getvalue()))
    [read] = await person.replies()
    assert "2020: 15%" in read["text"]


async def test_what_was_read_is_gone_after_cancelling(person):
    await begin(person)
    await photograph(person, table(by_years_down(FALLING)))
    [read] = await person.replies()
    await person.ask("/huy")
    await person.press(read, "Đúng")
    [gone] = await person.replies()
    assert "không còn dùng" in gone["text"]
