"""The demo's simulated shoppers as a data set: looks and purchases of seven kinds of shopper, prices and features."""

from __future__ import annotations

import tomllib

import numpy as np

from daogou.pipeline.behaviour import WANTED
from daogou.settings import PROJECT
from graph.events import RELATIONS
from graph.recall import EVENT_WEIGHTS
from recommend.dataset import Dataset, Knowledge, Matrix
from recommend.sparse import marked
from seeds.shoppers import Device, make_shoppers, read_devices, simulate


def simulated_shop(count: int, seed: int = 20260601) -> Dataset:
    """Return so many shoppers; each pair of shopper and device stands once, with its weightiest event."""
    devices = read_devices(PROJECT / "seeds" / "devices")
    kinds = tomllib.loads((PROJECT / "seeds" / "shopper_types.toml").read_text("utf-8"))
    shoppers = make_shoppers(kinds, devices, count, seed)
    rows = {shopper.id: row for row, shopper in enumerate(shoppers)}
    columns = {device.id: column for column, device in enumerate(devices)}
    weights: dict[tuple[int, int], float] = {}
    wanted: set[tuple[int, int]] = set()
    for event in simulate(shoppers, devices, seed + 1):
        kind = RELATIONS[event["type"]]
        if kind in EVENT_WEIGHTS:
            pair = rows[event["user"]], columns[event["product"]]
            weights[pair] = max(EVENT_WEIGHTS[kind], weights.get(pair, 0.0))
            wanted |= {pair} if kind in WANTED else set()
    pairs = np.array(list(weights), np.int64)
    prices = np.log([device.price or np.nan for device in devices]).astype(np.float32)
    return Dataset(
        tuple(rows), tuple(columns), pairs[:, 0], pairs[:, 1], np.ones(len(pairs), np.float32),
        knowledge=Knowledge(_relations(devices), prices=prices),
        weights=np.array(list(weights.values()), np.float32),
        wanted=np.array([pair in wanted for pair in weights], bool),
    )  # fmt: skip


def _relations(devices: list[Device]) -> dict[str, Matrix]:
    named = {
        "brand": [[device.brand] for device in devices],
        "category": [[device.category] for device in devices],
        "feature": [sorted(device.features) for device in devices],
    }
    found = {}
    for kind, own in named.items():
        names = {
            name: column for column, name in enumerate(sorted({each for names in own for each in names}))
        }
        cells = np.array([(row, names[name]) for row, each in enumerate(own) for name in each], np.int64)
        found[kind] = marked(cells[:, 0], cells[:, 1], (len(devices), len(names)))
    return found
