"""What algorithms learn from: who took or rated what, and what is known of the items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommend.errors import DatasetError

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
if TYPE_CHECKING:
    Matrix: TypeAlias = csr_array[np.float32, tuple[int, int]]
else:
    Matrix = csr_array


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of items besides their users. Everything may be empty.

    `relations` holds items × entities (brand, category, feature …), `neighbours` items × `others`, where the
    first columns are the items themselves and the rest products that nobody of the data bought. Values are
    weights > 0. `texts` has one text an item, or none at all; `prices` are logarithms in one currency, NaN where
    unknown. `names` are the ids of the entities of a relation, where they have any.
    """

    relations: Mapping[str, Matrix] = field(default_factory=dict)
    neighbours: Mapping[str, Matrix] = field(default_factory=dict)
    texts: Sequence[str] = ()
    prices: Floats | None = None
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Interactions as parallel arrays of length m, each pair of user and item at most once.

    `rows` and `columns` are positions in `users` and `items`; `values` are ratings, or 1 where there are none;
    `times` are seconds since 1970 or None. `weights` in (0, 1] say what each tells of taste, and `wanted` which are
    what a user came for (a purchase, and not a look); without them all weigh 1 and all are wanted. Memory is 20
    bytes an interaction, and what of these there is.
    """

    users: tuple[str, ...]
    items: tuple[str, ...]
    rows: Ints
    columns: Ints
    values: Floats
    times: Ints | None = None
    knowledge: Knowledge = field(default_factory=Knowledge)
    weights: Floats | None = None
    wanted: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        if not self.users or not self.items:
            raise DatasetError(
                f"found {len(self.users)} users and {len(self.items)} items, expected at least one of each"
            )
        if not np.isfinite(self.values).all():
            raise DatasetError("found a value that is no number, expected ratings, or 1 where there are none")

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def rated(self) -> bool:
        """Whether `values` are ratings: they differ."""
        return len(self) > 0 and bool(self.values.min() < self.values.max())

    def matrix(self) -> Matrix:
        """Return users × items, float32, with `values`."""
        return self._matrix(self.values)

    def taken(self) -> Matrix:
        """Return users × items, float32, with `weights`, whatever the values."""
        return self._matrix(np.ones(len(self), np.float32) if self.weights is None else self.weights)

    def sought(self) -> Dataset:
        """Return the interactions that are wanted."""
        return self if self.wanted is None else self.chosen(self.wanted)

    def chosen(self, mask: NDArray[np.bool_] | Ints) -> Dataset:
        """Return the interactions where `mask` [m] is true, or at those positions, with all users and items."""
        return replace(
            self,
            rows=self.rows[mask],
            columns=self.columns[mask],
            values=self.values[mask],
            times=None if self.times is None else self.times[mask],
            weights=None if self.weights is None else self.weights[mask],
            wanted=None if self.wanted is None else self.wanted[mask],
        )

    def _matrix(self, cells: Floats) -> Matrix:
        shape = (len(self.users), len(self.items))
        return csr_array((cells, (self.rows, self.columns)), shape=shape)
