"""What a message is read by: what came before it in the conversation."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.slots import Slot


@dataclass(frozen=True, slots=True)
class Before:
    """What came before: the intent answered last, how many products are shown and spoken of, what was asked.

    `bound` is the last number that was wanted, which a bare number corrects, `currency` that of the last price,
    `category` that of the need; `model` and `kind` are those of the product spoken of; `choosing` says that something
    is to be picked, `stepping` that a step was told that may have helped.
    """

    intent: str = ""
    shown: int = 0
    spoken: int = 0
    asks: str | None = None
    topic: str | None = None
    bound: Slot | None = None
    currency: str | None = None
    model: str | None = None
    kind: str | None = None
    category: str | None = None
    choosing: bool = False
    stepping: bool = False
