"""What proves an answer: a path of the graph with the facts beneath it, and the clue that leads to one."""

# ruff: noqa: D102 (each class says what its properties hold)
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Clue(NamedTuple):
    """A path that may lead to `product` from `seed`, something the shopper did.

    Over an edge of the type `relation`, or over the entity `via` that both have; the other is None. `weight` in
    [0, 1] is how much it matters to the score.
    """

    product: str
    seed: str
    relation: str | None
    via: str | None
    weight: float


class Node(Protocol):
    """A node of a path, with the name people know it by."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


class Step(Protocol):
    """One relation of a path, in the relation's own direction."""

    @property
    def source(self) -> Node: ...
    @property
    def relation(self) -> str: ...
    @property
    def target(self) -> Node: ...


class Source(Protocol):
    """Where a sentence was read."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def language(self) -> str: ...


class Fact(Protocol):
    """A fact of the ledger beneath a step, with the sentence that states it.

    `start` and `end` are offsets into the source's text, `mention` is what stands there.
    """

    @property
    def id(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def predicate(self) -> str: ...
    @property
    def object(self) -> str: ...
    @property
    def object_name(self) -> str: ...
    @property
    def polarity(self) -> str | None: ...
    @property
    def confidence(self) -> float: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def mention(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def source(self) -> Source: ...


class Path(Protocol):
    """A path of the graph that ends at `product`.

    `kind` is item, together, shared, asked, preferred, peers, popular or stated; `origin` is the node it starts from
    besides the shopper (a product of an event, a query, a segment), `via` the entity in its middle, `count`
    the number of shoppers it stands for.
    """

    @property
    def kind(self) -> str: ...
    @property
    def product(self) -> str: ...
    @property
    def origin(self) -> Node | None: ...
    @property
    def via(self) -> Node | None: ...
    @property
    def count(self) -> int: ...
    @property
    def steps(self) -> Sequence[Step]: ...
    @property
    def facts(self) -> Sequence[Fact]: ...
