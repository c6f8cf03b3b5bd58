"""What someone is in the middle of. A short question lies over the form in hand, which goes on after it."""

from __future__ import annotations

import asyncio

from bot.telegram.service import Service

SHORT = frozenset({"note", "album", "topic", "scan", "correct"})
"""Forms that go as soon as they are answered."""


async def lay(the: Service, chat_id: int, user_id: int, name: str, state: dict[str, object]) -> None:
    """Begin a short form, over the one in hand."""
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    if kept:
        under = kept.state.get("under") if kept.name in SHORT else {"name": kept.name, "state": kept.state}
        state = {**state, "under": under}
    await asyncio.to_thread(the.store.save_form, chat_id, user_id, name, state)


async def lift(the: Service, chat_id: int, user_id: int) -> None:
    """End a short form; what lay under it is in hand again."""
    kept = await asyncio.to_thread(the.store.form, chat_id, user_id)
    under = kept.state.get("under") if kept else None
    if isinstance(under, dict):
        await asyncio.to_thread(the.store.save_form, chat_id, user_id, str(under["name"]), under["state"])
    else:
        await asyncio.to_thread(the.store.drop_form, chat_id, user_id)
