"""`python -m bench.reasons`: how much the paths that are told as reasons matter to the ranks they explain.

For shoppers of the loaded graph and the ranking that `daogou train gnn` wrote: the edges of a product's first reason
are removed (what the shopper did, and what joins that to the product), and the product's rank is taken again; beside it
as many random edges of the same kinds are removed: another event of the shopper, another edge of the relation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Final

import numpy as np
import typer

from daogou.commands.train import DEFAULT, read
from daogou.console import Screen
from daogou.pipeline.behaviour import export_dataset
from daogou.services import open_services
from daogou.settings import Settings
from recommend.algorithms.clues import TOGETHER
from recommend.algorithms.model import Model
from recommend.algorithms.signals import TAKEN_TOGETHER
from recommend.dataset import Matrix
from recommend.proofs import Clue

TOP: Final = 10
Did = Mapping[str, float]


def main(
    shoppers: Annotated[int, typer.Option(help="Shoppers with two events or more.")] = 100,
    seed: Annotated[int, typer.Option(help="Which, and which random edges.")] = 7,
) -> None:
    """Print the mean fall in rank for both, by the kind of reason, and their ratio."""
    settings, rng = Settings(), np.random.default_rng(seed)
    model = read(settings.home / DEFAULT)
    with open_services(settings, Screen(json=True)) as services:
        taken = export_dataset(services).taken()
    several = rng.permutation(np.flatnonzero(np.diff(taken.indptr) > 1))[:shoppers]
    falls: dict[str, list[tuple[int, int]]] = {}
    for user in several:
        own = slice(taken.indptr[user], taken.indptr[user + 1])
        did = {model.items[n]: float(w) for n, w in zip(taken.indices[own], taken.data[own], strict=True)}
        for product in model.rank(did, did, TOP).items:
            clue = max(model.clues(did, [product]), key=lambda clue: clue.weight)
            falls.setdefault(clue.relation or "entity", []).append(_falls(model, did, clue, rng))
    for kind, found in (*falls.items(), ("all", [fall for each in falls.values() for fall in each])):
        told, random = np.mean(found, axis=0)
        typer.echo(
            f"{kind}: {len(found)} reasons, {told:.2f} ranks, at random {random:.2f}, {told / random:.1f} times"
        )


def _falls(model: Model, did: Did, clue: Clue, rng: np.random.Generator) -> tuple[int, int]:
    before = _rank(model, did, did, clue.product)
    told = _rank(_without(model, clue, None), _less(did, clue.seed), did, clue.product)
    other = str(rng.choice([item for item in did if item != clue.seed]))
    random = _rank(_without(model, clue, rng), _less(did, other), did, clue.product)
    return told - before, random - before


def _less(did: Did, item: str) -> Did:
    return {other: weight for other, weight in did.items() if other != item}


def _rank(model: Model, did: Did, owned: Did, product: str) -> int:
    """Return the product's rank from 0, of all that is ranked for who did this."""
    return model.rank(did, owned, len(model.items), also=[product]).items.index(product)


def _without(model: Model, clue: Clue, rng: np.random.Generator | None) -> Model:
    """Return the model without the edge of the clue, or without a random one of its kind."""
    seed, product = model.positions[clue.seed], model.positions[clue.product]
    signals = model.signals
    if clue.via:
        trait, column = next(
            (trait, names.index(clue.via)) for trait, names in model.entities.items() if clue.via in names
        )
        less = _cleared(signals.traits[trait], product, column, rng)
        return replace(model, signals=replace(signals, traits={**signals.traits, trait: less}))
    name = TAKEN_TOGETHER if clue.relation == TOGETHER else f"{(clue.relation or '').lower()} to"
    if name not in signals.links:
        return model
    less = _cleared(signals.links[name], seed, product, rng)
    return replace(model, signals=replace(signals, links={**signals.links, name: less}))


def _cleared(matrix: Matrix, row: int, column: int, rng: np.random.Generator | None) -> Matrix:
    """Return the matrix without one cell: that one, or a random one."""
    less = matrix.copy()
    own = slice(less.indptr[row], less.indptr[row + 1])
    where = less.indptr[row] + np.flatnonzero(less.indices[own] == column)
    less.data[where if rng is None else rng.integers(len(less.data))] = 0
    return less


if __name__ == "__main__":
    typer.run(main)
