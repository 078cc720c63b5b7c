"""What targets lead to: brands, categories, features, use cases; and where a price stands in its category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array

from profiles.frames import ASKS, HAS, PRODUCTS, places, require

Floats = NDArray[np.float64]
SHELF: Final = 30
"""Products that a category needs for prices and base rates; of several the smallest such one counts."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Targets (products, queries, entities) by row; the first `products` ones are products.

    `leads` is [targets, entities], 1 where one leads to the other. `strata` numbers the target's shelf: a category, all
    products without one, or all that was said in words; `shelves` is how many there are. `prices` are NaN where
    unknown; `coins` numbers their currencies in `currencies`, in which "" stands for one that nothing says. `positions`
    are mid-ranks in (0, 1) among the prices of the shelf in that currency.
    """

    targets: pl.Series
    products: int
    entities: tuple[str, ...]
    leads: csr_array
    strata: NDArray[np.int64]
    shelves: int
    prices: Floats
    coins: NDArray[np.int64]
    currencies: tuple[str, ...]
    positions: Floats

    def kind(self, name: str) -> NDArray[np.bool_]:
        """Return which entities are of a kind: brand, category, feature or usecase."""
        return np.array([entity.startswith(f"{name}/") for entity in self.entities], bool)


def read_catalogue(products: pl.DataFrame, has: pl.DataFrame, asks: pl.DataFrame) -> Catalogue:
    """Return what products and queries lead to; see `profiles.frames`. An entity leads to itself.

    Raises:
        EventFrameError: a column is missing.
    """
    require(products, PRODUCTS, "products")
    require(has, HAS, "has")
    require(asks, ASKS, "asks")
    products = products.unique("product").sort("product")
    has = has.join(products.select("product"), on="product")
    entities = pl.concat([has["entity"], asks["entity"]]).unique().sort()
    said = pl.concat([asks["query"].unique(), entities]).unique().sort()
    targets = pl.concat([products["product"], said])
    pairs = pl.concat([
        has.select(target="product", entity="entity"),
        asks.select(target="query", entity="entity"),
        pl.DataFrame({"target": entities, "entity": entities}),
    ]).unique()  # fmt: skip
    cells = places(pairs["target"], targets), places(pairs["entity"], entities)
    leads = csr_array((np.ones(len(pairs)), cells), shape=(len(targets), len(entities)))
    strata, shelves = _strata(products, has, len(said))
    placed = products.with_columns(pl.Series("shelf", strata[: len(products)]))
    coins = products["currency"].fill_null("")
    currencies = coins.unique().sort()
    unknown = np.full(len(said), np.nan)
    return Catalogue(
        targets=targets,
        products=len(products),
        entities=tuple(entities),
        leads=leads,
        strata=strata,
        shelves=shelves,
        prices=np.concatenate([_prices(products), unknown]),
        coins=np.concatenate([places(coins, currencies), np.full(len(said), -1)]),
        currencies=tuple(currencies),
        positions=np.concatenate([_positions(placed), unknown]),
    )


def _strata(products: pl.DataFrame, has: pl.DataFrame, said: int) -> tuple[NDArray[np.int64], int]:
    """Return each target's shelf: categories by id, then products without one, then words."""
    categories = has.filter(pl.col("entity").str.starts_with("category/")).unique()
    size = pl.len().over("entity").cast(pl.Int64)
    # A small category has no distribution; a root that holds everything tells nothing apart.
    chosen = categories.sort(size < SHELF, (size - SHELF).abs(), "entity").unique(
        "product", keep="first", maintain_order=True
    )
    names = chosen["entity"].unique().sort()
    own = products.join(chosen, on="product", how="left", maintain_order="left")["entity"]
    found = places(own, names)
    shelves = np.where(found < 0, len(names), found)
    return np.concatenate([shelves, np.full(said, len(names) + 1)]), len(names) + 2


def _positions(products: pl.DataFrame) -> Floats:
    """Return (rank − ½) / count of each price on its shelf, in its currency; NaN where there is no price."""
    price, own = pl.col("price"), ("shelf", "currency")
    known = pl.when(price > 0).then(price)
    rank = (known.rank("average").over(*own) - 0.5) / known.count().over(*own)
    return products.select(rank.alias("position"))["position"].cast(pl.Float64).fill_null(np.nan).to_numpy()


def _prices(products: pl.DataFrame) -> Floats:
    price = pl.col("price")
    return products.select(pl.when(price > 0).then(price))["price"].fill_null(np.nan).to_numpy()
