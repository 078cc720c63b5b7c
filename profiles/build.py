"""Sums to profiles, all steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Final

import numpy as np
import polars as pl

from profiles.apart import tell_apart
from profiles.catalogue import Catalogue
from profiles.describe import Names, Told, describe
from profiles.features import Features, build_features
from profiles.identity import Published, identify
from profiles.lifts import PRODUCTS, band, lifts, preferring, strongest, taking
from profiles.records import Lift, Profiles, Segment
from profiles.segments import Clusters, Config, cluster

OWN: Final = {"brand": 3, "category": 2, "feature": 4, "usecase": 2}
"""Of each kind so many preferences stand with a shopper."""


def build(
    sums: pl.DataFrame,
    catalogue: Catalogue,
    names: Names,
    *,
    before: Published | None = None,
    config: Config | None = None,
    now: datetime | None = None,
) -> Profiles:
    """Return segments and profiles of everybody with an event of a known product or query.

    Args:
        sums: as `sum_events` makes them and `add` joins them.
        catalogue: what targets lead to.
        names: for words about segments.
        before: the segments that are published; groups go on under their ids.
        config: how shoppers are grouped.
        now: the moment that weights are seen from; that of the newest event, if not given.

    Raises:
        EventFrameError: no event is of a known product or query.
    """
    config, before = config or Config(), before or Published()
    features = build_features(sums, catalogue, now)
    clusters = cluster(features, config)
    ids, last = identify(features.users, clusters.labels, before)
    return Profiles(
        segments=_segments(features, clusters, ids, names, config),
        shoppers=_shoppers(features, clusters, ids),
        prefers=_prefers(features),
        last=last,
        chosen=clusters.chosen,
        candidates=clusters.candidates,
    )


def _segments(
    features: Features, clusters: Clusters, ids: Sequence[str], names: Names, config: Config
) -> tuple[Segment, ...]:
    prefers, takes = preferring(features), taking(features)
    products = features.catalogue.targets[: features.catalogue.products].to_list()
    sensitivity = features.measures["price_sensitivity"]
    mean, found = float(sensitivity.mean()), []
    typical: list[tuple[Lift, ...]] = []
    for group in range(len(ids)):
        members = clusters.labels == group
        own = strongest(lifts(prefers, members, features.catalogue.entities, config.smallest))
        price = float(sensitivity[members].mean()) - mean
        found.append(Told(int(members.sum()), float(members.mean()), price, own, band(features, members)))
        typical.append(tuple(lifts(takes, members, products, config.smallest)[:PRODUCTS]))
    known = sorted({lift.entity for lift in chain.from_iterable(told.prefers for told in found)})
    apart = tell_apart(features, clusters.labels, known, config.seed)
    return tuple(
        Segment(
            id_, words, told.size, told.share, tuple(told.prefers), own, mean + told.price, told.band, way
        )
        for id_, words, told, own, way in zip(ids, describe(found, names), found, typical, apart, strict=True)
    )


def _shoppers(features: Features, clusters: Clusters, ids: Sequence[str]) -> pl.DataFrame:
    named = pl.Series([*ids, None], dtype=pl.String)
    return pl.DataFrame({
        "user": features.users,
        "segment": named.gather(np.where(clusters.labels < 0, len(ids), clusters.labels)),
        "score": clusters.scores.round(4),
        "events": features.events,
        "purchases": features.purchases,
        "currency": features.currencies,
        **{name: pl.Series(column.round(4), nan_to_null=True) for name, column in features.measures.items()},
    })  # fmt: skip


def _prefers(features: Features) -> pl.DataFrame:
    """Return what each shopper does most beyond what is expected: user, entity, lift, weight."""
    counts, kinds = features.counts, np.full(features.counts.shape[1], len(OWN), np.int8)
    for number, kind in enumerate(OWN):
        kinds[features.catalogue.kind(kind)] = number
    most = np.array([*OWN.values(), 0])
    beyond = counts.data - features.expected.data
    # A thousandth of a view is rounding, or a deed of years ago.
    kept = np.flatnonzero((beyond > 1e-3) & (most[kinds[counts.indices]] > 0))
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))[kept]
    columns = counts.indices[kept]
    frame = pl.DataFrame({
        "row": rows, "column": columns, "kind": kinds[columns], "beyond": beyond[kept],
        "lift": features.lifts().data[kept].round(3), "weight": counts.data[kept].round(3),
    })  # fmt: skip
    rank = pl.col("beyond").rank("ordinal", descending=True).over("row", "kind")
    allowed = pl.col("kind").replace_strict(list(range(len(most))), most.tolist())
    best = frame.filter(rank <= allowed).sort("row", "beyond", descending=[False, True])
    entities = pl.Series(features.catalogue.entities, dtype=pl.String)
    return pl.DataFrame({
        "user": features.users.gather(best["row"]),
        "entity": entities.gather(best["column"]),
        "lift": best["lift"],
        "weight": best["weight"],
    })  # fmt: skip
