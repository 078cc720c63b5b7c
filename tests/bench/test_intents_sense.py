"""The second regression of intents: learned from scores of messages that the first one has not seen."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.intents_sense import FOLDS, fit_sense, left_out, write_sense

TALKS = np.repeat(np.arange(6), 4)
INTENTS = ["find", "person", "talk"]
MEANT = INTENTS * 8
TABLE = csr_matrix(np.random.default_rng(7).normal(size=(24, 3)))


def test_no_message_is_scored_by_what_has_seen_its_conversation() -> None:
    seen = []

    def fit(own: np.ndarray) -> LogisticRegression:
        seen.append(set(TALKS[own]))
        return LogisticRegression().fit(TABLE[own], [MEANT[at] for at in own])

    scores = left_out(TABLE, TALKS, fit, INTENTS)
    assert scores.shape == (24, 3)
    assert scores.any()
    assert [sorted({0, 1, 2, 3, 4, 5} - talks) for talks in seen] == [[0, 3], [1, 4], [2, 5]]
    assert len(seen) == FOLDS


def test_vectors_tell_what_scores_do_not(tmp_path: Path) -> None:
    vectors = np.tile(np.eye(3, dtype=np.float32), (8, 1))
    sense = fit_sense(np.zeros((24, 3), np.float32), vectors, MEANT, INTENTS)
    told = [sense.scores({}, vector) for vector in np.eye(3, dtype=np.float32)]
    assert [max(each, key=lambda intent: each[intent]) for each in told] == INTENTS
    write_sense(sense, tmp_path / "sense.json")
    row = json.loads((tmp_path / "sense.json").read_text("utf-8"))
    assert row["intents"] == INTENTS
    np.testing.assert_allclose(row["dense"], sense.dense, atol=1e-3)
