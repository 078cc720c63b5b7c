"""A folder of purchases as a smaller data set and as one several times as large, for measuring growth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from scipy.sparse import block_diag, csr_array, hstack, vstack

from recommend.dataset import Dataset, Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recommend.dataset import Ints, Matrix

REWIRED: Final = 0.2
"""Share of the interactions that get another's product, anywhere in the larger set."""


def smaller(data: Dataset, users: int, seed: int = 1) -> Dataset:
    """Return so many users, drawn at random, with what they took, and what is known of those products."""
    chosen = np.sort(np.random.default_rng(seed).permutation(len(data.users))[:users])
    kept = data.chosen(np.isin(data.rows, chosen))
    items = np.unique(kept.columns)
    return replace(
        kept,
        users=tuple(data.users[user] for user in chosen),
        items=tuple(data.items[item] for item in items),
        rows=np.searchsorted(chosen, kept.rows),
        columns=np.searchsorted(items, kept.columns),
        knowledge=_known(data.knowledge, items, len(data.items)),
    )


def _known(knowledge: Knowledge, items: Ints, count: int) -> Knowledge:
    """Return what is known of `items` of `count`; neighbours among them, and beyond the data."""
    neighbours = {
        name: _csr(hstack([matrix[items][:, items], matrix[items][:, count:]]))
        for name, matrix in knowledge.neighbours.items()
    }
    texts = tuple(knowledge.texts[item] for item in items) if knowledge.texts else ()
    return Knowledge(
        {name: _csr(each[items]) for name, each in knowledge.relations.items()}, neighbours, texts
    )


def larger(data: Dataset, times: int, *, products: bool = True, seed: int = 1) -> Dataset:
    """Return `times` copies of the users and, with `products`, of the items, under names of their own.

    A share `REWIRED` of the interactions swap their items across the whole set, so that copies differ and hang
    together, while users and items keep their counts; pairs that come about twice are dropped. Copies of an item
    have its brand and categories, which grow no more than a shop's do; their neighbours are of the same copy.
    """
    random, users, items = np.random.default_rng(seed), len(data.users), len(data.items)
    rows = np.concatenate([data.rows + copy * users for copy in range(times)])
    columns = np.concatenate([data.columns + products * copy * items for copy in range(times)])
    moved = np.flatnonzero(random.random(len(rows)) < REWIRED) if times > 1 else np.empty(0, np.int64)
    columns[moved] = columns[random.permutation(moved)]
    own = times if products else 1
    _, once = np.unique(rows * (items * own) + columns, return_index=True)
    return Dataset(
        _names(data.users, times),
        _names(data.items, own),
        rows[once],
        columns[once],
        np.ones(len(once), np.float32),
        knowledge=_copies(data.knowledge, items, own),
    )


def _copies(knowledge: Knowledge, items: int, times: int) -> Knowledge:
    relations = {name: _csr(vstack([each] * times)) for name, each in knowledge.relations.items()}
    neighbours = {
        name: _csr(hstack([block_diag([part] * times) for part in (each[:, :items], each[:, items:])]))
        for name, each in knowledge.neighbours.items()
    }
    prices = None if knowledge.prices is None else np.tile(knowledge.prices, times)
    return Knowledge(relations, neighbours, tuple(knowledge.texts) * times, prices)


def _names(names: Iterable[str], times: int) -> tuple[str, ...]:
    return tuple(f"{name} {copy}" for copy in range(times) for name in names)


def _csr(matrix: object) -> Matrix:
    return cast("Matrix", csr_array(matrix, dtype=np.float32))  # type: ignore[call-overload]
