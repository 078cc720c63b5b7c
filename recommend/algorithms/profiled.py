"""A data set as `profiles` sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from profiles.catalogue import read_catalogue
from profiles.features import build_features
from profiles.frames import ASKS, EVENTS, HAS, PRODUCTS
from profiles.sums import sum_events
from recommend.algorithms.preferences import KINDS

if TYPE_CHECKING:
    from profiles.features import Features
    from recommend.dataset import Dataset, Ints, Knowledge


def features_of(data: Dataset) -> Features:
    """Return the features of all users who did anything; ids are positions, and nothing has a time.

    Everything is a purchase, whose weight goes as a rating's does. Time and memory grow with interactions.
    """
    weights = np.ones(len(data)) if data.weights is None else data.weights.astype(np.float64)
    events = pl.DataFrame({
        "user": _ids(data.rows), "type": ["PURCHASED"] * len(data), "target": _ids(data.columns),
        "at": None, "rating": 1 + 4 * weights, "price": None,
    }, EVENTS)  # fmt: skip
    items, prices = len(data.items), data.knowledge.prices
    known = np.full(items, np.nan) if prices is None else np.exp(prices.astype(np.float64))
    products = pl.DataFrame({
        "product": _ids(np.arange(items)), "price": pl.Series(known, nan_to_null=True), "currency": "one",
    }, PRODUCTS)  # fmt: skip
    return build_features(
        sum_events(events), read_catalogue(products, _has(data.knowledge), pl.DataFrame(schema=ASKS))
    )


def _has(known: Knowledge) -> pl.DataFrame:
    parts = [pl.DataFrame(schema=HAS)]
    for kind in KINDS:
        if kind in known.relations:
            items, entities = (places.astype(np.int64) for places in known.relations[kind].tocoo().coords)
            parts.append(pl.DataFrame({"product": _ids(items), "entity": f"{kind}/" + _ids(entities)}, HAS))
    return pl.concat(parts)


def _ids(positions: Ints) -> pl.Series:
    """Return positions as text in the same order."""
    return pl.Series(positions).cast(pl.String).str.zfill(12)
