"""GraphQL over the graph: the API's services made and closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from starlette.applications import Starlette

from api.app import create_app
from api.callers import Callers, Credentials
from api.channels import Channels
from api.costs import Costs
from api.desk import Desk
from api.documents import Documents
from api.keys import Keys
from api.observed import Metrics
from api.origins import LOCAL
from api.services import Services as ApiServices
from api.tokens import Tokens
from api.topics import Topics
from assistant.ports import States
from daogou.asking import read_asks
from daogou.assisting import make_guide
from daogou.console import Report
from daogou.phrasing import make_language_model
from daogou.settings import Settings
from daogou.values import stated_value
from daogou.working import Work, Working
from extraction.lexicon import read_lexicon
from graph.analyst import Analyst
from graph.behaviour import BehaviourReader
from graph.changes import ChangesReader
from graph.counts import CountsReader
from graph.driver import PATIENCE, Connection, open_async_driver, open_driver
from graph.errors import GraphError, ServerError
from graph.forgetting import Forgetting
from graph.jobs import Jobs
from graph.kinds import KindsReader
from graph.ledger import Ledger
from graph.lists import ListReader
from graph.merchandising import Merchandising
from graph.people import PeopleReader
from graph.reader import Reader
from graph.recall import RecallReader
from graph.recorder import Recorder
from graph.rules import RulesReader
from graph.search import SearchReader
from graph.server.assets import fetch_assets
from graph.statements import Statements
from graph.walks import WalkReader
from graph.watching import WatchReader
from profiles.sessions import SILENCE
from recommend.recommender import Recommender

PREPARING: Final = "preparing"
"""Name of the task that has the server plan what answers wait for."""


def make_app(
    settings: Settings,
    connection: Connection,
    assets: Path | None = None,
    work: Work | None = None,
    states: States | None = None,
) -> Starlette:
    """Return the application; its drivers are opened at the first request and closed when serving ends.

    `work` does the jobs that wait, in a process of its own; without it another server's or nobody does. By `states` of
    messages the assistant understands them better.
    """
    driver, waiting = open_async_driver(connection), open_driver(connection, PATIENCE)
    metrics = Metrics()
    statements = Statements(driver, shown=settings.shown, watch=metrics.statement)
    lexicon, ledger = settings.seeds / "lexicon", Ledger(waiting)
    names = read_lexicon(lexicon)
    model = make_language_model(settings, metrics.language_model)
    working = Working(work, settings, connection, Jobs(statements))
    desk = Desk(
        merchandising=Merchandising(waiting, ledger),
        forgetting=Forgetting(waiting, ledger),
        rules=RulesReader(statements),
        changes=ChangesReader(statements),
        jobs=Jobs(statements),
        value=stated_value,
        wake=working.wake,
        analyst=Analyst(driver) if settings.cypher else None,
    )
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
        guide=make_guide(statements, names, model, states),
        desk=desk,
        costs=Costs(CountsReader(statements)),
        topics=Topics(WatchReader(statements), Jobs(statements), seconds=settings.watch_seconds),
        assets=assets,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with driver:
            preparing = asyncio.create_task(_prepare(services), name=PREPARING)
            attending = [asyncio.create_task(each) for each in (working.attend(), services.costs.attend())]
            try:
                yield
            finally:
                for task in (preparing, *attending):
                    task.cancel()
                await asyncio.gather(*attending, return_exceptions=True)
                waiting.close()
                if model:
                    await model.close()

    return create_app(
        services,
        callers(settings),
        metrics,
        Documents(settings.documents),
        Channels(settings.subscriptions),
        requests_per_minute=settings.requests_per_minute,
        introspection=settings.introspection,
        hosts=() if settings.guarded or settings.allow_remote else LOCAL,
        origins=settings.other_origins,
        lifespan=lifespan,
    )


def callers(settings: Settings) -> Callers:
    """Return who is told apart by what; until there is a key a server is for whoever can reach its address."""
    credentials: list[Credentials] = [Keys(settings.keys)]
    if settings.jwks and settings.token_issuer and settings.token_audience:
        credentials.append(Tokens(settings.jwks, settings.token_issuer, settings.token_audience))
    return Callers(*credentials, guarded=lambda: settings.guarded)


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
