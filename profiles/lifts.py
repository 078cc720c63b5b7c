"""What sets a segment apart: lift over everybody, with counts and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from profiles.records import Band, Lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from profiles.catalogue import Catalogue, Floats

Z: Final = 1.96
SMALL: Final = 1e-9
QUARTILES: Final = (0.25, 0.5, 0.75)
PREFERENCES: Final = {"brand": 5, "category": 4, "feature": 8, "usecase": 4}
"""Of each kind so many stand in a segment."""
PRODUCTS: Final = 10


def lifts(
    inside: NDArray[np.int64], everybody: NDArray[np.int64], share: float, names: Sequence[str], least: int
) -> list[Lift]:
    """Return the columns that are more common among members of a segment than among everybody.

    The first are both common and surely so: ordered by share of the members × log of the interval's lower end.

    Of the n shoppers who are marked, a are members; q = a / n has Wilson's interval (1927), and lift is q over the
    members' share of all shoppers. A column of which fewer than `least` members are marked is left out.

    Args:
        inside: members who prefer or take what a column stands for [columns].
        everybody: shoppers who do, members or not [columns].
        share: of the members among all shoppers.
        names: of the columns.
        least: members without whom nothing is said.
    """
    chosen = np.flatnonzero(inside >= least)
    count, total = inside[chosen], everybody[chosen]
    low, high = wilson(count, total)
    order = np.argsort(-count * np.log(np.maximum(low / share, SMALL)), kind="stable")
    return [
        Lift(
            names[chosen[place]],
            round(float(count[place] / total[place] / share), 3),
            round(float(low[place] / share), 3),
            round(float(high[place] / share), 3),
            int(count[place]),
            int(total[place]),
        )
        for place in order
        if low[place] > share
    ]


def wilson(count: NDArray[np.int64], total: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Return the 95 % interval of a proportion (Wilson, 1927)."""
    share, spread = count / total, Z**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * np.sqrt(share * (1 - share) / total + spread / (4 * total))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def strongest(found: Sequence[Lift]) -> tuple[Lift, ...]:
    """Return the first few of each kind, in order."""
    left, kept = dict(PREFERENCES), []
    for each in found:
        kind = each.entity.partition("/")[0]
        if left.get(kind, 0):
            left[kind] -= 1
            kept.append(each)
    return tuple(kept)


def band(weights: Floats, catalogue: Catalogue) -> Band | None:
    """Return the quartiles of the prices that members take, in the currency in which they do most; None without one.

    Args:
        weights: what members did with each target, in views [targets].
        catalogue: its prices.
    """
    prices, coins = catalogue.prices, catalogue.coins
    known = np.flatnonzero(np.isfinite(prices) & (weights > 0))
    if not len(known):
        return None
    most = int(np.bincount(coins[known], weights[known]).argmax())
    known = known[coins[known] == most]
    order = known[np.argsort(prices[known])]
    below = np.cumsum(weights[order])
    at = [order[np.searchsorted(below, share * below[-1])] for share in QUARTILES]
    low, middle, high = (float(prices[place]) for place in at)
    return Band(low, middle, high, catalogue.currencies[most] or None)
