"""The graph as the data set that the ranking learns from: what shoppers did, what products are, which go together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from daogou.errors import StateError
from daogou.services import Services
from graph.export import ProductAttributes
from graph.recall import EVENT_WEIGHTS
from recommend.dataset import Dataset, Floats, Knowledge, Matrix
from recommend.sparse import marked

WANTED = frozenset({"PURCHASED", "ADDED_TO_CART", "RATED", "REVIEWED"})
"""What a shopper is led to; a look is not."""
Pairs = list[tuple[int, int]]


def export_dataset(services: Services) -> Dataset:
    """Return behaviour, given neighbours, brands, categories, features and prices. Memory grows with edges.

    Each pair of shopper and product stands once, with its weightiest event.

    Raises:
        StateError: there is no shopper or no product.
    """
    products = list(services.export.products())
    users, items = tuple(services.export.users()), tuple(product.id for product in products)
    if not users or not items:
        raise StateError(
            f"found {len(users)} shoppers and {len(items)} products in the graph, expected some of each: "
            "load a catalogue and events first"
        )
    rows, columns = _numbered(users), _numbered(items)
    weights: dict[tuple[int, int], float] = {}
    wanted: dict[tuple[int, int], bool] = {}
    for deed in services.export.deeds():
        if deed.product and deed.type in EVENT_WEIGHTS:
            pair = (rows[deed.user], columns[deed.product])
            weights[pair] = max(EVENT_WEIGHTS[deed.type], weights.get(pair, 0.0))
            wanted[pair] = wanted.get(pair, False) or deed.type in WANTED
    relations, names = _relations(products)
    pairs = np.array(list(weights), np.int64).reshape(-1, 2)
    return Dataset(
        users,
        items,
        pairs[:, 0],
        pairs[:, 1],
        np.ones(len(pairs), np.float32),
        knowledge=Knowledge(relations, _neighbours(services, columns), (), _prices(products), names),
        weights=np.array(list(weights.values()), np.float32),
        wanted=np.array(list(wanted.values()), bool),
    )


def _relations(products: list[ProductAttributes]) -> tuple[dict[str, Matrix], dict[str, list[str]]]:
    """Return products × entities, and the entities' ids, for each relation that holds anything."""
    named: dict[str, list[tuple[str, ...]]] = {
        "model": [(product.model,) if product.model else () for product in products],
        "brand": [(product.brand,) if product.brand else () for product in products],
        "category": [product.categories for product in products],
        "feature": [product.features for product in products],
    }
    matrices, names = {}, {}
    for relation, entities in named.items():
        ids = sorted({entity for own in entities for entity in own})
        columns = _numbered(ids)
        pairs = [(row, columns[entity]) for row, own in enumerate(entities) for entity in own]
        if pairs:
            matrices[relation], names[relation] = _matrix(pairs, len(products), len(columns)), ids
    return matrices, names


def _neighbours(services: Services, columns: Mapping[str, int]) -> dict[str, Matrix]:
    """Return products × (products and those that are only somebody's neighbour) for each kind."""
    pairs: defaultdict[str, Pairs] = defaultdict(list)
    beyond: dict[str, int] = {}
    for product, kind, other in services.export.neighbours():
        column = columns.get(other)
        if column is None:
            column = len(columns) + beyond.setdefault(other, len(beyond))
        pairs[kind.lower()].append((columns[product], column))
    size = len(columns) + len(beyond)
    return {kind: _matrix(own, len(columns), size) for kind, own in sorted(pairs.items())}


def _prices(products: list[ProductAttributes]) -> Floats | None:
    """Return logarithms of the prices in the commonest currency, NaN for others; None where no price is known."""
    currencies = Counter(product.currency for product in products if product.price and product.currency)
    if not currencies:
        return None
    ((common, _),) = currencies.most_common(1)
    known = (product.price if product.currency == common else None for product in products)
    prices: Floats = np.log(np.array([price or np.nan for price in known], np.float32))
    return prices


def _matrix(pairs: Pairs, rows: int, columns: int) -> Matrix:
    cells = np.array(pairs, np.int64)
    return marked(cells[:, 0], cells[:, 1], (rows, columns))


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {id_: number for number, id_ in enumerate(ids)}
