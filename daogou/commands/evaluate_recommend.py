"""`daogou evaluate recommend`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from daogou.pipeline.algorithms import create_wired
from daogou.pipeline.comparing import Named, difference_rows, document, figure_rows
from daogou.pipeline.datasets import read_counted
from daogou.pipeline.page import check_page
from daogou.pipeline.plots import check_format, write_plot
from daogou.pipeline.report import write_report
from recommend.algorithms.registry import ALGORITHMS
from recommend.comparison import compare
from recommend.dataset import Dataset
from recommend.evaluation.splits import Folds, LastOut, RandomShare, Split, TemporalCut


class Splits(StrEnum):
    """Ways to hold out."""

    random = "random"
    last = "last"
    temporal = "temporal"
    folds = "folds"


def recommend(
    data: Annotated[
        Path, typer.Argument(help="A file of ratings, or a folder of purchases.", show_default=False)
    ],
    algorithm: Annotated[
        list[str], typer.Option(help=f"May be repeated; of {', '.join(ALGORITHMS)}.", show_default=False)
    ],
    split: Annotated[
        Splits,
        typer.Option(
            help="random: a share of each user; last: each user's latest; temporal: the latest of all; "
            "folds: five, each held out once."
        ),
    ] = Splits.random,
    share: Annotated[float, typer.Option(min=0.01, max=0.99, help="Held out by random and temporal.")] = 0.3,
    k: Annotated[int, typer.Option("--k", min=1, help="Length of the lists.")] = 10,
    seeds: Annotated[int, typer.Option(min=1, help="So many repetitions.")] = 3,
    least: Annotated[
        float | None,
        typer.Option("--relevant", help="Held-out ratings of at least this are relevant; without, all are."),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Bars of it all, as .png, .svg or .pdf.")] = None,
    report: Annotated[
        Path | None, typer.Option(help="Tables and bars as one HTML file that needs nothing else.")
    ] = None,
    json: Json = False,
) -> None:
    """Compare algorithms over all items that a user has not taken; differences are from the first one."""
    if output:
        check_format(output)
    if report:
        check_page(report)
    screen = Screen(json)
    algorithms = [create_wired(name, report=screen.note) for name in dict.fromkeys(algorithm)]
    dataset, loaded = read_counted(data)
    ways: dict[Splits, Split] = {
        Splits.random: RandomShare(share),
        Splits.last: LastOut(),
        Splits.temporal: TemporalCut(share),
        Splits.folds: Folds(),
    }
    found = compare(algorithms, dataset, ways[split], k=k, seeds=seeds, least=least, report=screen.note)
    measured = {one.name: own for one, own in zip(algorithms, found, strict=True)}
    title = f"{data.name}, {split.value} split, lists of {k}, {seeds} seed{'s' if seeds > 1 else ''}"
    if output:
        write_plot(output, title, measured)
    counts = {**loaded.shown(), **_counts(dataset)}
    protocol = {"split": split.value, "k": k, "seeds": seeds}
    if report:
        relevant = "all" if least is None else f"rated at least {least:g}"
        facts = {"data": data, **counts, **protocol, "held out": _held(split, share), "relevant": relevant}
        write_report(report, title, facts, measured)
    if json:
        screen.result({**counts, **protocol, **document(measured)})
    else:
        _show(screen, title, measured)


def _counts(data: Dataset) -> dict[str, int]:
    return {"users": len(data.users), "items": len(data.items), "interactions": len(data)}


def _held(split: Splits, share: float) -> str:
    """Return in words what is held out."""
    return {
        Splits.random: f"{share:.0%} of each user's",
        Splits.last: "each user's latest",
        Splits.temporal: f"the latest {share:.0%} of all",
        Splits.folds: "each of five folds once",
    }[split]


def _show(screen: Screen, title: str, measured: Named) -> None:
    screen.table(title, ("mean ± spread", *measured), figure_rows(measured))
    if len(measured) > 1:
        columns = ("algorithm", "measure", "difference", "95 % interval", "p")
        screen.table(f"differences from {next(iter(measured))}", columns, difference_rows(measured))
    screen.result({name: f"{own.mean('ndcg'):.4f}" for name, own in measured.items()}, title="NDCG")
