"""Numbers of a weight in a byte each, to be kept beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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

    @classmethod
    def read(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> Rows:
        """Return the rows of a name among arrays of `written`.

        Raises:
            KeyError: there are none.
        """
        return cls(arrays[name], arrays[f"{name}.scales"])

    def written(self, name: str) -> dict[str, NDArray[np.generic]]:
        """Return the arrays that are written of rows of this name."""
        return {name: self.whole, f"{name}.scales": self.scales}

    def floats(self) -> NDArray[np.float32]:
        """Return the numbers."""
        return self.whole * self.scales[:, None]
