"""What can go wrong while a question is answered, in words for the person who asked."""

from __future__ import annotations

from documents.errors import PlanbotError


class RetrievalError(PlanbotError):
    """A question could not be answered for a reason the person can do something about."""
