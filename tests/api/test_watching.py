"""Topics by themselves: what a follower gets of what is read, however slow it is."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

import pytest

from api.watching import Changes, Topic
from graph.errors import UnavailableError
from tests.api.served import until

SECONDS = 0.01


class Values:
    """What is read, and how often."""

    def __init__(self) -> None:
        self.all: dict[str, int] = {"a": 1, "b": 1}
        self.reads: list[frozenset[str]] = []
        self.error: Exception | None = None

    async def read(self, keys: Collection[str]) -> dict[str, int]:
        self.reads.append(frozenset(keys))
        if self.error:
            raise self.error
        return {key: self.all[key] for key in keys if key in self.all}

    async def seen(self, times: int = 2) -> None:
        most = len(self.reads) + times
        await until(lambda: len(self.reads) >= most)


@pytest.fixture
def values() -> Values:
    return Values()


@pytest.fixture
def topic(values: Values) -> Topic[int]:
    return Topic(values.read, SECONDS)


async def test_first_what_is_there_then_what_changed(values: Values, topic: Topic[int]) -> None:
    async with topic.follow(["a", "b", "none"]) as changes:
        assert await anext(changes) == {"a": 1, "b": 1, "none": None}
        values.all["a"] = 2
        assert await anext(changes) == {"a": 2}
        del values.all["b"]
        values.all["none"] = 3
        assert await anext(changes) == {"b": None, "none": 3}


async def test_what_is_not_taken_gives_way_to_the_latest(values: Values, topic: Topic[int]) -> None:
    async with topic.follow(["a"]) as slow, topic.follow(["a"]) as quick:
        assert await anext(quick) == {"a": 1}
        for number in range(2, 7):
            values.all["a"] = number
            assert await anext(quick) == {"a": number}
        assert await anext(slow) == {"a": 6}


async def test_of_each_key_one_value_waits_however_many_come() -> None:
    changes = Changes[int]()
    for number in range(10_000):
        changes.put(f"{number % 3}", number)
    assert len(changes._waiting) == 3
    assert await anext(changes) == {"0": 9999, "1": 9997, "2": 9998}


async def test_it_reads_all_keys_at_once_and_only_while_somebody_follows(
    values: Values, topic: Topic[int]
) -> None:
    async with topic.follow(["a"]), topic.follow(["a", "b"]):
        await values.seen()
        assert values.reads[-1] == {"a", "b"}
    await asyncio.sleep(5 * SECONDS)
    values.reads.clear()
    await asyncio.sleep(5 * SECONDS)
    assert values.reads == []


async def test_who_begins_at_the_same_time_is_told_by_one_read(values: Values, topic: Topic[int]) -> None:
    async def first(keys: list[str]) -> dict[str, int | None]:
        async with topic.follow(keys) as changes:
            return await anext(changes)

    found: Iterable[dict[str, int | None]] = await asyncio.gather(*(first(["a"]) for _ in range(50)))
    assert list(found) == [{"a": 1}] * 50
    assert len(values.reads) == 1


async def test_an_outage_is_waited_out(values: Values, topic: Topic[int]) -> None:
    async with topic.follow(["a"]) as changes:
        await anext(changes)
        values.error = UnavailableError("away")
        await values.seen(3)
        values.error = None
        values.all["a"] = 2
        assert await anext(changes) == {"a": 2}


async def test_who_begins_in_an_outage_is_told(values: Values, topic: Topic[int]) -> None:
    values.error = UnavailableError("away")
    with pytest.raises(UnavailableError):
        async with topic.follow(["a"]):
            pass
    assert not topic._followers


async def test_a_mistake_of_ours_is_not_waited_out(values: Values, topic: Topic[int]) -> None:
    async with topic.follow(["a"]) as changes:
        await anext(changes)
        values.error = ZeroDivisionError()
        with pytest.raises(ZeroDivisionError):
            await anext(changes)
