"""GraphQL over the graph: the API's services made and closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from starlette.applications import Starlette

from api.app import create_app
from api.callers import Callers, Credentials, Role
from api.documents import Documents
from api.keys import Keys
from api.observed import Metrics
from api.services import Services as ApiServices
from api.tokens import Tokens
from daogou.asking import read_asks
from daogou.assisting import make_guide
from daogou.console import Report
from daogou.phrasing import make_language_model
from daogou.settings import Settings
from extraction.lexicon import read_lexicon
from graph.behaviour import BehaviourReader
from graph.driver import Connection, open_async_driver
from graph.errors import GraphError, ServerError
from graph.kinds import KindsReader
from graph.lists import ListReader
from graph.people import PeopleReader
from graph.reader import Reader
from graph.recall import RecallReader
from graph.recorder import Recorder
from graph.search import SearchReader
from graph.server.assets import fetch_assets
from graph.statements import Statements
from graph.walks import WalkReader
from profiles.sessions import SILENCE
from recommend.recommender import Recommender

PREPARING: Final = "preparing"
"""Name of the task that has the server plan what answers wait for."""


def make_app(settings: Settings, connection: Connection, assets: Path | None = None) -> Starlette:
    """Return the application; its driver is opened at the first request and closed when serving ends."""
    driver = open_async_driver(connection)
    metrics = Metrics()
    statements = Statements(driver, shown=settings.shown, watch=metrics.statement)
    lexicon = settings.seeds / "lexicon"
    names = read_lexicon(lexicon)
    model = make_language_model(settings, metrics.language_model)
    services = ApiServices(
        reader=Reader(statements),
        lists=ListReader(statements),
        search=SearchReader(statements),
        walks=WalkReader(statements),
        kinds=KindsReader(statements),
        people=PeopleReader(statements),
        recorder=Recorder(statements, read_asks(names, lexicon)),
        recommender=Recommender(RecallReader(statements)),
        behaviour=BehaviourReader(statements, silence=SILENCE, smallest=settings.smallest_segment),
        guide=make_guide(statements, names, model),
        assets=assets,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with driver:
            preparing = asyncio.create_task(_prepare(services), name=PREPARING)
            yield
            preparing.cancel()
            if model:
                await model.close()

    return create_app(
        services,
        callers(settings),
        metrics,
        Documents(settings.documents),
        requests_per_minute=settings.requests_per_minute,
        introspection=settings.introspection,
        lifespan=lifespan,
    )


def callers(settings: Settings) -> Callers:
    """Return who is told apart by what; a server without keys is for whoever can reach its address."""
    if not settings.guarded:
        return Callers()
    credentials: list[Credentials] = [Keys(settings.keys)]
    if settings.jwks and settings.token_issuer and settings.token_audience:
        credentials.append(Tokens(settings.jwks, settings.token_issuer, settings.token_audience))
    return Callers(*credentials, nobody=Role.PUBLIC)


async def _prepare(services: ApiServices) -> None:
    # Whoever asks before the graph answers is told so, and the next answer tries again.
    with suppress(GraphError):
        await services.recommender.prepare()
        await services.lists.prepare()
        await services.search.prepare()
        await services.walks.prepare()


def graphiql(settings: Settings, report: Report) -> Path | None:
    """Return GraphiQL's files; None, and why, where they cannot be had, or the schema does not tell of itself."""
    if not settings.introspection:
        return None
    try:
        return fetch_assets(settings.cache, report=report)
    except ServerError as error:
        report(f"GraphiQL is left out: {error}")
        return None
