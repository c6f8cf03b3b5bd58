"""A passage as overlapping windows under its heading: a vector of a few sentences finds what one of a page blurs."""

from __future__ import annotations

from index.passage import Passage

LENGTH = 64
"""Words of a window."""
STEP = 44
"""Words from one window to the next."""
HEADING = 40
"""Words of a heading at most; of a longer chain of headings the last ones count."""


def split_windows(passage: Passage) -> list[str]:
    """The windows of a passage, each under the passage's context, or else under its first line if that is short."""
    heading, body = split_heading(passage)
    words = body.split()
    starts = range(0, max(1, len(words) - LENGTH + STEP), STEP)
    lead = f"{heading}. " if heading else ""
    return [lead + " ".join(words[start : start + LENGTH]) for start in starts]


def split_heading(passage: Passage) -> tuple[str, str]:
    """What stands over every window, and the rest."""
    if passage.context:
        return " ".join(passage.context.split()[-HEADING:]), passage.text
    first, _, rest = passage.text.strip().partition("\n")
    if rest.strip() and len(first.split()) <= HEADING:
        return " ".join(first.split()), rest
    return "", passage.text
