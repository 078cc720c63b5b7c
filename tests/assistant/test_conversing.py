"""Conversations that are kept: cut streams go on, of two messages at once one is told, signing in loses nothing."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any

import neo4j
import pytest

from assistant.answers import Answer
from assistant.conversing import Guide
from assistant.errors import ConversationError
from daogou.assisting import make_guide
from extraction.lexicon import read_lexicon
from graph.errors import ConflictError
from graph.statements import Statements
from tests import graph_samples as shop
from tests.assistant.shopping import SEEDS

PHONES = "华为手机 六千以内"


@pytest.fixture(scope="module", autouse=True)
def sample(driver: neo4j.Driver) -> neo4j.Driver:
    return shop.build_shop(driver)


@pytest.fixture
def guide(async_driver: neo4j.AsyncDriver) -> Guide:
    return make_guide(Statements(async_driver), read_lexicon(SEEDS / "lexicon"))


async def ask(guide: Guide, text: str, **options: Any) -> tuple[str, Answer]:
    return [each async for each in guide.ask(text, **options)][-1]


async def cut(guide: Guide, text: str, shows: str, **options: Any) -> tuple[str, Answer]:
    """Return what came last of a stream that is cut behind the first answer that shows this."""
    async with aclosing(guide.ask(text, **options)) as stream:  # type: ignore[type-var]
        async for id_, answer in stream:
            if answer.shows == shows:
                return id_, answer
    raise AssertionError(shows)


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize(
    ("phones", "weight"), [(PHONES, "第一个多重"), ("huawei phones", "weight of the first?")]
)
async def test_what_is_on_the_screen_is_pointed_at(
    guide: Guide, phones: str, weight: str, *, begun: bool
) -> None:
    before = (await ask(guide, "hello"))[0] if begun else None
    id_, answer = await cut(guide, phones, "products", conversation=before)
    assert not answer.claims, "the last answer was not waited for"
    _, told = await ask(guide, weight, conversation=id_)
    assert [one.card.id for one in told.products] == [answer.products[0].card.id]


async def test_what_was_understood_goes_on(guide: Guide) -> None:
    id_, _ = await cut(guide, PHONES, "parse", conversation=(await ask(guide, "hello"))[0])
    _, answer = await ask(guide, "四千以内", conversation=id_)
    assert {str(slot) for slot in answer.need} == {
        "brand=brand/huawei",
        "category=category/smartphone",
        "price<=4000 CNY",
    }


async def test_of_two_messages_at_once_one_is_told_before_it_has_products(guide: Guide) -> None:
    id_, _ = await ask(guide, "手机")
    shown: list[str] = []
    slow = guide.ask("华为手机", conversation=id_)
    shown.append((await anext(slow))[1].shows)
    await ask(guide, "小米手机", conversation=id_)
    with pytest.raises(ConflictError):
        shown.extend([answer.shows async for _, answer in slow])
    assert shown == ["parse"]


async def test_who_has_products_is_not_told_of_a_message_after_them(guide: Guide) -> None:
    id_, _ = await ask(guide, "手机")
    slow = guide.ask("华为手机", conversation=id_)
    while (await anext(slow))[1].shows != "products":
        pass
    await ask(guide, "小米手机", conversation=id_)
    assert [answer.shows async for _, answer in slow] == ["products"]


async def test_who_signs_in_goes_on(guide: Guide) -> None:
    id_, _ = await ask(guide, PHONES)
    own, answer = await ask(guide, "四千以内", conversation=id_, user=shop.ANN)
    assert own == id_
    assert "brand=brand/huawei" in map(str, answer.need)
    for other in (shop.BOB, None):
        with pytest.raises(ConversationError, match="of yours"):
            await ask(guide, "hello", conversation=id_, user=other)
    assert (await ask(guide, "hello", conversation=id_, user=shop.ANN))[0] == id_
