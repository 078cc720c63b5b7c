"""Linear models of numbers by name, and the file that holds those of answers from reviews."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).parent / "passages.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """A sum of weighted numbers; a number without a weight counts nothing.

    Where the sum is a logit, `threshold` is the chance from which on it is worth saying.
    """

    weights: Mapping[str, float]
    intercept: float = 0.0
    threshold: float = 0.5

    def sum(self, numbers: Mapping[str, float]) -> float:
        """Return the weighted sum."""
        return self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in numbers.items())

    def chance(self, numbers: Mapping[str, float]) -> float:
        """Return the chance in [0, 1] whose logit the sum is."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.sum(numbers)))))


@dataclass(frozen=True, slots=True)
class Scale:
    """How similar a question and any sentence are in a language's vectors: mean and standard deviation."""

    mean: float
    deviation: float

    def __call__(self, cosine: float) -> float:
        """Return by how many deviations a cosine is above the mean."""
        return (cosine - self.mean) / self.deviation


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: `words` of words alone, `vectors` of words and vectors, `spans` of the part that answers."""

    words: Linear
    vectors: Linear
    spans: Linear
    scales: Mapping[str, Scale]


def read_weights(file: Path = FILE) -> Weights:
    """Return what `python -m bench.questions_fit` wrote."""
    content = json.loads(file.read_text("utf-8"))
    return Weights(
        **{name: Linear(**content[name]) for name in ("words", "vectors", "spans")},
        scales={language: Scale(**scale) for language, scale in content["scales"].items()},
    )
