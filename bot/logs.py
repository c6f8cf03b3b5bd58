"""Logs that say what happened, one JSON object a line, without tokens or what people wrote."""

from __future__ import annotations

import json
import logging
import re
import sys
from typing import TextIO

SECRETS = re.compile(r"\d{5,}:[A-Za-z0-9_-]{8,}|\b(?:sk|key)-[A-Za-z0-9_-]{8,}")
"""A bot's token, or a key of a language model's."""

TALKATIVE = ("telegram", "httpx", "httpcore", "sqlalchemy", "alembic", "openai", "langchain", "urllib3", "asyncio")
"""Libraries whose debug lines hold messages, URLs with the token, or SQL with what people wrote."""


class JsonLines(logging.Formatter):
    """One JSON object a line, secrets removed."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "what": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return SECRETS.sub("[…]", json.dumps(line, ensure_ascii=False))


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Log to standard error from a level on; talkative libraries from WARNING on, whatever the level."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
