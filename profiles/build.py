"""Events to profiles, all steps."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from profiles.describe import Names, describe
from profiles.features import Features, build_features
from profiles.records import Preference, Profile, Profiles, Segment
from profiles.segments import Clusters, Config, cluster

PREFERENCES = 8
LEAST_COUNT = 10.0
"""Weighted events that a preference must rest on."""


def build(
    events: pl.DataFrame,
    products: pl.DataFrame,
    has: pl.DataFrame,
    names: Names,
    config: Config | None = None,
) -> Profiles:
    """Return segments and profiles of everybody with a product event; frames as `build_features` takes them.

    Raises:
        EventFrameError: a column is missing, or no event is of a known product.
    """
    features = build_features(events, products, has)
    clusters = cluster(features, config or Config())
    numbers = sorted(set(clusters.labels.tolist()) - {-1})
    segments = tuple(_segment(number, features, clusters, names) for number in numbers)
    return Profiles(segments, _profiles(features, clusters), clusters.silhouettes)


def _segment(number: int, features: Features, clusters: Clusters, names: Names) -> Segment:
    members = clusters.labels == number
    prefers = _preferences(features, members)
    sensitivity = float(features.price_sensitivity[members].mean())
    words = describe(prefers, sensitivity, int(members.sum()), names)
    return Segment(_id(number), *words, int(members.sum()), prefers, sensitivity)


def _preferences(features: Features, members: NDArray[np.bool_]) -> tuple[Preference, ...]:
    """Return what members look at more than everybody: lift = share of members' weight ÷ share of all weight."""
    inside, everybody = features.counts[members].sum(0), features.counts.sum(0)
    lift = (inside / max(inside.sum(), 1e-9)) / np.maximum(everybody / max(everybody.sum(), 1e-9), 1e-9)
    # A high lift on few events is chance: rank by how much weight it stands for.
    order = np.argsort(-(lift - 1) * np.sqrt(inside))
    return tuple(
        Preference(features.entities[place], round(float(lift[place]), 3), round(float(inside[place]), 1))
        for place in order[:PREFERENCES]
        if lift[place] > 1 and inside[place] >= LEAST_COUNT
    )


def _profiles(features: Features, clusters: Clusters) -> tuple[Profile, ...]:
    rows = zip(
        features.users, clusters.labels.tolist(), clusters.scores.tolist(), features.price_sensitivity.tolist(),
        features.events.tolist(), features.purchases.tolist(), strict=True,
    )  # fmt: skip
    return tuple(
        Profile(user, _id(label) if label >= 0 else None, round(score, 4), round(price, 4), events, purchases)
        for user, label, score, price, events, purchases in rows
    )


def _id(number: int) -> str:
    return f"segment/{number + 1}"
