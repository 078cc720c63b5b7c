"""Plots: bars of a comparison, one panel a measure; bars and lines of what reports tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from daogou.errors import UsageError
from daogou.pipeline.comparing import Named

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg", ".pdf")
COLUMNS = 4


def check_format(path: Path) -> None:
    """Refuse a file that no plot can be written to.

    Raises:
        UsageError: its name ends otherwise.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"--output is {path.name!r}, expected a name that ends in {', '.join(FORMATS)}")


def write_plot(path: Path, title: str, measured: Named) -> None:
    """Write bars in the format that the name ends in."""
    draw(title, measured).savefig(path)


def draw(title: str, measured: Named) -> Figure:
    """Return bars of means, with the spread between runs."""
    # Imported here: it takes a third of a second, and only a plot needs it.
    from matplotlib.figure import Figure

    measures = list(dict.fromkeys(measure for own in measured.values() for measure in own.runs))
    lines = -(-len(measures) // COLUMNS)
    figure = Figure((3.2 * COLUMNS, 0.9 + lines * (0.9 + 0.25 * len(measured))), layout="constrained")
    figure.suptitle(title)
    panels = figure.subplots(lines, COLUMNS, squeeze=False).flat
    for measure, panel in zip(measures, panels, strict=False):
        having = {name: own for name, own in measured.items() if measure in own.runs}
        means = [own.mean(measure) for own in having.values()]
        spreads = [own.spread(measure) for own in having.values()]
        panel.barh(list(having), means, xerr=spreads)
        panel.invert_yaxis()
        panel.set_title(measure, fontsize=10)
    for panel in panels:
        panel.set_axis_off()
    return figure


def bars(panels: Mapping[str, Mapping[str, float]], *, most: float | None = None) -> Figure:
    """Return a panel of bars under each title; with `most` all have that scale."""
    figure, axes = _panels(len(panels), max(map(len, panels.values()), default=1))
    for (title, values), panel in zip(panels.items(), axes, strict=False):
        panel.barh(list(values), list(values.values()))
        panel.invert_yaxis()
        panel.set_title(title, fontsize=10)
        panel.set_axis_on()
        if most is not None:
            panel.set_xlim(0, most)
    return figure


def lines(title: str, series: Mapping[str, Mapping[str, float]]) -> Figure:
    """Return one panel with a line for each name, over the places of all in their order."""
    from matplotlib.figure import Figure

    figure = Figure((3.2 * COLUMNS, 4), layout="constrained")
    panel = figure.subplots()
    places = sorted({place for values in series.values() for place in values})
    for name, values in series.items():
        panel.plot(places, [values.get(place, float("nan")) for place in places], marker=".", label=name)
    panel.set_title(title, fontsize=10)
    panel.set_xticks(places[:: -(-len(places) // 12) or 1])
    panel.tick_params(axis="x", rotation=45)
    if series:
        panel.legend(fontsize=8)
    return figure


def _panels(count: int, rows: int) -> tuple[Figure, Iterable[Axes]]:
    """Return a figure with that many panels, each with room for so many rows, all of them empty."""
    from matplotlib.figure import Figure

    deep = max(1, -(-count // COLUMNS))
    figure = Figure((3.2 * COLUMNS, 0.5 + deep * (0.8 + 0.22 * rows)), layout="constrained")
    axes = list(figure.subplots(deep, COLUMNS, squeeze=False).flat)
    for panel in axes:
        panel.set_axis_off()
    return figure, axes
