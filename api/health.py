"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.errors import GraphError

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph.reader import Reader
    from recommend.recommender import Recommender


def routes(reader: Reader, recommender: Recommender) -> list[Route]:
    """Return `/health/live` (the process answers) and `/health/ready` (the graph answers, indexes online).

    Which model ranks stands beside; without one the recalls do, so that it is no condition.
    """

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(_: Request) -> Response:
        try:
            state = await reader.readiness()
        except GraphError:
            return JSONResponse({"status": "unavailable"}, status_code=503)
        is_ready = state.version > 0 and not state.pending
        body = {
            "status": "ready" if is_ready else "starting",
            "schema": state.version,
            "pending": list(state.pending),
            "model": recommender.model,
        }
        return JSONResponse(body, status_code=200 if is_ready else 503)

    return [Route("/health/live", live), Route("/health/ready", ready)]
