"""Whether the process lives and whether it can answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from httpx import Response
from starlette.applications import Starlette

from api import health
from graph.errors import StatementError
from graph.reader import Reader
from graph.views.readiness import Readiness
from recommend.recommender import Recommender
from tests.api.client import Api


class StartingReader:
    """A reader of a graph that is not ready yet."""

    def __init__(self, state: Readiness | Exception) -> None:
        self._state = state

    async def readiness(self) -> Readiness:
        if isinstance(self._state, Exception):
            raise self._state
        return self._state


async def ready(state: Readiness | Exception) -> Response:
    recommender = cast("Recommender", SimpleNamespace(model="set/1"))
    app = Starlette(routes=health.routes(cast("Reader", StartingReader(state)), recommender))
    return await Api(app).http.get("/health/ready")


async def test_ready_tells_the_schema_version(api: Api) -> None:
    response = await api.http.get("/health/ready")
    body = response.json()
    assert (response.status_code, body["status"], body["pending"]) == (200, "ready", [])
    assert body["schema"] >= 2


async def test_without_the_graph_it_lives_and_is_not_ready(away: Api) -> None:
    assert (await away.http.get("/health/live")).json() == {"status": "alive"}
    response = await away.http.get("/health/ready")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})


@pytest.mark.parametrize("state", [Readiness(0, ()), Readiness(2, ("names",))])
async def test_without_schema_or_with_an_index_still_filling_it_is_not_ready(state: Readiness) -> None:
    response = await ready(state)
    assert response.status_code == 503
    body = response.json()
    assert (body["status"], body["schema"], body["pending"]) == (
        "starting",
        state.version,
        list(state.pending),
    )


async def test_a_refused_statement_is_not_ready_and_shows_no_insides() -> None:
    response = await ready(StatementError("bolt://10.0.0.7"))
    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})


async def test_ready_tells_which_model_ranks() -> None:
    assert (await ready(Readiness(5, ()))).json()["model"] == "set/1"
