"""`python -m bench.ablation DIR`: what profiles add to the shipped ranking, on purchases held back.

Each seed holds out 30 % of each shopper's purchases. The two ways differ in nothing but the signals of profiles: the
other recalls learn once for both. Notes say how each ranks on shoppers held out within the training, by which the
shipped ranking chooses. Differences are means over shoppers, with the 95 % interval and p of a paired bootstrap; seeds
of a shopper count once. `--simulated N` takes so many of the demo's simulated shoppers, of seven kinds and in a shop
with prices and features, in place of a folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
import typer

from bench.growth_data import smaller
from bench.simulated import simulated_shop
from daogou.console import Screen
from daogou.pipeline.datasets import read_dataset
from recommend.algorithms.lambdamart import LambdaMart, usual_recalls
from recommend.comparison import Measured, measure
from recommend.evaluation.splits import Parts, RandomShare

if TYPE_CHECKING:
    from recommend.algorithms.base import Fitted, ItemAlgorithm, OfTaken, Scorer
    from recommend.dataset import Dataset

FIGURES: Final = ("ndcg", "recall", "hit rate", "precision")
WAYS: Final = {"without profiles": False, "with profiles": True}
GROUPS: Final = {"all": None, "three or fewer": 3}
Learned = dict[tuple[str, bytes], "OfTaken[Scorer]"]


@dataclass(frozen=True, slots=True)
class Once:
    """A recall that learns once from the same interactions."""

    algorithm: ItemAlgorithm
    learned: Learned

    @property
    def name(self) -> str:
        """Name of the recall."""
        return self.algorithm.name

    @property
    def rates(self) -> bool:
        """Whether it predicts ratings."""
        return self.algorithm.rates

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[Scorer]:
        """Learn, or return what was learned before."""
        key = self.name, data.rows.tobytes() + data.columns.tobytes()
        if key not in self.learned:
            self.learned[key] = self.algorithm.fit(data, seed)
        return self.learned[key]


def main(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of purchases, as amazon-cellphones.")
    ] = None,
    simulated: Annotated[int | None, typer.Option(help="So many simulated shoppers, and no folder.")] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Splits; means and spread are over them.")] = 3,
    shoppers: Annotated[
        int | None, typer.Option(help="A quick try: so many shoppers are all there are.")
    ] = None,
) -> None:
    """Measure and print one table, per cent."""
    if (folder is None) == (simulated is None):
        raise typer.BadParameter("expected a folder, or --simulated")
    data, screen = read_dataset(folder) if folder else simulated_shop(simulated or 0), Screen()
    data = smaller(data, shoppers) if shoppers else data
    found = {(way, group): Measured() for group in GROUPS for way in WAYS}
    for seed in range(1, seeds + 1):
        (parts,) = RandomShare().parts(data, seed)
        parts = Parts(parts.train, parts.test.sought())
        learned: Learned = {}
        for way, profiles in WAYS.items():
            fitted = LambdaMart(partial(_once, learned=learned), profiles, screen.note).fit(parts.train, seed)
            for group, most in GROUPS.items():
                _add(found[way, group], fitted, parts, most)
    screen.table(
        f"{folder.name if folder else 'simulated shoppers'}: top 10, {seeds} seeds",
        ("shoppers", "ranking", *FIGURES, "Δ ndcg", "Δ recall"),
        [row for group in GROUPS for row in _rows(group, found)],
    )


def _once(data: Dataset, learned: Learned) -> Mapping[str, ItemAlgorithm]:
    return {name: Once(algorithm, learned) for name, algorithm in usual_recalls(data).items()}


def _add(measured: Measured, fitted: Fitted, parts: Parts, most: int | None) -> None:
    """Add the figures of the shoppers who have at most so many interactions to learn from, if there are any."""
    _, users, by_user = measure(fitted, parts, 10)
    few = np.bincount(parts.train.rows, minlength=len(parts.train.users))[users] <= (
        len(parts.train) if most is None else most
    )
    if not few.any():
        return
    own = {name: by_user[name][few] for name in FIGURES}
    measured.add({name: float(values.mean()) for name, values in own.items()}, users[few], own)


def _rows(group: str, found: Mapping[tuple[str, str], Measured]) -> Iterator[tuple[str, ...]]:
    first = found["without profiles", group]
    if not first.runs:
        return
    for way in WAYS:
        own = found[way, group]
        apart = own.differences(first)
        shown = [f"{100 * own.mean(name):.2f} ± {100 * own.spread(name):.2f}" for name in FIGURES]
        signs = [
            f"{100 * d.mean:+.3f} ({100 * d.low:+.3f} to {100 * d.high:+.3f}), p {d.p:.4f}"
            for d in (apart["ndcg"], apart["recall"])
        ]
        yield group, way, *shown, *(signs if own is not first else ("", ""))


if __name__ == "__main__":
    typer.run(main)
