"""Recommendations for every shopper of a folder, as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from daogou.pipeline.catalog import Loaded
from daogou.pipeline.datasets import read_counted
from recommend.algorithms.base import Algorithm, Fitted
from recommend.dataset import Dataset, Ints
from recommend.evaluation.lists import NONE, best, chunked
from sources.pgpr import PgprFolder


@dataclass(frozen=True, slots=True)
class Written:
    """What was read, and how many shoppers got a list."""

    loaded: Loaded
    shoppers: int


def recommend_all(folder: Path, algorithm: Algorithm, k: int, output: Path, seed: int) -> Written:
    """Write `user item item …`, best first, for every user of the labels, in their order; never what they took.

    Numbers are line numbers from 0 of the folder's lists, as in the labels. The file is written whole or not at
    all. Time is that of the algorithm and O(users × items), memory that of a part of the users.

    Raises:
        SourceError, DatasetError: the folder cannot be read, or holds nothing to learn from.
    """
    data, loaded = read_counted(folder)
    users = np.array(list(dict.fromkeys(PgprFolder(folder).buyers())), np.int64)
    fitted = algorithm.fit(data, seed)
    output.parent.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(f".{output.name}.partial")
    with partial.open("w", encoding="ascii") as lines:
        lines.writelines(_lines(fitted, data, users, k))
    partial.replace(output)
    return Written(loaded, len(users))


def _lines(fitted: Fitted, data: Dataset, users: Ints, k: int) -> Iterator[str]:
    taken = data.taken()
    for part in chunked(users, len(data.items)):
        for user, items in zip(part, best(fitted.score(part), taken, part, k), strict=True):
            yield " ".join(map(str, (user, *items[items != NONE]))) + "\n"
