"""Features into points: the directions in which shoppers differ most, for clustering.

A cell is how far a shopper's share of an entity is from what is expected, over the root of everybody's share, as in
correspondence analysis. Each kind (brands, categories, features, use cases, price) is divided by its own first singular
value, so that none counts for more because it has more columns: multiple factor analysis (Escofier and Pagès, 1994).
The axes come of a sample of shoppers; everybody is projected on them. Of a point only the direction counts: a shopper
with many events is no other kind than one with few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from profiles.features import SHRINKAGE, Features, parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from profiles.catalogue import Floats

KINDS: Final = ("brand", "category", "feature", "usecase")
MOST: Final = 1000
"""Entities that take part, the commonest of those that enough shoppers know."""
DAMPING: Final = 0.002
"""Added to an entity's base share, so that the rarest do not stand for everything."""
SMALL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Axes:
    """`weights` [columns, axes] over the chosen entities and, last, the price sensitivity."""

    columns: NDArray[np.int64]
    scale: Floats
    weights: Floats
    price_mean: float


def points(features: Features, axes: Axes) -> Floats:
    """Return a unit vector for each shopper [users, axes]; zeros for one like everybody."""
    raw = np.empty((len(features.users), axes.weights.shape[1]))
    for part in parts(len(raw)):
        raw[part] = _deviations(features, np.arange(len(raw))[part], axes) @ axes.weights
    return directions(raw)


def directions(raw: Floats) -> Floats:
    """Return the rows at length 1; zeros stay."""
    return cast("Floats", raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), SMALL))


def pulls(features: Features, axes: Axes) -> Floats:
    """Return where one view of each target draws a shopper [targets, axes].

    The direction of the sum over what a shopper did, by weight, is their point: exactly where no price is known, nearly
    where some are.
    """
    catalogue = features.catalogue
    raw = np.empty((len(catalogue.targets), axes.weights.shape[1]))
    for part in parts(len(raw)):
        beyond = catalogue.leads[part][:, axes.columns].toarray()
        beyond -= features.everybody.base[catalogue.strata[part]][:, axes.columns]
        price = np.nan_to_num(1 - catalogue.positions[part] - axes.price_mean)
        raw[part] = np.column_stack([beyond * axes.scale, price]) @ axes.weights
    return raw


def find_axes(features: Features, sample: NDArray[np.int64], count: int, least: int) -> Axes:
    """Return at most `count` axes along which the shoppers of the sample differ most."""
    columns = _chosen(features, least)
    share = np.asarray(features.counts.sum(axis=0)).ravel()[columns] / features.totals.sum()
    price = features.measures["price_sensitivity"]
    plain = Axes(columns, 1 / np.sqrt(share + DAMPING), np.empty((0, 0)), float(price.mean()))
    table = _deviations(features, sample, plain)
    weights = np.zeros(len(columns) + 1)
    for block in _blocks(features, columns):
        first = np.linalg.norm(table[:, block], ord=2) if block.any() else 0.0
        weights[block] = 1 / first if first > SMALL else 0.0
    # Principal axes of the sample, by the smaller side.
    _, values, axes = np.linalg.svd(table * weights, full_matrices=False)
    kept = axes[: min(count, int((values > SMALL).sum()))]
    return Axes(columns, plain.scale, weights[:, None] * kept.T, plain.price_mean)


def _chosen(features: Features, least: int) -> NDArray[np.int64]:
    known = np.bincount(features.counts.indices, minlength=features.counts.shape[1])
    kinds = np.any([features.catalogue.kind(kind) for kind in KINDS], axis=0)
    order = np.argsort(-known, kind="stable")[:MOST]
    return cast("NDArray[np.int64]", np.sort(order[(known[order] >= least) & kinds[order]]))


def _blocks(features: Features, columns: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    own = [features.catalogue.kind(kind)[columns] for kind in KINDS]
    price = np.arange(len(columns) + 1) == len(columns)
    return [*(np.append(kind, False) for kind in own), price]


def _deviations(features: Features, rows: NDArray[np.int64], axes: Axes) -> Floats:
    """Return [rows, columns and price]: (weight − expected) / (total + SHRINKAGE), scaled; and price less its mean."""
    counts = features.counts[rows][:, axes.columns].toarray()
    expected = features.strata[rows] @ features.everybody.base[:, axes.columns]
    deviations = (counts - expected) / (features.totals[rows, None] + SHRINKAGE) * axes.scale
    price = features.measures["price_sensitivity"][rows, None] - axes.price_mean
    return np.hstack([deviations, price])
