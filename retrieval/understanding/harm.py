"""What must not be answered, told from what shares its words by a small learned model.

Its weights stand in harm.npz and are fitted by `python -m evaluation.guarding`, which prints how much is caught and
how often an honest message is refused.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from documents.bag import open_bag

WEIGHTS = Path(__file__).with_name("harm.npz")
ENOUGH = 0.15
"""How likely harm must be for a message to be refused: at .05, seven of 150 honest ones alike would be, here three.

Of the 7,310 honest questions of gold one is refused, and none of the 203 others is answered.
"""


class Harm(StrEnum):
    """Why a message is refused: it is about the bot's rules, asks for a person's data, or for what is made up."""

    RULES = "rules"
    PERSONAL = "personal"
    MADE_UP = "made_up"


def find_harm(message: str) -> Harm | None:
    """Why a message must be refused; None where it may be answered."""
    chances = open_bag(WEIGHTS).chances(message)
    return Harm(max(chances, key=lambda harm: chances[harm])) if sum(chances.values()) > ENOUGH else None
