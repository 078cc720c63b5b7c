"""A comparison of algorithms as one HTML file that needs nothing else: tables, bars, and how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from daogou.pipeline.comparing import Named, difference_rows, figure_rows, run_rows
from daogou.pipeline.page import plot, table, write_page
from daogou.pipeline.plots import draw


def write_report(path: Path, title: str, facts: Mapping[str, object], measured: Named) -> None:
    """Write the report, whole or not at all; `facts` say what was measured on, and how."""
    write_page(path, title, _parts(facts, measured))


def _parts(facts: Mapping[str, object], measured: Named) -> Iterator[str]:
    yield table("Data and protocol", ("", "value"), facts.items())
    yield table("Figures, mean ± spread between runs", ("measure", *measured), figure_rows(measured))
    yield plot("Bars", draw("", measured))
    if len(measured) > 1:
        title = f"Differences from {next(iter(measured))}, over users"
        yield table(
            title, ("algorithm", "measure", "difference", "95 % interval", "p"), difference_rows(measured)
        )
    yield table("NDCG of every run", ("run", *measured), run_rows(measured, "ndcg"))
