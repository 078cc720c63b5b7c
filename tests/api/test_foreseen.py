"""What an answer will need of products, as its selection tells."""

from __future__ import annotations

import pytest

from graph.statements import Row, Statements
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
DETAILS = "features { present } parameters(attributes: $attributes) { text }"
WAYS = {
    "fields": f"product {{ {DETAILS} }}",
    "fragment": f"product {{ ... on Product {{ {DETAILS} }} }}",
    "alias": f"it: product {{ {DETAILS.replace('features', 'of: features')} }}",
}


def asking(selection: str, variables: str = "") -> str:
    return f"""query($user: ID! {variables}) {{
      recommend(user: $user) {{ product {{ id }} reasons {{ kind }} {selection} }} }}"""


@pytest.fixture
def beside_details(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Names of the statements that were under way when details began to be read, each time they are."""
    under_way: set[str] = set()
    found: list[set[str]] = []
    read = Statements.read

    async def watched(self: Statements, name: str, **params: object) -> list[Row]:
        if name == "read_details":
            found.append(set(under_way))
        under_way.add(name)
        try:
            return await read(self, name, **params)
        finally:
            under_way.discard(name)

    monkeypatch.setattr(Statements, "read", watched)
    return found


@pytest.mark.parametrize("way", WAYS)
async def test_details_are_read_once_and_while_reasons_are_sought(
    api: Api, beside_details: list[set[str]], way: str
) -> None:
    answer = await api.ask(
        asking(WAYS[way], "$attributes: [String!]"), user=shop.ANN, attributes=["battery_capacity"]
    )
    assert answer["recommend"]
    (beside,) = beside_details
    assert "recall_paths" in beside


@pytest.mark.parametrize("left_out", [
    "product { features @include(if: false) { present } }",
    "product @include(if: false) { features { present } }",
    "reasons { facts { id } }",
])  # fmt: skip
async def test_details_that_are_not_asked_for_are_not_read(
    api: Api, statements_read: list[str], left_out: str
) -> None:
    await api.ask(asking(left_out), user=shop.ANN)
    assert "read_details" not in statements_read
