"""What the graph learns of itself: segments and the ranking."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
import polars as pl

from daogou.console import Report
from daogou.errors import StateError
from daogou.pipeline.behaviour import export_dataset
from daogou.services import Services
from gnn.placing import place
from gnn.similar import neighbours
from graph.batches import batched
from graph.export import ProductAttributes
from profiles.build import build
from profiles.records import Profiles, Segment
from recommend.algorithms.base import Scorer
from recommend.algorithms.ease import ItemWeights
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn, graph_of
from recommend.algorithms.lambdamart import shipped
from recommend.algorithms.model import Model
from recommend.algorithms.placed import Placed
from recommend.algorithms.signals import signals_of
from recommend.model_file import dump

SIMILAR: Final = 10
FRAME_ROWS: Final = 50_000
DEED_SCHEMA: Final = {"user": pl.String, "type": pl.String, "product": pl.String, "at": pl.String}
PRODUCT_SCHEMA: Final = {"product": pl.String, "price": pl.Float64, "brand": pl.String, "category": pl.String}


def build_profiles(services: Services) -> Profiles:
    """Build segments from the graph's behaviour and publish them in one transaction."""
    products = list(services.export.products())
    result = build(_deeds(services), _products(products), _features(products), Names(services))
    services.publisher.segments(
        (
            {"id": s.id, "properties": _segment_properties(s), "prefers": [asdict(p) for p in s.prefers]}
            for s in result.segments
        ),
        (
            {
                "user": p.user,
                "segment": p.segment,
                "score": p.score,
                "properties": {
                    "price_sensitivity": p.price_sensitivity,
                    "events": p.events,
                    "purchases": p.purchases,
                },
            }
            for p in result.profiles
        ),
    )
    return result


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
        if isinstance(recall, ItemWeights):
            recalls[name] = recall.moved(positions)
    signals = signals_of(data, recalls)
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


class Names:
    """Both names of an entity, for words about segments."""

    def __init__(self, services: Services) -> None:
        self._names = {name.id: (name.name, name.aliases) for name in services.export.names()}

    def __call__(self, entity: str) -> tuple[str, str]:
        """Return (zh, en); the Chinese one is the first Chinese alias, else the name."""
        name, aliases = self._names.get(entity, (entity, ()))
        chinese = next(
            (alias for alias in (name, *aliases) if any("\u4e00" <= c <= "\u9fff" for c in alias)), name
        )
        return chinese, name


def _deeds(services: Services) -> pl.DataFrame:
    rows = ((deed.user, deed.type, deed.product, deed.at) for deed in services.export.deeds())
    frames = (pl.DataFrame(batch, DEED_SCHEMA, orient="row") for batch in batched(rows, FRAME_ROWS))
    return pl.concat(chain([pl.DataFrame(schema=DEED_SCHEMA)], frames))


def _products(products: list[ProductAttributes]) -> pl.DataFrame:
    rows = [(p.id, p.price, p.brand, next(iter(p.categories), None)) for p in products]
    return pl.DataFrame(rows, PRODUCT_SCHEMA, orient="row")


def _features(products: list[ProductAttributes]) -> pl.DataFrame:
    rows = [(p.id, feature) for p in products for feature in p.features]
    return pl.DataFrame(rows, {"product": pl.String, "entity": pl.String}, orient="row")


def _segment_properties(segment: Segment) -> dict[str, Any]:
    return {
        "id": segment.id,
        "name": segment.name_zh,
        "name_en": segment.name_en,
        "description": segment.description_zh,
        "description_en": segment.description_en,
        "size": segment.size,
        "price_sensitivity": segment.price_sensitivity,
    }
