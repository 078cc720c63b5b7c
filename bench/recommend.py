"""`python -m bench.recommend DIR`: our algorithms beside LensKit's and implicit's, on the same splits in the same run.

Each seed holds out 30 % of each shopper's purchases; lists of ten are taken from all products that a shopper has not
bought. Every algorithm, ours or a peer's, chooses among a few settings (`bench.recommend_candidates`) on an inner split
of what it learns from, beyond the ends of its grid where the best stands there, and learns again with the best.
Peers are not installed with the project:

    uv pip install -p .venv 'implicit>=0.7.3' 'lenskit>=2025.8'
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer

from bench.growth_data import smaller
from bench.recommend_candidates import CANDIDATES, measure, sample
from bench.recommend_groups import among_cold, few, without_some
from bench.recommend_peers import PEERS, peer
from daogou.console import Screen
from daogou.pipeline.datasets import read_dataset
from recommend.evaluation.splits import Parts, RandomShare

FIGURES: Final = ("ndcg", "recall", "hit rate", "precision")
Figures = dict[str, float]


def main(
    folder: Annotated[Path, typer.Argument(help="A folder of purchases, as amazon-cellphones.")],
    algorithms: Annotated[str, typer.Option(help="Names, with commas between.")] = ",".join(CANDIDATES),
    seeds: Annotated[int, typer.Option(min=1, help="Splits; means and spread are over them.")] = 3,
    users: Annotated[int | None, typer.Option(help="Measure on so many shoppers; all by default.")] = None,
    shoppers: Annotated[
        int | None, typer.Option(help="A quick try: so many shoppers are all there are.")
    ] = None,
    cold: Annotated[bool, typer.Option("--cold", help="A tenth of the products lose all purchases.")] = False,
    fewest: Annotated[int | None, typer.Option(help="Shoppers with at most so many purchases.")] = None,
) -> None:
    """Measure and print one table, per cent but for the seconds."""
    screen, names = Screen(), algorithms.split(",")
    if unknown := set(names) - set(CANDIDATES):
        raise typer.BadParameter(
            f"found {', '.join(sorted(unknown))}, expected some of {', '.join(CANDIDATES)}"
        )
    for package in PEERS:
        if any(name.startswith(package) for name in names):
            peer(package)
    data = read_dataset(folder)
    data = smaller(data, shoppers) if shoppers else data
    runs: dict[str, list[Figures]] = defaultdict(list)
    chosen: dict[str, list[str]] = defaultdict(list)
    for seed in range(1, seeds + 1):
        if cold:
            parts, measured = without_some(data, seed), among_cold
        else:
            (parts,), measured = RandomShare().parts(data, seed), measure
        asked = sample(few(parts, fewest) if fewest else parts.users(), users, seed)
        for name in names:
            options, figures = _run(name, parts, asked, measured, seed)
            shown = ", ".join(f"{option} {value}" for option, value in options.items()) or "no options"
            screen.note(f"seed {seed}, {name} ({shown}): ndcg {100 * figures['ndcg']:.2f}")
            runs[name].append(figures)
            chosen[name].append(shown)
    what = "cold products" if cold else f"at most {fewest} purchases" if fewest else "all products"
    screen.table(
        f"{folder.name}: {what}, top 10, {seeds} seeds, {len(asked):,} shoppers",
        ("algorithm", *FIGURES, "training s", "tuning s", "settings"),
        [(name, *_row(figures), "; ".join(dict.fromkeys(chosen[name]))) for name, figures in runs.items()],
    )


def _run(
    name: str, parts: Parts, users: np.ndarray, measured: Callable[..., Figures], seed: int
) -> tuple[dict[str, object], Figures]:
    options, tuning = CANDIDATES[name].tuned(parts.train, seed)
    started = time.perf_counter()
    fitted = CANDIDATES[name].make(options).fit(parts.train, seed)
    training = time.perf_counter() - started
    return dict(options), {**measured(fitted, parts, users), "training": training, "tuning": tuning}


def _row(figures: Sequence[Figures]) -> Iterator[str]:
    for name in FIGURES:
        values = [100 * one[name] for one in figures]
        spread = f" ± {np.std(values, ddof=1):.2f}" if len(values) > 1 else ""
        yield f"{np.mean(values):.2f}{spread}"
    for name in ("training", "tuning"):
        yield f"{np.mean([one[name] for one in figures]):.1f}"


if __name__ == "__main__":
    typer.run(main)
