"""The rules of plans as a briefing shows them: worded, cited, shortened without losing a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from briefings.model import Point
from criteria.arithmetic import ASKED
from criteria.exact import vietnamese
from criteria.measures import MEASURE_NAMES
from criteria.model import AtDate, Change, Count, Criterion, Judged, Kind, Rulebook, State, Test, UnitKind, leaves
from documents.facts.quantities import find_quantities
from documents.plan import Citation, Plan
from documents.reading import Span
from retrieval.answer import Statement
from retrieval.wording.verification import numbers_in

JUDGING = (Kind.ELIGIBILITY, Kind.QUALITATIVE, Kind.DELEGATION)
SILENT = Statement("văn bản không nêu")
ASIDE = 40
"""The order of rows, from which on they hold what is no rate."""

FALLS = {"each_year", "mean_change", "total_change"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_BULLET = re.compile(r"^(?:[-+•–—*.;,]\s*|\d{1,2}(?:\.\d{1,2})*\.\s+|[a-zđ]\)\s+|[IVX]{1,5}\.\s+)+")


def name_of(plan: Plan) -> str:
    """A plan by its place, or by who issued it."""
    return plan.place or plan.issuer


def full_name(plan: Plan) -> str:
    """A plan by its name, with its place where the name does not say it."""
    return f"{plan.name} ({plan.place})" if plan.place and plan.place not in plan.name else plan.name


def shown(quote: str) -> str:
    """A quote as a statement: without its bullet, marks of emphasis, brackets around it, and stops at its end."""
    text = _BULLET.sub("", _MARKS.sub("", " ".join(quote.split())))
    text = re.sub(r"\s+([.,;:])", r"\1", text).strip()
    text = text if text.endswith("...") else text.rstrip(" .;,:/")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    return capital(text)


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return f"{text[:1].upper()}{text[1:]}"


def small(text: str) -> str:
    """The text without a capital at its beginning, as within a sentence."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


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


def point(plan: Plan, rule: Criterion) -> Point:
    """A rule in its own words, and in those of its title where the title keeps its figures.

    One that nobody has reviewed says so; a rule handed to another document names it.
    """
    cited = citation(plan, rule)
    if rule.handover:
        return Point(Statement(f"{capital(handed(rule))} (văn bản này không có trong thư viện)", (cited,)))
    mark = "" if rule.review.state is State.APPROVED else " (đọc tự động, chưa duyệt)"
    brief = f"{rule.title}{mark}" if _keeps_figures(rule, cited) else ""
    return Point(Statement(f"{shown(cited.quote)}{mark}", (cited,)), brief)


def brief(plan: Plan, rule: Criterion) -> Statement:
    """A rule in the fewest words that keep its figures."""
    said = point(plan, rule)
    return Statement(said.short, said.statement.citations)


def handed(rule: Criterion) -> str:
    """That a rule is handed to another document."""
    return f"thực hiện theo {rule.handover.document}" if rule.handover else ""


def _keeps_figures(rule: Criterion, cited: Citation) -> bool:
    """Whether a title says only what its clause says, and no figure of the clause less (years apart)."""
    said = numbers_in(rule.title)
    if not said <= numbers_in(cited.quote):
        return False
    if rule.kind is Kind.TARGET:  # one sentence of a plan often sets several targets, each a rule of its own
        asked = {n for leaf in leaves(rule.test) for n in numbers_in(_figure(leaf))}
    else:
        asked = {n for quantity in find_quantities(cited.quote) for n in numbers_in(_span(cited.quote, quantity.span))}
    return {n for n in asked if not _YEAR.fullmatch(n)} <= said


def _span(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _figure(leaf: Test) -> str:
    if isinstance(leaf, Change | AtDate | Count) and not isinstance(leaf.threshold, str):
        return vietnamese(Fraction(leaf.threshold))
    return ""


def of_units(book: Rulebook | None, units: Sequence[UnitKind], kinds: Iterable[Kind]) -> list[Criterion]:
    """The rules of some kinds for some kinds of unit (none: for any), in the plan's order, without rejected ones."""
    wanted = set(kinds)
    rules = [r for r in (book.criteria if book else ()) if r.kind in wanted and r.review.state is not State.REJECTED]
    return [r for r in rules if not units or set(units).intersection(r.subject.units)]


def row_of(rule: Criterion) -> tuple[int, str]:
    """Which row of a comparison a rule belongs to: its order and its name."""
    first = next(leaves(rule.test), None)
    if rule.subject.zones:
        order = -max(len(zone.value) for zone in rule.subject.zones)
        return 20 + order, f"Xã khu vực {', '.join(zone.value for zone in rule.subject.zones)}"
    if first is None or isinstance(first, Judged):
        return 90, "Do tập thể xem xét"
    if first.form in FALLS:
        return 1, "Mức giảm hộ nghèo để được khen"
    return ASIDE, capital(MEASURE_NAMES[first.measure])


def phrases(rule: Criterion) -> Iterator[str]:
    """The thresholds of a rule in the words of its clause: "từ 7%/năm trở lên", "dưới 20%"; none where not printed."""
    quote = rule.source.quote
    found = [q for q in find_quantities(quote) if q.unit == "%"]
    for leaf in leaves(rule.test):
        if not isinstance(leaf, Change | AtDate) or isinstance(leaf.threshold, str):
            continue
        printed = next((q for q in found if leaf.threshold in q.values), None)
        if printed:
            average = "bình quân " if leaf.form == "mean_change" and "bình quân" in quote else ""
            yield f"{average}{_span(quote, printed.span)}"


def needed(rule: Criterion) -> str:
    """The figures or papers that show whether a rule is met."""
    names: list[str] = []
    for leaf in leaves(rule.test):
        if isinstance(leaf, Judged):
            return "Không tính bằng số: người có thẩm quyền xem xét"
        when = ""
        if isinstance(leaf, Change):
            when = f", cuối các năm {leaf.years[0] - 1}-{leaf.years[1]}" if leaf.years else f", {leaf.length} năm liền"
        elif isinstance(leaf, AtDate | Count) and leaf.year:
            when = f", cuối năm {leaf.year}"
        names.append(f"{MEASURE_NAMES[leaf.measure]}{when}")
    return capital("; ".join(dict.fromkeys(names)))


def limit(leaf: Test) -> str:
    """A single test's threshold in words ("dưới 20"), "" where it has none."""
    figure = _figure(leaf)
    return ASKED[leaf.comparator].format(figure) if figure and isinstance(leaf, Change | AtDate | Count) else ""
