"""Where a training stands, in memory and in a file."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import torch
from torch import Tensor

from gnn.config import Config
from gnn.errors import TrainingError
from gnn.graph_data import GraphTensors
from gnn.trainer import Trainer


class State:
    """Epochs done, the best of them, and epochs since."""

    def __init__(self, trainer: Trainer, rng: np.random.Generator) -> None:
        self._trainer, self._rng = trainer, rng
        self.epoch, self.waited = 0, 0
        self.best: dict[str, float] = {}
        self.best_weights: dict[str, Tensor] = copy.deepcopy(trainer.model.state_dict())
        self._best_figure = -1.0

    def note(self, figures: Mapping[str, float], figure: float) -> None:
        """Count an epoch; remember its weights if `figure` is the highest so far."""
        self.epoch += 1
        self.waited += 1
        if figure > self._best_figure:
            self.best, self._best_figure = {**figures, "epoch": self.epoch}, figure
            self.best_weights, self.waited = copy.deepcopy(self._trainer.model.state_dict()), 0

    def write(self, file: Path, digest: str) -> None:
        """Write the state, whole or not at all."""
        saved = {
            "digest": digest,
            "epoch": self.epoch,
            "waited": self.waited,
            "best": self.best,
            "figure": self._best_figure,
            "best_weights": self.best_weights,
            "weights": self._trainer.model.state_dict(),
            "optimiser": self._trainer.optimiser.state_dict(),
            "random": self._rng.bit_generator.state,
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(f".{file.name}.partial")
        torch.save(saved, partial)
        partial.replace(file)

    def read(self, file: Path, digest: str) -> None:
        """Go on from `file`, if it is there.

        Raises:
            TrainingError: it is no checkpoint, or one of another graph or other settings.
        """
        if not file.exists():
            return
        try:
            saved = torch.load(file, weights_only=True)
            found = saved["digest"]
        except (UnpicklingError, RuntimeError, EOFError, KeyError, TypeError) as error:
            raise TrainingError(f"{file}: no checkpoint of ours ({error}): remove it") from None
        if found != digest:
            raise TrainingError(
                f"{file}: found a checkpoint of another graph or other settings, expected {digest}, found "
                f"{found}: remove it, or go on with the graph and the settings that it was begun with"
            )
        self._trainer.model.load_state_dict(saved["weights"])
        self._trainer.optimiser.load_state_dict(saved["optimiser"])
        self._rng.bit_generator.state = saved["random"]
        self.epoch, self.waited = saved["epoch"], saved["waited"]
        self.best, self._best_figure = saved["best"], saved["figure"]
        self.best_weights = saved["best_weights"]


def digest_of(data: GraphTensors, config: Config) -> str:
    """Return a hash of nodes, edges and settings; two graphs that learn the same have the same one."""
    found = hashlib.sha256(repr(sorted(asdict(config).items())).encode())
    for kind, ids in data.nodes.items():
        found.update("\x1f".join((kind, *ids)).encode("utf-8", "surrogatepass"))
    found.update(np.ascontiguousarray(data.interactions()).tobytes())
    for edges in (data.behaviour, *data.relations):
        found.update(f"{edges.name} {edges.source} {edges.target}".encode())
        found.update(np.ascontiguousarray(edges.pairs).tobytes())
        found.update(b"" if edges.weights is None else edges.weights.tobytes())
    return found.hexdigest()[:16]
