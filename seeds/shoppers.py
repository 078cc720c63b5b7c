"""Simulated shoppers: 90 days of views, searches, purchases, ratings and reviews. No real person is in it.

The generator, all of it: each shopper has one kind of `shopper_types.toml` and own tastes around it.
Visits come as a Poisson process; a visit has a category drawn by the kind's weights, at times a search, and views by

    utility(product) = log brand weight + log lift × (kind's features the product has)
                       − (price percentile − wanted percentile)² / 0.08 + taste,   taste ~ N(0, 0.5) a shopper

by softmax. A viewed product goes to the cart with probability 0.22, and from the cart to a purchase with 0.5, once.
One purchase in three is rated; the written reviews of `seeds/texts` are given to buyers of their product.
The same seed gives the same bytes. Time and memory grow with events.
"""

from __future__ import annotations

import json
import math
import random
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

START = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = 90
YUAN = {"CNY": 1.0, "USD": 7.2, "EUR": 7.8}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Device:
    """What the simulation knows of a product; `percentile` is its price's place within its category."""

    id: str
    brand: str
    category: str
    features: frozenset[str]
    price: float | None
    currency: str | None
    percentile: float


@dataclass(frozen=True, slots=True)
class Shopper:
    """A simulated person: a kind, and how much they like each device."""

    id: str
    kind: str
    categories: tuple[tuple[str, ...], tuple[float, ...]]
    queries: tuple[str, ...]
    appeal: dict[str, float]
    visits_a_day: float


def read_jsonl(paths: Iterable[Path]) -> Iterator[Json]:
    """Yield the objects of JSON Lines files, in order."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def read_devices(folder: Path) -> list[Device]:
    """Read `seeds/devices`; a device without a price is placed in the middle of its category."""
    rows = list(read_jsonl(sorted(folder.glob("*.jsonl"))))
    prices: dict[str, list[float]] = {}
    for row in rows:
        if row.get("price"):
            prices.setdefault(row["category"], []).append(_yuan(row))
    return [
        Device(
            id=row["id"],
            brand=row["brand"],
            category=row["category"],
            features=frozenset(row.get("features", ())),
            price=row.get("price"),
            currency=row.get("currency"),
            percentile=_percentile(prices.get(row["category"], []), _yuan(row)) if row.get("price") else 0.5,
        )
        for row in rows
    ]


def make_shoppers(kinds: dict[str, Json], devices: list[Device], count: int, seed: int) -> list[Shopper]:
    """Draw `count` shoppers of the given kinds."""
    rng = random.Random(seed)
    names = list(kinds)
    drawn = rng.choices(names, [kinds[name]["share"] for name in names], k=count)
    return [
        _make_shopper(f"sim-{number:03d}", name, kinds[name], devices, rng)
        for number, name in enumerate(drawn, start=1)
    ]


def _make_shopper(name: str, kind: str, tastes: Json, devices: list[Device], rng: random.Random) -> Shopper:
    stocked = {device.category for device in devices}
    categories = {key: weight for key, weight in tastes["categories"].items() if key in stocked}
    wanted, liked = rng.gauss(tastes["price"], 0.07), frozenset(tastes["features"])
    appeal = {
        device.id: math.exp(
            math.log(tastes["brands"].get(device.brand, 1.0))
            + math.log(tastes["lift"]) * len(liked & device.features)
            - (device.percentile - wanted) ** 2 / 0.08
            + rng.gauss(0, 0.5)
        )
        for device in devices
        if device.category in categories
    }
    return Shopper(
        id=name,
        kind=kind,
        categories=(tuple(categories), tuple(categories.values())),
        queries=tuple(tastes["queries"]),
        appeal=appeal,
        visits_a_day=rng.lognormvariate(math.log(0.09), 0.5),
    )


def simulate(shoppers: list[Shopper], devices: list[Device], seed: int) -> Iterator[Json]:
    """Yield events shopper by shopper, each one's in the order of time; none lies beyond the last day."""
    rng, end = random.Random(seed), _iso(START + timedelta(days=DAYS))
    shelves: dict[str, list[Device]] = {}
    for device in devices:
        shelves.setdefault(device.category, []).append(device)
    for shopper in shoppers:
        lived = (event for event in _live(shopper, shelves, rng) if event["at"] < end)
        for number, event in enumerate(sorted(lived, key=lambda event: event["at"]), start=1):
            yield {"id": f"{shopper.id}-{number}", "user": shopper.id, **event}


def _live(shopper: Shopper, shelves: dict[str, list[Device]], rng: random.Random) -> Iterator[Json]:
    at, owned = START + timedelta(hours=rng.uniform(0, 72)), set[str]()
    while at < START + timedelta(days=DAYS):
        yield from _visit(shopper, shelves, owned, at, rng)
        at += timedelta(days=rng.expovariate(shopper.visits_a_day), hours=rng.uniform(0, 6))


def _visit(
    shopper: Shopper, shelves: dict[str, list[Device]], owned: set[str], at: datetime, rng: random.Random
) -> Iterator[Json]:
    if rng.random() < 0.45:
        yield {"type": "search", "at": _iso(at), "query": rng.choice(shopper.queries)}
    names, weights = shopper.categories
    if not names:
        return
    shelf = [device for device in shelves[rng.choices(names, weights)[0]] if device.id not in owned]
    if not shelf:
        return
    appeal = [shopper.appeal[device.id] for device in shelf]
    for device in dict.fromkeys(rng.choices(shelf, appeal, k=rng.randint(2, 7))):
        at += timedelta(seconds=rng.randint(20, 400))
        dwell = round(rng.lognormvariate(math.log(40), 0.7), 1)
        yield {"type": "view", "at": _iso(at), "product": device.id, "dwell_seconds": dwell}
        if rng.random() < 0.22:
            yield {"type": "add_to_cart", "at": _iso(at + timedelta(seconds=15)), "product": device.id}
            if rng.random() < 0.5:
                owned.add(device.id)
                yield from _buy(shopper, device, at + timedelta(seconds=90), rng)


def _buy(shopper: Shopper, device: Device, at: datetime, rng: random.Random) -> Iterator[Json]:
    paid = {"price": device.price, "currency": device.currency} if device.price else {}
    yield {"type": "purchase", "at": _iso(at), "product": device.id, **paid}
    rated_at = at + timedelta(days=rng.uniform(3, 20))
    if rng.random() < 1 / 3 and rated_at < START + timedelta(days=DAYS):
        liking = 3.2 + 0.45 * math.log(1 + shopper.appeal[device.id]) + rng.gauss(0, 0.7)
        yield {
            "type": "rating",
            "at": _iso(rated_at),
            "product": device.id,
            "rating": min(5, max(1, round(liking))),
        }


def assign_reviews(texts: Iterable[Json], events: Iterable[Json], seed: int) -> Iterator[Json]:
    """Give each review a simulated author: one who bought the product where there is one."""
    rng = random.Random(seed)
    buyers: dict[str, list[str]] = {}
    everybody: dict[str, None] = {}
    for event in events:
        everybody[event["user"]] = None
        if event["type"] == "purchase":
            buyers.setdefault(event["product"], []).append(event["user"])
    people = list(everybody)
    for text in texts:
        if text["kind"] != "review":
            yield text
            continue
        waiting = buyers.get(text["product"], [])
        author = waiting.pop(rng.randrange(len(waiting))) if waiting else rng.choice(people)
        at = START + timedelta(days=rng.uniform(20, DAYS))
        yield {**text, "author": author, "at": _iso(at)}


SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€"}
ATTRIBUTES = (
    "ram", "storage", "battery_capacity", "charging_power", "screen_size", "resolution", "refresh_rate", "brightness",
    "main_camera", "front_camera", "camera", "optical_zoom", "soc", "cpu", "gpu", "network", "wifi", "bluetooth", "os",
    "weight", "dimensions", "color", "water_resistance", "sim", "focal_length", "aperture", "sensor_size", "video",
    "other",
)  # fmt: skip


def flat(device: Json) -> Json:
    """Return a device of `seeds/devices` as one row of a catalogue, every attribute a column of its own."""
    sign = SIGNS.get(device.get("currency", ""), "")
    alias = device.get("model_zh", "")
    return {
        "id": device["id"],
        "title": device["title_zh"],
        "brand": device["brand"],
        "model": device["model"],
        "alias": alias if alias != device["model"] else "",
        "category": device["category"],
        "released": device.get("released", ""),
        "price": f"{sign}{device['price']}" if device.get("price") else "",
        "features": device.get("features", []),
        **{name: device["parameters"].get(name, "") for name in ATTRIBUTES},
    }


def titles(device: Json) -> Iterator[Json]:
    """Yield the device's other shop title as a text to extract; the Chinese one stands in the catalogue."""
    if text := device.get("title_en"):
        yield {
            "id": f"t-{device['id']}-en",
            "product": device["id"],
            "kind": "title",
            "language": "en",
            "text": text,
        }


def generate(seeds: Path, output: Path, *, count: int = 500, seed: int = 20260601) -> tuple[Path, Path, Path]:
    """Write `catalog.jsonl`, `texts.jsonl` (titles and reviews with authors) and `events.jsonl` in `output`."""
    rows = list(read_jsonl(sorted((seeds / "devices").glob("*.jsonl"))))
    devices = read_devices(seeds / "devices")
    kinds = tomllib.loads((seeds / "shopper_types.toml").read_text(encoding="utf-8"))
    shoppers = make_shoppers(kinds, devices, count, seed)
    events = list(simulate(shoppers, devices, seed + 1))
    reviews = assign_reviews(read_jsonl(sorted((seeds / "texts").glob("*.jsonl"))), events, seed + 2)
    output.mkdir(parents=True, exist_ok=True)
    return (
        _write_jsonl(output / "catalog.jsonl", map(flat, rows)),
        _write_jsonl(output / "texts.jsonl", chain((text for row in rows for text in titles(row)), reviews)),
        _write_jsonl(output / "events.jsonl", events),
    )


def _write_jsonl(path: Path, rows: Iterable[Json]) -> Path:
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return partial.replace(path)


def _percentile(prices: list[float], price: float) -> float:
    return (sum(other < price for other in prices) + 0.5 * prices.count(price)) / len(prices)


def _yuan(row: Json) -> float:
    return float(row.get("price") or 0) * YUAN[row.get("currency", "CNY")]


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
