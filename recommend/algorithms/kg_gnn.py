"""The knowledge-graph GNN as an algorithm: cosine of vectors smoothed over purchases and knowledge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from scipy.sparse import coo_array

from gnn.config import Config
from gnn.graph_data import PRODUCT, USER, Edges, GraphTensors
from recommend.algorithms.base import OfTaken
from recommend.algorithms.climbing import climb
from recommend.algorithms.placed import Placed
from recommend.algorithms.related import related
from recommend.errors import DatasetError

if TYPE_CHECKING:
    from gnn.train import Embeddings
    from recommend.dataset import Dataset, Ints, Matrix

Progress = Callable[[int, Mapping[str, float]], None]


def spoken(note: Callable[[str], None]) -> Progress:
    """Return progress in words, one line an epoch."""
    return lambda epoch, figures: note(
        f"epoch {epoch}: " + ", ".join(f"{name} {value:.4f}" for name, value in figures.items())
    )


TEMPERATURES: Final = (0.1, 0.15, 0.25, 0.4, 0.6, 1.0)
"""Those that are tried: the fewer interactions, the more the higher ones help."""
START: Final = 2


@dataclass(frozen=True, slots=True)
class KnowledgeGraphGnn:
    """`gnn.train` over users, items, their brands, categories and neighbours; see there for the growth of cost."""

    temperature: float | None = None
    """Of the softmax; without it the best of `TEMPERATURES` on purchases held out: two to six trainings."""
    dimension: int | None = None
    epochs: int | None = None
    device: str | None = None
    """`cpu`, as usual, or `cuda`."""
    progress: Progress | None = None
    checkpoints: Path | None = None
    """A folder; a training that was cut off goes on from its file there."""
    name: ClassVar[str] = "kg-gnn"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[Placed]:
        """Train with early stopping on purchases held out.

        Raises:
            TrainingError: the loss is no number any more, or the checkpoint is another's.
        """
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        graph = graph_of(data)
        files: list[Path] = []
        if self.temperature is not None:
            learned = self._trained(graph, self.temperature, seed, files)
        else:
            learned = climb(TEMPERATURES, START, lambda t: self._trained(graph, t, seed, files), _merit)
        for file in files:
            file.unlink(missing_ok=True)
        return OfTaken(data.items, data.taken(), Placed(learned.vectors, learned.metrics, learned.learned))

    def _trained(self, graph: GraphTensors, temperature: float, seed: int, files: list[Path]) -> Embeddings:
        """Train, and add the checkpoint to `files`: it stays until all are done, so that none is trained twice."""
        # torch takes seconds to import, and other algorithms do without.
        from gnn.checkpoint import digest_of
        from gnn.train import train

        config, progress = self._config(temperature, seed), self.progress
        file = self.checkpoints and self.checkpoints / f".{self.name}-{digest_of(graph, config)}.checkpoint"
        files += [file] if file else []
        told = progress and (lambda epoch, figures: progress(epoch, {"temperature": temperature, **figures}))
        learned = train(graph, config, progress=told, checkpoint=file)
        return replace(learned, metrics={"temperature": temperature, **learned.metrics})

    def _config(self, temperature: float, seed: int) -> Config:
        usual = Config()
        return replace(
            usual,
            temperature=temperature,
            dimension=self.dimension or usual.dimension,
            epochs=self.epochs or usual.epochs,
            device=self.device or usual.device,
            seed=seed,
        )


def _merit(learned: Embeddings) -> float:
    return learned.metrics.get(f"ndcg@{Config().k}", 0.0)


def graph_of(data: Dataset) -> GraphTensors:
    """Return purchases and knowledge as tensors; neighbours that nobody of the data bought become `related` edges."""
    taken = Edges("TAKEN", USER, PRODUCT, _pairs(data), data.weights)
    relations: list[Edges] = []
    nodes = {USER: data.users, PRODUCT: data.items}
    for name, matrix in data.knowledge.relations.items():
        ids = data.knowledge.names.get(name) or range(matrix.shape[1])
        nodes[name] = tuple(map(str, ids))
        relations.append(_edges(name, PRODUCT, name, matrix))
    items = len(data.items)
    for name, matrix in data.knowledge.neighbours.items():
        own = matrix[:, :items]
        relations.append(_edges(name, PRODUCT, PRODUCT, ((own + own.T) > 0).astype(np.float32)))
    relations.append(_edges("related", PRODUCT, PRODUCT, related(data.knowledge, items)))
    wanted = None if data.wanted is None else _pairs(data.sought())
    return GraphTensors(nodes, taken, tuple(edges for edges in relations if len(edges.pairs)), wanted)


def _pairs(data: Dataset) -> Ints:
    return np.stack([data.rows, data.columns], 1)


def _edges(name: str, source: str, target: str, matrix: Matrix) -> Edges:
    """Return the cells of a matrix; those of a symmetric relation between products once."""
    cells = coo_array(matrix)
    rows, columns = (positions.astype(np.int64) for positions in cells.coords)
    once = rows < columns if source == target else np.ones(len(rows), bool)
    weights = cells.data.astype(np.float32)[once]
    pairs = np.stack([rows[once], columns[once]], 1)
    return Edges(name, source, target, pairs, None if (weights == 1).all() else weights)
