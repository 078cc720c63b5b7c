"""From the recalls' scores to one order: features of each candidate, and the ranker that weighs them.

A ranker sees a matrix and returns a number a row, so a learned one (LambdaMART) takes the place of the
linear one without another line changing.
"""

from __future__ import annotations

from math import exp, log
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recommend.ports import Candidate, Event

NEUTRAL_PRICE_FIT: Final = 0.5
LEAST_SPREAD: Final = 0.25
"""Smallest spread of log prices: one purchase does not make every other price wrong."""


class Ranker(Protocol):
    """Turns features into scores; a higher score is a better product for this shopper."""

    @property
    def features(self) -> Sequence[str]:
        """Names of the columns it expects, in order: recalls, `buyers` and `price_fit`."""
        ...

    def score(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a score for each row of `matrix` (candidates × features)."""
        ...


class LinearRanker:
    """A weighted sum.

    The weights say how far each recall is trusted: what the shopper's own events lead to before what the
    crowd buys. They are set by hand and add up to 1.
    """

    WEIGHTS: Final[Mapping[str, float]] = {
        "item": 0.30,
        "embedding": 0.25,
        "path": 0.20,
        "segment": 0.10,
        "buyers": 0.05,
        "price_fit": 0.10,
    }

    def __init__(self, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.features = tuple(weights)
        self._weights = np.array(list(weights.values()), dtype=np.float64)

    def score(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return `matrix @ weights`."""
        return matrix @ self._weights


def matrix_of(
    candidates: Sequence[Candidate],
    columns: Mapping[str, Mapping[str, float]],
    features: Sequence[str],
) -> NDArray[np.float64]:
    """Return candidates × features; a product that a column does not name has 0 there."""
    matrix = np.zeros((len(candidates), len(features)), dtype=np.float64)
    for index, name in enumerate(features):
        column = columns.get(name, {})
        matrix[:, index] = [column.get(candidate.id, 0.0) for candidate in candidates]
    return matrix


def price_fits(candidates: Sequence[Candidate], events: Sequence[Event]) -> dict[str, float]:
    """Return how well each price fits what the shopper looks at, in [0, 1].

    A Gaussian over the logarithm of the price, with the mean and spread of the shopper's latest events in
    the same currency; 0.5 where either side is unknown.
    """
    seen: dict[str, list[float]] = {}
    for event in events:
        if event.price and event.currency:
            seen.setdefault(event.currency, []).append(log(event.price))
    usual = {
        currency: (fmean(prices), max(pstdev(prices), LEAST_SPREAD)) for currency, prices in seen.items()
    }
    return {candidate.id: _fit(candidate, usual) for candidate in candidates}


def _fit(candidate: Candidate, usual: Mapping[str, tuple[float, float]]) -> float:
    if not candidate.price or not candidate.currency or candidate.currency not in usual:
        return NEUTRAL_PRICE_FIT
    mean, spread = usual[candidate.currency]
    return exp(-0.5 * ((log(candidate.price) - mean) / spread) ** 2)
