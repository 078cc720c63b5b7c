"""What the assistant is handed of the graph: orders, policies, and who reads them. `graph` has them so."""

# ruff: noqa: D102 (each class says what its properties hold)
from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

Status = Literal["ordered", "shipped", "delivered", "returned", "cancelled"]


class OrderItem(Protocol):
    """So many of a product in an order.

    `name` is its title, or what is shorter and says the same; `about` are the ids of the product and of its model,
    brand and categories.
    """

    @property
    def product(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def price_now(self) -> float | None: ...
    @property
    def currency_now(self) -> str | None: ...
    @property
    def about(self) -> frozenset[str]: ...


class Order(Protocol):
    """What a shopper bought, and how far it has come; times are UTC ISO 8601."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def items(self) -> Sequence[OrderItem]: ...
    @property
    def shipped_at(self) -> str | None: ...
    @property
    def delivered_at(self) -> str | None: ...
    @property
    def carrier(self) -> str | None: ...
    @property
    def tracking(self) -> str | None: ...


class Policy(Protocol):
    """One rule of the shop; `days` is its period, whose first day is that of delivery (`same`) or the next.

    `asked_as` are words by which shoppers ask for it.
    """

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def days(self) -> int | None: ...
    @property
    def first_day(self) -> Literal["same", "next"] | None: ...
    @property
    def asked_as(self) -> Sequence[str]: ...


class Orders(Protocol):
    """Reads orders."""

    async def of(self, user: str) -> Sequence[Order]:
        """Return the latest orders of a shopper, the newest first."""
        ...


class Policies(Protocol):
    """Reads policies."""

    async def get(self, id_: str) -> Policy | None:
        """Return a policy by its id."""
        ...

    async def of_topic(self, topic: str, language: str) -> Sequence[Policy]:
        """Return the policies of a topic."""
        ...

    async def with_words(self, text: str, language: str, topic: str | None = None) -> Sequence[Policy]:
        """Return the policies, of a topic or of any, that have words of a text, the best first."""
        ...
