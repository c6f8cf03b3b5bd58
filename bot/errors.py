"""What a face cannot do, said to the person who asked."""

from documents.errors import PlanbotError


class BotError(PlanbotError):
    """The root of this room's errors; the message is Vietnamese and says what to do."""


class UsageError(BotError):
    """A command was called in a way it cannot be."""
