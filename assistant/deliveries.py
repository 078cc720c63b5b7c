"""How far orders have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.claims import Claim
from assistant.purchases import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from assistant.records import Order, Policy
    from assistant.wording import Wording

MOST: Final = 5
"""Orders told of in one answer."""


def asked_for(orders: Sequence[Order]) -> list[Order]:
    """Return the orders that are still to come, or else the latest one."""
    to_come = [order for order in orders if order.status in {"ordered", "shipped"}]
    return to_come[:MOST] or list(orders[:1])


def delivery_claim(order: Order, now: datetime, words: Wording) -> Claim:
    """Return how far an order has come."""
    what = {"product": contents(order, words), "by": _carrier(order, words)}
    match order.status:
        case "shipped" if order.shipped_at:
            text = words.say("shipped", **what, ago=_ago(order.shipped_at, now, words))
        case "shipped":
            text = words.say("on_the_way", **what)
        case "delivered" if order.delivered_at:
            date = day_of(order.delivered_at, now.tzinfo).isoformat()
            text = words.say("delivered", **what, date=date, ago=_ago(order.delivered_at, now, words))
        case "delivered":
            text = words.say("arrived", **what)
        case "ordered" | "returned" | "cancelled":
            text = words.say(order.status, **what, ago=_ago(order.at, now, words))
    return Claim(text, records=(order.id,))


def overdue_claim(order: Order, policies: Iterable[Policy], now: datetime, words: Wording) -> Claim | None:
    """Return that an order takes longer than the shop says, None where it does not."""
    since = order.shipped_at or order.at
    if order.status not in {"ordered", "shipped"}:
        return None
    waited = (now.date() - day_of(since, now.tzinfo)).days
    for policy in policies:
        if policy.days is not None and waited > policy.days:
            return Claim(words.say("overdue", days=words.days(policy.days)), records=(order.id, policy.id))
    return None


def contents(order: Order, words: Wording) -> str:
    """Return what an order holds, in a few words."""
    first = order.items[0].name if order.items else order.id
    count = sum(item.quantity for item in order.items)
    return first if count <= 1 else words.say("more", product=first, count=count)


def _carrier(order: Order, words: Wording) -> str:
    if not order.carrier:
        return ""
    values = {"carrier": order.carrier, "tracking": order.tracking}
    return words.say("by_number" if order.tracking else "by", **values)


def _ago(time: str, now: datetime, words: Wording) -> str:
    return words.ago((now.date() - day_of(time, now.tzinfo)).days)
