"""What the graph learns of itself: segments and embeddings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any, Final

import polars as pl

from daogou.pipeline.tensors import export_tensors
from daogou.services import Services
from gnn.config import Config
from gnn.similar import neighbours
from gnn.train import Embeddings, train
from graph.batches import batched
from graph.export import ProductAttributes
from profiles.build import build
from profiles.records import Profiles, Segment

Progress = Callable[[int, Mapping[str, float]], None]
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


def train_embeddings(
    services: Services, config: Config | None = None, *, progress: Progress | None = None
) -> Embeddings:
    """Train on the graph's own edges."""
    return train(export_tensors(services), config, progress=progress)


def publish_embeddings(services: Services, learned: Embeddings) -> dict[str, Any]:
    """Publish vectors (one atomic switch) and the nearest products of each."""
    ids, vectors = learned.product_ids, learned.vectors
    rows = zip(ids, vectors.products, vectors.tastes, strict=True)
    published = services.publisher.embeddings(rows, dimension=vectors.products.shape[1])
    services.publisher.drop_neighbours()
    near = (
        (ids[row], ids[other], round(score, 4)) for row, other, score in neighbours(vectors.products, SIMILAR)
    )
    edges = services.writer.scored("SIMILAR_TO", near)
    return {"set": published, "products": len(ids), "similar": edges}


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
