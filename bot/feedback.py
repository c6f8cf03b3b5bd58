"""What users said of answers: listed, and turned into gold questions."""

# ruff: noqa: T201
from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import UsageError
from bot.settings import settings

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """List feedback, or print one as a gold question to complete and keep."""
    from bot.state.store import Store

    store = Store.open(settings().database, options.data)
    rows = store.feedback()
    if options.to_gold is None:
        for row in rows:
            day = datetime.fromtimestamp(row.at).strftime("%d/%m/%Y")
            first = row.answer.partition("\n")[0]
            print(f"#{row.id} {day} [{row.verdict}] {row.question}\n    {row.outcome}: {first}")
            if row.note:
                print(f"    Người dùng viết: {row.note}")
        print(f"{len(rows)} phản hồi. Chuyển thành câu hỏi chuẩn: planbot feedback --to-gold SỐ >> tệp.jsonl")
        return 0
    found = next((row for row in rows if str(row.id) == options.to_gold.lstrip("#")), None)
    if found is None:
        raise UsageError(f"Không có phản hồi số {options.to_gold}: xem danh sách bằng planbot feedback.")
    gold = {
        "id": f"feedback-{found.id}",
        "user": "can_bo_xa",
        "question": found.question,
        "history": [],
        "type": "lookup",
        "answerable": True,
        "gold": [],
        "answer_contains": [],
        "answer_must_not_contain": [],
        "note": f"{found.verdict}: {found.note or ''} | trả lời khi đó: {found.answer[:300]} | văn bản: {found.plans}",
        "style": "co_dau",
        "expect": "answer",
    }
    print(json.dumps(gold, ensure_ascii=False))
    return 0
