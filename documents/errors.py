"""What goes wrong with documents, and the root of every error of the project."""


class PlanbotError(Exception):
    """The root: its message is one Vietnamese sentence for the user that says what to do."""


class DocumentError(PlanbotError):
    """A document cannot be read, kept or found."""
