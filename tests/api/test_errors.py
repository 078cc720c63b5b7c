"""Codes of errors, and what they keep to themselves."""

from __future__ import annotations

import neo4j
import pytest
from graphql import GraphQLError

from api.errors import coded
from graph.errors import StatementError, TookTooLongError
from graph.statements import Row, Statements
from recommend.errors import BadRequestError
from tests.api.client import Api, app_over

SECRET = "Neo.ClientError: MATCH (n) on bolt://10.0.0.7 as neo4j/hunter2"


class BrokenStatements(Statements):
    """A graph that answers every question with an error of its own."""

    async def read(self, name: str, **params: object) -> list[Row]:  # noqa: ARG002 (the base class's)
        raise StatementError(SECRET)


@pytest.fixture
def broken(async_driver: neo4j.AsyncDriver) -> Api:
    return Api(app_over(BrokenStatements(async_driver)))


ROOTS = [
    '{ product(id: "product/1") { id } }',
    "{ products { edges { cursor } } }",
    '{ search(text: "华为") { score } }',
    '{ brand(id: "brand/huawei") { id } }',
    '{ recommend(user: "user/ann") { score } }',
    '{ similar(product: "product/1") { score } }',
    '{ profile(user: "user/ann") { user } }',
    "{ segments { id } }",
    'mutation { recordEvents(events: [{id: "e", type: VIEW, user: "u", product: "p"}]) { recorded } }',
]


@pytest.mark.parametrize("query", ROOTS)
async def test_an_outage_is_unavailable_and_says_nothing_else(
    away: Api, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    code, message = await away.refused(query)
    assert (code, message) == ("UNAVAILABLE", "The graph does not answer at the moment; try again later.")
    assert "127.0.0.1" in caplog.text


@pytest.mark.parametrize("query", ROOTS)
async def test_an_internal_error_is_masked_for_the_caller_and_whole_in_the_log(
    broken: Api, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await broken.send(query)
    (error,) = answer["errors"]
    id_ = error["extensions"].pop("request")
    assert error["extensions"] == {"code": "INTERNAL"}
    assert f"request {id_}: " in caplog.text
    assert error["message"] == "Something went wrong on our side."
    assert set(error) <= {"message", "locations", "path", "extensions"}
    assert "hunter2" not in str(answer)
    assert SECRET in caplog.text


@pytest.mark.parametrize(
    "query",
    [
        "{ product(id: ",
        "{ nothing }",
        "{ ...Nothing }",
        "{ product { id } }",
        '{ products(first: "two") { edges { cursor } } }',
        "query($id: ID!) { product(id: $id) { id } }",
        'mutation { recordEvents(events: [{id: "e", type: VIEW, user: "u", at: "yesterday"}]) { recorded } }',
        f"{{ products(first: {'9' * 5000}) {{ edges {{ cursor }} }} }}",
        "fragment a on Query { ...b } fragment b on Query { ...a } { ...a }",
    ],
)
async def test_a_document_that_is_wrong_is_a_bad_request_and_no_matter_for_the_log(
    api: Api, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await api.send(query)
    assert answer["errors"]
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_REQUEST"}
    assert all(error["message"] for error in answer["errors"])
    assert caplog.text == ""


async def test_a_variable_that_is_wrong_is_a_bad_request(api: Api) -> None:
    event = {"id": "e", "type": "VIEW", "user": "u"}
    for wrong in ({"at": "yesterday"}, {"rating": "good"}, {"type": "STEAL"}, {"colour": "red"}):
        code, message = await api.refused(
            "mutation($event: EventInput!) { recordEvents(events: [$event]) { recorded } }",
            event=event | wrong,
        )
        assert code == "BAD_REQUEST"
        assert str(next(iter(wrong))) in message


@pytest.mark.usefixtures("graph")
async def test_one_wrong_field_takes_no_other_with_it(api: Api) -> None:
    answer = await api.send(
        '{ product(id: "product/1") { id facts(first: 0) { id } } brand(id: "none") { id } }'
    )
    (error,) = answer["errors"]
    assert error["path"] == ["product", "facts"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert answer["data"]["brand"] is None


def test_the_recommenders_refusal_is_the_callers_to_mend() -> None:
    error = coded(GraphQLError("any", original_error=BadRequestError("k is 0")))
    assert (error.message, error.extensions) == ("k is 0", {"code": "BAD_USER_INPUT"})


def test_what_the_graph_ended_at_its_time_is_a_timeout() -> None:
    error = coded(GraphQLError("any", original_error=TookTooLongError("of Neo4j")))
    assert (error.message, error.extensions) == (
        "The answer took too long; ask for less.", {"code": "TIMEOUT"}
    )  # fmt: skip
