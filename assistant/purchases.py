"""Which of a shopper's purchases a question is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import tzinfo

    from assistant.records import Order, OrderItem, Status

STAGES: Final[tuple[frozenset[Status], ...]] = (
    frozenset({"delivered"}),
    frozenset({"ordered", "shipped"}),
    frozenset({"returned", "cancelled"}),
)
"""A question about a period is about what was delivered, if anything was; then about what is to come."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One product of an order."""

    order: Order
    item: OrderItem


def purchases(orders: Iterable[Order]) -> list[Purchase]:
    """Return every product of every order, in their order; one that stands twice in an order, once."""
    found = {(order.id, item.product): Purchase(order, item) for order in orders for item in order.items}
    return list(found.values())


def narrowed(found: Sequence[Purchase], runs: Callable[[Purchase], bool]) -> list[Purchase]:
    """Return those of the most telling stage, and of these only those whose period still runs, if any does."""
    for stage in STAGES:
        if at_stage := [one for one in found if one.order.status in stage]:
            return [one for one in at_stage if runs(one)] or at_stage
    return []


def day_of(time: str, zone: tzinfo | None) -> date:
    """Return the day that a UTC time is on in a zone."""
    return datetime.fromisoformat(time).astimezone(zone).date()
