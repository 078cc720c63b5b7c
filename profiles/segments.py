"""Features into segments: k-means on the directions that matter, k by silhouette."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score

from profiles.features import Features


@dataclass(frozen=True, slots=True)
class Config:
    """How shoppers are grouped."""

    least: int = 3
    """Smallest number of clusters tried."""
    most: int = 8
    """Largest number of clusters tried."""
    smallest: int = 10
    """Groups of fewer shoppers are never published."""
    components: int = 12
    """Principal components kept: enough for tastes, too few for single products."""
    sample: int = 5000
    """Shoppers on whom k is chosen."""
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Clusters:
    """`labels` is [users], −1 where the group is too small; `scores` is closeness to the own centre, 0 to 1."""

    labels: NDArray[np.int64]
    scores: NDArray[np.float64]
    silhouettes: Mapping[int, float]


def cluster(features: Features, config: Config) -> Clusters:
    """Group shoppers; the same input and seed repeat. Time grows with users × components × k.

    Few shoppers (less than two publishable groups) are one group.
    """
    points = _points(features, config)
    if len(points) < 2 * config.smallest:
        published = 0 if len(points) >= config.smallest else -1
        return Clusters(np.full(len(points), published, np.int64), np.ones(len(points)), {})
    silhouettes = _silhouettes(points, config)
    best = max(silhouettes, key=lambda k: (silhouettes[k], -k)) if silhouettes else 2
    model = _kmeans(best, config).fit(points)
    distance = np.linalg.norm(points - model.cluster_centers_[model.labels_], axis=1)
    sizes = np.bincount(model.labels_, minlength=best)
    labels = np.where(sizes[model.labels_] >= config.smallest, model.labels_, -1)
    return Clusters(labels.astype(np.int64), 1 / (1 + distance), silhouettes)


def _points(features: Features, config: Config) -> NDArray[np.float64]:
    columns = np.column_stack([features.shares, _standard(features.price_sensitivity) * 2])
    columns = columns[:, columns.std(0) > 0]
    components = min(config.components, *columns.shape)
    reduced = PCA(components, random_state=config.seed).fit_transform(np.clip(columns, -3, 3))
    # By direction: a shopper with many events is no other kind than one with few.
    points: NDArray[np.float64] = reduced / np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-9)
    return points


def _silhouettes(points: NDArray[np.float64], config: Config) -> dict[int, float]:
    rng = np.random.default_rng(config.seed)
    sample = points[rng.permutation(len(points))[: config.sample]]
    most = min(config.most, len(sample) // config.smallest)
    return {
        k: float(silhouette_score(sample, _kmeans(k, config).fit_predict(sample)))
        for k in range(min(config.least, most), most + 1)
        if k > 1
    }


def _kmeans(k: int, config: Config) -> KMeans:
    return KMeans(k, n_init=5, random_state=config.seed)


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    standard: NDArray[np.float64] = (values - values.mean()) / max(values.std(), 1e-9)
    return standard
