"""A product's card and the brand that makes it."""

from __future__ import annotations

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

CARD = """query($id: ID!) { product(id: $id) {
  id title url image description inStock price { amount currency }
  model { id name released } brand { id name } category { id name aliases } useCases { id } } }"""


async def test_a_card_names_what_the_product_is(api: Api) -> None:
    assert (await api.ask(CARD, id=shop.MATE_128))["product"] == {
        "id": shop.MATE_128,
        "title": "Huawei Mate 40 Pro 8GB+128GB",
        "url": None,
        "image": None,
        "description": None,
        "inStock": None,
        "price": {"amount": "4999.0", "currency": "CNY"},
        "model": {"id": shop.MATE, "name": "Mate 40 Pro", "released": "2020-10"},
        "brand": {"id": shop.HUAWEI, "name": "Huawei"},
        "category": {"id": shop.PHONE, "name": "smartphone", "aliases": ["手机", "智能手机"]},
        "useCases": [],
    }


async def test_what_nobody_stated_is_null(api: Api) -> None:
    card = (await api.ask(CARD, id=shop.LONELY))["product"]
    assert [card[field] for field in ("price", "model", "brand", "category")] == [None] * 4


async def test_a_brand_counts_its_products_and_shows_the_most_bought(api: Api) -> None:
    brand = (
        await api.ask(
            """query($id: ID!) { brand(id: $id) { productCount
                 categories { products category { id } } popular { id title brand { id } } } }""",
            id=shop.HUAWEI,
        )
    )["brand"]
    assert brand["productCount"] == 3
    assert brand["categories"] == [{"products": 3, "category": {"id": shop.PHONE}}]
    assert [product["id"] for product in brand["popular"]] == [shop.MATE_128, shop.P40_128, shop.MATE_256]
    assert {product["brand"]["id"] for product in brand["popular"]} == {shop.HUAWEI}


async def test_a_brand_shows_as_many_products_as_asked(api: Api) -> None:
    asked = 'query($first: Int!) { brand(id: "brand/huawei") { popular(first: $first) { id } } }'
    assert (await api.ask(asked, first=1))["brand"]["popular"] == [{"id": shop.MATE_128}]
    assert await api.refused(asked, first=11) == ("BAD_USER_INPUT", "`first` is 11; expected 1 to 10")


async def test_a_nested_brand_tells_the_same_as_the_root(api: Api) -> None:
    answer = await api.ask(
        """query($brand: ID!, $id: ID!) { brand(id: $brand) { ...told } product(id: $id) { brand { ...told } } }
           fragment told on Brand { id productCount categories { products } popular { id } }""",
        brand=shop.XIAOMI,
        id=shop.MI_128,
    )
    assert answer["brand"] == answer["product"]["brand"]
    assert answer["brand"]["productCount"] == 1
