"""How the tests speak to the API, and applications over statements of a test's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from httpx import ASGITransport, AsyncClient

from api.app import create_app
from api.costs import Costs
from api.desk import Desk
from api.services import Services
from api.topics import Topics
from daogou.assisting import make_guide
from daogou.values import stated_value
from extraction.lexicon import read_lexicon
from graph.analyst import Analyst
from graph.behaviour import BehaviourReader
from graph.changes import ChangesReader
from graph.counts import CountsReader
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
from graph.walks import WalkReader
from graph.watching import WatchReader
from profiles.sessions import SILENCE
from recommend.recommender import Recommender

if TYPE_CHECKING:
    import neo4j
    from starlette.applications import Starlette

    from api.callers import Callers
    from api.topics import Jobs
    from graph.statements import Statements

SECONDS = 0.05
"""Between two looks at what subscriptions follow."""


SEEDS: Final = Path(__file__).parents[2] / "seeds"


class Api:
    """A client of one application."""

    def __init__(self, app: Starlette, key: str = "") -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else None
        self.http = AsyncClient(transport=ASGITransport(app), base_url="http://localhost", headers=headers)

    async def send(self, query: str, /, **variables: object) -> Any:
        """Return the whole answer to an operation."""
        response = await self.http.post("/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        return response.json()

    async def ask(self, query: str, /, **variables: object) -> Any:
        """Return the data of an answer that has no errors."""
        answer = await self.send(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refused(self, query: str, /, **variables: object) -> tuple[str, str]:
        """Return code and message of the only error."""
        answer = await self.send(query, **variables)
        (error,) = answer["errors"]
        return error["extensions"]["code"], error["message"]


def app_over(
    statements: Statements,
    assets: Path | None = None,
    callers: Callers | None = None,
    *,
    driver: neo4j.Driver | None = None,
    analyst: Analyst | None = None,
    costs: Costs | None = None,
    jobs: Jobs | None = None,
    **options: Any,
) -> Starlette:
    """Return the application whose every room asks `statements`, and whose changes go to `driver`, nowhere without."""
    driver = cast("neo4j.Driver", driver)
    ledger = Ledger(driver)
    desk = Desk(
        merchandising=Merchandising(driver, ledger),
        forgetting=Forgetting(driver, ledger),
        rules=RulesReader(statements),
        changes=ChangesReader(statements),
        jobs=Jobs(statements),
        value=stated_value,
        analyst=analyst,
    )
    services = Services(
        reader=Reader(statements),
        lists=ListReader(statements),
        search=SearchReader(statements),
        walks=WalkReader(statements),
        kinds=KindsReader(statements),
        people=PeopleReader(statements),
        recorder=Recorder(statements),
        recommender=Recommender(RecallReader(statements)),
        behaviour=BehaviourReader(statements, silence=SILENCE, smallest=2),
        guide=make_guide(statements, read_lexicon(SEEDS / "lexicon")),
        desk=desk,
        costs=costs or Costs(CountsReader(statements)),
        topics=Topics(WatchReader(statements), jobs, seconds=SECONDS),
        assets=assets,
    )
    return create_app(services, callers, **options)
