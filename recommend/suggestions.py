"""What one user of a data set gets from one algorithm, with a reason for each item."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from recommend.errors import BadRequestError
from recommend.evaluation.lists import NONE, best

if TYPE_CHECKING:
    from recommend.algorithms.base import Algorithm
    from recommend.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that the user has not taken; `score` is the predicted rating where the algorithm rates."""

    item: str
    score: float
    reason: str


def suggest(algorithm: Algorithm, data: Dataset, user: str, k: int) -> list[Suggestion]:
    """Return the best k items for `user`, best first; fewer where fewer are left.

    Raises:
        BadRequestError: the data has no such user.
        DatasetError: there is nothing to learn from.
    """
    if user not in data.users:
        some = ", ".join(islice(data.users, 3))
        raise BadRequestError(
            f"found no user {user!r} among the {len(data.users):,} of the data, such as {some}"
        )
    row = data.users.index(user)
    fitted = algorithm.fit(data)
    scores = fitted.score(np.array([row]))
    items = best(scores, data.taken(), np.array([row]), k)[0]
    explain = getattr(fitted, "explain", lambda _, __: f"{algorithm.name} scores it so")
    return [
        Suggestion(data.items[item], float(scores[0, item]), explain(row, item))
        for item in items[items != NONE]
    ]
