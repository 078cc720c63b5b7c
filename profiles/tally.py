"""What the shoppers of each group have in common, counted a part of the shoppers at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from profiles.catalogue import Catalogue
    from profiles.features import Features
    from profiles.identity import Published

ROUNDING: Final = 1e-6
"""Part of what is expected by which sums differ with the order in which they were added up."""


class Tally:
    """Counts of groups; memory is that of groups × targets, whatever the number of shoppers.

    By group: `sizes`, `cheap` (the sum of price sensitivities), `weights` [groups, targets] of what was done, and how
    many shoppers prefer each entity, take each product and were in each of the segments that are published.
    """

    def __init__(self, groups: int, catalogue: Catalogue, before: Published) -> None:
        self._before, self._products = before, catalogue.products
        self.sizes, self.cheap = np.zeros(groups, np.int64), np.zeros(groups)
        self.weights = np.zeros((groups, len(catalogue.targets)))
        self.prefers = np.zeros((groups, len(catalogue.entities)), np.int64)
        self.takes = np.zeros((groups, catalogue.products), np.int64)
        self.shared = np.zeros((groups, len(before.segments)), np.int64)

    def add(self, features: Features, labels: NDArray[np.int64]) -> None:
        """Count shoppers who were not counted yet, with the group of each."""
        groups, users = len(self.sizes), len(labels)
        members = csr_array((np.ones(users), (labels, np.arange(users))), (groups, users))
        self.sizes += np.bincount(labels, minlength=groups)
        self.cheap += np.bincount(labels, features.measures["price_sensitivity"], groups)
        self.weights += (members @ features.taken).toarray()
        beyond = features.counts.data > features.expected.data * (1 + ROUNDING)
        self.prefers += _counted(members @ _marked(features.counts, beyond))
        self.takes += _counted(members @ _marked(features.taken, features.taken.data > 0))[
            :, : self._products
        ]
        self.shared += self._before.shared(features.users, labels, groups)


def _marked(matrix: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    return csr_array((kept.astype(np.float64), matrix.indices, matrix.indptr), matrix.shape)


def _counted(marks: csr_array) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = marks.toarray().astype(np.int64)
    return counts
