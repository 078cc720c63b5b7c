"""Substitutes and upgrades: which of the products that can be compared with one may take its place, and why."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING, Final

from recommend.differences import MEASURES, Difference, differences, price_ratio, ratios

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recommend.differences import Comparable

KNOWN: Final = 0.5
"""Share of the first product's values that another must have too: one that says little is not judged."""
CLOSE: Final = 0.15
"""Mean logarithm of the ratios of two substitutes' values, at most."""
CLOSE_PRICE: Final = 0.25
"""The same of their prices: 22 % less to 28 % more."""
MOST_GAIN: Final = log(2)
"""What one attribute adds at most: a battery three times as large is no better than one twice as large."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A product that may take another's place, and how it differs; of scores only the order means something."""

    product: str
    score: float
    differences: tuple[Difference, ...]


def upgrades(origin: Comparable, others: Iterable[Comparable], k: int) -> list[Alternative]:
    """Return up to `k` products that are better than `origin` in something and worse in nothing, best first.

    Better and worse are beyond the tolerance of each measure. What is much cheaper is of another class, whatever its
    numbers say. The order is by the sum of the gains less what more it costs, all as logarithms of ratios; where prices
    cannot be compared it counts as dearer by `CLOSE_PRICE`. One product a model.
    """
    return _best(origin, others, k, upgrade_score)


def substitutes(origin: Comparable, others: Iterable[Comparable], k: int) -> list[Alternative]:
    """Return up to `k` products whose values and price are close to those of `origin`, the closest first.

    A price that cannot be compared is no reason to leave one out; it comes behind the others. One product a model.
    """
    return _best(origin, others, k, closeness)


def upgrade_score(origin: Comparable, other: Comparable) -> float | None:
    """Return by how much `other` is better for its price, or None where it is no upgrade."""
    found = ratios(origin, other)
    gains = {name: MEASURES[name].better * ratio for name, ratio in found.items()}
    better = any(gain > MEASURES[name].tolerance for name, gain in gains.items())
    worse = any(gain < -MEASURES[name].tolerance for name, gain in gains.items())
    ratio = price_ratio(origin, other)
    dearer = CLOSE_PRICE if ratio is None else ratio
    if worse or not better or dearer < -CLOSE_PRICE or not _judged(origin, found):
        return None
    return sum(min(gain, MOST_GAIN) for gain in gains.values()) - dearer


def closeness(origin: Comparable, other: Comparable) -> float | None:
    """Return how close `other` is, in (0, 1], or None where it is not close enough to stand in."""
    found = ratios(origin, other)
    if not found or not _judged(origin, found):
        return None
    apart = sum(map(abs, found.values())) / len(found)
    price = price_ratio(origin, other)
    dearer = CLOSE_PRICE if price is None else abs(price)
    return exp(-apart - dearer) if apart <= CLOSE and dearer <= CLOSE_PRICE else None


def _judged(origin: Comparable, found: dict[str, float]) -> bool:
    return len(found) >= KNOWN * sum(name in MEASURES for name in origin.values)


def _best(
    origin: Comparable,
    others: Iterable[Comparable],
    k: int,
    score_of: Callable[[Comparable, Comparable], float | None],
) -> list[Alternative]:
    scored = ((score_of(origin, other), other) for other in others)
    order = sorted(
        ((score, other) for score, other in scored if score is not None),
        key=lambda entry: (-entry[0], entry[1].id),
    )
    models: dict[str, tuple[float, Comparable]] = {}
    for score, other in order:
        models.setdefault(other.model or other.id, (score, other))
    return [
        Alternative(other.id, score, differences(origin, other)) for score, other in list(models.values())[:k]
    ]
