"""A picture of a rate beside the path that a rule asks for."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

from criteria.check import CheckResult, Result
from criteria.exact import vietnamese
from criteria.measures import MEASURE_NAMES
from criteria.model import Change, EachYear, MeanChange, Measure, OwnTarget, leaves
from criteria.series import Series, read_series


def draw_chart(result: CheckResult) -> bytes | None:
    """A PNG of the unit's rates beside the slowest path that is enough for the first rule that asks for a yearly fall.

    None where no such rule is, or fewer than two rates are known.
    """
    found = _rule(result)
    if found is None:
        return None
    one, test = found
    if test.years is None:
        return None
    series = read_series(result.observations, test.measure, *test.years)
    if len(series.rates) < 2:
        return None
    return _draw(result, one, test, series)


def _rule(result: CheckResult) -> tuple[Result, EachYear | MeanChange] | None:
    for one in result.results:
        if one.decides:
            for leaf in leaves(one.criterion.test):
                if isinstance(leaf, EachYear | MeanChange):
                    return one, leaf
    return None


def asked_path(test: Change, series: Series, own: Fraction | None) -> dict[int, Fraction]:
    """The highest rate that keeps up with the rule at the end of each year, from the base year on; empty if unknown."""
    start = series.rates.get(series.base)
    asked = own if isinstance(test.threshold, OwnTarget) else Fraction(test.threshold)
    if start is None or asked is None:
        return {}
    years = range(series.base, series.last + 1)
    return {year: max(Fraction(0), start.value - asked * (year - series.base)) for year in years}


def _draw(result: CheckResult, one: Result, test: EachYear | MeanChange, series: Series) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    own = result.observations.figure(Measure.OWN_TARGET)
    canvas = Canvas(figsize=(7.2, 4.4), dpi=150, layout="constrained")
    FigureCanvasAgg(canvas)
    axes = canvas.add_subplot()
    years = sorted(series.rates)
    values = [series.rates[year].value for year in years]
    axes.plot(years, [_place(value) for value in values], marker="o", color="#1f4e79", linewidth=2, label="Số liệu")
    for year, value in zip(years, values, strict=True):
        shown = vietnamese(value, None if value.denominator < 1000 else 2).removeprefix("≈ ")
        axes.annotate(shown, (year, _place(value)), textcoords="offset points", xytext=(0, 8), ha="center", fontsize=9)
    path = asked_path(test, series, own.value if own else None)
    if path:
        points = [_place(value) for value in path.values()]
        axes.plot(list(path), points, linestyle="--", color="#b23b2e", label="Mức văn bản đòi hỏi")
    label: str | None = "Năm không đạt"
    for step in one.outcome.steps:
        if step.kind == "fall" and step.met is False and step.years:
            axes.axvspan(step.years[0], step.years[1], color="#f6c7c3", alpha=0.6, linewidth=0, label=label)
            label = None
    name = MEASURE_NAMES[test.measure]
    axes.set_title(
        f"{result.unit.title[:1].upper()}{result.unit.title[1:]}\n{one.criterion.title}", fontsize=10, wrap=True
    )
    axes.set_ylabel(f"{name[:1].upper()}{name[1:]} (%)")
    axes.set_xticks(range(series.base, series.last + 1))
    axes.set_ylim(0, max(1, *map(_place, values)) * 1.12)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(frameon=False)
    out = BytesIO()
    canvas.savefig(out, format="png")
    return out.getvalue()


def _place(value: Fraction) -> float:
    """Where a value stands in the picture; pictures are drawn in binary numbers, verdicts never are."""
    return value.numerator / value.denominator
