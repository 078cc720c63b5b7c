"""Segments keep their identity between rebuilds: a group goes on under the id that its shoppers had."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy.optimize import linear_sum_assignment

from profiles.frames import places

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAME: Final = 0.5
"""Least Dice coefficient, 2 |A ∩ B| / (|A| + |B|), of a group that goes on."""


@dataclass(frozen=True)
class Published:
    """Who was in which segment (user, segment), and the highest number that a segment ever had."""

    members: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema={"user": pl.String, "segment": pl.String})
    )
    last: int = 0

    @cached_property
    def segments(self) -> pl.Series:
        """The segments that had members, in order."""
        return self.members["segment"].unique().sort()

    def shared(self, users: pl.Series, labels: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
        """Return how many of `users` (in order) are in each group and were in each segment [groups, segments]."""
        segments, ends = self.segments, (pl.lit(users[0]), pl.lit(users[-1]))
        members = self.members.filter(pl.col("user").is_between(*ends))
        then = places(members["segment"], segments)
        row = places(members["user"], users)
        both = row >= 0
        shared = np.zeros((groups, len(segments)), np.int64)
        np.add.at(shared, (labels[row[both]], then[both]), 1)
        return shared


def identify(shared: NDArray[np.int64], before: Published) -> tuple[list[str], int]:
    """Return the id of each group [groups], and the highest number that a segment ever had.

    Groups are matched to the published segments so that as many shoppers as possible stay where they were
    (Kuhn, 1955). Only who is in a group both times can be shared, and no other counts. A group that goes on from none
    has a new number; one that ended is never given again.

    Args:
        shared: shoppers of each group that were in each published segment [groups, segments].
        before: those segments.
    """
    old = before.segments
    sizes = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True)
    dice = 2 * shared / np.maximum(sizes, 1)
    kept = {
        int(group): str(old[int(segment)])
        for group, segment in zip(*linear_sum_assignment(-shared), strict=True)
        if dice[group, segment] >= SAME
    }
    ids, last = [], before.last
    for group in range(len(shared)):
        if group not in kept:
            last += 1
        ids.append(kept.get(group, f"segment/{last}"))
    return ids, last
