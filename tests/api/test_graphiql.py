"""GraphiQL from local files alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import neo4j
import pytest
from graphql import OperationDefinitionNode, parse
from httpx import Response

from api.graphiql import ASSETS, STATIC
from graph.statements import Statements
from tests.api.client import Api, app_over

OUTSIDE = re.compile(r"""(?:https?:)?//[a-z0-9]""", re.IGNORECASE)


class Page(HTMLParser):
    """What a page loads, and scripts that stand in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline_scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loaded += [address for name in ("src", "href") if (address := given.get(name))]
        self.inline_scripts += tag == "script" and "src" not in given


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    for name in ASSETS:
        (tmp_path / name).write_text(f"/* {name} */", "utf-8")
    return tmp_path


async def get(driver: neo4j.AsyncDriver, assets: Path | None, address: str = "/graphql") -> Response:
    return await Api(app_over(Statements(driver), assets)).http.get(address, headers={"Accept": "text/html"})


async def test_the_page_and_all_it_loads_come_from_here(
    async_driver: neo4j.AsyncDriver, assets: Path
) -> None:
    response = await get(async_driver, assets)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    page = Page(response.text)
    assert {f"/graphiql/{name}" for name in ASSETS} < set(page.loaded)
    for address in page.loaded:
        assert re.match(r"/[^/]", address), address
        assert (await get(async_driver, assets, address)).status_code == 200
    assert (await get(async_driver, assets, f"/graphiql/{ASSETS[0]}")).text == f"/* {ASSETS[0]} */"


async def test_the_browser_is_told_to_load_nothing_else(
    async_driver: neo4j.AsyncDriver, assets: Path
) -> None:
    response = await get(async_driver, assets)
    policy = dict(part.split(maxsplit=1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert set(" ".join(policy.values()).split()) == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert Page(response.text).inline_scripts == 0
    assert response.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("file", sorted(STATIC.iterdir()), ids=lambda file: file.name)
def test_our_own_files_name_no_other_host(file: Path) -> None:
    assert not OUTSIDE.search(file.read_text("utf-8"))


async def test_without_assets_the_page_says_so(async_driver: neo4j.AsyncDriver, assets: Path) -> None:
    response = await get(async_driver, None)
    assert (response.status_code, response.headers["content-type"][:10]) == (200, "text/plain")
    assert "GraphiQL is not shown" in response.text
    (assets / ASSETS[2]).unlink()
    response = await get(async_driver, assets)
    assert f"its four files are not in {assets}" in response.text
    assert (await get(async_driver, assets, f"/graphiql/{ASSETS[0]}")).status_code == 404


@pytest.mark.usefixtures("graph")
async def test_the_examples_that_it_opens_with_are_answered(api: Api) -> None:
    (welcome,) = re.findall(r"`(.*?)`;", (STATIC / "graphiql.js").read_text("utf-8"), re.DOTALL)
    operations = [node for node in parse(welcome).definitions if isinstance(node, OperationDefinitionNode)]
    assert len(operations) == 4
    for operation in operations:
        assert operation.name
        sent = {"query": welcome, "operationName": operation.name.value}
        answer = (await api.http.post("/graphql", json=sent)).json()
        assert "errors" not in answer
        assert all(answer["data"].values())
