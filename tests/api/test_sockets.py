"""graphql-transport-ws on a real socket: its rules, and what it takes of a stranger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from api import limits
from api.access import FIELDS
from api.callers import Caller, Callers, Role
from api.channels import Channels
from api.documents import Documents
from api.errors import UnauthenticatedError
from graph.records import Product
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import app_over
from tests.api.served import PROTOCOL, Served, served, until

pytestmark = pytest.mark.usefixtures("graph")
DROPS = "subscription($products: [ID!]!) { priceDrops(products: $products) { new { amount } } }"
PRODUCTS = {"products": [shop.P40_128]}
HOME = "subscription($user: ID!) { recommendationChanges(user: $user) { score } }"
KEYS = {role.value: Caller(role, shop.ANN if role is Role.SHOPPER else None, f"key {role}") for role in Role}


class Keys:
    """Takes the name of a role for its key, until it is taken back."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    async def caller(self, shown: str) -> Caller | None:
        if shown in self.gone:
            raise UnauthenticatedError("this key is not known; it may have been removed")
        return KEYS.get(shown)


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
async def server(async_driver: neo4j.AsyncDriver, keys: Keys) -> AsyncIterator[Served]:
    callers = Callers(keys, nobody=Role.PUBLIC)
    channels = Channels(most=30, checked=0.1)
    async with served(app_over(Statements(async_driver), callers=callers, channels=channels)) as made:
        yield made


def running(server: Served) -> int:
    return int(server.app.state.channels.subscriptions.taken)


async def test_it_tells_until_it_is_told_to_stop(
    server: Served, fresh_graph: neo4j.Driver, statements_read: list[str]
) -> None:
    async with server.socket() as socket:
        await socket.subscribe(DROPS, **PRODUCTS)
        await until(lambda: statements_read.count("watch_prices") >= 2)
        Writer(fresh_graph).products([Product(shop.P40_128, "Huawei P40", 99.0, "CNY")])
        assert await socket.next() == {
            "id": "1", "type": "next", "payload": {"data": {"priceDrops": {"new": {"amount": "99.0"}}}},
        }  # fmt: skip
        await socket.send("ping")
        assert await socket.next() == {"type": "pong"}
        await socket.send("complete", id="1")
        await until(lambda: not running(server))


async def test_queries_and_mutations_are_answered_once(server: Served) -> None:
    async with server.socket() as socket:
        await socket.subscribe("{ __typename }")
        assert await socket.next() == {
            "id": "1",
            "type": "next",
            "payload": {"data": {"__typename": "Query"}},
        }
        assert await socket.next() == {"id": "1", "type": "complete"}


async def test_each_operation_reads_the_graph_anew(server: Served, fresh_graph: neo4j.Driver) -> None:
    prices = []
    async with server.socket() as socket:
        for price in (99.0, 98.0):
            Writer(fresh_graph).products([Product(shop.P40_128, "Huawei P40", price, "CNY")])
            await socket.subscribe(
                "query($ids: [ID!]!) { compare(ids: $ids) { products { price { amount } } } nodes(ids: $ids) { id "
                "... on Product { price { amount } } } }",
                ids=[shop.P40_128, shop.MI_128],
            )
            data = (await socket.next())["payload"]["data"]
            prices.append([data["compare"]["products"][0]["price"], data["nodes"][0]["price"]])
            await socket.next()
    assert prices == [[{"amount": price}] * 2 for price in ("99.0", "98.0")]


async def test_who_may_not_is_told_with_a_code_and_no_insides(server: Served) -> None:
    async with server.socket() as socket:
        await socket.subscribe(HOME, user=shop.ANN)
        (error,) = (await socket.next())["payload"]["errors"]
        assert error["extensions"]["code"] == "FORBIDDEN"
        assert error["extensions"]["request"]
    async with server.socket("shopper") as socket:
        await socket.subscribe(HOME, user=shop.BOB)
        assert "FORBIDDEN" in str(await socket.next())
        assert (await socket.next())["type"] == "complete"
        await socket.subscribe(HOME, user=shop.ANN)
        assert (await socket.next())["payload"]["data"]["recommendationChanges"]


ASKED = {
    "Subscription.priceDrops": "subscription { priceDrops(products: []) { new { amount } } }",
    "Subscription.recommendationChanges": f'subscription {{ recommendationChanges(user: "{shop.ANN}") {{ score }} }}',
    "Subscription.ask": 'subscription { ask(message: "hello") { text } }',
    "Subscription.jobProgress": 'subscription { jobProgress(id: "job/none") { state } }',
}


@pytest.mark.parametrize("role", Role)
async def test_every_subscription_for_every_role(server: Served, role: Role) -> None:
    assert ASKED.keys() == {field for field in FIELDS if field.startswith("Subscription.")}
    for field, query in ASKED.items():
        async with server.socket(role.value) as socket:
            await socket.subscribe(query, field)
            told = await socket.next()
            assert ("FORBIDDEN" in str(told)) == (role not in FIELDS[field])
            assert "INTERNAL" not in str(told)
            if told["type"] == "next" and "errors" in told["payload"]:
                assert await socket.next() == {"id": field, "type": "complete"}


async def test_a_wrong_key_closes_the_socket(server: Served) -> None:
    async with server.socket(greet=False) as socket:
        await socket.send("connection_init", payload={"Authorization": "Bearer wrong"})
        assert await socket.closed() == (4403, "Forbidden")


async def test_programs_may_show_a_key_in_the_handshake(server: Served) -> None:
    async with server.socket(additional_headers={"Authorization": "Bearer admin"}) as socket:
        await socket.subscribe("{ segments { name } }")
        assert (await socket.next())["payload"]["data"]["segments"]


async def test_nothing_is_answered_before_the_greeting(server: Served) -> None:
    async with server.socket(greet=False) as socket:
        await socket.subscribe("{ __typename }")
        assert await socket.closed() == (4401, "Unauthorized")


async def test_who_does_not_greet_is_closed(
    async_driver: neo4j.AsyncDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SILENCE", 0.2)
    async with served(app_over(Statements(async_driver))) as hasty, hasty.socket(greet=False) as socket:
        assert (await socket.closed())[0] == 4408


async def test_the_legacy_protocol_is_off(server: Served) -> None:
    async with server.socket(greet=False, subprotocols=[Subprotocol("graphql-ws")]) as socket:
        assert socket.opened.subprotocol is None
        assert await socket.closed() == (4406, "Subprotocol not acceptable")


async def test_pages_of_other_sites_open_none(server: Served) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with server.socket(origin=Origin("https://elsewhere.example")):
            pass
    async with server.socket(origin=Origin(f"http://{server.address}")) as socket:
        assert socket.opened.subprotocol == PROTOCOL


MISSHAPEN: tuple[Any, ...] = (
    b"\x00",
    "no JSON",
    "[]",
    '["subscribe"]',
    "{}",
    '{"type": "start", "id": "1", "payload": {}}',
    '{"type": "subscribe"}',
    '{"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": "%s", "payload": {"query": "{ __typename }"}}' % ("x" * 201),
    '{"type": "subscribe", "id": "1", "payload": "{ __typename }"}',
    '{"type": "subscribe", "id": "1", "payload": {"query": {}}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "variables": []}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "operationName": 1}}',
    '{"type": "complete"}',
    '{"type": "ping", "payload": 1}',
    '{"type": ["ping"]}',
)


@pytest.mark.parametrize("message", MISSHAPEN)
async def test_a_message_without_the_shape_of_one_closes_the_socket(
    server: Served, message: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async with server.socket() as socket:
        await socket.opened.send(message)
        assert (await socket.closed())[0] == 4400
    assert not caplog.records


async def test_a_message_of_a_million_bytes_is_the_largest(server: Served) -> None:
    async with server.socket() as socket:
        await socket.opened.send("x" * (limits.MAX_BODY + 1))
        assert (await socket.closed())[0] == 1009


async def test_a_document_that_is_none_is_an_error_of_its_operation(server: Served) -> None:
    async with server.socket() as socket:
        for query in ("{", "{ none }", f"{{ {'a: __typename ' * 31} }}"):
            await socket.subscribe(query)
            told = await socket.next()
            assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "BAD_REQUEST")


async def test_operations_of_a_socket_are_counted(server: Served) -> None:
    async with server.socket() as socket:
        for number in range(limits.MAX_SUBSCRIPTIONS):
            await socket.subscribe(DROPS, f"{number}", **PRODUCTS)
        await socket.subscribe(DROPS, "more", **PRODUCTS)
        told = await socket.next()
        assert (told["id"], told["type"]) == ("more", "error")
        assert told["payload"][0]["extensions"]["code"] == "TOO_MANY"
        await until(lambda: running(server) == limits.MAX_SUBSCRIPTIONS)
    await until(lambda: not running(server))


async def test_subscriptions_of_a_caller_are_counted_over_all_connections(server: Served) -> None:
    async with (
        server.socket("admin") as one,
        server.socket("admin") as two,
        server.socket("analyst") as other,
    ):
        for number in range(15):
            await one.subscribe(DROPS, f"{number}", **PRODUCTS)
            await two.subscribe(DROPS, f"{number}", **PRODUCTS)
        await until(lambda: running(server) == 30)
        async with server.events(DROPS, "admin", **PRODUCTS) as events:
            (error,) = (await events.next())["errors"]
            assert error["extensions"]["code"] == "TOO_MANY"
        await other.subscribe(DROPS, **PRODUCTS)
        await until(lambda: running(server) == 31)


async def test_sockets_of_an_address_are_counted(async_driver: neo4j.AsyncDriver) -> None:
    async with served(app_over(Statements(async_driver), channels=Channels(most=2))) as server:
        async with server.socket(), server.socket(greet=False):
            with pytest.raises(InvalidStatus, match="429"):
                async with server.socket():
                    pass
        await until(lambda: not server.app.state.channels.sockets.taken)
        async with server.socket():
            pass


async def test_operations_count_as_requests(async_driver: neo4j.AsyncDriver) -> None:
    async with served(app_over(Statements(async_driver), requests_per_minute=3)) as server:
        async with server.socket() as socket:
            for _ in range(2):
                await socket.subscribe("{ __typename }")
                assert [(await socket.next())["type"] for _ in range(2)] == ["next", "complete"]
            await socket.subscribe("{ __typename }")
            assert "TOO_MANY" in str(await socket.next())
        with pytest.raises(InvalidStatus, match="429"):
            async with server.socket():
                pass


async def test_a_key_that_is_taken_back_ends_its_socket(server: Served, keys: Keys) -> None:
    async with server.socket("admin") as socket, server.socket("analyst") as other:
        await socket.subscribe(DROPS, **PRODUCTS)
        await other.subscribe(DROPS, **PRODUCTS)
        await until(lambda: running(server) == 2)
        keys.gone.add("admin")
        told = await socket.next()
        assert told["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await socket.next())["type"] == "complete"
        assert await socket.closed() == (4403, "Forbidden")
        await until(lambda: running(server) == 1)
        await other.send("ping")
        assert await other.next() == {"type": "pong"}


async def test_a_key_that_is_taken_back_ends_its_stream_of_events(server: Served, keys: Keys) -> None:
    async with server.events(DROPS, "admin", **PRODUCTS) as events:
        await until(lambda: running(server) == 1)
        keys.gone.add("admin")
        (error,) = (await events.next())["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
        assert await events.next() is None


async def test_a_key_that_is_taken_back_begins_nothing_more(
    async_driver: neo4j.AsyncDriver, keys: Keys
) -> None:
    app = app_over(Statements(async_driver), callers=Callers(keys), channels=Channels(checked=60))
    async with served(app) as server, server.socket("admin") as socket:
        keys.gone.add("admin")
        await socket.subscribe("{ __typename }")
        assert "UNAUTHENTICATED" in str(await socket.next())
        assert await socket.closed() == (4403, "Forbidden")


async def test_a_stranger_sends_only_trusted_documents(
    async_driver: neo4j.AsyncDriver, tmp_path: Path
) -> None:
    text = "query Ours { __typename }"
    hash_ = hashlib.sha256(text.encode()).hexdigest()
    file = tmp_path / "documents.json"
    file.write_text(json.dumps({hash_: text}))
    callers = Callers(nobody=Role.PUBLIC)
    app = app_over(Statements(async_driver), callers=callers, documents=Documents(file))
    async with served(app) as server, server.socket() as socket:
        await socket.subscribe("{ __typename }")
        assert "FORBIDDEN" in str(await socket.next())
        await socket.send("subscribe", id="2", payload={"documentId": f"sha256:{hash_}"})
        assert (await socket.next())["payload"]["data"] == {"__typename": "Query"}
        assert (await socket.next())["type"] == "complete"
        await socket.send("subscribe", id="3", payload={"documentId": "sha256:none"})
        assert "BAD_USER_INPUT" in str(await socket.next())
