"""A text as its parts: printed lines, the marks that number them, and the provisions they make."""
