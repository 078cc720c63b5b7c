"""GraphiQL, served from this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

STATIC: Final = Path(__file__).parent / "static"
ASSETS: Final = (
    "graphiql.min.js",
    "graphiql.min.css",
    "react.production.min.js",
    "react-dom.production.min.js",
)
# Scripts from here only. GraphiQL's editor sets styles as it runs, and its style sheet carries its fonts.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
        "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
REFUSED: Final = "Queries are sent as POST to this address.\n"
MISSING: Final = (
    "Send GraphQL as POST to this address. GraphiQL is not shown: its four files are not in {folder}; "
    "`make demo` fetches them.\n"
)


def routes(assets: Path | None) -> list[BaseRoute]:
    """Return the page at GET /graphql and the files it needs; a plain page where these are missing."""
    complete = assets is not None and all((assets / name).is_file() for name in ASSETS)

    async def page(request: Request) -> Response:
        if "query" in request.query_params:
            return PlainTextResponse(REFUSED, status_code=405, headers={**HEADERS, "Allow": "POST"})
        if not complete:
            return PlainTextResponse(MISSING.format(folder=assets or "any assets folder"), headers=HEADERS)
        return FileResponse(STATIC / "graphiql.html", headers=HEADERS)

    served: list[BaseRoute] = [
        Route("/graphql", page, methods=["GET"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    if complete:
        served.append(Mount("/graphiql", StaticFiles(directory=assets)))
    return served
