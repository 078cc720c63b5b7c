"""What sets a segment apart: lift over everybody, with counts and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from profiles.records import Band, Lift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from profiles.catalogue import Floats
    from profiles.features import Features

Z: Final = 1.96
SMALL: Final = 1e-9
QUARTILES: Final = (0.25, 0.5, 0.75)
PREFERENCES: Final = {"brand": 5, "category": 4, "feature": 8, "usecase": 4}
"""Of each kind so many stand in a segment."""
PRODUCTS: Final = 10


def lifts(marks: csr_array, members: NDArray[np.bool_], names: Sequence[str], least: int) -> list[Lift]:
    """Return the columns that are more common among members than among everybody.

    The first are both common and surely so: ordered by share of the members × log of the interval's lower end.

    Of the n shoppers who are marked, a are members; q = a / n has Wilson's interval (1927), and lift is q over the
    members' share of all shoppers. A column of which fewer than `least` members are marked is left out.

    Args:
        marks: 1 where a shopper prefers or takes it [users, columns]; everybody is in it.
        members: who is in the segment [users].
        names: of the columns.
        least: members without whom nothing is said.
    """
    inside = np.bincount(marks[members].indices, minlength=len(names))
    everybody = np.bincount(marks.indices, minlength=len(names))
    chosen = np.flatnonzero(inside >= least)
    count, total, share = inside[chosen], everybody[chosen], members.mean()
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


def preferring(features: Features) -> csr_array:
    """Return 1 where a shopper does more with an entity than their shelves lead to expect [users, entities]."""
    return _marked(features.counts, features.counts.data > features.expected.data)


def taking(features: Features) -> csr_array:
    """Return 1 where a shopper did something with a product [users, products]."""
    own = features.taken[:, : features.catalogue.products]
    return _marked(own, own.data > 0)


def band(features: Features, members: NDArray[np.bool_]) -> Band | None:
    """Return the quartiles of the prices that members take, in the currency in which they do most; None without one."""
    prices, coins = features.catalogue.prices, features.catalogue.coins
    weights = np.asarray(features.taken[members].sum(axis=0)).ravel()
    known = np.flatnonzero(np.isfinite(prices) & (weights > 0))
    if not len(known):
        return None
    most = int(np.bincount(coins[known], weights[known]).argmax())
    known = known[coins[known] == most]
    order = known[np.argsort(prices[known])]
    below = np.cumsum(weights[order])
    at = [order[np.searchsorted(below, share * below[-1])] for share in QUARTILES]
    low, middle, high = (float(prices[place]) for place in at)
    return Band(low, middle, high, features.catalogue.currencies[most] or None)


def _marked(matrix: csr_array, kept: NDArray[np.bool_]) -> csr_array:
    marks = csr_array((kept.astype(np.int8), matrix.indices, matrix.indptr), matrix.shape, copy=True)
    marks.eliminate_zeros()
    return marks
