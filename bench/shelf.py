"""All products of the graph in memory, and whether one meets a slot: apart from the code that finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import neo4j

from graph.queries import load_queries

FOLDER: Final = Path(__file__).parent / "cypher"
WRITTEN: Final = re.compile(r"([a-z_]+)(!=|<=|>=|=|~|<|>)(.+)")
NUMBER: Final = re.compile(r"(-?\d+(?:\.\d+)?)(?: (\S+))?")
KINDS: Final = {
    "category/smartphone": {"category/foldable-phone"},
    "category/laptop": {"category/gaming-laptop", "category/2-in-1-laptop", "category/mobile-workstation", "category/chromebook"},
    "category/camera": {"category/mirrorless-camera", "category/dslr-camera", "category/compact-camera", "category/vlog-camera", "category/action-camera"},
    "category/headphones": {"category/earbuds", "category/sports-headphones", "category/gaming-headset"},
    "category/smartwatch": {"category/kids-smartwatch", "category/fitness-band"},
}  # fmt: skip
FEATURED: Final = {
    "category/foldable-phone": ("category/smartphone", "feature/foldable-screen"),
    "category/2-in-1-laptop": ("category/laptop", "feature/2-in-1"),
}
"""Kinds that catalogues file under a wider category, with a feature."""
WIDE: Final = {"screen_size": 0.05, "weight": 0.1}


class Slots:
    """The slots of a need as they are written, taken apart."""

    def __init__(self, written: Iterable[str]) -> None:
        self.parts = [match.groups() for text in written if (match := WRITTEN.fullmatch(text))]

    def of(self, name: str, relation: str = "=") -> list[str]:
        """Return the values of slots of that name."""
        return [value for own, rel, value in self.parts if own == name and rel == relation]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Products by id as `check_products` reads them."""

    products: dict[str, dict[str, Any]]

    @classmethod
    def read(cls, driver: neo4j.Driver) -> Shelf:
        """Read all products; memory grows with them."""
        with driver.session() as session:
            rows = session.run(load_queries(FOLDER)["check_products"].text)
            return cls({row["id"]: dict(row) for row in rows})

    @property
    def models(self) -> set[str]:
        """The ids of all models."""
        return {row["model"] for row in self.products.values() if row["model"]}

    def model(self, product: str) -> str:
        """Return the model of a product, itself where it has none."""
        return str(self.products.get(product, {}).get("model") or product)

    def numbers(self, product: str, attribute: str) -> list[float]:
        """Return the numbers that are stated of an attribute, the price too."""
        row = self.products[product]
        if attribute == "price":
            return [row["price"]] if row["price"] is not None else []
        return [number for name, number, _, _ in row["values"] if name == attribute and number is not None]

    def knows(self, product: str, asked: str) -> bool:
        """Say whether anything is stated of an attribute or a feature."""
        row = self.products.get(product)
        if row is None:
            return False
        if asked in {"stock", "shelf", "price"}:
            return row[{"stock": "in_stock"}.get(asked, asked)] is not None
        if "/" in asked:
            return asked in {*row["features"], *row["lacks"], *row["judged"]}
        return any(name == asked for name, *_ in row["values"])

    def meets(self, product: str, slots: Slots, shown: list[str]) -> bool:
        """Say whether a product meets every slot that is no mere wish; `shown` are those that it is compared with."""
        return not list(self.violations(product, slots, shown))

    def violations(self, product: str, slots: Slots, shown: list[str]) -> Iterable[str]:
        """Yield the slots that a product does not meet."""
        row = self.products[product]
        for name in ("category", "brand"):
            wanted = set(slots.of(name))
            have = set(row["categories" if name == "category" else "brands"])
            if wanted and not any(self._is(row, have, one) for one in wanted):
                yield f"{name}={wanted}"
        gone = set(slots.of("brand", "!=")) & set(row["brands"]) | set(slots.of("feature", "!=")) & set(
            row["features"]
        )
        yield from (f"!={one}" for one in gone)
        yield from (f"feature={one}" for one in set(slots.of("feature")) - set(row["features"]))
        for name, relation, value in slots.parts:
            if name not in {"category", "brand", "feature", "praised", "use", "like"} and not self._fits(
                row, name, relation, value, slots, shown
            ):
                yield f"{name}{relation}{value}"

    def _is(self, row: dict[str, Any], have: set[str], wanted: str) -> bool:
        if wanted in FEATURED:
            category, feature = FEATURED[wanted]
            return wanted in have or (category in have and feature in row["features"])
        return bool(have & {wanted, *KINDS.get(wanted, ())})

    def _fits(
        self, row: dict[str, Any], name: str, relation: str, value: str, slots: Slots, shown: list[str]
    ) -> bool:
        numbers = self.numbers(row["id"], name)
        if value in {"low", "high"}:
            return True
        if value in {"lower", "higher"}:
            before = [n for id_ in shown for n in self.numbers(id_, name)]
            return not before or any(
                n < max(before) if value == "lower" else n > min(before) for n in numbers
            )
        if value == "like":
            like = [
                n
                for id_, other in self.products.items()
                if other["model"] in slots.of("like")
                for n in self.numbers(id_, name)
            ]
            return not like or any(n < max(like) if relation == "<" else n > min(like) for n in numbers)
        number = NUMBER.fullmatch(value)
        if number and (number[2] or name == "year"):
            if name == "price" and row["currency"] != number[2]:
                return False
            return any(_bounded(n, relation, float(number[1]), name) for n in numbers)
        words = {str(v).lower().replace(" ", "") for own, _, _, v in row["values"] if own == name}
        return (value.lower().replace(" ", "") in words) == (relation == "=")


def _bounded(number: float, relation: str, bound: float, name: str) -> bool:
    wide = WIDE.get(name, 0.2)
    match relation:
        case "<=":
            return number <= bound
        case ">=":
            return number >= bound
        case "~":
            return bound * (1 - wide) <= number <= bound * (1 + wide)
        case _:
            return number == bound
