"""The application as HTTP clients meet it."""

from __future__ import annotations

import orjson
import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
JSON = {"Content-Type": "application/json"}
BODY = b'{"query": "{ segments { name } }"}'


async def test_graphql_is_answered_as_json(api: Api) -> None:
    response = await api.http.post("/graphql", content=BODY, headers=JSON)
    assert response.headers["content-type"].startswith("application/json")
    assert response.json() == {"data": {"segments": [{"name": "Huawei fans"}]}}


async def test_chinese_goes_in_and_out_unescaped(api: Api) -> None:
    query = f'{{ brand(id: "{shop.HUAWEI}") {{ aliases }} }}'
    response = await api.http.post("/graphql", json={"query": query})
    assert "华为".encode() in response.content


@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*"])
async def test_queries_by_get_are_refused(api: Api, accept: str, statements_read: list[str]) -> None:
    response = await api.http.get(
        "/graphql", params={"query": "{ segments { name } }"}, headers={"Accept": accept}
    )
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert "Huawei" not in response.text
    assert statements_read == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_other_methods_are_refused(api: Api, method: str) -> None:
    assert (await api.http.request(method, "/graphql", content=BODY, headers=JSON)).status_code == 405


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_bodies_that_another_site_could_send_unasked_are_refused(api: Api, content_type: str) -> None:
    response = await api.http.post("/graphql", content=BODY, headers={"Content-Type": content_type})
    assert response.status_code == 400


async def test_uploads_are_refused(api: Api) -> None:
    response = await api.http.post("/graphql", files={"0": b"x"}, data={"operations": "{}", "map": "{}"})
    assert response.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"\xff\xfe",
        b'"text"',
        b"3",
        b"null",
        b"{}",
        b"[]",
        b"[" + BODY + b"]",
        b'{"query": 3}',
        BODY[:-1] + b', "variables": {"a": NaN}}',
        BODY[:-1] + b', "variables": {"a": "\\ud800"}}',
        BODY[:-1] + b', "variables": 3}',
        BODY[:-1] + b', "operationName": "Nothing"}',
    ],
)
async def test_a_body_that_is_no_request_is_a_bad_one(api: Api, body: bytes) -> None:
    response = await api.http.post("/graphql", content=body, headers=JSON)
    assert response.status_code == 400
    assert "Traceback" not in response.text


async def test_each_request_reads_the_graph_anew(api: Api, statements_read: list[str]) -> None:
    query = orjson.dumps({"query": f'{{ product(id: "{shop.MATE_128}") {{ id }} }}'})
    for _ in range(2):
        await api.http.post("/graphql", content=query, headers=JSON)
    assert statements_read == ["read_cards", "read_cards"]
