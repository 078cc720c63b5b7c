"""Nested fields of many products are read together."""

from __future__ import annotations

import neo4j
import pytest

from graph.ledger import Ledger
from graph.records import Fact, Product, Source
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import Api

MODELS = (shop.MATE, shop.P40, shop.MI, shop.WH)
LIST = """query($first: Int!) { products(first: $first) { edges { node {
  id title model { name released } brand { name productCount categories { products } popular { title } }
  features { feature { name } facts { sentence } } parameters { text facts { sentence } others { facts { mention } } }
  opinions { praised } useCases { name } facts(first: 5) { sentence source { kind } } } } } }"""


@pytest.fixture
def many(fresh_graph: neo4j.Driver) -> None:
    """Twenty more products of the shop's four models."""
    products = [Product(f"product/many/{n}", f"Variant {n}") for n in range(20)]
    titles = [Source("title", product.title, product.id, "en", product.id) for product in products]
    writer = Writer(fresh_graph)
    writer.products(products)
    writer.sources(titles)
    Ledger(fresh_graph).record(
        Fact(product.id, "OF_MODEL", MODELS[n % 4], title.id, 0, 7, "Variant", "sample", "1")
        for n, (product, title) in enumerate(zip(products, titles, strict=True))
    )


@pytest.mark.usefixtures("many")
async def test_twenty_products_take_as_many_statements_as_two(api: Api, statements_read: list[str]) -> None:
    assert len((await api.ask(LIST, first=2))["products"]["edges"]) == 2
    for_two = sorted(statements_read)
    statements_read.clear()
    edges = (await api.ask(LIST, first=20))["products"]["edges"]
    assert len([edge for edge in edges if edge["node"]["brand"]]) >= 19
    assert len({edge["node"]["brand"]["name"] for edge in edges if edge["node"]["brand"]}) == 3
    assert sorted(statements_read) == for_two
    assert len(for_two) <= 6


@pytest.mark.usefixtures("graph")
async def test_one_product_asked_for_twice_is_read_once(api: Api, statements_read: list[str]) -> None:
    await api.ask(
        '{ a: product(id: "product/1") { id } b: product(id: "product/1") { id } c: product(id: "product/2") { id } }'
    )
    assert statements_read == ["read_cards"]


@pytest.mark.usefixtures("graph")
async def test_recommendations_and_profiles_do_not_read_their_products_one_by_one(
    api: Api, statements_read: list[str]
) -> None:
    await api.ask(
        f"""{{ recommend(user: "{shop.ANN}") {{ product {{ title brand {{ productCount }} features {{ present }} }}
          reasons {{ facts {{ sentence }} }} }} }}"""
    )
    assert len(statements_read) <= 9
    statements_read.clear()
    await api.ask(f'{{ profile(user: "{shop.DAN}") {{ recent {{ product {{ title }} }} }} }}')
    assert sorted(statements_read) == ["read_cards", "read_profile"]
