"""Numbers that say how a shopper shops: price, discounts, recency, frequency, money, diversity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import betaincinv

from profiles.sums import savings

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from profiles.catalogue import Catalogue, Floats
    from profiles.everybody import Everybody

SHRINKAGE: Final = 5.0
"""Weight of everybody's mean, in views."""
LEVEL: Final = 0.95
"""Of the interval beside the price sensitivity."""
NEVER: Final = float("nan")


def measure(
    known: pl.DataFrame, catalogue: Catalogue, counts: csr_array, money: Floats, everybody: Everybody
) -> Mapping[str, Floats]:
    """Return the measures [users] by name; NaN where nothing is known.

    Args:
        known: sums as of `now`, with the `row` of the shopper and the `place` of the target.
        catalogue: prices and their positions.
        counts: weight by entity [users, entities].
        money: what purchases cost [users], see `spent`.
        everybody: whom they are compared with; recency is counted to their `now`.
    """
    rows, place = known["row"].to_numpy(), known["place"].to_numpy()
    users = counts.shape[0]
    weights, positions = known["weight"].to_numpy(), catalogue.positions[place]
    low, middle, high = _sensitivity(rows, weights, positions, users, everybody.cheap)
    return {
        "price_sensitivity": middle,
        "price_sensitivity_low": low,
        "price_sensitivity_high": high,
        "discount": _discount(known, rows, catalogue.prices[place], users, everybody.saved),
        "recency": _recency(known, rows, users, everybody.now),
        "frequency": _summed(rows, known["bought"].to_numpy(), users),
        "monetary": money,
        "brand_diversity": diversity(counts, catalogue.kind("brand")),
        "category_diversity": diversity(counts, catalogue.kind("category")),
    }


def diversity(counts: csr_array, chosen: NDArray[np.bool_]) -> Floats:
    """Return 2^H of each row's shares of the chosen columns: the number of equally liked ones (Hill, 1973)."""
    own = counts[:, np.flatnonzero(chosen)]
    rows = np.repeat(np.arange(own.shape[0]), np.diff(own.indptr))
    totals = np.bincount(rows, own.data, own.shape[0])
    shares = own.data / np.maximum(totals[rows], 1e-300)
    entropy = np.bincount(rows, -shares * np.log2(np.maximum(shares, 1e-300)), own.shape[0])
    return np.where(totals > 0, 2.0**entropy, np.nan)


def spent(known: pl.DataFrame, catalogue: Catalogue, users: int) -> tuple[Floats, NDArray[np.int64]]:
    """Return the money of each shopper's purchases, decayed, in the currency they bought most in, and that currency.

    The price paid counts, or the list price where that is not known. A shopper who bought nothing with a price has 0
    of currency −1; of two currencies in which they bought as much, it is the first by name.

    Args:
        known: sums as of one moment, with the `row` of the shopper and the `place` of the target.
        catalogue: list prices and currencies.
        users: how many.
    """
    rows, place = known["row"].to_numpy(), known["place"].to_numpy()
    bought, priced, paid = (known[name].to_numpy() for name in ("bought", "priced", "paid"))
    lists, kinds = catalogue.prices[place], max(len(catalogue.currencies), 1)
    use = np.isfinite(lists) & (bought > 0)
    cells = rows[use] * kinds + catalogue.coins[place][use]

    def table(values: Floats) -> Floats:
        return _summed(cells, values[use], users * kinds).reshape(users, kinds)

    purchases, money = table(bought), table(paid + (bought - priced) * lists)
    most = purchases.argmax(axis=1)
    return money[np.arange(users), most], np.where(purchases.any(axis=1), most, -1)


def _sensitivity(
    rows: NDArray[np.int64], weights: Floats, positions: Floats, users: int, everybody: float
) -> tuple[Floats, Floats, Floats]:
    """Return the price sensitivity with its interval, low, mean, high.

    A look at a price in position p (0 the cheapest of its category, 1 the dearest) is 1 − p of a choice for the cheap
    end: Beta(a, b), a = k·m + Σ w (1 − p), b = k·(1 − m) + Σ w p, with everybody's mean m and k = SHRINKAGE.
    """
    known = np.isfinite(positions)
    rows, weights, cheap = rows[known], weights[known], 1 - positions[known]
    total, towards = np.bincount(rows, weights, users), np.bincount(rows, weights * cheap, users)
    a = SHRINKAGE * everybody + towards
    b = SHRINKAGE * (1 - everybody) + np.maximum(total - towards, 0)
    tail = (1 - LEVEL) / 2
    low, high = (np.asarray(betaincinv(a, b, level), np.float64) for level in (tail, 1 - tail))
    return low, np.asarray(a / (a + b), np.float64), high


def _discount(
    known: pl.DataFrame, rows: NDArray[np.int64], lists: Floats, users: int, everybody: float
) -> Floats:
    """Return the mean of 1 − paid ÷ list price over purchases, shrunk towards everybody's; NaN if none is known."""
    use, priced, saved = savings(known, lists)
    weight, sums = _summed(rows[use], priced, users), _summed(rows[use], saved, users)
    return np.where(weight > 0, (sums + everybody) / (weight + 1), NEVER)


def _recency(known: pl.DataFrame, rows: NDArray[np.int64], users: int, now: datetime) -> Floats:
    """Return days from the newest event to `now`; NaN where no event has a time."""
    at = known["last"].dt.epoch("ms").to_numpy().astype(np.float64)
    newest = np.full(users, -np.inf)
    np.maximum.at(newest, rows, np.nan_to_num(at, nan=-np.inf))
    return np.where(np.isfinite(newest), (now.timestamp() * 1000 - newest) / 86_400_000, NEVER)


def _summed(rows: NDArray[np.int64], values: Floats, users: int) -> Floats:
    return np.bincount(rows, values, users).astype(np.float64)
