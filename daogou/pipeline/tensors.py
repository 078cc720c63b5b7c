"""The graph as tensors: what shoppers did, what products are, and which go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from daogou.services import Services
from gnn.graph_data import PRODUCT, USER, Edges, GraphTensors
from graph.recall import EVENT_WEIGHTS

POSITIVES: Final = ("PURCHASED", "ADDED_TO_CART", "RATED", "REVIEWED")
RELATED: Final = "related"
"""Products that are only somebody's neighbour."""
Pairs = list[tuple[int, int]]


def export_tensors(services: Services) -> GraphTensors:
    """Return behaviour, given neighbours, brands, categories and features as arrays. Memory grows with edges."""
    products = list(services.export.products())
    named = {
        "brand": [(p.id, p.brand) for p in products if p.brand],
        "category": [(p.id, category) for p in products for category in p.categories],
        "feature": [(p.id, feature) for p in products for feature in p.features],
    }
    index = {
        USER: _numbered(services.export.users()),
        PRODUCT: _numbered(product.id for product in products),
        **{kind: _numbered(sorted({name for _, name in pairs})) for kind, pairs in named.items()},
    }
    neighbours: defaultdict[tuple[str, str], Pairs] = defaultdict(list)
    beyond: dict[str, int] = {}
    for product, name, other in services.export.neighbours():
        known = other in index[PRODUCT]
        number = index[PRODUCT][other] if known else beyond.setdefault(other, len(beyond))
        neighbours[name, PRODUCT if known else RELATED].append((index[PRODUCT][product], number))
    index[RELATED] = beyond
    relations = [
        *(Edges(name, PRODUCT, kind, _array(pairs)) for (name, kind), pairs in sorted(neighbours.items())),
        *(
            Edges(kind, PRODUCT, kind, _array([(index[PRODUCT][a], index[kind][b]) for a, b in pairs]))
            for kind, pairs in named.items()
            if pairs
        ),
    ]
    behaviour, wanted = _behaviour(services, index)
    return GraphTensors(
        {kind: tuple(ids) for kind, ids in index.items()}, behaviour, tuple(relations), wanted
    )


def _behaviour(services: Services, index: dict[str, dict[str, int]]) -> tuple[Edges, NDArray[np.int64]]:
    """Return each (shopper, product) with its weightiest event, and the pairs to be ranked first."""
    weights: dict[tuple[int, int], float] = {}
    wanted: set[tuple[int, int]] = set()
    for deed in services.export.deeds():
        if deed.product and deed.type in EVENT_WEIGHTS:
            pair = (index[USER][deed.user], index[PRODUCT][deed.product])
            weights[pair] = max(EVENT_WEIGHTS[deed.type], weights.get(pair, 0.0))
            if deed.type in POSITIVES:
                wanted.add(pair)
    edges = Edges("DID", USER, PRODUCT, _array(list(weights)), np.array(list(weights.values()), np.float32))
    return edges, _array(sorted(wanted))


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {id_: number for number, id_ in enumerate(ids)}


def _array(pairs: Pairs) -> NDArray[np.int64]:
    return np.array(pairs, np.int64).reshape(-1, 2)
