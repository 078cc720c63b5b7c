"""What answers from reviews ask of a graph: the sentences of what was written of a product."""

# ruff: noqa: D102 (each class says what its properties hold)
from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sentence(Protocol):
    """A sentence of a source: `text` is `[start, end)` of the source's text; `product` is what the source is about.

    `kind` is review or expert_review.
    """

    @property
    def source(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def product(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class SentenceReader(Protocol):
    """Reads what reviews and expert reviews say of a product, and of its model's other products.

    A source's sentences follow one another, in its order; there are none for an unknown product.
    """

    async def sentences(self, product: str) -> Sequence[Sentence]: ...
