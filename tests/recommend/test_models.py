"""Which model answers while another is read, and what becomes of one that cannot be."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from recommend.algorithms.ease import Ease
from recommend.algorithms.lambdamart import LambdaMart, Ranked
from recommend.algorithms.model import Model
from recommend.algorithms.signals import Shoppers
from recommend.errors import ModelError
from recommend.evaluation.lists import best
from recommend.model_file import dump, load
from recommend.models import Models
from tests.recommend.algorithms.samples import shop


@pytest.fixture(scope="module")
def model() -> Model:
    data = shop(rated=False)
    prices = np.linspace(1, 5, len(data.items), dtype=np.float32)
    priced = replace(data, knowledge=replace(data.knowledge, prices=prices))
    return LambdaMart(lambda _: {"ease": Ease(l2=5, kept=10)}, profiles=True).fit(priced).model


def test_what_was_written_ranks_alike(model: Model) -> None:
    again = load(dump(model))
    assert again.ranker is not None
    assert {"segment", "brand preference", "price fit"} <= set(again.signals.names)
    assert again.signals.names == model.signals.names
    for did in ({"i1": 1.0, "i5": 0.5}, {"i2": 1.0}, {}):
        mine, read = model.rank(did, did, 10), again.rank(did, did, 10)
        assert mine.items == read.items
        assert not set(mine.items) & set(did)
        np.testing.assert_allclose(mine.scores, read.scores, rtol=1e-6)


def test_one_shopper_gets_what_a_batch_gives(model: Model) -> None:
    data = shop(rated=False)
    taken, users = data.taken(), np.arange(len(data.users))
    lists = best(Ranked(model, Shoppers(taken, taken)).score(users), taken, users, 10)
    for user, items in zip(users, lists, strict=True):
        did = {data.items[item]: 1.0 for item in taken[[user]].indices}
        assert list(model.rank(did, did, 10).items) == [data.items[item] for item in items]


def test_what_is_asked_for_is_ranked_too(model: Model) -> None:
    best = model.rank({"i1": 1.0}, (), 3).items
    also = next(item for item in model.items if item not in best)
    found = model.rank({"i1": 1.0}, (), 3, also=[also, "never seen"])
    assert set(found.items) == {*best, also}


def test_those_that_have_what_is_asked_for_are_the_ones_with_most_users(model: Model) -> None:
    named = replace(model, entities={"brand": [f"brand/{n}" for n in range(6)]})
    brand = named.groups("i0")
    users = dict(zip(model.items, model.signals.items["users"], strict=True))
    all_ = [item for item in model.items if named.groups(item) == brand]
    found = named.having([*brand, "brand/unknown"], 3)
    assert len(found) == 3
    assert min(users[item] for item in found) >= max(users[item] for item in set(all_) - set(found))
    assert set(named.having([*brand, *brand], 100)) == set(all_)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"nothing of ours"])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError, match="train it again"):
        load(content)


def test_another_version_is_refused(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommend.model_file.VERSION", 0)
    old = dump(model)
    monkeypatch.undo()
    with pytest.raises(ModelError, match="version 0, expected 2: train it again"):
        load(old)


async def test_the_model_before_answers_while_the_next_is_read(model: Model) -> None:
    gate, asked = asyncio.Event(), []

    async def read(version: str) -> bytes:
        asked.append(version)
        if version == "2":
            await gate.wait()
        return dump(model)

    models = Models(read)
    assert await models.get(None) is None
    first = await models.get("1")
    assert first is not None
    assert [await models.get("2") for _ in range(3)] == [first] * 3
    gate.set()
    for _ in range(500):
        if await models.get("2") is not first:
            break
        await asyncio.sleep(0.01)
    assert await models.get("2") is not first
    assert asked == ["1", "2"]


async def test_a_model_that_cannot_be_read_leaves_the_one_before(model: Model) -> None:
    asked = []

    async def read(version: str) -> bytes:
        asked.append(version)
        return dump(model) if version == "1" else b"damaged"

    models = Models(read)
    first = await models.get("1")
    for _ in range(5):
        assert await models.get("2") is first
        await asyncio.sleep(0.01)
    assert asked == ["1", "2"]


async def test_a_graph_that_cannot_be_asked_is_asked_again(model: Model) -> None:
    answers = [OSError("down"), dump(model)]

    async def read(version: str) -> bytes:
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    models = Models(read)
    with pytest.raises(OSError, match="down"):
        await models.get("1")
    assert await models.get("1") is not None
