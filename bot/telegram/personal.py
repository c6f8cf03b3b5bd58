"""Numbers that say who somebody is: taken out of a question before anything is done with it."""

from __future__ import annotations

import re

PERSONAL = re.compile(
    r"(?<![\w/.,])(?:\+84[ .-]?|0)\d(?:[ .-]?\d){7,9}(?![\w/])"  # a telephone number
    r"|(?<![\w/.,])\d{9}(?:\d{3})?(?![\w/%])"  # an identity card's number, of 9 or 12 digits
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # an address of e-mail
)
MASK = "[…]"


def mask(words: str) -> str:
    """The words without numbers of telephones and identity cards and without addresses; no answer needs them."""
    return PERSONAL.sub(MASK, words)
