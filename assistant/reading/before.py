"""What a message is read by: what came before it in the conversation."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.slots import Slot


@dataclass(frozen=True, slots=True)
class Before:
    """What came before: the intent answered last, what was asked, how many products are shown, spoken of, side by side.

    `bounds` are the numbers that were wanted, which a bare number corrects, `currency` is that of the last price,
    `category` that of the need; `model` and `kind` are those of the product spoken of; `chinese` says that Chinese was
    spoken, `choosing` that something is to be picked, `stepping` that a step was told that may have helped,
    `asked_back` that a search was answered with a question.
    """

    intent: str = ""
    shown: int = 0
    spoken: int = 0
    beside: int = 0
    asks: str | None = None
    topic: str | None = None
    bounds: tuple[Slot, ...] = ()
    currency: str | None = None
    model: str | None = None
    kind: str | None = None
    category: str | None = None
    chinese: bool = False
    choosing: bool = False
    stepping: bool = False
    asked_back: bool = False

    @property
    def searched(self) -> bool:
        """Whether a list is spoken of, though it may be empty."""
        return self.shown > 0 or self.intent == "find"
