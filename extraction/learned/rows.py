"""Numbers of a weight in a byte each, to be kept beside the code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of numbers, each as whole numbers of 8 bits times a scale."""

    whole: NDArray[np.int8]
    scales: NDArray[np.float32]

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> Rows:
        """Return rows, divided by their largest."""
        largest = np.abs(rows).max(axis=1)
        scales = np.where(largest > 0, largest, 1.0) / 127
        return cls(np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float32))

    def floats(self) -> NDArray[np.float32]:
        """Return the numbers."""
        return self.whole * self.scales[:, None]
