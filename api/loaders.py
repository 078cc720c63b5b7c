"""Loaders of one request: nested fields of many products are read with one statement."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from strawberry.dataloader import DataLoader

from graph.lists import Sought
from graph.reader import PARTS
from graph.views.details import Details
from graph.views.facts import FactView, SourceView
from graph.views.lists import Facets
from graph.views.things import BrandView, Card, ModelView, Named, Value

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence

    from graph.jobs import Job, Jobs
    from graph.lists import ListReader
    from graph.people import PeopleReader
    from graph.reader import Reader
    from graph.rules import MerchandisingRule, RulesReader
    from graph.views.segments import SegmentView
    from recommend.answers import Reason
    from recommend.recommender import Recommender

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")
D = TypeVar("D")
BATCH = 200
FacetsKey: TypeAlias = "tuple[Sought, str, tuple[str, ...]]"
"""A list, a part of its facets (none for its size alone), and attributes of the part."""


class DetailsKey(NamedTuple):
    """A product, parts of its details (`graph.reader.PARTS`), and attributes of its parameters, None for all."""

    product: str
    parts: tuple[str, ...]
    attributes: tuple[str, ...] | None = None


class Beside(NamedTuple):
    """A product, and the one that it stands beside; None for one that is popular."""

    origin: str | None
    product: str


class Loaders:
    """A loader for each kind of nested look-up, keyed by id; `stated` by a product's and an object's."""

    def __init__(
        self,
        reader: Reader,
        lists: ListReader,
        recommender: Recommender,
        people: PeopleReader,
        rules: RulesReader,
        jobs: Jobs,
    ) -> None:
        self.cards: DataLoader[str, Card | None] = _loader(reader.cards, None)
        self.nodes: DataLoader[str, Card | Named | None] = _loader(reader.nodes, None)
        self.details: DataLoader[DetailsKey, Details] = DataLoader(
            load_fn=partial(_details, reader), max_batch_size=BATCH * len(PARTS)
        )
        self.facts: DataLoader[str, tuple[FactView, ...]] = _loader(reader.facts, ())
        self.facts_by_id: DataLoader[str, FactView | None] = _loader(reader.facts_by_id, None)
        self.sources: DataLoader[str, SourceView | None] = _loader(reader.sources_by_id, None)
        self.stated: DataLoader[tuple[str, str], tuple[FactView, ...]] = _loader(reader.stated, ())
        self.brands: DataLoader[str, BrandView] = _loader(reader.brands, BrandView(0, (), ()))
        self.models: DataLoader[str, ModelView] = _loader(reader.models, ModelView())
        self.values: DataLoader[str, Value | None] = _loader(reader.values, None)
        self.facets: DataLoader[FacetsKey, Facets] = DataLoader(load_fn=partial(_facets, lists))
        self.beside: DataLoader[Beside, tuple[Reason, ...]] = DataLoader(
            load_fn=partial(_beside, recommender), max_batch_size=BATCH
        )
        self.segments: DataLoader[str, SegmentView | None] = _loader(people.segments_by_id, None)
        self.rules: DataLoader[str, MerchandisingRule | None] = _loader(rules.by_id, None)
        self.jobs: DataLoader[str, Job | None] = _loader(jobs.by_id, None)

    def foresee(self, parts: Sequence[DetailsKey], products: Sequence[str]) -> None:
        """Begin to read the cards and such parts of the details of products that are likely to be loaded.

        `parts` are those of any product. Whoever loads one is told of errors.
        """
        details = [
            self.details.load(DetailsKey(product, part.parts, part.attributes))
            for product in products
            for part in parts
        ]
        asyncio.gather(*map(self.cards.load, products), *details, return_exceptions=True)


async def _details(reader: Reader, keys: list[DetailsKey]) -> list[Details]:
    """Read the parts that are asked for of any of the products with one statement."""
    attributes = [key.attributes for key in keys if "parameters" in key.parts]
    found = await reader.details(
        list(dict.fromkeys(key.product for key in keys)),
        {part for key in keys for part in key.parts},
        None if None in attributes else {name for names in attributes for name in names or ()},
    )
    return [found.get(key.product, Details()) for key in keys]


async def _facets(lists: ListReader, keys: list[FacetsKey]) -> list[Facets]:
    """Read what is asked of each list with one statement a list."""
    asked: dict[Sought, list[FacetsKey]] = {}
    for key in keys:
        asked.setdefault(key[0], []).append(key)
    found = {
        sought: await lists.facets(
            sought,
            {part for _, part, _ in parts} - {""},
            {attribute for _, _, attributes in parts for attribute in attributes},
        )
        for sought, parts in asked.items()
    }
    return [found[key[0]] for key in keys]


async def _beside(recommender: Recommender, keys: list[Beside]) -> list[tuple[Reason, ...]]:
    """Read the reasons of all products beside one with one statement."""
    asked: dict[str | None, list[str]] = {}
    for key in keys:
        asked.setdefault(key.origin, []).append(key.product)
    found = {origin: await recommender.beside(origin, products) for origin, products in asked.items()}
    return [found[key.origin].get(key.product, ()) for key in keys]


def _loader(read: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]], missing: D) -> DataLoader[K, V | D]:
    async def load(keys: list[K]) -> list[V | D]:
        found = await read(keys)
        return [found.get(key, missing) for key in keys]

    return DataLoader(load_fn=load, max_batch_size=BATCH)
