"""Decayed sums into features of shoppers; every formula, its unit and its events stand in `docs/profiles.md`.

Matrices are sparse and grow with what shoppers did, never with shoppers × entities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from profiles.catalogue import Catalogue, Floats
from profiles.everybody import Everybody, meet, placed
from profiles.frames import places
from profiles.measures import measure, spent
from profiles.sums import latest

SHRINKAGE: Final = 5.0
"""Weight of what is expected, in views: a shopper with as much weight counts half by their own."""
PART: Final = 4096
"""Shoppers whose expectations are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Features:
    """Shoppers by row, entities by column as in `catalogue`.

    `taken` [users, targets] and `counts` [users, entities] are decayed weight in views, `totals` [users] all of it,
    `strata` [users, shelves] its parts by shelf. `expected` has the cells of `counts`: the weight that the shopper's
    shelves lead to expect of somebody like `everybody`. `measures` are columns [users]: see `profiles.measures`;
    `currencies` [users] says what `monetary` is in, null where nothing is.
    """

    catalogue: Catalogue
    everybody: Everybody
    users: pl.Series
    taken: csr_array
    counts: csr_array
    expected: csr_array
    strata: csr_array
    totals: Floats
    measures: Mapping[str, Floats]
    currencies: pl.Series
    events: NDArray[np.int64]
    purchases: NDArray[np.int64]

    def lifts(self) -> csr_array:
        """Return share ÷ expected share in each cell of `counts`: how many times as much as expected, shrunk.

        share = (weight + k · expected / total) / (total + k), k = SHRINKAGE.
        """
        total = np.repeat(self.totals, np.diff(self.counts.indptr))
        wanted = self.expected.data / total
        share = (self.counts.data + SHRINKAGE * wanted) / (total + SHRINKAGE)
        return csr_array((share / wanted, self.counts.indices, self.counts.indptr), self.counts.shape)


def build_features(sums: pl.DataFrame, catalogue: Catalogue, now: datetime | None = None) -> Features:
    """Return the features of every shopper with an event of a known target, as of `now` (the newest event).

    Raises:
        EventFrameError: no event is of a known product or query.
    """
    return features_of(sums, catalogue, meet([sums], catalogue, now or latest(sums)))


def features_of(sums: pl.DataFrame, catalogue: Catalogue, everybody: Everybody) -> Features:
    """Return the features of the shoppers of one part of those who `everybody` are."""
    known = placed(sums, catalogue, everybody.now)
    users = known["user"].unique().sort()
    known = known.with_columns(pl.Series("row", places(known["user"], users)))
    shape = (len(users), len(catalogue.targets))
    taken = _matrix(known, "weight", shape)
    taken.eliminate_zeros()  # one star: a cell without weight has no share and no lift
    counts = taken @ catalogue.leads
    counts.sort_indices()
    shelf = csr_array(
        (np.ones(shape[1]), (np.arange(shape[1]), catalogue.strata)), (shape[1], catalogue.shelves)
    )
    strata = taken @ shelf
    money, coins = spent(known, catalogue, len(users))
    return Features(
        catalogue=catalogue,
        everybody=everybody,
        users=users,
        taken=taken,
        counts=counts,
        expected=_expected(counts, strata, everybody.base),
        strata=strata,
        totals=_totals(taken),
        measures=measure(known, catalogue, counts, money, everybody),
        currencies=_currencies(catalogue, coins),
        events=_whole(known, "events", len(users)),
        purchases=_whole(known, "purchases", len(users)),
    )


def _currencies(catalogue: Catalogue, coins: NDArray[np.int64]) -> pl.Series:
    names = pl.Series([*(name or None for name in catalogue.currencies), None], dtype=pl.String)
    return names.gather(np.where(coins < 0, len(names) - 1, coins))


def parts(rows: int, size: int = PART) -> Iterator[slice]:
    """Yield slices of `size` rows."""
    return (slice(start, start + size) for start in range(0, rows, size))


def _expected(counts: csr_array, strata: csr_array, base: Floats) -> csr_array:
    values = np.empty(len(counts.data))
    for part in parts(counts.shape[0]):
        own = counts[part]
        begin = counts.indptr[part.start]
        rows = np.repeat(np.arange(own.shape[0]), np.diff(own.indptr))
        values[begin : begin + own.nnz] = (strata[part] @ base)[rows, own.indices]
    return csr_array((values, counts.indices, counts.indptr), counts.shape)


def _matrix(known: pl.DataFrame, column: str, shape: tuple[int, int]) -> csr_array:
    cells = known["row"].to_numpy(), known["place"].to_numpy()
    return csr_array((known[column].to_numpy(), cells), shape=shape)


def _totals(taken: csr_array) -> Floats:
    # Somebody whose only deed weighs nothing (one star) has no share of anything.
    return cast("Floats", np.maximum(np.asarray(taken.sum(axis=1)).ravel(), 1e-300))


def _whole(known: pl.DataFrame, column: str, users: int) -> NDArray[np.int64]:
    counted = np.bincount(known["row"].to_numpy(), known[column].to_numpy(), users)
    return counted.astype(np.int64)
