"""GraphQL over the graph: the API's services made and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from starlette.applications import Starlette

from api.app import create_app
from api.services import Services as ApiServices
from daogou.console import Report
from daogou.settings import Settings
from extraction.documents import Text
from extraction.lexicon import read_lexicon
from extraction.pipeline import build
from graph.driver import Connection, open_async_driver
from graph.errors import ServerError
from graph.people import PeopleReader
from graph.reader import Reader
from graph.recall import RecallReader
from graph.recorder import Recorder
from graph.server.assets import fetch_assets
from graph.statements import Statements
from recommend.recommender import Recommender

ASKED = frozenset({"BRAND", "CATEGORY", "FEATURE"})


def make_app(settings: Settings, connection: Connection, assets: Path | None = None) -> Starlette:
    """Return the application; its driver is opened at the first request and closed when serving ends."""
    driver = open_async_driver(connection)
    statements = Statements(driver)
    services = ApiServices(
        reader=Reader(statements),
        people=PeopleReader(statements),
        recorder=Recorder(statements, Asking(settings)),
        recommender=Recommender(RecallReader(statements)),
        assets=assets,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with driver:
            yield

    return create_app(services, lifespan=lifespan)


class Asking:
    """Tells what a search text asks for."""

    def __init__(self, settings: Settings) -> None:
        self._extractor = build(read_lexicon(settings.seeds / "lexicon"))
        self._asked = cache(self._read)

    def __call__(self, text: str) -> tuple[str, ...]:
        """Return ids of the entities named in `text`."""
        return self._asked(text)

    def _read(self, text: str) -> tuple[str, ...]:
        (found,) = self._extractor.extract([Text("", text, "query")])
        return tuple(dict.fromkeys(span.id for span in found.spans if span.id and span.label in ASKED))


def graphiql(settings: Settings, report: Report) -> Path | None:
    """Return GraphiQL's files; None, and why, where they cannot be had."""
    try:
        return fetch_assets(settings.cache, report=report)
    except ServerError as error:
        report(f"GraphiQL is left out: {error}")
        return None
