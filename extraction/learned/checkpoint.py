"""Training that was interrupted goes on where an epoch ended."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch


class Checkpoint:
    """The state of a training in one file; of another training (data, labels, settings) it is not read."""

    def __init__(self, file: Path | None, training: object) -> None:
        self._file = file
        self._training = hashlib.sha256(repr(training).encode()).hexdigest()

    def read(self, parts: Mapping[str, Any]) -> int:
        """Give `parts` (each with `load_state_dict`) their state; return the epochs done, 0 without a checkpoint."""
        if not self._file or not self._file.is_file():
            return 0
        try:
            kept = torch.load(self._file, weights_only=True)
        except (OSError, RuntimeError, EOFError, UnpicklingError):
            return 0  # It is damaged; training begins anew.
        if kept.get("training") != self._training:
            return 0
        for name, part in parts.items():
            part.load_state_dict(kept["parts"][name])
        torch.set_rng_state(kept["random"])
        return int(kept["epochs"])

    def write(self, parts: Mapping[str, Any], epochs: int) -> None:
        """Keep the state of `parts` after so many epochs, whole or not at all."""
        if not self._file:
            return
        partial = self._file.with_suffix(".partial")
        partial.parent.mkdir(parents=True, exist_ok=True)
        state = {name: part.state_dict() for name, part in parts.items()}
        torch.save(
            {"training": self._training, "epochs": epochs, "random": torch.get_rng_state(), "parts": state},
            partial,
        )
        partial.replace(self._file)
