"""What a message wishes for in words that name nothing: 半夜不吵人, won't slide around in my pocket.

Each thing looks at the pieces of a message that speak of it (label-wise attention; Mullenbach et al., "Explainable
Prediction of Medical Codes from Clinical Text", NAACL 2018) over a language encoder's states. Learned of the
conversations of `seeds/conversations`, the messages of `seeds/wishes`, and phrases that say a thing
(`python -m bench.intents` learns it anew).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from assistant.reading.sensed import Rows
from assistant.slots import Need, read_slot

FILE: Final = Path(__file__).parent / "wishes.npz"
SURE: Final = 0.6
"""The probability from which on a wish is taken: two of three are right where most is named, five of six where not."""


@dataclass(frozen=True)
class Wishes:
    """Slots as they are written, and for each what it looks for (`queries`) and what it takes from there (`values`)."""

    things: NDArray[np.str_]
    queries: Rows
    values: Rows
    bias: NDArray[np.float32]

    def chances(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how probable each thing is, given the states [pieces, width] of a message."""
        queries, values = self._floats
        looks = softmax(states @ queries.T, axis=0)
        chances: NDArray[np.float32] = expit((looks * (states @ values.T)).sum(axis=0) + self.bias)
        return chances

    @cached_property
    def _floats(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return self.queries.floats(), self.values.floats()


def wished(states: NDArray[np.float32] | None) -> Need:
    """Return the slots that a message wishes for, the surest first; none where there are no states."""
    if states is None or not states.any():
        return ()
    chances = _learned().chances(states)
    sure = [place for place in np.argsort(-chances) if chances[place] >= SURE]
    return tuple(read_slot(str(_learned().things[place])) for place in sure)


@cache
def _learned() -> Wishes:
    with np.load(FILE) as arrays:
        queries, values = (Rows(arrays[name], arrays[f"{name}_scales"]) for name in ("queries", "values"))
        return Wishes(arrays["things"], queries, values, arrays["bias"])


def write(learned: Wishes) -> None:
    """Write weights."""
    np.savez_compressed(
        FILE,
        things=learned.things,
        queries=learned.queries.whole,
        queries_scales=learned.queries.scales,
        values=learned.values.whole,
        values_scales=learned.values.scales,
        bias=learned.bias,
    )
