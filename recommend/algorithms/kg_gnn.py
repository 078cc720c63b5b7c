"""The knowledge-graph GNN as an algorithm: cosine of vectors smoothed over purchases and knowledge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, cast

import numpy as np
from scipy.sparse import coo_array, csr_array, hstack

from gnn.config import Config
from gnn.graph_data import PRODUCT, USER, Edges, GraphTensors
from recommend.algorithms.base import OfTaken
from recommend.algorithms.wording import because_you_took
from recommend.errors import DatasetError
from recommend.sparse import by_rarity, unit_rows

if TYPE_CHECKING:
    from gnn.learned import Learned
    from gnn.vectors import Vectors
    from recommend.dataset import Dataset, Floats, Ints, Knowledge, Matrix

RELATED: Final = 20
"""Items that share neighbours with an item, the most alike of which are joined to it."""
Progress = Callable[[int, Mapping[str, float]], None]


def spoken(note: Callable[[str], None]) -> Progress:
    """Return progress in words, one line an epoch."""
    return lambda epoch, figures: note(
        f"epoch {epoch}: " + ", ".join(f"{name} {value:.4f}" for name, value in figures.items())
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """Products in the space of the GNN, the figures of the training, and what is needed to place new ones."""

    vectors: Vectors
    metrics: Mapping[str, float] = field(default_factory=dict)
    learned: Learned | None = None

    def moved(self, data: Dataset) -> Placed:
        """Return where the products of `data` stand, new ones among them; see `gnn.placing.place`."""
        # torch takes seconds to import, and who only asks does without.
        from gnn.placing import place

        return self if self.learned is None else replace(self, vectors=place(self.learned, graph_of(data)))

    def score(self, taken: Matrix) -> Floats:
        """Return cosines and biases."""
        return self.vectors.score(taken)

    def shares(self, taken: Matrix, items: Ints) -> Floats:
        """Return the dot products of tastes and products, weighed: what each adds before scaling to unit length."""
        adds: Floats = self.vectors.tastes[taken.indices] @ self.vectors.products[items].T
        return taken.data[:, None] * adds

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:
        """Return the user's own item whose taste is nearest."""
        return because_you_took(names, taken.indices, self.shares(taken, np.array([item]))[:, 0])


@dataclass(frozen=True, slots=True)
class KnowledgeGraphGnn:
    """`gnn.train` over users, items, their brands, categories and neighbours; see there for the growth of cost."""

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
        # torch takes seconds to import, and other algorithms do without.
        from gnn.checkpoint import digest_of
        from gnn.train import train

        graph, config = graph_of(data), self._config(seed)
        file = self.checkpoints and self.checkpoints / f".{self.name}-{digest_of(graph, config)}.checkpoint"
        learned = train(graph, config, progress=self.progress, checkpoint=file)
        return OfTaken(data.items, data.taken(), Placed(learned.vectors, learned.metrics, learned.learned))

    def _config(self, seed: int) -> Config:
        usual = Config()
        return replace(
            usual,
            dimension=self.dimension or usual.dimension,
            epochs=self.epochs or usual.epochs,
            device=self.device or usual.device,
            seed=seed,
        )


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


def related(knowledge: Knowledge, items: int) -> Matrix:
    """Return items × items: the cosine of their neighbours beyond the data, weighted by rarity, the best `RELATED`.

    Time is O(Σ over neighbours of the square of the items that have it).
    """
    beyond = [matrix[:, items:] for matrix in knowledge.neighbours.values()]
    if not beyond:
        return cast("Matrix", csr_array((items, items), dtype=np.float32))
    unit = unit_rows(by_rarity(cast("Matrix", csr_array(hstack(beyond)))))
    best = _largest(cast("Matrix", csr_array(unit @ unit.T)), RELATED + 1)
    best.setdiag(0)
    best.eliminate_zeros()
    return cast("Matrix", csr_array(best.maximum(best.T)))


def _largest(matrix: Matrix, k: int) -> Matrix:
    """Return the `k` largest values of each row."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    kept = order[np.arange(len(order)) - matrix.indptr[:-1][rows] < k]
    return csr_array((matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape)


def _edges(name: str, source: str, target: str, matrix: Matrix) -> Edges:
    """Return the cells of a matrix; those of a symmetric relation between products once."""
    cells = coo_array(matrix)
    rows, columns = (positions.astype(np.int64) for positions in cells.coords)
    once = rows < columns if source == target else np.ones(len(rows), bool)
    weights = cells.data.astype(np.float32)[once]
    pairs = np.stack([rows[once], columns[once]], 1)
    return Edges(name, source, target, pairs, None if (weights == 1).all() else weights)
