import json
import tomllib
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from seeds.shoppers import DAYS, START, Json, generate, read_jsonl
from tests.seeds.samples import SEEDS, rows

SHOPPERS = [f"sim-{number:03d}" for number in range(1, 501)]
KINDS = tomllib.loads((SEEDS / "shopper_types.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return generate(SEEDS, tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def events(made: tuple[Path, Path, Path]) -> list[Json]:
    return list(read_jsonl([made[2]]))


def of_type(events: list[Json], name: str) -> list[Json]:
    return [event for event in events if event["type"] == name]


def test_five_hundred_shoppers_all_do_something(events: list[Json]) -> None:
    assert list(dict.fromkeys(event["user"] for event in events)) == SHOPPERS
    assert {event["type"] for event in events} == {"view", "search", "add_to_cart", "purchase", "rating"}


def test_events_have_unique_ids_and_stand_in_order(events: list[Json]) -> None:
    assert len({event["id"] for event in events}) == len(events)
    times = defaultdict(list)
    for event in events:
        times[event["user"]].append(event["at"])
    assert [user for user, at in times.items() if at != sorted(at)] == []


def test_all_days_lie_within_the_ninety(events: list[Json]) -> None:
    days = [datetime.fromisoformat(event["at"]) - START for event in events]
    assert timedelta() <= min(days)
    assert max(days) < timedelta(days=DAYS)


def test_events_are_about_devices(events: list[Json]) -> None:
    products = {device["id"] for device in rows("devices")}
    assert {event["product"] for event in events if "product" in event} <= products
    assert [
        e["id"] for e in events if "product" not in e and not (e["type"] == "search" and e["query"])
    ] == []


def test_who_rates_has_bought_before_and_once(events: list[Json]) -> None:
    purchases = of_type(events, "purchase")
    bought = {(event["user"], event["product"]): event["at"] for event in purchases}
    assert len(bought) == len(purchases)
    ratings = of_type(events, "rating")
    assert [e["id"] for e in ratings if e["at"] <= bought.get((e["user"], e["product"]), e["at"])] == []
    assert {event["rating"] for event in ratings} <= {1, 2, 3, 4, 5}


def test_reviews_are_by_shoppers_and_by_buyers_where_there_are_some(
    made: tuple[Path, Path, Path], events: list[Json]
) -> None:
    texts = list(read_jsonl([made[1]]))
    authors = defaultdict(set)
    for text in texts:
        if text["kind"] == "review":
            authors[text["product"]].add(text["author"])
    assert set().union(*authors.values()) <= set(SHOPPERS)
    assert [text["id"] for text in texts if text["kind"] != "review" and "author" in text] == []
    buyers = defaultdict(set)
    for event in of_type(events, "purchase"):
        buyers[event["product"]].add(event["user"])
    assert [
        product for product in authors.keys() & buyers.keys() if not authors[product] & buyers[product]
    ] == []


def test_the_same_seed_gives_the_same_bytes(made: tuple[Path, Path, Path], tmp_path: Path) -> None:
    again = generate(SEEDS, tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]


def test_another_seed_gives_other_events(made: tuple[Path, Path, Path], tmp_path: Path) -> None:
    other = generate(SEEDS, tmp_path, seed=1)
    assert [left.read_bytes() == right.read_bytes() for left, right in zip(other, made, strict=True)] == [
        True,
        False,
        False,
    ]


def test_the_catalogue_has_every_device_and_the_texts_its_titles(made: tuple[Path, Path, Path]) -> None:
    catalogue, texts = (list(read_jsonl([path])) for path in made[:2])
    assert [row["id"] for row in catalogue] == [device["id"] for device in rows("devices")]
    titles = {(text["product"], text["text"]) for text in texts if text["kind"] == "title"}
    assert {(device["id"], device["title_en"]) for device in rows("devices")} <= titles
    assert len({json.dumps(text["id"]) for text in texts}) == len(texts)


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_like_what_their_shelves_hold(kind: str) -> None:
    shelves = [device for device in rows("devices") if device["category"] in KINDS[kind]["categories"]]
    assert KINDS[kind]["categories"].keys() <= {device["category"] for device in shelves}
    assert KINDS[kind]["brands"].keys() <= {device["brand"] for device in shelves}
    assert set(KINDS[kind]["features"]) <= {name for device in shelves for name in device["features"]}
