"""What is refused before it is GraphQL, as a client that knows only GraphQL's errors meets it."""

from __future__ import annotations

import neo4j
import pytest
from httpx import Response

from api import limits
from graph.statements import Statements
from tests.api.client import Api, app_over

pytestmark = pytest.mark.usefixtures("graph")
JSON = {"Content-Type": "application/json"}
BODY = b'{"query": "{ __typename }"}'


def error(response: Response) -> tuple[int, str, bool]:
    assert response.headers["content-type"] == "application/json"
    assert response.json().keys() == {"errors"}
    (one,) = response.json()["errors"]
    assert one["message"]
    named = one["extensions"]["request"] == response.headers["x-request-id"]
    return response.status_code, one["extensions"]["code"], named


async def test_a_refusal_has_a_code_and_the_request_s_id(api: Api) -> None:
    large = BODY.ljust(limits.MAX_BODY + 1)
    assert error(await api.http.get("/graphql?query=%7B__typename%7D")) == (405, "BAD_REQUEST", True)
    assert error(await api.http.post("/graphql", content=b"nothing", headers=JSON)) == (
        400,
        "BAD_REQUEST",
        True,
    )
    assert error(await api.http.post("/graphql", content=large, headers=JSON)) == (413, "BAD_REQUEST", True)
    assert error(await api.http.post("/graphql", content=BODY, headers={"Content-Type": "text/plain"})) == (
        400, "BAD_REQUEST", True
    )  # fmt: skip


async def test_headers_stay(api: Api, async_driver: neo4j.AsyncDriver) -> None:
    assert (await api.http.get("/graphql?query=%7B__typename%7D")).headers["allow"] == "POST"
    few = Api(app_over(Statements(async_driver), requests_per_minute=1))
    assert (await few.http.post("/graphql", content=BODY, headers=JSON)).status_code == 200
    often = await few.http.post("/graphql", content=BODY, headers=JSON)
    assert error(often) == (429, "TOO_MANY", True)
    assert int(often.headers["retry-after"]) > 0


async def test_a_name_that_is_not_answered_to_is_refused_alike(async_driver: neo4j.AsyncDriver) -> None:
    own = Api(app_over(Statements(async_driver), hosts=["shop.example"]))
    assert error(await own.http.post("/graphql", content=BODY, headers=JSON)) == (400, "BAD_REQUEST", True)


async def test_answers_and_other_paths_are_left_as_they_are(api: Api) -> None:
    assert (await api.http.post("/graphql", content=BODY, headers=JSON)).json() == {
        "data": {"__typename": "Query"}
    }
    assert (await api.http.get("/nothing")).text == "Not Found"
