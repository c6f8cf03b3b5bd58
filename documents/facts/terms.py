"""By when and for how long a figure is set: its day, where a change starts, its years and its pace."""

from __future__ import annotations

from collections.abc import Sequence

from documents.facts.aims import EVERY
from documents.facts.anchors import PERCENT, RATES
from documents.facts.clauses import inside
from documents.facts.fact import Base, Direction, Fact, Link, Mode
from documents.facts.figure import NEAR, Figure
from documents.facts.quantities import Comparator, Quantity
from documents.facts.times import Time, When
from documents.phrases import Phrase

_EACH = Phrase(r"\b(?:từng|mỗi) năm\b")
_AVERAGE = Phrase(r"\b(?:bình quân|trung bình)\b")
LAST_YEAR = Phrase(r"\bso với năm (?:trước|liền kề)")
_AFTER = Phrase(r"\bsau\s*(?:thời gian )?\Z")
_BASE = Phrase(
    r"\bso với (?:(?:đầu|cuối) (?:kỳ|giai đoạn|nhiệm kỳ)|(?:đầu |cuối )?năm (?P<year>\d{4})"
    r"|cùng kỳ(?: năm trước)?|năm (?:trước|liền kề))"
)


def time_of(figure: Figure) -> tuple[Time | None, Base | None]:
    """When it is to be so, and what a change starts from; None for what neither the clause nor its lead-in says."""
    inner = [t for t in figure.passage.times if figure.clause.start <= t.span.start < figure.clause.end]
    base = _base(figure, inner)
    others = [b for b in figure.passage.brackets if b != figure.bracket]
    inner = [t for t in inner if not inside(t.span.start, others) or _runs(figure, t)]
    inner = [t for t in inner if not (base and base.year and t.year == base.year and t.until is None)]
    dated = sorted(inner, key=lambda t: (t.when not in {When.BY, When.BEFORE}, t.until is None))
    if dated:
        return dated[0], base
    if figure.before and (
        figure.link or figure.listed() or (figure.before.time and figure.before.time.when is When.BY)
    ):
        return figure.before.time, base or (figure.before.base if _same_change(figure) else None)
    lead = figure.passage.lead
    return (lead.times[0] if lead and lead.times else None), base


def _runs(figure: Figure, time: Time) -> bool:
    """Whether a time is all that brackets after the figure say: "trong 04 năm liên tục (2022 - 2025)"."""
    before, after = figure.passage.text[: time.span.start], figure.passage.text[time.span.end :]
    closed = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    return closed and time.until is not None and time.span.start > figure.anchor.span.end


def _same_change(figure: Figure) -> bool:
    """Whether it says over again, by the year, the change that the fact before it states."""
    return figure.joined() and figure.link in {None, Link.ASIDE} and not figure.named()


def _base(figure: Figure, inner: Sequence[Time]) -> Base | None:
    if match := _BASE.search(figure.passage.text, figure.anchor.span.end, figure.clause.end):
        return Base(year=int(match["year"]) if match["year"] else None, words=" ".join(match[0].split()))
    earlier = [
        quantity
        for quantity in figure.passage.quantities
        if quantity.comparator is Comparator.FROM
        and figure.clause.start <= quantity.span.start < figure.anchor.span.start
    ]
    if not earlier:
        return None
    start = earlier[-1]
    year = next((t for t in inner if start.span.end <= t.span.start <= start.span.end + 12), None)
    end = year.span.end if year else start.span.end
    words = " ".join(figure.passage.text[start.span.start : end].split())
    return Base(value=start.value, year=year.year if year else None, words=words)


def duration_of(figure: Figure) -> Quantity | None:
    """How many years it runs: "trong 5 năm liên tục", "sau 5 năm"."""
    if figure.quantity and figure.quantity.unit not in PERCENT:
        return None
    limb = figure.passage.limb(figure.anchor.span)
    years = [q for q in figure.passage.quantities if q.unit == "năm" and limb.start <= q.span.start < figure.clause.end]
    return next((q for q in years if q.span.start >= figure.clause.start), next(iter(years), None))


def mode_of(figure: Figure, fact: Fact, duration: Quantity | None) -> Mode | None:
    """How a rate is held to its years: at a day, in all, on average, in each, or after so many."""
    if fact.measure not in RATES and fact.direction is not Direction.NONE_LEFT:
        return None
    if fact.direction is Direction.REDUCE:
        return _pace(figure, fact)
    if duration and _AFTER.search(figure.passage.text, max(0, duration.span.start - NEAR), duration.span.start):
        return Mode.AFTER_YEARS
    if figure.link is Link.PART and figure.before and not fact.time:
        return figure.before.mode
    return Mode.AT_DATE if fact.time else None


def _pace(figure: Figure, fact: Fact) -> Mode:
    lead = figure.passage.lead
    if _AVERAGE.search(figure.words) or (lead and _AVERAGE.search(lead.text)):
        return Mode.AVERAGE
    like = next((one for one in reversed(figure.earlier) if one.direction is Direction.REDUCE), None)
    if figure.link and like and like.mode is Mode.AVERAGE:
        return Mode.AVERAGE
    limb = figure.passage.limb(figure.anchor.span)
    opened = _EACH.search(figure.passage.text, limb.start, figure.clause.start)
    said = opened or EVERY.search(figure.words) or LAST_YEAR.search(figure.words)
    return Mode.EACH_YEAR if said or fact.per == "năm" or fact.consecutive else Mode.TOTAL
