"""What comes after the sale within a conversation: what was chosen, and when a person takes over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.aftersale import AfterSale
from assistant.answers import Answer
from assistant.dialogue import answered
from assistant.reading.before import Before
from assistant.reading.intents import rule_of
from assistant.reading.message import Message, hear
from assistant.service import Handed, Service, topic_of, trouble_of
from assistant.state import State, Turn
from graph.orders import Order
from tests.assistant.samples import Orders, Policies, order
from tests.assistant.shopping import names, said

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def trouble(text: str) -> Message:
    return replace(said(text), intent="howto", topic="how-to", language="en")


@pytest.mark.parametrize(
    ("then", "shows"),
    [
        ("restarted it twice, still the same", "ticket"),
        ("it did not help", "ticket"),
        ("there is a smell too", "policy"),
        ("2", "policy"),
        ("tried that, it does not charge either", "policy"),
    ],
)
async def test_a_person_takes_over_where_no_trouble_that_was_listed_is_theirs(then: str, shows: str) -> None:
    handed: list[Handed] = []

    async def hand_over(what: Handed) -> str:
        handed.append(what)
        return "ticket/1"

    service = Service(AfterSale(Orders(), Policies()), hand_over, lambda: NOW)
    first = await service.answer(trouble("it hums"), State(), None, [])
    assert first.shows == "policy"
    choices = tuple((choice.record, choice.text, choice.product) for choice in first.choices)
    assert choices
    second = await service.answer(trouble(then), State(choices=choices), None, [])
    assert second.shows == shows
    assert [what.message for what in handed] == ([then] if shows == "ticket" else [])


class Desk:
    """A conversation after the sale, and what was handed over in it."""

    def __init__(self, *orders: Order) -> None:
        self.handed, self.state = list[Handed](), State()
        self._service = Service(AfterSale(Orders(*orders), Policies()), self._hand_over, lambda: NOW)

    async def _hand_over(self, what: Handed) -> str:
        self.handed.append(what)
        return what.state.ticket or f"ticket/{len(self.handed)}"

    async def say(self, text: str, intent: str = "aftersale", topic: str | None = None) -> Answer:
        message = replace(said(text), intent=intent, topic=topic)
        answer = await self._service.answer(message, self.state, "user/ann", [])
        self.state = answered(self.state, message, answer)
        return answer


async def test_only_steps_that_were_shown_count_as_tried() -> None:
    desk = Desk()
    await desk.say("it does not charge", "howto")
    second = await desk.say("tried another cable, still dead", "howto")
    assert second.text.startswith("Clean the port.")
    assert not desk.handed
    last = await desk.say("cleaned it", "howto")
    assert last.shows == "ticket"
    assert desk.handed[0].tried == ("Try another cable.", "Clean the port.")
    assert desk.handed[0].about == "it does not charge"


@pytest.mark.parametrize(
    ("then", "text"),
    [
        ("yes that fixed it", "Good."),
        ("never mind", "All right."),
        ("算了", "好的"),
        ("试了", "Clean the port."),
        ("restarted it", "Clean the port."),
        ("hm, what", "Try another cable."),
    ],
)
async def test_a_step_is_gone_on_from_or_ended(then: str, text: str) -> None:
    desk = Desk()
    await desk.say("it does not charge", "howto")
    assert (await desk.say(then, "howto")).text.startswith(text)
    assert not desk.handed
    over = await desk.say("that fixed it", "howto")
    assert over.text.startswith("Good.")


@pytest.mark.parametrize("text", ["试了", "算了", "never mind", "restarted it", "yes that fixed it"])
def test_what_became_of_a_step_is_read_as_that(text: str) -> None:
    rule = rule_of(hear(text, names(), "shop", Before(intent="howto", topic="how-to", stepping=True)))
    assert rule
    assert rule.__name__ == "_carried_on"


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("can I pay with Alipay?", "returns"),
        ("你们几点关门", "order"),
        ("保证正品吗", "warranty"),
        ("add it to my cart", "delivery"),
        ("分期付款可以吗", "trade-in"),
        ("学生优惠有吗", "price-protection"),
        ("hm", None),
    ],
)
@pytest.mark.parametrize("then", ["yes", "好的", "要", "yes please"])
async def test_what_no_policy_says_is_said_and_a_person_is_fetched(
    text: str, guessed: str | None, then: str
) -> None:
    desk = Desk(order("1", "shipped"))
    first = await desk.say(text, topic=guessed)
    assert (first.shows, len(first.claims), first.topic) == ("policy", 1, None)
    assert {"shall I fetch a person?", "要为您转人工客服吗？"} & set(re.split("[;；，] ?", first.text)[-1:])
    assert (await desk.say(then)).shows == "ticket"
    assert desk.handed[0].about == text.lower()


async def test_a_person_who_is_offered_may_be_declined() -> None:
    desk = Desk()
    await desk.say("can I pay with Alipay?")
    assert (await desk.say("no thanks")).text.startswith("All right.")
    assert not desk.handed


def test_a_topic_that_is_said_outright_is_no_guess() -> None:
    invoice = replace(said("can I pay with Alipay and get an invoice"), intent="aftersale", topic="invoice")
    assert topic_of(invoice) == "invoice"
    assert topic_of(replace(said("充电很慢"), intent="howto", topic=None)) == "how-to"


@pytest.mark.parametrize(
    "text", ["帮我取消订单", "cancel it", "修改收货地址", "包裹被偷了", "my parcel was stolen"]
)
async def test_what_only_a_person_can_do_is_said_beside_what_is_known(text: str) -> None:
    desk = Desk(order("1", "shipped", at="2026-06-14T08:00:00Z"))
    answer = await desk.say(text, topic="order")
    assert answer.shows == "order"
    assert answer.claims[-1].text.startswith(("I cannot do that for you", "这件事我没有权限替您办"))
    assert (await desk.say("yes")).shows == "ticket"
    await desk.say("where is it", topic="order")
    assert not (await desk.say("noise cancelling", topic="order")).choices


async def test_a_ticket_has_the_trouble_and_what_was_cited_and_is_one() -> None:
    desk = Desk(order("1", delivered_at="2026-06-10T10:00:00Z"))
    await desk.say("我的手机还能退吗", topic="returns")
    await desk.say("转人工", "person")
    await desk.say("人呢", "person")
    first, second = desk.handed
    assert first.about == second.about == "我的手机还能退吗"
    assert [record for turn in first.state.turns for record in turn.records] == [
        "order/1",
        "policy/returns-zh",
    ]
    assert second.state.ticket == "ticket/1"
    assert State.from_json(second.state.to_json()) == second.state


@pytest.mark.parametrize(
    ("turns", "text", "about"),
    [
        ((), "转人工", "转人工"),
        ((), "my screen is cracked, get me a human", "my screen is cracked, get me a human"),
        ((("aftersale", "where is my order"), ("talk", "thanks")), "a human please", "where is my order"),
        ((("howto", "it does not charge"), ("howto", "still dead")), "a human please", "it does not charge"),
    ],
)
def test_a_trouble_is_what_was_said_of_it(turns: tuple[tuple[str, str], ...], text: str, about: str) -> None:
    state = State(turns=tuple(Turn(words, intent) for intent, words in turns))
    assert trouble_of(replace(said(text), intent="person"), state) == about
