"""The demo's stages; one that is up to date is not done again."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from daogou.pipeline import feeds
from daogou.pipeline.catalog import load_catalog
from daogou.pipeline.learning import publish_ranking, train_ranking
from daogou.pipeline.profiles import build_profiles
from daogou.pipeline.shipped import publish_recogniser
from daogou.pipeline.texts import extract_loaded
from daogou.services import Services
from daogou.settings import PROJECT
from graph.publish import Stages
from seeds.dates import date_orders
from seeds.shoppers import generate
from sources.mapping_files import read_mapping

Stage = tuple[str, tuple[Path, ...], Callable[[], object]]
"""A name, the folders whose change does it again, and what it does."""


def set_up(services: Services) -> list[str]:
    """Run the stages whose inputs (data or code) changed since they were last done; return their names.

    What is done is remembered in the graph itself, so an emptied database is set up again.
    """
    stages, remembered = _stages(services), Stages(services.driver)
    ran, inputs = [], ""
    for name, folders, work in stages:
        # A stage builds on those before it: their inputs are its own too.
        inputs = _digest([inputs, *map(_digest_of, folders)])
        if remembered.is_done(name, inputs):
            services.screen.note(f"✓ {name}: up to date")
            continue
        started = time.monotonic()
        services.screen.note(f"… {name}")
        result = work()
        services.screen.note(f"✓ {name}: {time.monotonic() - started:.1f} s {_shown(result)}")
        remembered.done(name, inputs)
        ran.append(name)
    return ran


def _stages(services: Services) -> list[Stage]:
    demo = services.settings.home / "demo"
    seeds = services.settings.seeds

    def load_seeds() -> object:
        catalog, texts, events = generate(seeds, demo)
        orders = date_orders(seeds / "orders" / "shop.jsonl", demo / "orders.jsonl", datetime.now(UTC))
        mapping = read_mapping(seeds / "mappings" / "devices.toml")
        products = load_catalog(services, catalog, mapping)
        return {
            "devices": products.loaded,
            "texts": feeds.load_documents(services, texts).loaded,
            "events of simulated shoppers": feeds.load_events(services, events).loaded,
            "simulated orders": feeds.load_orders(services, orders).loaded,
            "policies": feeds.load_policies(services, seeds / "policies" / "shop.jsonl").loaded,
        }

    return [
        ("seeds", (seeds, *_code("sources", "graph", "daogou/pipeline")), load_seeds),
        (
            "recogniser",
            _code("extraction"),
            lambda: publish_recogniser(services.settings, services.screen),
        ),
        ("extraction", _code("extraction"), lambda: extract_loaded(services)),
        ("profiles", _code("profiles"), lambda: {"segments": len(build_profiles(services).segments)}),
        (
            "ranking, published",
            _code("gnn", "recommend"),
            lambda: publish_ranking(services, train_ranking(services)),
        ),
    ]


def _code(*rooms: str) -> tuple[Path, ...]:
    return tuple(PROJECT / room for room in rooms)


def _digest_of(folder: Path) -> str:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and "__pycache__" not in file.parts)
    return _digest(
        f"{file.relative_to(folder)} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files
    )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _shown(result: object) -> str:
    return ", ".join(f"{name} {value}" for name, value in result.items()) if isinstance(result, dict) else ""
