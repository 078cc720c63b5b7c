"""What each field has the graph read, as far as the graph's counts tell; others are read with those above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api import limits
from graph.lists import COUNTED
from graph.recall import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.counts import Counts

NEWEST: Final = 10_000
"""What answers from the latest events read at most, see `graph.kinds`."""
PEERS: Final = Limits().peers
"""Shoppers of a product whose purchases are counted for a reason."""
SPELLED: Final = 2_000
"""What a search reads of its indexes."""


class Reads:
    """Averages over the graph, in nodes and relations."""

    def __init__(self, counts: Counts) -> None:
        holders = max(counts.models, 1) if counts.models else max(counts.products, 1)
        self.products = counts.products
        self.details = counts.stated / holders
        self.facts = counts.facts / holders
        self.of_brand = counts.products / max(counts.brands, 1)
        self.events = counts.events
        self.of_user = counts.events / max(counts.users, 1)
        self.segments = counts.memberships + 20 * counts.segments
        self.newest = min(counts.events, NEWEST)
        self.degree = 1 + 2 * (counts.stated + counts.neighbours) / max(counts.products + counts.models, 1)
        self.edges = counts.stated + counts.neighbours


def _around(reads: Reads, given: Mapping[str, int | None]) -> float:
    return min(float(reads.edges), reads.degree ** min(given.get("depth") or 1, limits.MAX_AROUND))


def _between(reads: Reads, given: Mapping[str, int | None]) -> float:
    steps = min(given.get("maxLength") or 4, limits.MAX_STEPS)
    return min(float(reads.edges), 2 * reads.degree ** (steps // 2))


def _listed(reads: Reads, given: Mapping[str, int | None]) -> float:
    """By id and unfiltered a list is read as far as it is shown; else all of it has to be looked at."""
    return reads.products if {"filter", "sort"} & given.keys() else min(reads.products, limits.MAX_PAGE)


FLAT: Final[Mapping[str, Callable[[Reads], float]]] = {
    "ProductConnection": lambda reads: reads.products,
    "Facets": lambda reads: reads.products,
    "SearchHit": lambda reads: SPELLED + reads.newest,
    "Suggestions": lambda _: SPELLED,
    "Product": lambda _: 5.0,
    "Segment": lambda _: 20.0,
}
"""By the type that a field leads to, where the field itself has no entry."""

READS: Final[Mapping[str, Callable[[Reads, Mapping[str, int | None]], float]]] = {
    **dict.fromkeys(
        ("Product.features", "Product.parameters", "Product.opinions", "Product.useCases", "Query.compare"),
        lambda reads, _: reads.details,
    ),
    **dict.fromkeys(
        ("SimilarProduct.reasons", "BoughtTogether.reasons", "PopularProduct.reasons", "Alternative.reasons"),
        lambda reads, _: 2 * reads.details + min(reads.events, PEERS),
    ),
    **dict.fromkeys(("Product.facts", "Query.facts", "Query.sourcesFor"), lambda reads, _: reads.facts),
    **dict.fromkeys(
        ("Brand.productCount", "Brand.categories", "Brand.models", "Brand.popular"),
        lambda reads, _: 2 * reads.of_brand,
    ),
    **dict.fromkeys(
        ("Facets.brands", "Facets.categories", "Facets.prices", "Facets.inStock"),
        lambda reads, _: min(reads.products, COUNTED),
    ),
    **dict.fromkeys(
        ("Facets.features", "Facets.parameters"),
        lambda reads, _: min(reads.products, COUNTED) * (1 + reads.details),
    ),
    **dict.fromkeys(
        (
            "Behaviour.funnels",
            "Behaviour.retention",
            "Behaviour.unanswered",
            "Behaviour.demand",
            "Behaviour.switching",
            "Behaviour.paid",
        ),
        lambda reads, _: reads.events,
    ),
    **dict.fromkeys(
        (
            "Query.trending",
            "Query.popularInSegment",
            "Query.boughtTogether",
            "Query.substitutes",
            "Query.upgrades",
        ),
        lambda reads, _: reads.newest,
    ),
    "Query.products": _listed,
    "Brand.products": lambda reads, _: reads.of_brand,
    "ProductConnection.totalCount": lambda reads, _: reads.products,
    "Query.recommend": lambda reads, _: reads.products + reads.newest + reads.of_user,
    "Query.similar": lambda reads, _: min(reads.products, NEWEST),
    "Query.profile": lambda reads, _: reads.of_user * 10,
    "Query.segments": lambda reads, _: reads.segments,
    "Query.neighbourhood": _around,
    "Query.paths": _between,
}
"""By `Type.field`: of one object, beside what is selected below."""
