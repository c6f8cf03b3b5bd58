"""Charts as pictures, in a typeface with Vietnamese letters."""

from __future__ import annotations

from io import BytesIO

from briefings.model import Chart

COLOURS = ("#1f5fa8", "#c8501e", "#2f7d4f", "#7a4fa0", "#8a6d00", "#4a4a4a")


def picture(chart: Chart, width: float = 6.3, size: float = 10) -> bytes:
    """The chart as a PNG, `width` inches wide with text of `size` points; one bar for each place of its axis."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    names = [line.name for line in chart.series]
    values = [next(value for value in line.values if value is not None) for line in chart.series]
    places = [name.partition(":")[0] for name in names]
    colours = {place: COLOURS[i % len(COLOURS)] for i, place in enumerate(dict.fromkeys(places))}
    with plt.rc_context({"font.family": "DejaVu Sans", "font.size": size, "svg.hashsalt": "planbot"}):
        figure, axes = plt.subplots(figsize=(width, 0.9 + 0.42 * len(names)), dpi=150)
        bars = axes.barh(
            [_wrapped(name) for name in names], values, color=[colours[place] for place in places], height=0.6
        )
        axes.invert_yaxis()
        axes.bar_label(bars, [f"{value:g}".replace(".", ",") for value in values], padding=4)
        axes.set_xlabel(chart.unit)
        axes.set_xlim(0, max(values) * 1.15)
        axes.spines[["top", "right"]].set_visible(False)
        figure.tight_layout()
        out = BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
        plt.close(figure)
    return out.getvalue()


def _wrapped(name: str, width: int = 34) -> str:
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)
