"""Buttons: what each stands for is kept in the store, since Telegram carries only 64 bytes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.state.store import Store
from documents.plan import Citation, Plan
from retrieval.answer import Answer

Button = tuple[str, dict[str, object]]

SOURCES = 8
"""At most so many source buttons under an answer."""


async def keyboard(store: Store, chat_id: int, rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup:
    """Buttons in rows; each is a label and what it stands for."""
    flat = [data for row in rows for _, data in row]
    marks = iter(await asyncio.to_thread(store.offer, chat_id, flat))
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label[:60], callback_data=f"c:{next(marks)}") for label, _ in row] for row in rows]
    )


def answer_rows(answer: Answer, question: str, shown: str, plans: Mapping[str, Plan]) -> list[list[Button]]:
    """The buttons under an answer: its choices, its sources, what people ask next, and what they think of it.

    A choice that is a place says so, for the place to be remembered.
    """
    versions: dict[str, object] = {plan.id: plan.version for plan in plans.values()}
    places = [plan.place for plan in plans.values() if plan.place]
    rows: list[list[Button]] = []
    for option in answer.options:
        place = next((place for place in places if option.label.casefold().endswith(place.casefold())), None)
        rows.append([(option.label, {"do": "ask", "question": option.question, "place": place})])
    sources: list[Button] = [
        (f"📄 {number}", {"do": "source", **_place(c), "version": versions.get(c.plan)})
        for number, c in enumerate(answer.citations[:SOURCES], 1)
    ]
    rows += [sources[start : start + 4] for start in range(0, len(sources), 4)]
    rows += [[(o.label, {"do": "ask", "question": o.question})] for o in answer.suggestions]
    about: dict[str, object] = {
        "question": question,
        "answer": shown,
        "outcome": str(answer.outcome),
        "plans": versions,
    }
    rows.append(
        [
            (label, {"do": "feedback", "verdict": verdict, "about": about})
            for label, verdict in (("👍", "tot"), ("👎", "kem"), ("Sai số liệu", "sai"))
        ]
    )
    return rows


def _place(citation: Citation) -> dict[str, object]:
    return {"plan": citation.plan, "path": citation.path, "span": list(citation.span)}
