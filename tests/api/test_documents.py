"""Trusted documents: strangers send the shop's own, by hash; staff sends what it likes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import neo4j
import pytest

from api.callers import Caller, Callers, Role
from api.documents import Documents, DocumentsError
from graph.statements import Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over

OURS = "query Brand($id: ID!) { brand(id: $id) { name } }"
HASH = hashlib.sha256(OURS.encode()).hexdigest()
OTHER = "{ __typename }"


class Shown:
    async def caller(self, shown: str) -> Caller | None:
        return Caller(Role(shown), shop.ANN if shown == "shopper" else None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "persisted-documents.json"
    path.write_text(json.dumps({HASH: OURS}))
    return path


def api(driver: neo4j.AsyncDriver, file: Path, role: str = "") -> Api:
    callers = Callers(Shown(), nobody=Role.PUBLIC)
    return Api(app_over(Statements(driver), callers=callers, documents=Documents(file)), role)


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("role", ["", "shopper"])
async def test_strangers_send_the_shop_s_own(async_driver: neo4j.AsyncDriver, file: Path, role: str) -> None:
    stranger = api(async_driver, file, role)
    named = {"documentId": f"sha256:{HASH}", "variables": {"id": shop.HUAWEI}}
    assert (await stranger.http.post("/graphql", json=named)).json() == {
        "data": {"brand": {"name": "Huawei"}}
    }
    assert await stranger.ask(OURS, id=shop.HUAWEI)
    assert (await stranger.refused(OTHER))[0] == "FORBIDDEN"
    assert (await stranger.refused(OURS + " ", id=shop.HUAWEI))[0] == "FORBIDDEN"


@pytest.mark.usefixtures("graph")
async def test_staff_sends_what_it_likes(async_driver: neo4j.AsyncDriver, file: Path) -> None:
    assert await api(async_driver, file, "analyst").ask(OTHER) == {"__typename": "Query"}


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": "sha256:00"},
        {"documentId": HASH},
        {"documentId": 7},
        {"documentId": f"sha256:{HASH}", "query": OTHER},
    ],
)
async def test_an_id_of_nothing_is_a_bad_request(
    async_driver: neo4j.AsyncDriver, file: Path, body: object
) -> None:
    assert (await api(async_driver, file).http.post("/graphql", json=body)).status_code == 400


def test_without_a_file_everything_is_trusted() -> None:
    assert Documents().trust(OTHER)


@pytest.mark.parametrize("content", ["", "[]", '{"00": "{ a }"}', f'{{"{HASH}": 3}}'])
def test_a_file_that_is_none_is_refused(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(DocumentsError, match="expected an object of documents by their SHA-256"):
        Documents(file)
    with pytest.raises(DocumentsError):
        Documents(file.with_name("missing.json"))
