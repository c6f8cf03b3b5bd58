"""What a figure measures and what it is to do: fall, rise, remain, be reached."""

from __future__ import annotations

import re

from documents.facts.anchors import DIRECTIONS, LENGTHS, PERCENT, RATES, length_of
from documents.facts.clauses import inside
from documents.facts.fact import Direction, Link, Role
from documents.facts.figure import Figure
from documents.facts.measures import Measure, Mention
from documents.facts.quantities import Comparator, Quantity
from documents.phrases import Phrase

EVERY = Phrase(
    r"\b(?:(?:hằng|hàng|mỗi|từng) (?P<unit>năm|quý|tháng|tuần|đợt|kỳ)"
    r"|mỗi (?P<each>xã|phường|huyện|thôn|bản|đơn vị|cơ quan|cụm|khối|chi hội))\b"
)
_EVERY_YEAR = Phrase(r"\b(?:hằng|hàng|mỗi|trong một) năm\Z")
_LOWER = Phrase(r"\b(?:thấp|ít) hơn\b")
_OWN_NOUN = re.compile(
    r"(?:tỷ|tỉ|ty|ti)\s+(?:lệ|le)\b|\d\s*%\s+(?:số\s+)?(?!/|trở|và|so|trong|sau|năm|đến|theo|nam|tro|den)[^\W\d_]{2,}"
    r"|thu nhập|thu nhap",
    re.IGNORECASE,
)


def measure_of(figure: Figure) -> Measure:
    """What is measured: by the clause itself, else by the figure before it, the limb, or the lead-in."""
    quantity = figure.quantity
    if quantity and quantity.unit in {"năm", "tháng"}:
        return length_of(figure.passage, quantity)
    if quantity and quantity.unit not in PERCENT:
        return Measure.AWARDS if figure.role is Role.QUOTA and "đồng" not in quantity.unit else Measure.OTHER
    mentions = [mention for mention in _mentions(figure) if mention.measure not in LENGTHS]
    earlier = [mention for mention in mentions if mention.span.start <= figure.anchor.span.start]
    near = earlier or [m for m in mentions if m.span.start - figure.anchor.span.end < 25]
    if near:
        return near[-1].measure
    if figure.anchor.own:
        rates = [m for m in figure.passage.measures if m.span.start < figure.anchor.span.start and m.measure in RATES]
        return rates[-1].measure
    if _own_noun(figure):
        return Measure.OTHER
    if figure.before:
        return figure.before.measure
    limb = figure.passage.limb(figure.anchor.span)
    rates = [m for m in figure.passage.measures if limb.start <= m.span.start < figure.clause.start]
    rates = [m for m in rates if m.measure in RATES]
    if rates:
        return rates[-1].measure
    lead = figure.passage.lead
    if lead and lead.measures:
        return lead.measures[-1].measure
    return Measure.POVERTY_RATE if _falls_yearly(figure) else Measure.OTHER


def _falls_yearly(figure: Figure) -> bool:
    """Whether units are told what must fall by so many per cent a year and not of what: in these plans, the poor."""
    told = figure.role in {Role.TARGET, Role.CRITERION}
    yearly = figure.quantity is not None and figure.quantity.per == "năm"
    before = figure.anchor.span.start - figure.clause.start
    return told and yearly and DIRECTIONS[1][1].last(figure.words, 0, max(0, before)) is not None


def _mentions(figure: Figure) -> list[Mention]:
    conditions = [subject.span for subject in figure.passage.subjects if subject.conditions]
    return [
        mention
        for mention in figure.passage.measures
        if figure.clause.start <= mention.span.start < figure.clause.end and not inside(mention.span.start, conditions)
    ]


def _own_noun(figure: Figure) -> bool:
    """Whether the clause names something else that its percentage is of."""
    named = [s.span for s in figure.passage.subjects if s.conditions]
    words = "".join(
        " " if inside(at, named) else figure.passage.text[at] for at in range(figure.clause.start, figure.clause.end)
    )
    return _OWN_NOUN.search(words) is not None


def direction_of(figure: Figure, measure: Measure) -> Direction | None:
    """What the figure is to do; None for what neither a verb nor custom says."""
    if figure.anchor.direction:
        return figure.anchor.direction
    if measure in LENGTHS:
        return Direction.REACH
    until = figure.anchor.span.start - figure.clause.start + 1 if figure.quantity else len(figure.words)
    if figure.quantity and figure.quantity.unit == "điểm %" and _lower(figure, figure.quantity):
        return Direction.REDUCE
    found = [
        (match.end(), direction)
        for direction, phrase in DIRECTIONS
        if (match := phrase.last(figure.words, 0, max(0, until)))
    ]
    if figure.anchor.own:
        found = [one for one in found if one[1] in {Direction.REDUCE, Direction.INCREASE}]
    if measure in RATES:
        found = [one for one in found if one[1] is not Direction.REACH]
    if found:
        return max(found)[1]
    if measure is Measure.RELAPSE_RATE:
        return Direction.REMAIN  # so many fall back each year: a level, whatever it is told per
    if measure in RATES:
        return _usual_direction(figure)
    if figure.before and figure.listed():
        return figure.before.direction
    return None


def _lower(figure: Figure, quantity: Quantity) -> bool:
    """Whether so many points are how much lower a rate is to be: "thấp hơn 1,8 điểm phần trăm"."""
    return _LOWER.search(figure.passage.text, figure.clause.start, quantity.number.start) is not None


def _usual_direction(figure: Figure) -> Direction:
    """What a rate is to do where no verb says so."""
    if figure.quantity and (figure.quantity.per or figure.quantity.unit == "điểm %"):  # points are a change
        return Direction.REDUCE
    if figure.before and figure.before.direction and figure.joined():
        return figure.before.direction
    lead = figure.passage.lead
    reduces = lead and DIRECTIONS[1][1].search(lead.text)
    if reduces and figure.quantity and figure.quantity.comparator in {Comparator.AT_LEAST, Comparator.MORE}:
        return Direction.REDUCE
    return Direction.REMAIN


def interval_of(figure: Figure, direction: Direction | None) -> str | None:
    """Each of what it is for, in the plan's word: "năm", "quý", "xã"; None if for all at once."""
    if not figure.quantity or figure.quantity.per:
        return figure.quantity.per if figure.quantity else None
    if direction is Direction.REMAIN or figure.quantity.unit in {"năm", "tháng"}:
        return None
    every = EVERY.last(figure.words, 0, max(0, figure.anchor.span.start - figure.clause.start))
    if every:
        return (every["unit"] or every["each"]).lower()
    after = figure.quantity.unit not in PERCENT and _EVERY_YEAR.search(
        figure.passage.text, figure.anchor.span.end, figure.clause.end
    )
    if after:
        return "năm"
    if figure.before and figure.listed():
        return figure.before.per
    again = figure.link is Link.EXCEPTION and figure.before and figure.before.unit == figure.quantity.unit in PERCENT
    return figure.before.per if again and figure.before else None
