"""LambdaMART: a ranker that learns to put first what was held out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from recommend.dataset import Floats
from recommend.evaluation.lists import NONE
from recommend.evaluation.metrics import ranking_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lightgbm import Booster

    from recommend.algorithms.signals import Pairs, Shoppers, Signals
    from recommend.dataset import Ints, Matrix

Doubles: TypeAlias = NDArray[np.float64]
TOP: Final = 10
"""Length of the lists that are measured."""
MOST_USERS: Final = 30_000
"""Users that the ranker learns from, which bounds its time and memory."""
VALIDATION: Final = 0.15
"""Share of those users by whom the number of trees is chosen."""
FEWEST: Final = 20
"""Users with something to find, below which nothing is learned."""
TREES: Final = 2000
PATIENCE: Final = 60
"""Trees without a better validation figure before the ranker is done."""
LEAF: Final = 500
"""Rows in a leaf, at least; less where there are not a thousand times as many."""
FEW_ROWS: Final = 2000
SETTINGS: Final[Mapping[str, Any]] = {
    "objective": "lambdarank",
    "metric": "ndcg",
    "eval_at": [TOP],
    "lambdarank_truncation_level": 20,
    "learning_rate": 0.02,
    "num_leaves": 8,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees, and the slope and offset that make their sum a probability."""

    booster: Booster
    slope: float
    offset: float

    def score(self, features: Floats) -> Doubles:
        """Return how probable it is that each pair [n, features] is wanted; only rising in the trees' sum."""
        # Threads cost more than they bring where there are few rows, as for one shopper.
        threads = 1 if len(features) < FEW_ROWS else 0
        return self.probable(np.asarray(self.booster.predict(features, num_threads=threads)))

    def probable(self, raw: Doubles) -> Doubles:
        """Return the probabilities of sums of the trees."""
        probabilities: Doubles = expit(self.slope * raw + self.offset)
        return probabilities


class Group(NamedTuple):
    """The candidates of one user: features [n, features], labels [n], and their places among all items [n]."""

    user: int
    features: Floats
    labels: Floats
    items: Ints


class Calibrated(NamedTuple):
    """A ranker, and on users held out its NDCG@10 and how far its probabilities are off, by `calibration_error`."""

    ranker: Ranker
    ndcg: float
    error: float


def fit_ranker(signals: Signals, shoppers: Shoppers, wanted: Matrix, seed: int) -> Calibrated | None:
    """Return a ranker that puts `wanted` [users, items] first, or None where too few of it is proposed.

    The number of trees, and the probabilities (Platt, "Probabilistic outputs for support vector machines", 1999),
    are fitted to users of their own. Memory is 4 bytes × users × candidates × features: 200 MB for `MOST_USERS`.
    """
    rng = np.random.default_rng(seed)
    users = rng.permutation(np.flatnonzero(np.diff(wanted.indptr)))[:MOST_USERS]
    groups = [
        group
        for part, pairs in signals.parts(shoppers.chosen(users))
        for group in _groups(pairs, users[part], wanted)
    ]
    held = max(1, int(VALIDATION * len(groups)))
    told = [[group for group in part if group.labels.any()] for part in (groups[held:], groups[:held])]
    if sum(map(len, told)) < FEWEST or not all(told):
        return None
    booster = _boosted(told[0], told[1], seed)
    judges = groups[:held]
    labels = np.concatenate([group.labels for group in judges])
    raw = np.asarray(booster.predict(np.concatenate([group.features for group in judges])))
    ranker = Ranker(booster, *_platt(raw, labels))
    error = calibration_error(ranker.probable(raw), labels)
    return Calibrated(ranker, _ndcg(raw, judges, wanted), error)


def calibration_error(probabilities: Doubles, labels: Floats, bins: int = 15) -> float:
    """Return the mean distance of probability and share of labels, over bins of equally many pairs."""
    order = np.array_split(np.argsort(probabilities, kind="stable"), min(bins, len(labels)))
    gaps = [len(part) * abs(probabilities[part].mean() - labels[part].mean()) for part in order]
    return float(sum(gaps) / len(labels))


def _ndcg(raw: Doubles, groups: list[Group], wanted: Matrix) -> float:
    """Return the mean NDCG@10 of groups, scored one after the other; what is wanted and no candidate is not found."""
    lists, ends = np.full((len(groups), TOP), NONE), np.cumsum([len(group.items) for group in groups])[:-1]
    for own, group, scores in zip(lists, groups, np.split(raw, ends), strict=True):
        best = group.items[np.argsort(-scores, kind="stable")[:TOP]]
        own[: len(best)] = best
    relevant = wanted[[group.user for group in groups]]
    return float(ranking_metrics(lists, relevant)["ndcg"].mean())


def _boosted(train: list[Group], validation: list[Group], seed: int) -> Booster:
    import lightgbm  # a second to import, and other algorithms do without

    learned, checked = (
        lightgbm.Dataset(
            np.concatenate([group.features for group in part]),
            np.concatenate([group.labels for group in part]),
            group=[len(group.labels) for group in part],
            free_raw_data=True,
        )
        for part in (train, validation)
    )
    checked.reference = learned
    rows = sum(len(group.labels) for group in (*train, *validation))
    return lightgbm.train(
        {**SETTINGS, "seed": seed, "min_data_in_leaf": min(LEAF, max(5, rows // 1000))},
        learned,
        TREES,
        valid_sets=[checked],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )


def _platt(raw: Doubles, labels: Floats) -> tuple[float, float]:
    """Return slope > 0 and offset of the likeliest logistic curve."""

    def loss(curve: Doubles) -> tuple[float, Doubles]:
        z = np.exp(curve[0]) * raw + curve[1]
        gap = expit(z) - labels
        value = np.mean(np.logaddexp(0, z) - labels * z)
        return float(value), np.array([np.mean(gap * raw) * np.exp(curve[0]), np.mean(gap)])

    slope, offset = minimize(loss, np.array([0.0, 0.0]), jac=True, method="BFGS").x
    return float(np.exp(slope)), float(offset)


def _groups(pairs: Pairs, users: Ints, wanted: Matrix) -> Iterator[Group]:
    """Yield the group of each of `users` who has candidates."""
    labels = np.asarray(wanted[users[pairs.rows], pairs.columns] > 0, np.float32).ravel()
    ends = np.cumsum(pairs.sizes(len(users)))[:-1]
    parts = (np.split(each, ends) for each in (pairs.features, labels, pairs.columns))
    for user, *own in zip(users.tolist(), *parts, strict=True):
        if len(own[0]):
            yield Group(user, *own)
