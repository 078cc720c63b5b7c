"""Every field × every role, as the table of `api.access` and `docs/security.md` say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import neo4j
import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLSchema,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    is_required_argument,
    is_required_input_field,
    parse,
)
from starlette.applications import Starlette

from api.access import ADMINS, FIELDS, ROOTS, Operation, allowed, asked
from api.callers import Caller, Callers, Role
from api.schema import build_schema
from daogou.settings import PROJECT
from graph.analyst import Analyst
from graph.statements import Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over

SCHEMA: GraphQLSchema = build_schema()._schema
KEYS = {role.value: Caller(role, shop.ANN if role is Role.SHOPPER else None) for role in Role}


class Shown:
    """Takes the name of a role for its key."""

    async def caller(self, shown: str) -> Caller | None:
        return KEYS.get(shown)


@pytest.fixture
def guarded(async_driver: neo4j.AsyncDriver, driver: neo4j.Driver) -> Starlette:
    return app_over(
        Statements(async_driver),
        callers=Callers(Shown(), nobody=Role.PUBLIC),
        driver=driver,
        analyst=Analyst(async_driver),
    )


def root_fields() -> Iterator[tuple[str, str, GraphQLField]]:
    for root in ROOTS:
        if type_ := SCHEMA.get_type(root):
            assert is_object_type(type_)
            for name, field in type_.fields.items():
                yield root, name, field


def value(argument: GraphQLArgument | GraphQLInputField) -> str:
    """Return a literal that fits; of an id that of a shopper, whose own data nobody is refused."""
    type_ = argument.type.of_type if is_non_null_type(argument.type) else argument.type
    if is_list_type(type_):
        return "[]"
    if is_input_object_type(type_):
        fields = type_.fields.items()
        return f"{{{', '.join(f'{n}: {value(f)}' for n, f in fields if is_required_input_field(f))}}}"
    if is_enum_type(type_):
        return next(iter(type_.values))
    return {"ID": f'"{shop.ANN}"', "String": '"phone"', "Int": "1"}[get_named_type(type_).name]


def document(root: str, name: str, field: GraphQLField) -> str:
    given = ", ".join(f"{n}: {value(a)}" for n, a in field.args.items() if is_required_argument(a))
    selection = "" if is_leaf_type(get_named_type(field.type)) else "{ __typename }"
    return f"{root.lower()} {{ {name}{f'({given})' if given else ''} {selection} }}"


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("root", "name", "field"), [pytest.param(*f, id=f[1]) for f in root_fields()])
async def test_every_root_field_for_every_role(
    guarded: Starlette, root: str, name: str, field: GraphQLField, role: Role
) -> None:
    answer = await Api(guarded, role.value).send(document(root, name, field))
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert ("FORBIDDEN" in codes) == (role not in FIELDS[f"{root}.{name}"])
    assert not codes & {"INTERNAL", "UNAUTHENTICATED"}


@pytest.mark.usefixtures("graph")
async def test_what_is_refused_asks_the_graph_for_nothing(
    guarded: Starlette, statements_read: list[str]
) -> None:
    query = f'{{ brand(id: "{shop.HUAWEI}") {{ name }} segments {{ name }} }}'
    assert await Api(guarded).refused(query) == ("FORBIDDEN", "Query.segments is not for the role public")
    assert statements_read == []


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("query", [
    "fragment S on Query { segments { name } } { ...S }",
    "{ ... on Query { segments { name } } }",
    "{ brand: segments { name } }",
    "query A { __typename ... on Query { segments { name } } }",
])  # fmt: skip
async def test_no_way_of_writing_it_gets_around_the_table(guarded: Starlette, query: str) -> None:
    assert (await Api(guarded).refused(query))[0] == "FORBIDDEN"


def test_only_the_operation_that_runs_is_looked_at() -> None:
    text = "query A { brand(id: 1) { name } } query B { segments { name } }"
    assert asked(Operation(text, "A", parse(text)), SCHEMA) == ("Query.brand", "Brand.name")
    assert "Query.segments" in asked(Operation(text, "B", parse(text)), SCHEMA)


def test_a_root_field_outside_the_table_is_for_admins_and_none_is() -> None:
    assert allowed("Query.new") == ADMINS
    assert {f"{root}.{name}" for root, name, _ in root_fields()} == {
        f for f in FIELDS if f.split(".")[0] in ROOTS
    }


SHOPPERS = {
    "recommend": "{{ recommend(user: {user}) {{ score }} }}",
    "profile": "{{ profile(user: {user}) {{ user }} }}",
    "recordEvents": "mutation {{ recordEvents(events: [{{id: 1, type: VIEW, user: {user}, product: 2}}])"
    " {{ recorded }} }}",
    "forgetMe": "mutation {{ forgetMe(user: {user}) {{ events }} }}",
}
STREAMED = {"recommendationChanges"}  # tried in test_sockets.py  # fmt: skip


@pytest.mark.usefixtures("fresh_graph")
@pytest.mark.parametrize("query", SHOPPERS.values(), ids=SHOPPERS)
async def test_a_shopper_gets_and_does_what_is_theirs_alone(guarded: Starlette, query: str) -> None:
    api = Api(guarded, Role.SHOPPER.value)
    assert "errors" not in await api.send(query.format(user=f'"{shop.ANN}"'))
    assert (await api.refused(query.format(user='"user/other"')))[0] == "FORBIDDEN"


@pytest.mark.usefixtures("fresh_graph")
async def test_a_shopper_takes_over_nobody_by_a_login(guarded: Starlette) -> None:
    login = f"""mutation {{ recordEvents(events: [
      {{ id: "l/1", type: LOGIN, user: "{shop.ANN}", deviceId: "{shop.BOB}" }}]) {{ recorded }} }}"""
    assert (await Api(guarded, Role.SHOPPER.value).refused(login))[0] == "FORBIDDEN"
    profile = f'{{ profile(user: "{shop.BOB}") {{ user }} }}'
    assert (await Api(guarded, Role.ADMIN.value).ask(profile))["profile"] == {"user": shop.BOB}


def test_every_field_that_a_shopper_may_ask_for_and_others_may_not_is_tried_with_another_shopper() -> None:
    theirs = {
        field.split(".")[1]
        for field, roles in FIELDS.items()
        if Role.SHOPPER in roles and Role.PUBLIC not in roles
    }
    assert theirs == SHOPPERS.keys() | STREAMED


@pytest.mark.usefixtures("graph")
async def test_a_key_that_is_not_known_gets_less_than_none(guarded: Starlette) -> None:
    query = f'{{ brand(id: "{shop.HUAWEI}") {{ name }} }}'
    assert await Api(guarded).ask(query)
    assert (await Api(guarded, "wrong").refused(query)) == (
        "UNAUTHENTICATED",
        "this key or token is not known",
    )


@pytest.mark.usefixtures("graph")
async def test_introspection_can_be_off(async_driver: neo4j.AsyncDriver) -> None:
    closed = Api(app_over(Statements(async_driver), introspection=False))
    for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Query") { name } }'):
        answer = await closed.send(query)
        assert not answer.get("data")
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_REQUEST"}
        assert "introspection has been disabled" in answer["errors"][0]["message"]
    assert (await closed.ask("{ __typename }")) == {"__typename": "Query"}


def test_the_documented_table_is_the_one_that_is_enforced() -> None:
    text = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `((?:Query|Mutation|Subscription)\.\w+)` \|(.*)\|$", text, re.MULTILINE)
    told = {
        field: {role for role, mark in zip(Role, cells.split("|"), strict=True) if mark.strip()}
        for field, cells in rows
    }
    assert told == {field: set(roles) for field, roles in FIELDS.items()}
