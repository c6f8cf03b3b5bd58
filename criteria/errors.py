"""What goes wrong with criteria and figures."""

from __future__ import annotations

from documents.errors import PlanbotError


class CriteriaError(PlanbotError):
    """Criteria cannot be read, kept or applied; the message says what to do."""


class FigureError(CriteriaError):
    """A figure, an answer or a unit was given in a way that cannot be used."""


class WorkbookError(CriteriaError):
    """A workbook or table cannot be read or written."""
