"""What can go wrong while measuring."""

from documents.errors import PlanbotError


class EvaluationError(PlanbotError):
    """A gold file or an answer file cannot be used; the message says what to do."""
