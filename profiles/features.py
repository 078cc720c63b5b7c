"""Events into features of shoppers: brand preference, categories, needs, price sensitivity.

Every event weighs `WEIGHTS[type] × 0.5^(age / HALF_LIFE_DAYS)`, age counted from the newest event. Time and memory
grow with events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from profiles.errors import EventFrameError

WEIGHTS: Final = {"VIEWED": 1.0, "ADDED_TO_CART": 3.0, "PURCHASED": 6.0, "RATED": 2.0, "REVIEWED": 2.0}
HALF_LIFE_DAYS: Final = 60.0
SHRINKAGE: Final = 5.0
"""Weight of the base rate, in events: a shopper with as many events counts half by their own."""
EVENT_COLUMNS: Final = ("user", "type", "product", "at")
PRODUCT_COLUMNS: Final = ("product", "price", "brand", "category")


@dataclass(frozen=True, slots=True)
class Features:
    """Shoppers by row. `shares` is [users, entities]: a shrunk share less the base rate, over its standard deviation.

    `price_sensitivity` is 1 − the mean percentile of the prices looked at within their category: 1 takes the cheapest,
    0 the dearest, 0.5 says nothing. `counts` is [users, entities]: weighted events.
    """

    users: tuple[str, ...]
    entities: tuple[str, ...]
    shares: NDArray[np.float64]
    counts: NDArray[np.float64]
    price_sensitivity: NDArray[np.float64]
    events: NDArray[np.int64]
    purchases: NDArray[np.int64]


def weigh(events: pl.DataFrame) -> pl.DataFrame:
    """Return the product events with their weight.

    Raises:
        EventFrameError: a column is missing.
    """
    _require(events, EVENT_COLUMNS, "events")
    at = pl.col("at").str.to_datetime(time_zone="UTC", strict=False)
    age = ((at.max() - at).dt.total_seconds() / 86_400).fill_null(0.0)
    base = pl.col("type").replace_strict(WEIGHTS, default=0.0, return_dtype=pl.Float64)
    return events.filter(pl.col("product").is_not_null()).with_columns(
        (base * (0.5 ** (age / HALF_LIFE_DAYS))).alias("weight")
    )


def build_features(events: pl.DataFrame, products: pl.DataFrame, has: pl.DataFrame) -> Features:
    """Return the features of every shopper with a product event.

    Args:
        events: user, type, product, at (ISO 8601 or null).
        products: product, price, brand, category.
        has: product, entity — the features that products have.
    """
    _require(products, PRODUCT_COLUMNS, "products")
    percentile = (pl.col("price").rank("average").over("category") - 0.5) / pl.col("price").count().over(
        "category"
    )
    known = weigh(events).join(products.with_columns(percentile.alias("percentile")), on="product")
    users = known["user"].unique().sort()
    if users.is_empty():
        raise EventFrameError(
            "found no event of a known product, expected some: load products and behaviour first"
        )
    of_products = pl.concat([
        products.select("product", entity=pl.col("brand")),
        products.select("product", entity=pl.col("category")),
        has.select("product", "entity"),
    ]).drop_nulls().unique()  # fmt: skip
    counted = known.join(of_products, on="product").group_by("user", "entity").agg(pl.col("weight").sum())
    entities = counted["entity"].unique().sort()
    counts = _matrix(counted, users, entities)
    totals = _vector(known.group_by("user").agg(pl.col("weight").sum()), users, "weight")
    return Features(
        users=tuple(users),
        entities=tuple(entities),
        shares=_standardised(counts, totals),
        counts=counts,
        price_sensitivity=1 - _price_position(known, users),
        events=_vector(known.group_by("user").len("weight"), users, "weight").astype(np.int64),
        purchases=_vector(
            known.filter(pl.col("type") == "PURCHASED").group_by("user").len("weight"), users, "weight"
        ).astype(np.int64),
    )


def _standardised(counts: NDArray[np.float64], totals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ((count + k·base) / (total + k) − base) / σ with σ over shoppers and k = SHRINKAGE."""
    base = counts.sum(0) / max(totals.sum(), 1e-9)
    shares = (counts + SHRINKAGE * base) / (totals[:, None] + SHRINKAGE) - base
    standardised: NDArray[np.float64] = shares / np.maximum(shares.std(0), 1e-9)
    return standardised


def _price_position(known: pl.DataFrame, users: pl.Series) -> NDArray[np.float64]:
    """Return the weighted mean percentile, shrunk towards the middle."""
    priced = known.filter(pl.col("percentile").is_not_null())
    sums = priced.group_by("user").agg(
        (pl.col("weight") * pl.col("percentile")).sum().alias("position"), pl.col("weight").sum()
    )
    weight = _vector(sums, users, "weight")
    return (_vector(sums, users, "position") + 0.5 * SHRINKAGE) / (weight + SHRINKAGE)


def _matrix(counted: pl.DataFrame, users: pl.Series, entities: pl.Series) -> NDArray[np.float64]:
    matrix = np.zeros((len(users), len(entities)))
    matrix[_places(counted["user"], users), _places(counted["entity"], entities)] = counted[
        "weight"
    ].to_numpy()
    return matrix


def _vector(frame: pl.DataFrame, users: pl.Series, column: str) -> NDArray[np.float64]:
    vector = np.zeros(len(users))
    vector[_places(frame["user"], users)] = frame[column].to_numpy()
    return vector


def _places(keys: pl.Series, ordered: pl.Series) -> NDArray[np.int64]:
    return ordered.search_sorted(keys).to_numpy().astype(np.int64)


def _require(frame: pl.DataFrame, columns: tuple[str, ...], name: str) -> None:
    if missing := [column for column in columns if column not in frame.columns]:
        raise EventFrameError(f"{name}: found no column {', '.join(missing)}; has {', '.join(frame.columns)}")
