"""The Telegram face: updates in, messages out."""

from bot.telegram.app import run

__all__ = ["run"]
