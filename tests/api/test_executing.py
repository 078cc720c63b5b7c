"""Known documents: looked at once, but who asks for them, and with what, each time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from types import SimpleNamespace
from typing import Any

import neo4j
import pytest
import strawberry
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext
from strawberry.types.graphql import OperationType

from api.callers import Caller, Callers, Role
from api.errors import ForbiddenError
from api.executing import KNOWN, Schema
from graph.statements import Statements
from tests.api.client import Api, app_over

DOUBLE = "query Double($n: Int!) { double(n: $n) }"
PARSED: list[str | None] = []


@strawberry.type
class Root:
    """Whatever is asked, changed or streamed."""

    @strawberry.field
    def double(self, n: int) -> int:
        if n < 0:
            raise ValueError(n)
        return 2 * n


@strawberry.type
class Stream:
    @strawberry.subscription
    async def ticks(self) -> AsyncGenerator[int, None]:
        yield 1


class Counted(SchemaExtension):
    """Notes what is parsed."""

    def on_parse(self) -> Iterator[None]:
        PARSED.append(self.execution_context.query)
        yield


def check(execution: ExecutionContext) -> None:
    if execution.context.who == "stranger":
        raise ForbiddenError("not for strangers")


@pytest.fixture
def schema() -> Schema:
    PARSED.clear()
    return Schema(
        Root, strawberry.type(type("Change", (Root,), {})), Stream, checks=[check], extensions=[Counted]
    )


async def asked(schema: Schema, text: str, context: str = "friend", **variables: Any) -> Any:
    asking = SimpleNamespace(who=context, request="1")
    return await schema.execute(text, variables, asking, allowed_operation_types=set(OperationType))


async def test_a_valid_document_is_looked_at_once_and_its_variables_each_time(schema: Schema) -> None:
    answers = [await asked(schema, DOUBLE, n=n) for n in (1, 2, 3)]
    assert [answer.data for answer in answers] == [{"double": 2}, {"double": 4}, {"double": 6}]
    assert PARSED == [DOUBLE]


async def test_who_asks_is_looked_at_each_time(schema: Schema) -> None:
    for context, refused in (("stranger", True), ("friend", False), ("stranger", True), ("friend", False)):
        answer = await asked(schema, DOUBLE, context, n=1)
        assert bool(answer.errors) == refused
        assert answer.data == (None if refused else {"double": 2})


async def test_an_error_of_a_known_document_is_told_as_of_a_new_one(schema: Schema) -> None:
    new = await asked(schema, DOUBLE, n=-1)
    known = await asked(schema, DOUBLE, n=-1)
    assert known.data is new.data is None
    assert [str(error) for error in known.errors] == [str(error) for error in new.errors] != []
    assert [str(error) for error in (await asked(schema, DOUBLE)).errors] != []


async def test_an_invalid_document_is_not_kept(schema: Schema) -> None:
    for _ in range(2):
        assert (await asked(schema, "{ nothing }")).errors
    assert len(PARSED) == 2


async def test_no_more_documents_are_kept_than_may_be(schema: Schema) -> None:
    for number in range(KNOWN + 1):
        await asked(schema, f"{{ double(n: {number}) }}")
    assert len(schema._known) == KNOWN
    await asked(schema, "{ double(n: 0) }")
    assert PARSED.count("{ double(n: 0) }") == 2


@pytest.mark.usefixtures("graph")
async def test_a_role_that_may_not_ask_is_refused_what_another_has_just_asked(
    async_driver: neo4j.AsyncDriver,
) -> None:
    class Roles:
        async def caller(self, shown: str) -> Caller:
            return Caller(Role(shown))

    app = app_over(Statements(async_driver), callers=Callers(Roles(), nobody=Role.PUBLIC))
    for key, refused in (("admin", False), ("", True), ("analyst", False), ("shopper", True)):
        answer = await Api(app, key).send("{ segments { name } }")
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        assert ("FORBIDDEN" in codes) == refused
