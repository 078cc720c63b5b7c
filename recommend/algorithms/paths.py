"""Paths in the graph from a user over what they took to other items, walked at random.

user → item → entity → item for every relation, item → neighbour and item → related product → item for every kind of
neighbour, and item ← user → item. A walk takes each edge of a node with the same probability (P3, Cooper et al.,
"Random Walks in Recommender Systems", WWW 2014); where it ends is divided by the number of edges that lead there to
the power β, so that hubs do not win everywhere (RP3β, Paudel et al., "Updatable, Accurate, Diverse, and Scalable
Recommendations", TiiS 7, 2017, whose path is our co-purchase).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

import numpy as np
from scipy.sparse import csr_array, eye_array

from recommend.algorithms.base import OfTaken
from recommend.algorithms.validation import by_user_and_item
from recommend.errors import DatasetError
from recommend.evaluation.lists import best, chunked
from recommend.evaluation.metrics import ranking_metrics
from recommend.evaluation.splits import Parts, RandomShare

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix

HELD: Final = 0.25
"""Share of each user's interactions by which the paths are weighed."""
MOST_USERS: Final = 2000
"""Users by whom they are weighed, which bounds the time."""


@dataclass(frozen=True, slots=True)
class Path:
    """Edges `out` [items, nodes] and `back` [nodes, items], as probabilities; `via` names the nodes between."""

    via: str
    out: Matrix
    back: Matrix

    def score(self, taken: Matrix) -> Floats:
        """Return log(1 + lift) [users, items], where lift is how often walks end there over ending anywhere alike.

        On a log scale what two paths agree on is above what one of them alone finds.
        """
        ends: Floats = (taken @ self.out @ self.back).toarray()
        total = ends.sum(axis=1, keepdims=True)
        lift = ends * (ends.shape[1] / np.where(total > 0, total, 1))
        logs: Floats = np.log1p(lift, dtype=np.float32)
        return logs


@dataclass(frozen=True, slots=True)
class Walks:
    """Paths with their weights."""

    paths: tuple[Path, ...]
    weights: tuple[float, ...]

    def score(self, taken: Matrix) -> Floats:
        """Return the weighted sum over the paths; time is that of the walks, and O(users · items · paths)."""
        scores: Floats = np.zeros(taken.shape, np.float32)
        for path, weight in zip(self.paths, self.weights, strict=True):
            scores += np.float32(weight) * path.score(taken)
        return scores

    def shares(self, taken: Matrix, items: Ints) -> Floats:
        """Return the probabilities that walks from each end at the items, summed over the paths by weight."""
        shares: Floats = np.zeros((taken.nnz, len(items)), np.float32)
        for path, weight in zip(self.paths, self.weights, strict=True):
            ends = (path.out[taken.indices] @ path.back[:, items]).toarray()
            shares += np.float32(weight) * taken.data[:, None] * ends
        return shares

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:
        """Return the path that adds most, from the user's own item from which most walks end at the item."""
        weighed = zip(self.paths, self.weights, strict=True)
        adds = [weight * path.score(taken)[0, item] for path, weight in weighed]
        if not any(adds):
            return "no path leads from what is known of you to it"
        path = self.paths[int(np.argmax(adds))]
        ends = (path.out[taken.indices] @ path.back[:, [item]]).toarray().ravel()
        start = names[taken.indices[int(np.argmax(ends))]]
        return f"because you took {start}: {start} → {path.via} → {names[item]}"


@dataclass(frozen=True, slots=True)
class KnowledgePaths:
    """Each path has the best of `betas`, and weighs as much as its NDCG@10 alone, on interactions held out."""

    betas: tuple[float, ...] = (0.0, 0.3)
    name: ClassVar[str] = "paths"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[Walks]:
        """Weigh the paths; time is that of `MOST_USERS` users' walks for each of `betas`, memory O(edges).

        Raises:
            DatasetError: there are no interactions.
        """
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        data = by_user_and_item(data)
        reached = self._reached(data, seed)
        found: dict[str, tuple[float, Path]] = {}
        for beta in self.betas:
            for path in paths_of(data, beta):
                weight = reached.get((path.via, beta), 0.0)
                if path.via not in found or weight > found[path.via][0]:
                    found[path.via] = weight, path
        weights, paths = zip(*found.values(), strict=True)
        walks = Walks(paths, weights if any(weights) else (1.0,) * len(paths))
        return OfTaken(data.items, data.taken(), walks)

    def _reached(self, data: Dataset, seed: int) -> dict[tuple[str, float], float]:
        """Return the NDCG@10 of each path and β alone; nothing where nothing can be held out."""
        try:
            (parts,) = RandomShare(HELD).parts(data, seed)
        except DatasetError:
            return {}
        users = np.random.default_rng(seed).permutation(parts.users())[:MOST_USERS]
        return {
            (path.via, beta): _ndcg(path, parts, users)
            for beta in self.betas
            for path in paths_of(parts.train, beta)
        }


def paths_of(data: Dataset, beta: float) -> list[Path]:
    """Return the paths of the data that have an edge, that over the users first."""
    items, knowledge = len(data.items), data.knowledge
    found = [_over("others who took it", cast("Matrix", csr_array(data.taken().T)), beta)]
    found += [_over(f"its {name}", matrix, beta) for name, matrix in knowledge.relations.items()]
    stay = cast("Matrix", csr_array(eye_array(items, dtype=np.float32)))
    for name, matrix in knowledge.neighbours.items():
        spoken, own = name.replace("_", " "), cast("Matrix", csr_array(matrix[:, :items]))
        both = cast("Matrix", csr_array(own.maximum(own.T)))
        found.append(Path(spoken, _walk(both, beta), stay))
        beyond = cast("Matrix", csr_array(matrix[:, items:]))
        found.append(_over(f"{spoken} beyond the data", beyond, beta))
    return [path for path in found if path.out.nnz]


def _over(via: str, edges: Matrix, beta: float) -> Path:
    return Path(via, _walk(edges, 0), _walk(cast("Matrix", csr_array(edges.T)), beta))


def _walk(edges: Matrix, beta: float) -> Matrix:
    """Return w / Σ_row w, over (edges into the column)^β."""
    leaving: Floats = edges.sum(axis=1)
    entering = np.bincount(edges.indices, minlength=edges.shape[1])
    starts = np.repeat(np.arange(edges.shape[0]), np.diff(edges.indptr))
    shares = edges.data / leaving[starts] / entering[edges.indices] ** beta
    return csr_array((shares.astype(np.float32), edges.indices, edges.indptr), shape=edges.shape)


def _ndcg(path: Path, parts: Parts, users: Ints) -> float:
    taken, wanted = parts.train.taken(), parts.test.taken()
    lists = [best(path.score(taken[part]), taken, part, 10) for part in chunked(users, taken.shape[1])]
    return float(ranking_metrics(np.concatenate(lists), wanted[users])["ndcg"].mean())
