"""A comparison of algorithms as the documents that a command shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

from recommend.comparison import Measured

Named = Mapping[str, Measured]
"""Algorithm → its figures; the first one is what the others are compared with."""


def document(measured: Named) -> dict[str, Any]:
    """Return mean, spread and every run of each measure, and the differences from the first algorithm."""
    figures = {
        name: {
            measure: {
                "mean": _number(own.mean(measure)),
                "spread": _number(own.spread(measure)),
                "runs": [*map(_number, runs)],
            }
            for measure, runs in own.runs.items()
        }
        for name, own in measured.items()
    }
    differences = {
        name: {measure: asdict(difference) for measure, difference in found.items()}
        for name, found in _differences(measured)
    }
    return {"algorithms": figures, "against": next(iter(measured)), "differences": differences}


def figure_rows(measured: Named) -> Iterator[tuple[str, ...]]:
    """Yield a row for each measure: its name, and mean ± spread of each algorithm."""
    for measure in _measures(measured):
        cells = (
            f"{own.mean(measure):.4f} ± {own.spread(measure):.4f}" if measure in own.runs else "–"
            for own in measured.values()
        )
        yield measure, *cells


def difference_rows(measured: Named) -> Iterator[tuple[str, ...]]:
    """Yield a row for each algorithm and accuracy: difference from the first, 95 % interval, p."""
    for name, found in _differences(measured):
        for measure, one in found.items():
            yield name, measure, f"{one.mean:+.4f}", f"{one.low:+.4f} … {one.high:+.4f}", f"{one.p:.4f}"


def run_rows(measured: Named, measure: str) -> Iterator[tuple[str, ...]]:
    """Return a row for each run, in the order of the seeds: its number, and the figure of each algorithm."""
    runs = zip(*(own.runs[measure] for own in measured.values()), strict=True)
    return ((str(run), *(f"{figure:.4f}" for figure in figures)) for run, figures in enumerate(runs, 1))


def _differences(measured: Named) -> Iterator[tuple[str, dict[str, Any]]]:
    first, *others = measured.items()
    return ((name, own.differences(first[1])) for name, own in others)


def _measures(measured: Named) -> list[str]:
    return list(dict.fromkeys(measure for own in measured.values() for measure in own.runs))


def _number(value: float) -> float | None:
    """Return the number rounded, None where there is none (the diversity of lists of one)."""
    return round(value, 6) if isfinite(value) else None
