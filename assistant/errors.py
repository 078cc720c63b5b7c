"""What can go wrong in this room.

AssistantError
├── SlotError           a slot that a client corrected cannot be
├── ConversationError   there is no such conversation of this shopper, or no more
└── ModelError          the language model gave no answer that can be used; `kind` says why
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["timeout", "outage", "garbage", "refusal", "too_long"]


class AssistantError(Exception):
    """Root of every error that this room raises."""


class SlotError(AssistantError):
    """A slot that a client corrected cannot be."""


class ConversationError(AssistantError):
    """A conversation that there is not, not of this shopper, or no more."""


class ModelError(AssistantError):
    """The language model gave no answer that can be used."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind: Kind = kind
