"""After the sale: dates are right to the day, orders are the shopper's own, what is not known is not said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.aftersale import AfterSale
from assistant.replies import Question, Reply, Topic
from graph.orders import Order, OrderItem
from graph.policies import Policy
from tests.assistant.samples import BUDS, PHONE, POLICIES, Orders, Policies, order

ANN = "user/ann"
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def question(topic: Topic, text: str = "", **more: object) -> Question:
    return replace(Question(topic, "en", NOW, text), **more)  # type: ignore[arg-type]


async def ask(asked: Question, *orders: Order, user: str | None = ANN) -> Reply:
    return await AfterSale(Orders(*orders), Policies()).reply(asked, user)


def said(reply: Reply) -> list[str]:
    return [claim.text for claim in reply.claims]


@pytest.mark.parametrize(
    ("delivered", "text"),
    [
        ("2026-06-15T01:00:00Z", "delivered today: 15 days left to return it, the last day is 2026-06-30."),
        (
            "2026-06-03T10:00:00Z",
            "delivered 12 days ago: 3 days left to return it, the last day is 2026-06-18.",
        ),
        (
            "2026-06-01T10:00:00Z",
            "delivered 14 days ago: 1 day left to return it, the last day is 2026-06-16.",
        ),
        ("2026-05-31T10:00:00Z", "delivered 15 days ago: today is the last day to return it."),
        ("2026-05-30T10:00:00Z", "the 15 days to return it ended yesterday, on 2026-06-14."),
        ("2026-05-26T10:00:00Z", "the 15 days to return it ended 5 days ago, on 2026-06-10."),
    ],
)
async def test_a_period_is_counted_from_the_day_after_delivery(delivered: str, text: str) -> None:
    bought = order("1", at="2026-05-20T08:00:00Z", delivered_at=delivered)
    reply = await ask(question("returns"), bought)
    assert said(reply)[0].endswith(text)
    assert reply.claims[0].records == ("order/1", "policy/returns-en")
    assert (said(reply)[1], reply.claims[1].records) == ("Within 15 days.", ("policy/returns-en",))
    assert not reply.hand_over


async def test_days_are_those_of_the_shops_zone() -> None:
    late = order("1", delivered_at="2026-05-31T18:00:00Z")
    shanghai = replace(question("returns"), now=NOW.astimezone(timezone(timedelta(hours=8))))
    assert "1 day left" in said(await ask(shanghai, late))[0]
    assert "today is the last day" in said(await ask(question("returns"), late))[0]


async def test_a_warranty_begins_on_the_day_of_delivery_and_both_are_told() -> None:
    reply = await ask(question("warranty"), order("1", delivered_at="2026-06-15T01:00:00Z"))
    assert said(reply)[:2] == [
        "Mate 40: 364 days left of “One-year warranty”, until 2027-06-14.",
        "Mate 40: 179 days left of “Battery warranty”, until 2026-12-11.",
    ]
    reply = await ask(question("warranty", "battery"), order("1", delivered_at="2026-06-15T01:00:00Z"))
    assert "Battery warranty" in said(reply)[0]


async def test_chinese_is_answered_in_chinese() -> None:
    asked = replace(question("returns"), language="zh")
    reply = await ask(asked, order("1", at="2026-06-01T00:00:00Z", delivered_at="2026-06-03T00:00:00Z"))
    assert said(reply) == [
        "Mate 40：14天前下单，12天前签收，还剩3天可以退货，最后一天是 2026-06-18。",
        "15 天内可以退。",
    ]


@pytest.mark.parametrize(
    ("bought", "text", "hand_over"),
    [
        (order("1", "shipped"), "has not been delivered yet; the 15 days begin with its delivery", False),
        (order("1", "delivered"), "There is no date of delivery for Mate 40", True),
        (order("1", "returned"), "The order of Mate 40 (14 days ago) was returned", False),
        (order("1", "cancelled"), "The order of Mate 40 (14 days ago) was cancelled", False),
    ],
)
async def test_what_has_no_period_is_told_why(bought: Order, text: str, hand_over: bool) -> None:
    reply = await ask(question("returns"), bought)
    assert text in said(reply)[0]
    assert reply.hand_over is hand_over


async def test_nobody_is_told_of_an_order() -> None:
    orders = Orders(order("1", delivered_at="2026-06-03T10:00:00Z"))
    for topic in ("returns", "delivery", "order", "warranty"):
        reply = await AfterSale(orders, Policies()).reply(question(topic), None)  # type: ignore[arg-type]
        assert "Sign in" in said(reply)[-1]
        assert not any(record.startswith("order/") for claim in reply.claims for record in claim.records)
    assert orders.asked == []
    assert len((await AfterSale(orders, Policies()).reply(question("order"), None)).claims) == 1


DELIVERED = {"delivered_at": "2026-06-10T10:00:00Z"}


async def test_several_that_could_be_meant_are_listed_and_one_is_picked() -> None:
    orders = (order("1", "delivered", PHONE, BUDS, **DELIVERED), order("2", "shipped"))
    reply = await ask(question("returns"), *orders)
    assert said(reply) == [
        "Which one do you mean?",
        "1. Huawei Mate 40 black (ordered 14 days ago)",
        "2. FreeBuds white (ordered 14 days ago)",
    ]
    assert [claim.records for claim in reply.claims] == [(), ("order/1",), ("order/1",)]
    picked = await ask(question("returns", chosen=reply.choices[1]), *orders)
    assert said(picked)[0].startswith("FreeBuds: bought 14 days ago, delivered 5 days ago: 10 days left")
    stranger = await ask(question("returns", chosen=reply.choices[1]), order("3", **DELIVERED))
    assert "no such product" in said(stranger)[0]


async def test_what_is_named_or_still_runs_need_not_be_asked() -> None:
    old = order("0", at="2026-01-01T08:00:00Z", delivered_at="2026-01-03T08:00:00Z")
    both = order("1", "delivered", PHONE, BUDS, **DELIVERED)
    reply = await ask(question("returns", named=frozenset({"category/headphones"})), both, old)
    assert said(reply)[0].startswith("FreeBuds")
    reply = await ask(question("returns"), order("2", **DELIVERED), old)
    assert "10 days left" in said(reply)[0]
    reply = await ask(question("returns", named=frozenset({"brand/nikon"})), both)
    assert said(reply)[0] == "I find no such product among your latest orders."
    assert said(await ask(question("returns")))[0] == "There are no orders under your account."


@pytest.mark.parametrize(
    ("item", "text", "hand_over"),
    [
        (PHONE, "You paid 4,999 CNY and it is 4,499 CNY now: you can claim 500 CNY for each of 1.", False),
        (BUDS, "You paid 500 CNY and it is 600 CNY now: there is no difference to claim.", False),
        (replace(PHONE, currency_now="USD"), "no price of today to compare with the 4,999 CNY", True),
        (replace(PHONE, price_now=None), "no price of today to compare with the 4,999 CNY", True),
        (replace(PHONE, price=None), "The order does not say what one cost", True),
    ],
)
async def test_a_price_is_protected_while_it_can_be_compared(
    item: object, text: str, hand_over: bool
) -> None:
    reply = await ask(question("price-protection"), order("1", "delivered", item, **DELIVERED))  # type: ignore[arg-type]
    assert "10 days left of price protection" in said(reply)[0]
    assert text in said(reply)[1]
    assert reply.hand_over is hand_over


async def test_a_price_is_not_protected_for_ever() -> None:
    old = order("1", at="2026-01-01T08:00:00Z", delivered_at="2026-01-03T08:00:00Z")
    assert not any("claim" in text for text in said(await ask(question("price-protection"), old)))


@pytest.mark.parametrize(
    ("one", "text", "late"),
    [
        (
            order("1", "ordered", at="2026-06-14T08:00:00Z"),
            "Mate 40: ordered yesterday, not sent yet.",
            False,
        ),
        (
            order("1", "shipped", shipped_at="2026-06-13T08:00:00Z", carrier="SF", tracking="7"),
            "Mate 40: sent 2 days ago, still on the way (SF 7).",
            False,
        ),
        (
            order("1", "shipped", PHONE, BUDS, carrier="SF"),
            "Mate 40 and more, 3 items: sent, still on the way (SF).",
            True,
        ),
        (
            order("1", "shipped", shipped_at="2026-06-12T08:00:00Z"),
            "Mate 40: sent 3 days ago, still on the way.",
            False,
        ),
        (
            order("1", "shipped", shipped_at="2026-06-11T08:00:00Z"),
            "Mate 40: sent 4 days ago, still on the way.",
            True,
        ),
        (order("1", **DELIVERED), "Mate 40: delivered 5 days ago (2026-06-10).", False),
        (order("1", "returned"), "The order of Mate 40 (14 days ago) was returned.", False),
    ],
)
async def test_how_far_an_order_has_come(one: Order, text: str, late: bool) -> None:
    reply = await ask(question("delivery"), one)
    assert said(reply)[0] == text
    assert ("longer than the usual 3 days" in said(reply)[1]) is reply.hand_over is late
    assert said(reply)[-1] == "In 3 days."


async def test_what_is_still_to_come_is_told_before_what_has_come() -> None:
    orders = (order("3", **DELIVERED), order("2", "shipped"), order("1", "ordered"))
    reply = await ask(question("order"), *orders)
    assert [claim.records for claim in reply.claims] == [("order/2",), ("order/1",)]
    assert [claim.records for claim in (await ask(question("order"), orders[0])).claims] == [("order/3",)]


async def test_a_rule_in_the_other_language_is_better_than_none() -> None:
    assert said(await ask(question("trade-in"))) == ["旧机可以抵扣。"]
    reply = await ask(question("invoice"))
    assert "would rather not guess" in said(reply)[0]
    assert reply.hand_over


async def test_a_long_rule_is_quoted_to_the_end_of_a_sentence() -> None:
    text = "First sentence of many. " * 60
    rules = Policies([Policy("policy/long", "invoice", "Long", text, "en")])
    ((quoted,),) = [said(await AfterSale(Orders(), rules).reply(question("invoice"), None))]
    assert len(quoted) < 610
    assert quoted.endswith("many.…")
    assert text.startswith(quoted[:-1])


async def test_trouble_is_gone_through_step_by_step() -> None:
    desk = AfterSale(Orders(), Policies())
    reply = await desk.reply(question("how-to", "it does not charge"), None)
    assert said(reply)[1:] == ["Try another cable.", "Did that help?"]
    assert reply.claims[1].records == ("policy/charging-en",)
    assert reply.flow
    assert said(await desk.proceed(reply.flow, None, "en")) == said(reply)[1:]
    assert said(await desk.proceed(reply.flow, True, "en")) == [
        "Good. Come back whenever something is wrong."
    ]
    second = await desk.proceed(reply.flow, False, "en")
    assert said(second)[0] == "Clean the port."
    assert second.flow
    last = await desk.proceed(second.flow, False, "en")
    assert last.hand_over
    assert last.tried == ("Try another cable.", "Clean the port.")


async def test_trouble_nobody_wrote_of_is_asked_about() -> None:
    desk = AfterSale(Orders(), Policies())
    reply = await desk.reply(question("how-to", "hmm"), None)
    assert said(reply) == [
        "Which of these is it?",
        "1. It does not charge",
        "2. It is frozen",
        "3. None of these: fetch a person",
    ]
    picked = await desk.reply(question("how-to", chosen=reply.choices[1]), None)
    assert said(picked)[1] == "Hold the power button."


async def test_a_rule_that_is_gone_ends_the_flow() -> None:
    reply = await AfterSale(Orders(), Policies()).reply(question("how-to", "charge"), None)
    assert reply.flow
    gone = await AfterSale(Orders(), Policies(POLICIES[:1])).proceed(reply.flow, False, "en")
    assert gone.hand_over


async def test_trouble_in_the_other_language_is_better_than_none() -> None:
    asked = replace(question("how-to", "charge"), language="zh")
    reply = await AfterSale(Orders(), Policies()).reply(asked, None)
    assert said(reply)[1:] == ["Try another cable.", "问题解决了吗？"]


LEGION = OrderItem(
    "product/legion",
    "联想拯救者R7000P 2023 游戏本",
    "Lenovo Legion Slim 5",
    1,
    about=frozenset({"product/legion", "brand/lenovo", "category/gaming-laptop"}),
)


@pytest.mark.parametrize(
    ("text", "named", "told"),
    [
        ("我的拯救者还能退吗", (), "Legion"),
        ("can I return my legion", (), "Legion"),
        ("R7000P 还能退吗", (), "Legion"),
        ("can I return my laptop", ("category/laptop",), "Legion"),
        ("my lenovo laptop", ("brand/lenovo", "category/laptop"), "Legion"),
        ("earphones", ("category/earbuds",), "FreeBuds"),
        ("can I return order gaming-1", ("category/gaming-laptop",), "Legion"),
        ("订单 gaming-1 能退吗", (), "Legion"),
        ("where are my airpods", (), "no such product"),
        ("return the thinkpad", (), "no such product"),
        ("T490s 能退吗", (), "no such product"),
        ("my lenovo phone", ("brand/lenovo", "category/smartphone"), "no such product"),
        ("show me order demo-1", (), "no such order"),
        ("订单号 20231234 能退吗", (), "no such order"),
    ],
)
async def test_what_is_named_is_told_of_and_nothing_else(
    text: str, named: tuple[str, ...], told: str
) -> None:
    days = {"delivered_at": "2026-06-01T10:00:00Z"}
    orders = (
        order("phone-1", **DELIVERED),
        order("buds-1", "delivered", BUDS, **days),
        order("gaming-1", "delivered", LEGION, **days),
    )
    for topic in ("returns", "delivery"):
        reply = await ask(question(topic, text, named=frozenset(named)), *orders)  # type: ignore[arg-type]
        assert told in said(reply)[0]
