"""Requests of people who do not mean well: each is refused or answered, none breaks anything, the next is answered.

`abuse.jsonl` has one a line. A document or body is text, or parts of which `[template, n]` is repeated; in variables
`{"$repeat": [item, n]}` is a list, `{"$text": n}` a text, `{"$nested": n}` lists in lists and `{"$keys": n}` an object.
`{n}` is the number of the repetition, `{n1}` the next. `expect` are codes of errors, `OK`, or a status.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import orjson
import pytest
from graphql import (
    GraphQLField,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)
from starlette.applications import Starlette

from api.callers import Callers
from api.schema import build_schema
from graph.queries import load_queries
from graph.statements import Statements
from tests.api.client import Api, app_over
from tests.api.test_access import Shown, root_fields, value
from tests.graph.snapshots import EDGES, NODES, snapshot

pytestmark = pytest.mark.usefixtures("graph")
CORPUS = [
    json.loads(line) for line in Path(__file__).with_name("abuse.jsonl").read_text("utf-8").splitlines()
]
JSON = {"Content-Type": "application/json"}
SCHEMA = build_schema()._schema
COUNTED = "MATCH (p:Product) RETURN count(p) AS n"
STATEMENTS = {query.text for query in load_queries().values()} | {NODES, EDGES, COUNTED}
"""Those of files, and the tests' own."""
INSIDES = ("Traceback", "Neo.", "site-packages", "strawberry", "UNWIND $", "MATCH (product", "bolt://")
FRAGMENTS = (
    "' OR 1=1 //",
    '"}) DETACH DELETE n //',
    "'}) MATCH (n) DETACH DELETE n RETURN 1 //",
    "`) DETACH DELETE n //",
    "$id} RETURN n UNION MATCH (n) RETURN n",
    "\\u0027}) MATCH (n) DELETE n //",
    "*) OR title:*",
    "product/1\u0000\n\r\t",
    "{{7*7}}${7*7}<script>alert(1)</script>",
    "../../../../etc/passwd",
)


@pytest.fixture(scope="module")
def guarded(async_driver: neo4j.AsyncDriver, driver: neo4j.Driver) -> Starlette:
    return app_over(Statements(async_driver), callers=Callers(Shown()), driver=driver)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Texts of the statements that reach Neo4j from here on."""
    texts: set[str] = set()

    def watch(kind: type[Any]) -> None:
        run = kind.run

        def watched(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
            texts.add(getattr(query, "text", query))
            return run(self, query, *args, **kwargs)

        monkeypatch.setattr(kind, "run", watched)

    for kind in (neo4j.AsyncSession, neo4j.AsyncManagedTransaction, neo4j.Session, neo4j.ManagedTransaction):
        watch(kind)
    return texts


def joined(parts: str | list[Any]) -> str:
    if isinstance(parts, str):
        return parts
    return "".join(part if isinstance(part, str) else "".join(map(str, repeated(*part))) for part in parts)


def repeated(item: Any, times: int) -> list[Any]:
    texts = json.dumps(item)
    return [json.loads(texts.replace("{n}", str(n)).replace("{n1}", str(n + 1))) for n in range(times)]


def made(given: Any) -> Any:
    match given:
        case {"$repeat": [item, times]}:
            return repeated(item, times)
        case {"$text": length}:
            return "x" * length
        case {"$keys": count}:
            return {f"v{n}": n for n in range(count)}
        case {"$nested": depth}:
            return json.loads("[" * depth + "]" * depth)
        case dict():
            return {name: made(each) for name, each in given.items()}
        case list():
            return [made(each) for each in given]
    return given


def body(row: dict[str, Any]) -> bytes:
    if "raw" in row:
        return joined(row["raw"]).encode("latin-1")
    return orjson.dumps({"query": joined(row["query"]), "variables": made(row.get("variables", {}))})


async def outcome(api: Api, row: dict[str, Any]) -> set[str]:
    """Return what came of a request; every answer is whole and tells nothing of our insides."""
    headers = JSON | row.get("headers", {})
    response = await api.http.request(
        row.get("method", "POST"), "/graphql", content=body(row), headers=headers
    )
    assert response.status_code < 500, response.text
    assert not [word for word in INSIDES if word in response.text], response.text[:500]
    if response.status_code != 200 or "json" not in response.headers["Content-Type"]:
        return {str(response.status_code)}
    errors = response.json().get("errors", ())
    assert all(error["extensions"]["request"] for error in errors)
    return {error["extensions"]["code"] for error in errors} or {"OK"}


async def answers(api: Api) -> bool:
    return bool((await api.ask('{ brand(id: "brand/huawei") { name } }'))["brand"])


def test_there_are_at_least_200_of_many_kinds() -> None:
    assert len(CORPUS) >= 200
    assert len({row["group"] for row in CORPUS}) >= 15
    assert len({(row["group"], row["name"]) for row in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("row", CORPUS, ids=[f"{row['group']}: {row['name']}" for row in CORPUS])
async def test_it_is_refused_or_answered(guarded: Starlette, sent: set[str], row: dict[str, Any]) -> None:
    api = Api(guarded, "admin")
    found = await outcome(api, row)
    assert found <= set(row["expect"])
    assert sent <= STATEMENTS
    assert await answers(api)


def texts_of(root: str, name: str, field: GraphQLField) -> Iterator[tuple[str, str]]:
    """Yield a document for each argument that is a text, an id, or a list of these; `$x` stands for it."""
    for given, argument in field.args.items():
        kind = argument.type.of_type if is_non_null_type(argument.type) else argument.type
        listed = is_list_type(kind)
        inner = get_named_type(kind)
        if inner.name not in {"ID", "String"}:
            continue
        wanted = f"[{inner.name}!]" if listed else inner.name
        required = {n: a for n, a in field.args.items() if n != given and is_required_argument(a)}
        others = "".join(f", {other}: {value(each)}" for other, each in required.items())
        selection = "" if is_leaf_type(get_named_type(field.type)) else "{ __typename }"
        yield given, f"{root.lower()}($x: {wanted}!) {{ {name}({given}: $x{others}) {selection} }}"


TEXTS = [
    pytest.param(document, id=f"{root}.{name}({given})")
    for root, name, field in root_fields()
    if root != "Subscription" and name != "forgetMe"
    for given, document in texts_of(root, name, field)
]


@pytest.mark.parametrize("document", TEXTS)
async def test_no_text_becomes_a_statement(
    guarded: Starlette, sent: set[str], driver: neo4j.Driver, document: str
) -> None:
    api, before = Api(guarded, "admin"), snapshot(driver)
    listed = "($x: [" in document
    for fragment in FRAGMENTS:
        found = await outcome(
            api, {"query": document, "variables": {"x": [fragment] if listed else fragment}}
        )
        assert found <= {"OK", "BAD_USER_INPUT", "BAD_REQUEST", "FORBIDDEN"}
    assert sent <= STATEMENTS
    if not document.startswith("mutation"):
        assert snapshot(driver) == before


INPUTS = {
    "upsertRule": (
        "RuleInput!", "rule",
        {"id": "{x}", "action": "PIN", "targets": ["{x}"], "reason": "{x}", "owner": "{x}"},
    ),
    "correctFact": (
        "CorrectionInput!", "correction",
        {"subject": "product/1", "predicate": "HAS_PARAMETER", "attribute": "color", "value": "{x}", "reason": "{x}"},
    ),
    "correctFact of": (
        "CorrectionInput!", "correction",
        {"subject": "{x}", "predicate": "HAS_FEATURE", "object": "{x}", "reason": "{x}"},
    ),
    "ingestDocuments": (
        "[DocumentInput!]!", "documents",
        [{"product": "product/1", "kind": "TITLE", "text": "{x}", "origin": "{x}"}],
    ),
    "recordEvents": (
        "[EventInput!]!", "events",
        [{"id": "{x}", "type": "SEARCH", "user": "{x}", "query": "{x}", "device": "{x}"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
async def test_no_text_within_an_input_becomes_a_statement(
    guarded: Starlette, sent: set[str], driver: neo4j.Driver, name: str
) -> None:
    kind, argument, given = INPUTS[name]
    api, field = Api(guarded, "admin"), name.partition(" ")[0]
    document = f"mutation($x: {kind}) {{ {field}({argument}: $x) {{ __typename }} }}"
    before = driver.execute_query(COUNTED).records[0]["n"]
    for fragment in FRAGMENTS:
        filled = json.loads(json.dumps(given).replace("{x}", json.dumps(fragment)[1:-1]))
        assert await outcome(api, {"query": document, "variables": {"x": filled}}) <= {"OK", "BAD_USER_INPUT"}
    assert sent <= STATEMENTS
    assert driver.execute_query(COUNTED).records[0]["n"] == before
