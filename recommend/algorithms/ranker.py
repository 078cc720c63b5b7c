"""LambdaMART: a ranker that learns to put first what was held out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lightgbm import Booster

    from recommend.algorithms.signals import Pairs, Signals
    from recommend.dataset import Floats, Ints, Matrix

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
SETTINGS: Final[Mapping[str, Any]] = {
    "objective": "lambdarank",
    "metric": "ndcg",
    "eval_at": [10],
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


def fit_ranker(signals: Signals, wanted: Matrix, seed: int) -> Booster | None:
    """Return a ranker that puts `wanted` [users, items] first, or None where too few of it is proposed.

    Memory is 4 bytes × users × candidates × features: 200 MB for `MOST_USERS`.
    """
    rng = np.random.default_rng(seed)
    users = rng.permutation(np.flatnonzero(np.diff(wanted.indptr)))[:MOST_USERS]
    groups = [group for part, pairs in signals.pairs(users) for group in _groups(part, pairs, wanted)]
    held = max(1, int(VALIDATION * len(groups)))
    if len(groups) < FEWEST:
        return None
    import lightgbm  # a second to import, and other algorithms do without

    train, validation = (
        lightgbm.Dataset(
            np.concatenate([features for features, _ in part]),
            np.concatenate([labels for _, labels in part]),
            group=[len(labels) for _, labels in part],
            free_raw_data=True,
        )
        for part in (groups[held:], groups[:held])
    )
    validation.reference = train
    rows = sum(len(labels) for _, labels in groups)
    return lightgbm.train(
        {**SETTINGS, "seed": seed, "min_data_in_leaf": min(LEAF, max(5, rows // 1000))},
        train,
        TREES,
        valid_sets=[validation],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )


def _groups(users: Ints, pairs: Pairs, wanted: Matrix) -> Iterator[tuple[Floats, Floats]]:
    """Yield features and labels of each user of whose wanted items any is proposed."""
    labels = np.asarray(wanted[users][pairs.rows, pairs.columns], np.float32).ravel()
    ends = np.cumsum(pairs.sizes(len(users)))[:-1]
    for features, own in zip(np.split(pairs.features, ends), np.split(labels, ends), strict=True):
        if own.any():
            yield features, own
