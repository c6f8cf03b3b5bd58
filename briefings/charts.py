"""Charts as pictures, in a typeface with Vietnamese letters."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from io import BytesIO
from typing import Any

from briefings.model import Chart
from criteria.exact import vietnamese

COLOURS = ("#1f4e79", "#c55a11", "#548235", "#7030a0", "#806000", "#404040")
MARKERS = "osD^vP"
FONTS = ["DejaVu Sans"]
"""matplotlib's own typeface: it has every Vietnamese letter, on every machine."""


def picture(chart: Chart, width: float = 6.3, height: float = 3.2, size: float = 10) -> bytes:
    """The chart as a PNG of `width` by `height` inches with text of `size` points."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    draw = {"bars": _bars, "lines": _lines, "timeline": _timeline}[chart.kind]
    style: dict[Any, Any] = {
        "font.family": FONTS,
        "font.size": size,
        "axes.edgecolor": "#808080",
        "axes.axisbelow": True,
    }
    with plt.rc_context(style):
        figure, axes = plt.subplots(figsize=(width, height), dpi=150, layout="constrained")
        draw(chart, axes, size)
        axes.spines[["top", "right"]].set_visible(False)
        out = BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
        plt.close(figure)
    return out.getvalue()


def _bars(chart: Chart, axes: Any, size: float) -> None:  # noqa: ANN401 - matplotlib gives no types
    count = len(chart.series)
    wide = 0.8 / count
    places = list(dict.fromkeys(line.name.partition(":")[0] for line in chart.series))
    for number, line in enumerate(chart.series):
        place = places.index(line.name.partition(":")[0])
        later = [other.name.partition(":")[0] for other in chart.series[:number]].count(places[place])
        at = [position - 0.4 + wide * (number + 0.5) for position in range(len(chart.axis))]
        bars = axes.bar(
            at,
            [value or 0 for value in line.values],
            wide * 0.92,
            color=COLOURS[place % len(COLOURS)],
            alpha=1 if later == 0 else 0.55,
            label=line.name,
        )
        labels = [_plain(value) if value is not None else "" for value in line.values]
        axes.bar_label(bars, labels, padding=2, fontsize=size * 0.9)
        for position, value in zip(at, line.values, strict=True):
            if value is None:
                axes.text(position, 0, " không nêu", rotation=90, ha="center", va="bottom", fontsize=size * 0.85)
    axes.set_xticks(range(len(chart.axis)), chart.axis)
    axes.set_ylabel(chart.unit)
    axes.margins(y=0.15)
    _legend(axes, count, size)


def _lines(chart: Chart, axes: Any, size: float) -> None:  # noqa: ANN401 - matplotlib gives no types
    for number, line in enumerate(chart.series):
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(chart.axis, line.values, marker=MARKERS[number % len(MARKERS)], color=colour, lw=2, label=line.name)
        last = line.values[-1]
        if last is not None:
            axes.annotate(
                f"{_plain(last)}{chart.unit}",
                (len(chart.axis) - 1, last),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                color=colour,
                fontweight="bold",
            )
    axes.set_ylim(bottom=0)
    axes.margins(x=0.08)
    axes.set_ylabel(chart.unit)
    axes.grid(axis="y", color="#e0e0e0")
    _legend(axes, len(chart.series), size)


def _timeline(chart: Chart, axes: Any, size: float) -> None:  # noqa: ANN401 - matplotlib gives no types
    names = [textwrap.fill(line.name, 28) for line in chart.series]
    for row, line in enumerate(chart.series):
        at = [place for place, value in enumerate(line.values) if value is not None]
        axes.hlines(row, -0.4, len(chart.axis) - 0.6, color="#d0d0d0", lw=1)
        axes.plot(at, [row] * len(at), "o", markersize=size * 1.1, color=COLOURS[0])
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(chart.axis)), chart.axis)
    axes.set_xlim(-0.5, len(chart.axis) - 0.5)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=0)


def _legend(axes: Any, count: int, size: float) -> None:  # noqa: ANN401 - matplotlib gives no types
    if count > 1:
        columns = 2 if count > 3 else 1
        axes.figure.legend(loc="outside lower center", ncols=columns, frameon=False, fontsize=size * 0.95)


def _plain(value: float) -> str:
    return vietnamese(Fraction(str(value)))
