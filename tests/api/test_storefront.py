"""The ten queries of a storefront: what each answers, and from which statements."""

from __future__ import annotations

from typing import Any

import pytest

from daogou.settings import PROJECT
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
DOCUMENTS = {
    file.stem: file.read_text("utf-8") for file in (PROJECT / "examples" / "storefront").glob("*.graphql")
}
VARIABLES: dict[str, dict[str, Any]] = {
    "product": {"id": shop.MATE_128},
    "category": {"category": shop.PHONE},
    "list": {"filter": {"brands": [shop.HUAWEI]}, "sort": {"by": "BATTERY_CAPACITY"}},
    "search": {"text": "huawei 无线充电", "first": 4},
    "suggest": {"text": "huawie"},
    "compare": {"ids": [shop.MATE_128, shop.MI_128]},
    "recommend": {"user": shop.ANN},
    "related": {"id": shop.MATE_128, "first": 2},
    "brand": {"id": shop.HUAWEI},
    "facts": {"subject": shop.MATE_128},
}
STATEMENTS = {
    "product": {"read_cards", "read_details"},
    "category": {"list_page", "read_details"},
    "list": {"list_page", "list_facets", "read_details"},
    "search": {"search_names", "search_hits"},
    "suggest": {"search_names"},
    "compare": {"read_cards", "read_details"},
    "recommend": {
        "recall_shopper", "recall_evidence", "recall_popular", "recall_candidates", "recall_paths", "recall_stated",
        "read_cards", "read_details",
    },
    "related": {"read_similar", "kinds_bought_together", "read_cards"},
    "brand": {"read_nodes", "read_brands"},
    "facts": {"read_facts"},
}  # fmt: skip
ANSWERS: dict[str, dict[str, Any]] = {
    "product": {
        "product brand name": "Huawei",
        "product model released": "2020-10",
        "product parameters * text": ["4400mAh"],
        "product parameters 0 others": [{"text": "4300mAh", "support": 1}],
        "product features * feature id": [shop.CHARGING, shop.SCREEN, shop.NFC],
        "product opinions 0 praised": 1,
    },
    "category": {
        "products edges * node id": [shop.MATE_128, shop.MATE_256, shop.P40_128, shop.MI_128],
        "products edges * node brand id": [shop.HUAWEI, shop.HUAWEI, shop.HUAWEI, shop.XIAOMI],
        "products edges 3 node parameters * quantity": [{"value": 4600.0, "unit": "mAh"}],
        "products edges 3 node features * present": [False, True],
    },
    "list": {
        "products totalCount": 3,
        "products edges * node batteryCapacity": [{"value": 4400.0, "unit": "mAh"}] * 2 + [None],
        "products facets brands * brand id": [shop.HUAWEI, shop.SONY, shop.XIAOMI],
        "products facets brands * products": [3, 1, 1],
        "products facets features * products": [3, 2, 2],
        "products facets prices 0 ranges * products": [1, 1, 1],
    },
    "search": {
        "search * product id": [shop.MATE_128, shop.MATE_256, None, None],
        "search * entity id": [None, None, shop.CHARGING, shop.HUAWEI],
        "search 0 by": ["WORDS", "GRAPH", "VECTORS"],
    },
    "suggest": {"suggest corrected": "huawei", "suggest names * entity id": [shop.HUAWEI]},
    "compare": {
        "compare products * id": [shop.MATE_128, shop.MI_128],
        "compare parameters 0 best": [shop.MI_128],
        "compare features * feature id": [shop.NFC, shop.SCREEN, shop.CHARGING],
        "compare features * differs": [True, True, False],
    },
    "recommend": {
        "recommend * product id": [shop.P40_128, shop.MATE_256, shop.MI_128, shop.MATE_128],
        "recommend 0 reasons 0 text": "By Huawei, like Huawei Mate 40 Pro 8GB+128GB, which you looked at",
        "recommend 0 reasons 0 facts * sentence": ["Huawei P40 smartphone"],
        "recommend 1 product parameters * text": ["4400mAh"],
    },
    "related": {
        "similar * product id": [shop.MATE_256, shop.P40_128],
        "similar * relation": ["SIMILAR_TO", "EMBEDDING"],
        "boughtTogether * product id": [shop.WH_BLACK, shop.P40_128],
    },
    "brand": {
        "brand productCount": 3,
        "brand categories * category id": [shop.PHONE],
        "brand models * id": [shop.MATE, shop.P40],
        "brand popular * id": [shop.MATE_128, shop.P40_128, shop.MATE_256],
    },
    "facts": {
        "facts 0 claims * object": [shop.BATTERY_4400, shop.BATTERY_4300],
        "facts 0 contested": True,
        "facts 0 claims 1 facts * sentence": ["Mine says 4300mAh."],
        "sourcesFor * source kind": ["description", "title", "specification", "review", "review"],
    },
}


def test_there_are_ten() -> None:
    assert len(DOCUMENTS) == 10
    assert DOCUMENTS.keys() == VARIABLES.keys() == STATEMENTS.keys() == ANSWERS.keys()


@pytest.mark.parametrize("name", VARIABLES)
async def test_a_query_takes_these_statements_and_none_more(
    api: Api, statements_read: list[str], name: str
) -> None:
    await api.ask(DOCUMENTS[name], **VARIABLES[name])
    assert sorted(statements_read) == sorted(STATEMENTS[name])


@pytest.mark.parametrize("name", VARIABLES)
async def test_a_query_answers_what_the_shop_has(api: Api, name: str) -> None:
    answer = await api.ask(DOCUMENTS[name], **VARIABLES[name])
    assert {path: at(answer, path.split()) for path in ANSWERS[name]} == ANSWERS[name]


async def test_a_product_shows_as_many_features_as_asked_for(api: Api) -> None:
    asked = 'query($first: Int) { product(id: "product/1") { features(first: $first) { feature { id } } } }'
    shown = {first: await api.ask(asked, first=first) for first in (None, 1, 2)}
    assert {first: len(at(answer, ["product", "features"])) for first, answer in shown.items()} == {
        None: 3, 1: 1, 2: 2,
    }  # fmt: skip
    assert await api.refused(asked, first=0) == ("BAD_USER_INPUT", "`first` is 0; expected 1 to 100")


def at(answer: Any, path: list[str]) -> Any:
    """Return what stands at a path of names and places; a star is every place, and null has null below it."""
    if not path or answer is None:
        return answer
    step, *rest = path
    if step == "*":
        return [at(each, rest) for each in answer]
    return at(answer[int(step) if step.isdigit() else step], rest)
