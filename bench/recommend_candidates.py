"""What is compared, and the few settings of each among which it may choose on an inner split."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bench.recommend_peers import Implicit, LensKit
from recommend.algorithms.registry import create
from recommend.evaluation.lists import best, chunked
from recommend.evaluation.metrics import ranking_metrics
from recommend.evaluation.splits import Parts, RandomShare

if TYPE_CHECKING:
    from recommend.algorithms.base import Algorithm, Fitted
    from recommend.dataset import Dataset, Ints

Options = Mapping[str, Any]
TUNED_BY: Final = 2000
"""Users by whom settings are chosen."""
FURTHER: Final = 2
"""Values that are tried beyond an end of the grid."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An algorithm with the values of each of its options; all their combinations are tried.

    Where the best value is the first or the last one, the next in their progression is tried too, so that no peer
    is held back by a grid that ends too early. `closed` options go no further.
    """

    make: Callable[[Options], Algorithm]
    grid: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    closed: Sequence[str] = ()

    def settings(self) -> Iterator[Options]:
        """Yield the combinations."""
        return (dict(zip(self.grid, values, strict=True)) for values in product(*self.grid.values()))

    def tuned(self, train: Dataset, seed: int) -> tuple[Options, float]:
        """Return the settings of the best NDCG@10 on a share of `train` held out, and the seconds it took.

        Each setting learns from all that is left, and is measured by `TUNED_BY` users.
        """
        started = time.perf_counter()
        settings = list(self.settings())
        if len(settings) == 1:
            return settings[0], 0.0
        (parts,) = RandomShare().parts(train, seed)
        users = sample(parts.users(), TUNED_BY, seed)

        def reached(options: Options) -> float:
            return measure(self.make(options).fit(parts.train, seed), parts, users)["ndcg"]

        figures = [reached(one) for one in settings]
        best = int(np.argmax(figures))
        chosen = self._further(settings[best], figures[best], reached)
        return chosen, time.perf_counter() - started

    def _further(self, best: Options, figure: float, reached: Callable[[Options], float]) -> Options:
        """Return the best settings after going beyond the ends of the grid, `FURTHER` times an option at most."""
        for name, values in self.grid.items():
            beyond = [] if name in self.closed else beyond_end(values, best[name])
            for value in beyond:
                options = {**best, name: value}
                if (found := reached(options)) <= figure:
                    break
                best, figure = options, found
        return best


def beyond_end(values: Sequence[Any], chosen: object) -> list[Any]:
    """Return the next `FURTHER` of a geometric progression, if `chosen` is one of its ends; none beyond 0."""
    numbers = [value for value in values if isinstance(value, int | float) and value > 0]
    if len(numbers) < 2 or chosen not in (numbers[0], numbers[-1]) or chosen not in (values[0], values[-1]):
        return []
    end, before = (numbers[0], numbers[1]) if chosen == numbers[0] else (numbers[-1], numbers[-2])
    found = [end * (end / before) ** step for step in range(1, FURTHER + 1)]
    if isinstance(end, int):
        return [value for value in map(round, found) if value > 0]
    return [float(f"{value:.6g}") for value in found]


def measure(fitted: Fitted, parts: Parts, users: Ints, k: int = 10) -> dict[str, float]:
    """Return the mean accuracies of the lists of `users`."""
    taken = parts.train.taken()
    lists = [best(fitted.score(part), taken, part, k) for part in chunked(users, taken.shape[1])]
    figures = ranking_metrics(np.concatenate(lists), parts.test.taken()[users])
    return {name: float(values.mean()) for name, values in figures.items()}


def sample(users: Ints, most: int | None, seed: int) -> Ints:
    """Return `most` of the users, drawn at random and in order, or all."""
    return users if most is None else np.sort(np.random.default_rng(seed).permutation(users)[:most])


def _ours(name: str, **grid: Sequence[Any]) -> Candidate:
    return Candidate(lambda options: create(name, **options), grid)


def _peer(
    kind: Callable[[str, Options], Algorithm], model: str, closed: Sequence[str] = (), **grid: Sequence[Any]
) -> Candidate:
    return Candidate(partial(kind, model), grid, closed)


FACTORS: Final = (64, 128)
REGULARISATION: Final = (0.01, 0.1, 1.0)
CANDIDATES: Final[Mapping[str, Candidate]] = {
    "popularity": _ours("popularity"),
    "item-cf": _ours("item-cf", similarity=("cosine",), k=(50, 200), shrinkage=(0, 10, 100)),
    "mf-softmax": _ours("mf-softmax"),
    "ease": _ours("ease"),
    "ease-sparse": _ours("ease-sparse"),
    "tfidf": _ours("tfidf"),
    "word2vec": _ours("word2vec"),
    "doc2vec": _ours("doc2vec"),
    "paths": _ours("paths"),
    "kg-gnn": _ours("kg-gnn"),
    "lambdamart": _ours("lambdamart"),
    "implicit-cosine": _peer(Implicit, "implicit.nearest_neighbours:CosineRecommender", K=(50, 400, 3000)),
    "implicit-bm25": _peer(
        Implicit,
        "implicit.nearest_neighbours:BM25Recommender",
        closed=("B",),
        K=(50, 400, 3000),
        B=(0.2, 0.6),
        K1=(0.1, 1.2),
    ),
    "implicit-als": _peer(
        Implicit,
        "implicit.als:AlternatingLeastSquares",
        factors=FACTORS,
        regularization=REGULARISATION,
        alpha=(1, 10),
    ),
    "implicit-bpr": _peer(
        Implicit,
        "implicit.bpr:BayesianPersonalizedRanking",
        factors=FACTORS,
        regularization=(0.003, 0.03),
        iterations=(100, 300),
    ),
    "lenskit-itemknn": _peer(
        LensKit, "lenskit.knn:ItemKNNScorer", feedback=("implicit",), max_nbrs=(20, 100)
    ),
    "lenskit-als": _peer(
        LensKit,
        "lenskit.als:ImplicitMFScorer",
        embedding_size=FACTORS,
        regularization=REGULARISATION,
        weight=(10, 40),
    ),
}
"""Ours and the peers' by the name that `--algorithms` takes; ours without options validate within themselves."""
