"""Which paths of the graph are likely behind a product's score: what of the shopper's speaks for it, and over what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from recommend.algorithms.signals import TAKEN_TOGETHER
from recommend.proofs import Clue
from recommend.sparse import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from recommend.algorithms.signals import Signals
    from recommend.dataset import Floats, Ints, Matrix

    Entities = Callable[[int], Mapping[str, float]]

SEEDS: Final = 2
"""What a shopper did that clues to a product start from, and clues over edges."""
SHARED: Final = 0.5
"""What the likest entity counts beside an edge: rankings learn more from what was bought than from what things are."""
TOGETHER: Final = "PURCHASED"
"""The relation of two products that the same shoppers bought."""
LEARNED: Final = "SIMILAR_TO"
"""The relation of two products that were learned to be alike."""


def clues_of(
    names: Sequence[str], signals: Signals, entities_of: Entities, taken: Matrix, items: Ints
) -> list[Clue]:
    """Return clues to the items for one shopper who did this [1, items], by product, those that matter most first.

    `names` are the items'; `entities_of` returns what an item has, with how much each tells of it.
    """
    shares, seeds = shares_of(signals, taken, items), taken.indices.tolist()
    best = np.argsort(-shares, axis=0, kind="stable")[:SEEDS]
    edges = {
        row: [(relation, cells(link, seeds[row])) for relation, link in _given(signals)]
        for row in np.unique(best).tolist()
    }
    found: list[Clue] = []
    for column, item in enumerate(items.tolist()):
        own, near, alike = entities_of(item), list[Clue](), list[Clue]()
        for row in best[:, column].tolist():
            share, ends = float(shares[row, column]), (names[item], names[seeds[row]])
            given = [relation for relation, linked in edges[row] if item in linked]
            near += [Clue(*ends, relation, None, share) for relation in given[:1] or [LEARNED]]
            theirs = entities_of(seeds[row])
            alike += [
                Clue(*ends, None, via, SHARED * share * own[via] * theirs[via])
                for via in sorted(own.keys() & theirs.keys())
            ]
        found += sorted(near, key=lambda clue: -clue.weight)[:SEEDS]
        found += sorted(alike, key=lambda clue: -clue.weight)[:1]
    return found


def shares_of(signals: Signals, taken: Matrix, items: Ints) -> Floats:
    """Return how much each thing a shopper did speaks for the items [things, len(items)], in [0, 1], of all recalls."""
    total = np.zeros((taken.nnz, len(items)), np.float32)
    for recall in signals.recalls.values():
        speaks = np.maximum(recall.shares(taken, items), 0)
        sums = speaks.sum(axis=0)
        total += speaks / np.where(sums > 0, sums, 1)
    return total / np.float32(len(signals.recalls))


def _given(signals: Signals) -> Iterator[tuple[str, Matrix]]:
    """Yield the relations that products have in the graph, by type; who bought both comes after what is given."""
    for name, link in signals.links.items():
        if name.endswith(" to"):
            yield name.removesuffix(" to").upper(), link
    yield TOGETHER, signals.links[TAKEN_TOGETHER]
