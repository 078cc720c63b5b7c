"""What one training takes, measured in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import ClassVar, Final, NamedTuple

from bench.peak import peak
from recommend.algorithms.base import Algorithm, Fitted
from recommend.algorithms.registry import create
from recommend.dataset import Dataset

L2: Final = 200.0


@dataclass(slots=True)
class Timed:
    """An algorithm whose training is not counted: `seconds` of CPU went into it."""

    inner: Algorithm
    seconds: float = field(default=0.0)
    rates: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Name of the algorithm."""
        return self.inner.name

    def fit(self, data: Dataset, seed: int = 7) -> Fitted:
        """Learn, and count the time."""
        started = time.process_time()
        fitted = self.inner.fit(data, seed)
        self.seconds += time.process_time() - started
        return fitted


class Cost(NamedTuple):
    """What a training took: seconds of all cores together, seconds of the clock, and MiB above those before."""

    cpu: float
    clock: float
    mib: float


def _learn(name: str, data: Dataset, epochs: int) -> float:
    """Train; return the CPU seconds that are not to be counted."""
    recall = Timed(create("ease-sparse", l2=L2, neighbours=50))
    made: Mapping[str, Callable[[], Algorithm]] = {
        "kg-gnn": lambda: create("kg-gnn", epochs=epochs),
        "ease": lambda: create("ease", l2=L2),
        "ease-sparse": lambda: create("ease-sparse", l2=L2),
        "signals and ranker": lambda: create("lambdamart", recalls=lambda _: {recall.name: recall}),
    }
    made[name]().fit(data)
    return recall.seconds


ALGORITHMS: Final = ("kg-gnn", "ease", "ease-sparse", "signals and ranker")
"""Of lambdamart, which trains the first two, what is left: signals and ranker, over a quick recall."""


def cost(name: str, data: Dataset, warm: Dataset, epochs: int) -> Cost:
    """Return what `name` takes to learn from `data`; the peak is this process's, so call it in one of its own."""
    _learn(name, warm, epochs)
    before, cpu, clock = peak(), time.process_time(), time.perf_counter()
    uncounted = _learn(name, data, epochs)
    return Cost(time.process_time() - cpu - uncounted, time.perf_counter() - clock, max(peak() - before, 0.0))


def measure_apart(name: str, data: Dataset, warm: Dataset, epochs: int) -> Cost:
    """Return the cost, measured in a fresh process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(cost, (name, data, warm, epochs))
