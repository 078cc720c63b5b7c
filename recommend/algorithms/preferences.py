"""What the profile of a user says of an item, their preferences and their prices, from a row of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from scipy.sparse import csr_array

from recommend.sparse import product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profiles.features import Features
    from recommend.dataset import Floats, Ints, Matrix

KINDS: Final = ("brand", "category", "feature")
"""Relations that profiles look at."""
VIEWS: Final = np.float32(6)
"""What an interaction of weight 1, a purchase, weighs in views."""
SHRINKAGE: Final = np.float32(5)
"""Weight of what is expected, in views."""

DIGITS: Final = 4
"""Of a log lift."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The measures of a shopper (`docs/profiles.md`) for anybody; no user is in it.

    `shelves` [items, shelves] has a 1 in each row. By kind, `leads` [items, entities] has a 1 where an item has an
    entity, and `base` [shelves, entities] is everybody's share of it on a shelf. `cheap` [items] is 1 less the position
    of an item's price on its shelf, NaN where it is unknown, None where all are; `everybody` is its mean over all that
    was done.
    """

    shelves: Matrix
    leads: Mapping[str, Matrix]
    base: Mapping[str, Floats]
    cheap: Floats | None = None
    everybody: float = 0.5

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the signals, in order."""
        prices = () if self.cheap is None else ("price fit",)
        return (*(f"{kind} preference" for kind in self.leads), *prices)

    def of_pairs(self, taken: Matrix, rows: Ints, columns: Ints) -> list[Floats]:
        """Return the signals of pairs of a row of `taken` [n, items] and an item.

        A preference is the mean log lift of what the item has; `price fit` is how far the item lies on the cheap side
        of the user's price sensitivity, in standard deviations of that.
        """
        found: list[Floats] = []
        for kind, leads in self.leads.items():
            sums: Floats = (leads @ self.log_lifts(taken, kind).T).T[rows, columns]
            counts: Floats = np.maximum(np.diff(leads.indptr), 1).astype(np.float32)
            found.append(sums / counts[columns])
        if self.cheap is not None:
            mean, spread = self.sensitivity(taken, self.cheap)
            found.append((self.cheap[columns] - mean[rows]) / spread[rows])
        return found

    def log_lifts(self, taken: Matrix, kind: str) -> Floats:
        """Return log(((Wₑ + k · Eₑ / W) / (W + k)) / (Eₑ / W)) for each entity [n, entities]."""
        own = VIEWS * product(taken, self.leads[kind])
        expected = VIEWS * product(taken, self.shelves) @ self.base[kind]
        total = VIEWS * taken.sum(axis=1).reshape(-1, 1)
        times = np.divide(own, expected, out=np.zeros_like(own), where=expected > 0)
        # Rounded: one row's products differ from many rows' in the last digits, and a tree might split there.
        return cast("Floats", np.log((times * total + SHRINKAGE) / (total + SHRINKAGE)).round(DIGITS))

    def sensitivity(self, taken: Matrix, cheap: Floats) -> tuple[Floats, Floats]:
        """Return mean and standard deviation [n] of Beta(a, b), a = k · m + Σ w (1 − q), b = k · (1 − m) + Σ w q."""
        known = np.isfinite(cheap)
        total = VIEWS * (taken @ known.astype(np.float32)) + SHRINKAGE
        mean = (VIEWS * (taken @ np.where(known, cheap, 0)) + SHRINKAGE * self.everybody) / total
        return mean, np.sqrt(mean * (1 - mean) / (total + 1))


def preferences_of(features: Features, items: int) -> Preferences:
    """Return what `features` say of the items, the first of the catalogue's targets, in their order."""
    catalogue = features.catalogue
    shelves = np.ones(items, np.float32), catalogue.strata[:items], np.arange(items + 1)
    named = {kind: np.flatnonzero(catalogue.kind(kind)) for kind in KINDS}
    columns = {kind: own for kind, own in named.items() if len(own)}
    leads = cast("Matrix", catalogue.leads[:items].astype(np.float32))
    cheap, weights = 1 - catalogue.positions[:items], features.taken.sum(axis=0)[:items]
    known = np.isfinite(cheap) & (weights > 0)
    return Preferences(
        csr_array(shelves, shape=(items, catalogue.shelves)),
        {kind: leads[:, own] for kind, own in columns.items()},
        {kind: features.everybody.base[:, own].astype(np.float32) for kind, own in columns.items()},
        cheap.astype(np.float32) if known.any() else None,
        features.everybody.cheap,
    )
