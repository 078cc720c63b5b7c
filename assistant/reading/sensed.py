"""What a message asks about, or looks for, told by its vector where no word tells: will it take two cards, 拿着压手吗.

So is what a question after the sale is about: who pays if mine goes after 14 months.

Logistic regressions over language encoders' vectors, learned from the conversations of `seeds/conversations`, and from
phrases that say a thing (`python -m bench.intents` learns them anew). Weights are whole numbers, with a scale for each
thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

NOTHING: Final = "none"
"""What a message says that says nothing of the sort."""
SURE: Final = {"asks": 0.3, "kinds": 0.4, "topics": 0.6}
"""What is told, and the probability from which on it is taken: the next likeliest are many."""


@dataclass(frozen=True, slots=True)
class Sensed:
    """Weights: `things` in their order, `weights` (things, width) times `scales`, and what is so of any message."""

    things: NDArray[np.str_]
    weights: NDArray[np.int8]
    scales: NDArray[np.float32]
    bias: NDArray[np.float32]

    def likeliest(self, vector: NDArray[np.float32]) -> tuple[str, float]:
        """Return the likeliest thing, and how likely it is."""
        scores = (self.weights @ vector) * self.scales + self.bias
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        return str(self.things[best]), float(chances[best] / chances.sum())


def sensed(what: str, vector: NDArray[np.float32] | None, least: float | None = None) -> str | None:
    """Return the likeliest thing of those that `what` names; None where nothing is sure enough, or there is no vector.

    Sure is what is as likely as `SURE` says, or as `least`.

    `asks` tells attributes, and ids of features and uses; `kinds` ids of categories; `topics` those of policies, of a
    message that is known to be about one.
    """
    if vector is None or not vector.any():
        return None
    thing, chance = _learned(what).likeliest(vector)
    return thing if chance >= (SURE[what] if least is None else least) and thing != NOTHING else None


def vector_of(states: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    """Return the vector of a message, of unit length, from its states [pieces, width]; None where there are none."""
    return states[0] / np.linalg.norm(states[0]) if states is not None and states[0].any() else None


@cache
def _learned(what: str) -> Sensed:
    with np.load(_file(what)) as arrays:
        return Sensed(*(arrays[name] for name in Sensed.__slots__))


def write(what: str, learned: Sensed) -> None:
    """Write weights."""
    np.savez_compressed(_file(what), **{name: getattr(learned, name) for name in Sensed.__slots__})


def _file(what: str) -> Path:
    return Path(__file__).parent / f"{what}_sense.npz"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers, each as whole numbers of 8 bits times a scale."""

    whole: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> Rows:
        """Return rows, divided by their largest."""
        scales = np.abs(rows).max(axis=1) / 127
        return cls(np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32))

    def floats(self) -> NDArray[np.float32]:
        """Return the numbers."""
        return self.whole * self.scales[:, None]


def rounded(things: NDArray[np.str_], weights: NDArray[np.float32], bias: NDArray[np.float32]) -> Sensed:
    """Return weights as whole numbers of 8 bits."""
    rows = Rows.of(weights)
    return Sensed(things, rows.whole, rows.scales, bias.astype(np.float32))
