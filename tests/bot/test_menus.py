"""The guided commands: criteria, comparisons and briefings by buttons."""

import io

from docx import Document

from tests.bot.person import labels


async def test_criteria_by_kind_and_place_each_with_its_clause(person):
    kinds = await person.ask("/tieuchi")
    await person.press(kinds, "Xã")
    [places] = await person.replies()
    await person.press(places, "Tuyên Quang")
    [shown] = await person.replies()
    assert "112/KH-UBND" in shown["text"]
    assert "7%/năm" in shown["text"]
    await person.press(shown, "📄 1")
    [clause] = await person.replies()
    assert "112/KH-UBND" in clause["text"]
    await person.press(shown, "Đối chiếu số liệu")
    _, question = await person.replies(2)
    assert "khu vực" in question["text"].lower()


async def test_criteria_named_in_the_command_come_at_once(person):
    shown = await person.ask("/tieuchi hộ nghèo Lạng Sơn")
    assert "165/KH-UBND" in shown["text"]


async def test_criteria_that_another_document_holds_name_it(person):
    shown = await person.ask("/tieuchi xã Lệ Thủy")
    assert "3630/QĐ-UBND" in shown["text"]


async def test_two_plans_are_ticked_and_compared(person):
    topics = await person.ask("/sosanh")
    await person.press(topics, "xã")
    [plans] = await person.replies()
    await person.press(plans, "Tuyên Quang")
    [plans] = await person.replies()
    await person.press(plans, "Tuần Giáo")
    [plans] = await person.replies()
    assert sum(label.startswith("☑️") for label in labels(plans)) == 2
    await person.press(plans, "So sánh 2")
    question, answer = await person.replies(2)
    assert "Tuyên Quang và " in question["text"]
    assert "112/KH-UBND" in answer["text"]
    assert "4669/KH-UBND" in answer["text"]
    assert "165/KH-UBND" not in answer["text"]


async def test_a_briefing_is_outlined_changed_and_sent(person):
    topics = await person.ask("/taplieu")
    await person.press(topics, "của xã")
    [plans] = await person.replies()
    await person.press(plans, "Tuyên Quang")
    [plans] = await person.replies()
    await person.press(plans, "Tiếp")
    [audiences] = await person.replies()
    await person.press(audiences, "Lớp tập huấn")
    [outline] = await person.replies()
    assert "Dàn ý" in outline["text"]
    await person.press(outline, "Bỏ phần 2")
    [changed] = await person.replies()
    assert "✂️ 2." in changed["text"]
    left_out = outline["text"].split("\n2. ")[1].split("\n")[0].split(" (")[0]
    await person.press(changed, "Word")
    [sent] = await person.replies()
    document = Document(io.BytesIO(person.api.files[sent["document"]["file_id"]]))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "112/KH-UBND" in text
    assert left_out not in text


async def test_exercises_come_as_quizzes_with_their_clause(person):
    plans = await person.ask("/taplieu Tiêu chuẩn khen thưởng của xã ở Tuyên Quang")
    await person.press(plans, "Tiếp")
    [audiences] = await person.replies()
    await person.press(audiences, "Lớp tập huấn")
    [outline] = await person.replies()
    await person.press(outline, "Trắc nghiệm")
    await person.replies()
    [quiz, *_] = person.called("sendPoll")
    assert quiz["type"] == "quiz"
    assert "112/KH-UBND" in quiz["explanation"]
    assert 0 <= quiz["correct_option_ids"][0] < len(quiz["options"])


async def test_a_topic_no_plan_covers_is_said_to_be_so(person):
    plans = await person.ask("/taplieu kỹ thuật nuôi tôm hùm xuất khẩu")
    await person.press(plans, "Tiếp")
    [audiences] = await person.replies()
    await person.press(audiences, "Cán bộ")
    [said] = await person.replies()
    assert "nuôi tôm hùm" in said["text"]
    assert "Word" not in str(said.get("reply_markup"))


async def test_a_topic_can_be_typed_and_a_check_goes_on_after_it(person):
    await person.say("/kiemtra xã Tuyên Quang")
    await person.replies(2)
    await person.ask("/taplieu")
    plans = await person.ask("Mục tiêu giảm nghèo")
    assert "Mục tiêu giảm nghèo" in plans["text"]
    question = await person.ask("kv3")
    assert "Tiếp" not in str(labels(question))
