"""What training leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gnn.evaluate import Floats


class Learned(NamedTuple):
    """First layers [n, d] of products and of what is known of them, by kind, with the ids of its nodes.

    `relations` are the parameters of the model's weights by relation, behaviour's among them; `popularity` [products],
    `newness`, `layers` and `temperature` are those of the training.
    """

    ids: Mapping[str, tuple[str, ...]]
    own: Mapping[str, Floats]
    relations: Mapping[str, float]
    popularity: Floats
    newness: float
    layers: int
    temperature: float
