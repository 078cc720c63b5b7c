"""Events into decayed sums, one row a shopper and target: all that features are made of.

An event weighs `WEIGHTS[type] × 2^((at − REFERENCE) / HALF_LIFE_DAYS)`. Against a fixed reference a weight never
changes, so sums add up: those of all events are those of the old ones plus those of the new ones, in whatever order.
To see them from a later moment is to multiply all of them by one number (`seen_from`). The reference cancels out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from profiles.frames import EVENTS, require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from profiles.catalogue import Floats

WEIGHTS: Final = {
    "VIEWED": 1.0,
    "ADDED_TO_CART": 3.0,
    "PURCHASED": 6.0,
    "RATED": 2.0,
    "REVIEWED": 2.0,
    "SEARCHED": 2.0,
}
"""What an event says of taste, in views. A rating of r stars counts (r − 1) / 4 of it: one star wants no more."""
HALF_LIFE_DAYS: Final = 60.0
REFERENCE: Final = datetime(2020, 1, 1, tzinfo=UTC)
FORMS: Final = ("%+", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d")
"""Times with an offset, without one (UTC), and days."""
KEY: Final = ("user", "target", "dated")
ADDED: Final = ("weight", "events", "purchases", "bought", "priced", "paid")
"""`weight`: decayed weight; `events`, `purchases`: whole numbers; `bought`: purchases, decayed; `priced`: those of them
whose price is known; `paid`: their prices, decayed likewise, in the shop's money."""


def sum_events(events: pl.DataFrame) -> pl.DataFrame:
    """Return the sums of events; see `profiles.frames.EVENTS`.

    An event without a time, or with one that cannot be read, counts as one of today, always. Time and memory
    grow with events.

    Raises:
        EventFrameError: a column is missing.
    """
    require(events, EVENTS, "events")
    at = pl.col("at")
    if events.schema["at"] == pl.String:
        # Each form by itself: polars would take that of the first row for all.
        at = pl.coalesce(
            at.str.to_datetime(form, time_unit="ms", time_zone="UTC", strict=False) for form in FORMS
        )
    rows = events.lazy().filter(pl.col("target").is_not_null()).with_columns(at.alias("at"))
    bought = (pl.col("type") == "PURCHASED").cast(pl.Float64)
    stars = ((pl.col("rating") - 1) / 4).clip(0, 1).fill_null(1.0)
    weight = pl.col("type").replace_strict(WEIGHTS, default=0.0, return_dtype=pl.Float64)
    rows = rows.with_columns(dated=pl.col("at").is_not_null(), decay=_decay(pl.col("at")).fill_null(1.0))
    return (
        rows.group_by(KEY)
        .agg(
            (weight * stars * pl.col("decay")).sum().alias("weight"),
            pl.len().cast(pl.Int64).alias("events"),
            bought.sum().cast(pl.Int64).alias("purchases"),
            (bought * pl.col("decay")).sum().alias("bought"),
            (bought * pl.col("decay") * pl.col("price").is_not_null()).sum().alias("priced"),
            (bought * pl.col("decay") * pl.col("price")).sum().alias("paid"),
            pl.col("at").max().alias("last"),
        )
        .collect()
    )


def add(*sums: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """Return the sums of all events behind `sums`; polars streams those that are on disk."""
    whole = pl.concat([frame.lazy() for frame in sums]).group_by(KEY)
    return whole.agg(*(pl.col(name).sum() for name in ADDED), pl.col("last").max()).collect(
        engine="streaming"
    )


def seen_from(sums: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Return the sums with every weight halved for each half-life between the event and `now`."""
    scale = 0.5 ** ((now - REFERENCE).total_seconds() / 86_400 / HALF_LIFE_DAYS)
    factor = pl.when("dated").then(scale).otherwise(1.0)
    return sums.with_columns(pl.col("weight", "bought", "priced", "paid") * factor)


def savings(known: pl.DataFrame, lists: Floats) -> tuple[NDArray[np.bool_], Floats, Floats]:
    """Return which sums are of purchases at a known price and list price, and of these their number and what was saved.

    Both are decayed; what was saved is in list prices: 0.2 for a purchase at 80 % of its list price.

    Args:
        known: sums as of one moment.
        lists: list price of each sum's target, NaN where unknown [sums].
    """
    priced, paid = known["priced"].to_numpy(), known["paid"].to_numpy()
    use = np.isfinite(lists) & (priced > 0)
    return use, priced[use], np.clip(priced[use] - paid[use] / lists[use], 0, None)


def latest(sums: pl.DataFrame) -> datetime:
    """Return the time of the newest event, `REFERENCE` where none has a time."""
    last = sums["last"].max()
    return last if isinstance(last, datetime) else REFERENCE


def _decay(at: pl.Expr) -> pl.Expr:
    age = (at - pl.lit(REFERENCE)).dt.total_milliseconds() / 86_400_000
    return pl.lit(2.0).pow(age / HALF_LIFE_DAYS)
