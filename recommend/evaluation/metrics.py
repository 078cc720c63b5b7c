"""What is measured of lists [n users, k items], each best first, against what their users took afterwards.

Relevance is binary. The accuracy of a list is measured as by Xian et al., "Reinforcement Knowledge Graph
Reasoning for Explainable Recommendation", SIGIR 2019 (PGPR): over all unseen items, and over the users that
have at least one relevant item.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from recommend.evaluation.lists import NONE
from recommend.sparse import unit_rows

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix

Doubles: TypeAlias = NDArray[np.float64]


def ranking_metrics(lists: Ints, relevant: Matrix) -> dict[str, Doubles]:
    """Return each accuracy by user [n]; `relevant` [n, items] holds at least one item in every row.

    With k the length of a list, h its hits and m the user's relevant items:

    precision = h / k, recall = h / m, f1 their harmonic mean, hit rate = 1 where h > 0;
    ndcg = Σ_hits 1 / log2(rank + 1), divided by its value when the first min(k, m) are hits;
    map = Σ_hits (hits up to the rank / rank) / min(k, m).

    Time and memory are O(n · k) and linear in what `relevant` holds.
    """
    k = lists.shape[1]
    hits = _hits(lists, relevant)
    found, wanted = hits.sum(1), np.diff(relevant.indptr)
    discounts = 1 / np.log2(np.arange(2, k + 2))
    reachable = np.minimum(k, wanted)
    precision, recall = found / k, found / wanted
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / np.maximum(precision + recall, np.finfo(float).tiny),
        "ndcg": hits @ discounts / np.cumsum(discounts)[reachable - 1],
        "map": (hits * np.cumsum(hits, axis=1) / np.arange(1, k + 1)).sum(1) / reachable,
        "hit rate": (found > 0).astype(float),
    }


def list_metrics(lists: Ints, train: Dataset) -> dict[str, float]:
    """Return what lists are like whatever is relevant; `train` is what the algorithm learned from.

    coverage: share of the items that stand in any list.
    novelty: mean self-information -log2(share of users who took the item) in bits, an item that nobody took
    counting as taken once (Zhou et al., PNAS 107, 2010).
    diversity: 1 - mean cosine of the pairs of a list (Ziegler et al., WWW 2005), mean over lists of two
    or more; see `item_features`.
    exposure gini: Gini coefficient of how often each item stands in lists, 0 equal to 1 one item alone.

    Time and memory are linear in what the lists' features hold, memory at most that of 4096 lists.
    """
    items = len(train.items)
    shown = np.bincount(lists[lists != NONE], minlength=items)
    taken_by = np.maximum(np.bincount(train.columns, minlength=items), 1)
    information = -np.log2(taken_by / len(train.users))
    return {
        "coverage": float((shown > 0).mean()),
        "novelty": float(shown @ information / max(1, shown.sum())),
        "diversity": intra_list_diversity(lists, item_features(train)),
        "exposure gini": gini(shown),
    }


def item_features(data: Dataset) -> Matrix:
    """Return unit rows [items, features]: what is known of items, else who took them."""
    relations = [unit_rows(matrix) for matrix in data.knowledge.relations.values()]
    return unit_rows(csr_array(hstack(relations))) if relations else unit_rows(csr_array(data.taken().T))


def intra_list_diversity(lists: Ints, features: Matrix) -> float:
    """Return 1 - the mean cosine between two items of a list, NaN where no list has two.

    The sum over all pairs comes from one sum of vectors: ‖Σv‖² = Σ‖v‖² + 2 Σ_pairs v·w.
    """
    squares: Doubles = features.multiply(features).sum(axis=1)
    similar = pairs = 0.0
    for start in range(0, len(lists), 4096):
        members = _members(lists[start : start + 4096], features.shape[0])
        sizes = np.diff(members.indptr)
        total = csr_array(members @ features)
        similar_pairs = total.multiply(total).sum(axis=1) - members @ squares
        several = sizes > 1
        similar += float((similar_pairs[several] / (sizes * (sizes - 1.0))[several]).sum())
        pairs += float(several.sum())
    return 1 - similar / pairs if pairs else float("nan")


def gini(counts: Ints) -> float:
    """Return the Gini coefficient of `counts` ≥ 0: half their mean absolute difference over their mean."""
    n, total = len(counts), counts.sum()
    ranks = np.arange(1, n + 1)
    return float(((2 * ranks - n - 1) * np.sort(counts)).sum() / (n * total)) if total else 0.0


def rating_errors(predicted: Floats, given: Floats) -> dict[str, float]:
    """Return root mean squared and mean absolute error, in the data's own unit."""
    errors = predicted.astype(np.float64) - given
    return {"rmse": float(np.sqrt(np.mean(errors**2))), "mae": float(np.mean(np.abs(errors)))}


def _hits(lists: Ints, relevant: Matrix) -> NDArray[np.bool_]:
    """Return where lists hold relevant items [n, k]."""
    items = relevant.shape[1]
    wanted = np.repeat(np.arange(len(lists)), np.diff(relevant.indptr)) * items + relevant.indices
    hits: NDArray[np.bool_] = np.isin(np.arange(len(lists))[:, None] * items + lists, wanted)
    hits &= lists != NONE
    return hits


def _members(lists: Ints, items: int) -> Matrix:
    rows, places = np.nonzero(lists != NONE)
    ones = np.ones(len(rows), np.float32)
    return csr_array((ones, (rows, lists[rows, places])), shape=(len(lists), items))
