"""An answer that a language model words, shown while it grows."""

import pytest

from tests.bot.person import Person, labels
from tests.retrieval.model_server import ModelServer

pytest.importorskip("langchain_openai", reason="needs langchain-openai: pip install 'planbot[llm]'")

QUESTION = "xã ở Tuyên Quang phải giảm bao nhiêu % hộ nghèo mỗi năm để được khen?"
SAID = "Xã phải giảm tỷ lệ hộ nghèo từ 7%/năm trở lên trong 5 năm liên tục."


@pytest.fixture
def model():
    with ModelServer() as server:
        server.says = [f"{SAID} [{number}]\n" for number in range(1, 7)]
        server.pause = 0.4
        yield server


async def worded(launch, model, **settings):
    environment = {"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": model.url}
    return await launch(llm="openai:test", environment=environment, **settings)


async def test_in_a_private_chat_it_grows_as_a_draft_in_a_group_by_editing(launch, model):
    bot = await worded(launch, model)
    person = Person(bot.api, 7)
    answer = await person.ask(QUESTION)
    drafts = person.called("sendMessageDraft")
    assert drafts
    assert len({draft["draft_id"] for draft in drafts}) == 1
    assert all(SAID in draft["text"] for draft in drafts)
    assert answer["text"].startswith(SAID)
    assert "📄 1" in labels(answer)

    await person.say(f"@planbot_test_bot {QUESTION}", chat=person.group)
    first = (await person.replies(chat=person.group))[0]
    assert first["text"].endswith("…")
    while "reply_markup" not in (last := (await person.replies(chat=person.group))[-1]):
        assert last["method"] == "editMessageText"
    assert last["message_id"] == first["message_id"]
    assert "112/KH-UBND" in last["text"]


async def test_a_model_that_fails_leaves_the_answer_as_it_was(launch, model):
    model.status = 500
    bot = await worded(launch, model)
    answer = await Person(bot.api, 7).ask(QUESTION)
    assert "7%" in answer["text"]
    assert "112/KH-UBND" in answer["text"]


async def test_what_is_asked_or_given_in_a_check_is_never_shown_to_the_model(launch, model):
    bot = await worded(launch, model)
    person = Person(bot.api, 7)
    await person.say("/kiemtra hộ mới thoát nghèo Tuyên Quang")
    await person.replies(2)
    await person.say("nhà tôi thoát nghèo 3579 năm thì sao?")
    await person.replies()
    await person.say("đã thoát nghèo 2 năm, gia đình văn hóa")
    await person.replies()
    assert model.asked == []
    await person.say("/huy")
    await person.until("dừng")
    await person.say(QUESTION)
    await person.until("112/KH-UBND")
    assert model.asked
    assert "3579" not in str(model.asked)
