"""Questions on the command line: one, or a file of them."""

# ruff: noqa: T201
from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.assistant import open_assistant
from bot.errors import BotError, UsageError
from bot.settings import settings
from documents.errors import PlanbotError

if TYPE_CHECKING:
    from argparse import Namespace

log = logging.getLogger(__name__)


def run(options: Namespace) -> int:
    """Answer one question, or a file of them."""
    from retrieval.saying.rendering import plain_text

    if bool(options.batch) == bool(options.question):
        raise UsageError('Hãy gõ câu hỏi: planbot ask "câu hỏi", hoặc cho tệp câu hỏi: planbot ask --batch TỆP.')
    assistant = open_assistant(options.data)
    assistant.suggests = False  # what is printed here shows none
    place = options.place or settings().place

    def answer(item: dict[str, Any]) -> dict[str, Any]:
        question = item.get("question")
        if not isinstance(question, str):
            raise UsageError("thiếu «question» hoặc «question» không phải chuỗi ký tự")
        history, where = item.get("history") or [], item.get("place") or place
        if not isinstance(history, list) or not all(isinstance(turn, str | dict) for turn in history):
            raise UsageError("«history» phải là danh sách những gì đã nói, mỗi lượt là một chuỗi ký tự")
        if not isinstance(where, str | None):
            raise UsageError("«place» phải là tên một địa bàn")
        start = time.perf_counter()
        said = assistant.ask(question, history, place=where)
        milliseconds = (time.perf_counter() - start) * 1000
        return {
            "id": item.get("id"),
            "outcome": said.outcome,
            "text": plain_text(said),
            "citations": [citation.as_json() for citation in said.citations],
            "options": [{"label": option.label, "question": option.question} for option in said.options],
            "ms": round(milliseconds, 1),
        }

    if options.batch:
        return _batch(options.batch, answer)
    question = " ".join(options.question)
    if options.json:
        print(json.dumps(answer({"id": None, "question": question}), ensure_ascii=False))
    else:
        print(plain_text(assistant.ask(question, (), place=place)))
    return 0


def _objects(path: Path) -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Each line of a JSON Lines file that is not blank: the object, or None and what is wrong with it."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BotError(f"Không mở được tệp {path}: kiểm tra lại tên tệp và quyền đọc.") from error
    for line in lines:
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except ValueError:
            yield None, "dòng không phải JSON"
            continue
        yield (value, "") if isinstance(value, dict) else (None, "dòng không phải một đối tượng JSON")


def _batch(path: Path, work: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Print one line for each line read, in order; a line that cannot be worked says why and stops nothing."""
    for item, wrong in _objects(path):
        result: dict[str, Any]
        if item is None:
            result = {"id": None, "error": wrong}
        else:
            try:
                result = work(item)
            except PlanbotError as error:
                result = {"id": item.get("id"), "error": str(error)}
            except Exception:
                log.exception("line %s failed", item.get("id"))
                result = {
                    "id": item.get("id"),
                    "error": "có lỗi ngoài dự kiến ở dòng này; các dòng sau vẫn được trả lời",
                }
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0
