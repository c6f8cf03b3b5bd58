"""The clause behind an answer, and its page as a picture."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.bot.api_server import Refusal
from tests.bot.person import Person, labels

PDF = Path(__file__).parents[1] / "documents/files/dak-lak-58-kh-ubnd.pdf"
PLAN = "dak-lak-58-kh-ubnd"
QUESTION = "xã khu vực II ở Đắk Lắk phải còn bao nhiêu % hộ nghèo và cận nghèo thì đạt?"
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs tesseract: apt-get install tesseract-ocr-vie"
)


async def hand_in(person: Person, name: str, content: bytes, button: str, within: float = 60) -> None:
    await person.say(**person.document(name, content))
    shown = (await person.replies(within=within))[-1]
    while "reply_markup" not in shown:  # how far a long file has been read
        shown = (await person.replies(within=within))[-1]
    await person.press(shown, button)
    await person.replies(within=within)


async def source_of(person: Person, question: str, number: int = 1) -> dict:
    answer = await person.ask(question)
    await person.press(answer, f"📄 {number}")
    return answer


def pictures(person: Person, messages: list[dict]) -> list[Image.Image]:
    files = [message["photo"][0]["file_id"] for message in messages if "photo" in message]
    return [Image.open(io.BytesIO(person.api.files[name])).convert("RGB") for name in files]


def is_marked(image: Image.Image) -> bool:
    return sum(count for count, (red, _, blue) in image.getcolors(10**7) if red > 220 and blue < 160) > 2000


async def test_a_clause_over_two_pages_comes_with_both_marked_on_them(launch):
    bot = await launch(admins="[7]")
    admin, reader = Person(bot.api, 7), Person(bot.api, 8)
    await hand_in(admin, "ke hoach.pdf", PDF.read_bytes(), "Đưa vào thư viện")
    for _ in range(2):  # the second time from what was kept
        await source_of(reader, QUESTION)
        words, *photos = await reader.replies(3)
        assert "Mục IV.1.2, gạch 3, + thứ 3, trang 2-3" in words["text"]
        assert "… + Xã khu vực I " in words["text"]
        assert [photo["caption"] for photo in photos] == [
            f"Kế hoạch 58/KH-UBND, mục IV.1.2, gạch 3, + thứ 3 – trang {page}/5, phần được tô màu" for page in (2, 3)
        ]
        assert all(map(is_marked, pictures(reader, photos)))
    assert len(reader.called("sendMediaGroup")) == 2

    await reader.say("hạn nộp báo cáo ở Đắk Lắk là khi nào?")
    [answer] = await reader.replies()
    await reader.press(answer, "📄 1")
    words, photo = await reader.replies(2)
    assert "trang" in words["text"]
    assert photo["method"] == "sendPhoto"

    # A page that cannot be sent leaves the clause in words, and the bot goes on.
    reader.fail("sendPhoto", Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    await reader.press(answer, "📄 1")
    [words] = await reader.replies()
    assert "trang" in words["text"]
    await reader.silence()


@needs_tesseract
async def test_pages_of_a_scan_sent_as_photos_are_shown_with_the_clause_marked(launch):
    import pypdfium2

    bot = await launch(admins="[7]")
    admin = Person(bot.api, 7)
    with pypdfium2.PdfDocument(PDF) as document:
        pages = [document[number].render(scale=2).to_pil().convert("RGB") for number in (0, 1)]
    for number, page in enumerate(pages):
        out = io.BytesIO()
        page.rotate(1.5 * number, expand=True, fillcolor="white").save(out, "JPEG")
        held = admin.document(f"{number}.jpg", out.getvalue())["document"]["file_id"]
        photo = [{"file_id": held, "file_unique_id": held, "width": page.width, "height": page.height}]
        await admin.say(photo=photo, media_group_id="trang")
    [offer] = await admin.replies()
    await admin.press(offer, "Đã gửi đủ trang")
    shown = await admin.until("Đưa vào thư viện")
    await admin.press(shown, "Đưa vào thư viện")
    await admin.replies(within=60)
    answer = await admin.ask("các xã, phường ở Đắk Lắk thi đua thế nào?")
    at = next(n for n in range(1, 9) if f"[{n}]" in answer["text"])
    await admin.press(answer, f"📄 {at}")
    words, photo = await admin.replies(2)
    assert "/2, phần được tô màu" in photo["caption"]
    assert "trang" in words["text"]
    [picture] = pictures(admin, [photo])
    assert is_marked(picture)


async def test_a_plan_that_ships_as_text_is_shown_in_words_alone(person):
    await source_of(person, "hạn nộp báo cáo ở Lệ Thủy là ngày nào?")
    [words] = await person.replies()
    assert "trang" not in words["text"].splitlines()[2]
    await person.silence()
    assert not person.called("sendPhoto")


async def test_what_someone_sent_for_themselves_is_shown_to_nobody_else(person, someone, shared):
    await hand_in(person, "rieng.pdf", PDF.read_bytes(), "riêng cho tôi")
    answer = await source_of(person, QUESTION)
    await person.replies(3)
    clause = person.called("sendMessage")[-1]["text"]
    assert "58/KH-UBND" in clause

    stranger = someone()
    forged = {**answer, "chat": {"id": stranger.id, "type": "private"}}
    await stranger.press(forged, "📄 1")
    await stranger.silence()
    hello = await stranger.ask(f"/start c-3000-3100-{PLAN}")
    assert "Xin chào" in hello["text"]

    # Nor in a group, where its owner asks before others.
    await person.say(f"@planbot_test_bot {QUESTION}", chat=person.group)
    [public] = await person.replies(chat=person.group)
    assert "58/KH-UBND" not in public["text"]
    assert not any("sendPhoto" in call for call in stranger.called("sendPhoto"))

    sure = await person.ask("/xoadulieu")
    await person.press(sure, "Xóa hết")
    await person.replies()
    await person.press(answer, "📄 1")
    await person.silence()


async def test_a_source_of_a_plan_that_was_replaced_since_says_so(launch):
    bot = await launch(admins="[7]")
    admin = Person(bot.api, 7)
    text = (Path(__file__).parents[2] / "evaluation/plans" / f"{PLAN}.txt").read_text(encoding="utf-8")
    await hand_in(admin, "1.txt", text.encode(), "Đưa vào thư viện")
    answer = await admin.ask(QUESTION)
    assert "📄 1" in labels(answer)
    await hand_in(admin, "2.txt", text.replace("Khơi dậy ý chí", "Khơi dậy mạnh mẽ ý chí").encode(), "Đưa vào thư viện")
    await admin.press(answer, "📄 1")
    [said] = await admin.replies()
    assert "cập nhật" in said["text"]
