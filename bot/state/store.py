"""The bot's memory: one object over one database, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Engine, create_engine, delete, event, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BotError
from bot.state.journal import Journal, now
from bot.state.tables import Base, Choice, Feedback, Form, JournalRow, Profile, Turn

DAY = 86_400


def open_engine(url: str) -> Engine:
    """A connection pool; SQLite in WAL mode, erasing what is deleted, durable against a killed process."""
    engine = create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _(connection, _record) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a DBAPI connection
            cursor = connection.cursor()
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "secure_delete=ON"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

    return engine


class Store(Journal):
    """Everything the bot remembers. Every method is one transaction."""

    @classmethod
    def open(cls, url: str | None, data: Path) -> Store:
        """The database at a URL, or `bot.sqlite3` in the data folder, brought up to the newest migration."""
        from bot.state.migrations import upgrade

        if not url:
            data.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{data / 'bot.sqlite3'}"
        try:
            engine = open_engine(url)
            upgrade(engine)
        except (SQLAlchemyError, ImportError) as error:
            raise BotError("Không mở được cơ sở dữ liệu của bot: kiểm tra PLANBOT_DATABASE và quyền ghi.") from error
        return cls(engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # Who people are

    def profile(self, user_id: int) -> Profile:
        """A user's profile, empty where nothing is known."""
        with self.session() as session:
            return session.get(Profile, user_id) or Profile(user_id=user_id, consent=False, blocked=False, at=now())

    def save_profile(self, user_id: int, **values: object) -> None:
        """Change what is known of a user."""
        with self.session.begin() as session:
            profile = session.get(Profile, user_id) or Profile(user_id=user_id, consent=False, blocked=False)
            for name, value in values.items():
                setattr(profile, name, value)
            profile.at = now()
            session.add(profile)

    # What was said

    def say(self, chat: tuple[int, int, int], question: str, answer: str, outcome: str) -> None:
        """Keep a question and its answer in a conversation (chat, thread, user)."""
        chat_id, thread_id, user_id = chat
        where = {"chat_id": chat_id, "thread_id": thread_id, "user_id": user_id, "at": now()}
        with self.session.begin() as session:
            session.add(Turn(role="user", text=question, **where))
            session.add(Turn(role="assistant", text=answer, outcome=outcome, **where))

    def history(self, chat: tuple[int, int, int], last: int = 12) -> list[dict[str, str]]:
        """The last turns of a conversation, oldest first."""
        chat_id, thread_id, user_id = chat
        with self.session() as session:
            rows = session.scalars(
                select(Turn)
                .where(Turn.chat_id == chat_id, Turn.thread_id == thread_id, Turn.user_id == user_id)
                .order_by(Turn.id.desc())
                .limit(last)
            )
            return [{"role": row.role, "text": row.text} for row in reversed(rows.all())]

    # Forms and buttons

    def form(self, chat_id: int, user_id: int) -> Form | None:
        """The form someone is filling in."""
        with self.session() as session:
            return session.get(Form, (chat_id, user_id))

    def save_form(self, chat_id: int, user_id: int, name: str, state: dict[str, object]) -> None:
        """Keep a form as it stands."""
        with self.session.begin() as session:
            session.merge(Form(chat_id=chat_id, user_id=user_id, name=name, state=state, at=now()))

    def drop_form(self, chat_id: int, user_id: int) -> bool:
        """End a form. Returns whether there was one."""
        with self.session.begin() as session:
            result = session.execute(delete(Form).where(Form.chat_id == chat_id, Form.user_id == user_id))
        return bool(getattr(result, "rowcount", 0))

    def offer(self, chat_id: int, choices: Sequence[dict[str, object]]) -> list[str]:
        """Keep what some buttons stand for. Returns the mark of each, 12 characters."""
        marks = [secrets.token_urlsafe(9) for _ in choices]
        with self.session.begin() as session:
            session.add_all(
                Choice(id=mark, chat_id=chat_id, data=data, at=now()) for mark, data in zip(marks, choices, strict=True)
            )
        return marks

    def choice(self, mark: str, chat_id: int) -> dict[str, object] | None:
        """What a button of this chat stands for, or None where it is too old."""
        with self.session() as session:
            found = session.get(Choice, mark)
            return found.data if found and found.chat_id in (chat_id, 0) else None

    # What people say of answers

    def add_feedback(self, user_id: int, verdict: str, about: dict[str, object]) -> int:
        """Keep what a user said of an answer. Returns its number."""
        row = Feedback(
            user_id=user_id,
            verdict=verdict,
            question=str(about.get("question", "")),
            answer=str(about.get("answer", "")),
            outcome=str(about.get("outcome", "")),
            plans=about.get("plans") or {},
            at=now(),
        )
        with self.session.begin() as session:
            session.add(row)
        return row.id

    def note_feedback(self, number: int, user_id: int, note: str) -> None:
        """Add a user's own words to what they said of an answer."""
        with self.session.begin() as session:
            session.execute(
                update(Feedback).where(Feedback.id == number, Feedback.user_id == user_id).values(note=note[:1000])
            )

    def feedback(self, last: int = 100) -> list[Feedback]:
        """What users said, newest first."""
        with self.session() as session:
            return list(session.scalars(select(Feedback).order_by(Feedback.id.desc()).limit(last)))

    def unanswered(self, since: int, top: int = 10) -> list[tuple[str, int]]:
        """The questions since a time that found no answer, most asked first."""
        with self.session() as session:
            asked = session.execute(
                select(Turn.chat_id, Turn.role, Turn.text, Turn.outcome).where(Turn.at >= since).order_by(Turn.id)
            ).all()
        counts: dict[str, int] = {}
        last: dict[int, str] = {}
        for chat_id, role, words, outcome in asked:
            if role == "user":
                last[chat_id] = " ".join(words.lower().split())
            elif outcome in {"not_in_corpus", "not_stated"} and chat_id in last:
                counts[last[chat_id]] = counts.get(last[chat_id], 0) + 1
        return sorted(counts.items(), key=lambda item: -item[1])[:top]

    def figures(self, since: int) -> dict[str, int]:
        """How much was asked since a time: users, questions, and answers by outcome."""
        with self.session() as session:
            by_outcome = session.execute(
                select(Turn.outcome, func.count())
                .where(Turn.at >= since, Turn.role == "assistant")
                .group_by(Turn.outcome)
            ).all()
            users = session.scalar(select(func.count(Turn.user_id.distinct())).where(Turn.at >= since)) or 0
        outcomes = {str(outcome): int(count) for outcome, count in by_outcome}
        return {"users": users, "questions": sum(outcomes.values()), **outcomes}

    def users(self) -> list[int]:
        """Everyone who has a profile and has not blocked the bot."""
        with self.session() as session:
            return list(session.scalars(select(Profile.user_id).where(Profile.blocked.is_(False))))

    # Forgetting

    def erase(self, user_id: int) -> None:
        """Forget everything of a user at once, in the database and its write-ahead log."""
        with self.session.begin() as session:
            # Buttons under answers hold the question; in groups they go for everyone and are "old" from now on.
            groups = select(Turn.chat_id).where(Turn.user_id == user_id)
            session.execute(delete(Choice).where((Choice.chat_id == user_id) | Choice.chat_id.in_(groups)))
            for table in (Turn, Profile, Form, Feedback):
                session.execute(delete(table).where(table.user_id == user_id))
            session.execute(
                update(JournalRow)
                .where(JournalRow.user_id == user_id, JournalRow.state.in_(("done", "failed")))
                .values(payload="", user_id=0, chat_id=0)
            )
        self._clear_log()

    def expire(self, days: int) -> None:
        """Forget what is older than it needs to be kept."""
        before = now() - days * DAY
        with self.session.begin() as session:
            for table in (Turn, Form, Choice, Feedback):
                session.execute(delete(table).where(table.at < before))
            session.execute(
                delete(JournalRow).where(JournalRow.state.in_(("done", "failed")), JournalRow.at < now() - 2 * DAY)
            )
        self._clear_log()

    def expire_forms(self, confidential: Callable[[dict[str, object]], bool]) -> None:
        """Forget forms that were left a day ago and are confidential, where nobody agreed to keep them."""
        with self.session.begin() as session:
            agreed = select(Profile.user_id).where(Profile.consent.is_(True))
            left = Form.at < now() - DAY, Form.user_id.not_in(agreed)
            for form in session.scalars(select(Form).where(*left)):
                if confidential(form.state):
                    session.delete(form)

    def _clear_log(self) -> None:
        """Take what was deleted out of the files too: the write-ahead log, or the dead rows."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        else:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in Base.metadata.sorted_tables:
                    connection.execute(text(f'VACUUM "{table.name}"'))
