"""`python -m bench.recommend_growth DIR`: how time and memory of training grow with interactions and products.

A sample of shoppers is taken 1, 3 and 10 times (`bench.growth_data`). Each training runs in a process of its own, after
a small one that imports what it needs; memory is what the larger one adds to that at its peak. Exponents are the slopes
of log(CPU seconds) and log(MiB) over log(interactions): 1 is linear. CPU seconds hold on a shared machine too.

Products grow with the shoppers; with `--fixed-products` they do not, which tells the two apart.
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, NamedTuple

import numpy as np
import typer

from bench.growth_data import larger, smaller
from bench.memory import MIB
from daogou.console import Screen
from recommend.algorithms.base import Algorithm, Fitted
from recommend.algorithms.registry import create
from recommend.dataset import Dataset

DENSE: Final = 20_000
"""Products beyond which EASE is not solved whole: 8 bytes × products² are 3 GB."""
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
    before, cpu, clock = _peak(), time.process_time(), time.perf_counter()
    uncounted = _learn(name, data, epochs)
    return Cost(
        time.process_time() - cpu - uncounted, time.perf_counter() - clock, max(_peak() - before, 0.0)
    )


def _peak() -> float:
    """Return the most MiB that this process has held; what Linux tells of a child's usage counts its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB


def exponent(sizes: list[int], costs: list[float]) -> float:
    """Return the slope of log(cost) over log(size) by least squares, NaN of fewer than two that cost something."""
    known = [(size, value) for size, value in zip(sizes, costs, strict=True) if value > 0]
    if len({size for size, _ in known}) < 2:
        return float("nan")
    return float(np.polyfit(*np.log(np.array(known)).T, 1)[0])


def main(
    folder: Annotated[Path, typer.Argument(help="A folder of purchases, as amazon-cellphones.")],
    base_users: Annotated[int, typer.Option(min=50, help="Shoppers of the smallest size.")] = 2000,
    times: Annotated[str, typer.Option(help="Sizes, with commas between.")] = "1,3,10",
    algorithms: Annotated[str, typer.Option(help="Names, with commas between.")] = ",".join(ALGORITHMS),
    epochs: Annotated[int, typer.Option(min=1, help="Of kg-gnn.")] = 3,
    dense: Annotated[int, typer.Option(help="Products up to which ease is solved.")] = DENSE,
    fixed_products: Annotated[bool, typer.Option("--fixed-products", help="Only shoppers grow.")] = False,
) -> None:
    """Measure and print two tables: costs, and their exponents."""
    # Imported here: every process that measures imports this module, and the reader brings spaCy.
    from daogou.pipeline.datasets import read_dataset

    screen, names, rows = Screen(), algorithms.split(","), []
    if unknown := set(names) - set(ALGORITHMS):
        raise typer.BadParameter(f"found {', '.join(unknown)}, expected some of {', '.join(ALGORITHMS)}")
    base = smaller(read_dataset(folder), base_users)
    warm = smaller(base, 50)
    measured: dict[str, list[tuple[int, Cost]]] = defaultdict(list)
    for copies in map(int, times.split(",")):
        data = larger(base, copies, products=not fixed_products)
        size = (f"{copies}×", f"{len(data):,}", f"{len(data.items):,}")
        for name in names:
            if name == "ease" and len(data.items) > dense:
                rows.append(
                    (name, *size, "left out:", f"{8 * len(data.items) ** 2 / 2**30:,.1f} GiB", "needed")
                )
                continue
            found = _apart(name, data, warm, epochs)
            measured[name].append((len(data), found))
            rows.append((name, *size, f"{found.cpu:.2f}", f"{found.clock:.2f}", f"{found.mib:,.0f}"))
            screen.note(" ".join(rows[-1]))
    columns = ("algorithm", "size", "interactions", "products", "CPU s", "clock s", "MiB added")
    screen.table(
        f"{folder.name}: growth from {base_users:,} shoppers, {epochs} epochs", columns, sorted(rows)
    )
    screen.table("exponents by interactions", ("algorithm", "time", "memory"), _exponents(measured))


def _apart(name: str, data: Dataset, warm: Dataset, epochs: int) -> Cost:
    """Return the cost, measured in a fresh process."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(cost, (name, data, warm, epochs))


def _exponents(measured: Mapping[str, list[tuple[int, Cost]]]) -> list[tuple[Any, ...]]:
    rows = []
    for name, found in measured.items():
        sizes = [size for size, _ in found]
        slopes = (exponent(sizes, [each[column] for _, each in found]) for column in (0, 2))
        rows.append((name, *(f"{slope:.2f}" for slope in slopes)))
    return rows


if __name__ == "__main__":
    typer.run(main)
