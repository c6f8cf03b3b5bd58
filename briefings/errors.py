"""What a briefing cannot be made of."""

from documents.errors import PlanbotError


class BriefingError(PlanbotError):
    """The root of this room's errors."""
