"""What a ranker sees of a user and an item: the recalls' scores and what the two share in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from scipy.sparse import csr_array, diags_array

from recommend.algorithms.related import related
from recommend.evaluation.lists import chunked
from recommend.sparse import by_rarity, product, unit_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from recommend.algorithms.base import Scorer
    from recommend.algorithms.preferences import Preferences
    from recommend.dataset import Dataset, Floats, Ints, Matrix

TAKEN_TOGETHER: Final = "taken together"
SHRINKAGE: Final = 5.0
"""Buyers added to an item's when items are compared by theirs, so that two with one buyer each are not alike."""


class Pairs(NamedTuple):
    """Pairs of a user (position in the users asked for) and an item, by user, with features [pairs, names]."""

    rows: Ints
    columns: Ints
    features: Floats

    def sizes(self, users: int) -> Ints:
        """Return how many pairs each user has."""
        return np.bincount(self.rows, minlength=users)


class Shoppers(NamedTuple):
    """What each did [n, items], by weight, and what of it they own, which is not recommended [n, items]."""

    taken: Matrix
    owned: Matrix

    def chosen(self, rows: Ints) -> Shoppers:
        """Return those at these positions."""
        return Shoppers(
            cast("Matrix", csr_array(self.taken[rows])), cast("Matrix", csr_array(self.owned[rows]))
        )


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of items, and what it says of anybody by what they did; no user is in it.

    `links` are items × items: a user's signal is the sum over what they did. `traits` are items × entities
    with unit rows: the signal is the cosine of the item's and the sum of the user's. `items` [items, names]
    holds what is known of an item whoever asks. `prices` are logarithms in one currency, NaN where unknown:
    the signal is how far the item's is above the user's mean. `preferences` are those of profiles.
    """

    recalls: Mapping[str, Scorer]
    links: Mapping[str, Matrix]
    traits: Mapping[str, Matrix]
    items: Mapping[str, Floats]
    prices: Floats | None = None
    preferences: Preferences | None = None
    depth: int = 60
    """Items that each recall proposes."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the features, in order."""
        ranks = (f"{name} rank" for name in self.recalls)
        prices = () if self.prices is None else ("price",)
        preferences = self.preferences.names if self.preferences else ()
        return (
            *self.recalls, *ranks, *self.links, *self.traits, *self.items, *prices, *preferences, "interactions"
        )  # fmt: skip

    def parts(self, shoppers: Shoppers) -> Iterator[tuple[Ints, Pairs]]:
        """Yield positions of shoppers in parts, with their candidates: the best of each recall that they do not own.

        Time is O(shoppers × items × signals), memory that of one part.
        """
        users, items = shoppers.taken.shape
        for part in chunked(np.arange(users), 2 * items):
            yield part, self.pairs(shoppers.chosen(part))

    def pairs(self, shoppers: Shoppers, also: Ints | None = None) -> Pairs:
        """Return the candidates of a few shoppers, the columns `also` among them; none that they own."""
        taken, own = shoppers.taken, shoppers.owned.toarray() > 0
        scores = [np.where(own, -np.inf, recall.score(taken)) for recall in self.recalls.values()]
        proposed = _proposed(scores, self.depth)
        if also is not None:
            proposed[:, also] = True
        rows, columns = np.nonzero(proposed & ~own)
        features = [score[rows, columns] for score in scores]
        features += [_ranks(rows, score[rows, columns]) for score in scores]
        features += [product(taken, link)[rows, columns] for link in self.links.values()]
        features += [_cosines(taken, trait)[rows, columns] for trait in self.traits.values()]
        features += [values[columns] for values in self.items.values()]
        if self.prices is not None:
            features.append(self.prices[columns] - _means(taken, self.prices)[rows])
        if self.preferences:
            features += self.preferences.of_pairs(taken, rows, columns)
        features.append(np.diff(taken.indptr)[rows])
        return Pairs(rows, columns, np.stack(features, axis=1).astype(np.float32))


def signals_of(data: Dataset, recalls: Mapping[str, Scorer]) -> Signals:
    """Return the signals of a data set; `recalls` must have learned from the same interactions."""
    items, taken, knowledge = len(data.items), data.sought().taken(), data.knowledge
    links: dict[str, Matrix] = {TAKEN_TOGETHER: _alike(taken)}
    for name, matrix in knowledge.neighbours.items():
        own = cast("Matrix", csr_array(matrix[:, :items]))
        links |= {f"{name} to": own, f"{name} from": cast("Matrix", csr_array(own.T))}
    if knowledge.neighbours:
        links["related"] = related(knowledge, items)
    counts: dict[str, Floats] = {"users": taken.sum(axis=0)}
    for name, matrix in knowledge.neighbours.items():
        counts |= {f"{name} known": matrix.sum(axis=1), f"{name} knowing": matrix[:, :items].sum(axis=0)}
    traits = {name: unit_rows(by_rarity(matrix)) for name, matrix in knowledge.relations.items()}
    popular = {name: np.log1p(each) for name, each in counts.items()}
    return Signals(recalls, links, traits, popular, knowledge.prices)


def _cosines(taken: Matrix, trait: Matrix) -> Floats:
    """Return the cosine [users, items] of an item's entities and the sum of those of what a user did."""
    sums = product(taken, trait)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return cast("Floats", (trait @ (sums / np.where(lengths > 0, lengths, 1)).T).T)


def _means(taken: Matrix, values: Floats) -> Floats:
    """Return each user's weighed mean of the values that are known, NaN where none is."""
    known = np.isfinite(values)
    weights = taken @ known.astype(np.float32)
    sums = taken @ np.where(known, values, 0)
    means: Floats = np.where(weights > 0, sums / np.where(weights > 0, weights, 1), np.nan)
    return means


def _alike(taken: Matrix) -> Matrix:
    """Return the cosine of items' users [items, items] with `SHRINKAGE`, none with itself."""
    counts: Floats = taken.sum(axis=0)
    scale = diags_array((1 / np.sqrt(counts + SHRINKAGE)).astype(np.float32))
    cosines = cast("Matrix", csr_array(scale @ (taken.T @ taken) @ scale))
    cosines.setdiag(0)
    cosines.eliminate_zeros()
    return cosines


def _proposed(scores: list[Floats], depth: int) -> NDArray[np.bool_]:
    """Return which items are among the best `depth` of any recall [users, items]."""
    proposed: NDArray[np.bool_] = np.zeros(scores[0].shape, bool)
    width = min(depth, scores[0].shape[1])
    for score in scores:
        np.put_along_axis(proposed, np.argpartition(-score, width - 1, axis=1)[:, :width], True, axis=1)
    return proposed


def _ranks(rows: Ints, scores: Floats) -> Ints:
    """Return each pair's rank from 0 by its score among those of its row; `rows` rise."""
    order = np.lexsort((-scores, rows))
    ranks: Ints = np.empty(len(rows), np.int64)
    ranks[order] = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return ranks
