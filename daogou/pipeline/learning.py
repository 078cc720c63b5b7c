"""What the graph learns of itself: the ranking."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np

from daogou.console import Report
from daogou.errors import StateError
from daogou.pipeline.behaviour import export_dataset
from daogou.services import Services
from gnn.placing import place
from gnn.similar import neighbours
from recommend.algorithms.base import Scorer
from recommend.algorithms.ease import ItemWeights
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn, graph_of
from recommend.algorithms.lambdamart import shipped
from recommend.algorithms.model import Model
from recommend.algorithms.placed import Placed
from recommend.algorithms.preferences import preferences_of
from recommend.algorithms.profiled import features_of
from recommend.algorithms.segments import InSegments
from recommend.algorithms.signals import signals_of
from recommend.model_file import dump

SIMILAR: Final = 10


def train_ranking(
    services: Services,
    gnn: KnowledgeGraphGnn | None = None,
    *,
    seed: int = 7,
    note: Report = lambda _: None,
) -> Model:
    """Train the shipped ranking on the graph's own edges, as `daogou recommend batch` does on a folder's.

    Raises:
        StateError, DatasetError, TrainingError: there is nothing to learn from, or learning came to nothing.
    """
    return shipped(gnn or KnowledgeGraphGnn(), note).fit(export_dataset(services), seed).model


def renewed(services: Services, model: Model) -> Model:
    """Return the model over the graph as it is now, without training: products and edges that came since count.

    Raises:
        StateError: the graph holds other kinds of knowledge than the ranking learned from.
    """
    data = export_dataset(services)
    positions = np.array([model.positions.get(item, -1) for item in data.items], np.int64)
    recalls: dict[str, Scorer] = {}
    for name, recall in model.signals.recalls.items():
        recalls[name] = recall
        if isinstance(recall, Placed) and recall.learned:
            recalls[name] = replace(recall, vectors=place(recall.learned, graph_of(data)))
        if isinstance(recall, ItemWeights | InSegments):
            recalls[name] = recall.moved(positions)
    signals = signals_of(data, recalls)
    if model.signals.preferences and len(data):
        signals = replace(signals, preferences=preferences_of(features_of(data), len(data.items)))
    if model.ranker and signals.names != model.signals.names:
        other = ", ".join(sorted({*signals.names} ^ {*model.signals.names}))
        raise StateError(
            f"the graph and the ranking differ in what is known of products ({other}): daogou train gnn"
        )
    return Model(data.items, signals, model.ranker, data.knowledge.names)


def publish_ranking(services: Services, model: Model) -> dict[str, Any]:
    """Publish vectors and the model (one atomic switch), and the nearest products of each."""
    vectors = placed(model).vectors
    rows = zip(model.items, vectors.products, vectors.tastes, strict=True)
    published = services.publisher.embeddings(rows, dimension=vectors.products.shape[1], model=dump(model))
    edges = services.publisher.similar(
        (model.items[row], [(model.items[other], round(score, 4)) for _, other, score in near])
        for row, near in groupby(neighbours(vectors.products, SIMILAR), key=itemgetter(0))
    )
    return {"set": published, "products": len(model.items), "similar": edges}


def placed(model: Model) -> Placed:
    """Return the model's products in the space of the GNN."""
    return next(recall for recall in model.signals.recalls.values() if isinstance(recall, Placed))
