"""Exercises of a briefing as quizzes that Telegram keeps score of."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.constants import PollLimit, PollType

from bot.telegram.sending import send

if TYPE_CHECKING:
    from briefings.model import Exercise

EXPLANATION = 200
"""Letters of the explanation that Telegram shows after a wrong choice."""


async def send_quiz(bot: Bot, chat_id: int, thread_id: int | None, exercise: Exercise) -> None:
    """One exercise as a quiz; what is too long for a quiz stands in a message before it."""
    question, choices = exercise.question, list(exercise.choices)
    before = []
    if len(question) > PollLimit.MAX_QUESTION_LENGTH:
        before.append(escape(question))
        question = "Theo tình huống trên, chọn câu đúng:"
    if any(len(choice) > PollLimit.MAX_OPTION_LENGTH for choice in choices):
        letters = [chr(ord("A") + number) for number in range(len(choices))]
        before += [f"<b>{letter}.</b> {escape(choice)}" for letter, choice in zip(letters, choices, strict=True)]
        choices = letters
    if before:
        await send(bot, chat_id, ["\n\n".join(before)], thread_id=thread_id)
    await bot.send_poll(
        chat_id,
        question,
        choices,
        type=PollType.QUIZ,
        correct_option_ids=[exercise.right],  # type: ignore[list-item]
        explanation=exercise.explanation.replace("\n", " ")[:EXPLANATION],
        message_thread_id=thread_id,
    )
