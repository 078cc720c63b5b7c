"""`python -m bench.recommend_growth DIR`: how time and memory of training grow with interactions and products.

A sample of shoppers is taken 1, 3 and 10 times (`bench.growth_data`). Each training runs in a process of its own, after
a small one that imports what it needs; memory is what the larger one adds to that at its peak. Exponents are the slopes
of log(CPU seconds) and log(MiB) over log(interactions): 1 is linear. CPU seconds hold on a shared machine too.

Products grow with the shoppers; with `--fixed-products` they do not, which tells the two apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer

from bench.growth_cost import ALGORITHMS, Cost, measure_apart
from bench.growth_data import larger, smaller
from daogou.console import Screen

DENSE: Final = 20_000
"""Products beyond which EASE is not solved whole: 8 bytes × products² are 3 GB."""


def exponent(sizes: list[int], costs: list[float]) -> float:
    """Return the slope of log(cost) over log(size) by least squares, NaN of fewer than two that cost something."""
    known = [(size, value) for size, value in zip(sizes, costs, strict=True) if value > 0]
    if len({size for size, _ in known}) < 2:
        return float("nan")
    size, value = np.log(np.array(known, np.float64)).T
    return float(np.polyfit(size, value, 1)[0])


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
            found = measure_apart(name, data, warm, epochs)
            measured[name].append((len(data), found))
            rows.append((name, *size, f"{found.cpu:.2f}", f"{found.clock:.2f}", f"{found.mib:,.0f}"))
            screen.note(" ".join(rows[-1]))
    columns = ("algorithm", "size", "interactions", "products", "CPU s", "clock s", "MiB added")
    screen.table(
        f"{folder.name}: growth from {base_users:,} shoppers, {epochs} epochs", columns, sorted(rows)
    )
    screen.table("exponents by interactions", ("algorithm", "time", "memory"), _exponents(measured))


def _exponents(measured: Mapping[str, list[tuple[int, Cost]]]) -> list[tuple[Any, ...]]:
    rows = []
    for name, found in measured.items():
        sizes = [size for size, _ in found]
        slopes = (exponent(sizes, [each[column] for _, each in found]) for column in (0, 2))
        rows.append((name, *(f"{slope:.2f}" for slope in slopes)))
    return rows


if __name__ == "__main__":
    typer.run(main)
