"""How near sentences are to a question in the vectors of an encoder: numbers by name, for a linear model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from extraction.folding import language_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from assistant.linear import Scale


def compare(
    question: str, cosines: NDArray[np.float32], scales: Mapping[str, Scale]
) -> list[dict[str, float]]:
    """Return the numbers of each sentence; none for one that no encoder compares, being in the other language.

    A cosine is told in deviations from its mean over any sentences, as encoders differ in it.
    """
    scale = scales[language_of(question)]
    known = np.flatnonzero(cosines).tolist()
    near = {place: scale(float(cosines[place])) for place in known}
    best = max(near.values(), default=0.0)
    ranks = {place: rank for rank, place in enumerate(sorted(known, key=lambda place: -near[place]))}
    return [
        {
            "similar": near[place],
            "less similar than the best": best - near[place],
            "similar at best": best,
            "rank": 1 / (1 + ranks[place]),
        }
        if place in near
        else {}
        for place in range(len(cosines))
    ]
