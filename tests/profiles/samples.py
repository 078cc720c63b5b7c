"""Small shops and the simulated one, as frames."""

from __future__ import annotations

import tomllib
from functools import cache

import polars as pl

from daogou.settings import PROJECT
from graph.events import RELATIONS
from profiles.catalogue import Catalogue, read_catalogue
from profiles.frames import ASKS, EVENTS, HAS, PRODUCTS
from seeds.shoppers import make_shoppers, read_devices, simulate

NOW, BEFORE = "2026-06-30T00:00:00+00:00", "2026-05-01T00:00:00+00:00"
Row = tuple[str, str, str, str | None]


def events(*rows: Row, rating: float | None = None, price: float | None = None) -> pl.DataFrame:
    return pl.DataFrame([(*row, rating, price) for row in rows], EVENTS, orient="row")


def catalogue() -> Catalogue:
    """Three phones of two brands and a watch; `dear` has nfc, and a search asks for it."""
    products = [
        ("cheap", 100.0, "CNY"),
        ("middle", 200.0, "CNY"),
        ("dear", 300.0, "CNY"),
        ("watch", 50.0, "CNY"),
    ]
    has = [
        *((product, "category/phone") for product in ("cheap", "middle", "dear")),
        *((product, "brand/a") for product in ("cheap", "middle")),
        ("dear", "brand/b"), ("watch", "brand/c"), ("watch", "category/watch"), ("dear", "feature/nfc"),
    ]  # fmt: skip
    return read_catalogue(
        pl.DataFrame(products, PRODUCTS, orient="row"),
        pl.DataFrame(has, HAS, orient="row"),
        pl.DataFrame([("query/nfc", "feature/nfc")], ASKS, orient="row"),
    )


@cache
def simulated(count: int = 500, seed: int = 20260601) -> tuple[pl.DataFrame, Catalogue, dict[str, str]]:
    """Return the events of simulated shoppers, their shop, and the kind of each."""
    seeds = PROJECT / "seeds"
    devices = read_devices(seeds / "devices")
    kinds = tomllib.loads((seeds / "shopper_types.toml").read_text("utf-8"))
    shoppers = make_shoppers(kinds, devices, count, seed)
    rows = [
        (
            e["user"],
            RELATIONS[e["type"]],
            e.get("product") or e["query"],
            e["at"],
            e.get("rating"),
            e.get("price"),
        )
        for e in simulate(shoppers, devices, seed + 1)
    ]
    has = [
        (device.id, entity)
        for device in devices
        for entity in (
            f"brand/{device.brand}",
            f"category/{device.category}",
            *(f"feature/{name}" for name in sorted(device.features)),
        )
    ]
    shop = read_catalogue(
        pl.DataFrame(
            [(device.id, device.price or None, "CNY") for device in devices], PRODUCTS, orient="row"
        ),
        pl.DataFrame(has, HAS, orient="row"),
        pl.DataFrame(schema=ASKS),
    )
    happened = pl.DataFrame(rows, EVENTS, orient="row", infer_schema_length=None)
    return happened, shop, {shopper.id: shopper.kind for shopper in shoppers}


def names(entity: str) -> tuple[str, str]:
    return f"中{entity.rpartition('/')[2]}", entity.rpartition("/")[2]
