"""What all shoppers do together: each of them is measured against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from profiles.errors import EventFrameError
from profiles.frames import places
from profiles.sums import savings, seen_from

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from profiles.catalogue import Catalogue, Floats


@dataclass(frozen=True, slots=True)
class Everybody:
    """As of `now`, all `users` who did something with a known target.

    `base` [shelves, entities] is their share of an entity within a shelf; of a category, its share of all. `cheap` is
    their price sensitivity, ½ where no price is known; `saved` what part of the list price they save, NaN likewise.
    """

    now: datetime
    users: int
    base: Floats
    cheap: float
    saved: float


def meet(parts: Iterable[pl.DataFrame], catalogue: Catalogue, now: datetime) -> Everybody:
    """Return what the shoppers of all parts do together, each of whom is in one part; one part is in memory at a time.

    Raises:
        EventFrameError: no event is of a known product or query.
    """
    users, weights, saved, priced = 0, np.zeros(len(catalogue.targets)), 0.0, 0.0
    for part in parts:
        known = placed(part, catalogue, now)
        place = known["place"].to_numpy()
        users += known["user"].n_unique()
        weights += np.bincount(place, known["weight"].to_numpy(), len(weights))
        _, paid, own = savings(known, catalogue.prices[place])
        saved, priced = saved + float(own.sum()), priced + float(paid.sum())
    if not users:
        raise EventFrameError(
            "found no event of a known product, expected some: load products and behaviour first"
        )
    known_price = np.isfinite(catalogue.positions)
    seen, cheap = weights[known_price], 1 - catalogue.positions[known_price]
    return Everybody(
        now,
        users,
        _base(weights, catalogue),
        float(seen @ cheap / seen.sum()) if seen.sum() > 0 else 0.5,
        saved / priced if priced > 0 else float("nan"),
    )


def placed(sums: pl.DataFrame, catalogue: Catalogue, now: datetime) -> pl.DataFrame:
    """Return the sums of known targets as of `now`, with the `place` of the target."""
    rows = places(sums["target"], catalogue.targets)
    return seen_from(sums.filter(rows >= 0), now).with_columns(pl.Series("place", rows[rows >= 0], pl.Int64))


def _base(weights: Floats, catalogue: Catalogue) -> Floats:
    cells = catalogue.strata, np.arange(len(weights))
    shelves = csr_array((weights, cells), (catalogue.shelves, len(weights)))
    led = cast("csr_array", shelves @ catalogue.leads).toarray()
    categories, tiny = catalogue.kind("category"), np.finfo(np.float64).tiny
    base: Floats = led / np.maximum(np.asarray(shelves.sum(axis=1)).ravel(), tiny)[:, None]
    base[:, categories] = led[:, categories].sum(axis=0) / max(weights.sum(), tiny)
    return base
