"""Algorithms side by side: on the same held-out interactions, for the same users."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np

from recommend.errors import DatasetError, RecommendError
from recommend.evaluation.bootstrap import Difference, paired_bootstrap
from recommend.evaluation.lists import best, chunked
from recommend.evaluation.metrics import Doubles, list_metrics, ranking_metrics, rating_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recommend.algorithms.base import Algorithm, Fitted
    from recommend.dataset import Dataset, Floats, Ints
    from recommend.evaluation.splits import Parts, Split

SECONDS: Final = "training seconds"


@dataclass(slots=True)
class Measured:
    """One algorithm's figures: `runs` by measure, one a run; `by_user` by accuracy, one a user and run."""

    runs: dict[str, list[float]] = field(default_factory=dict)
    users: list[Ints] = field(default_factory=list)
    by_user: dict[str, list[Doubles]] = field(default_factory=dict)

    def mean(self, measure: str) -> float:
        """Return the mean over the runs."""
        return float(np.mean(self.runs[measure]))

    def spread(self, measure: str) -> float:
        """Return the standard deviation between runs, 0 of one run."""
        values = self.runs[measure]
        return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0

    def differences(self, first: Measured) -> dict[str, Difference]:
        """Return how each accuracy differs from that of `first`, over users; runs of a user are averaged."""
        _, user = np.unique(np.concatenate(self.users), return_inverse=True)
        runs = np.bincount(user)
        apart = {
            measure: np.bincount(user, np.concatenate(own) - np.concatenate(first.by_user[measure])) / runs
            for measure, own in self.by_user.items()
        }
        return paired_bootstrap(apart)

    def add(self, figures: dict[str, float], users: Ints, by_user: dict[str, Doubles]) -> None:
        """Append the figures of one run."""
        self.users.append(users)
        for measure, values in by_user.items():
            self.by_user.setdefault(measure, []).append(values)
        for measure, figure in figures.items():
            self.runs.setdefault(measure, []).append(figure)


def compare(
    algorithms: Sequence[Algorithm],
    data: Dataset,
    split: Split,
    *,
    k: int = 10,
    seeds: int = 3,
    least: float | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> list[Measured]:
    """Return what each algorithm reaches, in their order; splits and trainings take the seeds from 1 on.

    Args:
        algorithms: what is compared.
        data: what is split.
        split: how.
        k: length of the lists.
        seeds: so many repetitions.
        least: held-out values of at least this are relevant; without it all are.
        report: is told each algorithm's progress.

    Raises:
        DatasetError: the data cannot be split so, or an algorithm cannot learn from it.
    """
    measured = [Measured() for _ in algorithms]
    for seed in range(1, seeds + 1):
        for parts in split.parts(data, seed):
            for algorithm, own in zip(algorithms, measured, strict=True):
                started = perf_counter()
                fitted = algorithm.fit(parts.train, seed)
                seconds = perf_counter() - started
                rates = algorithm.rates and data.rated
                figures, users, by_user = measure(fitted, parts, k, least=least, rates=rates)
                own.add({**figures, SECONDS: seconds}, users, by_user)
                report(f"seed {seed}, {algorithm.name}: NDCG@{k} {figures['ndcg']:.4f}, {seconds:.1f} s")
    return measured


def measure(
    fitted: Fitted, parts: Parts, k: int, *, least: float | None = None, rates: bool = False
) -> tuple[dict[str, float], Ints, dict[str, Doubles]]:
    """Return an algorithm's figures, the users who have something relevant held out, and their accuracies.

    Errors of ratings (with `rates`) are over everything held out. Memory is that of one chunk of scores.

    Raises:
        RecommendError: a score is no number.
        DatasetError: nothing that is held out is relevant.
    """
    taken, held = parts.train.taken(), parts.test.matrix()
    lists, predicted = [], []
    for users, scores in _scored(fitted, parts):
        lists.append(best(scores, taken, users, k))
        cells = held[users]
        predicted.append(scores[np.repeat(np.arange(len(users)), np.diff(cells.indptr)), cells.indices])
    relevant = parts.relevant(least)
    users = relevant.users()
    if not len(users):
        raise DatasetError(f"nothing held out is at least {least:g}, so that nothing is relevant")
    shown = np.concatenate(lists)[np.isin(parts.users(), users)]
    by_user = ranking_metrics(shown, relevant.test.taken()[users])
    figures = {name: float(values.mean()) for name, values in by_user.items()}
    figures |= list_metrics(shown, parts.train)
    if rates:
        figures |= rating_errors(np.concatenate(predicted), held[parts.users()].data)
    return figures, users, by_user


def _scored(fitted: Fitted, parts: Parts) -> Iterator[tuple[Ints, Floats]]:
    for users in chunked(parts.users(), len(parts.train.items)):
        scores = fitted.score(users)
        if not np.isfinite(scores).all():
            raise RecommendError(f"found a score that is no number, of {type(fitted).__name__}")
        yield users, scores
