"""Sums to profiles, all steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import polars as pl

from profiles.apart import tell_apart
from profiles.catalogue import Catalogue
from profiles.describe import Names, Told, describe
from profiles.everybody import Everybody, meet, placed
from profiles.features import Features, features_of
from profiles.identity import Published, identify
from profiles.lifts import PRODUCTS, band, lifts, strongest
from profiles.records import Lift, Profiles, Segment
from profiles.segments import Config, Groups, learn, publishable
from profiles.spool import Spool
from profiles.sums import latest
from profiles.tally import Tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

Parts: TypeAlias = Collection[pl.DataFrame] | Spool
OWN: Final = {"brand": 3, "category": 2, "feature": 4, "usecase": 2}
"""Of each kind so many preferences stand with a shopper."""


def build(
    parts: Parts,
    catalogue: Catalogue,
    names: Names,
    folder: Path,
    *,
    before: Published | None = None,
    config: Config | None = None,
    now: datetime | None = None,
) -> Profiles:
    """Return segments and profiles of everybody with an event of a known product or query.

    Parts are read four times, one after the other: time grows with events, memory with the largest part and the number
    of targets. What is said of shoppers goes to `folder`.

    Args:
        parts: sums as `sum_events` makes them; each has all of some shoppers, in order, see `by_shopper`.
        catalogue: what targets lead to.
        names: for words about segments.
        folder: an empty place; the result is read from it.
        before: the segments that are published; groups go on under their ids.
        config: how shoppers are grouped.
        now: the moment that weights are seen from; that of the newest event, if not given.

    Raises:
        EventFrameError: no event is of a known product or query.
    """
    config, before = config or Config(), before or Published()
    everybody = meet(parts, catalogue, now or max(map(latest, parts)))
    sample = _sample(parts, catalogue, everybody, config)
    groups = learn(sample, config)
    tally, shoppers, prefers = (
        Tally(groups.count, catalogue, before), Spool(folder / "shoppers"), Spool(folder / "prefers")
    )  # fmt: skip
    for features in _each(parts, catalogue, everybody):
        labels, scores = groups.place(features)
        tally.add(features, labels)
        shoppers.add(_shoppers(features, labels, scores))
        prefers.add(_prefers(features))
    order = publishable(tally.sizes, config.smallest)
    ids, last = identify(tally.shared[order], before)

    def told() -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        named = np.full(groups.count, None, object)
        named[order] = ids
        segments = pl.Series(named.tolist(), dtype=pl.String)
        for rows, own in zip(shoppers, prefers, strict=True):
            yield rows.with_columns(segment=segments.gather(rows["segment"])), own

    segments = _segments(sample, groups, tally, order, ids, names, config)
    return Profiles(segments, everybody.users, told, last, groups.chosen, groups.candidates)


def _each(parts: Parts, catalogue: Catalogue, everybody: Everybody) -> Iterator[Features]:
    found = (features_of(part, catalogue, everybody) for part in parts)
    return (features for features in found if len(features.users))


def _sample(parts: Parts, catalogue: Catalogue, everybody: Everybody, config: Config) -> Features:
    """Return the features of as many shoppers as groups are learned from, drawn at random."""
    drawn = np.random.default_rng(config.seed).permutation(everybody.users)[: config.learned]
    chosen, first, found = np.zeros(everybody.users, bool), 0, []
    chosen[drawn] = True
    for part in parts:
        users = placed(part, catalogue, everybody.now)["user"].unique().sort()
        own = users.filter(pl.Series(chosen[first : first + len(users)]))
        first += len(users)
        found.append(part.filter(pl.col("user").is_in(own.implode())))
    return features_of(pl.concat(found), catalogue, everybody)


def _segments(
    sample: Features, groups: Groups, tally: Tally, order: NDArray[np.int64], ids: Sequence[str], names: Names,
    config: Config,
) -> tuple[Segment, ...]:  # fmt: skip
    catalogue, users = sample.catalogue, tally.sizes.sum()
    products, mean = catalogue.targets[: catalogue.products].to_list(), float(tally.cheap.sum() / users)
    prefer, take, found = tally.prefers.sum(axis=0), tally.takes.sum(axis=0), []
    typical: list[tuple[Lift, ...]] = []
    for group in order:
        size = int(tally.sizes[group])
        share = size / users
        own = lifts(tally.prefers[group], prefer, share, catalogue.entities, config.smallest)
        price, money = float(tally.cheap[group] / size) - mean, band(tally.weights[group], catalogue)
        found.append(Told(size, share, price, strongest(own), money))
        typical.append(tuple(lifts(tally.takes[group], take, share, products, config.smallest)[:PRODUCTS]))
    known = sorted({lift.entity for lift in chain.from_iterable(told.prefers for told in found)})
    numbers = np.full(groups.count, -1)
    numbers[order] = np.arange(len(order))
    apart = tell_apart(sample, numbers[groups.place(sample)[0]], known, len(order), config.seed)
    return tuple(
        Segment(
            id_, words, told.size, told.share, tuple(told.prefers), own, mean + told.price, told.band, way
        )
        for id_, words, told, own, way in zip(ids, describe(found, names), found, typical, apart, strict=True)
    )


def _shoppers(features: Features, labels: NDArray[np.int64], scores: NDArray[np.float64]) -> pl.DataFrame:
    """Return a row for each shopper; `segment` is the number of the group."""
    return pl.DataFrame({
        "user": features.users,
        "segment": labels,
        "score": scores.round(4),
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
