"""What a ranker sees of a user and an item: the recalls' scores and what the two share in the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from scipy.sparse import csr_array, diags_array

from recommend.algorithms.kg_gnn import related
from recommend.evaluation.lists import chunked
from recommend.sparse import by_rarity, unit_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from recommend.algorithms.base import Fitted
    from recommend.dataset import Dataset, Floats, Ints, Matrix

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


@dataclass(frozen=True, slots=True)
class Signals:
    """Signals over the interactions that the recalls learned from.

    `links` are items × items: a user's signal is the sum over what they took. `traits` are items × entities
    with unit rows: the signal is the cosine of the item's and the sum of the user's. `items` [items, names]
    holds what is known of an item whoever asks.
    """

    taken: Matrix
    recalls: Mapping[str, Fitted]
    links: Mapping[str, Matrix]
    traits: Mapping[str, Matrix]
    items: Mapping[str, Floats]
    depth: int = 60
    """Items that each recall proposes."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the features, in order."""
        ranks = (f"{name} rank" for name in self.recalls)
        return (*self.recalls, *ranks, *self.links, *self.traits, *self.items, "interactions")

    def pairs(self, users: Ints) -> Iterator[tuple[Ints, Pairs]]:
        """Yield users in parts with their candidates: the best of each recall that the user has not taken.

        Time is O(users × items × signals), memory that of one part.
        """
        for part in chunked(users, 2 * self.taken.shape[1]):
            yield part, self._pairs(part)

    def _pairs(self, users: Ints) -> Pairs:
        taken = cast("Matrix", csr_array(self.taken[users]))
        own = taken.toarray() > 0
        scores = [np.where(own, -np.inf, recall.score(users)) for recall in self.recalls.values()]
        proposed = _proposed(scores, self.depth) & ~own
        rows, columns = np.nonzero(proposed)
        features = [score[rows, columns] for score in scores]
        features += [_ranks(score, proposed)[rows, columns] for score in scores]
        features += [(taken @ link).toarray()[rows, columns] for link in self.links.values()]
        features += [
            (unit_rows(taken @ trait) @ trait.T).toarray()[rows, columns] for trait in self.traits.values()
        ]
        features += [values[columns] for values in self.items.values()]
        features.append(np.diff(taken.indptr)[rows])
        return Pairs(rows, columns, np.stack(features, axis=1).astype(np.float32))


def signals_of(data: Dataset, recalls: Mapping[str, Fitted]) -> Signals:
    """Return the signals of a data set; `recalls` must have learned from the same interactions."""
    items, taken, knowledge = len(data.items), data.taken(), data.knowledge
    links: dict[str, Matrix] = {"taken together": _alike(taken)}
    for name, matrix in knowledge.neighbours.items():
        own = cast("Matrix", csr_array(matrix[:, :items]))
        links |= {f"{name} to": own, f"{name} from": cast("Matrix", csr_array(own.T))}
    if knowledge.neighbours:
        links["related"] = related(knowledge, items)
    counts: dict[str, Floats] = {"users": taken.sum(axis=0)}
    for name, matrix in knowledge.neighbours.items():
        counts |= {f"{name} known": matrix.sum(axis=1), f"{name} knowing": matrix[:, :items].sum(axis=0)}
    traits = {name: unit_rows(by_rarity(matrix)) for name, matrix in knowledge.relations.items()}
    return Signals(taken, recalls, links, traits, {name: np.log1p(each) for name, each in counts.items()})


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


def _ranks(score: Floats, among: NDArray[np.bool_]) -> Ints:
    """Return each item's rank from 0 by `score` among those of its row that are `among`."""
    order = np.argsort(np.where(among, -score, np.inf), axis=1, kind="stable")
    ranks: Ints = np.empty(score.shape, np.int64)
    np.put_along_axis(ranks, order, np.arange(score.shape[1])[None, :], axis=1)
    return ranks
