"""What can go wrong in the index, each with a Vietnamese sentence that says what to do."""

from __future__ import annotations


class IndexingError(Exception):
    """The root of this room's errors; the message is for a person."""


class EncoderError(IndexingError):
    """An encoder cannot be loaded, made or used."""


class PassageError(IndexingError):
    """Passages or questions that cannot be indexed or searched as they are."""


class SnapshotError(IndexingError):
    """A snapshot on disk is missing, damaged, or made by another encoder or version."""
