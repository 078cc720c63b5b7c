"""Bars of a comparison, one panel a measure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from daogou.errors import UsageError
from daogou.pipeline.comparing import Named

if TYPE_CHECKING:
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
