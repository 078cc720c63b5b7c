"""What `bench.intents` learns last: how what cues say and what states say of a message's intent go together.

Both have not seen the messages that this is learned from, so that they are as good as with new ones (stacking,
Wolpert 1992).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.reading.learned import Mixed
from assistant.reading.sensed import Floats

STRENGTH: Final = 0.1
"""Of the data against the penalty."""
UNSEEN: Final = -9.0
"""Score of an intent that no message has."""

Scores = Sequence[Mapping[str, float]]


def fit_mixed(cued: Scores, sensed: Scores, meant: Sequence[str], intents: Sequence[str]) -> Mixed:
    """Return the regression over the scores of each message by both."""
    given = np.array(
        [[scores.get(i, 0.0) for scores in both for i in intents] for both in zip(cued, sensed, strict=True)]
    )
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(given, meant)
    weights = np.zeros((len(intents), given.shape[1]), np.float32)
    bias = np.full(len(intents), UNSEEN, np.float32)
    places = [list(intents).index(intent) for intent in model.classes_]
    weights[places], bias[places] = model.coef_, model.intercept_
    return Mixed(list(intents), weights[:, : len(intents)], weights[:, len(intents) :], bias)


def write_mixed(mixed: Mixed, file: Path) -> None:
    """Write the weights, a line for each part."""
    parts = {"intents": mixed.intents, "bias": _rounded(mixed.bias)}
    parts |= {"cued": _rounded(mixed.cued), "sensed": _rounded(mixed.sensed)}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(part)}" for name, part in parts.items())
    file.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _rounded(numbers: Floats) -> list[Any]:
    return [_rounded(row) if row.ndim else round(float(row), 3) for row in numbers]
