"""The few features that tell a segment apart: those that a small decision tree needs (Breiman et al., 1984)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.tree import DecisionTreeClassifier

from profiles.records import Apart, Trait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from profiles.catalogue import Floats
    from profiles.features import Features

FEATURES: Final = 10
PRUNED: Final = 0.003
"""A split that betters the tree by less is taken back."""
SHOPPERS: Final = 10_000
MEASURES: Final = ("price_sensitivity", "frequency", "recency", "brand_diversity", "category_diversity")


def tell_apart(
    features: Features, labels: NDArray[np.int64], entities: Sequence[str], groups: int, seed: int
) -> list[Apart]:
    """Return what tells each group apart from all others.

    Args:
        features: of shoppers; a tree sees their shares of `entities`, and `MEASURES`.
        labels: group of each shopper, −1 for none.
        entities: those that may tell groups apart.
        groups: how many there are.
        seed: of the half that trees learn from; the other half judges them.
    """
    rows = np.random.default_rng(seed).permutation(len(labels))[:SHOPPERS]
    names = [*entities, *MEASURES]
    table, half = _table(features, rows, entities), len(rows) // 2
    return [_apart(table, labels[rows] == group, names, half, seed) for group in range(groups)]


def _apart(table: Floats, inside: NDArray[np.bool_], names: Sequence[str], half: int, seed: int) -> Apart:
    if len(set(inside[:half].tolist())) < 2 or len(set(inside[half:].tolist())) < 2:
        return Apart((), 0.5)
    tree = DecisionTreeClassifier(
        max_leaf_nodes=FEATURES + 1, ccp_alpha=PRUNED, class_weight="balanced", random_state=seed
    ).fit(table[:half], inside[:half])
    accuracy = balanced_accuracy_score(inside[half:], tree.predict(table[half:]))
    order = np.argsort(-tree.feature_importances_, kind="stable")
    used = [int(place) for place in order if tree.feature_importances_[place] > 0]
    more = np.nanmean(table[inside][:, used], axis=0) > np.nanmean(table[~inside][:, used], axis=0)
    traits = (Trait(names[place], bool(way)) for place, way in zip(used, more, strict=True))
    return Apart(tuple(traits), round(float(accuracy), 3))


def _table(features: Features, rows: NDArray[np.int64], entities: Sequence[str]) -> Floats:
    """Return [rows, entities and measures]; a measure that nobody has is 0."""
    numbers = {entity: column for column, entity in enumerate(features.catalogue.entities)}
    columns = [numbers[entity] for entity in entities]
    # Rounded, so that the order in which weights were added up does not decide between two splits.
    shares = (features.counts[rows][:, columns].toarray() / features.totals[rows, None]).round(9)
    measures = np.column_stack([features.measures[name][rows] for name in MEASURES]).round(9)
    measures[:, np.isnan(measures).all(axis=0)] = 0
    return np.hstack([shares, measures])
