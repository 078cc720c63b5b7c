"""Limits on bodies, pages and texts."""

from __future__ import annotations

from collections.abc import AsyncIterator

import orjson
import pytest

from api import limits
from api.errors import BadInputError
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
JSON = {"Content-Type": "application/json"}
QUERY = b'{"query": "{ segments { id } }"}'

PAGED = [
    "query($first: Int!) { products(first: $first) { edges { cursor } } }",
    'query($first: Int!) { search(text: "华为", first: $first) { score } }',
    'query($first: Int!) { recommend(user: "user/ann", first: $first) { score } }',
    'query($first: Int!) { similar(product: "product/1", first: $first) { score } }',
]


@pytest.mark.parametrize("query", PAGED)
async def test_a_page_has_1_to_100(api: Api, query: str) -> None:
    for first in (-1, 0, 101, 2**31 - 1):
        code, message = await api.refused(query, first=first)
        assert (code, message) == ("BAD_USER_INPUT", f"`first` is {first}; expected 1 to 100")
    for first in (1, 100):
        await api.ask(query, first=first)


def test_a_page_size_within_its_limit_is_itself() -> None:
    assert limits.page_size(7, most=7) == 7
    with pytest.raises(BadInputError, match="expected 1 to 7"):
        limits.page_size(8, most=7)


async def test_a_search_has_up_to_200_characters(api: Api) -> None:
    asked = "query($text: String!) { search(text: $text) { score } }"
    await api.ask(asked, text="手" * 200)
    code, message = await api.refused(asked, text="手" * 201)
    assert code == "BAD_USER_INPUT"
    assert message.startswith("`text` has 201 characters")


async def test_a_batch_has_up_to_500_events(api: Api) -> None:
    event = {"id": "e", "type": "VIEW", "user": "u", "product": "product/none"}
    asked = "mutation($events: [EventInput!]!) { recordEvents(events: $events) { recorded } }"
    code, message = await api.refused(asked, events=[event] * 501)
    assert (code, message) == ("BAD_USER_INPUT", "501 events; at most 500 are taken at once")
    await api.ask(asked, events=[event] * 500)


async def test_a_body_of_just_a_million_bytes_is_taken(api: Api) -> None:
    body = QUERY.ljust(limits.MAX_BODY)
    assert (await api.http.post("/graphql", content=body, headers=JSON)).status_code == 200
    response = await api.http.post("/graphql", content=body + b" ", headers=JSON)
    assert response.status_code == 413
    (error,) = response.json()["errors"]
    assert (error["message"], error["extensions"]["code"]) == (
        "The request is over 1000000 bytes.",
        "BAD_REQUEST",
    )


async def test_a_body_in_pieces_is_counted_as_it_comes(api: Api) -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 100_000
            yield b" " * 100_000

    response = await api.http.post("/graphql", content=pieces(), headers=JSON)
    assert response.status_code == 413
    assert sent == 1_100_000


async def test_a_document_has_up_to_2000_tokens(api: Api) -> None:
    def document(tokens: int) -> str:
        names = '"ram" ' * (tokens - 20)
        return f'{{ product(id: "none") {{ parameters(attributes: [{names}]) {{ id }} }} }}'

    await api.ask(document(limits.MAX_TOKENS))
    code, message = await api.refused(document(limits.MAX_TOKENS + 1))
    assert code == "BAD_REQUEST"
    assert "2000 tokens" in message


def test_the_largest_batch_fits_a_body() -> None:
    event = {
        "id": "x" * 200,
        "type": "ADD_TO_CART",
        "user": "x" * 200,
        "product": "x" * 200,
        "device": "x" * 200,
    }
    assert len(orjson.dumps([event] * limits.MAX_EVENTS)) < limits.MAX_BODY
