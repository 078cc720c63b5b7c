"""Periods that begin with a delivery: until when they last, in days and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from assistant.claims import Claim
from assistant.purchases import Purchase, day_of

if TYPE_CHECKING:
    from assistant.records import OrderItem, Policy
    from assistant.wording import Wording

TOPICS: Final = ("returns", "exchange", "warranty", "price-protection")
"""Topics whose policies' days are counted from a delivery."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its last day; `left` counts the days after `today`, and is negative once it is over."""

    last: date
    left: int


def period_of(purchase: Purchase, policy: Policy, now: datetime) -> Period | None:
    """Return the period that a policy gives a purchase; None where it has none, or has not begun."""
    if policy.days is None or purchase.order.status != "delivered" or not purchase.order.delivered_at:
        return None
    first = 0 if policy.first_day == "same" else 1
    last = day_of(purchase.order.delivered_at, now.tzinfo) + timedelta(days=policy.days - 1 + first)
    return Period(last, (last - now.date()).days)


def period_claim(purchase: Purchase, policy: Policy, now: datetime, words: Wording) -> Claim:
    """Return how long a purchase still has by a policy, and why it has nothing yet or any more."""
    order, name = purchase.order, purchase.item.name
    bought = (now.date() - day_of(order.at, now.tzinfo)).days
    records = (order.id, policy.id)
    if order.status in {"returned", "cancelled"}:
        return Claim(words.say(order.status, product=name, ago=words.ago(bought)), records=(order.id,))
    days = words.days(policy.days or 0)
    period = period_of(purchase, policy, now)
    if period is None:
        known = "no_date" if order.status == "delivered" else "not_delivered"
        return Claim(words.say(known, product=name, days=days), records=records)
    how = "running" if period.left > 0 else "last_day" if period.left == 0 else "ended"
    text = words.say(
        f"period.{policy.topic}.{how}",
        product=name,
        title=policy.title,
        bought=words.ago(bought),
        delivered=words.ago((now.date() - day_of(order.delivered_at or order.at, now.tzinfo)).days),
        days=days,
        left=words.days(period.left),
        last=period.last.isoformat(),
        ago=words.ago(-period.left),
    )
    return Claim(text, records=records)


def price_claim(purchase: Purchase, words: Wording) -> tuple[Claim, bool]:
    """Return what became of the price since a purchase, and whether that could be told."""
    item = purchase.item
    records = (purchase.order.id, item.product)
    if item.price is None:
        return Claim(words.say("not_paid"), records=records), False
    paid = _money(item.price, item.currency)
    if item.price_now is None or item.currency_now != item.currency:
        return Claim(words.say("not_compared", paid=paid), records=records), False
    values = {"paid": paid, "now": _money(item.price_now, item.currency_now)}
    if item.price_now >= item.price:
        return Claim(words.say("dearer", **values), records=records), True
    return Claim(words.say("cheaper", **values, **_difference(item)), records=records), True


def _difference(item: OrderItem) -> dict[str, object]:
    each = round((item.price or 0) - (item.price_now or 0), 2)
    return {"difference": _money(each, item.currency), "count": item.quantity}


def _money(amount: float, currency: str | None) -> str:
    return f"{amount:,.2f}".removesuffix(".00") + (f" {currency}" if currency else "")
