"""The way out for batch work: names, texts, behaviour and products, streamed page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import neo4j

from graph.driver import own_errors
from graph.queries import load_queries

PAGE: Final = 1000
TEXT_KINDS: Final = ("title", "description", "review", "expert_review")


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: what the gazetteer looks for."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...]
    brand: str | None


@dataclass(frozen=True, slots=True)
class UnreadSource:
    """A text to extract; `product` and `model` are what it is about, `extracted` who read it before."""

    id: str
    kind: str
    text: str
    language: str
    product: str | None
    model: str | None
    extracted: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of a shopper, with the product or the query it was about."""

    user: str
    type: str
    id: str
    at: str | None
    rating: float | None
    price: float | None
    product: str | None
    query: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """A feature or use case that a shopper speaks of in a review of their own."""

    user: str
    source: str
    at: str | None
    entity: str


@dataclass(frozen=True, slots=True)
class ProductAttributes:
    """What a product is, by ids; features are its own, its model's, and those that reviews praise."""

    id: str
    price: float | None
    currency: str | None
    model: str | None
    brand: str | None
    categories: tuple[str, ...]
    features: tuple[str, ...]
    use_cases: tuple[str, ...] = ()


class Export:
    """Streams what batch work needs; memory holds one page. Names alone come in one answer."""

    def __init__(self, driver: neo4j.Driver, *, page: int = PAGE) -> None:
        self._driver = driver
        self._page = page
        self._queries = load_queries()

    def names(self) -> Iterator[Name]:
        """Yield every brand, category, feature, use case and model, in the order of ids."""
        for row in self._rows("export_names"):
            yield Name(**{**row, "aliases": tuple(row["aliases"] or ())})

    def decided(self) -> Iterator[Name]:
        """Yield the entities that people accepted a name of, with that name."""
        for row in self._rows("export_decided"):
            yield Name(**{**row, "aliases": tuple(row["aliases"])})

    def merged(self) -> Iterator[Name]:
        """Yield the models that were merged, or whose brand was, once for each brand that they are named within."""
        for row in self._rows("export_merged"):
            yield Name(**{**row, "aliases": tuple(row["aliases"] or ())})

    def sources_to_extract(self, mark: str, *, after: str = "") -> Iterator[UnreadSource]:
        """Yield the texts that the extractor `mark` (`name@version`) has neither read nor staged, by id."""
        for row in self._pages("export_sources", after, mark=mark, kinds=list(TEXT_KINDS)):
            yield UnreadSource(**row)

    def deeds(self) -> Iterator[Deed]:
        """Yield all behaviour, shopper by shopper."""
        return (Deed(**row) for row in self._of_users("export_events"))

    def words(self, *, shown: float = 0.0) -> Iterator[Word]:
        """Yield what shoppers speak of in their reviews, by facts of at least this confidence."""
        return (Word(**row) for row in self._of_users("export_words", shown=shown))

    def members(self) -> Iterator[tuple[str, str]]:
        """Yield (user, segment) of the published segments."""
        return ((row["user"], row["segment"]) for row in self._of_users("export_members"))

    def last_segment(self) -> int:
        """Return the highest number that a segment ever had, 0 before the first."""
        return int(self._rows("export_last_segment")[0]["last"])

    def products(self) -> Iterator[ProductAttributes]:
        """Yield every product, in the order of ids."""
        for row in self._pages("export_products"):
            lists = {name: tuple(row[name]) for name in ("categories", "features", "use_cases")}
            yield ProductAttributes(**{**row, **lists})

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Yield (product, type, other product) for every given neighbour, in the order of ids."""
        for row in self._pages("export_neighbours"):
            yield from ((row["id"], kind, other) for kind, other in row["edges"])

    def users(self) -> Iterator[str]:
        """Yield every shopper's id, in order."""
        return (row["id"] for row in self._pages("export_users"))

    def asks(self) -> Iterator[tuple[str, str]]:
        """Yield (query, entity) for what searches ask for."""
        return ((row["query"], row["entity"]) for row in self._rows("export_asks"))

    def queries(self) -> Iterator[tuple[str, str]]:
        """Yield (id, text) of every search text."""
        return ((row["id"], row["text"]) for row in self._pages("export_unasked"))

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many nodes of each label and relations of each type there are."""
        counts: dict[str, dict[str, int]] = {"node": {}, "relation": {}}
        for row in self._rows("export_counts"):
            counts[row["kind"]][row["name"]] = row["count"]
        return counts

    def _of_users(self, name: str, **params: object) -> Iterator[dict[str, Any]]:
        """Yield rows of some shoppers at a time; a page of shoppers may have no row."""
        after = ""
        while last := self._rows("export_last_user", after=after, limit=self._page)[0]["id"]:
            yield from self._rows(name, after=after, limit=self._page, **params)
            after = last

    def _pages(self, name: str, after: str = "", **params: object) -> Iterator[dict[str, Any]]:
        while rows := self._rows(name, after=after, limit=self._page, **params):
            yield from rows
            after = rows[-1]["id"]

    def _rows(self, name: str, **params: object) -> list[dict[str, Any]]:
        with own_errors(), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return [row.data() for row in session.run(self._queries[name].text, params)]
