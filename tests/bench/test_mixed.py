"""How what cues and what states say of an intent go together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bench.mixed import fit_mixed, write_mixed

INTENTS = ["find", "howto", "person", "talk"]
MEANT = ["find", "talk", "howto"] * 8


def test_states_tell_what_cues_do_not(tmp_path: Path) -> None:
    sensed = [{intent: 0.0 if intent == meant else -4.0 for intent in INTENTS} for meant in MEANT]
    mixed = fit_mixed([{}] * len(MEANT), sensed, MEANT, INTENTS)
    for meant, logs in zip(MEANT, sensed, strict=True):
        scores = mixed.scores({}, logs)
        # Nobody was learned to ask for a person.
        assert sorted(INTENTS, key=scores.__getitem__)[::3] == ["person", meant]
    write_mixed(mixed, tmp_path / "mixed.json")
    row = json.loads((tmp_path / "mixed.json").read_text("utf-8"))
    assert row["intents"] == INTENTS
    np.testing.assert_allclose(row["sensed"], mixed.sensed, atol=1e-3)
