"""Orders and policies of a small shop, as the readers of the graph give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.orders import Order, OrderItem
from graph.policies import Policy

PHONE = OrderItem(
    "product/1",
    "Huawei Mate 40 black",
    "Mate 40",
    1,
    4999.0,
    "CNY",
    4499.0,
    "CNY",
    frozenset({"product/1", "category/smartphone"}),
)
BUDS = OrderItem(
    "product/2",
    "FreeBuds white",
    "FreeBuds",
    2,
    500.0,
    "CNY",
    600.0,
    "CNY",
    frozenset({"product/2", "category/headphones"}),
)
POLICIES = (
    Policy("policy/returns-en", "returns", "Returns", "Within 15 days.", "en", 15),
    Policy("policy/returns-zh", "returns", "退货", "15 天内可以退。", "zh", 15),
    Policy(
        "policy/warranty-en", "warranty", "One-year warranty", "365 days from delivery.", "en", 365, "same"
    ),
    Policy(
        "policy/battery-en", "warranty", "Battery warranty", "180 days for the battery.", "en", 180, "same"
    ),
    Policy("policy/price-en", "price-protection", "Price protection", "15 days.", "en", 15),
    Policy("policy/delivery-en", "delivery", "Delivery", "In 3 days.", "en", 3),
    Policy("policy/tradein-zh", "trade-in", "以旧换新", "旧机可以抵扣。", "zh"),
    Policy(
        "policy/charging-en",
        "how-to",
        "It does not charge",
        "1. Try another cable.\n2. Clean the port.",
        "en",
        None,
        None,
        ("charge",),
    ),
    Policy("policy/frozen-en", "how-to", "It is frozen", "Hold the power button. Wait.", "en"),
)


def order(own: str, status: str = "delivered", *items: OrderItem, **times: Any) -> Order:
    at = {"at": "2026-06-01T08:00:00Z", **times}
    return Order(id=f"order/{own}", status=status, items=items or (PHONE,), **at)  # type: ignore[arg-type]


class Orders:
    """Hands out what it was given, and remembers who was asked about."""

    def __init__(self, *orders: Order) -> None:
        self.orders, self.asked = orders, list[str]()

    async def of(self, user: str) -> Sequence[Order]:
        self.asked.append(user)
        return self.orders


class Policies:
    """Finds policies by any word of theirs."""

    def __init__(self, policies: Sequence[Policy] = POLICIES) -> None:
        self.policies = policies

    async def get(self, id_: str) -> Policy | None:
        return next((policy for policy in self.policies if policy.id == id_), None)

    async def of_topic(self, topic: str, language: str) -> Sequence[Policy]:
        return [one for one in self.policies if (one.topic, one.language) == (topic, language)]

    async def with_words(self, text: str, language: str, topic: str | None = None) -> Sequence[Policy]:
        words = set(text.lower().split())
        return [
            one
            for one in self.policies
            if one.language == language
            and topic in {None, one.topic}
            and words & set(f"{one.title} {one.text}".lower().replace(".", "").split())
        ]
