"""Conversations: nobody else's, never overwritten by a slower writer, gone when they are over."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import neo4j
import pytest

from graph import conversations as module
from graph.conversations import LARGEST, MOST, Conversation, Conversations
from graph.errors import ConflictError, TooLargeError
from graph.statements import Statements

ANN, BOB = "user/ann", "user/bob"


class Clock:
    """Tells the time that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clean_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver, clock: Clock) -> Conversations:
    return Conversations(Statements(async_driver), clock=clock)


def count(driver: neo4j.Driver) -> int:
    (row,) = driver.execute_query("MATCH (c:Conversation) RETURN count(c) AS count").records
    return int(row["count"])


async def test_a_conversation_goes_on_where_it_was(kept: Conversations) -> None:
    begun = await kept.create(ANN, {"turns": ["预算三千"]})
    assert await kept.load(begun.id, ANN) == begun
    saved = await kept.save(begun, {"turns": ["预算三千", "还是贵了 \ud800"]})
    assert saved
    assert saved.version == 2
    found = await kept.load(begun.id, ANN)
    assert found
    assert (found.version, found.state) == (2, {"turns": ["预算三千", "还是贵了 ?"]})


@pytest.mark.parametrize(("owner", "other"), [(ANN, BOB), (ANN, None), (None, ANN), (ANN, ""), (None, "x")])
async def test_it_is_nobody_elses(kept: Conversations, owner: str | None, other: str | None) -> None:
    begun = await kept.create(owner, {"a": 1})
    assert await kept.load(begun.id, other) is None
    stranger = Conversation(begun.id, other, begun.version, {}, begun.expires)
    assert await kept.save(stranger, {"a": 2}) is None
    await kept.end(begun.id, other)
    assert await kept.load(begun.id, owner) == begun
    await kept.end(begun.id, owner)
    assert await kept.load(begun.id, owner) is None


async def test_ids_are_long_and_never_the_same(kept: Conversations) -> None:
    ids = {(await kept.create(None, {})).id for _ in range(5)}
    assert len(ids) == 5
    assert min(map(len, ids)) > 40


async def test_of_several_writers_one_wins(kept: Conversations) -> None:
    begun = await kept.create(ANN, {"n": 0})
    saves = await asyncio.gather(*(kept.save(begun, {"n": n}) for n in range(1, 11)), return_exceptions=True)
    won = [save for save in saves if isinstance(save, Conversation)]
    assert len(won) == 1
    assert sum(isinstance(save, ConflictError) for save in saves) == 9
    assert await kept.load(begun.id, ANN) == won[0]


async def test_what_is_over_is_gone(kept: Conversations, clock: Clock, driver: neo4j.Driver) -> None:
    begun = await kept.create(ANN, {})
    clock.now += timedelta(days=6)
    saved = await kept.save(begun, {})
    assert saved
    clock.now += timedelta(days=6)
    assert await kept.load(begun.id, ANN)
    clock.now += timedelta(days=1)
    assert await kept.load(begun.id, ANN) is None
    assert await kept.save(saved, {}) is None
    assert await kept.of(ANN) == []
    assert not await kept.adopt(begun.id, BOB)
    await kept.create(BOB, {})
    assert count(driver) == 1


async def test_what_is_over_goes_batch_by_batch(
    kept: Conversations, clock: Clock, driver: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    for _ in range(5):
        await kept.create(None, {})
    clock.now += timedelta(days=8)
    await kept.create(None, {})
    assert count(driver) == 4
    await kept.prepare()
    assert count(driver) == 1


async def test_a_shopper_has_several_and_not_too_many(kept: Conversations, clock: Clock) -> None:
    begun = []
    for _ in range(MOST + 2):
        clock.now += timedelta(minutes=1)
        begun.append(await kept.create(ANN, {}))
    other = await kept.create(BOB, {})
    assert [one.id for one in await kept.of(ANN)] == [one.id for one in reversed(begun[2:])]
    assert await kept.of(BOB) == [other]


async def test_who_signs_in_takes_a_conversation_along_once(kept: Conversations) -> None:
    begun = await kept.create(None, {"a": 1})
    assert await kept.adopt(begun.id, ANN)
    assert not await kept.adopt(begun.id, BOB)
    assert await kept.load(begun.id, None) is None
    found = await kept.load(begun.id, ANN)
    assert found
    assert found.state == {"a": 1}


async def test_a_state_is_bounded(kept: Conversations, driver: neo4j.Driver) -> None:
    with pytest.raises(TooLargeError, match="expected at most 65,536"):
        await kept.create(ANN, {"text": "好" * (LARGEST // 3)})
    begun = await kept.create(ANN, {})
    with pytest.raises(TooLargeError):
        await kept.save(begun, {"text": "x" * LARGEST})
    assert await kept.load(begun.id, ANN) == begun


async def test_one_whose_owner_is_gone_is_nobodys(kept: Conversations, driver: neo4j.Driver) -> None:
    begun = await kept.create(ANN, {})
    driver.execute_query("MATCH (user:User {id: $id}) DETACH DELETE user", id=ANN)
    assert await kept.load(begun.id, None) is None
    assert await kept.load(begun.id, ANN) is None
    assert not await kept.adopt(begun.id, BOB)
