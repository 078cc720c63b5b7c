"""What the storefront's ten queries are asked about: the same things for whoever answers them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

import neo4j

from daogou.settings import PROJECT
from graph.queries import load_queries

Cases: TypeAlias = dict[str, list[dict[str, Any]]]
"""Variables of each query, asked in turn."""
FOLDER: Final = Path(__file__).parent / "cypher"
DOCUMENTS: Final = PROJECT / "examples" / "storefront"
PEER_DOCUMENTS: Final = Path(__file__).parent / "neo4j_graphql"


def documents(folder: Path = DOCUMENTS) -> dict[str, str]:
    """Return the text of each query by its name."""
    return {file.stem: file.read_text("utf-8") for file in sorted(folder.glob("*.graphql"))}


def cases(driver: neo4j.Driver, users: list[str], count: int, seed: int) -> Cases:
    """Return `count` cases of each query."""
    with driver.session() as session:
        rows = session.run(load_queries(FOLDER)["storefront_products"].text, limit=10 * count).data()
    if len(rows) < 2 or not users:
        raise SystemExit("the graph has too few devices, or no shoppers: load a catalogue and events first")
    random = Random(seed)
    chosen, others = random.choices(rows, k=count), random.choices(rows, k=count)
    shoppers = random.choices(users, k=count)
    return {
        "product": [{"id": row["product"]} for row in chosen],
        "category": [{"category": row["category"], "after": None} for row in chosen],
        "list": [_filter(row, random) for row in chosen],
        "search": [{"text": f"{row['name']} 手机"} for row in chosen],
        "suggest": [{"text": row["name"][: 2 + len(row["name"]) // 2]} for row in chosen],
        "compare": [
            {"ids": [row["product"], other["product"]]}
            for row, other in zip(chosen, others, strict=True)
            if row["product"] != other["product"]
        ],
        "recommend": [{"user": user} for user in shoppers],
        "related": [{"id": row["product"]} for row in chosen],
        "brand": [{"id": row["brand"]} for row in chosen],
        "facts": [{"subject": row["product"]} for row in chosen],
    }


def _filter(row: dict[str, Any], random: Random) -> dict[str, Any]:
    battery = {"batteryCapacity": {"gte": random.choice((3000, 4000, 5000))}}
    return {"filter": {"brands": [row["brand"]], "parameters": battery}, "sort": {"by": "BATTERY_CAPACITY"}}
