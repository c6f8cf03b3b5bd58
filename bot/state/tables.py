"""The tables of the bot's database. Times are whole seconds since 1970, UTC; texts are UTF-8."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The root of the tables."""


class JournalRow(Base):
    """An update of Telegram's, kept from before it is acknowledged until it is worked."""

    __tablename__ = "journal"
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger, default=0)
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[int] = mapped_column(BigInteger, default=0)
    at: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (Index("journal_state_chat", "state", "chat_id"),)


class Profile(Base):
    """Who a user says to be, and what they agreed to."""

    __tablename__ = "profile"
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    role: Mapped[str | None] = mapped_column(String(16))
    place: Mapped[str | None] = mapped_column(String(120))
    consent: Mapped[bool] = mapped_column(default=False)
    blocked: Mapped[bool] = mapped_column(default=False)
    at: Mapped[int] = mapped_column(BigInteger)


class Turn(Base):
    """One thing said in a conversation."""

    __tablename__ = "turn"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int] = mapped_column(BigInteger, default=0)
    user_id: Mapped[int] = mapped_column(BigInteger)
    role: Mapped[str] = mapped_column(String(9))
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(String(16))
    at: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (Index("turn_chat", "chat_id", "thread_id", "user_id"),)


class Form(Base):
    """A form someone is filling in, as its own state machine keeps it."""

    __tablename__ = "form"
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(16))
    state: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[int] = mapped_column(BigInteger)


class Choice(Base):
    """What a button stands for: Telegram keeps only 64 bytes of it."""

    __tablename__ = "choice"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    data: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[int] = mapped_column(BigInteger)


class Feedback(Base):
    """What someone said of an answer, with what it was an answer to."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    verdict: Mapped[str] = mapped_column(String(8))
    note: Mapped[str | None] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(16))
    plans: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[int] = mapped_column(BigInteger)
