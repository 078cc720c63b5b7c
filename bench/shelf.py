"""All products of the graph in memory, and whether one meets a slot: apart from the code that finds them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import neo4j

from bench.shelf_words import is_said, plain
from graph.queries import load_queries

FOLDER: Final = Path(__file__).parent / "cypher"
WRITTEN: Final = re.compile(r"([a-z_]+)(!=|<=|>=|=|~|<|>)(.+)")
NUMBER: Final = re.compile(r"(-?\d+(?:\.\d+)?)(?: (\S+))?")
KINDS: Final = {
    f"category/{category}": {f"category/{kind}" for kind in kinds.split()}
    for category, kinds in {
        "smartphone": "foldable-phone",
        "laptop": "gaming-laptop 2-in-1-laptop mobile-workstation chromebook",
        "camera": "mirrorless-camera dslr-camera compact-camera vlog-camera action-camera",
        "headphones": "earbuds sports-headphones gaming-headset",
        "smartwatch": "kids-smartwatch fitness-band",
    }.items()
}
"""Categories that others are kinds of."""
FEATURED: Final = {
    "category/foldable-phone": ("category/smartphone", "feature/foldable-screen"),
    "category/2-in-1-laptop": ("category/laptop", "feature/2-in-1"),
}
"""Kinds that catalogues file under a wider category, with a feature."""
WIDE: Final = {"screen_size": 0.05, "weight": 0.1}
USUAL: Final = 0.2
"""Share of a number that is still around it, by attribute; of all others `USUAL`."""
SOUGHT: Final = frozenset({"category", "brand", "feature", "praised", "use", "like"})
"""Names of slots that are no attribute's."""


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
    def read(cls, driver: neo4j.Driver, shown: float) -> Shelf:
        """Read all products; features of which nobody is as sure as `shown` are none. Memory grows with products."""
        with driver.session() as session:
            rows = session.run(load_queries(FOLDER)["check_products"].text, shown=shown)
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

    def meets(self, product: str, slots: Slots, shown: list[str], *, surely: bool = False) -> bool:
        """Say whether a product meets every slot that is no mere wish; see `violations`."""
        return not any(self.violations(product, slots, shown, surely=surely))

    def violations(
        self, product: str, slots: Slots, shown: list[str], *, surely: bool = False
    ) -> Iterator[str]:
        """Yield the slots that a product does not meet.

        `shown` are those that it is compared with: it is lower where it is lower than one of them, `surely` than all.
        """
        row = self.products[product]
        features, brands = set(row["features"]), set(row["brands"])
        for name, have in (("category", set(row["categories"])), ("brand", brands)):
            wanted = slots.of(name)
            if wanted and not any(_is(one, have, features) for one in wanted):
                yield f"{name}={wanted}"
        refused = {*slots.of("brand", "!=")} & brands | {*slots.of("feature", "!=")} & features
        yield from (f"!={one}" for one in sorted(refused))
        stated = features - set(row["doubted"])
        yield from (f"feature={one}" for one in slots.of("feature") if one not in stated)
        for name, relation, value in slots.parts:
            if name not in SOUGHT and not self._fits(
                row, (name, relation, value), slots, shown, surely=surely
            ):
                yield f"{name}{relation}{value}"

    def _fits(
        self,
        row: dict[str, Any],
        part: tuple[str, str, str],
        slots: Slots,
        shown: list[str],
        *,
        surely: bool,
    ) -> bool:
        """Say whether a product has the value of an attribute that is wanted."""
        name, relation, value = part
        numbers = self.numbers(row["id"], name)
        if value in {"low", "high"}:
            return True
        if value in {"lower", "higher"}:
            others = self._all(shown, name, row)
            return _is_beyond(numbers, others, lower=value == "lower", surely=surely)
        if value == "like":
            like = [id_ for id_, other in self.products.items() if other["model"] in slots.of("like")]
            return _is_beyond(numbers, self._all(like, name, row), lower=relation == "<", surely=surely)
        number = NUMBER.fullmatch(value)
        if number and (number[2] or name == "year"):
            paid = name != "price" or row["currency"] == number[2]
            return paid and any(_bounded(n, relation, float(number[1]), name) for n in numbers)
        words = [plain(word) for own, _, _, word in row["values"] if own == name]
        # Several words of one attribute are alternatives.
        wanted = slots.of(name) if relation == "=" else [value]
        return any(is_said(plain(one), word) for one in wanted for word in words) == (relation == "=")

    def _all(self, products: Iterable[str], attribute: str, row: dict[str, Any]) -> list[float]:
        """Return the numbers of products that those of a row compare with; prices in another currency are nan."""
        numbers = [(number, id_) for id_ in products for number in self.numbers(id_, attribute)]
        paid = [
            attribute != "price" or self.products[id_]["currency"] == row["currency"] for _, id_ in numbers
        ]
        own = [number for (number, _), same in zip(numbers, paid, strict=True) if same]
        return own or [math.nan for _ in numbers]


def _is(wanted: str, have: set[str], features: set[str]) -> bool:
    """Say whether a category or a brand is among those of a product, or one of its kinds."""
    category, feature = FEATURED.get(wanted, ("", ""))
    return bool(have & {wanted, *KINDS.get(wanted, ())}) or (category in have and feature in features)


def _is_beyond(numbers: Iterable[float], others: Sequence[float], *, lower: bool, surely: bool) -> bool:
    """Say whether a number is lower (or higher) than one of others, `surely` than all; so are all where none is."""
    if not others:
        return True
    bound = max(others) if lower is not surely else min(others)
    return any(number < bound if lower else number > bound for number in numbers)


def _bounded(number: float, relation: str, bound: float, name: str) -> bool:
    wide = WIDE.get(name, USUAL)
    match relation:
        case "<=":
            return number <= bound
        case ">=":
            return number >= bound
        case "~":
            return bound * (1 - wide) <= number <= bound * (1 + wide)
        case _:
            return number == bound
