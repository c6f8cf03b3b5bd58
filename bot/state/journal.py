"""The journal of updates: kept before they are acknowledged, worked once each, by any number of workers."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, sessionmaker

from bot.state.tables import JournalRow

LEASE = 120
"""Seconds after which an update that a worker took and never finished is worked again."""

ATTEMPTS = 10
"""How often an update is tried before it is set aside as failed: mostly the machine fails, not the update."""


def now() -> int:
    """The time, in whole seconds since 1970."""
    return int(time.time())


class Journal:
    """The journal over one database, the same on SQLite and PostgreSQL. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.session: sessionmaker[Session] = sessionmaker(engine, expire_on_commit=False)

    def journal(self, rows: Sequence[tuple[int, int, int, str]]) -> int:
        """Keep updates (update id, chat id, user id, payload). Returns how many were new."""
        if not rows:
            return 0
        insert = postgresql.insert if self.engine.dialect.name == "postgresql" else sqlite.insert
        values = [
            {
                "update_id": u,
                "chat_id": c,
                "user_id": w,
                "payload": p,
                "at": now(),
                "state": "new",
                "attempts": 0,
                "lease": 0,
            }
            for u, c, w, p in rows
        ]
        with self.session.begin() as session:
            known = set(
                session.scalars(select(JournalRow.update_id).where(JournalRow.update_id.in_([r[0] for r in rows])))
            )
            session.execute(insert(JournalRow).on_conflict_do_nothing(), values)
        return len({row[0] for row in rows} - known)

    def claim(self, limit: int) -> list[JournalRow]:
        """Take the next updates to work: the oldest of each chat that has none in work, across all workers."""
        with self.session.begin() as session:
            if self.engine.dialect.name == "sqlite":
                session.execute(text("BEGIN IMMEDIATE"))
            else:
                session.execute(text("SELECT pg_advisory_xact_lock(20171219)"))
            session.execute(
                update(JournalRow).where(JournalRow.state == "working", JournalRow.lease < now()).values(state="new")
            )
            session.execute(
                update(JournalRow)
                .where(JournalRow.state == "new", JournalRow.attempts >= ATTEMPTS)
                .values(state="failed", payload="")
            )
            busy = select(JournalRow.chat_id).where(JournalRow.state == "working")
            oldest = (
                select(func.min(JournalRow.update_id))
                .where(JournalRow.state == "new", JournalRow.chat_id.not_in(busy))
                .group_by(JournalRow.chat_id)
                .order_by(func.min(JournalRow.update_id))
                .limit(limit)
            )
            rows = list(session.scalars(select(JournalRow).where(JournalRow.update_id.in_(oldest))))
            for row in rows:
                row.state, row.lease, row.attempts = "working", now() + LEASE, row.attempts + 1
        return sorted(rows, key=lambda row: row.update_id)

    def finish(self, update_id: int) -> None:
        """An update has been worked; what it said is not kept in the journal."""
        with self.session.begin() as session:
            session.execute(
                update(JournalRow).where(JournalRow.update_id == update_id).values(state="done", payload="")
            )

    def hold(self, update_ids: Sequence[int]) -> None:
        """Keep the lease of updates that are still in work."""
        with self.session.begin() as session:
            session.execute(
                update(JournalRow)
                .where(JournalRow.update_id.in_(update_ids), JournalRow.state == "working")
                .values(lease=now() + LEASE)
            )

    def release(self) -> int:
        """Give back what a worker that is gone had taken; for the only worker, at its start."""
        with self.session.begin() as session:
            result = session.execute(update(JournalRow).where(JournalRow.state == "working").values(state="new"))
        return int(getattr(result, "rowcount", 0))

    def waiting(self) -> int:
        """How many updates wait or are in work."""
        with self.session() as session:
            return session.scalar(select(func.count()).where(JournalRow.state.in_(("new", "working")))) or 0
