"""The rules of plans as a briefing shows them: worded, cited, and set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from criteria.model import All, AnyOf, Criterion, Kind, Rulebook, State, Test, UnitKind
from criteria.observations import MEASURE_NAMES
from documents.plan import Citation, Plan
from documents.reading import Span
from retrieval.answer import Statement
from retrieval.verification import numbers_in

SILENT = Statement("văn bản không nêu")
FALLS = {"each_year", "mean_change", "total_change"}


def citation(plan: Plan, rule: Criterion) -> Citation:
    """The place a rule stands at."""
    span = Span(*rule.source.span)
    return Citation(
        plan=plan.id,
        number=plan.number,
        issuer=plan.issuer,
        path=rule.source.path,
        quote=" ".join(plan.reading.of(span).split()),
        span=span,
        doubtful=tuple(token.text for token in plan.reading.doubts(span)),
    )


def worded(plan: Plan, rule: Criterion) -> Statement:
    """A rule in its own words, without its bullet; one that nobody has reviewed says so."""
    cited = citation(plan, rule)
    text = cited.quote.lstrip("+-•. ").rstrip(";. ")
    mark = "" if rule.review.state is State.APPROVED else " (tiêu chí đọc tự động, chưa duyệt)"
    return Statement(f"{text[:1].upper()}{text[1:]}{mark}", (cited,))


def titled(plan: Plan, rule: Criterion) -> Statement:
    """A rule in the few words of its title, where all their numbers stand in its clause; else in its own words."""
    cited = citation(plan, rule)
    known = numbers_in(cited.quote) | numbers_in(plan.number or "")
    return Statement(rule.title, (cited,)) if numbers_in(rule.title) <= known else worded(plan, rule)


def of_units(book: Rulebook | None, units: Sequence[UnitKind], kinds: Iterable[Kind]) -> list[Criterion]:
    """The rules of some kinds for some kinds of unit (none: for any), in the plan's order, without rejected ones."""
    wanted = set(kinds)
    rules = [r for r in (book.criteria if book else ()) if r.kind in wanted and r.review.state is not State.REJECTED]
    return [r for r in rules if not units or set(units).intersection(r.subject.units)]


def leaves(test: Test | None) -> Iterator[Test]:
    """The single tests of a test."""
    if isinstance(test, All | AnyOf):
        for part in test.tests:
            yield from leaves(part)
    elif test is not None:
        yield test


def row_of(rule: Criterion) -> tuple[int, str]:
    """Which row of a comparison a rule belongs to: its order and its name."""
    tests = list(leaves(rule.test))
    first = tests[0] if tests else None
    form = first.form if first else ""
    if rule.kind is Kind.TARGET:
        return 0, "Mục tiêu (không phải tiêu chuẩn khen thưởng)"
    if rule.subject.zones:
        return 2, f"Xã khu vực {', '.join(zone.value for zone in rule.subject.zones)}"
    if form in FALLS:
        return 1, "Mức giảm hộ nghèo để được khen"
    if form == "judged":
        return 9, "Do tập thể xem xét"
    measure = getattr(first, "measure", None)
    name = MEASURE_NAMES[measure] if measure else rule.title
    return 4, f"{name[:1].upper()}{name[1:]}"
