"""How the tests speak to the API, and applications over statements of a test's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from httpx import ASGITransport, AsyncClient

from api.app import create_app
from api.services import Services
from daogou.assisting import make_guide
from extraction.lexicon import read_lexicon
from graph.behaviour import BehaviourReader
from graph.kinds import KindsReader
from graph.lists import ListReader
from graph.people import PeopleReader
from graph.reader import Reader
from graph.recall import RecallReader
from graph.recorder import Recorder
from graph.search import SearchReader
from graph.walks import WalkReader
from profiles.sessions import SILENCE
from recommend.recommender import Recommender

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from api.callers import Callers
    from graph.statements import Statements


SEEDS: Final = Path(__file__).parents[2] / "seeds"


class Api:
    """A client of one application."""

    def __init__(self, app: Starlette, key: str = "") -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else None
        self.http = AsyncClient(transport=ASGITransport(app), base_url="http://shop", headers=headers)

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
    **options: Any,
) -> Starlette:
    """Return the application whose every room asks `statements`."""
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
        assets=assets,
    )
    return create_app(services, callers, **options)
