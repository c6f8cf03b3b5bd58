"""Logs are lines of JSON without secrets."""

import io
import json
import logging

import pytest

from bot import logs


@pytest.fixture
def lines():
    root = logging.getLogger()
    before, stream = (root.handlers[:], root.level), io.StringIO()
    logs.set_up("DEBUG", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], root.level = before


def test_a_token_is_removed_wherever_it_stands(lines):
    logging.getLogger("bot").warning("GET https://api/bot%s/getMe", "123456:AAabcdefgh-ijkl_mnop")
    try:
        raise ValueError("sk-abcdefghijklmnop")
    except ValueError:
        logging.getLogger("bot").exception("failed")
    text = json.dumps(lines())
    assert "AAabcdefgh" not in text
    assert "sk-abcdef" not in text
    assert "failed" in text


def test_talkative_libraries_are_quiet_at_any_level(lines):
    logging.getLogger("telegram.ext.ExtBot").debug("sendMessage text='riêng tư'")
    logging.getLogger("httpx").info("HTTP Request: POST https://api/bot1/sendMessage")
    logging.getLogger("bot.telegram").debug("kept")
    assert [line["what"] for line in lines()] == ["kept"]
