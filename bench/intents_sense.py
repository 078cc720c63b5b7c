"""What `bench.intents` learns besides: a second regression, over the scores of intents by cues and messages' vectors.

The scores that it learns from are those of messages whose conversations were left out of the cues' own learning, so
that they are as good as those of new ones (stacking, Wolpert 1992).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from assistant.reading.learned import Sense
from bench.conversations import conversations

FOLDS: Final = 3
SCALES: Final = (0.3, 4.0)
"""Of scores and of vectors beside each other, and by that how much each costs (L2)."""
STRENGTH: Final = 0.1

Floats = NDArray[np.float32]
Fit = Callable[[NDArray[np.intp]], Any]
"""Returns the cues' regression that is learned from these messages."""


def messages(files: Iterable[Path]) -> tuple[list[str], NDArray[np.intp]]:
    """Return what is said in every turn, and the number of its conversation."""
    talks = [talk for file in files for talk in conversations(file)]
    said = [turn["say"] for talk in talks for turn in talk["turns"]]
    return said, np.array([number for number, talk in enumerate(talks) for _ in talk["turns"]])


def left_out(table: csr_matrix, talks: NDArray[np.intp], fit: Fit, intents: Sequence[str]) -> Floats:
    """Return the scores (messages, intents) of each message by a regression that has not seen its conversation."""
    scores = np.zeros((table.shape[0], len(intents)), np.float32)
    for fold in range(FOLDS):
        held = np.flatnonzero(talks % FOLDS == fold)
        model = fit(np.flatnonzero(talks % FOLDS != fold))
        places = np.array([list(intents).index(intent) for intent in model.classes_])
        scores[np.ix_(held, places)] = model.decision_function(table[held])
    return scores


def fit_sense(scores: Floats, vectors: Floats, meant: Sequence[str], intents: Sequence[str]) -> Sense:
    """Return the regression over scores and vectors."""
    of_scores, of_vectors = SCALES
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(np.hstack([scores * of_scores, vectors * of_vectors]), meant)
    weights = model.coef_.astype(np.float32)
    mixed, dense = weights[:, : len(intents)] * of_scores, weights[:, len(intents) :] * of_vectors
    return Sense(list(map(str, model.classes_)), mixed, dense, model.intercept_.astype(np.float32))


def write_sense(sense: Sense, file: Path) -> None:
    """Write the weights, a line for each row."""
    parts = {"intents": sense.intents, "bias": _rounded(sense.bias)}
    parts |= {"mixed": _rounded(sense.mixed), "dense": _rounded(sense.dense)}
    lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(part)}" for name, part in parts.items())
    file.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _rounded(numbers: Floats) -> list[Any]:
    return [_rounded(row) if row.ndim else round(float(row), 3) for row in numbers]
